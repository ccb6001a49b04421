import { Injectable } from '@nestjs/common';
import { Outbox } from '../../libs/outbox/outbox.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { CaseGate } from './case-gate.js';
import { fact } from './cases.events.js';
import { CasesStore } from './cases.store.js';
import { Chronicle } from './chronicle.js';

/** Hides a household from all but its owner and their lead, the moment danger shows; lifting it is for those who answer for it. */
@Injectable()
export class RestrictCase {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly cases: CasesStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  run(by: Actor, caseId: string, restricted: boolean, seen?: number): Promise<{ caseId: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId, restricted ? 'restrict' : 'lift_restriction', { seen });
      if (file.restricted === restricted) return { caseId, version: file.version };

      const version = await this.cases.change(tx, file, { restricted });
      await this.chronicle.write(tx, { caseId, kind: restricted ? 'case.restricted' : 'case.restriction-lifted' });
      await this.outbox.add(tx, fact('case.restricted', file, { restricted }));
      return { caseId, version };
    });
  }
}
