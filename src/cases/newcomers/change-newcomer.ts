import { Injectable } from '@nestjs/common';
import { InvalidInput, Refusal, Stale } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseGate } from '../case-gate.js';
import { fact } from '../cases.events.js';
import { CasesStore } from '../cases.store.js';
import { changedFields, without } from '../../../libs/transaction/changed-fields.js';
import { Chronicle } from '../chronicle.js';
import { OfficeDay } from '../office-day.js';
import type { NewcomerChange } from './newcomers.dto.js';
import { faultOfBirth, fullName } from './newcomers.rules.js';
import { NewcomersStore } from './newcomers.store.js';

/** Corrects what is known of a person; when it is the head, the case is called anew. */
@Injectable()
export class ChangeNewcomer {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly cases: CasesStore,
    private readonly newcomers: NewcomersStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
    private readonly day: OfficeDay,
  ) {}

  /** `seen` is the person's own version. Gives their new version. */
  run(by: Actor, caseId: string, newcomerId: string, change: NewcomerChange, seen: number): Promise<{ newcomerId: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId);
      const newcomer = await this.newcomers.byId(tx, caseId, newcomerId);
      if (newcomer.version !== seen) throw new Stale();
      if (change.kinship !== undefined && newcomer.head) throw new Refusal('cases.head-has-no-kinship');
      const fault = change.birthOn ? faultOfBirth(change.birthOn, this.day.of(tx.at)) : undefined;
      if (fault) throw new InvalidInput([{ path: 'birthOn', code: `cases.faults.${fault}` }]);

      const fields = changedFields(newcomer, change);
      if (fields.length === 0) return { newcomerId, version: newcomer.version };

      const version = await this.newcomers.change(tx, newcomer, without(change));
      if (newcomer.head) await this.cases.change(tx, file, { leadName: fullName({ ...newcomer, ...without(change) }) });
      await this.chronicle.write(tx, { caseId, kind: 'newcomer.changed', subjectId: newcomerId, details: { newcomerId, fields } });
      await this.outbox.add(tx, fact('household.changed', file, { size: file.size }));
      return { newcomerId, version };
    });
  }
}
