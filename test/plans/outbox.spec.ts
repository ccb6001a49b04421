import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { TAIL } from '../../libs/outbox/outbox.sql.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';

interface Plan { 'Node Type': string; 'Relation Name'?: string; 'Actual Rows': number; 'Actual Loops': number; 'Shared Hit Blocks': number; 'Shared Read Blocks': number; Plans?: Plan[] }

let database: FreshDatabase;
let db: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  db = new pg.Client({ connectionString: database.ownerUrl, options: '-c search_path=passerelle,public -c jit=off -c timezone=UTC' });
  await db.connect();
  // A month with many facts, and the quarter of an hour until now.
  await db.query(`insert into facts (type, subject_id, payload, at, recorded_at)
    select 'case.changed', gen_random_uuid(), '{}', now(), now() - (100000 - n) * interval '9 ms' from generate_series(1, 100000) n`);
  await db.query('analyze facts');
}, 120_000);
afterAll(async () => {
  await db.end();
  await database.drop();
});

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];

describe('Among a hundred thousand facts', () => {
  it('a tail reads the last seconds by their moment, and not again what it knows', async () => {
    const { rows: known } = await db.query<{ id: number }>(`select id::int from facts where recorded_at > now() - interval '10 seconds' order by id desc offset 5`);
    await db.query(`begin; set local plan_cache_mode = force_generic_plan; prepare asked as ${TAIL.text}`);
    const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, buffers, format json) execute asked (${pg.escapeLiteral(new Date().toISOString())}, 10, '{${known.map(({ id }) => id).join(',')}}')`);
    const plan = rows[0]?.['QUERY PLAN'][0].Plan as Plan;
    const read = flat(plan).filter((node) => node['Relation Name'] && node['Actual Loops'] > 0);
    expect(known.length).toBeGreaterThan(100);
    expect(plan['Actual Rows']).toBeLessThanOrEqual(10);
    expect(read.filter((node) => node['Node Type'] === 'Seq Scan' && node['Actual Rows'] > 0)).toEqual([]);
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(200);
    await db.query('rollback');
  });
});
