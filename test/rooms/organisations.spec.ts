import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audit } from '../../libs/audit/audit.js';
import { Forbidden, InvalidInput, NotFound, Stale } from '../../libs/http/refusal.js';
import { newId } from '../../libs/sql/id.js';
import { type Actor, engine, type LinkActor } from '../../libs/transaction/actor.js';
import { AddLocation } from '../../src/organisations/listings/add-location.js';
import { AddOrganisation } from '../../src/organisations/listings/add-organisation.js';
import { AddService } from '../../src/organisations/listings/add-service.js';
import { AssureService } from '../../src/organisations/listings/assure-service.js';
import { ChangeHours } from '../../src/organisations/listings/change-hours.js';
import { ChangeLocation } from '../../src/organisations/listings/change-location.js';
import { ChangeOrganisation } from '../../src/organisations/listings/change-organisation.js';
import { ChangeService } from '../../src/organisations/listings/change-service.js';
import { ListingsGate } from '../../src/organisations/listings/listings-gate.js';
import { ListingsQueries } from '../../src/organisations/listings/listings.queries.js';
import { ListingsStore } from '../../src/organisations/listings/listings.store.js';
import { PauseOrganisation } from '../../src/organisations/listings/pause-organisation.js';
import { ReadListings } from '../../src/organisations/listings/read-listings.js';
import { RemoveLocation } from '../../src/organisations/listings/remove-location.js';
import { ServiceTools } from '../../src/organisations/listings/service-tools.js';
import { RollOpenings } from '../../src/organisations/listings/roll-openings.js';
import { aLocation, anOrganisation, answers, aService, givenAt, somebodyOf, weekly } from '../support/network.js';
import { anOffice, type Office } from '../support/office.js';

let office: Office;
let room: ReturnType<typeof theRoom>;
const store = new ListingsStore({ OFFICE_ZONE: 'America/Toronto' });

beforeAll(async () => {
  office = await anOffice();
  room = theRoom(office);
});
afterAll(() => office.close());

/** The room's deeds over the office, as its module wires them. */
function theRoom({ transactions, outbox }: Office) {
  const env = { OFFICE_ZONE: 'America/Toronto', OFFICE_CALENDAR: 'mtl-counter' };
  const gate = new ListingsGate(store, new Audit(), outbox, env);
  const tools = new ServiceTools(store);
  return {
    read: new ReadListings(transactions, store, new ListingsQueries(), env),
    addOrganisation: new AddOrganisation(transactions, store, gate, env), changeOrganisation: new ChangeOrganisation(transactions, store, gate), pause: new PauseOrganisation(transactions, store, gate),
    addService: new AddService(transactions, store, gate, tools), changeService: new ChangeService(transactions, store, gate, tools),
    changeHours: new ChangeHours(transactions, store, gate), assure: new AssureService(transactions, store, gate),
    addLocation: new AddLocation(transactions, store, gate), changeLocation: new ChangeLocation(transactions, store, gate), removeLocation: new RemoveLocation(transactions, store, gate),
  };
}

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

/** An organisation that joined, and somebody who coordinates it. */
async function joined(name = 'Carrefour Grand-Vent (démo)') {
  const { id } = await room.addOrganisation.run(office.manager, { name });
  return { id, coordinator: await somebodyOf(office, { id }, 'coordinator') };
}

const audited = (chain: string) => office.see<{ action: string; details: object }>('select action, details from audit_entries where chain = $1 order by seq', [chain]);
const told = (subject: string) => office.see<{ type: string; payload: object }>('select type, payload from facts where subject_id = $1 order by id', [subject]);
const faultsOf = (asked: Promise<unknown>): Promise<unknown> => asked.then(() => [], (fault: unknown) => (fault instanceof InvalidInput ? fault.faults : Promise.reject(fault as Error)));

