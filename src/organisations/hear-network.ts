import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { OrganisationFactPayloads } from './organisations.events.js';
import { PlanAlarms } from './plan-alarms.js';

type Said = Partial<OrganisationFactPayloads['service.changed'] & OrganisationFactPayloads['agreement.changed']>;

/**
 * Sets alarms a moment after what they follow from: an organisation acts as a Postgres role that knows nothing of alarms, so
 * what it does is heard here, by the worker. Facts may come late or twice: the alarms are worked out of the rows as they are now.
 */
@Injectable()
@Hears('organisation.changed', 'organisation.paused', 'service.added', 'service.changed', 'service.assured', 'places.told', 'agreement.made', 'agreement.changed')
export class HearNetwork implements FactListener {
  constructor(private readonly plan: PlanAlarms) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const said = facts.map(({ type, payload }) => ({ type, ...(payload as Said) }));
    const named = (key: 'serviceId' | 'agreementId' | 'organisationId', ...types: string[]): string[] =>
      [...new Set(said.flatMap(({ type, [key]: id }) => (id !== undefined && types.includes(type) ? [id] : [])))];

    await this.plan.services(tx, named('serviceId', 'service.added', 'service.changed', 'service.assured', 'places.told'));
    await this.plan.hours(tx, named('organisationId', 'service.added', 'service.changed'));
    await this.plan.organisations(tx, named('organisationId', 'organisation.changed', 'organisation.paused'));
    await this.plan.agreements(tx, named('agreementId', 'agreement.made', 'agreement.changed'));
  }
}
