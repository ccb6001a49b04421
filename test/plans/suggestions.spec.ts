import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ANSWER_HISTORY } from '../../src/referrals/suggestions/answer-history.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';
import { type ManyServices, manyServices } from '../support/many-services.js';

const [ORGANISATIONS, OFFERS] = [160, 100_000];

interface Plan { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; 'Actual Rows': number; 'Actual Loops': number; Plans?: Plan[] }

let database: FreshDatabase;
let db: pg.Client;
let network: ManyServices;

beforeAll(async () => {
  database = await freshDatabase();
  db = new pg.Client({ connectionString: database.ownerUrl, options: '-c search_path=passerelle,public -c jit=off -c timezone=UTC' });
  await db.connect();
  network = await manyServices((text) => db.query(text), ORGANISATIONS * 5);
  // A year of answers, of which half are too old to count.
  await db.query(`begin; set local session_replication_role = replica;
    insert into offers (id, referral_id, case_id, organisation_id, service_id, need, tier, state, step, position, clock, calendar, allowance_minutes, sent_at, standard_due_at, due_at, answered_at, answer, business_minutes, reason, settled_at)
    select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), s.organisation_id, s.id, 'FOOD', 'P3', 'declined', 0, 0, 'business', 'qc-labour', 1020, at, at, at, at, case when n % 10 < 7 then 'accepted' else 'declined' end, n % 2000, 'other', at
    from generate_series(1, ${OFFERS}) as n cross join lateral (select now() - (n % 360) * interval '1 day' as at) t
      join lateral (select id, organisation_id from services offset 0) s on s.id = ('01910021-0000-7000-8000-' || lpad(to_hex(1 + n % ${ORGANISATIONS * 5}), 12, '0'))::uuid;
    commit`);
  await db.query('vacuum analyze offers');
}, 120_000);
afterAll(async () => {
  await db.end();
  await database.drop();
});

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];

describe('Among a hundred thousand answers', () => {
  it('how organisations answer is read by the index of their history, and of each no more than says how they answer now', async () => {
    const asked = Array.from({ length: 25 }, (_, n) => network.organisationId(1 + n));
    const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Plan; 'Execution Time': number }] }>(`explain (analyze, format json) ${ANSWER_HISTORY.text}`, [asked, new Date(Date.now() - 180 * 86_400_000)]);
    const plan = flat(rows[0]?.['QUERY PLAN'][0].Plan as Plan);
    const ofOffers = plan.filter((node) => node['Relation Name'] === 'offers');
    expect(plan.flatMap((node) => (node['Index Name']?.startsWith('offers') ? node['Index Name'] : []))).toEqual(['offers_history', 'offers_history']);
    expect(ofOffers.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
    expect(ofOffers.reduce((sum, node) => sum + node['Actual Loops'] * node['Actual Rows'], 0)).toBeLessThanOrEqual(25 * 400 + ORGANISATIONS * 21);
    const figures = await db.query<{ whose: string; asked: number; median: number }>(ANSWER_HISTORY.text, [asked, new Date(Date.now() - 180 * 86_400_000)]);
    expect(figures.rows.filter(({ whose }) => whose === 'organisation')).toHaveLength(25);
    expect(figures.rows.find(({ whose }) => whose === 'network')?.asked).toBe(ORGANISATIONS * 20);
  });
});