describe('An organisation', () => {
  it('joins by a manager’s hand, wants every mail, and is listed', async () => {
    const { id, coordinator } = await joined();
    expect(await room.read.organisation(coordinator, id)).toMatchObject({ name: 'Carrefour Grand-Vent (démo)', calendar: 'mtl-counter', mails: ['referral', 'places', 'listing', 'agreement'], listed: true, services: [], locations: [] });
    expect(await audited(id)).toMatchObject([{ action: 'organisation.added' }]);
    expect(await told(id)).toEqual([{ type: 'organisation.added', payload: { organisationId: id } }]);
    for (const by of [office.awa, office.lead, coordinator]) expect(() => room.addOrganisation.run(by, { name: 'X' })).toThrow(Forbidden);
    expect(() => room.addOrganisation.run(office.manager, { name: 'X', calendar: 'lune' })).toThrow(InvalidInput);
  });

  it('changes its own word, as it was seen; which fields is written down, never what they said', async () => {
    const { id, coordinator } = await joined();
    const change = { description: 'Accueil et premiers pas', website: 'https://grandvent.example', phones: [{ number: '514 555-0142', extension: null, description: null }], mails: ['agreement' as const] };
    expect(await room.changeOrganisation.run(coordinator, id, change, 1)).toEqual({ id, version: 2, fields: ['description', 'website', 'phones', 'mails'] });
    await expect(room.changeOrganisation.run(coordinator, id, { name: 'Y' }, 1)).rejects.toThrow(Stale);
    const { phones } = await room.read.organisation(coordinator, id);
    expect(await room.changeOrganisation.run(coordinator, id, { ...change, phones: [...phones] }, 2)).toMatchObject({ version: 2, fields: [] });
    expect((await audited(id)).at(-1)).toEqual({ action: 'organisation.changed', details: { fields: ['description', 'website', 'phones', 'mails'] } });
    expect((await told(id)).at(-1)).toMatchObject({ type: 'organisation.changed' });
  });

  it('has a clock for its promises that only the office changes', async () => {
    const { id, coordinator } = await joined();
    await expect(room.changeOrganisation.run(coordinator, id, { calendar: 'qc-labour' }, 1)).rejects.toThrow(Forbidden);
    expect(await room.changeOrganisation.run(office.manager, id, { calendar: 'qc-labour' }, 1)).toMatchObject({ version: 2 });
    expect(await faultsOf(room.changeOrganisation.run(office.manager, id, { calendar: 'lune' }, 2))).toEqual([{ path: 'calendar', code: 'organisations.faults.calendar' }]);
  });

  it('rests until a day, and again before it; also by the link that asked', async () => {
    const { id, coordinator } = await joined();
    expect(await faultsOf(room.pause.run(coordinator, id, '2026-11-22'))).toEqual([{ path: 'until', code: 'organisations.faults.day-past' }]);
    expect(await room.pause.run(coordinator, id, '2026-12-15')).toMatchObject({ version: 2, pausedUntil: '2026-12-15' });
    const link: LinkActor = { kind: 'link', name: 'link', linkId: newId(), organisationId: id };
    expect(await room.pause.run(link, id, null)).toMatchObject({ version: 3, pausedUntil: null });
    expect(await room.pause.run(coordinator, id, null)).toMatchObject({ version: 3 });
    expect((await audited(id)).slice(1)).toMatchObject([{ action: 'organisation.paused', details: { until: '2026-12-15' } }, { action: 'organisation.resumed', details: { until: null, linkId: link.linkId } }]);
    expect((await told(id)).slice(1)).toMatchObject([{ type: 'organisation.paused', payload: { until: '2026-12-15' } }, { type: 'organisation.paused', payload: { until: null } }]);
  });

  it('is listed by a part of its name, by need, and by what is wrong with it', async () => {
    const { id, coordinator } = await joined('Entraide du Nénuphar');
    const names = async (query: object): Promise<string[]> => (await room.read.list(office.awa, { limit: 200, ...query })).items.map(({ name }) => name);
    expect(await names({ q: 'NENUPHAR' })).toEqual(['Entraide du Nénuphar']);
    expect(await names({ q: 'nénu%' })).toEqual([]);
    expect(await names({ q: 'nenuphar', standing: 'empty' })).toHaveLength(1);
    const { id: serviceId } = await room.addService.run(coordinator, id, { name: 'Repas', needs: ['FOOD'], languages: ['fa-AF'] });
    expect(await names({ q: 'nenuphar', standing: 'empty' })).toEqual([]);
    expect((await room.read.list(office.awa, { limit: 10, q: 'nenuphar', need: 'FOOD' })).items).toMatchObject([{ running: 1, stale: 0, needs: ['FOOD'], languages: ['fa-AF'], pausedUntil: null }]);
    expect(await names({ q: 'nenuphar', need: 'WORK' })).toEqual([]);
    await office.see("update services set assured_on = '2026-05-24' where id = $1", [serviceId]);
    expect(await names({ q: 'nenuphar', standing: 'stale' })).toHaveLength(1);
    await room.assure.run(coordinator, serviceId);
    expect(await names({ q: 'nenuphar', standing: 'stale' })).toEqual([]);
    await room.pause.run(coordinator, id, '2026-11-23');
    expect(await names({ q: 'nenuphar', standing: 'paused' })).toHaveLength(1);
    await room.changeOrganisation.run(coordinator, id, { listed: false }, 2);
    expect(await names({ q: 'nenuphar', standing: 'unlisted' })).toHaveLength(1);
    expect(() => room.read.list(coordinator, { limit: 10 })).toThrow(Forbidden);
  });

  it('is turned over page by page, each once', async () => {
    const all = (await room.read.list(office.awa, { limit: 200 })).items.map(({ id }) => id);
    const paged: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const { items, next } = await room.read.list(office.awa, { limit: 2, after });
      paged.push(...items.map(({ id }) => id));
      after = next;
    }
    expect(paged).toEqual(all);
  });
});

