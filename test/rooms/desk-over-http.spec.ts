import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/sql/id.js';
import type { WholeFile } from '../../src/desk/case/file.js';
import type { Day, WorkRow } from '../../src/desk/rows.js';
import { startProduct, type Product } from '../support/product.js';
import { aPerson, aTeam, officeTime, signedIn, type Client, type Team } from '../support/signed-in.js';

let product: Product;
let [centre, north]: Team[] = [];
let worker: Client;
let colleague: Client;
let lead: Client;
let stranger: Client;
let manager: Client;
let administrator: Client;
let caseIds: string[];
let restrictedId: string;

beforeAll(async () => {
  product = await startProduct({ workers: false });
  await officeTime(product, '2026-11-24T14:00:00Z');
  [centre, north] = [await aTeam(product, 'Centre', [['fr-CA', 'ar'], ['fr-CA']]), await aTeam(product, 'Nord')];
  const of = (team: Team | undefined, n: number) => signedIn(product, team?.caseworkers[n] ?? { email: '' });
  [worker, colleague, stranger] = [await of(centre, 0), await of(centre, 1), await of(north, 0)];
  lead = await signedIn(product, (centre).lead);
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
  administrator = await signedIn(product, await aPerson(product, 'Administration', { roles: ['administrator'] }));
  const arrive = async (givenName: string, over: object = {}) => {
    const response = await worker.post('/api/arrivals', {
      newcomers: [{ kinship: 'head', givenName, familyName: 'Haddad', birthOn: '1990-01-01' }, { kinship: 'child', givenName: 'Lina', familyName: 'Haddad', birthOn: '2018-01-01' }],
      immigrationStatus: 'ASYLUM', source: 'person', language: 'ar', interpreter: 'needed', borough: 'verdun', arrivalOn: '2026-11-24', housing: 'temporary',
      contactWays: [{ kind: 'phone', value: '514 555-0119', safeToCall: true, safeToText: false, voicemailOk: false, preferred: true, codeWord: 'jardin' }], owner: centre?.caseworkers[0]?.personId, ...over,
    });
    expect([response.status, await response.clone().text()]).toEqual([201, expect.any(String)]);
    return ((await response.json()) as { caseId: string }).caseId;
  };
  caseIds = [await arrive('Samira'), await arrive('Noor'), await arrive('Joyce', { owner: 'nobody' })];
  restrictedId = await arrive('Amal', { restricted: true });
}, 60_000);
afterAll(() => product.stop());

const page = async (client: Client, path: string): Promise<string> => {
  const response = await client.ask(path);
  const html = await response.text();
  expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'no-store']);
  expect(html).not.toMatch(/ style=| on\w+="|undefined|\[object Object\]/);
  return html.replaceAll('\u00a0', ' ');
};

describe('The API of the counter', () => {
  it('tells a case with its version as ETag, which an edit can be made on', async () => {
    const response = await worker.ask(`/api/cases/${caseIds[0]}`);
    const file = (await response.json()) as WholeFile;
    expect(file).toMatchObject({ id: caseIds[0], leadName: 'Samira Haddad', newcomers: [{ givenName: 'Samira' }, { givenName: 'Lina' }], contactWays: [{ value: '+15145550119', codeWord: 'jardin' }] });
    expect(file.checkpoints.length).toBeGreaterThan(5);
    const edit = await worker.ask(`/api/cases/${caseIds[0]}`, { method: 'PATCH', body: JSON.stringify({ borough: 'anjou' }), headers: { 'content-type': 'application/json', 'if-match': response.headers.get('etag') ?? '' } });
    expect(edit.status).toBe(200);
  });

  it('does not tell an unknown case from one that is not the reader’s to know', async () => {
    const [unknown, hidden] = [await colleague.ask(`/api/cases/${newId()}`), await colleague.ask(`/api/cases/${restrictedId}`)];
    expect([unknown.status, hidden.status]).toEqual([404, 404]);
    expect(await hidden.json()).toEqual(await unknown.json());
  });

  it('asks a manager for a reason before a restricted case', async () => {
    expect((await manager.ask(`/api/cases/${restrictedId}`)).status).toBe(409);
    expect(await manager.json(`/api/cases/${restrictedId}?reason=safety`)).toMatchObject({ id: restrictedId });
    expect((await manager.ask(`/api/cases/${restrictedId}?reason=curiosity`)).status).toBe(422);
  });

  it('lists cases with filters in the address, and refuses what it does not know', async () => {
    const { items, next } = await worker.json<{ items: WorkRow[]; next: string | null }>('/api/cases?list=all&language=ar&tier=P1,P2&sort=-due&limit=2');
    expect(items).toHaveLength(2);
    expect((await worker.json<{ items: WorkRow[] }>(`/api/cases?language=ar&tier=P1,P2&sort=-due&limit=2&after=${next}`)).items).toHaveLength(1);
    for (const wrong of ['sort=age', 'tier=P9', 'language=tlh', 'after=abc', 'scope=all', 'colour=red']) expect([wrong, [403, 422].includes((await worker.ask(`/api/cases?${wrong}`)).status)]).toEqual([wrong, true]);
  });

  it('tells the day, the timeline and whom a text may mean', async () => {
    expect((await worker.json<Day>('/api/desk')).counts).toMatchObject({ all: 3, unassigned: 1, overdue: 0 });
    expect((await worker.json<{ items: object[] }>(`/api/cases/${caseIds[0]}/timeline?kind=all`)).items[0]).toMatchObject({ kind: 'case.changed' });
    const found = await worker.post('/api/newcomers/search', { text: 'samirra hadad' });
    expect(((await found.json()) as { items: object[] }).items[0]).toMatchObject({ caseId: caseIds[0], why: 'name' });
    expect((await administrator.ask('/api/desk')).status).toBe(403);
  });

  it('is described', async () => {
    const { paths } = await worker.json<{ paths: Record<string, object> }>('/api/openapi.json');
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/desk', '/api/cases', '/api/cases/{id}', '/api/cases/{id}/timeline', '/api/newcomers/search', '/api/notices']));
  });
});

