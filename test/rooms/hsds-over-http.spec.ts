import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { projectRoot } from '../../config/root.js';
import { newId } from '../../libs/sql/id.js';
import { type Product, startProduct } from '../support/product.js';
import { aPerson, aTeam, type Client, officeTime, signedIn } from '../support/signed-in.js';

type Thing = Record<string, unknown> & { readonly id: string };
interface Brought { readonly importId: string; readonly state: string; readonly faults: number; readonly version: number }
interface Sheet {
  readonly state: string;
  readonly version: number;
  readonly faults: readonly { file: string; row?: number; pointer?: string; field?: string; value?: string; code: string; text: string }[];
  readonly warnings: readonly { code: string; value?: string }[];
  readonly changes: readonly { object: string; becomes: string; name: string; fields: readonly { field: string; before?: string; after?: string }[] }[];
  readonly missing: readonly { object: string; name: string }[];
  readonly counts: Record<string, Record<string, number>>;
}

const fixture = (name: string): string => readFileSync(join(projectRoot(), 'test/fixtures/hsds', name), 'utf8');
const organization = JSON.parse(fixture('organization.json')) as Thing & { services: (Thing & { capacities: Thing[] })[]; locations: Thing[] };

let product: Product;
let manager: Client;
let caseworker: Client;

beforeAll(async () => {
  product = await startProduct({ workers: false });
  await officeTime(product, '2026-11-23T14:00:00Z');
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
  const { caseworkers: [someone] } = await aTeam(product, 'Centre');
  caseworker = await signedIn(product, someone ?? { email: '' });
});
afterAll(() => product.stop());

const handIn = async (document: unknown, client = manager): Promise<Response> =>
  client.ask('/api/organisation-imports', { method: 'POST', body: JSON.stringify(document), headers: { 'content-type': 'application/json' } });
const judged = async (response: Response): Promise<Brought> => {
  expect(response.status).toBe(201);
  return (await response.json()) as Brought;
};
const sheet = (id: string): Promise<Sheet> => manager.json<Sheet>(`/api/organisation-imports/${id}`);
const settle = (id: string, how: 'apply' | 'discard'): Promise<Response> => manager.ask(`/api/organisation-imports/${id}/${how}`, { method: 'POST' });
const files = (all: Record<string, string | Uint8Array>, path = '/api/organisation-imports', fields: Record<string, string> = {}): Promise<Response> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [name, bytes] of Object.entries(all)) form.append('file', new Blob([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)]), name);
  return manager.ask(path, { method: 'POST', body: form });
};
const bringIn = async (document: unknown): Promise<string> => {
  const { importId, state } = await judged(await handIn(document));
  expect({ state, faults: (await sheet(importId)).faults }).toEqual({ state: 'previewed', faults: [] });
  expect((await settle(importId, 'apply')).status).toBe(200);
  return importId;
};
const out = async <T>(path: string): Promise<T> => {
  const response = await fetch(`${product.url}/api/hsds/3.1/${path}`);
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return (await response.json()) as T;
};
const rowsHere = async (): Promise<unknown> => (await product.sql(`select (select count(*)::int from organisations) as organisations, (select count(*)::int from services) as services,
  (select count(*)::int from locations) as locations, (select count(*)::int from service_locations) as "at", (select count(*)::int from places) as places,
  (select count(*)::int from taxonomy_terms) as terms, (select max(version) from services) as version`))[0];

/** A small organisation of its own, for tests that change it. */
const small = (said: Record<string, unknown> = {}): Thing => ({ id: newId(), name: 'Halte Cerise (démo)', description: 'Inventée.', ...said });

