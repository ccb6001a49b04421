import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lifeSignOf } from './life-sign.js';
import { giveTo, type Place } from './place.js';

/**
 * Notes that this program uses the database; gives back how to let go, which tells whether others still use it. What
 * this program noted of a former server, which has died on it, no longer counts when it has just started another.
 */
export function hold(place: Place, startedAnew: boolean): () => { readonly others: number } {
  const folder = place.holders;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(place, folder);
  if (startedAnew) forgetMine(folder);
  const mine = join(folder, `${process.pid}.${randomUUID()}`);
  // Readable whoever left it; only the account may enter the folder.
  writeFileSync(mine, lifeSignOf(process.pid) ?? '', { mode: 0o644 });
  return () => {
    rmSync(mine, { force: true });
    return { others: living(folder) };
  };
}

function forgetMine(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${process.pid}.`)) rmSync(join(folder, name), { force: true });
  }
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
