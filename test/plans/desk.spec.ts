import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Statement } from '../../libs/sql/sql.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { visibleValues } from '../../src/cases/cases.door.js';
import { TIMELINE, WHOLE_CASE } from '../../src/desk/case.sql.js';
import { dayStatement, LOAD_OF_TEAM, LOAD_OF_TEAMS, STEPS_OF } from '../../src/desk/day.sql.js';
import { MARK_READ, NOTICES, TELL } from '../../src/desk/notices.sql.js';
import { SEARCH } from '../../src/desk/search.sql.js';
import { referralCountsStatement, referralListStatement } from '../../src/desk/referrals/lists.sql.js';
import { REFERRAL_LISTS } from '../../src/desk/referrals/lists.rules.js';
import { sightValues } from '../../src/desk/sight.js';
import { LISTS, SCOPES, SORTS, type Scope } from '../../src/desk/worklist.rules.js';
import { countsStatement, listStatement, whoseValues, type ListQuestion } from '../../src/desk/worklist.sql.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';
import { manyCases, type ManyCases } from '../support/many-cases.js';
import { yearOfReferrals } from '../support/many-referrals.js';
import { manyServices } from '../support/many-services.js';

const CASES = 100_000;
const ZONE = 'America/Toronto';
/** Tables that grow with the city: nothing that people wait for may read one from end to end. */
const BIG = ['cases', 'newcomers', 'contact_ways', 'needs', 'consents', 'checkpoints', 'attempts', 'case_events', 'notes', 'notices', 'audit_entries', 'audit_heads', 'referrals', 'offers', 'offer_messages', 'appointments', 'outcome_questions'];

/** A count stops at a thousand and one, wherever it reads them: what is read before that is not the whole. */
const A_FEW = 5_000;

interface Plan { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; 'Actual Rows': number; 'Actual Loops': number; 'Rows Removed by Filter'?: number; Plans?: Plan[] }

let database: FreshDatabase;
let db: pg.Client;
let city: ManyCases;
let me: PersonActor;

beforeAll(async () => {
  database = await freshDatabase();
  db = new pg.Client({ connectionString: database.ownerUrl, options: '-c search_path=passerelle,public -c jit=off -c timezone=UTC' });
  await db.connect();
  city = await manyCases((text) => db.query(text), CASES);
  await manyServices((text) => db.query(text), 800);
  await yearOfReferrals((text) => db.query(text), CASES);
  me = { kind: 'person', personId: city.caseworker(1), roles: ['caseworker', 'team_lead'], teamId: city.teamOf(1), organisationId: null };
}, 300_000);
afterAll(async () => {
  await db.end();
  await database.drop();
});

/** The plan that a connection settles on after a few calls: the one made for any values. */
async function planOf({ text }: Statement, values: readonly unknown[]): Promise<Plan[]> {
  await db.query(`begin; set local plan_cache_mode = force_generic_plan; prepare asked as ${text}`);
  try {
    const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (analyze, format json) execute asked ${values.length > 0 ? `(${values.map(literal).join(', ')})` : ''}`);
    return flat(rows[0]?.['QUERY PLAN'][0].Plan as Plan);
  } finally {
    await db.query('rollback; deallocate asked');
  }
}

function literal(value: unknown): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((each) => (each === null ? 'null' : JSON.stringify(each))).join(',')}}`);
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value));
}

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];
const rowsRead = (node: Plan): number => node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0));
const readWhole = (plan: readonly Plan[]): string[] =>
  plan.filter((node) => node['Node Type'] === 'Seq Scan' && rowsRead(node) > A_FEW).map((node) => node['Relation Name'] ?? '').filter((table) => BIG.includes(table));
const indexes = (plan: readonly Plan[]): string[] => plan.flatMap((node) => node['Index Name'] ?? []);

const valuesOf = (scope: Scope): unknown[] => [ZONE, ...whoseValues(scope, visibleValues(me))];
const question = (over: Partial<ListQuestion>): ListQuestion => ({ scope: 'mine', list: 'all', sort: 'due', filtered: false, further: false, ...over });

