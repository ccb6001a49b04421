import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { realNow } from '../../libs/clock/real-time.js';
import type { Safeguards } from '../../libs/alarm-clock/safeguards.js';
import { Clockwork, until, Witness } from '../support/clockwork.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';
import { WorkerProcess } from '../support/worker-process.js';

jest.setTimeout(60_000);

const HOUR = 3_600_000;

/** A thousand alarms due within some seconds, as they are within a minute on a busy day. */
const aBusyMinute = (fromMs: number, forMs: number): number[] => Array.from({ length: 1_000 }, (_, i) => fromMs + (i * forMs) / 1_000);

describe.each(['redis', 'postgres'] as const)('faults of the alarm clock, its bells in %s', (lane) => {
  let redis: RedisServer | undefined;
  let database: FreshDatabase;
  let work: Clockwork;
  const workers: WorkerProcess[] = [];

  const worker = async (orders: object = {}, skewMs = 0): Promise<WorkerProcess> => {
    const started = await WorkerProcess.start({ place: work.place, ...orders }, skewMs);
    workers.push(started);
    return started;
  };
  const loseAllBells = async (): Promise<void> => {
    await redis?.flush();
    await work.loseBells();
  };

  beforeAll(async () => {
    if (lane === 'redis') redis = await startRedis();
  });
  afterAll(async () => redis?.stop());

  beforeEach(async () => {
    database = await freshDatabase();
    await redis?.flush();
    work = await Clockwork.at({ databaseUrl: database.ownerUrl, redisUrl: redis?.url });
    work.handlers.add('test', new Witness(work.outbox, work.alarms));
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((one) => one.kill9()));
    await work.close();
    await database.drop();
  });

  const flushInTheMiddle = async (safeguards: Partial<Safeguards>): Promise<void> => {
    await work.ring(safeguards);
    await work.due(aBusyMinute(1_500, 5_000));
    await until('a third has rung', async () => (await work.rung()).times > 300);
    await loseAllBells();
    await until('the last one was due', async () => (await work.count("alarms where at > now() - interval '2 seconds'")) === 0);
  };

  it('rings a thousand alarms once each although every bell is lost in the middle', async () => {
    await flushInTheMiddle({});
    await until('all have rung', async () => (await work.rung()).times >= 1_000);
    const rung = await work.rung();
    expect(rung).toMatchObject({ times: 1_000, subjects: 1_000 });
    expect(rung.earliestMs).toBeGreaterThanOrEqual(0);
    expect(rung.latestMs).toBeLessThan(4_000);
  });

  it('control: without sweeps and winding, lost bells are lost alarms', async () => {
    await flushInTheMiddle({ sweep: false, wind: false });
    const { subjects } = await work.rung();
    expect(subjects).toBeLessThan(1_000);
  });

  const killOneOfTwo = async (safeguards: Partial<Safeguards>): Promise<number> => {
    await work.due(aBusyMinute(-500, 0));
    const victim = await worker({ stopMidRing: true, safeguards });
    await until('the first worker is in the middle of a ring', () => victim.midRing > 0);
    await work.ring();
    await until('the other has rung what is free', async () => (await work.rung()).times >= 500);
    await victim.kill9();
    return realNow();
  };

  it('takes up what a killed worker held, within two seconds, nothing lost and nothing twice', async () => {
    const killedAt = await killOneOfTwo({});
    await until('all have rung', async () => (await work.rung()).times >= 1_000);
    expect(realNow() - killedAt).toBeLessThan(2_500);
    expect(await work.rung()).toMatchObject({ times: 1_000, subjects: 1_000 });
  });

  it('control: a claim that is committed before its effects loses what the killed worker held', async () => {
    await killOneOfTwo({ rowLock: false });
    const [marker] = await work.due([1_000]);
    await until('a later alarm has rung', async () => (await work.count("facts where type = 'test.rung' and subject_id = $1", [marker])) === 1);
    const { subjects } = await work.rung();
    expect(subjects).toBeLessThan(1_001);
  });

  it('goes on within five seconds when the only worker was killed and another is started', async () => {
    await work.due(aBusyMinute(-500, 0));
    const victim = await worker({ stopMidRing: true });
    await until('it is in the middle of a ring', () => victim.midRing > 0);
    await victim.kill9();
    const killedAt = realNow();
    await worker();
    await until('all have rung', async () => (await work.rung()).times >= 1_000);
    expect(realNow() - killedAt).toBeLessThan(5_000);
    expect(await work.rung()).toMatchObject({ times: 1_000, subjects: 1_000 });
  });

  it('finds the alarm that kills its worker, sets it aside, and rings all the others once', async () => {
    const subjects = await work.due(Array.from({ length: 60 }, () => -1_000));
    const deadly = subjects[31] ?? '';
    let deaths = 0;
    await until('the deadly one is set aside', async () => {
      const one = await worker({ deadly });
      await until('it has died or the deadly one is set aside', async () => {
        await work.see("update alarms set retry_at = null where state = 'pending'");
        return !one.alive || (await work.count("alarms where state = 'set_aside'")) === 1;
      });
      if (!one.alive) deaths += 1;
      return (await work.count("alarms where state = 'set_aside'")) === 1;
    }, 90_000);
    await until('all the others have rung', async () => (await work.rung()).times >= 59);
    expect(await work.rung()).toMatchObject({ times: 59, subjects: 59 });
    expect(await work.see("select subject_id from alarms where state = 'set_aside'")).toEqual([{ subject_id: deadly }]);
    expect(deaths).toBeLessThanOrEqual(6);
  }, 120_000);

  it.each([['an hour ahead', HOUR], ['an hour behind', -HOUR]])('never rings early when a worker\'s clock is %s, and says so', async (_, skewMs) => {
    const skewed = await worker({}, skewMs);
    await work.due(Array.from({ length: 100 }, (_none, i) => 500 + i * 20));
    await until('all have rung', async () => (await work.rung()).times >= 100);
    const rung = await work.rung();
    expect(rung).toMatchObject({ times: 100, subjects: 100 });
    expect(rung.earliestMs).toBeGreaterThanOrEqual(0);
    expect(await skewed.readiness()).toMatchObject({ ready: false, reasons: ['clock-skewed'] });
  });

  it('control: without the guard, a worker an hour ahead takes the bells and is still never early', async () => {
    const skewed = await worker({ safeguards: { guard: false } }, HOUR);
    await work.due([1_000, 2_000, 3_000]);
    await until('all have rung', async () => (await work.rung()).times >= 3);
    expect((await work.rung()).earliestMs).toBeGreaterThanOrEqual(0);
    expect((await skewed.readiness())?.skewMs).toBeGreaterThan(HOUR - 5_000);
  });
});