describe('A service', () => {
  it('says itself in pieces, and says them again as they were said', async () => {
    const { id, coordinator } = await joined();
    const { id: locationId } = await room.addLocation.run(coordinator, id, { name: 'Pavillon du parc', borough: 'verdun' });
    const said = {
      name: 'Francisation du soir', description: 'Deux soirs par semaine.', needs: ['FRENCH', 'COMMUNITY'], languages: ['fr-CA', 'fa-AF'], boroughs: ['verdun', 'lasalle'], locationIds: [locationId],
      minimumAge: 16, forStatuses: ['ASYLUM'], forHouseholds: ['family' as const], waitlist: true, waitlistWeeks: 3, documents: ['Passeport'], feesDescription: 'Gratuit', applicationProcess: 'Téléphoner',
    };
    const { id: serviceId } = await room.addService.run(coordinator, id, said);
    const sheet = await room.read.service(coordinator, serviceId);
    expect(sheet).toMatchObject({ ...said, version: 1, listingState: 'assured', since: '2026-11-23', opening: null, organisationName: 'Carrefour Grand-Vent (démo)' });
    expect(await see(serviceId)).toMatchObject({ needs: said.needs, speaks: said.languages, serves: said.boroughs });
    expect(await room.changeService.run(coordinator, serviceId, { ...said, phones: [...sheet.phones], contacts: [...sheet.contacts] }, 1)).toEqual({ id: serviceId, version: 1, fields: [] });
    expect((await told(id)).at(-1)).toEqual({ type: 'service.added', payload: { organisationId: id, serviceId } });
  });

  it('keeps what HSDS says and our forms do not ask', async () => {
    const organisation = anOrganisation();
    const foreign = { id: newId(), taxonomy_term: { id: newId(), code: 'zz', name: 'Something of theirs', description: '' } };
    const service = aService(organisation, { listing: { wait_time: '2 weeks', attributes: [foreign, answers('FOOD')], phones: [{ id: newId(), number: '211', type: 'tty' }], fees: 'none', x_extra: { deep: [1] } } });
    await office.transactions.run(office.manager, (tx) => store.add(tx, { organisations: [organisation], services: [service] }));
    const { phones } = await room.read.service(office.manager, service.id);
    await room.changeService.run(office.manager, service.id, { needs: ['WORK'], phones: [...phones], documents: ['Bail'] }, 1);
    const [row] = await office.see<{ listing: { attributes: { taxonomy_term: { code: string } }[] } }>('select listing from services where id = $1', [service.id]);
    expect(row?.listing).toMatchObject({ wait_time: '2 weeks', fees: 'none', x_extra: { deep: [1] }, phones: [{ number: '211', type: 'tty' }], required_documents: [{ document: 'Bail' }] });
    expect(row?.listing.attributes.map(({ taxonomy_term }) => taxonomy_term.code)).toEqual(['zz', 'WORK']);
  });

  it('closes for a time, reopens, and is judged', async () => {
    const { id, coordinator } = await joined();
    const { id: serviceId } = await room.addService.run(coordinator, id, { name: 'Halte-garderie' });
    expect(await faultsOf(room.changeService.run(coordinator, serviceId, { status: 'temporarily closed', closedUntil: '2026-11-01' }, 1))).toEqual([{ path: 'closedUntil', code: 'organisations.faults.day-past' }]);
    expect(await faultsOf(room.changeService.run(coordinator, serviceId, { minimumAge: 6, maximumAge: 5 }, 1))).toEqual([{ path: 'maximumAge', code: 'organisations.faults.ages' }]);
    expect(await faultsOf(room.changeService.run(coordinator, serviceId, { locationIds: [newId()] }, 1))).toEqual([{ path: 'locationIds.0', code: 'organisations.faults.unknown-location' }]);
    expect(await room.changeService.run(coordinator, serviceId, { status: 'temporarily closed', closedUntil: '2026-12-20', alert: 'Travaux' }, 1)).toMatchObject({ version: 2, fields: ['status', 'closedUntil', 'alert'] });
    expect(await room.changeService.run(coordinator, serviceId, { status: 'active' }, 2)).toMatchObject({ version: 3 });
    expect(await room.read.service(coordinator, serviceId)).toMatchObject({ status: 'active', closedUntil: null });
    expect((await told(id)).at(-1)).toMatchObject({ type: 'service.changed', payload: { serviceId, fields: ['status'] } });
  });

  it('has a week and different days, of its own and at one place', async () => {
    const { id, coordinator } = await joined();
    const { id: locationId } = await room.addLocation.run(coordinator, id, { name: 'Annexe', borough: 'anjou' });
    const { id: serviceId } = await room.addService.run(coordinator, id, { name: 'Accueil', locationIds: [locationId] });
    const none = { MO: [], TU: [], WE: [], TH: [], FR: [], SA: [], SU: [] };
    const week = { ...none, MO: [{ opens: '09:00', closes: '12:00' }] };
    const different = [{ from: '2026-11-23', to: '2026-11-23', opens: '10:00', closes: '11:00', note: 'Formation' }, { from: '2026-11-30', to: '2026-12-04', opens: null, closes: null, note: null }];
    expect(await room.changeHours.run(coordinator, serviceId, { week, different }, 1)).toEqual({ id: serviceId, version: 2 });
    expect((await room.read.service(coordinator, serviceId)).hours).toEqual({ week, different, others: [] });
    expect((await office.see<{ spans: string[] }>("select array(select lower(r)::text from unnest(openings) r limit 3) as spans from services where id = $1", [serviceId]))[0]?.spans)
      .toEqual(['2026-11-23 15:00:00+00', '2026-12-07 14:00:00+00', '2026-12-14 14:00:00+00']);
    expect(await room.changeHours.run(coordinator, serviceId, { week, different }, 2)).toEqual({ id: serviceId, version: 2 });
    expect(await faultsOf(room.changeHours.run(coordinator, serviceId, { week: { ...none, TU: [{ opens: '09:00', closes: '' }] }, different: [] }, 2))).toEqual([{ path: 'week.TU.0.closes', code: 'organisations.faults.hours-half' }]);

    expect(await room.changeHours.run(coordinator, serviceId, { week: { ...none, SA: [{ opens: '10:00', closes: '14:00' }] }, different: [] }, 2, locationId)).toMatchObject({ version: 3 });
    expect((await room.read.service(coordinator, serviceId)).locations).toMatchObject([{ id: locationId, hours: { week: { SA: [{ opens: '10:00', closes: '14:00' }] } } }]);
    await expect(room.changeHours.run(coordinator, serviceId, { week, different }, 3, newId())).rejects.toThrow(NotFound);
  });

  it('is confirmed as of the office’s day, with the organisation’s address and nobody’s own', async () => {
    const { id, coordinator } = await joined();
    const { id: serviceId } = await room.addService.run(coordinator, id, { name: 'Accueil' });
    expect(await room.assure.run(coordinator, serviceId, 1)).toEqual({ id: serviceId, version: 2, assuredOn: '2026-11-23' });
    await expect(room.assure.run(coordinator, serviceId, 1)).rejects.toThrow(Stale);
    const link: LinkActor = { kind: 'link', name: 'link', linkId: newId(), organisationId: id };
    expect(await room.assure.run(link, serviceId)).toMatchObject({ version: 3 });
    const { email } = (await office.see<{ email: string | null }>('select email from organisations where id = $1', [id]))[0] ?? { email: null };
    expect(await office.see('select assurer_email from services where id = $1', [serviceId])).toEqual([{ assurer_email: email }]);
    expect((await told(id)).at(-1)).toEqual({ type: 'service.assured', payload: { organisationId: id, serviceId, on: '2026-11-23' } });
    await expect(room.changeService.run(link, serviceId, { name: 'X' }, 3)).rejects.toThrow(NotFound);
  });
});