describe('With a hundred thousand cases', () => {
  it('a caseworker’s open cases are read from the index alone, twenty-six entries of it', async () => {
    const plan = await planOf(listStatement(question({})), [...valuesOf('mine'), 25]);
    const scan = plan.find((node) => node['Index Name'] === 'cases_worklist');
    expect(scan).toMatchObject({ 'Node Type': 'Index Only Scan', 'Heap Fetches': 0, 'Actual Rows': 26 });
    expect(plan.filter((node) => node['Relation Name'] !== undefined && node['Relation Name'] !== 'cases')).toEqual([]);
  });

  it.each(SCOPES.flatMap((scope) => LISTS.map((list) => [scope, list] as const)))('the list %s / %s finds its way by an index', async (scope, list) => {
    expect(readWhole(await planOf(listStatement(question({ scope, list })), [...valuesOf(scope), 25]))).toEqual([]);
  });

  it.each(SORTS)('the whole office by %s is read in the order of an index, on its first page and further on', async (sort) => {
    const key = sort.endsWith('name') ? 'Mi' : '2026-11-01';
    const further = await planOf(listStatement(question({ scope: 'all', sort, further: true })), [...valuesOf('all'), 25, key, city.caseId(1)]);
    expect(further.filter((node) => node['Node Type'].includes('Sort') && rowsRead(node) > 100)).toEqual([]);
    expect(indexes(further).join()).toMatch(/cases_by_(due|name|arrival)/);
    expect(readWhole(further)).toEqual([]);
  });

  it('turning a page of one’s own list is no dearer than its first', async () => {
    const plan = await planOf(listStatement(question({ further: true })), [...valuesOf('mine'), 25, '2026-11-24T00:00:00Z', city.caseId(1)]);
    expect(plan.find((node) => node['Index Name'] === 'cases_worklist')?.['Node Type']).toBe('Index Only Scan');
  });

  it.each([...SCOPES])('the counts of %s never read the whole table', async (scope) => {
    expect(readWhole(await planOf(countsStatement({ scope, filtered: false }), valuesOf(scope)))).toEqual([]);
    // A filter of a manager's over the whole office is looked for row by row: there is no index for every wish.
    if (scope !== 'all') expect(readWhole(await planOf(countsStatement({ scope, filtered: true }), [...valuesOf(scope), ['P1'], null, null, null, null, null]))).toEqual([]);
  });

  it('a whole case is read by its keys', async () => {
    expect(readWhole(await planOf(WHOLE_CASE, [city.caseId(11), ...sightValues(me), 'caseworker', null, ZONE]))).toEqual([]);
    const timeline = await planOf(TIMELINE, [city.caseId(11), ...sightValues(me), 'caseworker', null, null, null, null, 50, false]);
    expect(readWhole(timeline)).toEqual([]);
    expect(indexes(timeline)).toContain('case_events_case');
  });

  it('a day begins with the indexes of its lists', async () => {
    for (const scope of SCOPES) {
      const unassigned = scope === 'all' ? 'all' : 'team';
      const read = readWhole(await planOf(dayStatement({ scope, today: scope, unassigned }), [ZONE, ...visibleValues(me)]));
      // Whoever oversees the whole office counts what organisations owe once a day, over all that goes on.
      expect(scope === 'all' ? read.filter((table) => table !== 'offers' && table !== 'cases') : read).toEqual([]);
    }
    expect(readWhole(await planOf(STEPS_OF, [['0190000d-0000-7000-8000-00000000005e']]))).toEqual([]);
    expect(readWhole(await planOf(LOAD_OF_TEAM, [me.teamId]))).toEqual([]);
    expect(readWhole(await planOf(LOAD_OF_TEAMS, []))).toEqual([]);
  });

  it('the referrals of a case come with it by their keys', async () => {
    const plan = await planOf(WHOLE_CASE, [city.caseId(11), ...sightValues(me), 'caseworker', null, ZONE]);
    expect(indexes(plan)).toEqual(expect.arrayContaining(['referrals_case', 'offers_referral']));
    expect(plan.filter((node) => node['Relation Name'] === 'offers').reduce((sum, node) => sum + rowsRead(node), 0)).toBeLessThan(5);
  });

  it.each(SCOPES.flatMap((scope) => REFERRAL_LISTS.map((list) => [scope, list] as const)))('the referrals of %s / %s find their way by an index, on the first page and further on', async (scope, list) => {
    expect(readWhole(await planOf(referralListStatement(list, scope, false), [...valuesOf(scope), 25]))).toEqual([]);
    expect(readWhole(await planOf(referralListStatement(list, scope, true), [...valuesOf(scope), 25, '2026-11-01', city.caseId(1)]))).toEqual([]);
  });

  it.each(['mine', 'team'] as const)('the counts of referrals of %s never read the whole table', async (scope) => {
    expect(readWhole(await planOf(referralCountsStatement(REFERRAL_LISTS, scope), valuesOf(scope)))).toEqual([]);
  });

  it('a search asks the trigrams, the numbers and the telephones', async () => {
    const plan = await planOf(SEARCH, [...sightValues(me), 'caseworker', '514 008-7109', '5140087109', 12, null]);
    expect(readWhole(plan)).toEqual([]);
    expect(indexes(plan)).toEqual(expect.arrayContaining(['cases_number_key', 'contact_ways_digits']));
    const { rows: [made] } = await db.query<{ body: string }>(`select prosrc as body from pg_proc where proname = 'near_newcomers'`);
    const asked = /select n\.id.*?limit most/s.exec(made?.body ?? '')?.[0].replaceAll('folded', `'kasudu hefasoza'`).replace('most', '200');
    await db.query('begin; set local pg_trgm.word_similarity_threshold = 0.45');
    const names = await db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (format json) ${asked}`);
    await db.query('rollback');
    expect(indexes(flat(names.rows[0]?.['QUERY PLAN'][0].Plan as Plan))).toContain('newcomers_search');
  });

  it('notices are told and read by their keys', async () => {
    await db.query(`insert into notices (id, person_id, kind, subject_id, told_at) select gen_random_uuid(), p.id, 'escalated', gen_random_uuid(), now() - n * interval '1 minute' from people p, generate_series(1, 100) n`);
    await db.query('vacuum analyze notices');
    expect(readWhole(await planOf(NOTICES, [...sightValues(me), true, null, null, 50]))).toEqual([]);
    expect(readWhole(await planOf(MARK_READ, [me.personId, [city.caseId(1)], null]))).toEqual([]);
    const id = '01900099-0000-7000-8000-000000000001';
    expect(readWhole(await planOf(TELL, [[id], [me.personId], ['escalated'], [id], [null], ['{}'], new Date(0)]))).toEqual([]);
  });
});
