import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotFound, Stale } from '../../libs/http/refusal.js';
import { engine } from '../../libs/transaction/actor.js';
import { ListingsStore } from '../../src/organisations/listings/listings.store.js';
import { RollOpenings } from '../../src/organisations/listings/roll-openings.js';
import { aLocation, anOrganisation, answers, aService, givenAt, somebodyOf, weekly } from '../support/network.js';
import { anOffice, type Office } from '../support/office.js';

let office: Office;
const store = new ListingsStore({ OFFICE_ZONE: 'America/Toronto' });

beforeAll(async () => {
  office = await anOffice();
});
afterAll(() => office.close());

interface Seen { readonly needs: string[]; readonly speaks: string[]; readonly serves: string[]; readonly openings: string; readonly openings_until: Date; readonly words: string; readonly version: number }
const see = async (id: string): Promise<Seen> => (await office.see<Seen>('select * from services where id = $1', [id]))[0] as Seen;
const opensAt = async (id: string): Promise<string | null> => (await office.see<{ first: string | null }>('select lower(openings)::text as first from services where id = $1', [id]))[0]?.first ?? null;

describe('Facets', () => {
  it('are worked out whenever a service is written, and folded as questions are', async () => {
    const organisation = anOrganisation({ name: 'Le Pont d’Ardoise' });
    const service = aService(organisation, { name: 'Été à l’œuvre', listing: { attributes: [answers('FRENCH')], languages: [{ id: organisation.id, code: 'prs' }], service_areas: [{ id: organisation.id, name: 'Verdun' }] } });
    await office.transactions.run(office.manager, (tx) => store.add(tx, { organisations: [organisation], services: [service] }));

    const before = await see(service.id);
    expect(before).toMatchObject({ needs: ['FRENCH'], speaks: ['fa-AF'], serves: ['verdun'], openings: '{}', version: 1 });
    expect(before.words).toBe("ete a l'oeuvre · le pont d'ardoise · francisation · french courses");
    await office.transactions.run(office.manager, (tx) => store.changeService(tx, { id: service.id, version: 1 }, { listing: { schedules: [weekly('MO', '09:00', '17:00')] } }));
    expect(await see(service.id)).toMatchObject({ needs: [], speaks: [], serves: [], version: 2 });
    expect(await opensAt(service.id)).toBe('2026-11-23 14:00:00+00');
  });

  it('follow the places where a service is given, and the name of its organisation', async () => {
    const organisation = anOrganisation();
    const [service, location] = [aService(organisation), aLocation(organisation)];
    const there = givenAt(service, location, { schedules: [weekly('TU', '09:00', '17:00')] });
    await office.transactions.run(office.manager, (tx) => store.add(tx, { organisations: [organisation], services: [service], locations: [location], serviceLocations: [there] }));
    expect(await opensAt(service.id)).toBe('2026-11-24 14:00:00+00');

    await office.transactions.run(office.manager, (tx) => store.changeOrganisation(tx, { id: organisation.id, version: 1 }, { name: 'Halte Cerise' }));
    expect(await see(service.id)).toMatchObject({ words: 'francisation du soir · halte cerise', version: 1 });
    await office.transactions.run(office.manager, (tx) => store.removeLocation(tx, { ...location, version: 1 }));
    expect(await opensAt(service.id)).toBeNull();
    expect(await office.see('select * from service_locations where service_id = $1', [service.id])).toEqual([]);
  });

  it('mean what the taxonomies say a term means', async () => {
    const organisation = anOrganisation();
    const term = answers('BD-1800').taxonomy_term;
    await office.see("insert into taxonomy_terms (id, code, name, need, listing) values ($1, 'BD-1800', 'Food pantries', 'FOOD', '{}')", [term?.id]);
    const service = aService(organisation, { listing: { attributes: [{ id: organisation.id, taxonomy_term_id: term?.id }] } });
    await office.transactions.run(office.manager, (tx) => store.add(tx, { organisations: [organisation], services: [service] }));
    expect(await see(service.id)).toMatchObject({ needs: ['FOOD'] });
  });

  it('are worked out by an organisation too, behind the wall', async () => {
    const organisation = anOrganisation();
    await office.transactions.run(office.manager, (tx) => store.add(tx, { organisations: [organisation] }));
    const coordinator = await somebodyOf(office, organisation, 'coordinator');
    const [service, location] = [aService(organisation, { listing: { attributes: [answers('FOOD')] } }), aLocation(organisation)];
    await office.transactions.run(coordinator, (tx) => store.add(tx, { services: [service], locations: [location], serviceLocations: [givenAt(service, location, { schedules: [weekly('WE', '10:00', '12:00')] })] }));
    expect(await see(service.id)).toMatchObject({ needs: ['FOOD'] });
    expect(await opensAt(service.id)).toBe('2026-11-25 15:00:00+00');
  });

  it('roll on with time, and raise no version', async () => {
    const organisation = anOrganisation();
    const service = aService(organisation, { listing: { schedules: [weekly('MO', '09:00', '17:00')] } });
    await office.transactions.run(office.manager, (tx) => store.add(tx, { organisations: [organisation], services: [service] }));
    await office.see("update services set openings = '{}', openings_until = '2026-11-24' where id = $1", [service.id]);
    const next = await office.transactions.run(engine('rolls'), (tx) => new RollOpenings(store).run(tx, [organisation.id]));
    expect(next.toISOString()).toMatch(/^2026-12-23T/);
    expect(await see(service.id)).toMatchObject({ version: 1, openings_until: new Date('2027-01-22T05:00:00Z') });
    expect(await opensAt(service.id)).toBe('2026-11-23 14:00:00+00');
  });
});

