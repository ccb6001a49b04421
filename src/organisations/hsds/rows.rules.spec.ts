import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { HSDS, type Hsds } from './hsds.shape.js';
import { judge, type Judged } from './judge.js';
import { documentOf as putTogether, layOver } from './network.rules.js';
import { type ObjectName, OBJECTS } from './objects.rules.js';
import { documentsIn } from './read-json.js';
import { readTabular } from './read-tabular.js';
import { documentOf, rowsOf } from './rows.rules.js';
import { understanding } from './taxonomies.rules.js';
import { TabularPackage } from './write-tabular.rules.js';

const SURROUNDINGS = { at: new Date('2026-11-23T14:00:00Z'), calendar: 'mtl-counter', by: null };
const YARDSTICK = { needOf: understanding([]), ownerOf: () => undefined, status: () => true, borough: () => true, latest: '9999-12-31' };

/** Rows as a database gives them back: keys in another order, moments as dates. */
const keptAndRead = <T>(rows: T): T => JSON.parse(JSON.stringify(rows), (key, value: unknown) => (key === 'modifiedAt' || key === 'updatedAt' ? new Date(value as string) : value)) as T;

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((one) => !one.includes('\0') && one.search(/\p{Surrogate}/u) === -1);
const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const moment = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).chain((date) => fc.constantFrom(date.toISOString(), date.toISOString().replace(/\.\d+Z$/, 'Z'), date.toISOString().replace(/\.\d+Z$/, '-05:00')));
const BY_FIELD: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  status: fc.constantFrom('active', 'inactive', 'defunct', 'temporarily closed'), location_type: fc.constantFrom('physical', 'postal', 'virtual'),
  address_type: fc.constantFrom('physical', 'postal', 'virtual'), freq: fc.constantFrom('WEEKLY', 'MONTHLY'), wkst: fc.constantFrom('MO', 'SU'), opens_at: fc.constantFrom('9:00', '09:00:00'),
  closes_at: fc.constant('17:30'), last_modified: moment, updated: moment, last_action_date: day, available: fc.nat(1_000), maximum: fc.nat(1_000),
  minimum_age: fc.nat({ max: 20 }), maximum_age: fc.integer({ min: 20, max: 120 }),
};
const DAYS = new Set(['valid_from', 'valid_to', 'dtstart', 'until', 'assured_date']);
/** Of two days, one of each pair, so that no end comes before its beginning. */
const LEFT_OUT = new Set(['valid_to', 'until', 'taxonomy_detail', 'taxonomy_term_id', 'link_id', 'resource_id', 'organization_id', 'service_id', 'location_id', 'unit_id', 'program_id', 'taxonomy_id']);
/** What is always there: without it nothing would be where the document says, or it would be given to it. */
const ALWAYS: Readonly<Partial<Record<ObjectName, readonly string[]>>> = { service: ['last_modified'], service_at_location: ['location'], service_capacity: ['unit'] };

/** Any object of HSDS: each of its fields said, said to be nothing, or not said; a field of somebody else's; every identity its own. */
function any(object: ObjectName, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const { lists, singles, numbers } = OBJECTS[object];
  const fields = Object.keys(HSDS[object].shape).filter((field) => !LEFT_OUT.has(field) && field !== 'organization');
  const required = new Set(['id', ...(ALWAYS[object] ?? []), ...fields.filter((field) => !HSDS[object].safeParse({}).success && isRequired(object, field))]);
  const value = (field: string): fc.Arbitrary<unknown> => {
    if (field === 'id' || field.endsWith('_id')) return fc.uuid();
    const list = lists[field];
    if (list) return depth > 3 ? fc.constant([]) : fc.array(any(list, depth + 1), { maxLength: 2 });
    const single = singles[field];
    if (single) return any(single.object, depth + 1);
    const said = BY_FIELD[field] ?? (DAYS.has(field) ? day : numbers.includes(field) ? fc.integer({ min: -90, max: 90 }) : text);
    return required.has(field) ? said : fc.oneof({ weight: 4, arbitrary: said }, { weight: 1, arbitrary: fc.constant(null) });
  };
  const shape = Object.fromEntries([...fields.filter((field) => depth <= 3 || !(field in lists)).map((field) => [field, value(field)]), ['x-somebody', fc.jsonValue().filter((one) => JSON.stringify(one) !== undefined && !/\\u0000|\\ud[89a-f]/.test(JSON.stringify(one)) && !Object.is(one, -0))]] as [string, fc.Arbitrary<unknown>][]);
  return fc.record(shape, { requiredKeys: [...required] });
}
const isRequired = (object: ObjectName, field: string): boolean => !(HSDS[object].shape as Record<string, { safeParse: (value: unknown) => { success: boolean } }>)[field]?.safeParse(undefined).success;
const organizations = any('organization', 0) as fc.Arbitrary<Hsds<'organization'>>;

