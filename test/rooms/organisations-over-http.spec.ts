import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Product, startProduct } from '../support/product.js';
import { aPerson, type Client, officeTime, signedIn } from '../support/signed-in.js';

let product: Product;
let manager: Client;

beforeAll(async () => {
  product = await startProduct({ workers: false });
  await officeTime(product, '2026-11-23T14:00:00Z');
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
}, 60_000);
afterAll(() => product?.stop());

type Told = Record<string, unknown> & { readonly id: string; readonly version: number };
const told = async (asked: Promise<Response>): Promise<{ status: number; etag: string | null; body: Told }> => {
  const answer = await asked;
  return { status: answer.status, etag: answer.headers.get('etag'), body: (await answer.json()) as Told };
};
const send = (client: Client, method: string, path: string, body: object, version?: number): Promise<Response> =>
  client.ask(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...(version === undefined ? {} : { 'if-match': `"${version}"` }) } });

let count = 0;
async function joined(said: object = {}): Promise<{ id: string; coordinator: Client }> {
  const { body: { id } } = await told(manager.post('/api/organisations', { name: `Carrefour ${(count += 1)} (démo)`, ...said }));
  return { id, coordinator: await signedIn(product, await aPerson(product, `Coordination ${count}`, { roles: ['coordinator'], organisationId: id })) };
}