describe('A document with every field of HSDS', () => {
  it('comes in after it was looked at, and goes out as it came', async () => {
    const before = await rowsHere();
    const { importId } = await judged(await handIn(organization));
    expect(await rowsHere()).toEqual(before);
    const { counts, warnings } = await sheet(importId);
    expect(counts).toEqual({ organization: { new: 1, changed: 0, unchanged: 0, missing: 0 }, service: { new: 2, changed: 0, unchanged: 0, missing: 0 },
      location: { new: 2, changed: 0, unchanged: 0, missing: 0 }, service_at_location: { new: 2, changed: 0, unchanged: 0, missing: 0 }, service_capacity: { new: 2, changed: 0, unchanged: 0, missing: 0 },
      taxonomy: { new: 1, changed: 0, unchanged: 0, missing: 0 }, taxonomy_term: { new: 2, changed: 0, unchanged: 0, missing: 0 } });
    expect(warnings).toEqual([expect.objectContaining({ code: 'unknown-term', value: 'BH-1800.8500-185 Terme inconnu (démo)' })]);

    expect((await settle(importId, 'apply')).status).toBe(200);
    expect(await out(`organizations/${organization.id}`)).toEqual(organization);
    const [service] = organization.services;
    const { services: _services, ...bare } = organization;
    expect(await out(`services/${service?.id ?? ''}`)).toEqual({ ...service, organization: bare });
  });

  it('is found by the needs that its terms mean, and keeps the others', async () => {
    const [service] = organization.services;
    expect(await product.sql('select needs, speaks, serves from services where id = $1', [service?.id])).toEqual([{ needs: ['HOUSING'], speaks: ['ar', 'es'], serves: ['saint-laurent'] }]);
    expect(await product.sql('select name, need from taxonomy_terms order by need nulls last')).toEqual([{ name: 'Help Find Housing', need: 'HOUSING' }, { name: 'Terme inconnu (démo)', need: null }]);
  });

  it('changes nothing when it comes again, whichever way', async () => {
    const before = await rowsHere();
    const again = await judged(await handIn(organization));
    expect((await sheet(again.importId)).changes).toEqual([]);
    expect(Object.values((await sheet(again.importId)).counts).map((count) => [count['new'], count['changed'], count['missing']])).toEqual(Array.from({ length: 7 }, () => [0, 0, 0]));
    await settle(again.importId, 'apply');

    const zip = new Uint8Array(await (await fetch(`${product.url}/api/hsds/3.1/package.zip`)).arrayBuffer());
    const asPackage = await judged(await files({ 'hsds.zip': zip }));
    expect({ ...(await sheet(asPackage.importId)), warnings: [] }).toMatchObject({ faults: [], changes: [], missing: [] });
    await settle(asPackage.importId, 'apply');
    const written = join(projectRoot(), 'test/fixtures/hsds/package');
    const byHand = await judged(await files(Object.fromEntries(readdirSync(written).map((name) => [name, readFileSync(join(written, name))]))));
    expect({ ...(await sheet(byHand.importId)), warnings: [] }).toMatchObject({ faults: [], changes: [], missing: [] });
    expect(await rowsHere()).toEqual(before);
    expect(await out(`organizations/${organization.id}`)).toEqual(organization);
  });

  it('survives the tabular package, file by file', async () => {
    const zip = new Uint8Array(await (await fetch(`${product.url}/api/hsds/3.1/package.zip`)).arrayBuffer());
    const unpacked = Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
    expect(Object.keys(unpacked)).toEqual(expect.arrayContaining(['datapackage.json', 'organizations.csv', 'services.csv', 'service_at_locations.csv', 'service_capacity.csv', 'units.csv', 'url.csv']));
    await product.sql('truncate places, service_locations, services, locations, organisations, taxonomy_terms, taxonomies cascade');
    manager = await signedIn(product, await aPerson(product, 'Direction Deux', { roles: ['manager'] }));
    caseworker = await signedIn(product, (await aTeam(product, 'Autre')).caseworkers[0] ?? { email: '' });
    const { importId } = await judged(await files(unpacked));
    expect((await sheet(importId)).faults).toEqual([]);
    expect((await settle(importId, 'apply')).status).toBe(200);
    expect(await out(`organizations/${organization.id}`)).toEqual(organization);
  });
});

