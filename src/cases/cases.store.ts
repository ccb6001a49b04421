import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NotFound } from '../../libs/http/refusal.js';
import { changed, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { CaseRow } from './case.entity.js';
import { guardedUpdate } from '../../libs/transaction/guarded-update.js';
import { NoteRow } from './note.entity.js';

const SET_NEXT = statement('cases.set-next-steps', `
  update cases c set next_checkpoint_id = s.checkpoint_id, next_code = s.code, next_due_at = s.due_at
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as s (id, checkpoint_id, code, due_at) where c.id = s.id`);

const GIVE = statement('cases.give', `
  update cases set owner_id = $2, team_id = coalesce($3, team_id), assigned_at = $4 where id = any($1::uuid[])`);

/** What a case owes next: a checkpoint that exists by the end of the transaction. */
export interface NextStep {
  readonly checkpointId: string;
  readonly code: string;
  readonly dueAt: Date;
}

/** What may be written to a case's row. */
export type CasePatch = Partial<Omit<CaseRow, 'id' | 'number' | 'version' | 'registeredAt' | 'demo'>>;

/** The rows of cases: locks, reads by id, and writes that never overwrite somebody else's. */
@Injectable()
export class CasesStore {
  async byId(tx: Tx, id: string): Promise<CaseRow> {
    return found(await tx.findOneBy(CaseRow, { id }));
  }

  /** Reads a case and keeps everybody else from writing it until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<CaseRow> {
    return found(await tx.findOne(CaseRow, { where: { id }, lock: { mode: 'pessimistic_write' } }));
  }

  /** Locks several, in the order of their identities so that two batches cannot wait for each other. */
  async lockMany(tx: Tx, ids: readonly string[]): Promise<CaseRow[]> {
    const wanted = [...new Set(ids)];
    const files = await tx.find(CaseRow, { where: { id: In(wanted) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    if (files.length !== wanted.length) throw new NotFound();
    return files;
  }

  /** Writes if the row still is what the writer saw, and gives the new version; throws `Stale` if it is not. */
  change(tx: Tx, seen: Pick<CaseRow, 'id' | 'version'>, patch: CasePatch): Promise<number> {
    return guardedUpdate(tx, CaseRow, seen, patch);
  }

  /** Gives many cases to one owner, whose team they join if they have one. The caller holds the locks. */
  async give(tx: Tx, ids: readonly string[], owner: { readonly id: string; readonly teamId: string | null }): Promise<void> {
    await changed(tx, GIVE, [ids, owner.id, owner.teamId, tx.at]);
  }

  /** Tells each case its next step, however many, in one round trip. */
  async setNextSteps(tx: Tx, steps: readonly { readonly caseId: string; readonly next: NextStep }[]): Promise<void> {
    const count = await changed(tx, SET_NEXT, [
      steps.map(({ caseId }) => caseId), steps.map(({ next }) => next.checkpointId), steps.map(({ next }) => next.code), steps.map(({ next }) => next.dueAt),
    ]);
    if (count !== steps.length) throw new NotFound();
  }

  async addNote(tx: Tx, note: NoteRow): Promise<void> {
    await tx.insert(NoteRow, note);
  }
}

/** A row that must be there for whoever asks; that it is not, or is not theirs, sounds the same. */
export function found<R>(row: R | null): R {
  if (row === null) throw new NotFound();
  return row;
}
