import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseGate } from '../case-gate.js';
import { fact } from '../cases.events.js';
import { Chronicle } from '../chronicle.js';
import { ageOn } from '../newcomers/newcomers.rules.js';
import { NewcomersStore } from '../newcomers/newcomers.store.js';
import { OfficeDay } from '../office-day.js';
import { faultsOfConsent } from './consent.rules.js';
import type { ConsentInput } from './consents.dto.js';
import { ConsentsStore } from './consents.store.js';

/** Somebody agreed to something: to each thing by itself, for one recipient, until a day; to several in one sitting. */
@Injectable()
export class RecordConsents {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly newcomers: NewcomersStore,
    private readonly consents: ConsentsStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
    private readonly day: OfficeDay,
  ) {}

  /** All of them, or none. Throws `InvalidInput` with the fields of the first that cannot be recorded. */
  run(by: Actor, caseId: string, inputs: readonly ConsentInput[]): Promise<{ consentIds: string[] }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId);
      const givenOn = this.day.of(tx.at);
      const recordedBy = by.kind === 'person' ? by.personId : null;
      const consentIds: string[] = [];
      for (const input of inputs) {
        const { birthOn } = await this.newcomers.byId(tx, caseId, input.newcomerId);
        const faults = faultsOfConsent({ ...input, givenOn, age: birthOn ? ageOn(birthOn, givenOn) : null });
        if (faults.length > 0) throw new InvalidInput(faults.map(({ path, fault: code }) => ({ path, code: `cases.faults.${code}` })));

        const consentId = newId();
        await this.consents.add(tx, { ...input, id: consentId, caseId, givenAt: tx.at, recordedBy, withdrawnAt: null, withdrawnBy: null });
        const { purpose, recipient } = input;
        await this.chronicle.write(tx, { caseId, kind: 'consent.recorded', subjectId: consentId, details: { purpose, recipient } });
        await this.outbox.add(tx, fact('consent.recorded', file, { consentId, purpose, recipient }));
        consentIds.push(consentId);
      }
      return { consentIds };
    });
  }
}
