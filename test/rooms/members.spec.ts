import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/sql/id.js';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { anOrganisation, aPerson, Client, PASSWORD, type Person, signedIn } from '../support/signed-in.js';

let product: Product;
let manager: Client;
let count = 0;

/** An organisation with somebody who coordinates it, at their screen. */
async function aCoordination(name = `Organisme ${(count += 1)}`): Promise<{ id: string; name: string; path: string; person: Person; client: Client }> {
  const id = await anOrganisation(product, name);
  const person = await aPerson(product, `Coordination ${name}`, { roles: ['coordinator'], organisationId: id });
  return { id, name, path: `/api/organisations/${id}/members`, person, client: await signedIn(product, person) };
}

const member = async (organisationId: string, roles = ['member']): Promise<{ person: Person; client: Client }> => {
  const person = await aPerson(product, `Membre ${(count += 1)}`, { roles, organisationId });
  return { person, client: await signedIn(product, person) };
};

const json = async <T,>(asked: Promise<Response>): Promise<T> => (await (await asked).json()) as T;
const code = async (asked: Promise<Response>): Promise<unknown> => (await json<{ code: string }>(asked)).code;
const status = async (asked: Promise<Response>): Promise<number> => (await asked).status;
const patch = (client: Client, path: string, body: object, version = 1): Promise<Response> =>
  client.ask(path, { method: 'PATCH', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'if-match': `"${version}"` } });

/** The mail that was last written to somebody. */
async function mailTo(email: string): Promise<{ link: string; content: Record<string, string>; language: string }> {
  const [mail] = await product.sql<{ content: Record<string, string>; language: string }>('select content, language from mails where address = $1 order by created_at desc, id desc limit 1', [email]);
  if (!mail) throw new Error(`nothing was written to ${email}`);
  return { ...mail, link: new URL(mail.content['url'] ?? '').pathname };
}

const invitation = (role = 'member') => ({ email: `invitee${(count += 1)}@organisme.example`, name: `Invitée ${count}`, role });
const stranger = (): Client => new Client(product, '');
const accept = (link: string): Promise<Response> => stranger().form(link, { password: PASSWORD });

beforeAll(async () => {
  product = await startProduct({ workers: false });
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
}, 120_000);
afterAll(() => product?.stop());

