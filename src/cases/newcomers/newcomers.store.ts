import { Injectable } from '@nestjs/common';
import { changed, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { found } from '../cases.store.js';
import { guardedUpdate } from '../../../libs/transaction/guarded-update.js';
import { NewcomerRow } from './newcomer.entity.js';
import type { KinshipChange } from './newcomers.rules.js';

// The index that allows one head looks at every row as it is written: the former head steps down in a statement of its own.
const STEP_DOWN = statement('cases.step-down', 'update newcomers set head = false where case_id = $1 and head');
const SET_KIN = statement('cases.set-kin', `
  update newcomers n set head = k.head, kinship = k.kinship
  from unnest($2::uuid[], $3::bool[], $4::text[]) as k (id, head, kinship) where n.id = k.id and n.case_id = $1`);

/** The people of a household. The case's lock covers them: whoever writes holds it. */
@Injectable()
export class NewcomersStore {
  ofCase(tx: Tx, caseId: string): Promise<NewcomerRow[]> {
    return tx.find(NewcomerRow, { where: { caseId }, order: { position: 'ASC' } });
  }

  async byId(tx: Tx, caseId: string, id: string): Promise<NewcomerRow> {
    return found(await tx.findOneBy(NewcomerRow, { id, caseId }));
  }

  async add(tx: Tx, newcomer: NewcomerRow): Promise<void> {
    await tx.insert(NewcomerRow, newcomer);
  }

  change(tx: Tx, seen: Pick<NewcomerRow, 'id' | 'version'>, patch: Partial<NewcomerRow>): Promise<number> {
    return guardedUpdate(tx, NewcomerRow, seen, patch);
  }

  /** Writes who is what after a change of head; there is never a moment with two. */
  async setKin(tx: Tx, caseId: string, changes: readonly KinshipChange[]): Promise<void> {
    await changed(tx, STEP_DOWN, [caseId]);
    await changed(tx, SET_KIN, [caseId, changes.map(({ id }) => id), changes.map(({ head }) => head), changes.map(({ kinship }) => kinship)]);
  }
}
