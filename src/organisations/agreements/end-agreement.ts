import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound, Refusal, Stale } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { fact } from '../organisations.events.js';
import { mayKeepNetwork, maySee } from '../organisations.policy.js';
import { AgreementsStore } from './agreements.store.js';

/** An agreement ends before its time, or without one: from now on nothing is promised by it. */
@Injectable()
export class EndAgreement {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: AgreementsStore,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  run(by: Actor, agreementId: string, seen?: number): Promise<{ id: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      const { organisationId } = await this.store.named(tx, agreementId);
      if (!mayKeepNetwork(by)) throw maySee(by, organisationId) ? new Forbidden() : new NotFound();
      const before = await this.store.lock(tx, agreementId);
      if (before.endedAt !== null) throw new Refusal('organisations.agreement-over');
      if (seen !== undefined && before.version !== seen) throw new Stale();

      const version = await this.store.change(tx, before, { endedAt: tx.at });
      await this.audit.record(tx, { chain: organisationId, action: 'agreement.ended', subjectId: agreementId });
      await this.outbox.add(tx, fact('agreement.changed', { organisationId, agreementId }));
      return { id: agreementId, version };
    });
  }
}