describe('A document that comes over what is here', () => {
  it('shows field by field what would change, and removes nothing', async () => {
    const [one, other] = [{ id: newId(), name: 'Cuisine', status: 'active', phones: [{ id: newId(), number: '514-555-0120' }] }, { id: newId(), name: 'Vestiaire', status: 'active' }];
    const here = small({ email: 'cerise@halte.example', services: [one, other] });
    await bringIn(here);
    const changed = { ...here, email: null, website: 'https://halte.example', services: [{ ...one, status: 'inactive', phones: [{ ...one.phones[0], number: '514-555-0121' }] }] };
    const { importId } = await judged(await handIn(changed));
    const { changes, missing } = await sheet(importId);
    expect(changes.map(({ object, becomes, fields }) => ({ object, becomes, fields }))).toEqual([
      { object: 'organization', becomes: 'changed', fields: [{ field: 'email', before: 'cerise@halte.example' }, { field: 'website', after: 'https://halte.example' }] },
      { object: 'service', becomes: 'changed', fields: expect.arrayContaining([{ field: 'status', before: 'active', after: 'inactive' }, { field: 'phones.1.number', before: '514-555-0120', after: '514-555-0121' }]) },
    ]);
    expect(missing).toEqual([{ object: 'service', id: other.id, name: 'Vestiaire' }]);
    await settle(importId, 'apply');
    const now = await out<Thing & { services: Thing[] }>(`organizations/${here.id}`);
    expect(now).toMatchObject({ email: null, website: 'https://halte.example' });
    expect(now.services.map(({ name, status }) => [name, status])).toEqual([['Cuisine', 'inactive'], ['Vestiaire', 'active']]);
    expect(await product.sql(`select action from audit_entries where chain = $1`, [here.id])).toHaveLength(2);
  });

  it('is shown again when the network changed meanwhile, and nothing was written', async () => {
    const here = small();
    await bringIn(here);
    const { importId, version } = await judged(await handIn({ ...here, description: 'Nouvelle description.' }));
    await product.sql("update organisations set description = 'Entre-temps.' where id = $1", [here.id]);
    const refused = await settle(importId, 'apply');
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'organisations.import-shown-again']);
    expect((await sheet(importId)).changes[0]?.fields).toEqual([{ field: 'description', before: 'Entre-temps.', after: 'Nouvelle description.' }]);
    expect((await sheet(importId)).version).toBe(version + 1);
    expect((await settle(importId, 'apply')).status).toBe(200);
    expect(await out(`organizations/${here.id}`)).toMatchObject({ description: 'Nouvelle description.' });
    expect((await settle(importId, 'apply')).status).toBe(409);
  });

  it('may be discarded, and then nothing that it said is kept', async () => {
    const { importId } = await judged(await handIn(small()));
    expect((await settle(importId, 'discard')).status).toBe(200);
    expect(await product.sql('select content from organisation_imports where id = $1', [importId])).toEqual([{ content: null }]);
  });

  it('keeps a figure of places that is younger here', async () => {
    const serviceId = newId();
    const capacity = { id: newId(), unit: { id: newId(), name: 'lits' }, available: 5, updated: '2026-11-20T10:00:00.000Z' };
    const here = small({ services: [{ id: serviceId, name: 'Nuit', status: 'active', capacities: [capacity] }] });
    await bringIn(here);
    await product.sql("update places set available = 2, updated_at = '2026-11-22T10:00:00Z' where service_id = $1", [serviceId]);
    const { importId } = await judged(await handIn(here));
    expect((await sheet(importId)).changes).toEqual([]);
  });

  it('carries our rules out and in as attributes', async () => {
    const here = small({ services: [{ id: newId(), name: 'Femmes', status: 'temporarily closed' }] });
    await bringIn(here);
    await product.sql(`update services set for_genders = array['female'], for_statuses = array['REF_GAR'], closed_until = '2027-01-04', waitlist = true, waitlist_size = 7 where organisation_id = $1`, [here.id]);
    const document = await out<Thing & { services: (Thing & { attributes: { value: string; taxonomy_term: { code: string } }[] })[] }>(`organizations/${here.id}`);
    expect(document.services[0]?.attributes.map(({ value, taxonomy_term: { code } }) => `${code}=${value}`))
      .toEqual(['FOR_STATUSES=REF_GAR', 'FOR_GENDERS=female', 'CLOSED_UNTIL=2027-01-04', 'WAITLIST=yes', 'WAITLIST_SIZE=7']);
    await product.sql(`update services set for_genders = '{}', waitlist = false where organisation_id = $1`, [here.id]);
    await bringIn(document);
    expect(await product.sql('select for_genders, for_statuses, closed_until::text, waitlist, waitlist_size from services where organisation_id = $1', [here.id]))
      .toEqual([{ for_genders: ['female'], for_statuses: ['REF_GAR'], closed_until: '2027-01-04', waitlist: true, waitlist_size: 7 }]);
  });
});

