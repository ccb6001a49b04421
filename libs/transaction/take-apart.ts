import { changed, statement, together } from '../sql/sql.js';
import { countAfterwards, dropGathered, forgetAfterwards, type Tx, writeGathered } from './tx.js';

const MARK = statement('part.mark', 'savepoint part');
const KEEP = statement('part.keep', 'release savepoint part');
const UNDO = statement('part.undo', 'rollback to savepoint part');

/** Thrown by work that must not be tried in smaller parts: the whole transaction is to fail. */
export class GiveUpWhole extends Error {
  override readonly name: string = 'GiveUpWhole';
}

/** Whether a statement only failed because somebody else was faster: lock not available, deadlock, serialisation. */
export const isBusy = (fault: unknown): boolean => ['55P03', '40P01', '40001'].includes(String((fault as { code?: unknown }).code));

/**
 * Does work on a set in one go; when that fails, on its halves, and so on, until only the poisoned ones have failed.
 * Each part is undone by itself, so that the healthy ones commit with the transaction. `failed` is told of each poisoned one.
 */
export async function takeApart<T>(
  tx: Tx,
  set: readonly T[],
  work: (part: readonly T[]) => Promise<void>,
  failed: (one: T, fault: unknown) => Promise<void>,
): Promise<void> {
  const fault = await attempt(tx, () => work(set));
  if (fault === undefined) return;
  const [first] = set;
  if (first !== undefined && set.length === 1) return failed(first, fault.reason);
  const middle = set.length >> 1;
  await takeApart(tx, set.slice(0, middle), work, failed);
  await takeApart(tx, set.slice(middle), work, failed);
}

/** Why a part failed, after undoing it; nothing if it went well. */
async function attempt(tx: Tx, work: () => Promise<void>): Promise<{ reason: unknown } | undefined> {
  await together(...writeGathered(tx), changed(tx, MARK));
  const before = countAfterwards(tx);
  try {
    await work();
    await together(...writeGathered(tx), changed(tx, KEEP));
    return undefined;
  } catch (reason) {
    if (reason instanceof GiveUpWhole) throw reason;
    dropGathered(tx);
    await changed(tx, UNDO);
    await changed(tx, KEEP);
    forgetAfterwards(tx, before);
    return { reason };
  }
}
