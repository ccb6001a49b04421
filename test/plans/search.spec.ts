import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../libs/sql/id.js';
import { type Question, searchStatement } from '../../src/organisations/search/search.sql.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';
import { type ManyServices, manyServices } from '../support/many-services.js';

const SERVICES = 5_000;
const nothing: Question = {
  needs: [], languages: [], borough: null, near: null, openNow: false, hasRoom: false, eligible: false, text: '', household: null, all: false, unverified: false, limit: 25, after: null,
};
const household = { statuses: ['ASYLUM'], people: [{ age: 34, gender: 'female' as const }, { age: 9, gender: null }], languages: ['ar'], borough: 'anjou' };

interface Plan { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; 'Actual Rows': number; 'Actual Loops': number; 'Rows Removed by Filter'?: number; Plans?: Plan[] }

let database: FreshDatabase;
let db: pg.Client;
let network: ManyServices;

beforeAll(async () => {
  database = await freshDatabase();
  db = new pg.Client({ connectionString: database.ownerUrl, options: '-c search_path=passerelle,public -c jit=off -c timezone=UTC' });
  await db.connect();
  network = await manyServices((text) => db.query(text), SERVICES);
}, 120_000);
afterAll(async () => {
  await db.end();
  await database.drop();
});

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];

async function planOf(asked: Partial<Question>): Promise<Plan[]> {
  const { asked: { text }, values } = searchStatement({ ...nothing, ...asked }, { personId: newId(), roles: ['caseworker'] }, 'America/Toronto');
  await db.query(`begin; set local plan_cache_mode = force_generic_plan; prepare asked as ${text}`);
  try {
    const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (analyze, format json) execute asked (${values.map(literal).join(', ')})`);
    return flat(rows[0]?.['QUERY PLAN'][0].Plan as Plan);
  } finally {
    await db.query('rollback; deallocate asked');
  }
}

function literal(value: unknown): string {
  if (value === null || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((each) => (each === null ? 'null' : JSON.stringify(each))).join(',')}}`);
  return pg.escapeLiteral(String(value));
}

const readWhole = (plan: readonly Plan[]): string[] =>
  plan.filter((node) => node['Node Type'] === 'Seq Scan' && node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) > 1_500).map((node) => node['Relation Name'] ?? '');
const read = (plan: readonly Plan[], relation: string): number =>
  plan.filter((node) => node['Relation Name'] === relation).reduce((sum, node) => sum + node['Actual Loops'] * node['Actual Rows'], 0);
const indexes = (plan: readonly Plan[]): string[] => plan.flatMap((node) => node['Index Name'] ?? []);

describe('Among five thousand services', () => {
  it('those that answer a need are found by its index, and their places by their key; doors are looked up for the page alone', async () => {
    const plan = await planOf({ needs: [network.needs[3] ?? ''], household, near: { latitude: 45.5, longitude: -73.6, km: 10 }, all: true });
    expect(readWhole(plan)).toEqual([]);
    expect(indexes(plan)).toEqual(expect.arrayContaining(['services_by_need', 'places_by_service', 'locations_pkey']));
    expect(read(plan, 'locations')).toBeLessThanOrEqual(nothing.limit);
  });

  it('words are found by their trigrams', async () => {
    const plan = await planOf({ text: 'organisme 731' });
    expect(readWhole(plan)).toEqual([]);
    expect(indexes(plan)).toContain('services_by_words');
  });

  it('places are read once, whatever is asked', async () => {
    const plan = await planOf({ household });
    expect(read(plan, 'places')).toBeLessThanOrEqual(SERVICES * 2);
  });
});
