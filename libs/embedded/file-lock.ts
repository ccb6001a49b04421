import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotStartPostgres } from './cannot-start.js';
import { lifeSignOf } from './life-sign.js';

const POLL_MS = 20;
// Longer than a first start on a slow disk with a crash recovery before it.
const PATIENCE_MS = 180_000;

/** Does the work while no other program holding the same lock file does; a holder that died is not waited for. */
export async function whileHolding<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${lifeSignOf(process.pid) ?? ''} ${randomUUID()}`;
  await take(lock, mine);
  try {
    return await work();
  } finally {
    if ((await contentOf(lock)) === mine) await rm(lock, { force: true });
  }
}

async function take(lock: string, mine: string): Promise<void> {
  // Written aside, then linked: whoever sees the lock sees who holds it.
  const draft = `${lock}.${randomUUID()}`;
  const givesUpAt = performance.now() + PATIENCE_MS;
  await writeFile(draft, mine, { mode: 0o644 });
  try {
    while (!(await linked(draft, lock))) {
      const held = await contentOf(lock);
      if (held !== undefined && !isHeld(held)) await breakLock(lock, held);
      else await pause(POLL_MS);
      if (performance.now() > givesUpAt) {
        throw new CannotStartPostgres(`Another program (pid ${held?.split(' ')[0] ?? '?'}) has held ${lock} for three minutes.`);
      }
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function linked(draft: string, lock: string): Promise<boolean> {
  try {
    await link(draft, lock);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  }
}

function isHeld(content: string): boolean {
  const [pid = '', sign = ''] = content.split(' ');
  return lifeSignOf(Number(pid)) === sign;
}

/** Takes a dead holder's lock away; if a living one slipped in between the look and the act, its lock is put back. */
async function breakLock(lock: string, dead: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch {
    return; // someone else was quicker
  }
  if ((await contentOf(aside)) !== dead) await linked(aside, lock);
  await rm(aside, { force: true });
}

async function contentOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
