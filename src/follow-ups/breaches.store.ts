import { Injectable } from '@nestjs/common';
import { changed, row, rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { LateReason } from './reasons.rules.js';

const OF = statement('breaches.of', 'select reason from breaches where checkpoint_id = $1');

const UNEXPLAINED = statement('breaches.unexplained', 'select checkpoint_id as id from breaches where checkpoint_id = any($1::uuid[]) and explained_at is null');

const EXPLAIN = statement('breaches.explain', `
  update breaches set reason = $2, explained_at = $3, explained_by = $4 where checkpoint_id = any($1::uuid[])`);

/** A broken promise, and why it was broken once somebody has said so. */
export interface Breach {
  readonly reason: LateReason | null;
}

/** The rows of broken promises as whoever explains them needs them: they are annotated, and nothing else of them ever changes. */
@Injectable()
export class BreachesStore {
  of(tx: Tx, checkpointId: string): Promise<Breach | undefined> {
    return row<Breach>(tx, OF, [checkpointId]);
  }

  /** Those that were broken and that nobody has explained. */
  async unexplained(tx: Tx, checkpointIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await rows<{ id: string }>(tx, UNEXPLAINED, [checkpointIds])).map(({ id }) => id));
  }

  /** Writes why, whatever was said before; gives how many breaches there were to annotate. */
  explain(tx: Tx, checkpointIds: readonly string[], reason: LateReason): Promise<number> {
    return changed(tx, EXPLAIN, [checkpointIds, reason, tx.at, tx.by.kind === 'person' ? tx.by.personId : null]);
  }
}
