import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../libs/sql/id.js';
import { until } from '../support/clockwork.js';
import { Listener } from '../support/listener.js';
import { type Product, startProduct } from '../support/product.js';
import { anOrganisation, aPerson, aTeam, type Client, officeTime, type Person, signedIn, type Team } from '../support/signed-in.js';

let product: Product;
let [centre, north]: Team[] = [];
let awa: Client;
let bruno: Client;
let caseId: string;
const listening: Listener[] = [];

const worker = (team: Team | undefined, n = 0): Person => team?.caseworkers[n] as Person;
const listens = async (client: Client): Promise<Listener> => {
  const listener = await Listener.to(client);
  listening.push(listener);
  return listener;
};
const note = (by: Client, of = caseId): Promise<Response> => by.post(`/api/cases/${of}/notes`, { body: 'Rappelés.' });
const noted = () => ({ topic: 'cases', caseId });

async function registered(over: object = {}): Promise<string> {
  const answer = await awa.post('/api/arrivals', {
    newcomers: [{ kinship: 'head', givenName: 'Samira', familyName: 'Haddad', birthOn: '1990-01-01' }], immigrationStatus: 'PR_FAMILY', source: 'person', language: 'ar',
    interpreter: 'needed', arrivalOn: '2026-11-23', owner: worker(centre).personId, ...over,
  });
  return ((await answer.json()) as { caseId: string }).caseId;
}

beforeAll(async () => {
  product = await startProduct({ workers: false });
  await officeTime(product, '2026-11-23T14:00:00Z');
  [centre, north] = [await aTeam(product, 'Centre', [['fr-CA'], ['fr-CA']]), await aTeam(product, 'Nord')];
  [awa, bruno] = [await signedIn(product, worker(centre)), await signedIn(product, worker(centre, 1))];
  caseId = await registered();
}, 120_000);
afterEach(() => {
  for (const listener of listening.splice(0)) listener.leave();
});
afterAll(() => product?.stop());

describe('A page that is open', () => {
  it('is told of what a colleague did: which case, and no word more', async () => {
    const hers = await listens(awa);
    expect(Object.fromEntries(hers.answer.headers)).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': expect.stringContaining("default-src 'self'") });
    expect(hers.answer.headers.get('content-encoding')).toBeNull();
    await note(bruno);
    await hers.hears(noted());
    expect(new Set(hers.nudges.flatMap((nudge) => Object.keys(nudge)))).toEqual(new Set(['topic', 'caseId']));
  });

  it('is told of what happened just before it could listen', async () => {
    await note(bruno);
    await (await listens(awa)).hears(noted());
  });

  it('is told of a deed of another process that took its time to commit, after later ones', async () => {
    const hers = await listens(awa);
    const elsewhere = new pg.Client({ connectionString: product.ownerUrl, options: '-c search_path=passerelle,public' });
    await elsewhere.connect();
    await elsewhere.query('begin');
    await elsewhere.query(`insert into facts (type, subject_id, payload, at) values ('checkpoint.moved', $1::uuid, jsonb_build_object('caseId', $1::uuid), office_now())`, [caseId]);
    await note(bruno);
    await hers.hears(noted());
    expect(hers.nudges).not.toContainEqual({ topic: 'follow-ups', caseId });
    await elsewhere.query('commit');
    await hers.hears({ topic: 'follow-ups', caseId });
    await elsewhere.end();
  });

  it('is told after the database came back', async () => {
    const hers = await listens(awa);
    await note(bruno);
    await hers.hears(noted());
    hers.nudges.length = 0;
    await product.sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
    await until('the house answers again', async () => (await note(bruno)).ok);
    await hers.hears(noted());
  });

  it('asks only for the answer’s head, and is not left waiting', async () => {
    expect((await awa.ask('/events', { method: 'HEAD' })).status).toBe(200);
  });
});

