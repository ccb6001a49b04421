import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asCivilDate } from '../../libs/calendar/civil-date.js';
import { civilDateAt } from '../../libs/calendar/zone.js';
import { Forbidden } from '../../libs/http/refusal.js';
import { engine } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { newId } from '../../libs/sql/id.js';
import { SERVICE_STATUSES } from '../../src/organisations/hsds/hsds.shape.js';
import { listingState } from '../../src/organisations/listings/assurance.rules.js';
import { type Listings, ListingsStore, type NewService } from '../../src/organisations/listings/listings.store.js';
import { GENDERS, HOUSEHOLD_KINDS } from '../../src/organisations/search/eligibility.rules.js';
import { type FitFacts, judgeFit, VERDICTS, type Verdict } from '../../src/organisations/search/fit.rules.js';
import { SearchServices } from '../../src/organisations/search/search-services.js';
import { servicesSearch } from '../../src/organisations/search/search.dto.js';
import { aLocation, anOrganisation, answers, aService, givenAt, weekly } from '../support/network.js';
import { type Product, startProduct } from '../support/product.js';
import { aPerson, type Client, officeTime, type Person, signedIn } from '../support/signed-in.js';

// A Monday morning in Montréal, 10 o'clock.
const MONDAY = '2026-11-23T15:00:00Z';
const ZONE = 'America/Toronto';

interface Row { readonly id: string; readonly name: string; readonly verdict: Verdict; readonly reasons: readonly string[]; readonly km: number | null; readonly places: { expected: number } | null; readonly opening: { from: string; to: string } | null }
interface Answer { readonly counts: Record<Verdict, number>; readonly items: readonly Row[]; readonly next: string | null }

let product: Product;
let caseworker: Person;
let desk: Client;

beforeAll(async () => {
  product = await startProduct({ workers: false });
  const team = newId();
  await product.sql("insert into teams (id, name, calendar) values ($1, 'Nord', 'mtl-counter')", [team]);
  caseworker = await aPerson(product, 'Intervenante', { roles: ['caseworker'], teamId: team });
  desk = await signedIn(product, caseworker);
  await officeTime(product, MONDAY);
}, 120_000);
afterAll(() => product?.stop());

const add = (listings: Listings): Promise<void> => product.app.get(Transactions).run(engine('test'), (tx) => product.app.get(ListingsStore, { strict: false }).add(tx, listings));
const find = async (body: object): Promise<Answer> => {
  const response = await desk.post('/api/services/search', body);
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return (await response.json()) as Answer;
};
const names = ({ items }: Answer): string[] => items.map(({ name }) => name);
const room = (service: NewService, available: number, days = 0): Promise<object[]> => product.sql(
  "insert into places (organisation_id, id, service_id, unit, available, updated_at, source) values ($1, gen_random_uuid(), $2, 'places', $3, office_now() - $4 * interval '1 day', 'organisation')",
  [service.organisationId, service.id, available, days]);