describe('The listings', () => {
  it('are written by the thousand, and again', async () => {
    const organisation = anOrganisation();
    const services = Array.from({ length: 1_200 }, (_, n) => aService(organisation, { name: `Service ${n}`, minimumAge: 17.5, forLanguages: ['ar'], listing: { attributes: [answers('WORK')] } }));
    await office.transactions.run(engine('import'), (tx) => store.write(tx, { organisations: [organisation], services }));
    await office.transactions.run(engine('import'), (tx) => store.write(tx, { organisations: [{ ...organisation, name: 'Emploi Cap-Sud' }], services: services.slice(0, 1) }));
    expect(await office.see(`select count(*)::int as services, count(*) filter (where words like '%emploi cap-sud%' and needs = '{WORK}')::int as found, max(version) as version
      from services where organisation_id = $1`, [organisation.id])).toEqual([{ services: 1_200, found: 1_200, version: 2 }]);
    const read = await office.transactions.run(office.manager, (tx) => store.service(tx, services[0]?.id ?? ''));
    expect(read).toMatchObject({ minimumAge: 17.5, forLanguages: ['ar'], listing: services[0]?.listing });
  });

  it('are changed only as they were seen', async () => {
    const organisation = anOrganisation();
    const [service, location] = [aService(organisation), aLocation(organisation)];
    await office.transactions.run(office.manager, (tx) => store.add(tx, { organisations: [organisation], services: [service], locations: [location] }));
    const stale = { version: 7 };
    for (const change of [
      () => office.transactions.run(office.manager, (tx) => store.changeOrganisation(tx, { ...organisation, ...stale }, { name: 'X' })),
      () => office.transactions.run(office.manager, (tx) => store.changeService(tx, { ...service, ...stale }, { name: 'X' })),
      () => office.transactions.run(office.manager, (tx) => store.changeLocation(tx, { ...location, ...stale }, { name: 'X' })),
      () => office.transactions.run(office.manager, (tx) => store.removeLocation(tx, { ...location, ...stale })),
    ]) await expect(change()).rejects.toThrow(Stale);
  });

  it('of another organisation are not there', async () => {
    const [mine, theirs] = [anOrganisation(), anOrganisation()];
    const service = aService(theirs);
    await office.transactions.run(office.manager, (tx) => store.add(tx, { organisations: [mine, theirs], services: [service] }));
    const coordinator = await somebodyOf(office, mine, 'coordinator');
    await expect(office.transactions.run(coordinator, (tx) => store.service(tx, service.id))).rejects.toThrow(NotFound);
    await expect(office.transactions.run(coordinator, (tx) => store.lockService(tx, service.id))).rejects.toThrow(NotFound);
    await expect(office.transactions.run(coordinator, (tx) => store.organisation(tx, theirs.id))).rejects.toThrow(NotFound);
  });
});