describe('Who is told', () => {
  it('another team and an organisation hear nothing of it, and an organisation what is its own', async () => {
    const maison = await anOrganisation(product, 'Maison');
    const [southerner, member] = [await listens(await signedIn(product, worker(north))), await listens(await signedIn(product, await aPerson(product, 'Membre', { roles: ['member'], organisationId: maison })))];
    const manager = await listens(await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] })));
    await note(bruno);
    await manager.hears(noted());
    await product.sql(`insert into facts (type, subject_id, payload, at) values ('service.changed', $1, $2, office_now())`, [maison, { organisationId: maison, serviceId: newId() }]);
    await member.hears({ topic: 'network' });
    await southerner.hears({ topic: 'network' });
    expect([member.nudges, southerner.nudges]).toEqual([[{ topic: 'network' }], [{ topic: 'network' }]]);
  });

  it('a restricted case makes no sound to the team', async () => {
    const restricted = await registered({ restricted: true });
    const [hers, his] = [await listens(awa), await listens(bruno)];
    await note(awa, restricted);
    await note(awa);
    await his.hears(noted());
    await hers.hears({ topic: 'cases', caseId: restricted });
    expect(JSON.stringify(his.nudges)).not.toContain(restricted);
  });

  it('whoever is told something sees their bell ring', async () => {
    const hers = await listens(awa);
    await product.sql(`insert into notices (id, person_id, kind, subject_id, details, told_at) values ($1, $2, 'continuity', $1, '{}', office_now())`, [newId(), worker(centre).personId]);
    expect(await (await awa.ask('/notices/bell')).text()).toContain('1</span>');
    await awa.post('/api/notices', { until: '2027-01-01T00:00:00Z' });
    await hers.hears({ topic: 'notices' });
    expect(await (await awa.ask('/notices/bell')).text()).not.toContain('</span>');
  });
});

describe('A stream ends', () => {
  it('with the session: nothing is heard after signing out', async () => {
    const client = await signedIn(product, worker(centre));
    const [gone, stays] = [await listens(client), await listens(awa)];
    await client.ask('/api/sessions/current', { method: 'DELETE' });
    await product.sql(`insert into facts (type, subject_id, payload, at) values ('plan.changed', $1::uuid, jsonb_build_object('caseId', $1::uuid), office_now())`, [caseId]);
    await stays.hears({ topic: 'follow-ups', caseId });
    await gone.ends();
    expect(gone.nudges).not.toContainEqual({ topic: 'follow-ups', caseId });
    expect((await client.ask('/events')).headers.get('location')).toBe('/sign-in?next=%2Fevents');
  });

  it('when somebody has too many, with the oldest, which is told not to come back', async () => {
    const browsers: Listener[] = [];
    while (browsers.length < 11) browsers.push(await listens(bruno));
    await browsers[0]?.ends();
    expect(browsers.map(({ ended, names }) => [ended, ...names])).toEqual([[true, 'enough'], ...Array.from({ length: 10 }, () => [false])]);
  });

  it('and does not keep anybody signed in', async () => {
    const client = await signedIn(product, worker(north));
    const rested = () => product.sql(`select from sessions where person_id = $1 and seen_at < clock_timestamp() - interval '1 hour'`, [worker(north).personId]);
    await product.sql(`update sessions set seen_at = clock_timestamp() - interval '2 hours' where person_id = $1`, [worker(north).personId]);
    const before = (await rested()).length;
    await listens(client);
    await client.ask('/cases', { headers: { 'x-by-itself': 'live' } });
    expect(await rested()).toHaveLength(before);
    await client.ask('/cases');
    await until('a visit was noted', async () => (await rested()).length < before);
  });

  it('with the process', async () => {
    const own = await startProduct({ workers: false });
    const listener = await Listener.to(await signedIn(own, await aPerson(own, 'Direction', { roles: ['manager'] })));
    await own.stop();
    await listener.ends();
  });
});