async function judged(document: unknown): Promise<Judged> {
  const steps = judge(await documentsIn('x.json', document), YARDSTICK);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

describe('Rows and documents', () => {
  it('say the same: whatever HSDS can say comes back as it was', () => {
    fc.assert(fc.property(organizations, (document) => {
      expect(documentOf(keptAndRead(rowsOf(document, SURROUNDINGS)))).toEqual(JSON.parse(JSON.stringify(document)));
    }), { numRuns: 40 });
  });

  it('are judged sound when they are, and change nothing when they come again', async () => {
    await fc.assert(fc.asyncProperty(organizations, async (document) => {
      const { faults, networks: [network] } = await judged(document);
      expect(faults).toEqual([]);
      if (!network) throw new Error('an organization was read');
      expect(putTogether(layOver(network, network, { nullsTakeBack: false }))).toEqual(document);
    }), { numRuns: 15 });
  });

  it('keep a column apart from what a document said of it', () => {
    const rows = rowsOf({ id: '00000000-0000-4000-8000-000000000001', name: 'Halte', description: '', email: null, website: 'https://halte.example' }, SURROUNDINGS);
    expect(rows.organisation).toMatchObject({ email: null, website: 'https://halte.example', listing: { email: null } });
    const edited = { ...rows, organisation: { ...rows.organisation, email: 'a@halte.example', website: null } };
    expect(documentOf(edited)).toEqual({ id: '00000000-0000-4000-8000-000000000001', name: 'Halte', description: '', email: 'a@halte.example' });
  });

  it('keep half a point, but not as a place', () => {
    const location = { id: '00000000-0000-4000-8000-000000000002', location_type: 'physical' as const, latitude: 45 };
    const document = { id: '00000000-0000-4000-8000-000000000001', name: 'Halte', description: '', locations: [location] };
    const rows = rowsOf(document, SURROUNDINGS);
    expect(rows.locations[0]).toMatchObject({ latitude: null, longitude: null });
    expect(documentOf(rows)).toEqual(document);
  });
});

describe('The tabular package', () => {
  /** What a table has no cell for: what others say in lists and objects, nothing said, and an empty text. */
  const sayable = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sayable);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).filter(([field, one]) => field !== 'x-somebody' && one !== null && one !== '' && !(Array.isArray(one) && one.length === 0)).map(([field, one]) => [field, sayable(one)]));
  };

  it('says of a document all that a table can say', async () => {
    await fc.assert(fc.asyncProperty(organizations, async (given) => {
      const document = sayable(given) as Record<string, unknown>;
      const rows = new TabularPackage();
      rows.add({ object: 'organization', thing: document });
      const files = rows.files().map(({ name, headings, rows: cells }) => ({ name, text: stringify([[...headings], ...cells.map((row) => [...row])], { quoted: true }) }));
      const steps = judge(await readTabular(files), YARDSTICK);
      let step = steps.next();
      while (!step.done) step = steps.next();
      const { faults, networks: [network] } = step.value;
      expect(faults).toEqual([]);
      if (!network) throw new Error('an organization was read');
      expect(putTogether(layOver(undefined, network, { nullsTakeBack: true }))).toEqual(document);
    }), { numRuns: 15 });
  });
});
