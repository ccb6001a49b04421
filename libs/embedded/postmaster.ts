import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { CannotStartPostgres } from './cannot-start.js';
import { lifeSignOf, wasStartedWith } from './life-sign.js';

/** What a running Postgres writes about itself into its data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** The one name that logs in to an embedded database as its owner. */
export const OWNER = 'postgres';

const POLL_MS = 10;
const ANSWER_WITHIN_MS = 60_000;
const FAST_STOP_WITHIN_MS = 30_000;
// No system gives out this pid, so Postgres takes a lock file bearing it for a dead server's.
const NOBODYS_PID = 2_147_483_647;

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** Reads `postmaster.pid`: line 1 the pid, line 4 the port, line 8 the state. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(pidFile(cluster), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

/**
 * Finds a server that a killed parent left running on this cluster, and waits until it answers to our password.
 * Undefined when there is none; a lock file whose pid now belongs to another program is disarmed.
 */
export async function findRunning(cluster: string, password: string): Promise<Postmaster | undefined> {
  const givesUpAt = performance.now() + ANSWER_WITHIN_MS;
  for (;;) {
    const seen = readPostmaster(cluster);
    if (!seen || lifeSignOf(seen.pid) === undefined) return undefined;
    if (!wasStartedWith(seen.pid, cluster)) {
      disarm(cluster);
      return undefined;
    }
    if (seen.status === 'ready' && (await answers(seen.port, password, cluster))) return seen;
    if (performance.now() > givesUpAt) {
      throw new CannotStartPostgres(`PostgreSQL (pid ${seen.pid}) runs on ${cluster} but does not answer on port ${seen.port}.`);
    }
    await pause(POLL_MS);
  }
}

// Rewritten rather than removed: the rest of the file lets Postgres check that no orphaned backend still uses the data.
function disarm(cluster: string): void {
  const [, ...rest] = readFileSync(pidFile(cluster), 'utf8').split('\n');
  writeFileSync(pidFile(cluster), [NOBODYS_PID, ...rest].join('\n'));
}

/** Whether the server on this port lets us in and serves this very cluster. */
export async function answers(port: number, password: string, cluster: string): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: OWNER, password, database: OWNER, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    return rows[0]?.folder === cluster;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Stops the server: clients are cut off, what they committed is written out, and nothing is left running. */
export async function stopPostmaster(cluster: string, pid: number, pgCtl: string): Promise<void> {
  if (platform === 'win32') {
    execFileSync(pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'], { stdio: 'ignore' });
    return;
  }
  if (!wasStartedWith(pid, cluster)) return;
  signal(pid, 'SIGINT');
  if (await isGone(pid, FAST_STOP_WITHIN_MS)) return;
  // Loses nothing either: the next start replays the log.
  signal(pid, 'SIGQUIT');
  if (!(await isGone(pid, FAST_STOP_WITHIN_MS))) throw new CannotStartPostgres(`PostgreSQL (pid ${pid}) on ${cluster} does not stop.`);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault;
  }
}

async function isGone(pid: number, withinMs: number): Promise<boolean> {
  const givesUpAt = performance.now() + withinMs;
  while (lifeSignOf(pid) !== undefined) {
    if (performance.now() > givesUpAt) return false;
    await pause(POLL_MS);
  }
  return true;
}
