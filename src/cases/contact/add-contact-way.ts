import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseGate } from '../case-gate.js';
import { NewcomersStore } from '../newcomers/newcomers.store.js';
import type { WayInput } from './contact.dto.js';
import { faultOfWay } from './contact.rules.js';
import { ContactWaysStore } from './contact-ways.store.js';
import { TellWaysChanged } from './tell-ways-changed.js';

/** A new way to reach the household, with what is safe. */
@Injectable()
export class AddContactWay {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly newcomers: NewcomersStore,
    private readonly ways: ContactWaysStore,
    private readonly tell: TellWaysChanged,
  ) {}

  run(by: Actor, caseId: string, input: WayInput): Promise<{ wayId: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId);
      const way = { safeToCall: false, safeToText: false, voicemailOk: false, preferred: false, codeWord: null, newcomerId: null, ...input };
      const wrong = faultOfWay(way);
      if (wrong) throw new InvalidInput([{ path: wrong.path, code: `cases.faults.${wrong.fault}` }]);
      if (way.newcomerId) await this.newcomers.byId(tx, caseId, way.newcomerId);

      const id = newId();
      await this.ways.add(tx, { ...way, id, caseId, version: 1 });
      if (way.preferred) await this.ways.preferNoOther(tx, caseId, id);
      await this.tell.run(tx, file, { kind: 'contact-way.added', subjectId: id, details: { kind: way.kind } });
      return { wayId: id, version: 1 };
    });
  }
}
