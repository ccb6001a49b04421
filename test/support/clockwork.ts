import pg from 'pg';
import { DataSource } from 'typeorm';
import type { AlarmHandler, RingingAlarm } from '../../libs/alarm-clock/alarm.js';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { AlarmRunner } from '../../libs/alarm-clock/alarm-runner.js';
import { Bells } from '../../libs/alarm-clock/bells.js';
import { AlarmMetrics } from '../../libs/alarm-clock/metrics.js';
import { AlarmHandlers } from '../../libs/alarm-clock/rings.js';
import type { Safeguards } from '../../libs/alarm-clock/safeguards.js';
import { SetAsideAlarms } from '../../libs/alarm-clock/set-aside-alarms.js';
import { realNow } from '../../libs/clock/real-time.js';
import { Deliverer } from '../../libs/outbox/deliverer.js';
import { FactListeners } from '../../libs/outbox/hears.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { QueueEngine } from '../../libs/queue/queue-engine.js';
import { newId } from '../../libs/sql/id.js';
import { engine } from '../../libs/transaction/actor.js';
import { poolOptions, Pools } from '../../libs/transaction/pools.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';

/** Where the clockwork stands. */
export interface Place {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly failFast?: boolean;
}

/** Rings the alarms of tests: a fact a ring, and if asked the next alarm of the same subject. */
export class Witness implements AlarmHandler {
  constructor(private readonly outbox: Outbox, private readonly alarms: AlarmClock, private readonly nextAfterMs?: number) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    await this.outbox.add(tx, ...alarms.map(({ subjectId, step, at }) => ({ type: 'test.rung', subjectId, payload: { step, at } })));
    const after = this.nextAfterMs;
    if (after === undefined) return;
    await this.alarms.set(tx, alarms.map(({ id, subjectId, step, at }) => ({ id, kind: 'test', subjectId, step: step + 1, at: new Date(at.getTime() + after) })));
  }
}

/** The alarm clock and the outbox without Nest around them, for tests that treat them badly. */
export class Clockwork {
  readonly engine: QueueEngine;
  readonly transactions: Transactions;
  readonly handlers = new AlarmHandlers();
  readonly listeners = new FactListeners();
  readonly metrics = new AlarmMetrics();
  readonly bells: Bells;
  readonly alarms: AlarmClock;
  readonly setAside: SetAsideAlarms;
  readonly outbox: Outbox;
  private readonly running: { stop(): Promise<void> }[] = [];
  private readonly eye: pg.Pool;

  private constructor(readonly place: Place, private readonly pools: Pools) {
    this.engine = new QueueEngine({ ...place, role: 'worker' });
    this.transactions = new Transactions(pools);
    this.bells = new Bells(this.engine);
    this.alarms = new AlarmClock(this.handlers, this.bells);
    this.setAside = new SetAsideAlarms(this.bells);
    this.outbox = new Outbox(this.listeners);
    this.eye = new pg.Pool({ connectionString: place.databaseUrl, max: 4, options: '-c search_path=passerelle,public' });
    this.eye.on('error', () => undefined);
  }

  static async at(place: Place): Promise<Clockwork> {
    const source = async (name: string, max: number): Promise<DataSource> =>
      new DataSource(poolOptions({ name, url: place.databaseUrl, role: name, max, entities: [] })).initialize();
    const work = new Clockwork(place, new Pools(await source('office', 16), await source('worker', 6), await source('organisation', 1)));
    await work.bells.open();
    return work;
  }

  /** Starts ringing; whatever a safeguard is switched off for is in the test's title. */
  async ring(safeguards: Partial<Safeguards> = {}, wishes: { silentAfterMs?: number } = {}): Promise<AlarmRunner> {
    const { pools, transactions, engine: queue, handlers, bells, metrics } = this;
    const runner = new AlarmRunner({ pools, transactions, engine: queue, handlers, bells, metrics, safeguards, ...wishes });
    this.running.push(runner);
    await runner.start();
    return runner;
  }

  async deliver(): Promise<Deliverer> {
    const deliverer = new Deliverer(this.transactions, this.listeners, this.outbox);
    this.running.push(deliverer);
    await deliverer.start();
    return deliverer;
  }

  /** Sets one alarm a subject, due some milliseconds of the office's time from now; gives the subjects. */
  async due(moments: readonly number[], kind = 'test'): Promise<string[]> {
    const subjects = moments.map(() => newId());
    await this.transactions.run(engine('test'), (tx) =>
      this.alarms.set(tx, moments.map((ms, i) => ({ kind, subjectId: subjects[i] ?? '', at: new Date(tx.at.getTime() + ms) }))));
    return subjects;
  }

  /** What Postgres holds, seen by its owner. */
  async see<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await this.eye.query<R>(text, values)).rows;
  }

  /** How many of a thing there are. */
  async count(from: string, values: unknown[] = []): Promise<number> {
    return (await this.see<{ n: number }>(`select count(*)::int as n from ${from}`, values))[0]?.n ?? 0;
  }

  /** What has rung: how many times in all, how many subjects, the earliest and the latest against its moment, in milliseconds. */
  async rung(): Promise<{ times: number; subjects: number; earliestMs: number; latestMs: number }> {
    const [found] = await this.see<{ times: number; subjects: number; earliestMs: number; latestMs: number }>(`
      select count(*)::int as times, count(distinct subject_id)::int as subjects,
        coalesce(min(late), 0)::float8 as "earliestMs", coalesce(max(late), 0)::float8 as "latestMs"
      from (select subject_id, extract(epoch from recorded_at - (payload->>'at')::timestamptz) * 1000 as late from facts where type = 'test.rung') f`);
    return found ?? { times: 0, subjects: 0, earliestMs: 0, latestMs: 0 };
  }

  /** Removes every bell from the queue, as FLUSHALL does in Redis. */
  async loseBells(): Promise<void> {
    await this.see('delete from bullmq.job');
  }

  async close(): Promise<void> {
    for (const one of this.running) await one.stop();
    await this.bells.close();
    await this.engine.closeAll();
    for (const pool of [this.pools.office, this.pools.worker, this.pools.organisation]) await pool.destroy();
    await this.eye.end();
  }
}

/** Waits until something holds, and says what did not when it takes too long. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 15_000): Promise<void> {
  const deadline = realNow() + withinMs;
  while (!(await holds())) {
    if (realNow() > deadline) throw new Error(`waited ${withinMs} ms in vain until ${what}`);
    await new Promise((next) => {
      setTimeout(next, 20);
    });
  }
}
