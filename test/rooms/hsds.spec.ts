import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../config/root.js';
import { Audit } from '../../libs/audit/audit.js';
import { Forbidden, NotFound } from '../../libs/http/refusal.js';
import { newId } from '../../libs/sql/id.js';
import { BringIn } from '../../src/organisations/hsds/bring-in.js';
import { ImportsStore } from '../../src/organisations/hsds/imports.store.js';
import { ReadNetwork } from '../../src/organisations/hsds/read-network.js';
import { SayMeaning } from '../../src/organisations/hsds/say-meaning.js';
import { SettleImport } from '../../src/organisations/hsds/settle-import.js';
import { WeighImport } from '../../src/organisations/hsds/weigh-import.js';
import { ListingsStore } from '../../src/organisations/listings/listings.store.js';
import { PlacesGate } from '../../src/organisations/places/places-gate.js';
import { PlacesStore } from '../../src/organisations/places/places.store.js';
import { TellPlaces } from '../../src/organisations/places/tell-places.js';
import { until } from '../support/clockwork.js';
import { anOffice, type Office } from '../support/office.js';

let office: Office;
let bringIn: BringIn;
let settle: SettleImport;
let say: SayMeaning;

beforeAll(async () => {
  office = await anOffice();
  const [store, listings, audit] = [new ImportsStore(), new ListingsStore({ OFFICE_ZONE: 'America/Toronto' }), new Audit()];
  const weighing = new WeighImport(new ReadNetwork(), { OFFICE_CALENDAR: 'mtl-counter' });
  bringIn = new BringIn(office.transactions, store, weighing, audit);
  settle = new SettleImport(office.transactions, store, weighing, listings, audit, office.outbox);
  say = new SayMeaning(office.transactions, listings, audit);
});
afterAll(() => office.close());

const jasmin = (): Record<string, unknown> & { id: string; services: { id: string; name: string }[] } =>
  JSON.parse(readFileSync(join(projectRoot(), 'test/fixtures/hsds/organization.json'), 'utf8')) as ReturnType<typeof jasmin>;
