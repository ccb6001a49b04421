/*
 * `npm run bench`: W1 to W5 at 10k and 100k cases, a search among 5,000 services and W8, ours against the hand-written limit doing the same durable work,
 * in one sitting on one durable Postgres (fsync and synchronous_commit on). Everything listens on loopback and is bounded.
 * npm run bench -- [--sizes 10000,100000] [--seconds 5] [--rounds 3] [--only w1,w2,w3,w4,w5,search,w8,rest] [--fresh]
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readEnv } from '../../config/env.js';
import { projectRoot } from '../../config/root.js';
import { startPostgres } from '../../libs/embedded/start-postgres.js';
import { bringUpToDate } from '../../src/database.js';
import { ensure } from '../support/engines.js';
import { manyCases, type ManyCases } from '../support/many-cases.js';
import { manyReferrals, readyToRefer, someReferrals } from '../support/many-referrals.js';
import { manyServices } from '../support/many-services.js';
import { freePort, startRedis } from '../support/redis-server.js';
import { onceForLimit, onceForUs, requestsForLimit, requestsForUs, type Span, type Workload } from './requests.js';
import { load, median, type Run } from './wrk.js';

const { values } = parseArgs({ options: {
  sizes: { type: 'string', default: '10000,100000' }, seconds: { type: 'string', default: '5' }, rounds: { type: 'string', default: '3' },
  only: { type: 'string', default: 'w1,w2,w3,w4,w5,search,w8,rest' }, fresh: { type: 'boolean', default: false },
} });
const [sizes, seconds, rounds, wanted] = [values.sizes.split(',').map(Number), Number(values.seconds), Number(values.rounds), new Set(values.only.split(','))];
/** A large city's directory: 211 of Greater Montréal lists about as many. */
const SERVICES = 5_000;
const GOALS: Record<string, number> = { w1: 0.75, w2: 0.8, w3: 0.7, w4: 0.7, w5: 0.7, search: 0.7 };
/** More offers a second than either side sends or accepts on such a machine. */
const OFFERS_A_SECOND = { limit: 8_000, ours: 2_500 };
const SERVER = { shared_buffers: '2GB', effective_cache_size: '12GB', work_mem: '64MB', maintenance_work_mem: '512MB', max_wal_size: '8GB', checkpoint_timeout: '30min', random_page_cost: '1.1', max_connections: 200 };

const root = projectRoot();
/** What `npm start` gives to node. */
const START = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }).scripts.start.split(' ').slice(1);
const folder = join(homedir(), '.cache', 'passerelle-bench');
const print = (line: string): void => void process.stdout.write(`${line}\n`);

if (values.fresh) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
process.env['PASSERELLE_TEST_RUN'] = folder; // where the tests' own Redis keeps its files
const wrk = await ensure({ names: ['wrk'], apt: 'wrk', brew: ['wrk'] });
const postgres = await startPostgres({ dataDir: folder, settings: SERVER });
const redis = await startRedis({ appendonly: true });
const children: ChildProcess[] = [];

async function owner(database: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: postgres.url(database), options: '-c search_path=passerelle,public' });
  await client.connect();
  return client;
}

async function exists(name: string): Promise<boolean> {
  const client = await owner('postgres');
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (!rowCount) await client.query(`create database ${name}`);
  await client.end();
  return Boolean(rowCount);
}

async function prepareLimit(cases: number): Promise<string> {
  const name = `limit_${cases}`;
  if (!(await exists(name))) {
    const client = new pg.Client({ connectionString: postgres.url(name) });
    await client.connect();
    await client.query(readFileSync(join(root, 'test/load/limit/schema.sql'), 'utf8'));
    for (const part of readFileSync(join(root, 'test/load/limit/seed.sql'), 'utf8').replaceAll(':n', String(cases)).split(/;\s*\n/)) if (part.trim()) await client.query(part);
    await client.end();
  }
  await onceIn(name, 'public.share', (sql) => sql(readFileSync(join(root, 'test/load/limit/referrals.sql'), 'utf8')));
  await onceIn(name, 'public.service', async (sql) => {
    for (const part of readFileSync(join(root, 'test/load/limit/services.sql'), 'utf8').replaceAll(':m', String(SERVICES)).split(/;\s*\n/)) if (part.trim()) await sql(part);
  });
  return postgres.url(name);
}

