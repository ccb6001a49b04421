import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseGate } from '../case-gate.js';
import { fact } from '../cases.events.js';
import { CasesStore } from '../cases.store.js';
import { Chronicle } from '../chronicle.js';
import { OfficeDay } from '../office-day.js';
import { changeHead, fullName } from './newcomers.rules.js';
import { NewcomersStore } from './newcomers.store.js';

/** Another person becomes the head: the one the office speaks to and calls the case by. */
@Injectable()
export class ChangeHead {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly cases: CasesStore,
    private readonly newcomers: NewcomersStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
    private readonly day: OfficeDay,
  ) {}

  run(by: Actor, caseId: string, newcomerId: string, seen?: number): Promise<{ caseId: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId, 'edit', { seen });
      const household = await this.newcomers.ofCase(tx, caseId);
      const verdict = changeHead(household, newcomerId, this.day.of(tx.at));
      if (!verdict.allowed) throw new Refusal(`cases.${verdict.because}`);

      await this.newcomers.setKin(tx, caseId, verdict.changes);
      const head = household.find(({ id }) => id === newcomerId);
      const version = await this.cases.change(tx, file, { leadName: head ? fullName(head) : file.leadName });
      await this.chronicle.write(tx, { caseId, kind: 'head.changed', subjectId: newcomerId, details: { newcomerId } });
      await this.outbox.add(tx, fact('head.changed', file, { newcomerId }));
      return { caseId, version };
    });
  }
}
