import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../../libs/outbox/fact.js';
import { Hears } from '../../../libs/outbox/hears.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { OrganisationFactPayloads } from '../../organisations/organisations.events.js';
import { ReopenUnmet } from './reopen-unmet.js';

type Said = Partial<OrganisationFactPayloads['service.changed']>;

/**
 * Room or a service may have appeared: somebody told of places, added, changed or confirmed a service, or works again after a
 * pause. What a completed referral gives back is told as places too.
 */
@Injectable()
@Hears('places.told', 'service.added', 'service.changed', 'service.assured', 'organisation.paused')
export class HearRoom implements FactListener {
  constructor(private readonly reopen: ReopenUnmet) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const said = facts.map(({ payload }) => payload as Said);
    const services = [...new Set(said.flatMap(({ serviceId }) => serviceId ?? []))].sort();
    const organisations = [...new Set(said.flatMap(({ serviceId, organisationId }) => (serviceId === undefined && organisationId !== undefined ? [organisationId] : [])))].sort();
    await this.reopen.forServices(tx, { services, organisations });
  }
}