/** Fills in what a database of an earlier sitting does not have yet. */
async function onceIn(name: string, table: string, fill: (sql: (text: string) => Promise<unknown>) => Promise<unknown>): Promise<void> {
  const client = await owner(name);
  const { rows: [found] } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
  if (!found?.there || (table !== 'public.share' && !(await client.query(`select from ${table} limit 1`)).rowCount)) await fill((text) => client.query(text));
  await client.end();
}

const SIGN_IN = `insert into sessions (token_hash, id, person_id, expires_at)
  select h, gen_random_uuid(), p, clock_timestamp() + interval '1 day' from unnest($1::bytea[], $2::uuid[]) as s(h, p)`;

interface Ours { readonly url: string; readonly city: ManyCases; readonly tokens: string[]; readonly referring: ReturnType<typeof manyReferrals>; readonly coordinators: string[] }

async function prepareOurs(cases: number): Promise<Ours> {
  const name = `ours_${cases}`;
  const fresh = !(await exists(name));
  const url = postgres.url(name);
  await bringUpToDate(url, readEnv({}));
  const client = await owner(name);
  const city = fresh ? await manyCases((text) => client.query(text), cases) : await manyCases(() => Promise.resolve(), cases);
  const tokens = Array.from({ length: city.caseworkers }, () => randomBytes(32).toString('base64url'));
  await client.query(SIGN_IN, [tokens.map((token) => createHash('sha256').update(token).digest()), tokens.map((_, i) => city.caseworker(i + 1))]);
  await onceIn(name, 'passerelle.services', (sql) => manyServices(sql, SERVICES));
  if (fresh) await readyToRefer((text) => client.query(text));
  const referring = manyReferrals(cases);
  const coordinators = Array.from({ length: SERVICES / 5 }, () => randomBytes(32).toString('base64url'));
  await client.query(SIGN_IN, [coordinators.map((token) => createHash('sha256').update(token).digest()), coordinators.map((_, i) => referring.coordinator(i + 1))]);
  await client.query('vacuum analyze sessions');
  await client.end();
  return { url, city, tokens, referring, coordinators };
}