describe('A broken document', () => {
  it('is refused whole, with each fault named by its place, and not one row is written', async () => {
    const before = await rowsHere();
    const elsewhere = newId();
    const { importId, state, faults } = await judged(await handIn([
      small({ name: '', services: [{ id: 'not-an-id', name: 'X', status: 'open' }, { id: newId(), name: 'Y', status: 'active', minimum_age: 20, maximum_age: 3,
        schedules: [{ id: newId(), valid_from: '2026-05-01', valid_to: '2026-01-01' }], phones: [{ id: elsewhere, number: '1' }, { id: elsewhere, number: 5 }] }] }),
      'no object',
    ]));
    expect({ state, faults }).toEqual({ state: 'refused', faults: 8 });
    expect((await sheet(importId)).faults.map(({ pointer, field, code, value }) => [pointer, field, code, value])).toEqual(expect.arrayContaining([
      ['/1', undefined, 'no-object', 'no object'],
      ['/0', 'name', 'http.faults.missing', ''],
      ['/0/services/0', 'id', 'http.faults.format.uuid', 'not-an-id'],
      ['/0/services/0', 'status', 'http.faults.choice', 'open'],
      ['/0/services/1', 'maximum_age', 'ends-first', '3'],
      ['/0/services/1/schedules/0', 'valid_to', 'ends-first', '2026-01-01'],
      ['/0/services/1/phones/1', 'id', 'twice', elsewhere],
      ['/0/services/1/phones/1', 'number', 'http.faults.type', '5'],
    ]));
    expect(await rowsHere()).toEqual(before);
    expect((await settle(importId, 'apply')).status).toBe(409);
  });

  it('names rows and columns of a package, and links that lead to nothing', async () => {
    const [org, service] = [newId(), newId()];
    const { importId, state } = await judged(await files({
      'organization.csv': `\uFEFFid,name,description\n${org},"Jardin, et fils (démo)",Inventé\n`,
      'services.csv': `id,organization_id,name,status,minimum_age\n${service},${org},Atelier,actif,douze\n`,
      'phones.csv': `id,service_id,number\n${newId()},${service},=1+1\n${newId()},${newId()},514-555-0199\n${newId()},,514-555-0198\n`,
      'addresses.csv': 'id,"location_id\n',
      'notes.txt': 'rien',
    }));
    expect(state).toBe('refused');
    const { faults, warnings } = await sheet(importId);
    expect(faults.map(({ file, row, field, code }) => [file, row, field, code])).toEqual(expect.arrayContaining([
      ['services.csv', 2, 'status', 'http.faults.choice'], ['services.csv', 2, 'minimum_age', 'http.faults.type'], ['phones.csv', 3, 'service_id', 'links-to-nothing'],
      ['phones.csv', 4, undefined, 'belongs-to-nothing'], ['addresses.csv', 1, undefined, 'csv'],
    ]));
    expect(faults).toHaveLength(5);
    expect(warnings.map(({ code }) => code)).toEqual(['file-ignored']);
    const csv = await (await manager.ask(`/api/organisation-imports/${importId}/report.csv`)).text();
    expect(csv.split('\r\n')[0]).toContain('Gravité');
    expect(csv).not.toMatch(/(^|,)[=+@]/m);
  });

  it('may not take what is another organisation’s, nor speak of one that nobody knows', async () => {
    const taken = { id: newId(), name: 'Pris', status: 'active' };
    await bringIn(small({ services: [taken] }));
    const thief = await judged(await handIn(small({ services: [taken] })));
    expect((await sheet(thief.importId)).faults.map(({ pointer, field, code }) => [pointer, field, code])).toEqual([['/services/0', 'id', 'owned-here']]);
    const orphan = await judged(await handIn({ id: newId(), organization_id: newId(), name: 'Seul', status: 'active' }));
    expect((await sheet(orphan.importId)).faults.map(({ field, code }) => [field, code])).toEqual([['organization_id', 'unknown-organisation']]);
  });

  it.each([
    ['no JSON', { 'a.json': '{"id": ' }, 'json'], ['nothing of HSDS', { 'a.json': '[]' }, 'no-document'], ['Latin-1', { 'organizations.csv': Uint8Array.of(0x69, 0x64, 0x0a, 0xe9) }, 'not-utf-8'],
    ['nested without end', { 'a.json': `[{"id":"${newId()}","name":"x","description":"","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}]` }, 'too-deep'],
    ['signs that cannot be kept', { 'a.json': JSON.stringify(small({ alternate_name: 'a\0b' })) }, 'text'],
  ])('is refused when it is %s', async (_, all, code) => {
    const { importId, state } = await judged(await files(all));
    expect({ state, codes: (await sheet(importId)).faults.map((fault) => fault.code) }).toEqual({ state: 'refused', codes: [code] });
  });

  it.each([
    ['a zip that swells', () => ({ 'bomb.zip': zipSync({ 'organizations.csv': new Uint8Array(60 * 1_048_576) }, { level: 1 }) }), 'organisations.faults.zip-too-much'],
    ['a zip of too many files', () => ({ 'many.zip': zipSync(Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`${n}.csv`, strToU8('id')]))) }), 'organisations.faults.zip-too-much'],
    ['a zip cut short', () => ({ 'cut.zip': zipSync({ 'organizations.csv': strToU8('id,name\n'.repeat(500)) }).subarray(0, 40) }), 'organisations.faults.zip-broken'],
    ['more than 8 MB', () => ({ 'long.json': `[${' '.repeat(9 * 1_048_576)}]` }), 'organisations.faults.file-too-large'],
    ['an empty file', () => ({ 'empty.json': ' ' }), 'organisations.faults.file-empty'],
  ])('is not even read when it is %s', async (_, all, code) => {
    const response = await files(all());
    expect([response.status, ((await response.json()) as { errors: { path: string; code: string }[] }).errors]).toEqual([422, [expect.objectContaining({ path: 'file', code })]]);
  });
});

