import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import { auditValues } from '../../libs/audit/audit.js';
import { InvalidInput, Refusal } from '../../libs/http/refusal.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { newId } from '../../libs/sql/id.js';
import { one } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { NextStep } from './cases.store.js';
import { fact } from './cases.events.js';
import { faultsOfDraft, type CaseDraft } from './draft.rules.js';
import { fileOf, type FileRows } from './draft.rows.js';
import { OfficeDay } from './office-day.js';
import { openingOf } from './open-case.sql.js';

/** The first checkpoint of a case and who owes it. It must exist by the end of the transaction. */
export interface FirstStep extends NextStep {
  readonly ownerId: string;
}

/** What opening gives back: identities, and the number that people say on the phone. */
export interface OpenedCase {
  readonly caseId: string;
  readonly number: string;
  /** In the order of the draft. */
  readonly newcomerIds: readonly string[];
}

/** A household gets a file. It never opens without its next step, and is written whole or not at all. */
@Injectable()
export class OpenCase {
  constructor(
    private readonly outbox: Outbox,
    private readonly day: OfficeDay,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /**
   * Two statements, whatever the household's size. Throws `InvalidInput` with paths into the draft, and the refusal
   * `cases.already-registered` when its notice or one of its people has a file already.
   */
  async run(tx: Tx, draft: CaseDraft, first: FirstStep): Promise<OpenedCase> {
    const faults = faultsOfDraft(draft, this.day.of(tx.at));
    if (faults.length > 0) throw new InvalidInput(faults.map(({ path, fault: code }) => ({ path, code: `cases.faults.${code}` })));

    const file = fileOf(draft, first, { at: tx.at, by: tx.by.kind === 'person' ? tx.by.personId : null, newId });
    const { number } = await this.write(tx, draft, file);
    await this.outbox.add(tx, fact('case.opened', { id: file.caseId, teamId: draft.teamId, ownerId: draft.ownerId },
      { state: draft.state, tier: draft.tier, size: draft.newcomers.length, source: draft.source }));
    return { caseId: file.caseId, number, newcomerIds: file.newcomerIds };
  }

  private async write(tx: Tx, draft: CaseDraft, file: FileRows): Promise<{ number: string }> {
    const details = { state: draft.state, tier: draft.tier, size: draft.newcomers.length, source: draft.source };
    const [, actorId, actor, , , told] = auditValues(tx.by, { chain: file.caseId, action: 'case.opened', details });
    try {
      return await one<{ number: string }>(tx, ...openingOf([actorId, actor, told], this.env.OFFICE_ZONE, file.row, file.lists));
    } catch (fault) {
      const { code, constraint } = fault as { code?: string; constraint?: string };
      if (code === '23505' && (constraint === 'cases_notice' || constraint === 'newcomers_fingerprint')) throw new Refusal('cases.already-registered');
      throw fault;
    }
  }
}
