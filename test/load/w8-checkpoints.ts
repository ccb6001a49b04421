import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { readEnv } from '../../config/env.js';
import { projectRoot } from '../../config/root.js';
import { bringUpToDate } from '../../src/database.js';
import { STEPS } from '../../src/follow-ups/escalation.rules.js';
import { CHECKPOINT_ALARM } from '../../src/follow-ups/planning.js';
import { until } from '../support/clockwork.js';
import { manyCases } from '../support/many-cases.js';

/*
 * W8 with the product's own work: ten thousand checkpoints of ten thousand case files due at one instant, rung by the real
 * worker, against a loop of raw SQL that writes the same rows. What is told is when the last fact was written after the instant.
 * node --import ./test/support/typescript.js test/load/w8-checkpoints.ts DATABASE_URL [REDIS_URL] [rounds]; after `npm run build`.
 */

const MANY = 10_000;
const BATCH = 500;
const DUE = STEPS.indexOf('due');

const [databaseUrl = '', redisUrl = '', rounds = '3'] = process.argv.slice(2);
if (!databaseUrl) throw new Error('which database? It is filled with case files: give the address of one of its own.');

const RAW = `
  with due as materialized (select id, subject_id, step from alarms where state = 'pending' and at <= office_now() and attempts = 0 order by at limit ${BATCH} for update skip locked),
  k as (update checkpoints k set step = due.step from due where k.id = due.subject_id returning k.id, k.case_id, k.owner_id, k.tier, k.code, k.due_at),
  b as (insert into breaches (checkpoint_id, case_id, owner_id, tier, code, due_at, broken_at)
    select id, case_id, owner_id, tier, code, due_at, office_now() from k on conflict do nothing),
  f as (insert into facts (type, subject_id, payload, at)
    select 'checkpoint.overdue', id, jsonb_build_object('checkpointId', id, 'caseId', case_id, 'code', code, 'to', array[owner_id], 'dueAt', due_at), office_now() from k)
  update alarms a set step = a.step + 1, at = a.at + interval '1 day', generation = generation + 1 from due where a.id = due.id`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function startWorker(redis: string | undefined): Promise<ChildProcess> {
  const { REDIS_URL: _given, ...environment } = process.env;
  const child = spawn(process.execPath, ['dist/src/worker.js'], {
    cwd: projectRoot(), stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...environment, DATABASE_URL: databaseUrl, LOG_LEVEL: 'error', ...(redis ? { REDIS_URL: redis } : {}) },
  });
  const gone = once(child, 'exit').then(([code]) => { throw new Error(`the worker ended with ${code}`); });
  gone.catch(() => undefined);
  return child;
}

async function stopWorker(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

const count = async (text: string): Promise<number> => Number((await owner.query<{ n: string }>(text)).rows[0]?.n);

/** Case files planned by the protocol that the worker publishes. */
async function fill(): Promise<void> {
  await bringUpToDate(databaseUrl, readEnv({}));
  if ((await count('select count(*) as n from cases')) > 0) return;
  const worker = await startWorker(undefined);
  await until('the protocol is published', async () => (await count('select count(*) as n from protocols')) > 0, 30_000);
  await stopWorker(worker);
  await manyCases((text) => owner.query(text), MANY);
}

/** Ten thousand promises at one whole second, as many milliseconds ahead. */
async function prepare(dueInMs: number): Promise<void> {
  await owner.query(`
    begin; set local session_replication_role = replica;
    truncate alarms, facts, deliveries, carrying, breaches; delete from bullmq.job;
    update checkpoints set step = 0, due_at = m.at, standard_due_at = m.at
      from (select date_trunc('second', office_now() + ${dueInMs} * interval '1 millisecond') as at) m
      where id in (select id from checkpoints where state = 'scheduled' order by id limit ${MANY});
    insert into alarms (kind, subject_id, step, at) select '${CHECKPOINT_ALARM}', id, ${DUE}, due_at from checkpoints
      where id in (select id from checkpoints where state = 'scheduled' order by id limit ${MANY});
    -- The others ring much later: a scheduled checkpoint without an alarm would be mended by the watchdog meanwhile.
    insert into alarms (kind, subject_id, at) select '${CHECKPOINT_ALARM}', id, date_trunc('second', office_now()) + interval '30 days' from checkpoints
      where state = 'scheduled' on conflict do nothing;
    commit`);
  await owner.query('vacuum analyze checkpoints');
  await owner.query('analyze alarms; analyze office_clock; checkpoint');
}

/** When the last fact was written, in milliseconds after the instant; they are written with the commit. */
async function lastAfter(): Promise<number> {
  const { rows: [found] } = await owner.query<{ n: number; ms: number }>(`
    select count(*)::int as n, extract(epoch from max(recorded_at) - (select due_at from checkpoints k where k.id = min(f.subject_id::text)::uuid))::float8 * 1000 as ms
    from facts f where type = 'checkpoint.overdue'`);
  if (found?.n !== MANY) throw new Error(`${found?.n} facts of ${MANY}`);
  return Math.round(found.ms);
}

async function raw(): Promise<number> {
  await prepare(4_000);
  let rung = 0;
  while (rung < MANY) {
    const { rowCount } = await owner.query({ name: 'w8.raw-checkpoints', text: RAW });
    rung += rowCount ?? 0;
    if (!rowCount) await new Promise((next) => { setTimeout(next, 5); });
  }
  return lastAfter();
}

async function burst(redis: string | undefined): Promise<number> {
  await prepare(9_000);
  const worker = await startWorker(redis);
  await until('all have rung', async () => (await count(`select count(*) as n from facts where type = 'checkpoint.overdue'`)) === MANY, 60_000);
  await stopWorker(worker);
  return lastAfter();
}

const owner = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=passerelle,public -c jit=off' });
await owner.connect();
await fill();
const ratios = new Map<string, number[]>();
for (let round = 0; round < Number(rounds); round += 1) {
  const floor = await raw();
  print(`checkpoints, raw loop            last ${floor} ms`);
  for (const redis of redisUrl ? [redisUrl, undefined] : [undefined]) {
    const name = redis ? 'bells in redis' : 'bells in postgres';
    const last = await burst(redis);
    print(`checkpoints, ${name.padEnd(19)} last ${last} ms`);
    ratios.set(name, [...(ratios.get(name) ?? []), last / floor]);
  }
}
for (const [name, found] of ratios) {
  const median = [...found].sort((a, b) => a - b)[Math.floor(found.length / 2)] ?? NaN;
  print(`checkpoints, ${name}: ${median.toFixed(2)} of the raw loop (goal ≤ 1.50; each round ${found.map((r) => r.toFixed(2)).join(' ')})`);
}
await owner.end();
