import type { ObjectLiteral } from 'typeorm';
import { Stale } from '../http/refusal.js';
import type { Tx } from './tx.js';

/** Writes a row if it still is what the writer saw, and gives its new version, which the database raises; throws `Stale` if it is not. */
export async function guardedUpdate<R extends ObjectLiteral & { id: string; version: number }>(
  tx: Tx, table: new () => R, { id, version }: { readonly id: string; readonly version: number }, patch: Partial<R>,
): Promise<number> {
  const done = await tx.createQueryBuilder().update(table).set(patch)
    .where('id = :id and version = :version', { id, version }).returning('version').execute();
  const [after] = done.raw as { version: number }[];
  if (!after) throw new Stale();
  return after.version;
}
