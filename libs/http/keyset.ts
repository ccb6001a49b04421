import { z } from 'zod';
import { isId } from '../sql/id.js';
import { InvalidInput } from './refusal.js';

type Key = string | number | null;

/** A page of a list and the cursor of the next one; cursors carry keys, never what a row says. */
export interface Keyset<R> {
  readonly items: readonly R[];
  readonly next: string | null;
}

/** The paging parameters of every list. */
export const pageQuery = z.object({
  after: z.string().max(400).optional().meta({ description: 'The cursor of the previous page’s `next`.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'How many items, 1 to 200.' }),
});

/** Makes the cursor of a row from the values it was sorted by. */
export const cursorOf = (keys: readonly (string | number | null)[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

/** Reads a cursor back; a forged or broken one is the reader's fault. */
export function keysOf(after: string | undefined, count: number): (string | number | null)[] | null {
  if (after === undefined) return null;
  try {
    const keys: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    const plain = Array.isArray(keys) && keys.length === count && keys.every((k) => k === null || typeof k === 'string' || typeof k === 'number');
    if (plain) return keys as (string | number | null)[];
  } catch { /* answered below */ }
  throw new InvalidInput([{ path: 'after', code: 'http.faults.cursor' }]);
}

const KINDS = {
  text: (key: Key) => typeof key === 'string' && !key.includes('\0'),
  uuid: isId,
  int: (key: Key) => Number.isInteger(key) && Math.abs(Number(key)) <= 2_147_483_647,
  moment: (key: Key) => typeof key === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(key) && !Number.isNaN(Date.parse(key)),
} satisfies Record<string, (key: Key) => boolean>;

/** As `keysOf`, where each key is of a kind that Postgres takes: for lists that anybody may forge a cursor of. */
export function keysAs(after: string | undefined, ...kinds: readonly (keyof typeof KINDS)[]): Key[] | null {
  const keys = keysOf(after, kinds.length);
  if (keys?.every((key, n) => KINDS[kinds[n] ?? 'text'](key)) === false) throw new InvalidInput([{ path: 'after', code: 'http.faults.cursor' }]);
  return keys;
}

/** Cuts a list fetched with one row too many into a page. */
export function keyset<R>(rows: readonly R[], limit: number, keys: (row: R) => readonly (string | number | null)[]): Keyset<R> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(keys(last)) : null };
}

/** Counts are exact up to here, and then said as « 1,000+ ». */
export const COUNT_LIMIT = 1_000;
