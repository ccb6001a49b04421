import { Injectable } from '@nestjs/common';
import { Stale } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseGate } from '../case-gate.js';
import { ContactWaysStore } from './contact-ways.store.js';
import { TellWaysChanged } from './tell-ways-changed.js';

/** Forgets a way: a number that is no longer theirs must not be kept. */
@Injectable()
export class RemoveContactWay {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly ways: ContactWaysStore,
    private readonly tell: TellWaysChanged,
  ) {}

  /** `seen` is the way's own version. */
  run(by: Actor, caseId: string, wayId: string, seen: number): Promise<{ caseId: string }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId);
      const way = await this.ways.byId(tx, caseId, wayId);
      if (way.version !== seen) throw new Stale();

      await this.ways.remove(tx, wayId);
      await this.tell.run(tx, file, { kind: 'contact-way.removed', subjectId: wayId, details: { kind: way.kind } });
      return { caseId };
    });
  }
}
