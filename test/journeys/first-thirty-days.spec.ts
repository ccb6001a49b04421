import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { verifyAudit } from '../../libs/audit/verify.js';
import { PinoLogger } from '../../libs/http/pino-logger.js';
import { type CaseFile, Diary, type Promised } from '../support/diary.js';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { namedIn, queued, tablesThatKnow } from '../support/secrets.js';
import { aPerson, aTeam, type Client, officeTime, type Person, signedIn, type Team } from '../support/signed-in.js';

interface Registered { readonly caseId: string; readonly number: string; readonly tier: string; readonly ownerId: string; readonly checkpoints: readonly { code: string; dueAt: string }[] }
interface Difference { readonly digest: string; readonly unchanged: boolean; readonly difference: { readonly moved: readonly { readonly present: { readonly code: string } }[] } }

/** What is typed about the household, and may stand nowhere but in its file. */
const SECRETS = ['Okonkwo', 'Ngozi', 'Chidi', 'Adaeze', '5145550137', '555-0137', 'ngozi.okonkwo', 'tante de Laval'];

const household = (owner: Person) => ({
  newcomers: [
    { kinship: 'head', givenName: 'Ngozi', familyName: 'Okonkwo', gender: 'F', birthOn: '1991-04-12', speaksFrench: true },
    { kinship: 'spouse', givenName: 'Chidi', familyName: 'Okonkwo', gender: 'M', birthOn: '1989-09-02', speaksFrench: true },
    { kinship: 'child', givenName: 'Adaeze', familyName: 'Okonkwo', birthOn: '2018-06-21' },
  ],
  immigrationStatus: 'PR_ECONOMIC', source: 'person', language: 'fr-CA', interpreter: 'not_needed', borough: 'verdun', housing: 'stable', arrivalOn: '2026-12-23',
  contactWays: [
    { kind: 'phone', value: '514 555-0137', safeToCall: true, safeToText: true, preferred: true },
    { kind: 'email', value: 'ngozi.okonkwo@courriel.example', safeToText: true },
  ],
  owner: owner.personId, tier: { confirmed: 'P3' }, note: 'Logés chez une tante de Laval jusqu’à dimanche.',
});

let product: Product;
let diary: Diary;
let north: Team;
let south: Team;
let awa: Person;
let bruno: Person;
let clients: Record<'awa' | 'bruno' | 'lead' | 'southern' | 'southLead' | 'manager' | 'admin', Client>;
let okonkwo: Registered;
let neighbours: Registered;
const logged: string[] = [];

beforeAll(async () => {
  product = await startProduct({ logger: new PinoLogger('debug', { write: (line) => void logged.push(line) }) });
  await officeTime(product, '2026-12-23T09:00:00-05:00');
  diary = new Diary(product);
  north = await aTeam(product, 'Nord', [['fr-CA'], ['fr-CA', 'es']]);
  south = await aTeam(product, 'Sud');
  await product.sql(`update teams set calendar = 'qc-labour' where id = $1`, [south.id]);
  [awa, bruno] = north.caseworkers as [Person, Person];
  clients = {
    awa: await signedIn(product, awa), bruno: await signedIn(product, bruno), lead: await signedIn(product, north.lead),
    southern: await signedIn(product, south.caseworkers[0] as Person), southLead: await signedIn(product, south.lead),
    manager: await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] })),
    admin: await signedIn(product, await aPerson(product, 'Administration', { roles: ['administrator'] })),
  };
}, 120_000);
afterAll(() => product?.stop());

afterEach(async () => {
  await until('every case has a next step ahead', async () => (await diary.withoutNextStep()).length === 0);
  expect(await diary.forgotten(clients.manager)).toBe(0);
});

