import { Injectable } from '@nestjs/common';
import { InvalidInput, Stale } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseGate } from '../case-gate.js';
import { changedFields, without } from '../../../libs/transaction/changed-fields.js';
import { NewcomersStore } from '../newcomers/newcomers.store.js';
import type { WayChange } from './contact.dto.js';
import { faultOfWay } from './contact.rules.js';
import { ContactWaysStore } from './contact-ways.store.js';
import { TellWaysChanged } from './tell-ways-changed.js';

/** Changes a way: most often, what has become safe or unsafe. */
@Injectable()
export class ChangeContactWay {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly newcomers: NewcomersStore,
    private readonly ways: ContactWaysStore,
    private readonly tell: TellWaysChanged,
  ) {}

  /** `seen` is the way's own version. */
  run(by: Actor, caseId: string, wayId: string, change: WayChange, seen: number): Promise<{ wayId: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId);
      const way = await this.ways.byId(tx, caseId, wayId);
      if (way.version !== seen) throw new Stale();
      const fields = changedFields(way, change);
      if (fields.length === 0) return { wayId, version: way.version };
      const wrong = faultOfWay({ ...way, ...without(change) });
      if (wrong) throw new InvalidInput([{ path: wrong.path, code: `cases.faults.${wrong.fault}` }]);
      if (change.newcomerId) await this.newcomers.byId(tx, caseId, change.newcomerId);

      const version = await this.ways.change(tx, way, without(change));
      if (change.preferred) await this.ways.preferNoOther(tx, caseId, wayId);
      await this.tell.run(tx, file, { kind: 'contact-way.changed', subjectId: wayId, details: { kind: way.kind, fields } });
      return { wayId, version };
    });
  }
}