async function serve(command: string[], env: Record<string, string>, url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, command, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(child);
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(url).then((r) => r.ok, () => false)) return child;
    await new Promise((next) => { setTimeout(next, 50); });
  }
  throw new Error(`no answer from ${url}`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function compare(cases: number): Promise<void> {
  const [limitUrl, ours] = [await prepareLimit(cases), await prepareOurs(cases)];
  const [limitPort, ourPort] = [await freePort(), await freePort()];
  const limit = await serve(['--import', './test/support/typescript.js', 'test/load/limit/server.ts', limitUrl, String(limitPort), '4'], {}, `http://127.0.0.1:${limitPort}/noop`);
  const us = await serve([...START, '--web'],
    { DATABASE_URL: ours.url, REDIS_URL: redis.url, PORT: String(ourPort), LOG_LEVEL: 'error', DEMO: 'false', DATA_DIR: folder, POOL_OFFICE: '6' }, `http://127.0.0.1:${ourPort}/health/ready`);
  for (const work of ['w1', 'w2', 'w3', 'search', 'w4', 'w5'] as Workload[]) {
    if (!wanted.has(work)) continue;
    const runs: { limit: Run[]; ours: Run[] } = { limit: [], ours: [] };
    const file = (name: string, lines: string[]): string => {
      const path = join(folder, `${name}.req`);
      writeFileSync(path, `${lines.join('\n')}\n`);
      return path;
    };
    const unrepeated = work === 'w4' || work === 'w5';
    const files = unrepeated ? undefined : { limit: file('limit', requestsForLimit(work, cases)), ours: file('ours', requestsForUs(work, ours.city, ours.tokens, cases)) };
    for (let round = 0; round <= rounds; round += 1) { // the first round warms both and does not count
      const asked = files ?? { limit: file('limit', await drafts(work as 'w4', cases)), ours: file('ours', await referrals(work as 'w4', cases, ours)) };
      const theirs = await load(wrk, `http://127.0.0.1:${limitPort}`, asked.limit, seconds);
      const mine = await load(wrk, `http://127.0.0.1:${ourPort}`, asked.ours, seconds);
      if (round > 0) { runs.limit.push(theirs); runs.ours.push(mine); }
    }
    const tell = (name: string, of: Run[]): string => `${name} ${median(of.map((r) => r.rps)).toFixed(0)}/s (p50 ${median(of.map((r) => r.p50_ms)).toFixed(1)}, p99 ${median(of.map((r) => r.p99_ms)).toFixed(1)} ms, refused ${of.reduce((n, r) => n + r.non2xx + r.errors, 0)})`;
    const ratio = median(runs.ours.map((run, i) => run.rps / (runs.limit[i]?.rps ?? NaN)));
    print(`${work.toUpperCase()} ${String(cases).padStart(7)} cases: ${ratio.toFixed(2)} of the limit (goal ≥ ${GOALS[work]?.toFixed(2)})  ${tell('limit', runs.limit)}  ${tell('ours', runs.ours)}`);
  }
  await stop(limit);
  await stop(us);
}

/** What is sent or accepted is so once: each run gets referrals of its own. */
async function drafts(work: 'w4' | 'w5', cases: number): Promise<string[]> {
  const client = await owner(`limit_${cases}`);
  const count = OFFERS_A_SECOND.limit * seconds;
  const { rows: [made] } = await client.query<{ first: number }>(`
    with made as (insert into public.referral (household_id, organisation_id, caseworker_id, service, status, created_at, sent_at)
      select 1 + n % $1, 1 + n % 200, 1, 'food', $2, now(), case when $2 = 'sent' then now() end from generate_series(1, $3::int) as n returning id)
    select min(id)::int as first from made`, [cases, work === 'w4' ? 'draft' : 'sent', count]);
  await client.query('vacuum analyze public.referral');
  await client.end();
  return onceForLimit(work, cases, { from: made?.first ?? 1, count });
}

let numbered = Math.floor(Date.now() / 1_000) * 100_000;

async function referrals(work: 'w4' | 'w5', cases: number, { referring, tokens, coordinators }: Ours): Promise<string[]> {
  const span: Span = { from: (numbered += 1_000_000), count: OFFERS_A_SECOND.ours * seconds };
  const client = await owner(`ours_${cases}`);
  await someReferrals((text) => client.query(text), referring, { ...span, asked: work === 'w5' });
  await client.query('vacuum analyze referrals');
  await client.query('vacuum analyze offers');
  await client.end();
  return onceForUs(work, { city: referring, caseworkers: tokens, coordinators }, span);
}

async function atRest(): Promise<void> {
  await exists('rest');
  const port = await freePort();
  const begun = performance.now();
  const child = await serve(START, { DATABASE_URL: postgres.url('rest'), REDIS_URL: redis.url, PORT: String(port), LOG_LEVEL: 'error', DEMO: 'false', DATA_DIR: folder }, `http://127.0.0.1:${port}/health/ready`);
  const started = performance.now() - begun;
  await stop(child);
  const again = performance.now();
  const second = await serve(START, { DATABASE_URL: postgres.url('rest'), REDIS_URL: redis.url, PORT: String(port), LOG_LEVEL: 'error', DEMO: 'false', DATA_DIR: folder }, `http://127.0.0.1:${port}/health/ready`);
  const migrated = performance.now() - again;
  await new Promise((next) => { setTimeout(next, 10_000); });
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${second.pid}/status`, 'utf8'))?.[1]);
  print(`at rest, web and worker in one process: ${(kilobytes / 1024).toFixed(0)} MB (goal ≤ 150); first answer after ${(started / 1000).toFixed(2)} s, migrated ${(migrated / 1000).toFixed(2)} s (goal ≤ 1.2)`);
  await stop(second);
}

try {
  for (const cases of sizes) if (['w1', 'w2', 'w3', 'w4', 'w5', 'search'].some((work) => wanted.has(work))) await compare(cases);
  if (wanted.has('w8')) {
    await exists('alarms');
    spawnSync(process.execPath, ['--import', './test/support/typescript.js', 'test/load/w8.ts', postgres.url('alarms'), redis.url, String(rounds)], { cwd: root, stdio: 'inherit' });
    await exists('checkpoints');
    spawnSync(process.execPath, ['--import', './test/support/typescript.js', 'test/load/w8-checkpoints.ts', postgres.url('checkpoints'), redis.url, String(rounds)], { cwd: root, stdio: 'inherit' });
  }
  if (wanted.has('rest')) await atRest();
} finally {
  for (const child of children) child.kill('SIGKILL');
  await redis.stop();
  await postgres.stop();
}
