import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/sql/id.js';
import { until } from '../support/clockwork.js';
import { aMember, anOrganisation, aService } from '../support/network-room.js';
import { type Product, startProduct } from '../support/product.js';
import { aPerson, type Client, officeTime, type Person, signedIn } from '../support/signed-in.js';

const MONDAY = '2026-03-02T14:00:00Z';
let product: Product;
let organisation: string;
let other: string;
let service: string;
let boss: Person;
let manager: Client;
let caseworker: Client;
let coordinator: Person;
let member: Client;
const sql = <R extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<R[]> => product.sql<R>(text, values);

beforeAll(async () => {
  product = await startProduct({ settings: { LOG_LEVEL: 'silent' } });
  boss = await aPerson(product, 'Direction', { roles: ['manager'] });
  const team = newId();
  await sql("insert into teams (id, name, calendar) values ($1, 'Nord', 'mtl-counter')", [team]);
  [manager, caseworker] = [await signedIn(product, boss), await signedIn(product, await aPerson(product, 'Intervenante', { roles: ['caseworker'], teamId: team }))];
  organisation = await anOrganisation(sql, 'La Maison du Sud', { language: 'en' });
  other = await anOrganisation(sql, 'Accueil Nord');
  service = await aService(sql, organisation, 'Hébergement');
  coordinator = await aMember(sql, organisation, 'Coordination');
  member = await signedIn(product, coordinator);
  await aMember(sql, organisation, 'Membre', ['member']);
}, 120_000);
afterAll(() => product?.stop());
beforeEach(() => officeTime(product, MONDAY));

const terms = { terms: 'Dix lits pour des familles, sept jours sur sept.', startsOn: '2026-01-01' };
const make = (body: object = {}, by = manager, of = organisation) => by.post(`/api/organisations/${of}/agreements`, { ...terms, ...body });
const made = async (body: object = {}): Promise<{ id: string; version: number }> => (await (await make(body)).json()) as { id: string; version: number };
const amend = (id: string, body: object, version: number, by = manager) => by.ask(`/api/agreements/${id}`, { method: 'PATCH', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'if-match': `"${version}"` } });
interface Read { id: string; state: string; answerDueAt: string | null; serviceName: string | null; version: number; endedAt: string | null }
const read = (id: string, by = manager) => by.json<Read>(`/api/agreements/${id}`);

describe('an agreement', () => {
  it('is made by the office, read by both, and says when an answer asked now would be due on its own clock', async () => {
    const { id } = await made({ serviceId: service, answerWithin: 2, answerUnit: 'days', answerClock: 'business', quotaPerMonth: 12, priorityGroups: ['ASYLUM', 'family'], endsOn: '2026-12-31' });
    // Two business days after a Monday: Wednesday, until doors close.
    expect(await read(id)).toMatchObject({ state: 'running', serviceName: 'Hébergement', answerDueAt: '2026-03-04T22:00:00.000Z' });
    expect(await member.json(`/api/organisations/${organisation}/agreements`)).toMatchObject({ items: [{ id, quotaPerMonth: 12, priorityGroups: ['ASYLUM', 'family'] }] });
    expect(await sql("select chain, action from audit_entries where subject_id = $1", [id])).toEqual([{ chain: organisation, action: 'agreement.made' }]);
  });

  it('is not made by those who do not keep the network, and another organisation’s does not exist', async () => {
    const { id, version } = await made();
    const theirs = ((await (await make({}, manager, other)).json()) as { id: string }).id;
    const statuses = await Promise.all([
      make({}, caseworker), make({}, member), amend(id, { terms: 'x' }, version, member), member.post(`/api/agreements/${id}/end`),
      member.ask(`/api/agreements/${theirs}`), amend(theirs, { terms: 'x' }, 1, member), member.post(`/api/agreements/${theirs}/end`), member.ask(`/api/organisations/${other}/agreements`),
      make({}, member, other), member.ask(`/api/agreements/${newId()}`), make({}, manager, newId()),
    ].map(async (asked) => (await asked).status));
    expect(statuses).toEqual([403, 403, 403, 403, 404, 404, 404, 404, 404, 404, 404]);
  });

  it('is refused whole when it does not hold together, each field with its reason', async () => {
    const faults = async (body: object) => {
      const answer = await make(body);
      return [answer.status, ((await answer.json()) as { errors: { path: string; code: string }[] }).errors.map(({ path, code }) => `${path} ${code}`)];
    };
    const theirs = await aService(sql, other, 'Banque alimentaire');
    expect(await faults({ answerWithin: 2, endsOn: '2025-12-31', serviceId: theirs })).toEqual([422, [
      'answerWithin organisations.faults.answer-promise', 'endsOn organisations.faults.ends-before-start', 'serviceId organisations.faults.unknown-service',
    ]]);
    expect(await faults({ terms: ' ', quotaPerMonth: 0, priorityGroups: ['MARTIANS'], startsOn: '2026-02-30', colour: 'red' })).toEqual([422, expect.arrayContaining([
      'terms http.faults.missing', 'quotaPerMonth http.faults.too-small', 'priorityGroups.0 organisations.faults.priority-group', 'startsOn http.faults.format.date', 'colour http.faults.unknown',
    ])]);
  });

  it('changes with the version that was seen, ends once, and stays as it was then', async () => {
    const { id, version } = await made();
    const changed = await amend(id, { endsOn: '2026-09-30' }, version);
    expect([changed.status, (await amend(id, { endsOn: '2026-10-31' }, version)).status]).toEqual([200, 412]);
    expect((await manager.post(`/api/agreements/${id}/end`)).status).toBe(200);
    expect(await read(id)).toMatchObject({ state: 'ended', endedAt: expect.any(String) });
    expect([(await manager.post(`/api/agreements/${id}/end`)).status, (await amend(id, { terms: 'x' }, 3)).status]).toEqual([409, 409]);
  });
});