describe('The pages of the counter', () => {
  it('begin a caseworker’s day with what is due, and the guarantee', async () => {
    const html = await page(worker, '/');
    expect(html).toContain('Bonjour, Intervenante Centre 1');
    expect(html).toContain('Nouvelles, sans responsable');
    expect(html).toContain('Personne n’est oublié.');
  });

  it('show a lead their team’s load, and send an administrator to the accounts', async () => {
    expect(await page(lead, '/')).toContain('Charge de l’équipe');
    expect(await page(manager, '/')).toContain('Charge des équipes');
    expect((await administrator.ask('/')).headers.get('location')).toBe('/people');
  });

  it('keep everything of a list in its address', async () => {
    const html = await page(worker, '/cases?list=coming&scope=mine&tier=P2&sort=name');
    expect(html).toContain('href="/cases?list=coming&amp;scope=mine&amp;sort=name"');
    expect(html).toContain('aria-sort="ascending"');
    expect(await page(lead, '/cases?list=escalated&scope=team')).toContain('Rien dans cette liste');
  });

  it('show the whole case, how to reach the household without harm, and the deeds that are allowed', async () => {
    const html = await page(worker, `/cases/${caseIds[0]}`);
    for (const words of ['Samira Haddad et un proche', '514 555-0119', 'Dites d’abord : « jardin »', 'pas de message vocal', 'Premier contact', '/complete?next=', `/cases/${caseIds[0]}/close`]) expect(html).toContain(words);
    const read = await page(manager, `/cases/${caseIds[0]}`);
    expect(read).not.toContain('/complete?next=');
    expect(read).toContain(`/cases/${caseIds[0]}/assign`);
  });

  it('show a stranger the name and whom to ask, and a manager why to say why', async () => {
    const glimpse = await page(stranger, `/cases/${caseIds[0]}`);
    expect(glimpse).toContain('parlez à Intervenante Centre 1');
    expect(glimpse).not.toContain('514 555');
    expect(await page(manager, `/cases/${restrictedId}`)).not.toContain('Amal');
    expect(await page(manager, `/cases/${restrictedId}?reason=complaint`)).toContain('Amal');
    expect((await colleague.ask(`/cases/${restrictedId}`)).status).toBe(404);
  });

  it('find somebody without putting their name into an address', async () => {
    const html = await (await worker.form('/search', { q: 'samira haddad' })).text();
    expect(html).toContain(`/cases/${caseIds[0]}`);
    expect(await (await worker.form('/search', { q: 'qqq zzz' })).text()).toContain('Personne ne correspond');
    expect(await (await worker.form('/search', { q: '' })).text()).toContain('Recherche');
  });

  it('give a case to whoever takes it, once, and go back to where they were', async () => {
    const taken = await colleague.form('/cases/assign', { ids: caseIds[2] ?? '', ownerId: centre?.caseworkers[1]?.personId ?? '', back: '/', once: newId() });
    expect([taken.status, taken.headers.get('location')]).toEqual([303, '/?done=taken']);
    expect(await page(colleague, '/?done=taken')).toContain('Le dossier est à vous.');
    expect(await colleague.json(`/api/cases/${caseIds[2]}`)).toMatchObject({ ownerId: centre?.caseworkers[1]?.personId, assignedAt: expect.any(String) });
  });

  it('give all that a list’s filters let through, and nothing when nothing is chosen', async () => {
    const ownerId = centre?.caseworkers[1]?.personId ?? '';
    const given = await lead.form('/cases/assign', { all: '1', ownerId, matching: '/cases?scope=team&language=ar', back: '/cases?scope=team' });
    expect([given.status, given.headers.get('location')]).toEqual([303, '/cases?scope=team&done=given']);
    const { items } = await lead.json<{ items: WorkRow[] }>('/api/cases?scope=team');
    expect(new Set(items.map((row) => row.ownerId))).toEqual(new Set([ownerId]));
    expect((await lead.form('/cases/assign', { ownerId })).status).toBe(422);
    expect((await stranger.form('/cases/assign', { ids: caseIds[0] ?? '', ownerId: north?.caseworkers[0]?.personId ?? '' })).status).toBe(403);
  });

  it('never lead to another site afterwards', async () => {
    const ownerId = centre?.caseworkers[1]?.personId ?? '';
    for (const back of ['https://elsewhere.example/', '//elsewhere.example', '/cases/../../x', '/\\elsewhere']) {
      expect((await lead.form('/cases/assign', { ids: caseIds[0] ?? '', ownerId, back })).headers.get('location')).toBe('/cases?done=given');
    }
  });

  it('show notices to their reader and the alarms to the administrator alone', async () => {
    expect(await page(worker, '/notices')).toContain('Aucun avis');
    expect(await page(administrator, '/alarms')).toContain('Rien n’est mis de côté');
    expect((await worker.ask('/alarms')).status).toBe(403);
    expect((await worker.form('/alarms/1/retry', {})).status).toBe(403);
  });

  it('speak English to whoever reads English', async () => {
    await product.sql(`update people set language = 'en' where id = $1`, [centre?.caseworkers[1]?.personId]);
    expect(await page(colleague, '/')).toContain('Nobody is forgotten.');
    expect(await page(colleague, `/cases/${caseIds[0]}`)).toContain('Say first: “jardin”');
    expect(await page(colleague, '/cases?scope=team')).toContain('All open and expected cases, by due time.');
  });
});
