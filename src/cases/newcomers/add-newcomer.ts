import { Injectable } from '@nestjs/common';
import { InvalidInput, Refusal } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseGate } from '../case-gate.js';
import { fact } from '../cases.events.js';
import { CasesStore } from '../cases.store.js';
import { Chronicle } from '../chronicle.js';
import { OfficeDay } from '../office-day.js';
import type { NewcomerInput } from './newcomers.dto.js';
import { faultOfBirth, sizeOf } from './newcomers.rules.js';
import { NewcomersStore } from './newcomers.store.js';

/** The newest person of a household, and the case as it now is. */
export interface AddedNewcomer {
  readonly newcomerId: string;
  readonly version: number;
}

/** Somebody joins the household: a birth, a reunion, a person forgotten at registration. */
@Injectable()
export class AddNewcomer {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly cases: CasesStore,
    private readonly newcomers: NewcomersStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
    private readonly day: OfficeDay,
  ) {}

  run(by: Actor, caseId: string, input: NewcomerInput, seen?: number): Promise<AddedNewcomer> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId, 'edit', { seen });
      if (file.state === 'closed') throw new Refusal('cases.closed');
      const fault = input.birthOn ? faultOfBirth(input.birthOn, this.day.of(tx.at)) : undefined;
      if (fault) throw new InvalidInput([{ path: 'birthOn', code: `cases.faults.${fault}` }]);

      const household = await this.newcomers.ofCase(tx, caseId);
      const newcomerId = newId();
      await this.newcomers.add(tx, {
        familyName: '', gender: null, birthOn: null, speaksFrench: null, speaksEnglish: null, languages: [], immigrationStatus: null, ...input,
        id: newcomerId, caseId, position: household.length, head: false, leftOn: null, fingerprint: null, version: 1,
      });
      const size = sizeOf(household) + 1;
      const version = await this.cases.change(tx, file, { size });
      await this.chronicle.write(tx, { caseId, kind: 'newcomer.added', subjectId: newcomerId, details: { newcomerId } });
      await this.outbox.add(tx, fact('household.changed', file, { size }));
      return { newcomerId, version };
    });
  }
}