describe('faults of the alarm clock without its Redis', () => {
  let redis: RedisServer;
  let database: FreshDatabase;

  beforeEach(async () => {
    redis = await startRedis({ appendonly: false });
    database = await freshDatabase();
    await redis.kill9();
  });
  afterEach(async () => {
    await redis.stop();
    await database.drop();
  });

  it('starts, sets and rings while Redis is absent, and is punctual again once it is there', async () => {
    const work = await Clockwork.at({ databaseUrl: database.ownerUrl, redisUrl: redis.url });
    try {
      work.handlers.add('test', new Witness(work.outbox, work.alarms));
      const runner = await work.ring();
      const began = realNow();
      await work.due([500]);
      expect(realNow() - began).toBeLessThan(500);
      await until('the sweep has rung it', async () => (await work.rung()).times === 1);
      await until('it knows that the queue is away', () => runner.health().reasons.includes('queue-away'));
      expect(runner.health()).toMatchObject({ ready: true, degraded: true });

      await redis.startAgain();
      await until('it knows that the queue is back', () => !runner.health().degraded);
      await work.due([3_000]);
      await until('the bell has rung', async () => (await work.rung()).times === 2);
      const [last] = await work.see<{ late: number }>(`
        select extract(epoch from recorded_at - (payload->>'at')::timestamptz)::float8 * 1000 as late from facts order by id desc limit 1`);
      expect(last?.late).toBeLessThan(500);
    } finally {
      await work.close();
    }
  });

  it('control: a producer that waits for Redis hangs', async () => {
    const work = await Clockwork.at({ databaseUrl: database.ownerUrl, redisUrl: redis.url, failFast: false });
    const added = work.engine.queue('bells').add('bell', {}).then(() => 'added', () => 'refused');
    const hung = new Promise((resolve) => {
      setTimeout(() => resolve('hangs'), 2_000);
    });
    expect(await Promise.race([added, hung])).toBe('hangs');
    await redis.startAgain();
    await work.close();
  });

  it('refuses at once instead, and takes jobs again when Redis is back', async () => {
    const work = await Clockwork.at({ databaseUrl: database.ownerUrl, redisUrl: redis.url });
    const queue = work.engine.queue('bells');
    const began = realNow();
    await expect(queue.add('bell', {})).rejects.toThrow();
    expect(realNow() - began).toBeLessThan(500);
    await redis.startAgain();
    await until('it takes a job', () => queue.add('bell', {}).then(() => true, () => false));
    await work.close();
  });
});