/** A deed by the API; anything but a yes is told with its reason. */
async function did<T = Record<string, unknown>>(by: Client, path: string, body: unknown = {}, headers?: Record<string, string>): Promise<T> {
  const answer = await by.post(`/api/${path}`, body, headers);
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
const file = (by: Client = clients.awa, of: Registered = okonkwo): Promise<CaseFile> => by.json<CaseFile>(`/api/cases/${of.caseId}`);
async function promise(code: string, by: Client = clients.awa, of: Registered = okonkwo): Promise<Promised> {
  const found = (await file(by, of)).checkpoints.filter((each) => each.code === code && each.state !== 'superseded').at(-1);
  if (!found) throw new Error(`there is no ${code}`);
  return found;
}
const local = (moment: string | null | undefined): string => (moment ? new Date(moment).toLocaleString('sv-SE', { timeZone: 'America/Toronto' }).slice(0, 16) : '');
const dueOf = (registered: Registered): Record<string, string> => Object.fromEntries(registered.checkpoints.map(({ code, dueAt }) => [code, local(dueAt)]));

describe('Day 0, Wednesday 23 December: a family of three arrives the day before the office closes', () => {
  it('the caseworker sees the priority, its reasons and the dates before anything is written', async () => {
    const preview = await did<{ proposal: { tier: string; reasons: { text: string }[] }; checkpoints: { code: string; dueAt: string; explanation: string }[] }>(clients.awa, 'arrivals/preview', household(awa));
    expect(preview.proposal).toMatchObject({ tier: 'P3', reasons: [{ code: 'status_standard' }] });
    expect(preview.checkpoints[0]).toMatchObject({ code: 'D01', dueAt: '2027-01-04T22:00:00.000Z' });
    expect(await product.sql('select id from cases')).toEqual([]);
  });

  it('they are registered, and the plan goes round the closure', async () => {
    okonkwo = await did<Registered>(clients.awa, 'arrivals', household(awa), { 'idempotency-key': 'journee-zero' });
    expect(okonkwo).toMatchObject({ tier: 'P3', ownerId: awa.personId });
    const due = dueOf(okonkwo);
    expect(due['D01']).toBe('2027-01-04 17:00');
    const moments = okonkwo.checkpoints.map(({ dueAt }) => dueAt);
    expect(moments).toEqual([...new Set(moments)].sort());
  });

  it('the other team works between the holidays: the same arrival is called the next day', async () => {
    neighbours = await did<Registered>(clients.southern, 'arrivals', { ...household(south.caseworkers[0] as Person), contactWays: [{ kind: 'phone', value: '514 555-0188', safeToCall: true }] });
    expect(dueOf(neighbours)['D01']).toBe('2026-12-24 17:00');
  });
});

describe('Days 1 to 8: a promise is missed between the holidays, and more and more people hear of it', () => {
  it('24 December, after lunch: its owner is reminded', async () => {
    await diary.now('2026-12-24T13:00:00');
    const { id, step } = await promise('D01', clients.southern, neighbours);
    const [nudge] = await diary.told('checkpoint.nudged', id);
    expect(nudge?.payload['to']).toEqual([south.caseworkers[0]?.personId]);
    expect(step).toBe(0);
  });

  it('24 December, 17:00: nobody called, and the breach is recorded once', async () => {
    const { id } = await promise('D01', clients.southern, neighbours);
    await diary.now('2026-12-24T17:00:01');
    await diary.told('checkpoint.overdue', id);
    await diary.now('2026-12-25T10:00:00');
    await diary.told('checkpoint.overdue', id);
    expect(await product.sql('select code from breaches where checkpoint_id = $1', [id])).toHaveLength(1);
    expect((await promise('D01', clients.southern, neighbours)).brokenAt).not.toBeNull();
  });

  it('28 December, at closing time: the team lead is told', async () => {
    await diary.now('2026-12-28T17:00:01');
    expect(await diary.noticed(clients.southLead, 'escalated', neighbours.caseId)).toMatchObject({ code: 'D01', what: 'lead' });
    expect((await clients.manager.json<{ items: unknown[] }>('/api/notices?unread=true')).items).toEqual([]);
  });

  it('30 December, at closing time: the manager is told', async () => {
    await diary.now('2026-12-30T17:00:01');
    expect(await diary.noticed(clients.manager, 'escalated', neighbours.caseId)).toMatchObject({ code: 'D01', what: 'manager' });
  });

  it('31 December: a late promise is let go by the lead alone, who also takes that back', async () => {
    await diary.now('2026-12-31T09:00:00');
    const { id } = await promise('D01', clients.southern, neighbours);
    const refused = await clients.southern.post(`/api/checkpoints/${id}/waive`, { reason: 'household_declined' });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'follow-ups.lead-only']);
    expect(await did(clients.southLead, `checkpoints/${id}/waive`, { reason: 'household_declined' })).toMatchObject({ state: 'waived', missed: true });
    expect(await did(clients.southLead, `checkpoints/${id}/undo`, { reason: 'wrong_household' })).toMatchObject({ state: 'scheduled' });
  });

  it('one call then keeps everything that was promised by now, late', async () => {
    const [first, second, third] = [await promise('D01', clients.southern, neighbours), await promise('D03', clients.southern, neighbours), await promise('D07', clients.southern, neighbours)];
    const done = await did<{ done: string[]; missed: boolean; next: { code: string } }>(clients.southern, `checkpoints/${first.id}/complete`, { contact: { channel: 'call', outcome: 'spoke' }, also: [second.id, third.id] });
    expect(done).toMatchObject({ done: [first.id, second.id, third.id], missed: true, next: { code: 'D14' } });
    expect(await product.sql('select code from breaches where checkpoint_id = $1', [first.id])).toHaveLength(1);
  });
});

