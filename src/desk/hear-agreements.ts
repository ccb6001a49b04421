import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { People } from '../accounts/accounts.door.js';
import type { OrganisationFactPayloads } from '../organisations/organisations.events.js';
import { NoticesStore } from './notices.store.js';

/** An agreement with an organisation ends soon: the managers, who renew it, are told. */
@Injectable()
@Hears('agreement.ending')
export class HearAgreements implements FactListener {
  constructor(
    private readonly notices: NoticesStore,
    private readonly people: People,
  ) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const managers = await this.people.managers(tx);
    await this.notices.tell(tx, facts.flatMap(({ payload }) => {
      const { agreementId, organisationId, endsOn } = payload as OrganisationFactPayloads['agreement.ending'];
      return managers.map(({ id }) => ({ personId: id, kind: 'agreement-ending' as const, subjectId: agreementId, caseId: null, details: { organisationId, endsOn } }));
    }));
  }
}