describe('A place', () => {
  it('stands in the middle of its borough until somebody says where it is', async () => {
    const { id, coordinator } = await joined();
    const { id: locationId } = await room.addLocation.run(coordinator, id, { name: 'Annexe', borough: 'anjou', street: '7701, avenue des Lilas', postalCode: 'H1K 4C8', accessibility: ['Rampe'] });
    const sheet = async () => (await room.read.organisation(coordinator, id)).locations[0];
    expect(await sheet()).toMatchObject({ latitude: 45.6123, longitude: -73.5655, street: '7701, avenue des Lilas', city: 'Montréal', postalCode: 'H1K 4C8', accessibility: ['Rampe'] });
    await room.changeLocation.run(coordinator, id, locationId, { borough: 'verdun' }, 1);
    expect(await sheet()).toMatchObject({ borough: 'verdun', latitude: 45.454 });
    await room.changeLocation.run(coordinator, id, locationId, { latitude: 45.46, longitude: -73.57 }, 2);
    await room.changeLocation.run(coordinator, id, locationId, { borough: 'lasalle', transportation: 'Métro Angrignon' }, 3);
    expect(await sheet()).toMatchObject({ borough: 'lasalle', latitude: 45.46, transportation: 'Métro Angrignon', version: 4 });
    expect(await room.changeLocation.run(coordinator, id, locationId, { borough: 'lasalle' }, 4)).toMatchObject({ version: 4, fields: [] });
    await expect(room.changeLocation.run(coordinator, id, locationId, { borough: 'anjou' }, 1)).rejects.toThrow(Stale);
  });

  it('is given up, and no service is given there any more', async () => {
    const { id, coordinator } = await joined();
    const { id: locationId } = await room.addLocation.run(coordinator, id, { name: 'Annexe' });
    const { id: serviceId } = await room.addService.run(coordinator, id, { name: 'Accueil', locationIds: [locationId] });
    await room.removeLocation.run(coordinator, id, locationId, 1);
    expect(await room.read.service(coordinator, serviceId)).toMatchObject({ locationIds: [], locations: [] });
    expect((await audited(id)).at(-1)).toMatchObject({ action: 'location.removed' });
  });
});

