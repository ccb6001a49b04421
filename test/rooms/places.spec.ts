import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Forbidden, NotFound } from '../../libs/http/refusal.js';
import { newId } from '../../libs/sql/id.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { AdjustPlaces } from '../../src/organisations/organisations.door.js';
import { ConfirmPlaces } from '../../src/organisations/places/confirm-places.js';
import { ReadPlaces } from '../../src/organisations/places/read-places.js';
import { TellPlaces } from '../../src/organisations/places/tell-places.js';
import { aMember, anOrganisation, aService, somePlaces } from '../support/network-room.js';
import { type Product, startProduct } from '../support/product.js';
import { aPerson, type Client, officeTime, type Person, signedIn } from '../support/signed-in.js';

// A Monday morning in Montréal.
const MONDAY = '2026-03-02T14:00:00Z';
let product: Product;
let mine: string;
let other: string;
let coordinator: Person;
let member: Person;
let manager: Person;
let caseworker: Person;
let service: string;
let theirs: string;

beforeAll(async () => {
  product = await startProduct({ workers: false });
  const sql = product.sql.bind(product);
  [mine, other] = [await anOrganisation(sql, 'La Maison du Sud'), await anOrganisation(sql, 'Accueil Nord')];
  [coordinator, member] = [await aMember(sql, mine, 'Coordination'), await aMember(sql, mine, 'Membre', ['member'])];
  await product.sql("insert into teams (id, name, calendar) values ($1, 'Nord', 'mtl-counter')", [TEAM]);
  manager = await aPerson(product, 'Direction', { roles: ['manager'] });
  caseworker = await aPerson(product, 'Intervenante', { roles: ['caseworker'], teamId: TEAM });
}, 120_000);
const TEAM = newId();
afterAll(() => product?.stop());
beforeEach(async () => {
  await officeTime(product, MONDAY);
  service = await aService(product.sql.bind(product), mine, 'Hébergement');
  theirs = await aService(product.sql.bind(product), other, 'Banque alimentaire');
});

const get = <T>(deed: new (...parts: never[]) => T): T => product.app.get(deed, { strict: false });
const rowsOf = (id: string) => product.sql<{ id: string; unit: string; available: number; maximum: number | null; source: string; updated_by: string | null; updated_at: Date; description: string | null }>('select * from places where service_id = $1 order by id', [id]);
const facts = (id: string) => product.sql("select type, payload from facts where type = 'places.told' and payload->>'serviceId' = $1", [id]);
const recorded = (id: string) => product.sql<{ action: string; chain: string; details: object }>("select action, chain, details from audit_entries where subject_id = $1 order by seq", [id]);
const beds = { unit: 'lits', available: 4, maximum: 10, description: 'Familles' };
const some = { unit: 'places', available: 6, maximum: null, description: null };

