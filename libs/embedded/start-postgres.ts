import { mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findBinaries, readyPrograms, type Programs } from './binaries.js';
import { whileHolding } from './file-lock.js';
import { hold } from './holders.js';
import { launch } from './launch.js';
import { makeCluster } from './make-cluster.js';
import { settle, type Place } from './place.js';
import { findRunning, OWNER, stopPostmaster, type Postmaster } from './postmaster.js';
import type { Settings } from './settings.js';

/** Where to keep the database and how to run it. */
export interface StartOptions {
  /** The installation's data folder; the database takes `postgres/` in it, or notes in `postgres.place` where it went. */
  readonly dataDir: string;
  /** Otherwise a free port is chosen at the first start and kept. */
  readonly port?: number;
  readonly settings?: Settings;
}

/** A running database server of our own, on loopback, and the way to let go of it. */
export interface EmbeddedPostgres {
  /** The owner's connection address for a database of this server; it holds the password, so it is never logged. */
  url(database: string): string;
  /** The owner's address for the maintenance database, from which others are made. */
  readonly ownerUrl: string;
  readonly port: number;
  readonly pid: number;
  /** The folder where data, password and log really are. */
  readonly place: string;
  /** True when the server was already running: a former parent was killed, or another program shares it. */
  readonly attached: boolean;
  /** Shuts the server down and waits for its end, unless another living program still uses it. */
  stop(): Promise<void>;
}

/**
 * Brings up the office's own PostgreSQL from the binaries that npm installed, as root or not, from any folder; several
 * programs that ask at once share one server. Throws `CannotStartPostgres` with what to do about it.
 */
export async function startPostgres({ dataDir, port, settings = {} }: StartOptions): Promise<EmbeddedPostgres> {
  const binaries = findBinaries();
  mkdirSync(resolve(dataDir), { recursive: true });
  const home = realpathSync(resolve(dataDir));
  const lock = join(home, 'postgres.lock');

  return whileHolding(lock, async () => {
    const place = settle(home);
    const programs = await readyPrograms(binaries, place.folder, place.account);
    const password = await makeCluster(programs, place, settings);
    const found = await findRunning(place.cluster, password);
    const running = found ?? (await launch(programs, place, port, settings));
    const stop = stopper(lock, place, programs, running, hold(place, found === undefined));
    return { ...address(running, password), place: place.folder, attached: found !== undefined, stop };
  });
}

function address(running: Postmaster, password: string): Pick<EmbeddedPostgres, 'url' | 'ownerUrl' | 'port' | 'pid'> {
  const url = (database: string): string => `postgresql://${OWNER}:${password}@127.0.0.1:${running.port}/${encodeURIComponent(database)}`;
  return { url, ownerUrl: url(OWNER), port: running.port, pid: running.pid };
}

function stopper(lock: string, place: Place, programs: Programs, running: Postmaster, letGo: ReturnType<typeof hold>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  // Under the lock, so that nobody attaches to a server that is about to go.
  const stop = (): Promise<void> =>
    whileHolding(lock, async () => {
      if (letGo().others === 0) await stopPostmaster(place.cluster, running.pid, programs.pgCtl);
    });
  return () => (stopped ??= stop());
}