const handIn = (body: unknown) => bringIn.run(office.manager, { body });
const count = async (table: string): Promise<number> => (await office.see<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0;
const all = (): Promise<number[]> => Promise.all(['organisations', 'services', 'locations', 'service_locations', 'places', 'taxonomy_terms', 'taxonomies', 'facts'].map(count));

describe('A directory that comes in', () => {
  it('is written whole or not at all, even when the database refuses the last row', async () => {
    const before = await all();
    const { importId } = await handIn(jasmin());
    await office.see("create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$");
    await office.see('create trigger refuse before insert on places for each row execute function refuse()');
    await expect(settle.apply(office.manager, importId)).rejects.toThrow('no room');
    expect(await all()).toEqual(before);
    expect(await office.see('select state from organisation_imports where id = $1', [importId])).toEqual([{ state: 'previewed' }]);

    await office.see('drop trigger refuse on places');
    expect(await settle.apply(office.manager, importId)).toMatchObject({ state: 'applied', shownAgain: false });
    expect(await all()).toEqual([1, 2, 2, 2, 2, 2, 1, before[7] === undefined ? 0 : before[7] + 4]);
  });

  it('tells what happened, to the room and to the audit, without what a field said', async () => {
    const { id, services } = jasmin();
    const facts = await office.see<{ type: string; payload: object }>('select type, payload from facts where subject_id = $1 order by type, payload::text', [id]);
    expect(facts.map(({ type }) => type)).toEqual(['organisation.changed', 'places.told', 'service.added', 'service.added']);
    expect(facts[1]?.payload).toEqual({ organisationId: id, serviceId: services[0]?.id });
    const audit = await office.see<{ action: string; details: Record<string, unknown> }>('select action, details from audit_entries where chain = $1', [id]);
    expect(audit).toEqual([{ action: 'organisation.brought-in', details: { importId: expect.any(String), new: 9, changed: 0 } }]);
    expect(JSON.stringify([facts, audit])).not.toContain('jasmin');
  });

  it('tells nothing and raises no version when it says nothing new', async () => {
    const versions = () => office.see('select (select array_agg(version order by id) from services) as services, (select array_agg(version order by id) from locations) as locations, (select max(version) from organisations) as organisations, (select max(version) from places) as places');
    const [before, facts] = [await versions(), await count('facts')];
    await settle.apply(office.manager, (await handIn(jasmin())).importId);
    expect(await versions()).toEqual(before);
    expect(await count('facts')).toBe(facts);
  });

  it('waits for whoever tells places at the same moment, and is shown again instead of writing over what they said', async () => {
    const came = jasmin();
    const { id: placeId, unit } = (await office.see<{ id: string; unit: string }>('select id, unit from places where service_id = $1 order by id limit 1', [came.services[0]?.id]))[0] ?? { id: '', unit: '' };
    const others = await office.see<{ id: string; unit: string; description: string | null; available: number }>('select id, unit, description, available from places where service_id = $1 and id <> $2', [came.services[0]?.id, placeId]);
    const changed = JSON.parse(JSON.stringify(came, (key, value: unknown) => (key === 'available' ? 1 : value))) as typeof came;
    const { importId } = await handIn(changed);

    const places = new PlacesStore();
    const tell = new TellPlaces(office.transactions, places, new PlacesGate(places, new Audit(), office.outbox));
    let [said, letGo] = [false, (): void => undefined];
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const telling = office.transactions.run(office.manager, async (tx) => {
      await tell.within(tx, came.services[0]?.id ?? '', { places: [{ id: placeId, unit, description: null, available: 42, maximum: null }, ...others.map((other) => ({ ...other, maximum: null }))] });
      said = true;
      await held;
    });
    await until('the figures are told', () => said);
    const settling = settle.apply(office.manager, importId);
    await until('the import waits', async () => (await office.see("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).length > 0);
    letGo();
    await telling;

    expect(await settling).toMatchObject({ state: 'previewed', shownAgain: true });
    expect(await office.see('select available from places where id = $1', [placeId])).toEqual([{ available: 42 }]);
    await settle.discard(office.manager, importId);
  });

  it('is refused when it was confirmed on a day to come, or counted then: nobody would ever be asked', async () => {
    const [first, ...others] = jasmin().services;
    const { importId, state } = await handIn({ ...jasmin(), services: [{ ...first, assured_date: '9999-12-31' }, ...others] });
    expect(state).toBe('refused');
    const [kept] = await office.see<{ faults: object[] }>("select report -> 'faults' as faults from organisation_imports where id = $1", [importId]);
    expect(kept?.faults).toMatchObject([{ object: 'service', field: 'assured_date', value: '9999-12-31', code: 'in-future' }]);
  });

  it('is refused by nobody’s hand but those who keep the network', async () => {
    await expect(bringIn.run(office.awa, { body: jasmin() })).rejects.toBeInstanceOf(Forbidden);
    const { importId } = await handIn(jasmin());
    await expect(settle.apply(office.lead, importId)).rejects.toBeInstanceOf(Forbidden);
    await expect(settle.discard(office.manager, newId())).rejects.toBeInstanceOf(NotFound);
  });

  it('is read in one go of some seconds when it is as long as it may be, and lets others have their turn', async () => {
    const organisations = Array.from({ length: 700 }, (_, n) => ({
      id: newId(), name: `Organisme ${n} (démo)`, description: 'x'.repeat(400),
      services: Array.from({ length: 7 }, (__, m) => ({
        id: newId(), name: `Service ${n}-${m}`, status: 'active', description: 'y'.repeat(500), languages: [{ id: newId(), code: 'ar' }], phones: [{ id: newId(), number: '514-555-0100' }],
        service_at_locations: [{ id: newId(), location: { id: newId(), location_type: 'physical', latitude: 45.5, longitude: -73.6 } }],
      })),
    }));
    expect(JSON.stringify(organisations).length).toBeGreaterThan(4_500_000);
    let turns = 0;
    const beat = setInterval(() => {
      turns += 1;
    }, 5);
    const { importId, state } = await handIn(organisations);
    clearInterval(beat);
    expect(state).toBe('previewed');
    expect(turns).toBeGreaterThan(3);
    expect(await settle.apply(office.manager, importId)).toMatchObject({ state: 'applied' });
    expect(await count('services')).toBe(4_902);
  }, 120_000);
});

describe('A term of somebody else', () => {
  it('is found by the need that the office says it means, at once and for good', async () => {
    const { services: [service] } = jasmin();
    const [term] = await office.see<{ id: string }>("select id from taxonomy_terms where need is null");
    const needs = async (): Promise<unknown> => (await office.see<{ needs: string[] }>('select needs from services where id = $1', [service?.id]))[0]?.needs;
    expect(await needs()).toEqual(['HOUSING']);
    expect(await say.run(office.manager, term?.id ?? '', 'FOOD')).toMatchObject({ need: 'FOOD', services: 1 });
    expect(await needs()).toEqual(['HOUSING', 'FOOD']);

    await settle.apply(office.manager, (await handIn({ ...jasmin(), description: 'Autre chose.' })).importId);
    expect(await needs()).toEqual(['HOUSING', 'FOOD']);
    expect(await say.run(office.manager, term?.id ?? '', null)).toMatchObject({ need: null });
    expect(await needs()).toEqual(['HOUSING']);
    await expect(say.run(office.awa, term?.id ?? '', 'FOOD')).rejects.toBeInstanceOf(Forbidden);
  });
});