describe('telling places', () => {
  it('writes the figures, says by whom and when, tells a fact and the audit, and nobody’s name', async () => {
    const told = await get(TellPlaces).run(coordinator, service, { places: [beds, some] });
    expect(told).toMatchObject({ level: 'fresh', expectedRoom: 10, places: [{ unit: 'lits', available: 4, confidence: 1, source: 'organisation' }, { unit: 'places' }] });
    expect(await rowsOf(service)).toMatchObject([{ unit: 'lits', maximum: 10, updated_by: coordinator.personId, updated_at: expect.any(Date) }, { unit: 'places', description: null }]);
    expect(await facts(service)).toEqual([{ type: 'places.told', payload: { organisationId: mine, serviceId: service } }]);
    expect(await recorded(service)).toMatchObject([{ action: 'places.told', chain: mine, details: { figures: 2, removed: [] } }]);
  });

  it('replaces the whole set: what is not told any more is gone, what is told again is young again', async () => {
    const first = await get(TellPlaces).run(coordinator, service, { places: [beds, some] });
    const bedsId = first.places[0]?.id ?? '';
    await officeTime(product, '2026-03-12T14:00:00Z');
    const second = await get(TellPlaces).run(member, service, { places: [{ ...beds, id: bedsId, available: 2 }] }, first.version);
    expect(second).toMatchObject({ level: 'fresh', places: [{ id: bedsId, available: 2 }] });
    expect(await rowsOf(service)).toHaveLength(1);
  });

  it('refuses what was told on figures that somebody changed meanwhile, and figures of another service', async () => {
    const first = await get(TellPlaces).run(coordinator, service, { places: [beds] });
    await get(ConfirmPlaces).run(member, service);
    await expect(get(TellPlaces).run(coordinator, service, { places: [some] }, first.version)).rejects.toMatchObject({ name: 'Stale' });
    const strange = await somePlaces(product.sql.bind(product), other, theirs, { available: 3 });
    await expect(get(TellPlaces).run(coordinator, service, { places: [{ ...some, id: strange }] })).rejects.toMatchObject({ faults: [{ path: 'places.0.id', code: 'organisations.faults.unknown-places' }] });
    expect(await rowsOf(theirs)).toMatchObject([{ available: 3 }]);
  });

  it('is for the organisation’s own, and for whoever keeps the network', async () => {
    await expect(get(TellPlaces).run(manager, service, { places: [some] })).resolves.toMatchObject({ places: [{ source: 'office' }] });
    await expect(get(TellPlaces).run(caseworker, service, { places: [some] })).rejects.toBeInstanceOf(Forbidden);
    for (const deed of [() => get(TellPlaces).run(coordinator, theirs, { places: [some] }), () => get(ConfirmPlaces).run(member, theirs), () => get(ReadPlaces).run(member, theirs), () => get(ReadPlaces).run(member, newId())]) {
      await expect(deed()).rejects.toBeInstanceOf(NotFound);
    }
  });
});

describe('one tap', () => {
  it('makes old figures young again', async () => {
    await get(TellPlaces).run(coordinator, service, { places: [some] });
    await officeTime(product, '2026-03-16T14:01:00Z');
    expect(await get(ReadPlaces).run(caseworker, service)).toMatchObject({ level: 'stale', expectedRoom: 3, places: [{ confidence: 0.5 }] });
    expect(await get(ConfirmPlaces).run(member, service)).toMatchObject({ level: 'fresh', expectedRoom: 6 });
    await expect(get(ConfirmPlaces).run(manager, theirs)).rejects.toMatchObject({ code: 'organisations.no-places' });
  });

  it('is one more or one fewer, never below none nor above the maximum, even for many at once', async () => {
    const { places: [place] } = await get(TellPlaces).run(coordinator, service, { places: [{ ...beds, available: 9 }] });
    const placeId = place?.id ?? '';
    await Promise.all([1, 1, 1].map(() => get(AdjustPlaces).run(member, service, { placeId, by: 1 })));
    expect(await rowsOf(service)).toMatchObject([{ available: 10 }]);
    await Promise.all(Array.from({ length: 12 }, () => get(AdjustPlaces).run(member, service, { placeId, by: -1 })));
    expect(await rowsOf(service)).toMatchObject([{ available: 0, source: 'organisation' }]);
  });
});

describe('what referrals take and give back', () => {
  const count = (by: 1 | -1) => get(Transactions).run({ kind: 'engine', name: 'test' }, (tx) => get(AdjustPlaces).count(tx, service, by));

  it('is counted at once, in the caller’s transaction, and makes the figure no younger', async () => {
    await get(TellPlaces).run(coordinator, service, { places: [beds, some] });
    const before = await rowsOf(service);
    await officeTime(product, '2026-03-09T14:00:00Z');
    expect(await count(-1)).toBe(true);
    expect(await rowsOf(service)).toMatchObject([{ available: 4 }, { available: 5, source: 'referral', updated_at: before[1]?.updated_at }]);
    await count(1);
    expect(await rowsOf(service)).toMatchObject([{ available: 4 }, { available: 6 }]);
    await expect(get(Transactions).run({ kind: 'engine', name: 'test' }, async (tx) => { await get(AdjustPlaces).count(tx, service, -1); throw new Error('the offer was refused'); })).rejects.toThrow('refused');
    expect(await rowsOf(service)).toMatchObject([{ available: 4 }, { available: 6 }]);
  });

  it('is nothing for a service that never told any', async () => {
    expect(await count(-1)).toBe(false);
  });
});

