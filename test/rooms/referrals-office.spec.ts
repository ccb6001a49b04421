import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/sql/id.js';
import type { WholeFile } from '../../src/desk/case/file.js';
import type { Day } from '../../src/desk/rows.js';
import type { ReferralSheet } from '../../src/referrals/office/referral-sheet.js';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referralState, referring, untilOffers, untilReferral } from '../support/referrals.js';
import { aPerson, aTeam, type Client, signedIn } from '../support/signed-in.js';

let product: Product;
let room: Referring;
let stranger: Client;
let manager: Client;
let awaId: string;
const services = (...places: number[]): string[] => places.map((place) => room.helpers[place]?.serviceId ?? '');
const helper = (place: number) => room.helpers[place]?.client ?? room.awa;
const own = () => ({ owner: awaId });

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 3);
  awaId = room.team.caseworkers[0]?.personId ?? '';
  stranger = await signedIn(product, (await aTeam(product, 'Nord')).caseworkers[0] ?? { email: '' });
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
}, 120_000);
afterAll(() => product?.stop());

const page = async (client: Client, path: string): Promise<string> => {
  const response = await client.ask(path);
  const html = await response.text();
  expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'no-store']);
  expect(html).not.toMatch(/ style=| on\w+="|undefined|\[object Object\]|NaN/);
  return html.replaceAll('\u00a0', ' ');
};
const sheet = (referralId: string): Promise<ReferralSheet> => room.awa.json<ReferralSheet>(`/api/referrals/${referralId}`);
const dayOf = async (client: Client): Promise<Day['referrals']> => (await client.json<Day>('/api/desk')).referrals;
const noticesOf = async (client: Client, kind: string, subjectId: string) =>
  (await client.json<{ items: { kind: string; subjectId: string; times: number; organisationName: string | null; leadName: string | null; details: object }[] }>('/api/notices')).items
    .filter((each) => each.kind === kind && each.subjectId === subjectId);

describe('A referral as the office reads it', () => {
  it('comes with everybody it was put to, leaves a trace, and does not exist for another team', async () => {
    const caseId = await aSharedCase(room.awa, own());
    const referralId = await aReferral(room.awa, caseId, services(0, 1), { note: 'Un bébé.' });
    const read = await sheet(referralId);
    expect(read).toMatchObject({ id: referralId, caseId, need: 'FOOD', state: 'open', way: 'order', note: 'Un bébé.', openedByName: expect.any(String) });
    expect(read.offers.map(({ state, organisationName, serviceName, agreed }) => [state, organisationName, serviceName, agreed])).toEqual([['sent', 'Cuisine 1', 'Paniers 1', true], ['drafted', 'Cuisine 2', 'Paniers 2', true]]);

    expect((await manager.json<ReferralSheet[]>(`/api/cases/${caseId}/referrals`)).map(({ id }) => id)).toEqual([referralId]);
    expect(await product.sql('select action, subject_id from audit_entries where chain = $1 and action = $2 order by seq', [caseId, 'referral.looked-at'])).toEqual([
      { action: 'referral.looked-at', subject_id: referralId }, { action: 'referral.looked-at', subject_id: null },
    ]);

    const unknown = await stranger.ask(`/api/referrals/${newId()}`);
    for (const path of [`/api/referrals/${referralId}`, `/api/cases/${caseId}/referrals`]) {
      const answer = await stranger.ask(path);
      expect([path, answer.status, (await answer.json() as { code: string }).code]).toEqual([path, 404, (await unknown.clone().json() as { code: string }).code]);
    }
    for (const path of [`/referrals/${referralId}`, `/referrals/${referralId}/close`]) expect([path, (await stranger.ask(path)).status]).toEqual([path, 404]);
  });

  it('stands on the case with its clock, in the file and on the page, and the timeline tells it in words', async () => {
    const caseId = await aSharedCase(room.awa, own());
    await room.awa.post(`/api/cases/${caseId}/needs`, { scores: [{ code: 'FOOD', score: 1 }] });
    const referralId = await aReferral(room.awa, caseId, services(0, 1));
    const file = await room.awa.json<WholeFile>(`/api/cases/${caseId}`);
    expect(file.referrals).toMatchObject([{ id: referralId, need: 'FOOD', offers: [{ state: 'sent', organisationName: 'Cuisine 1', dueAt: expect.any(String) }, { state: 'drafted' }] }]);
    const html = await page(room.awa, `/cases/${caseId}`);
    expect(html).toContain(`href="/referrals/${referralId}"`);
    expect(html).toMatch(/Cuisine 1, 1er choix sur 2.*Reste .*ensuite, le 2e choix/s);
    expect(html).toContain('Alimentation : demande envoyée à Cuisine 1');
    const narrowed = await page(room.awa, `/cases/${caseId}?thread=referrals`);
    expect(narrowed).toContain('Alimentation : aiguillage ouvert par');
    expect(narrowed).not.toContain('case.opened');
  });
});

