import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lifeSignOf } from './life-sign.js';
import { giveTo, type Place } from './place.js';

/** Notes that this program uses the database; gives back how to let go, which tells whether others still use it. */
export function hold(place: Place): () => { readonly others: number } {
  const folder = place.holders;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(place, folder);
  const mine = join(folder, `${process.pid}.${randomUUID()}`);
  // Readable whoever left it; only the account may enter the folder.
  writeFileSync(mine, lifeSignOf(process.pid) ?? '', { mode: 0o644 });
  return () => {
    rmSync(mine, { force: true });
    return { others: living(folder) };
  };
}

// The note of a program that was killed is cleared away: nobody else will.
function living(folder: string): number {
  let count = 0;
  for (const name of readdirSync(folder)) {
    const note = join(folder, name);
    if (lifeSignOf(Number.parseInt(name, 10)) === readFileSync(note, 'utf8')) count += 1;
    else rmSync(note, { force: true });
  }
  return count;
}