describe('Other ways in', () => {
  it('are a page of an API, services with their organization inside, and one document a line', async () => {
    const [one, two, three] = [small(), small(), small()];
    const service = { id: newId(), name: 'Accueil', status: 'active', organization: two };
    await bringIn({ total_items: 2, contents: [one, service] });
    const { importId } = await judged(await files({ 'all.ndjson': `${JSON.stringify(three)}\n\n${JSON.stringify({ id: newId(), organization_id: one.id, name: 'Suite', status: 'active' })}\n` }));
    await settle(importId, 'apply');
    expect(await out<{ services: Thing[] }>(`organizations/${one.id}`)).toMatchObject({ services: [{ name: 'Suite' }] });
    expect(await out<Thing>(`services/${service.id}`)).toMatchObject({ organization: { name: two['name'] } });
    expect((await out<Thing>(`organizations/${three.id}`)).id).toBe(three.id);
  });

  it('name a location by its identity, in the document or here', async () => {
    const location = { id: newId(), location_type: 'physical', name: 'Salle' };
    const here = small({ locations: [location], services: [{ id: newId(), name: 'Ici', status: 'active', service_at_locations: [{ id: newId(), location_id: location.id }] }] });
    await bringIn(here);
    const more = { id: newId(), organization_id: here.id, name: 'Aussi', status: 'active', service_at_locations: [{ id: newId(), location_id: location.id }] };
    await bringIn(more);
    expect(await out<Thing>(`services/${more.id}`)).toMatchObject({ service_at_locations: [{ location }] });
    const lost = await judged(await handIn({ ...more, id: newId(), service_at_locations: [{ id: newId(), location_id: newId() }] }));
    expect((await sheet(lost.importId)).faults.map(({ pointer, field, code }) => [pointer, field, code])).toEqual([['/service_at_locations/0', 'location_id', 'links-to-nothing']]);
  });

  it('are as long as a body as they are as a file', async () => {
    expect(await judged(await handIn(small({ description: 'x'.repeat(3 * 1_048_576) })))).toMatchObject({ state: 'previewed' });
    expect((await handIn(small({ description: 'x'.repeat(9 * 1_048_576) }))).status).toBe(413);
  });

  it('happen once for one key', async () => {
    const document = small();
    const post = (body: unknown) => manager.ask('/api/organisation-imports', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'idempotency-key': 'hsds-once' } });
    const [first, second] = [(await (await post(document)).json()) as Brought, (await (await post(document)).json()) as Brought];
    expect(second.importId).toBe(first.importId);
    expect((await post(small())).status).toBe(422);
  });

  it('are closed to those who do not keep the network', async () => {
    expect((await handIn(small(), caseworker)).status).toBe(403);
    expect((await caseworker.ask('/api/organisation-imports')).status).toBe(403);
    expect((await caseworker.ask('/organisations/import')).status).toBe(403);
    expect((await fetch(`${product.url}/api/organisation-imports`)).status).toBe(401);
  });
});