describe('The page of a referral', () => {
  it('answers a question with the version that was seen, once, and writes', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa, own()), services(0));
    const [offer] = await offersOf(product, referralId);
    await helper(0).post(`/api/offers/${offer?.id}/ask`, { text: 'Combien d’enfants ?' });
    const html = await page(room.awa, `/referrals/${referralId}`);
    expect(html).toContain('Combien d’enfants ?');
    expect(html).toContain('le délai est arrêté');
    const answer = `/referrals/${referralId}/offers/${offer?.id}/answer`;
    const version = String((await sheet(referralId)).offers[0]?.version);

    const empty = await room.awa.form(answer, { text: ' ', version });
    expect(empty.status).toBe(422);
    expect(await empty.text()).toMatch(/id="text-fault"/);
    expect((await room.awa.form(answer, { text: 'Deux.', version: '1' })).status).toBe(412);
    const once = newId();
    for (const round of [1, 2]) {
      const done = await room.awa.form(answer, { text: 'Deux.', version, once });
      expect([round, done.status, done.headers.get('location')]).toEqual([round, 303, `/referrals/${referralId}?done=answered#offer-${offer?.id}`]);
    }
    expect((await room.awa.form(`/referrals/${referralId}/offers/${offer?.id}/message`, { text: 'À bientôt.', once: newId() })).status).toBe(303);
    expect((await sheet(referralId)).offers[0]).toMatchObject({ state: 'sent', messages: [{ kind: 'question', side: 'organisation' }, { kind: 'answer', side: 'office', body: 'Deux.' }, { kind: 'message', body: 'À bientôt.' }] });
    expect((await helper(1).post(`/api/offers/${offer?.id}/messages`, { text: 'Et nous ?' })).status).toBe(404);
  });

  it('offers what the rules allow and nothing else, says what a form lacks beside its field, and keeps deeds of leads for leads', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa, own()), []);
    const deeds = async (client: Client) => [...(await page(client, `/referrals/${referralId}`)).matchAll(new RegExp(`/referrals/${referralId}/(\\w+)"`, 'g'))].map(([, deed]) => deed);
    expect(await deeds(room.awa)).toEqual(['pause', 'close', 'withdraw']);
    expect(await deeds(room.lead)).toEqual(['pause', 'close', 'withdraw', 'void']);
    expect(await deeds(manager)).toEqual([]);

    const at = (deed: string) => `/referrals/${referralId}/${deed}`;
    const lacking = await room.awa.form(at('pause'), { reason: '', until: '2026-01-01' });
    expect([lacking.status, (await lacking.text()).includes('id="reason-fault"')]).toEqual([422, true]);
    const past = await room.awa.form(at('pause'), { reason: 'away', until: '2026-01-01' });
    expect((await past.text()).replaceAll('\u00a0', ' ')).toContain('Choisissez un jour à venir.');
    expect((await room.awa.form(at('pause'), { reason: 'away', until: '2026-04-01' })).headers.get('location')).toBe(`/referrals/${referralId}?done=paused`);
    expect(await page(room.awa, `/referrals/${referralId}?done=paused`)).toMatch(/En pause jusqu’au mer\. 1er avr\. : le ménage est absent.*L’aiguillage est en pause\./s);
    expect((await room.awa.form(at('resume'), {})).status).toBe(303);
    expect((await room.awa.form(at('close'), {})).status).toBe(422);
    expect((await room.awa.form(at('close'), { met: 'no' })).status).toBe(422);
    expect((await room.awa.form(at('close'), { met: 'no', reason: 'nobody_fits' })).status).toBe(303);
    expect(await referralState(product, referralId)).toBe('unmet');
    expect(await page(room.awa, '/referrals?list=unmet')).toContain(`/referrals/${referralId}`);
    expect(await page(stranger, '/referrals?list=unmet')).not.toContain(referralId);
    expect((await room.awa.form(at('reopen'), { reason: 'by_mistake' })).status).toBe(303);
    expect(await page(room.awa, '/referrals?list=to_ask')).toContain(`/referrals/${referralId}`);
    expect((await room.awa.form(at('void'), { reason: 'duplicate' })).status).toBe(409);
    expect((await room.lead.form(at('void'), { reason: 'duplicate' })).status).toBe(303);
  });

  it('takes one offer back, or notes that the household does not want it', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa, own()), services(0, 1));
    const [first, second] = await offersOf(product, referralId);
    expect((await room.awa.form(`/referrals/${referralId}/offers/${first?.id}/withdraw`, { reason: 'sent_by_mistake' })).status).toBe(303);
    await untilOffers(product, referralId, 'withdrawn', 'sent');
    expect((await room.awa.form(`/referrals/${referralId}/offers/${second?.id}/declined`, {})).status).toBe(303);
    await untilReferral(product, referralId, 'paused');
    expect(await page(room.awa, `/referrals/${referralId}`)).toContain('Une réponse concerne le ménage lui-même');
    expect((await dayOf(room.awa)).decide.map((row) => [row.referralId, row.because])).toContainEqual([referralId, 'reassess']);
  });
});

