import pg from 'pg';
import { migrations } from '../../migrations/all.js';
import type { AlarmHandler, RingingAlarm } from '../../libs/alarm-clock/alarm.js';
import { AlarmMetrics } from '../../libs/alarm-clock/metrics.js';
import { realNow } from '../../libs/clock/real-time.js';
import { rows, statement } from '../../libs/sql/sql.js';
import { migrate } from '../../libs/transaction/migrate.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Clockwork, until } from '../support/clockwork.js';

/*
 * W8: ten thousand alarms due at one instant, each with a row changed, a fact and the next alarm; ours on both engines against
 * a loop of raw SQL that does the same work, in the same sitting. Then forty single alarms at random moments.
 * node --import ./test/support/typescript.js test/load/w8.ts DATABASE_URL [REDIS_URL] [rounds]
 */

const MANY = 10_000;
const BATCH = 500;

const [databaseUrl = '', redisUrl = '', rounds = '3'] = process.argv.slice(2);
if (!databaseUrl) throw new Error('which database? It is emptied: give the address of one of its own.');

const EFFECT = statement('w8.effect', `update w8_subjects set state = 'overdue', attempts = attempts + 1, version = version + 1 where id = any($1::uuid[])`);
const RAW = `
  with due as materialized (select id, subject_id, step, at from alarms where state = 'pending' and at <= office_now() and attempts = 0 order by at limit ${BATCH} for update skip locked),
  s as (update w8_subjects s set state = 'overdue', attempts = attempts + 1, version = version + 1 from due where s.id = due.subject_id),
  f as (insert into facts (type, subject_id, payload, at) select 'checkpoint.missed', subject_id, jsonb_build_object('step', step), office_now() from due)
  update alarms a set step = a.step + 1, at = a.at + interval '1 day', generation = generation + 1 from due where a.id = due.id`;

/** The lateness of every ring, as /metrics would count it. */
class Measured extends AlarmMetrics {
  readonly late: number[] = [];

  override rang(_kind: string, seconds: number): void {
    this.late.push(seconds * 1000);
  }
}

/** What a room would do: its rows, its facts, its next alarms, each in one statement for the whole set. */
class Overdue implements AlarmHandler {
  constructor(private readonly work: Clockwork) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    await rows(tx, EFFECT, [alarms.map((a) => a.subjectId)]);
    await this.work.outbox.add(tx, ...alarms.map(({ subjectId, step }) => ({ type: 'checkpoint.missed', subjectId, payload: { step } })));
    await this.work.alarms.set(tx, alarms.map(({ id, subjectId, step, at }) => ({ id, kind: 'w8', subjectId, step: step + 1, at: new Date(at.getTime() + 86_400_000) })));
  }
}

const quantile = (values: number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN) * 100) / 100;
};

const said = (name: string, late: number[]): { last: number; p50: number } => {
  const found = { last: quantile(late, 1), p50: quantile(late, 0.5) };
  process.stdout.write(`${name.padEnd(26)} rung ${String(late.length).padStart(6)}  p50 ${String(found.p50).padStart(7)} ms  last ${String(found.last).padStart(7)} ms\n`);
  return found;
};

async function prepare(owner: pg.Client, dueInMs: number, count: number): Promise<number> {
  await owner.query(`truncate alarms, facts, deliveries, carrying, w8_subjects; delete from bullmq.job`);
  const { rows: [due] } = await owner.query<{ at: Date }>(`select date_trunc('second', office_now() + $1 * interval '1 millisecond') as at`, [dueInMs]);
  await owner.query(`insert into w8_subjects select gen_random_uuid(), 'scheduled', 0, 1 from generate_series(1, $1)`, [count]);
  await owner.query(`insert into alarms (kind, subject_id, at) select 'w8', id, $1 from w8_subjects`, [due?.at]);
  await owner.query('analyze alarms; analyze w8_subjects; analyze office_clock; checkpoint');
  return due?.at.getTime() ?? 0;
}

/** The floor: a loop that asks every five milliseconds and does everything in one statement. */
async function raw(owner: pg.Client): Promise<number[]> {
  const dueAt = await prepare(owner, 3_500, MANY);
  const late: number[] = [];
  while (late.length < MANY) {
    const { rowCount } = await owner.query({ name: 'w8.raw', text: RAW });
    for (let i = 0; i < (rowCount ?? 0); i += 1) late.push(realNow() - dueAt);
    if (!rowCount) await new Promise((next) => { setTimeout(next, 5); });
  }
  return late;
}

async function withClockwork<T>(redis: string | undefined, run: (work: Clockwork, measured: Measured) => Promise<T>): Promise<T> {
  const work = await Clockwork.at({ databaseUrl, redisUrl: redis });
  const measured = new Measured();
  Object.assign(work, { metrics: measured });
  work.handlers.add('w8', new Overdue(work));
  try {
    return await run(work, measured);
  } finally {
    await work.close();
  }
}

const burst = (owner: pg.Client, redis: string | undefined): Promise<number[]> => withClockwork(redis, async (work, measured) => {
  await prepare(owner, 4_000, MANY);
  await work.ring();
  await until('all have rung', () => measured.late.length >= MANY, 60_000);
  return measured.late;
});

const singles = (owner: pg.Client, redis: string | undefined): Promise<number[]> => withClockwork(redis, async (work, measured) => {
  await prepare(owner, 4_000, 0);
  await work.ring();
  await owner.query(`insert into w8_subjects select gen_random_uuid(), 'scheduled', 0, 1 from generate_series(1, 40)`);
  const { rows: subjects } = await owner.query<{ id: string }>('select id from w8_subjects');
  await work.transactions.run({ kind: 'engine', name: 'w8' }, (tx) =>
    work.alarms.set(tx, subjects.map(({ id }, i) => ({ kind: 'w8', subjectId: id, at: new Date(tx.at.getTime() + 3_000 + i * 1_000) }))));
  await until('all have rung', () => measured.late.length >= 40, 60_000);
  return measured.late;
});

const owner = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=passerelle,public -c jit=off' });
await migrate(databaseUrl, { office: 'office', organisation: 'organisation', worker: 'worker' }, migrations);
await owner.connect();
await owner.query(`create table if not exists w8_subjects (id uuid primary key, state text, attempts int, version int) with (fillfactor = 80);
  grant select, update on w8_subjects to worker`);
const engines = redisUrl ? [redisUrl, undefined] : [undefined];
const ratios = new Map<string, number[]>();
for (let round = 0; round < Number(rounds); round += 1) {
  const floor = said('raw loop', await raw(owner));
  for (const redis of engines) {
    const name = redis ? 'bells in redis' : 'bells in postgres';
    const ours = said(name, await burst(owner, redis));
    ratios.set(name, [...(ratios.get(name) ?? []), ours.last / floor.last]);
  }
}
for (const [name, found] of ratios) {
  process.stdout.write(`${name}: ${quantile(found, 0.5).toFixed(2)} of the raw loop (goal ≤ 1.50; each round ${found.map((r) => r.toFixed(2)).join(' ')})\n`);
}
for (const redis of engines) said(`single, ${redis ? 'redis' : 'postgres'} (p50 ≤ 10)`, await singles(owner, redis));
await owner.end();
