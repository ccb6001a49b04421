import { Injectable } from '@nestjs/common';
import { type FieldFault, InvalidInput } from '../../libs/http/refusal.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { CaseRow } from './case.entity.js';
import { CaseGate } from './case-gate.js';
import type { CaseChange } from './cases.dto.js';
import { fact } from './cases.events.js';
import { CasesStore } from './cases.store.js';
import { changedFields, without } from '../../libs/transaction/changed-fields.js';
import { Chronicle } from './chronicle.js';
import { OfficeDay } from './office-day.js';

/** Corrects what is known of a household. Who plans by a date hears that it changed; the plan is theirs to work out again. */
@Injectable()
export class ChangeCase {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly cases: CasesStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
    private readonly day: OfficeDay,
  ) {}

  /** Throws `Stale` when the case is no longer at `seen`. */
  run(by: Actor, caseId: string, change: CaseChange, seen: number): Promise<{ caseId: string; version: number; fields: string[] }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId, 'edit', { seen });
      const faults = [...faultsOfChange(file, change, this.day.of(tx.at)), ...this.faultsOfHour(file, change)];
      if (faults.length > 0) throw new InvalidInput(faults);
      const patch = { ...without(change), ...this.forgottenHour(file, change) };
      const fields = changedFields<CaseRow>(file, patch);
      if (fields.length === 0) return { caseId, version: file.version, fields };

      const version = await this.cases.change(tx, file, patch);
      await this.chronicle.write(tx, { caseId, kind: 'case.changed', details: { fields } });
      await this.outbox.add(tx, fact('case.changed', file, { fields }));
      return { caseId, version, fields };
    });
  }

  /** The hour of an arrival on another day than it now has is not known any more. */
  private forgottenHour(file: CaseRow, { arrivalOn, arrivalAt }: CaseChange): { arrivalAt?: null } {
    if (arrivalOn === undefined || arrivalAt !== undefined || file.arrivalAt === null) return {};
    return this.day.of(file.arrivalAt) === arrivalOn ? {} : { arrivalAt: null };
  }

  private faultsOfHour(file: CaseRow, { arrivalOn = file.arrivalOn ?? undefined, arrivalAt }: CaseChange): FieldFault[] {
    if (!arrivalAt || this.day.of(arrivalAt) === arrivalOn) return [];
    return [{ path: 'arrivalAt', code: 'cases.faults.other-day' }];
  }
}

/** Dates that cannot be: who came, came by today; who is expected, has a day; nobody moves in tomorrow already. */
function faultsOfChange(file: CaseRow, change: CaseChange, today: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const inFuture = (['arrivalOn', 'provinceArrivalOn', 'movedInOn'] as const).filter((field) => (change[field] ?? '') > today);
  for (const path of inFuture) faults.push({ path, code: 'cases.faults.in-future' });
  if (change.arrivalOn !== undefined && file.state === 'expected') faults.push({ path: 'arrivalOn', code: 'cases.faults.not-arrived-yet' });
  if (change.plannedArrivalOn === null && file.state === 'expected') faults.push({ path: 'plannedArrivalOn', code: 'http.faults.missing' });
  return faults;
}
