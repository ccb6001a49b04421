import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound, Refusal, Stale } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { changedFields, without } from '../../../libs/transaction/changed-fields.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { fact } from '../organisations.events.js';
import { mayKeepNetwork, maySee } from '../organisations.policy.js';
import type { AgreementChange } from './agreements.dto.js';
import { AgreementsStore } from './agreements.store.js';
import { judgeAgreement } from './judge-agreement.js';

/** What was agreed has changed; one that has ended stays as it was. */
@Injectable()
export class ChangeAgreement {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: AgreementsStore,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  run(by: Actor, agreementId: string, change: AgreementChange, seen: number): Promise<{ id: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      const { organisationId } = await this.store.named(tx, agreementId);
      if (!mayKeepNetwork(by)) throw maySee(by, organisationId) ? new Forbidden() : new NotFound();
      const before = await this.store.lock(tx, agreementId);
      if (before.endedAt !== null) throw new Refusal('organisations.agreement-over');
      if (before.version !== seen) throw new Stale();
      const fields = changedFields(before, change);
      if (fields.length === 0) return { id: agreementId, version: before.version };
      judgeAgreement({ ...before, ...without(change) }, await this.store.servicesOf(tx, organisationId));

      const version = await this.store.change(tx, before, without(change));
      await this.audit.record(tx, { chain: organisationId, action: 'agreement.changed', subjectId: agreementId, details: { fields } });
      await this.outbox.add(tx, fact('agreement.changed', { organisationId, agreementId }));
      return { id: agreementId, version };
    });
  }
}
