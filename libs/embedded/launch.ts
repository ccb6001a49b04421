import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { platform } from 'node:process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Programs } from './binaries.js';
import { CannotStartPostgres } from './cannot-start.js';
import { leaveFor, type Place } from './place.js';
import { readPostmaster, type Postmaster } from './postmaster.js';
import { flagsOf, type Settings } from './settings.js';

const POLL_MS = 10;
// A crash recovery reads the whole log since the last checkpoint; on a slow disk that takes minutes, not hours.
const READY_WITHIN_MS = 150_000;
const TRIES = 4;
const LOG_LIMIT_BYTES = 5_000_000;
const LAST_LINES = 15;
// The last backends of a killed server need a moment to notice; a port may be taken between our look and the start.
const WORTH_ANOTHER_TRY = /pre-existing shared memory block|could not create any TCP\/IP sockets|Address already in use/;

/** Starts the server on the port it had before, or on a free one, and waits until it takes connections. */
export async function launch(programs: Programs, place: Place, wanted: number | undefined, settings: Settings): Promise<Postmaster> {
  shortenLog(place.log);
  for (let left = TRIES; ; left -= 1) {
    const port = wanted ?? (await choosePort(place));
    const logged = existsSync(place.log) ? statSync(place.log).size : 0;
    const child = spawnServer(programs, place, port, settings);
    const running = await untilReady(child, place.cluster);
    if (running) {
      leaveFor(place, place.port, `${running.port}\n`);
      return running;
    }
    const said = lastLines(place.log, logged);
    if (left <= 1 || !WORTH_ANOTHER_TRY.test(said)) {
      throw new CannotStartPostgres(`PostgreSQL did not start on port ${port} with the data in ${place.cluster}. It said (${place.log}):\n${said}`);
    }
    await pause(250);
  }
}

// In a session of its own, so that Ctrl-C in a terminal reaches us and not the server that we still need to close up.
function spawnServer(programs: Programs, place: Place, port: number, settings: Settings): ChildProcess {
  if (!existsSync(place.log)) leaveFor(place, place.log, '');
  const log = openSync(place.log, 'a');
  try {
    const child = spawn(programs.postgres, ['-D', place.cluster, '-p', String(port), ...flagsOf(settings)], {
      ...surroundings(place),
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Under whom and with what environment the programs run; ours may hold PG* variables that would lead them astray. */
export function surroundings(place: Place): { cwd: string; uid?: number; gid?: number; env?: NodeJS.ProcessEnv } {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return { cwd: place.folder, ...place.account, ...(platform === 'win32' ? {} : { env }) };
}

async function untilReady(child: ChildProcess, cluster: string): Promise<Postmaster | undefined> {
  let failed: Error | undefined;
  child.once('error', (fault) => (failed = fault));
  const givesUpAt = performance.now() + READY_WITHIN_MS;
  while (child.exitCode === null && child.signalCode === null) {
    if (failed) throw new CannotStartPostgres(`PostgreSQL cannot be run: ${failed.message}`, failed);
    const seen = readPostmaster(cluster);
    if (seen?.pid === child.pid && seen?.status === 'ready') return seen;
    if (performance.now() > givesUpAt) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    await pause(POLL_MS);
  }
  return undefined;
}

async function choosePort(place: Place): Promise<number> {
  const kept = existsSync(place.port) ? Number(readFileSync(place.port, 'utf8')) : 0;
  return (await portOn(kept)) ?? (await portOn(0)) ?? kept;
}

/** The port if it is free on loopback; 0 asks the system for any free one. */
async function portOn(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}

function shortenLog(log: string): void {
  if (existsSync(log) && statSync(log).size > LOG_LIMIT_BYTES) {
    rmSync(`${log}.1`, { force: true });
    renameSync(log, `${log}.1`);
  }
}

function lastLines(log: string, from: number): string {
  const said = readFileSync(log).subarray(from).toString('utf8').trimEnd();
  return said.split('\n').slice(-LAST_LINES).join('\n') || '(nothing)';
}