describe('the end of an agreement', () => {
  const told = (id: string) => sql("select payload from facts where type = 'agreement.ending' and subject_id = $1 and payload->>'agreementId' = $2", [organisation, id]);
  const pending = async (id: string) => (await sql<{ at: Date }>("select at from alarms where kind = 'agreement-ending' and subject_id = $1 and state = 'pending'", [id]))[0]?.at.toISOString();
  const mails = (id: string) => sql<{ address: string; language: string; content: object }>('select address, language, content from mails where key like $1 order by address', [`agreement-ending:${id}:%`]);

  it('is said in time: to the office as a notice, to the coordinators by mail, each end once', async () => {
    const { id, version } = await made({ endsOn: '2026-06-30', remindDays: 60 });
    await until('the alarm is set', async () => (await pending(id)) !== undefined);
    expect(await pending(id)).toBe('2026-05-01T12:30:00.000Z');
    await officeTime(product, '2026-05-01T12:31:00Z');
    await until('the end was told', async () => (await told(id)).length > 0);
    expect(await told(id)).toEqual([{ payload: { organisationId: organisation, agreementId: id, endsOn: '2026-06-30' } }]);
    expect(await mails(id)).toMatchObject([{ address: coordinator.email, language: 'en', content: { endsOn: '2026-06-30' } }]);
    expect(await read(id)).toMatchObject({ state: 'ending' });
    const notices = async () => (await manager.json<{ items: { kind: string; subjectId: string; details: object }[] }>('/api/notices?unread=true')).items.filter(({ subjectId }) => subjectId === id);
    await until('the managers have a notice', async () => (await notices()).length > 0);
    expect(await notices()).toMatchObject([{ kind: 'agreement-ending', details: { organisationId: organisation, endsOn: '2026-06-30' } }]);
    expect(await (await manager.ask('/notices')).text()).toContain(`/organisations/${organisation}`);

    // Words may change without another reminder; another end is another reminder.
    expect((await amend(id, { terms: 'Douze lits.' }, version + 1)).status).toBe(200);
    expect((await amend(id, { endsOn: '2027-06-30' }, version + 2)).status).toBe(200);
    await until('the next alarm is set', async () => (await pending(id)) !== undefined);
    expect([await pending(id), (await told(id)).length]).toEqual(['2027-05-03T12:30:00.000Z', 1]);
  });

  it('is not said of one that ended before, nor by mail to whoever wants none', async () => {
    const { id } = await made({ endsOn: '2026-06-30', remindDays: 60 });
    await until('the alarm is set', async () => (await pending(id)) !== undefined);
    await manager.post(`/api/agreements/${id}/end`);
    await until('the alarm is cancelled', async () => (await pending(id)) === undefined);

    await sql("update organisations set mails = '{}' where id = $1", [organisation]);
    const next = await made({ endsOn: '2026-06-30', remindDays: 60 });
    await until('the alarm is set', async () => (await pending(next.id)) !== undefined);
    await officeTime(product, '2026-05-01T12:31:00Z');
    await until('the end was told', async () => (await told(next.id)).length > 0);
    expect([await mails(next.id), await told(id)]).toEqual([[], []]);
    await sql("update organisations set mails = '{agreement}' where id = $1", [organisation]);
  });
});

describe('the pages', () => {
  it('make an agreement, bring the form back with what is wrong, change it and end it', async () => {
    const base = `/organisations/${organisation}/agreements`;
    expect((await manager.ask(`${base}/new`)).status).toBe(200);
    expect([(await caseworker.ask(`${base}/new`)).status, (await member.ask(`${base}/new`)).status]).toEqual([403, 403]);
    const wrong = await manager.form(base, { terms: 'Six lits.', startsOn: '2026-03-01', endsOn: '2026-02-01', remindDays: '60', answerWithin: '2' });
    const html = await wrong.text();
    expect([wrong.status, html.includes('id="endsOn-fault"'), html.includes('id="answerWithin-fault"'), html.includes('Six lits.')]).toEqual([422, true, true, true]);
    const done = await manager.form(base, [['terms', 'Six lits.'], ['startsOn', '2026-03-01'], ['remindDays', '30'], ['statuses', 'ASYLUM'], ['households', 'senior']]);
    expect([done.status, done.headers.get('location')]).toEqual([303, `/organisations/${organisation}?done=agreement-made`]);
    const [agreement] = await sql<{ id: string; version: number; priority_groups: string[] }>("select id, version, priority_groups from agreements where terms = 'Six lits.'");
    expect(agreement?.priority_groups).toEqual(['senior', 'ASYLUM']);
    const path = `/agreements/${agreement?.id}`;
    expect(await (await manager.ask(path)).text()).toContain('Six lits.');
    const saved = await manager.form(path, { version: String(agreement?.version), terms: 'Sept lits.', startsOn: '2026-03-01', remindDays: '30' });
    expect(saved.headers.get('location')).toBe(`/organisations/${organisation}?done=agreement-saved`);
    expect((await manager.form(`${path}/end`, { version: '1' })).status).toBe(412);
    expect((await manager.form(`${path}/end`, { version: '2' })).headers.get('location')).toBe(`/organisations/${organisation}?done=agreement-ended`);
  });
});