describe('Searching the network', () => {
  // A need of its own, so that nothing else is found.
  const need = 'LEGAL';
  const home = anOrganisation({ name: 'Maison Mélèze' });
  const assured = { assuredOn: '2026-11-02', listing: { attributes: [answers(need)] } };
  const evening = aService(home, { ...assured, name: 'Cours du soir', listing: { ...assured.listing, schedules: [weekly('MO,WE', '18:00', '21:00')], languages: [{ id: newId(), code: 'es' }] } });
  const morning = aService(home, { ...assured, name: 'Cours du matin', listing: { ...assured.listing, schedules: [weekly('MO', '09:00', '12:00')] }, minimumAge: 18, forGenders: ['female'] });
  const full = aService(home, { ...assured, name: 'Hébergement plein' });
  const waiting = aService(home, { ...assured, name: 'Liste d’attente', waitlist: true, waitlistWeeks: 3 });
  const shut = aService(home, { ...assured, name: 'Rénovations', status: 'temporarily closed', closedUntil: '2026-12-01' });
  const forgotten = aService(home, { ...assured, name: 'Fiche oubliée', assuredOn: '2026-03-01' });
  const due = aService(home, { ...assured, name: 'Fiche à vérifier', assuredOn: '2026-05-20' });
  const all = [evening, morning, full, waiting, shut, forgotten, due];
  const [verdun, anjou] = [aLocation(home), aLocation(home, { latitude: 45.6123, longitude: -73.5655, borough: 'anjou' })];

  beforeAll(async () => {
    await add({ organisations: [home], services: all, locations: [verdun, anjou], serviceLocations: [givenAt(evening, verdun), givenAt(morning, anjou), givenAt(full, verdun)] });
    for (const [service, places, days] of [[evening, 12, 0], [morning, 3, 20], [full, 0, 0], [due, 5, 0]] as const) await room(service, places, days);
  });

  it('gives those that fit first, then those that may, each with its reasons; the others are counted', async () => {
    const found = await find({ needs: [need] });
    expect(found.items.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['Cours du soir', 'fits'], ['Fiche à vérifier', 'maybe'], ['Cours du matin', 'maybe'], ['Liste d’attente', 'maybe']]);
    expect(found.counts).toEqual({ fits: 1, maybe: 3, no: 2 });
    expect(found.items.map(({ reasons }) => reasons)).toEqual([
      ['need.answered', 'room.free', 'open.later'], ['need.answered', 'room.free', 'listing.due'], ['need.answered', 'room.free', 'open.now', 'room.stale'], ['need.answered', 'room.waitlist']]);
    expect(found.items[0]?.opening).toEqual({ from: '2026-11-23T23:00:00+00:00', to: '2026-11-24T02:00:00+00:00' });
  });

  it('shows on request why the others cannot help now, and listings that nobody confirmed', async () => {
    const found = await find({ needs: [need], all: true, including: 'unverified' });
    expect(found.items.filter(({ verdict }) => verdict === 'no').map(({ name, reasons }) => [name, reasons.filter((code) => code !== 'need.answered')]))
      .toEqual([['Hébergement plein', ['room.full']], ['Rénovations', ['running.closed', 'room.unknown']]]);
    expect(found.items.find(({ name }) => name === 'Fiche oubliée')?.reasons).toContain('listing.dropped');
    expect(names(await find({ needs: [need], all: true }))).not.toContain('Fiche oubliée');
  });

  it('narrows by language, hours, room, distance, borough and words', async () => {
    expect(names(await find({ needs: [need], languages: ['es'] }))).toEqual(['Cours du soir']);
    expect(names(await find({ needs: [need], openNow: true }))).toEqual(['Cours du matin']);
    expect(names(await find({ needs: [need], hasRoom: true }))).toEqual(['Cours du soir', 'Fiche à vérifier', 'Cours du matin']);
    const near = await find({ needs: [need], near: { borough: 'verdun', km: 4 } });
    expect(near.items.find(({ name }) => name === 'Cours du soir')?.km).toBeLessThan(2);
    // A service that is given nowhere in particular is never too far.
    expect(names(near).sort()).toEqual(['Cours du soir', 'Fiche à vérifier', 'Liste d’attente']);
    expect(names(await find({ text: 'MELEZE soir' }))).toEqual(['Cours du soir']);
    expect(names(await find({ text: 'MAISON mélèze du mattin' }))).toEqual(['Cours du matin']);
    expect(names(await find({ text: 'maison d’hier' }))).toEqual([]);
    expect(names(await find({ text: 'Renovasions', all: true }))).toEqual(['Rénovations']);
    expect(names(await find({ text: '%_' }))).toEqual([]);
  });

  it('measures to the door where it is now', async () => {
    const move = (to: { latitude: number | null; longitude: number | null }): Promise<number> => product.app.get(Transactions).run(engine('test'), async (tx) => {
      const store = product.app.get(ListingsStore, { strict: false });
      return store.changeLocation(tx, await store.location(tx, home.id, anjou.id), { latitude: to.latitude, longitude: to.longitude });
    });
    const km = async () => (await find({ needs: [need], near: { borough: 'anjou' } })).items.find(({ name }) => name === 'Cours du matin')?.km;
    const before = await km();
    expect(before).toBeLessThan(4);
    await move(verdun);
    expect(await km()).toBeGreaterThan(12);
    await move({ latitude: null, longitude: null });
    expect(await km()).toBeNull();
    await move(anjou);
    expect(await km()).toBe(before);
  });

  it('explains who is eligible, and never holds against a household what nobody knows', async () => {
    const reasonsOf = async (people: object[]) => (await find({ needs: [need], all: true, household: { people, languages: ['es'] } })).items.find(({ name }) => name === 'Cours du matin')?.reasons.filter((code) => /^(age|gender)/.test(code));
    expect(await reasonsOf([{ age: 34, gender: 'female' }])).toEqual(['age.met', 'gender.met']);
    expect(await reasonsOf([{ age: 34, gender: 'male' }, { age: 9, gender: 'female' }])).toEqual(['age.met', 'gender.not-met']);
    expect(await reasonsOf([])).toEqual(['age.unknown', 'gender.unknown']);
    expect(names(await find({ needs: [need], eligible: true, household: { people: [{ age: 9, gender: 'female' }] } }))).not.toContain('Cours du matin');
  });

  it('is recorded once, without what was typed and for whom', async () => {
    const before = await product.sql('select 1 from audit_entries');
    await find({ text: 'Mélèze', household: { statuses: ['ASYLUM'] } });
    const entries = await product.sql<{ action: string; chain: string; details: object }>('select action, chain, details from audit_entries where chain = $1 order by seq desc limit 1', [caseworker.personId]);
    expect(await product.sql('select 1 from audit_entries')).toHaveLength(before.length + 1);
    expect(entries).toEqual([{ action: 'services.searched', chain: caseworker.personId, details: { length: 6, hits: 4 } }]);
  });

  it('names each faulty field, in both languages', async () => {
    const ask = async (language: string): Promise<object> => {
      await product.sql('update people set language = $2 where id = $1', [caseworker.personId, language]);
      return (await (await desk.post('/api/services/search', { needs: ['LEGAL', 'GOLD'], near: {}, eligible: true, limit: 0 })).json()) as object;
    };
    const french = await ask('fr');
    expect(french).toMatchObject({ status: 422, errors: expect.arrayContaining([expect.objectContaining({ path: 'needs.1' }), expect.objectContaining({ path: 'near' }), expect.objectContaining({ path: 'limit' })]) });
    expect(JSON.stringify(await ask('en'))).toContain('This need is not on the list.');
    expect(JSON.stringify(french)).toContain('Ce besoin n’est pas dans la liste.');
    expect((await desk.post('/api/services/search', { after: 'nonsense' })).status).toBe(422);
  });

  it('takes a forged cursor for the reader’s fault, in public too', async () => {
    const forged = (...keys: unknown[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');
    const [moment, id] = ['2026-11-25T14:00:00.123456+00:00', '0190f6a0-0000-7000-8000-000000000000'];
    const statuses = [['soon', 0, 0, 0, 'A', id], [moment, 0, 0, 1e12, 'A', id], [moment, 0, 0, 0, 'A\0', id], [moment, 0, 0, 0, 'A', 'me'], [moment, 0, 0, 0, 'A', id]]
      .map(async (keys) => (await desk.post('/api/services/search', { after: forged(...keys) })).status);
    expect(await Promise.all(statuses)).toEqual([422, 422, 422, 422, 200]);
    const pages = [['A', 'me'], ['A\0', id], ['A', id]].map(async (keys) => (await fetch(`${product.url}/directory?after=${forged(...keys)}`)).status);
    expect(await Promise.all(pages)).toEqual([422, 422, 200]);
  });

  it('is for the office: an organisation looks at nobody but itself', async () => {
    await expect(product.app.get(SearchServices, { strict: false }).run({ ...caseworker, roles: ['coordinator'], organisationId: home.id }, servicesSearch.parse({}))).rejects.toThrow(Forbidden);
    expect((await fetch(`${product.url}/api/services/search`, { method: 'POST', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }, body: '{}' })).status).toBe(401);
  });
});

