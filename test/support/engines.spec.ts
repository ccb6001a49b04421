import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { Redis } from 'ioredis';
import pg from 'pg';
import { ensure, ensureChromium } from './engines.js';
import { freshDatabase } from './fresh-database.js';
import { startRedis } from './redis-server.js';
import { scratchFolder } from './test-run.js';

async function inDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function inRedis<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

describe('the engines that tests bring', () => {
  it('are a Redis that remembers after kill -9 and forgets when flushed', async () => {
    const redis = await startRedis();
    const first = redis.pid;
    await inRedis(redis.url, (client) => client.set('household', 'kept'));
    await redis.kill9();
    await redis.startAgain();
    expect(redis.pid).not.toBe(first);
    expect(await inRedis(redis.url, (client) => client.get('household'))).toBe('kept');

    await redis.flush();
    expect(await inRedis(redis.url, (client) => client.dbsize())).toBe(0);
    await redis.stop();
  });

  it('are a migrated database for each test file, apart from all others', async () => {
    const [mine, yours] = await Promise.all([freshDatabase(), freshDatabase()]);

    await inDatabase(mine.ownerUrl, (client) => client.query('create table only_mine ()'));
    const find = (url: string): Promise<unknown> => inDatabase(url, async (client) => {
      const { rows } = await client.query<{ mine: boolean; migrated: boolean }>(`select to_regclass('only_mine') is not null as mine, to_regclass('passerelle.migrations') is not null as migrated`);
      return rows[0];
    });
    expect(await find(mine.ownerUrl)).toEqual({ mine: true, migrated: true });
    expect(await find(yours.ownerUrl)).toEqual({ mine: false, migrated: true });

    await Promise.all([mine.drop(), yours.drop()]);
    await expect(find(mine.ownerUrl)).rejects.toThrow(/does not exist/);
  });

  it('are a Chromium that runs', async () => {
    expect(execFileSync(await ensureChromium(), ['--version'], { encoding: 'utf8' })).toMatch(/Chrom/);
  });

  it('fail in words when a program can neither be found nor installed', async () => {
    const unheardOf = { names: ['no-such-program'], apt: 'no-such-package-anywhere', brew: ['no-such-package-anywhere'] };
    const path = process.env['PATH'];
    process.env['PATH'] = scratchFolder('no-programs'); // a machine without a package manager
    await expect(ensure(unheardOf)).rejects.toThrow(/The tests need no-such-program.*could not be installed by/s);
    process.env['PATH'] = path;
  });
});
