import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { fact } from '../organisations.events.js';
import { mayKeepNetwork, maySee } from '../organisations.policy.js';
import type { AgreementInput } from './agreements.dto.js';
import { AgreementsStore } from './agreements.store.js';
import { judgeAgreement } from './judge-agreement.js';

/** The office and an organisation have agreed on something. */
@Injectable()
export class MakeAgreement {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: AgreementsStore,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  run(by: Actor, organisationId: string, input: AgreementInput): Promise<{ id: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      if (!mayKeepNetwork(by)) throw maySee(by, organisationId) ? new Forbidden() : new NotFound();
      await this.store.organisation(tx, organisationId);
      judgeAgreement(input, await this.store.servicesOf(tx, organisationId));

      const id = newId();
      await this.store.add(tx, { ...input, organisationId, id, endedAt: null, remindedOf: null, demo: false });
      await this.audit.record(tx, { chain: organisationId, action: 'agreement.made', subjectId: id });
      await this.outbox.add(tx, fact('agreement.made', { organisationId, agreementId: id }));
      return { id, version: 1 };
    });
  }
}
