import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Forbidden } from '../../libs/http/refusal.js';
import { ListingsStore } from '../../src/organisations/listings/listings.store.js';
import { NetworkQueries } from '../../src/organisations/network/network.queries.js';
import { ReadCoverage } from '../../src/organisations/network/read-coverage.js';
import { anOrganisation, answers, aService, somebodyOf } from '../support/network.js';
import { anOffice, type Office } from '../support/office.js';

let office: Office;
let read: ReadCoverage;
const zone = { OFFICE_ZONE: 'America/Toronto' };
const organisation = anOrganisation({ name: 'Carrefour Grand-Vent (démo)' });
const food = aService(organisation, { name: 'Dépannage', assuredOn: '2026-11-01', listing: { attributes: [answers('FOOD')], languages: [{ id: organisation.id, code: 'ar' }], service_areas: [{ id: organisation.id, name: 'Verdun' }] } });
const old = aService(organisation, { name: 'Ancienne fiche', assuredOn: '2026-05-20', listing: { attributes: [answers('FOOD')] } });
const gone = aService(organisation, { name: 'Fiche oubliée', assuredOn: '2026-01-10', listing: { attributes: [answers('FOOD')] } });
const shut = aService(organisation, { name: 'Fermé', status: 'inactive', assuredOn: '2026-11-01', listing: { attributes: [answers('FOOD')] } });

beforeAll(async () => {
  office = await anOffice();
  read = new ReadCoverage(new NetworkQueries(office.transactions, zone));
  await office.transactions.run(office.manager, (tx) => new ListingsStore(zone).add(tx, { organisations: [organisation], services: [food, old, gone, shut] }));
  const places = 'insert into places (organisation_id, id, service_id, unit, available, updated_at, source) values ($1, gen_random_uuid(), $2, $3, $4, office_now() - $5::interval, $6)';
  await office.see(places, [organisation.id, food.id, 'paniers', 10, '1 day', 'organisation']);
  await office.see(places, [organisation.id, old.id, 'paniers', 10, '20 days', 'organisation']);
  await office.see("insert into agreements (organisation_id, id, terms, starts_on, ends_on) values ($1, gen_random_uuid(), 'Dépannage', '2026-01-01', '2026-12-31')", [organisation.id]);
});
afterAll(() => office.close());

describe('The network from above', () => {
  it('counts what can be asked today: neither what is closed, nor what nobody has confirmed for too long', async () => {
    const { organisations, services, needs } = await read.run(office.manager, { need: 'FOOD', language: null });
    expect([organisations, services.length]).toEqual([1, 2]);
    expect(needs[0]).toMatchObject({ need: 'FOOD', services: 2, withRoom: 2, unserved: [] });
    expect(needs[0]?.boroughs.get('verdun')).toEqual({ services: 2, withRoom: 2 });
    expect(needs[0]?.boroughs.get('lachine')).toEqual({ services: 1, withRoom: 1 });
  });

  it('shows the gaps of one language', async () => {
    const { needs, languages } = await read.run(office.manager, { need: 'FOOD', language: 'ar' });
    expect(needs[0]?.unserved).toHaveLength(18);
    expect(languages.find(({ language }) => language === 'ar')).toEqual({ language: 'ar', services: 1, withRoom: 1 });
  });

  it('puts what dropped out of search first among what grows old, and says why', async () => {
    const { ageing, ageingCount } = await read.run(office.manager, { need: null, language: null });
    expect(ageingCount).toBe(2);
    expect(ageing).toMatchObject([
      { name: 'Fiche oubliée', since: '2026-01-10', dropped: true, toldAt: null },
      { name: 'Ancienne fiche', since: '2026-05-20', dropped: false, toldAt: expect.any(String) },
    ]);
  });

  it('shows the agreements that end within three months', async () => {
    expect((await read.run(office.manager, { need: null, language: null })).ending).toMatchObject([{ organisation: organisation.name, endsOn: '2026-12-31', service: null }]);
  });

  it('stops counting an organisation that is paused', async () => {
    await office.see("update organisations set paused_until = '2026-12-24'");
    expect((await read.run(office.manager, { need: null, language: null })).services).toEqual([]);
    await office.see('update organisations set paused_until = null');
  });

  it('is the office’s', async () => {
    await expect(read.run(await somebodyOf(office, organisation, 'coordinator'), { need: null, language: null })).rejects.toBeInstanceOf(Forbidden);
  });
});