describe('Days 12 to 14: the office opens again, and the family does not answer', () => {
  const tried = (channel: string, outcome: string) => async () => {
    const { id } = await promise('D01');
    return did<{ contact: boolean; nextAttempt: { at: string; channel: string } | null; unreached: boolean }>(clients.awa, `checkpoints/${id}/attempts`, { channel, outcome });
  };

  it('4 January, 09:00: nothing was due while the office was closed; today it is', async () => {
    await diary.now('2027-01-04T09:00:00');
    const day = await clients.awa.json<{ counts: Record<string, number>; today: { id: string }[] }>('/api/desk');
    expect(day.counts).toMatchObject({ overdue: 0, today: 1 });
    expect(day.today.map(({ id }) => id)).toEqual([okonkwo.caseId]);
  });

  it('a call without an answer plans the next one for the afternoon, and the promise stays where it is', async () => {
    const { nextAttempt } = await tried('call', 'no_answer')();
    expect([local(nextAttempt?.at), nextAttempt?.channel]).toEqual(['2027-01-04 13:00', 'call']);
    expect(local((await promise('D01')).dueAt)).toBe('2027-01-04 17:00');
  });

  it('13:00: a message that nobody answers is an attempt, never a contact', async () => {
    await diary.now('2027-01-04T13:00:00');
    const { contact, nextAttempt } = await tried('sms', 'message_sent')();
    expect([contact, local(nextAttempt?.at).slice(0, 10), nextAttempt?.channel]).toEqual([false, '2027-01-05', 'email']);
  });

  it('5 January: after three attempts on two days by two ways they are unreached', async () => {
    await diary.now('2027-01-05T09:30:00');
    await diary.told('checkpoint.overdue', (await promise('D01')).id);
    expect(await tried('email', 'message_sent')()).toMatchObject({ unreached: true, nextAttempt: { channel: 'visit' } });
    expect((await file()).unreachedSince).not.toBeNull();
    expect((await clients.awa.json<{ counts: { unreached: number } }>('/api/desk')).counts.unreached).toBe(1);
  });

  it('6 January: they answer, and one contact keeps two promises', async () => {
    await diary.now('2027-01-06T10:00:00');
    const [first, registrations] = [await promise('D01'), await promise('D14')];
    const { completed } = await did<{ completed: { done: string[]; missed: boolean } }>(clients.awa, `checkpoints/${first.id}/attempts`,
      { channel: 'call', outcome: 'spoke', minutes: 25, completes: [first.id, registrations.id], ticks: ['two-way-contact'], note: 'Tout le monde va bien chez les Okonkwo.' });
    expect(completed).toMatchObject({ done: [first.id, registrations.id], missed: true });
    expect(await file()).toMatchObject({ unreachedSince: null, state: 'open' });
    expect((await promise('D14')).state).toBe('done');
  });
});

describe('Days 14 to 20: plans change', () => {
  it('the family is away, so the thirty-day review moves; its standard does not', async () => {
    const { id, standardDueAt, version } = await promise('D30');
    await did(clients.awa, `checkpoints/${id}/move`, { dueAt: '2027-01-25T17:00:00-05:00', reason: 'household_away' }, { 'if-match': `"${version}"` });
    expect(await promise('D30')).toMatchObject({ dueAt: '2027-01-25T22:00:00+00:00', standardDueAt });
  });

  it('they came two days earlier than was thought: the plan is worked out again, shown, and accepted as shown', async () => {
    const { version } = await file();
    const answer = await clients.awa.ask(`/api/cases/${okonkwo.caseId}`, { method: 'PATCH', body: JSON.stringify({ arrivalOn: '2026-12-21' }), headers: { 'content-type': 'application/json', 'if-match': `"${version}"` } });
    expect(answer.status).toBe(200);
    const shown = await did<Difference>(clients.awa, `cases/${okonkwo.caseId}/plan/preview`);
    const moved = shown.difference.moved.map(({ present }) => present.code);
    expect(moved).toEqual(expect.arrayContaining(['D60', 'D90', 'D365']));
    expect(moved).not.toContain('D30');
    await did(clients.awa, `cases/${okonkwo.caseId}/plan/accept`, { digest: shown.digest });
    expect(await did<Difference>(clients.awa, `cases/${okonkwo.caseId}/plan/preview`)).toMatchObject({ unchanged: true });
    expect(local((await promise('D60')).dueAt)).toBe('2027-02-19 17:00');
  });

  it('12 January: their needs are scored, and scored again when things are better', async () => {
    await diary.now('2027-01-12T11:00:00');
    await did(clients.awa, `cases/${okonkwo.caseId}/needs`, { scores: [{ code: 'SHELTER', score: 2 }, { code: 'FOOD', score: 1, note: 'Panier demandé' }] });
    await did(clients.awa, `cases/${okonkwo.caseId}/needs`, { scores: [{ code: 'FOOD', score: 3 }] });
    expect((await file()).needs).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'FOOD', score: 3, first: 1, times: 2 }), expect.objectContaining({ code: 'SHELTER', score: 2, times: 1 })]));
  });

  it('a consent is recorded, and withdrawn as easily', async () => {
    const [head] = (await file()).newcomers;
    const { consentId } = await did<{ consentId: string }>(clients.awa, `cases/${okonkwo.caseId}/consents`,
      { newcomerId: head?.id, purpose: 'school', recipient: 'school', language: 'fr-CA', interpreted: false, proof: 'signed', expiresOn: '2027-12-31' });
    expect((await file()).consents).toMatchObject([{ id: consentId, inForce: true }]);
    await did(clients.awa, `cases/${okonkwo.caseId}/consents/${consentId}/withdraw`);
    expect((await file()).consents).toMatchObject([{ id: consentId, inForce: false }]);
  });
});

