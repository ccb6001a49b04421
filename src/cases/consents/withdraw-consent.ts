import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { CaseGate } from '../case-gate.js';
import { fact } from '../cases.events.js';
import { Chronicle } from '../chronicle.js';
import { ConsentsStore } from './consents.store.js';

/** Somebody takes their yes back. It needs no reason and holds from this moment; who shares or writes hears it as a fact. */
@Injectable()
export class WithdrawConsent {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly consents: ConsentsStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  run(by: Actor, caseId: string, consentId: string): Promise<{ consentId: string }> {
    return this.transactions.run(by, (tx) => this.within(tx, caseId, consentId));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, caseId: string, consentId: string): Promise<{ consentId: string }> {
    const file = await this.gate.enter(tx, caseId, 'withdraw_consent');
    const { purpose, recipient, withdrawnAt } = await this.consents.byId(tx, caseId, consentId);
    if (withdrawnAt) throw new Refusal('cases.already-withdrawn');

    await this.consents.withdraw(tx, consentId, tx.by.kind === 'person' ? tx.by.personId : null);
    await this.chronicle.write(tx, { caseId, kind: 'consent.withdrawn', subjectId: consentId, details: { purpose, recipient } });
    await this.outbox.add(tx, fact('consent.withdrawn', file, { consentId, purpose, recipient }));
    return { consentId };
  }
}
