import { Injectable } from '@nestjs/common';
import { Refusal, Stale } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseGate } from '../case-gate.js';
import { fact } from '../cases.events.js';
import { CasesStore } from '../cases.store.js';
import { Chronicle } from '../chronicle.js';
import { OfficeDay } from '../office-day.js';
import { judgeLeaving } from './newcomers.rules.js';
import { NewcomersStore } from './newcomers.store.js';

/** Somebody leaves the household. Their row stays, with the day; only the count changes. */
@Injectable()
export class RemoveNewcomer {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly cases: CasesStore,
    private readonly newcomers: NewcomersStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
    private readonly day: OfficeDay,
  ) {}

  /** `seen` is the person's own version. */
  run(by: Actor, caseId: string, newcomerId: string, seen: number): Promise<{ caseId: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId);
      const newcomer = await this.newcomers.byId(tx, caseId, newcomerId);
      const verdict = judgeLeaving(await this.newcomers.ofCase(tx, caseId), newcomerId);
      if (!verdict.allowed) throw new Refusal(`cases.${verdict.because}`);
      if (newcomer.version !== seen) throw new Stale();

      await this.newcomers.change(tx, newcomer, { leftOn: this.day.of(tx.at) });
      const { size } = verdict.changes;
      const version = await this.cases.change(tx, file, { size });
      await this.chronicle.write(tx, { caseId, kind: 'newcomer.left', subjectId: newcomerId, details: { newcomerId } });
      await this.outbox.add(tx, fact('household.changed', file, { size }));
      return { caseId, version };
    });
  }
}
