import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { newId } from '../../../libs/sql/id.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { CaseGate } from '../case-gate.js';
import { fact } from '../cases.events.js';
import { CasesStore } from '../cases.store.js';
import { Chronicle } from '../chronicle.js';
import type { NewcomerDraft } from '../draft.rules.js';
import { sizeOf } from './newcomers.rules.js';
import { NewcomersStore } from './newcomers.store.js';

/** People who were missing from a household's file join it: a later list names them, or a row was corrected. */
@Injectable()
export class JoinHousehold {
  constructor(
    private readonly gate: CaseGate,
    private readonly cases: CasesStore,
    private readonly newcomers: NewcomersStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  /** In the caller's transaction. Whoever was to be the head stands as another relative: the file has a head. @throws Refusal `cases.closed` */
  async run(tx: Tx, caseId: string, drafts: readonly NewcomerDraft[]): Promise<readonly string[]> {
    const file = await this.gate.enter(tx, caseId);
    if (file.state === 'closed') throw new Refusal('cases.closed');
    const household = await this.newcomers.ofCase(tx, caseId);
    const ids: string[] = [];
    for (const { id = newId(), ...draft } of drafts) {
      await this.newcomers.add(tx, {
        familyName: '', gender: null, birthOn: null, speaksFrench: null, speaksEnglish: null, immigrationStatus: null, fingerprint: null, ...draft,
        kinship: draft.kinship === 'head' ? 'other' : draft.kinship, languages: [...(draft.languages ?? [])],
        id, caseId, position: household.length + ids.length, head: false, leftOn: null, version: 1,
      });
      ids.push(id);
    }
    const size = sizeOf(household) + ids.length;
    await this.cases.change(tx, file, { size });
    await this.chronicle.write(tx, ...ids.map((newcomerId) => ({ caseId, kind: 'newcomer.added', subjectId: newcomerId, details: { newcomerId } })));
    await this.outbox.add(tx, fact('household.changed', file, { size }));
    return ids;
  }
}