describe('Days 26 to 36: people of the office come and go', () => {
  it('18 January: Awa is away, and whoever stands in for her hears first', async () => {
    await diary.now('2027-01-18T09:00:00');
    await did(clients.lead, 'duties', { kind: 'cover', personId: bruno.personId, forPersonId: awa.personId, fromAt: '2027-01-18T09:00:00-05:00', untilAt: '2027-01-27T17:00:00-05:00' });
    await diary.now('2027-01-25T09:00:00');
    const { id } = await promise('D30', clients.bruno);
    const [nudge] = await diary.told('checkpoint.nudged', id);
    expect(nudge?.payload['to']).toEqual([bruno.personId, awa.personId]);
    expect(await did(clients.bruno, `checkpoints/${id}/complete`, { contact: { channel: 'call', outcome: 'spoke' } })).toMatchObject({ state: 'done', missed: true });
  });

  it('28 January: Awa leaves, but not before her families have somebody else', async () => {
    await diary.now('2027-01-28T09:00:00');
    const refused = await clients.admin.post(`/api/people/${awa.personId}/disable`);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'accounts.still-owns']);
    expect(await did(clients.lead, `people/${awa.personId}/hand-over`, { ownerId: 'team' })).toMatchObject({ cases: 1 });
    expect((await file(clients.bruno)).ownerId).toBe(bruno.personId);
    await diary.noticed(clients.bruno, 'assigned', okonkwo.caseId);
    expect(await did(clients.admin, `people/${awa.personId}/disable`)).toMatchObject({ state: 'disabled' });
    expect((await clients.awa.ask('/api/me')).status).toBe(401);
  });

  it('1 February: they are settled, and the case is closed', async () => {
    await diary.now('2027-02-01T10:00:00');
    const { version } = await file(clients.bruno);
    await did(clients.bruno, `cases/${okonkwo.caseId}/close`, { reason: 'settled' }, { 'if-match': `"${version}"` });
    const closed = await file(clients.bruno);
    expect(closed).toMatchObject({ state: 'closed', nextDueAt: null });
    expect(closed.checkpoints.filter(({ state }) => state === 'scheduled')).toEqual([]);
    expect(await product.sql(`select id from alarms where state = 'pending' and subject_id = any($1)`, [closed.checkpoints.map(({ id }) => id)])).toEqual([]);
  });

  it('3 February: they ask for help again, and somebody is in touch within one business day', async () => {
    await diary.now('2027-02-03T15:00:00');
    await did(clients.bruno, `cases/${okonkwo.caseId}/reopen`, { reason: 'asked_for_help' });
    expect(local((await file(clients.bruno)).nextDueAt)).toBe('2027-02-04 17:00');
  });
});

describe('What remains of it all', () => {
  it('every change and every look stands in the audit, and no link is broken', async () => {
    const client = new pg.Client({ connectionString: product.ownerUrl, options: '-c search_path=passerelle,public' });
    await client.connect();
    const { entries, broken } = await verifyAudit(client);
    await client.end();
    expect(broken).toBeNull();
    expect(entries).toBeGreaterThan(30);
  });

  it('who they are stands in their file and nowhere else: no fact, no alarm, no job of the queue, no log', async () => {
    expect(await tablesThatKnow(product, SECRETS)).toEqual(['attempts', 'cases', 'contact_ways', 'newcomers', 'notes']);
    expect(namedIn(await queued(product), SECRETS)).toEqual([]);
    expect(namedIn(logged.join(''), SECRETS)).toEqual([]);
    expect(logged.length).toBeGreaterThan(0);
  });
});