describe('The network over the API', () => {
  it('gives an organisation with its services and places, each with its version', async () => {
    const { id, coordinator } = await joined({ website: 'meleze.example', phones: [{ number: '211' }] });
    expect((await told(coordinator.post(`/api/organisations/${id}/locations`, { name: 'Annexe', borough: 'verdun' }))).status).toBe(201);
    const service = await told(coordinator.post(`/api/organisations/${id}/services`, { name: 'Repas', needs: ['FOOD'], languages: ['prs', 'fr'] }));
    expect(service).toMatchObject({ status: 201, etag: '"1"' });
    expect(await told(coordinator.ask(`/api/organisations/${id}`))).toMatchObject({
      status: 200, etag: '"1"',
      body: { website: 'https://meleze.example', phones: [{ number: '211', extension: null }], services: [{ name: 'Repas', needs: ['FOOD'], languages: ['fa-AF', 'fr-CA'] }], locations: [{ name: 'Annexe', latitude: 45.454 }] },
    });
    expect((await told(manager.ask(`/api/services/${service.body.id}`))).body).toMatchObject({ organisationId: id, status: 'active', listingState: 'assured', hours: { different: [], others: [] } });
  });

  it('gathers services into programmes, which are the organisation’s own', async () => {
    const { id, coordinator } = await joined({ programmes: ['Première année'] });
    const named = (programme: string) => told(coordinator.post(`/api/organisations/${id}/services`, { name: 'Jumelage', programme }));
    expect(await named('Autre chose')).toMatchObject({ status: 422, body: { errors: [{ path: 'programme', detail: 'L’organisme n’a pas ce programme.' }] } });
    const { body: { id: service } } = await named('Première année');
    expect((await told(coordinator.ask(`/api/services/${service}`))).body).toMatchObject({ programme: 'Première année', programmes: ['Première année'] });
    await send(coordinator, 'PATCH', `/api/organisations/${id}`, { programmes: ['Première année', 'Relève'] }, 1);
    await send(coordinator, 'PATCH', `/api/services/${service}`, { programme: null }, 1);
    expect((await told(manager.ask(`/api/services/${service}`))).body).toMatchObject({ programme: null, programmes: ['Première année', 'Relève'] });
    const { programs } = await (await fetch(`${product.url}/api/hsds/3.1/organizations/${id}`)).json() as { programs: object[] };
    expect(programs).toMatchObject([{ name: 'Première année', description: '' }, { name: 'Relève', description: '' }]);
  });

  it('edits what one saw: 428 without a version, 412 on an older one, else the next', async () => {
    const { id, coordinator } = await joined();
    const path = `/api/organisations/${id}`;
    expect((await told(send(coordinator, 'PATCH', path, { description: 'A' }))).status).toBe(428);
    expect(await told(send(coordinator, 'PATCH', path, { description: 'A' }, 1))).toMatchObject({ status: 200, etag: '"2"', body: { fields: ['description'] } });
    expect((await told(send(coordinator, 'PATCH', path, { description: 'B' }, 1))).status).toBe(412);
    expect((await told(coordinator.post(`${path}/pause`, { until: '2026-12-31' }, { 'if-match': '"1"' }))).status).toBe(412);
    expect(await told(coordinator.post(`${path}/pause`, { until: '2026-12-31' }))).toMatchObject({ status: 200, body: { pausedUntil: '2026-12-31' } });
  });

  it('happens once for one key, and refuses the key for something else', async () => {
    const { id, coordinator } = await joined();
    const add = (name: string) => told(coordinator.post(`/api/organisations/${id}/services`, { name }, { 'idempotency-key': `service-${id}` }));
    const [first, again] = [await add('Repas'), await add('Repas')];
    expect(again.body.id).toBe(first.body.id);
    expect((await add('Autre')).status).toBe(422);
    expect(await product.sql('select count(*)::int as n from services where organisation_id = $1', [id])).toEqual([{ n: 1 }]);
  });

  it('names each faulty field, in both languages', async () => {
    const { id, coordinator } = await joined();
    const faults = async (client: Client, method: string, path: string, body: object, version?: number) => ((await told(send(client, method, path, body, version))).body.errors as { path: string; code: string; detail: string }[]);
    expect((await faults(coordinator, 'POST', `/api/organisations/${id}/services`, { name: '', needs: ['NOTHING'], phones: [{ number: 'chez elle' }], url: 'javascript:alert(1)', forGenders: ['F'], extra: 1 })).map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      'extra http.faults.unknown', 'forGenders.0 http.faults.choice', 'name http.faults.missing', 'needs.0 organisations.faults.need', 'phones.0.number organisations.faults.phone', 'url organisations.faults.web',
    ]);
    const { body: { id: service } } = await told(coordinator.post(`/api/organisations/${id}/services`, { name: 'Repas' }));
    const hours = { week: { MO: [{ opens: '09:00', closes: '' }], TU: [{ opens: '9h', closes: '12:00' }] } };
    expect(await faults(coordinator, 'PUT', `/api/services/${service}/schedules`, hours, 1)).toMatchObject([{ path: 'week.TU.0.opens' }]);
    expect(await faults(coordinator, 'PUT', `/api/services/${service}/schedules`, { week: { MO: [{ opens: '09:00', closes: '' }] } }, 1)).toEqual([{ path: 'week.MO.0.closes', code: 'organisations.faults.hours-half', detail: 'Il manque l’ouverture ou la fermeture.' }]);
    await product.sql("update people set language = 'en' where organisation_id = $1", [id]);
    expect(await faults(coordinator, 'PUT', `/api/services/${service}/schedules`, { week: { MO: [{ opens: '09:00', closes: '' }] } }, 1)).toMatchObject([{ detail: 'The opening or the closing is missing.' }]);
  });

  it('lists page by page, and a forged cursor is the reader’s fault', async () => {
    await joined();
    const first = await told(manager.ask('/api/organisations?limit=1'));
    expect(first.body).toMatchObject({ items: [{ running: expect.any(Number) }], next: expect.any(String) });
    const second = await told(manager.ask(`/api/organisations?limit=1&after=${String(first.body.next)}`));
    expect((second.body.items as Told[])[0]?.id).not.toBe((first.body.items as Told[])[0]?.id);
    expect((await manager.ask('/api/organisations?after=zzz')).status).toBe(422);
  });

  it('keeps the hours of one place apart, and confirms a listing with the organisation’s address', async () => {
    const { id, coordinator } = await joined({ email: 'bonjour@grandvent.example' });
    const { body: { id: location } } = await told(coordinator.post(`/api/organisations/${id}/locations`, { name: 'Annexe' }));
    const { body: { id: service } } = await told(coordinator.post(`/api/organisations/${id}/services`, { name: 'Repas', locationIds: [location] }));
    expect((await told(send(coordinator, 'PUT', `/api/services/${service}/locations/${location}/schedules`, { week: { SA: [{ opens: '10:00', closes: '14:00' }] } }, 1))).body).toMatchObject({ version: 2 });
    expect((await told(coordinator.post(`/api/services/${service}/assure`))).body).toMatchObject({ assuredOn: '2026-11-23' });
    expect((await told(coordinator.ask(`/api/services/${service}`))).body).toMatchObject({ assurerEmail: 'bonjour@grandvent.example', locations: [{ hours: { week: { SA: [{ opens: '10:00', closes: '14:00' }] } } }], hours: { week: { SA: [] } } });
    expect((await coordinator.ask(`/api/organisations/${id}/locations/${location}`, { method: 'DELETE', headers: { 'if-match': '"1"' } })).status).toBe(200);
  });

  it('is described, so that programs know what to send', async () => {
    const { paths, components } = await manager.json<{ paths: Record<string, unknown>; components: { schemas: Record<string, unknown> } }>('/api/openapi.json');
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/organisations', '/api/organisations/{organisationId}', '/api/services/{id}', '/api/services/{id}/schedules', '/api/organisations/{organisationId}/locations/{locationId}']));
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(['OrganisationInput', 'OrganisationChange', 'ServiceInput', 'ServiceChange', 'HoursInput', 'LocationInput', 'LocationChange']));
  });
});