describe('The desk', () => {
  it('shows who is awaited, what was said until the owner has read it, and what is to be decided', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa, own()), services(2));
    const [offer] = await offersOf(product, referralId);
    const day = await dayOf(room.awa);
    expect(day.waiting.map((row) => row.referralId)).toContain(referralId);
    expect(await page(room.awa, '/referrals')).toContain(`/referrals/${referralId}`);

    await helper(2).post(`/api/offers/${offer?.id}/accept`);
    const after = await dayOf(room.awa);
    expect(after.waiting.map((row) => row.referralId)).not.toContain(referralId);
    expect(after.answers.map((row) => [row.referralId, row.state])).toContainEqual([referralId, 'accepted']);
    expect(await page(room.awa, '/')).toMatch(new RegExp(`Réponses à lire.*/referrals/${referralId}`, 's'));

    // A lead who looks in takes nothing off the owner's desk; the owner does.
    await page(room.lead, `/referrals/${referralId}`);
    expect(await page(room.awa, '/referrals?list=answers')).toContain(referralId);
    await page(room.awa, `/referrals/${referralId}`);
    expect(await page(room.awa, '/referrals?list=answers')).not.toContain(referralId);
    await helper(2).post(`/api/offers/${offer?.id}/messages`, { text: 'Mardi à 10 h ?' });
    expect((await dayOf(room.awa)).answers.map((row) => row.referralId)).toContain(referralId);
  });

  it('counts what its lists show, page by page', async () => {
    const { counts } = await dayOf(room.lead);
    const seen = new Set<string>();
    for (let path = '/referrals?list=waiting&scope=team&limit=2'; ;) {
      const html = await page(room.lead, path);
      for (const [, id] of html.matchAll(/class="name" href="\/referrals\/([0-9a-f-]{36})"/g)) seen.add(id ?? '');
      const next = /href="([^"]+)" rel="next"/.exec(html)?.[1];
      if (!next) break;
      path = `${next.replaceAll('&amp;', '&')}&limit=2`;
    }
    expect(seen.size).toBe(counts.waiting);
  });
});

describe('Notices', () => {
  it('tell the owner of answers, those of one kind about one referral as one, and nobody else', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa, own()), services(0, 1, 2));
    const offers = await offersOf(product, referralId);
    await helper(0).post(`/api/offers/${offers[0]?.id}/decline`, { reason: 'no_capacity' });
    await untilOffers(product, referralId, 'declined', 'sent', 'drafted');
    await helper(1).post(`/api/offers/${offers[1]?.id}/decline`, { reason: 'language' });
    await untilOffers(product, referralId, 'declined', 'declined', 'sent');
    await helper(2).post(`/api/offers/${offers[2]?.id}/accept`);
    await until('the owner is told', async () => (await noticesOf(room.awa, 'offer-accepted', referralId)).length === 1);
    expect(await noticesOf(room.awa, 'offer-declined', referralId)).toMatchObject([{ times: 2, organisationName: 'Cuisine 2', leadName: 'Amal Haddad', details: { need: 'FOOD' } }]);
    expect(await page(room.awa, '/notices')).toMatch(new RegExp(`/referrals/${referralId}.*Alimentation : Cuisine 3 accepte\\.`, 's'));
    for (const client of [room.lead, stranger, manager]) expect(await noticesOf(client, 'offer-accepted', referralId)).toEqual([]);

    // The case goes to another team: what the former owner was told keeps its shape and loses its names.
    const west = await aTeam(product, 'Ouest');
    await product.sql('update cases set owner_id = $3, team_id = $2 where id = (select case_id from referrals where id = $1)', [referralId, west.id, west.lead.personId]);
    const [kept] = await noticesOf(room.awa, 'offer-accepted', referralId);
    expect([kept?.organisationName, kept?.leadName, kept?.details]).toEqual([null, null, {}]);
    expect(await page(room.awa, '/notices')).toContain('Un besoin : un organisme accepte.');
  });

  it('of a need that nobody can meet go to its owner, unless they said so themselves', async () => {
    const [told, given] = [await aReferral(room.awa, await aSharedCase(room.awa, own()), services(0)), await aReferral(room.awa, await aSharedCase(room.awa, own()), [])];
    expect((await room.awa.form(`/referrals/${given}/close`, { met: 'no', reason: 'nobody_fits' })).status).toBe(303);
    const [offer] = await offersOf(product, told);
    await helper(0).post(`/api/offers/${offer?.id}/decline`, { reason: 'no_capacity' });
    await until('the owner is told', async () => (await noticesOf(room.awa, 'referral-unmet', told)).length === 1);
    expect(await noticesOf(room.awa, 'referral-unmet', given)).toEqual([]);
  });
});