describe('over HTTP', () => {
  let client: Client;
  let office: Client;
  const put = (path: string, body: unknown, version?: string) =>
    client.ask(path, { method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...(version === undefined ? {} : { 'if-match': version }) } });
  beforeAll(async () => { [client, office] = [await signedIn(product, coordinator), await signedIn(product, caseworker)]; });

  it('tells with the version that was seen, and answers with the next one', async () => {
    const path = `/api/services/${service}/capacity`;
    const empty = await client.ask(path);
    expect(await empty.json()).toMatchObject({ places: [], level: null, expectedRoom: 0 });
    const body = { places: [{ unit: 'lits', available: 4, maximum: 10 }] };
    expect((await put(path, body)).status).toBe(428);
    const told = await put(path, body, empty.headers.get('etag') ?? '');
    expect([told.status, await told.json()]).toMatchObject([200, { places: [{ unit: 'lits', description: null }] }]);
    expect((await put(path, body, empty.headers.get('etag') ?? '')).status).toBe(412);
    expect((await office.ask(path)).headers.get('etag')).toBe(told.headers.get('etag'));
  });

  it('names each wrong field in the reader’s language, and changes nothing', async () => {
    const path = `/api/services/${service}/capacity`;
    const tag = (await client.ask(path)).headers.get('etag') ?? '';
    const wrong = await put(path, { places: [{ unit: '', available: 1.5 }, { unit: 'lits', available: 12, maximum: 10 }, { unit: 'Lits', available: -1 }], colour: 'red' }, tag);
    const { errors } = (await wrong.json()) as { errors: { path: string; detail: string }[] };
    expect([wrong.status, errors.map(({ path: at }) => at)]).toEqual([422, expect.arrayContaining(['places.0.unit', 'places.0.available', 'places.2.available', 'colour'])]);
    const above = await put(path, { places: [{ unit: 'lits', available: 12, maximum: 10 }, { unit: 'LITS', available: 1 }] }, tag);
    expect(await above.json()).toMatchObject({ errors: [{ path: 'places.0.available', detail: expect.stringContaining('places libres') }, { path: 'places.1.unit' }] });
    expect(await rowsOf(service)).toEqual([]);
  });

  it('taps happen once for one key, and a colleague of the office who only looks is refused', async () => {
    const placeId = await somePlaces(product.sql.bind(product), mine, service, { available: 3 });
    const path = `/api/services/${service}/capacity`;
    for (const _ of [1, 2]) expect((await client.post(`${path}/adjust`, { placeId, by: -1 }, { 'idempotency-key': `tap-${placeId}` })).status).toBe(200);
    expect(await rowsOf(service)).toMatchObject([{ available: 2 }]);
    expect((await client.post(`${path}/adjust`, { placeId, by: -5 })).status).toBe(422);
    expect((await client.post(`${path}/confirm`)).status).toBe(200);
    expect((await office.post(`${path}/confirm`)).status).toBe(403);
    expect([(await client.post(`/api/services/${theirs}/capacity/confirm`)).status, (await client.post(`/api/services/${newId()}/capacity/confirm`)).status]).toEqual([404, 404]);
  });

  it('the page tells all at once, grows and loses rows without script, and shows what is wrong beside its field', async () => {
    const path = `/services/${service}/places`;
    const shown = await (await client.ask(path)).text();
    const version = /name="version" value="(\d+)"/.exec(shown)?.[1] ?? '';
    const rows = { version, 'places.0.unit': 'lits', 'places.0.available': '12', 'places.0.maximum': '10' };
    const more = await (await client.form(path, { ...rows, add: 'places' })).text();
    expect(more).toContain('places.1.unit');
    expect(await (await client.form(path, { ...rows, 'places.1.unit': 'repas', 'places.1.available': '3', remove: 'places.0' })).text()).not.toContain('value="lits"');
    const wrong = await client.form(path, rows);
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('id="places.0.available-fault"')]);
    const done = await client.form(path, { ...rows, 'places.0.available': '8', back: '/my-organisation' });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/my-organisation?done=places-saved']);
    expect(await rowsOf(service)).toMatchObject([{ unit: 'lits', available: 8, maximum: 10 }]);
    const elsewhere = await client.form(`${path}/confirm`, { back: 'https://elsewhere.example/' });
    expect(elsewhere.headers.get('location')).toBe('/?done=places-confirmed');
  });
});