describe('The statement and the rules', () => {
  const at = new Date(MONDAY);
  const hours = (n: number): Date => new Date(at.getTime() + n * 3_600_000);
  const some = <T,>(values: readonly T[]) => fc.oneof({ weight: 3, arbitrary: fc.constant<T[]>([]) }, { weight: 2, arbitrary: fc.subarray([...values], { minLength: 1 }) });
  const maybe = <T,>(of: fc.Arbitrary<T>, weight = 2) => fc.oneof({ weight, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: of });
  const day = (from: number, to: number) => fc.integer({ min: from, max: to }).map((days) => hours(days * 24).toISOString().slice(0, 10));
  const [statuses, languages, boroughs] = [['ASYLUM', 'REF_GAR', 'STUDENT'], ['fr-CA', 'es', 'uk'], ['verdun', 'anjou', 'lachine']];
  const anyService = fc.record({
    status: fc.oneof({ weight: 6, arbitrary: fc.constant('active' as const) }, { weight: 2, arbitrary: fc.constantFrom(...SERVICE_STATUSES) }), closedUntil: maybe(day(-3, 3)), pausedUntil: maybe(day(-3, 3), 4),
    assuredOn: fc.oneof({ weight: 3, arbitrary: day(-150, 0) }, { weight: 1, arbitrary: day(-250, -150) }), needs: fc.subarray(['LEGAL', 'WORK', 'FOOD'], { minLength: 1 }),
    speaks: some(languages), serves: some(boroughs), forStatuses: some(statuses), forGenders: some(GENDERS), forHouseholds: some(HOUSEHOLD_KINDS), forLanguages: some(languages), forBoroughs: some(boroughs),
    ages: maybe(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))), openEnd: fc.boolean(), waitlist: fc.boolean(),
    openings: fc.uniqueArray(fc.integer({ min: -3, max: 6 }), { maxLength: 3 }), places: fc.array(fc.record({ available: fc.integer({ min: 0, max: 5 }), hours: fc.integer({ min: 1, max: 900 }) }), { maxLength: 3 }),
  });
  const anyHousehold = fc.record({
    statuses: some(statuses), languages: some(languages), borough: maybe(fc.constantFrom(...boroughs), 1),
    people: fc.array(fc.record({ age: maybe(fc.integer({ min: 0, max: 80 }), 1), gender: maybe(fc.constantFrom(...GENDERS), 1) }), { maxLength: 5 }),
  });

  it('give every service the same verdict for the same reasons, whoever asks, and in the order that they promise', async () => {
    await product.sql('delete from service_locations; delete from places; delete from services');
    await officeTime(product, MONDAY);
    const services = new Map<string, FitFacts>();
    for (const [n, drawn] of fc.sample(anyService, { numRuns: 200, seed: 7 }).entries()) {
      const { ages, openings, places, ...said } = drawn;
      const [id, closedUntil] = [newId(), said.status === 'temporarily closed' ? said.closedUntil : null];
      const organisation = anOrganisation({ name: `Organisme ${n}`, pausedUntil: said.pausedUntil });
      const [minimumAge, maximumAge] = ages ? [said.openEnd ? null : Math.min(...ages), Math.max(...ages)] : [null, null];
      const service = aService(organisation, { ...said, id, closedUntil, minimumAge, maximumAge, name: `Service ${n % 20}` });
      await add({ organisations: [organisation], services: [service] });
      const spans = [...openings].sort((a, b) => a - b).map((from) => ({ from: hours(from - 0.5), to: hours(from + 0.4) }));
      await product.sql('update services set needs = $2, speaks = $3, serves = $4, openings = $5 where id = $1', [id, said.needs, said.speaks, said.serves, `{${spans.map(({ from, to }) => `[${from.toISOString()},${to.toISOString()})`).join(',')}}`]);
      for (const place of places) await room(service, place.available, place.hours / 24);
      services.set(id, {
        ...service, ...said, closedUntil, minimumAge, maximumAge, listingState: listingState(asCivilDate(said.assuredOn), '2026-11-23'), openings: spans.filter(({ to }) => to > hours(-100)),
        places: (await product.sql<{ available: number; at: Date }>('select available, updated_at as at from places where service_id = $1', [id])).map((row) => ({ available: row.available, maximum: null, updatedAt: row.at })),
      });
    }
    for (const household of [null, ...fc.sample(anyHousehold, { numRuns: 60, seed: 11 })]) {
      const needs = household?.people.length === 2 ? [] : ['LEGAL', 'WORK', 'FOOD'];
      const search = (all: boolean) => product.app.get(SearchServices, { strict: false }).run(caseworker, servicesSearch.parse({ needs, household, all, including: 'unverified', limit: 200 }));
      const found = await search(true);
      const items = JSON.parse(found.items) as Row[];
      expect(items).toHaveLength(services.size);
      // Who is only counted is not judged to the end, which must make no difference.
      const helping = await search(false);
      const said = (of: readonly Row[]) => of.map(({ id, verdict, reasons }) => [id, verdict, reasons]);
      expect([helping.counts, said(JSON.parse(helping.items) as Row[])]).toEqual([found.counts, said(items.filter(({ verdict }) => verdict !== 'no'))]);
      for (const { id, verdict, reasons } of items) {
        const facts = services.get(id);
        if (facts) expect({ verdict, reasons }).toEqual(judgeFit(facts, { needs, household }, { at: found.at, today: civilDateAt(found.at, ZONE) }));
      }
      const keys = items.map(({ verdict, places, name }) => [VERDICTS.indexOf(verdict), -Math.floor(places?.expected ?? 0), name] as const);
      expect(keys.every(([verdict], i) => verdict >= (keys[i - 1]?.[0] ?? 0))).toBe(true);
    }
  }, 120_000);

  it('page through everything once, whatever happens meanwhile', async () => {
    const whole = await find({ all: true, including: 'unverified', limit: 200 });
    const ids: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page: Answer = await find({ all: true, including: 'unverified', limit: 17, ...(after ? { after } : {}) });
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
      // Confidence halves meanwhile, and doors open and close: the pages are still those of the first moment.
      await officeTime(product, '2026-12-24T23:00:00Z');
    }
    await officeTime(product, MONDAY);
    expect(ids).toEqual(whole.items.map(({ id }) => id));
  });
});
