import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AlarmHandler, RingingAlarm } from '../../libs/alarm-clock/alarm.js';
import { WrongAlarmHandlers } from '../../libs/alarm-clock/rings.js';
import { DemoClock } from '../../libs/clock/demo-clock.js';
import { engine } from '../../libs/transaction/actor.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Clockwork, until, Witness } from '../support/clockwork.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';

jest.setTimeout(60_000);

const BY = engine('test');
const HOUR = 3_600_000;

class Fails implements AlarmHandler {
  constructor(private readonly poisoned: Set<string>, private readonly healthy: AlarmHandler) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    await this.healthy.ring(tx, alarms);
    if (alarms.some(({ subjectId }) => this.poisoned.has(subjectId))) throw new Error('this one cannot be rung');
  }
}

describe.each(['redis', 'postgres'] as const)('the alarm clock, its bells in %s', (lane) => {
  let redis: RedisServer | undefined;
  let database: FreshDatabase;
  let work: Clockwork;

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
    await work.close();
    await database.drop();
  });

  it('rings an alarm once, at its second, never early', async () => {
    await work.ring({ sweep: false });
    await work.due([1_200, 2_500]);
    await until('both have rung', async () => (await work.rung()).times === 2);
    const { earliestMs, latestMs } = await work.rung();
    expect(earliestMs).toBeGreaterThanOrEqual(0);
    expect(latestMs).toBeLessThan(500);
    expect(await work.count("alarms where state = 'rung'")).toBe(2);
  });

  it('rings what was due while no worker was there', async () => {
    await work.due([-5_000, -HOUR]);
    await work.ring();
    await until('both have rung', async () => (await work.rung()).times === 2);
  });

  it('does not ring an alarm whose deed was rolled back', async () => {
    await work.ring();
    const broken = work.transactions.run(BY, async (tx) => {
      await work.alarms.set(tx, [{ kind: 'test', subjectId: '01890000-0000-7000-8000-000000000001', at: tx.at }]);
      throw new Error('the deed failed');
    });
    await expect(broken).rejects.toThrow('the deed failed');
    await work.due([0]);
    await until('the other one has rung', async () => (await work.rung()).times === 1);
    expect(await work.count('alarms')).toBe(1);
  });

  it('keeps one alarm a subject: setting it again moves it, cancelling it silences it', async () => {
    const [first = '', second = '', third = ''] = await work.due([HOUR, HOUR, 2_000]);
    await work.transactions.run(BY, async (tx) => {
      await work.alarms.set(tx, [{ kind: 'test', subjectId: first, step: 4, at: tx.at }]);
      await work.alarms.move(tx, 'test', [{ subjectId: second, at: tx.at }]);
      expect(await work.alarms.cancel(tx, 'test', [third])).toBe(1);
    });
    await work.ring();
    await until('two have rung', async () => (await work.rung()).times === 2);
    expect(await work.see("select subject_id, state, step, generation from alarms order by id")).toEqual([
      { subject_id: first, state: 'rung', step: 4, generation: 2 },
      { subject_id: second, state: 'rung', step: 0, generation: 2 },
      { subject_id: third, state: 'cancelled', step: 0, generation: 2 },
    ]);
  });

  it('rounds a moment up to the whole second', async () => {
    const [subject] = await work.transactions.run(BY, async (tx) => {
      const subjectId = '01890000-0000-7000-8000-000000000002';
      await work.alarms.set(tx, [{ kind: 'test', subjectId, at: new Date('2030-03-04T05:06:07.001Z') }]);
      return [subjectId];
    });
    expect(await work.see('select at from alarms where subject_id = $1', [subject])).toEqual([{ at: new Date('2030-03-04T05:06:08Z') }]);
  });

  it('rings on when ringing sets the next moment of the same subject', async () => {
    const again = await Clockwork.at(work.place);
    try {
      again.handlers.add('test', new Witness(again.outbox, again.alarms, 1_000));
      await again.ring();
      await again.due([-2_500]);
      await until('it has rung three times', async () => (await again.rung()).times >= 3);
      expect(await again.count("alarms where state = 'pending' and step >= 3")).toBe(1);
    } finally {
      await again.close();
    }
  });

  it('holds more than one batch at the same second', async () => {
    await work.ring();
    await work.due(Array.from({ length: 1_300 }, () => 1_500));
    await until('all have rung', async () => (await work.rung()).times >= 1_300);
    expect(await work.rung()).toMatchObject({ times: 1_300, subjects: 1_300 });
  });

  it('rings the healthy ones of a set, tries the poisoned one five times and sets it aside for a person to retry', async () => {
    const poisoned = new Set<string>();
    work.handlers.add('frail', new Fails(poisoned, new Witness(work.outbox, work.alarms)));
    const subjects = await work.due(Array.from({ length: 20 }, () => -1_000), 'frail');
    poisoned.add(subjects[7] ?? '');
    await work.ring();
    await until('the healthy ones have rung', async () => (await work.rung()).subjects === 19);
    // The waits between the tries are cut short, or the test would last half a minute.
    await until('the poisoned one is set aside', async () => {
      await work.see("update alarms set retry_at = null where state = 'pending' and attempts > 0");
      return (await work.count("alarms where state = 'set_aside'")) === 1;
    }, 25_000);

    const aside = await work.transactions.read(BY, (tx) => work.setAside.list(tx));
    expect(aside).toMatchObject([{ kind: 'frail', subjectId: subjects[7], attempts: 5, lastError: 'this one cannot be rung' }]);
    poisoned.clear();
    expect(await work.transactions.run(BY, (tx) => work.setAside.retry(tx, aside[0]?.id ?? 0))).toBe(true);
    await until('it has rung after all', async () => (await work.rung()).subjects === 20);
    expect(await work.rung()).toMatchObject({ times: 20 });
  });

  it('gives way to a person who holds what the alarm needs, and rings a moment later', async () => {
    const [subject = ''] = await work.due([HOUR]);
    class NeedsTheRow implements AlarmHandler {
      async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
        await tx.query("update alarms set step = step + 1 where subject_id = $1 and kind = 'test'", [subject]);
        await new Witness(work.outbox, work.alarms).ring(tx, alarms);
      }
    }
    work.handlers.add('needy', new NeedsTheRow());
    await work.transactions.run(BY, async (tx) => {
      await work.alarms.cancel(tx, 'test', [subject]);
      await work.due([-1_000], 'needy');
      await work.ring();
      await until('the ringer has stepped back', async () => (await work.count("alarms where kind = 'needy' and retry_at is not null")) === 1);
    });
    await until('it has rung', async () => (await work.rung()).times === 1);
    expect(await work.see("select attempts, state from alarms where kind = 'needy'")).toEqual([{ attempts: 0, state: 'rung' }]);
  });

  it('follows a clock that jumps and runs faster, without an early ring', async () => {
    await work.ring();
    await work.due([3 * 24 * HOUR]);
    const clock = new DemoClock(work.transactions);
    const { at, version } = await clock.set({ speed: 1_440 });
    expect(version).toBe(2);
    await clock.set({ jumpTo: new Date(at.getTime() + 3 * 24 * HOUR - 10 * 60_000) });
    await until('it has rung', async () => (await work.rung()).times === 1);
    const [ring] = await work.see<{ early: boolean }>("select at < (payload->>'at')::timestamptz as early from facts where type = 'test.rung'");
    expect(ring).toEqual({ early: false });
    await expect(clock.set({ jumpTo: at })).rejects.toThrow('the office clock never goes back');
  });

  it('builds a worker of the bells anew that has fallen silent, and says so meanwhile', async () => {
    const runner = await work.ring({}, { silentAfterMs: 3_500 });
    const queue = work.engine.queue('bells');
    await until('the queue is deaf', () => queue.pause().then(() => true, () => false));
    await until('it knows that its bells are silent', () => runner.health().reasons.includes('bells-silent'), 20_000);
    expect(runner.health().ready).toBe(false);
    await queue.resume();
    await until('it is ready again', () => runner.health().ready, 20_000);
  });

  it('refuses an alarm that nobody rings, and a second class for the same kind', async () => {
    await expect(work.due([HOUR], 'unheard')).rejects.toThrow(WrongAlarmHandlers);
    expect(() => work.handlers.add('test', new Witness(work.outbox, work.alarms))).toThrow('two classes ring "test"');
    await work.see("insert into alarms (kind, subject_id, at) values ('gone', gen_random_uuid(), date_trunc('second', now()))");
    await expect(work.ring()).rejects.toThrow('nobody rings "gone"');
  });
});