describe('The public directory', () => {
  interface PageOf { readonly total_items: number; readonly total_pages: number; readonly page_number: number; readonly size: number; readonly first_page: boolean; readonly last_page: boolean; readonly empty: boolean; readonly contents: Thing[] }
  const word = 'Zéphyr';
  const house = { id: newId(), location_type: 'physical', name: 'Maison', latitude: 45.51, longitude: -73.67, addresses: [{ id: newId(), address_1: '1, rue', city: 'Montréal', state_province: 'QC', postal_code: 'H8Z 1Z1', country: 'CA', address_type: 'physical' }] };
  const far = { ...house, id: newId(), latitude: 45.6, addresses: [{ ...house.addresses[0], id: newId(), postal_code: 'H8Y 2Y2' }] };
  const term = { id: newId(), code: 'FOOD', name: 'Nourriture', description: 'x' };
  const services = [
    { id: newId(), name: `${word} un`, status: 'active', last_modified: '2026-10-01T00:00:00.000Z', attributes: [{ id: newId(), taxonomy_term: term }], service_at_locations: [{ id: newId(), location: house }] },
    { id: newId(), name: `${word} deux`, status: 'inactive', last_modified: '2026-11-01T00:00:00.000Z', service_at_locations: [{ id: newId(), location: far }] },
    { id: newId(), name: `${word} fini`, status: 'defunct', last_modified: '2026-11-02T00:00:00.000Z' },
  ] as const;
  const listed = small({ name: 'Carrefour Listé (démo)', locations: [house], services });
  const hidden = small({ name: 'Carrefour Caché (démo)', services: [{ id: newId(), name: `${word} caché`, status: 'active' }] });

  beforeAll(async () => {
    await bringIn([listed, hidden]);
    await product.sql('update organisations set listed = false where id = $1', [hidden.id]);
  });

  const names = async (query: string): Promise<string[]> => (await out<PageOf>(`services?search=${encodeURIComponent(word)}&${query}`)).contents.map(({ name }) => String(name).replace(`${word} `, '')).sort();

  it('says what it is', async () => {
    expect(await out('')).toEqual({ version: '3.1', profile: expect.stringMatching(/^https:/), openapi_url: expect.stringMatching(/openapi\.json$/) });
    const paths = Object.keys(((await (await fetch(`${product.url}/api/openapi.json`)).json()) as { paths: object }).paths).filter((path) => path.startsWith('/api/hsds/3.1'));
    expect(paths).toHaveLength(12);
  });

  it('shows neither the unlisted nor the defunct', async () => {
    expect(await names('')).toEqual(['deux', 'un']);
    expect((await out<Thing & { services: Thing[] }>(`organizations/${listed.id}`)).services).toHaveLength(2);
    for (const path of [`organizations/${hidden.id}`, `services/${services[2].id}`, `services/${(hidden['services'] as Thing[])[0]?.id ?? ''}`, `services/${newId()}`]) {
      expect((await fetch(`${product.url}/api/hsds/3.1/${path}`)).status).toBe(404);
    }
  });

  it('filters by all that is asked together', async () => {
    expect(await names('modified_after=2026-10-15')).toEqual(['deux']);
    expect(await names(`taxonomy_term_id=${term.id}`)).toEqual(['un']);
    expect(await names(`taxonomy_term_id=${term.id}&modified_after=2026-10-15`)).toEqual([]);
    expect(await names(`organization_id=${listed.id}`)).toEqual(['deux', 'un']);
    expect(await names('postcode=h8z')).toEqual(['un']);
    expect(await names('postcode=H8Z1Z1&proximity=1000')).toEqual(['un']);
    expect(await names('postcode=H8Z1Z1&proximity=20000')).toEqual(['deux', 'un']);
    const { contents: [need] } = await out<PageOf>('taxonomy_terms?search=food');
    expect(await names(`taxonomy_term_id=${need?.id ?? ''}`)).toEqual(['un']);
    expect((await out<PageOf>(`organizations?taxonomy_term_id=${term.id}`)).contents.map(({ id }) => id)).toEqual([listed.id]);
  });

  it('comes in pages of HSDS, in more or less detail', async () => {
    const first = await out<PageOf>(`services?search=${word}&per_page=1&minimal=true`);
    expect(first).toMatchObject({ total_items: 2, total_pages: 2, page_number: 1, size: 1, first_page: true, last_page: false, empty: false });
    expect(Object.keys(first.contents[0] ?? {}).sort()).toEqual(['id', 'last_modified', 'name', 'organization_id', 'status']);
    expect(await out<PageOf>(`services?search=${word}&per_page=1&page=9`)).toMatchObject({ size: 0, empty: true, last_page: true, contents: [] });
    const [full] = (await out<PageOf>(`services?search=${word}&full=true`)).contents;
    expect(full?.['organization']).toHaveProperty('locations');
    const at = await out<PageOf>(`service_at_locations?organization_id=${listed.id}`);
    expect(at.contents).toEqual(expect.arrayContaining([expect.objectContaining({ id: services[0].service_at_locations[0].id, service: expect.objectContaining({ name: `${word} un` }), location: expect.objectContaining({ id: house.id }) })]));
    expect(await out(`service_at_locations/${services[0].service_at_locations[0].id}`)).toMatchObject({ service: { organization: { id: listed.id } } });
  });

  it('takes a search in a body, and refuses what it does not understand', async () => {
    const post = (body: object) => fetch(`${product.url}/api/hsds/3.1/services`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    expect(((await (await post({ search: word, per_page: 1 })).json()) as PageOf).total_items).toBe(2);
    const refused = await fetch(`${product.url}/api/hsds/3.1/services?page=0&color=red&proximity=5&format=xml`);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([422, expect.stringContaining('application/problem+json')]);
    expect(((await refused.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual(expect.arrayContaining(['color', 'format', 'page']));
    expect((await fetch(`${product.url}/api/hsds/3.1/services?proximity=5`)).status).toBe(422);
  });

  it('is not sent again to those who have it', async () => {
    const first = await fetch(`${product.url}/api/hsds/3.1/services/${services[0].id}`);
    expect(first.headers.get('last-modified')).toBe('Thu, 01 Oct 2026 00:00:00 GMT');
    const ask = (headers: Record<string, string>) => fetch(`${product.url}/api/hsds/3.1/services/${services[0].id}`, { headers });
    expect((await ask({ 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304);
    expect((await ask({ 'if-modified-since': 'Fri, 02 Oct 2026 00:00:00 GMT' })).status).toBe(304);
    expect((await ask({ 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('streams whole, one document a line, and comes in again without a change', async () => {
    const response = await fetch(`${product.url}/api/hsds/3.1/organizations?format=ndjson&full=true`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    expect(text.trim().split('\n').map((line) => (JSON.parse(line) as Thing).id)).toContain(listed.id);
    const { importId } = await judged(await files({ 'all.ndjson': text }));
    expect(await sheet(importId)).toMatchObject({ state: 'previewed', changes: [] });
  });

  it('has our needs and rules as taxonomies under identities that stay', async () => {
    const all = await out<PageOf>('taxonomies');
    expect(all.contents.slice(0, 2).map(({ name }) => name)).toEqual(['Passerelle needs', 'Passerelle rules']);
    const needs = await out<PageOf>(`taxonomy_terms?taxonomy_id=${all.contents[0]?.id ?? ''}&per_page=200`);
    expect(needs.contents).toHaveLength(30);
    expect(needs.contents.find(({ code }) => code === 'HOUSING')).toMatchObject({ id: 'a5f9acbf-6001-54b7-a7d6-5f4a94930ba1', name: 'Logement permanent', description: 'Logement permanent / Permanent housing' });
    expect(await out(`taxonomy_terms/${needs.contents[0]?.id ?? ''}`)).toEqual(needs.contents[0]);
    expect(await out(`taxonomies/${all.contents[0]?.id ?? ''}`)).toEqual(all.contents[0]);
  });
});

describe('The pages', () => {
  it('take a directory from the form to the network', async () => {
    const document = small({ name: 'Par la page (démo)' });
    const posted = await files({ 'page.json': JSON.stringify(document) }, '/organisations/import', { once: newId() });
    expect(posted.status).toBe(303);
    const path = posted.headers.get('location') ?? '';
    const page = await (await manager.ask(path)).text();
    expect(page).toContain('Par la page (démo)');
    const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? '';
    const applied = await manager.ask(`${path}/apply`, { method: 'POST', body: new URLSearchParams({ version }), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(applied.status).toBe(303);
    expect(await (await manager.ask(path)).text()).toContain('Ce répertoire est appliqué');
    expect((await out<Thing>(`organizations/${document.id}`)).id).toBe(document.id);
  });

  it('show the form again with what is wrong, and every fault of a refused directory', async () => {
    const empty = await files({ 'empty.json': '' }, '/organisations/import');
    expect([empty.status, (await empty.text()).includes('Ce fichier est vide.')]).toEqual([422, true]);
    const posted = await files({ 'broken.json': JSON.stringify(small({ name: '' })) }, '/organisations/import');
    const page = await (await manager.ask(posted.headers.get('location') ?? '')).text();
    expect(page).toContain('Ce répertoire est refusé en entier');
    expect(await (await manager.ask('/organisations/import')).text()).toContain('broken.json');
  });

  it('let the office say what a term means', async () => {
    const term = { id: newId(), code: 'ZZ-1', name: 'Mot d’ailleurs', description: 'x' };
    const serviceId = newId();
    await bringIn(small({ services: [{ id: serviceId, name: 'Mot', status: 'active', attributes: [{ id: newId(), taxonomy_term: term }] }] }));
    expect(await (await manager.ask('/organisations/terms')).text()).toContain('Mot d’ailleurs');
    const said = await manager.ask(`/organisations/terms/${term.id}`, { method: 'POST', body: new URLSearchParams({ need: 'CIVIC' }), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(said.status).toBe(303);
    expect(await product.sql('select needs from services where id = $1', [serviceId])).toEqual([{ needs: ['CIVIC'] }]);
    const wrong = await manager.ask(`/api/taxonomy-terms/${term.id}/meaning`, { method: 'POST', body: '{"need":"MAGIC"}', headers: { 'content-type': 'application/json' } });
    expect(wrong.status).toBe(422);
  });
});