describe('What is somebody else’s', () => {
  it('is answered as what does not exist, by every deed; a colleague may know that they may not', async () => {
    const [mine, theirs] = [await joined(), await joined()];
    const { id: serviceId } = await room.addService.run(theirs.coordinator, theirs.id, { name: 'Accueil' });
    const { id: locationId } = await room.addLocation.run(theirs.coordinator, theirs.id, { name: 'Annexe' });
    const hours = { week: { MO: [], TU: [], WE: [], TH: [], FR: [], SA: [], SU: [] }, different: [] };
    const deeds = (by: Actor, organisationId: string, service: string, location: string): (() => Promise<unknown>)[] => [
      () => room.changeOrganisation.run(by, organisationId, { name: 'X' }, 1), () => room.pause.run(by, organisationId, '2027-01-01'), () => room.addService.run(by, organisationId, { name: 'X' }),
      () => room.changeService.run(by, service, { name: 'X' }, 1), () => room.changeHours.run(by, service, hours, 1), () => room.assure.run(by, service),
      () => room.addLocation.run(by, organisationId, { name: 'X' }), () => room.changeLocation.run(by, organisationId, location, { name: 'X' }, 1), () => room.removeLocation.run(by, organisationId, location, 1),
    ];
    const looks = (by: Actor, organisationId: string, service: string): (() => Promise<unknown>)[] => [() => room.read.organisation(by, organisationId), () => room.read.service(by, service)];
    for (const deed of [...deeds(mine.coordinator, theirs.id, serviceId, locationId), ...looks(mine.coordinator, theirs.id, serviceId)]) await expect(deed()).rejects.toThrow(NotFound);
    for (const deed of [...deeds(mine.coordinator, newId(), newId(), newId()), ...looks(mine.coordinator, newId(), newId())]) await expect(deed()).rejects.toThrow(NotFound);
    const member = await somebodyOf(office, theirs, 'member');
    for (const by of [member, office.awa]) {
      for (const deed of deeds(by, theirs.id, serviceId, locationId)) await expect(deed()).rejects.toThrow(Forbidden);
      for (const look of looks(by, theirs.id, serviceId)) expect(await look()).toBeTruthy();
    }
  });
});