describe('A coordinator', () => {
  it('invites somebody, who chooses a password by the link in the mail and then acts for that organisation alone', async () => {
    const own = await aCoordination('Maison des Érables');
    const invited = invitation();
    const { id } = await json<{ id: string }>(own.client.post(own.path, invited));
    const mail = await mailTo(invited.email);
    expect(mail).toMatchObject({ language: 'fr', content: { organisation: 'Maison des Érables' } });

    const entered = await accept(mail.link);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/']);
    expect(await status(accept(mail.link))).toBe(410);
    const newcomer = await signedIn(product, invited);
    expect(await newcomer.json('/api/me')).toMatchObject({ id, roles: ['member'], teamId: null, organisationId: own.id, organisationName: 'Maison des Érables' });
    expect(await newcomer.ask('/')).toMatchObject({ status: 303 });
    expect((await newcomer.ask('/')).headers.get('location')).toBe('/requests');
    expect(await product.sql('select chain, action, subject_id, actor_id from audit_entries where chain = $1 order by seq', [own.id])).toEqual([
      { chain: own.id, action: 'member.invited', subject_id: id, actor_id: own.person.personId }]);
  });

  it('invites again with a new link, takes an invitation back, and neither once the account is open', async () => {
    const { client, path } = await aCoordination();
    const invited = invitation('coordinator');
    const { id } = await json<{ id: string }>(client.post(path, invited));
    const { link: first } = await mailTo(invited.email);
    expect(await status(client.post(`${path}/${id}/invite`))).toBe(200);
    const { link: second } = await mailTo(invited.email);
    expect(await status(stranger().ask(first))).toBe(410);
    expect(await status(client.post(`${path}/${id}/revoke-invitation`))).toBe(200);
    expect(await status(stranger().ask(second))).toBe(410);
    await client.post(`${path}/${id}/invite`);
    expect(await status(accept((await mailTo(invited.email)).link))).toBe(303);
    expect(await code(client.post(`${path}/${id}/invite`))).toBe('accounts.not-invited');
    expect(await code(client.post(`${path}/${id}/revoke-invitation`))).toBe('accounts.not-invited');
  });

  it('gives somebody another role on the version they saw, and it holds from the next click', async () => {
    const { id, client, path } = await aCoordination();
    const other = await member(id);
    const at = `${path}/${other.person.personId}`;
    expect(await status(other.client.ask(path))).toBe(403);
    expect(await status(patch(client, at, { role: 'coordinator' }))).toBe(200);
    expect(await status(other.client.ask(path))).toBe(200);
    expect(await status(patch(client, at, { role: 'member' }, 1))).toBe(412);
    expect(await status(client.ask(at, { method: 'PATCH', body: '{"role":"member"}', headers: { 'content-type': 'application/json' } }))).toBe(428);
    expect(await json(patch(client, at, { role: 'manager', email: 'x@y.example' }, 2))).toMatchObject({ status: 422, errors: [{ path: 'role' }, { path: 'email' }] });
  });

  it('closes an account, whose sessions and links end at once, and opens it again', async () => {
    const { id, client, path } = await aCoordination();
    const { person, client: leaving } = await member(id);
    expect(await status(leaving.ask('/api/me'))).toBe(200);
    expect(await json(client.post(`${path}/${person.personId}/disable`))).toEqual({ id: person.personId, state: 'disabled' });
    expect(await status(leaving.ask('/api/me'))).toBe(401);
    expect(await code(client.post(`${path}/${person.personId}/disable`))).toBe('accounts.already-disabled');
    expect(await json(client.post(`${path}/${person.personId}/enable`))).toEqual({ id: person.personId, state: 'active' });
    expect(await status(leaving.ask('/api/me'))).toBe(401);
    expect(await status((await signedIn(product, person)).ask('/api/me'))).toBe(200);
  });

  it('lists who acts for the organisation, a page at a time, and nobody else', async () => {
    const [own, other] = [await aCoordination(), await aCoordination()];
    const mine = [own.person, (await member(own.id)).person, (await member(own.id)).person].map(({ email }) => email).sort();
    const first = await own.client.json<{ items: { email: string }[]; next: string }>(`${own.path}?limit=2`);
    const second = await own.client.json<{ items: { email: string }[]; next: null }>(`${own.path}?limit=2&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ email }) => email).sort()).toEqual(mine);
    expect(second.next).toBeNull();
    expect(mine).not.toContain(other.person.email);
    expect((await own.client.json<{ items: unknown[] }>(`${own.path}?state=disabled`)).items).toEqual([]);
  });
});

describe('An organisation that has members', () => {
  it('never loses the last person who coordinates it, whether they step down or are closed out', async () => {
    const { id, client, path, person } = await aCoordination();
    await member(id);
    expect(await code(patch(client, `${path}/${person.personId}`, { role: 'member' }))).toBe('accounts.last-coordinator');
    expect(await code(client.post(`${path}/${person.personId}/disable`))).toBe('accounts.not-oneself');
    expect(await code(manager.post(`${path}/${person.personId}/disable`))).toBe('accounts.last-coordinator');
    await member(id, ['coordinator']);
    expect(await status(manager.post(`${path}/${person.personId}/disable`))).toBe(200);
  });

  it('not even when two coordinators close each other’s account at the same moment', async () => {
    const { id, client, path, person } = await aCoordination();
    const other = await member(id, ['coordinator']);
    await member(id);
    await Promise.all([client.post(`${path}/${other.person.personId}/disable`), other.client.post(`${path}/${person.personId}/disable`)]);
    expect(await product.sql(`select 1 from people where organisation_id = $1 and 'coordinator' = any(roles) and state = 'active'`, [id])).toHaveLength(1);
  });

  it('but without anybody else, its last account may be closed by the office', async () => {
    const { path, person } = await aCoordination();
    expect(await status(manager.post(`${path}/${person.personId}/disable`))).toBe(200);
  });
});

describe('Whoever keeps the network at the office', () => {
  it('invites the first coordinator of an organisation, in the organisation’s language', async () => {
    const id = await anOrganisation(product, 'Newcomers Together', { language: 'en' });
    const invited = invitation('coordinator');
    expect(await status(manager.post(`/api/organisations/${id}/members`, invited))).toBe(201);
    expect(await mailTo(invited.email)).toMatchObject({ language: 'en' });
  });

  it('finds no people of organisations among the office’s own, and cannot make them so', async () => {
    const { person } = await aCoordination();
    const administrator = await signedIn(product, await aPerson(product, `Administration ${(count += 1)}`, { roles: ['administrator'] }));
    expect((await administrator.json<{ items: { id: string }[] }>('/api/people?limit=200')).items.map(({ id }) => id)).not.toContain(person.personId);
    expect(await status(administrator.ask(`/api/people/${person.personId}`))).toBe(404);
    expect(await status(administrator.ask(`/people/${person.personId}`))).toBe(404);
    expect(await status(patch(administrator, `/api/people/${person.personId}`, { roles: ['manager'] }))).toBe(404);
    expect(await status(administrator.post('/api/duties', { kind: 'on_call', personId: person.personId, fromAt: '2030-01-05T12:00:00Z', untilAt: '2030-01-06T12:00:00Z' }))).toBe(404);
  });

  it('is told that there is no such organisation', async () => {
    expect(await status(manager.ask(`/api/organisations/${newId()}/members`))).toBe(404);
    expect(await status(manager.post(`/api/organisations/${newId()}/members`, invitation()))).toBe(404);
    expect(await status(manager.ask(`/organisations/${newId()}/members`))).toBe(404);
  });

  it('is not just anybody: caseworkers see who acts for an organisation and change nothing', async () => {
    const { path, person } = await aCoordination();
    const caseworker = await signedIn(product, await aPerson(product, `Protection ${(count += 1)}`, { roles: ['privacy_officer'] }));
    expect(await status(caseworker.ask(path))).toBe(200);
    expect(await status(caseworker.post(path, invitation()))).toBe(403);
    expect(await status(caseworker.post(`${path}/${person.personId}/disable`))).toBe(403);
  });
});

describe('A person of an organisation', () => {
  it('signs in, is slowed down when guessing, and chooses a new password by a mailed link like everybody else', async () => {
    const { id } = await aCoordination();
    const { person, client } = await member(id);
    const wrong = () => stranger().post('/api/sessions', { email: person.email, password: 'un mauvais mot' });
    const answers = [];
    for (let tries = 0; tries < 6; tries += 1) answers.push(await status(wrong()));
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);

    expect(await status(stranger().form('/forgot', { email: person.email }))).toBe(200);
    await until('the link was posted', async () => (await product.sql('select 1 from mails where address = $1', [person.email])).length > 0);
    expect(await status(stranger().form((await mailTo(person.email)).link, { password: 'un tilleul rieur et calme' }))).toBe(303);
    expect(await status(client.ask('/api/me'))).toBe(401);
  });

  it('keeps their own account: language, appearance, password and sessions, but no API token', async () => {
    const { id } = await aCoordination();
    const { client } = await member(id);
    expect(await status(client.form('/account/settings', { language: 'en', theme: 'dark' }))).toBe(303);
    const page = await (await client.ask('/account')).text();
    expect(page).toContain('My account');
    expect(page).toContain('data-theme="dark"');
    expect(page).not.toContain('/account/tokens');
    expect(page).not.toMatch(/href="\/(people|duties|cases|notices|mail|alarms|search|arrivals[^"]*)"/);
    expect(await status(client.form('/account/tokens', { name: 'programme', days: '30' }))).toBe(403);
    expect(await status(client.post('/api/tokens', { name: 'programme', days: 30 }))).toBe(403);
    expect(await status(client.post('/api/me/password', { current: PASSWORD, password: 'un tilleul rieur et calme' }))).toBe(200);
  });
});

describe('The pages', () => {
  it('let a coordinator do everything by forms alone, under their own address', async () => {
    const { client, id } = await aCoordination('Carrefour <du> Monde');
    const base = '/my-organisation/members';
    const invited = { ...invitation(), language: 'en' };
    expect((await client.form(base, invited)).headers.get('location')).toBe(`${base}?done=invited`);
    const [person] = await product.sql<{ id: string }>('select id from people where email = $1', [invited.email]);
    const at = `${base}/${person?.id}`;
    for (const path of [base, `${base}?state=invited`, `${base}/new`, at, `/organisations/${id}/members`]) {
      const response = await client.ask(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(await response.text()).not.toMatch(/ style=|accounts\.[a-z]|<du>/);
    }
    const faulty = await client.form(base, { email: 'pas une adresse', name: 'Prénom <Nom>', role: 'member' });
    expect(faulty.status).toBe(422);
    expect(await faulty.text()).toContain('value="Prénom &lt;Nom>"');
    expect((await client.form(`${at}/invite`, {})).headers.get('location')).toBe(`${at}?done=invited-again`);
    expect((await client.form(at, { version: '1', name: 'Autre Nom', role: 'coordinator', language: 'fr' })).headers.get('location')).toBe(`${base}?done=saved`);
    expect((await client.form(`${at}/disable`, {})).headers.get('location')).toBe(`${at}?done=disabled`);
    expect(await status(client.form(`${at}/disable`, {}))).toBe(409);
    expect((await client.form(`${at}/enable`, {})).headers.get('location')).toBe(`${at}?done=enabled`);
    expect(await status(client.form(`${at}/toString`, {}))).toBe(404);
  });

  it('serve the office under the organisation’s address, and are not its own', async () => {
    const { id, person } = await aCoordination();
    const page = await manager.ask(`/organisations/${id}/members`);
    expect(await page.text()).toContain(`href="/organisations/${id}/members/${person.personId}"`);
    expect(await status(manager.ask('/my-organisation/members'))).toBe(404);
  });
});
