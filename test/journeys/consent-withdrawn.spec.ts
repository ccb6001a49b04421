import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/sql/id.js';
import { hashSecret, mintSecret } from '../../src/accounts/secret.js';
import { until } from '../support/clockwork.js';
import { MATRIX } from '../support/isolation-matrix.js';
import { questionOf, thingsOf } from '../support/isolation-requests.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, type Helper, offersOf, type Referring, referring } from '../support/referrals.js';
import type { Route } from '../support/routes.js';
import { Client } from '../support/signed-in.js';

/** Whatever gives the household away. */
const OF_HOUSEHOLD = /Amal|Haddad|0119|verdun|Verdun/;

/** Every route of the running product by which an organisation’s people reach an offer, as the matrix has it. */
const OF_ORGANISATIONS = [...MATRIX].filter(([route, { coordinator }]) => coordinator === 'own' && thingsOf(questionOf(route)).join() === 'offer').map(([route]) => route);
const READS = OF_ORGANISATIONS.filter((route) => route.startsWith('GET'));
const DEEDS = OF_ORGANISATIONS.filter((route) => !route.startsWith('GET'));
/** And every one by which whoever holds the link does. */
const OF_LINKS = [...MATRIX.keys()].filter((route) => /^\w+ \/offer\/:secret/.test(route));

let product: Product;
let room: Referring;
let helper: Helper;

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 1);
  [helper] = room.helpers as [Helper];
}, 120_000);
afterAll(() => product?.stop());

/** Asks a route about one offer, or through a link. */
async function ask(client: Client, route: Route, offerIdOrSecret: string): Promise<{ route: Route; status: number; text: string }> {
  const { method, json, body, pieces } = questionOf(route);
  const path = pieces.map((piece) => (typeof piece === 'string' ? piece : offerIdOrSecret)).join('').replace('A'.repeat(43), offerIdOrSecret);
  const sent = body && Object.fromEntries(Object.entries(body).map(([name, value]) => [name, json ? value : String(value)]));
  const answer = await client.ask(path, {
    method, ...(sent ? { headers: { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' }, body: json ? JSON.stringify(sent) : new URLSearchParams(sent as Record<string, string>).toString() } : {}),
  });
  return { route, status: answer.status, text: await answer.text() };
}

/** A household that was shared with the organisation, and the link that asked. */
async function aShare(): Promise<{ caseId: string; referralId: string; offerId: string; secret: string }> {
  const caseId = await aSharedCase(room.awa);
  const referralId = await aReferral(room.awa, caseId, [helper.serviceId], { fields: ['full_name', 'phone', 'borough'] });
  const [offer] = await offersOf(product, referralId);
  const [offerId, secret] = [offer?.id ?? '', mintSecret()];
  await product.sql("insert into offer_links (id, organisation_id, offer_id, token_hash, sent_to, expires_at) values ($1, $2, $3, $4, '{}', now() + interval '1 day')", [newId(), helper.organisationId, offerId, hashSecret(secret)]);
  return { caseId, referralId, offerId, secret };
}

/** The household takes its yes back, by way of the caseworker. */
async function takesItBack(caseId: string): Promise<void> {
  const [consent] = await product.sql<{ id: string }>("select id from consents where case_id = $1 and purpose = 'referral' and withdrawn_at is null", [caseId]);
  const answer = await room.awa.post(`/api/cases/${caseId}/consents/${consent?.id}/withdraw`);
  expect(answer.status).toBe(200);
}

const inbox = async (tab: string): Promise<{ text: string; items: { id: string; summary: unknown }[] }> => {
  const text = await (await helper.client.ask(`/api/offers?tab=${tab}`)).text();
  return { text, items: (JSON.parse(text) as { items: { id: string; summary: unknown }[] }).items };
};

/** Every read and every deed is refused at the first asking, and within a second. */
async function isShut(offerId: string, secret: string): Promise<void> {
  const begun = performance.now();
  for (const answer of await Promise.all(READS.map((route) => ask(helper.client, route, offerId)))) {
    expect([answer.route, answer.status]).toEqual([answer.route, 403]);
    expect([answer.route, OF_HOUSEHOLD.test(answer.text)]).toEqual([answer.route, false]);
  }
  expect(performance.now() - begun).toBeLessThan(1_000);
  for (const route of DEEDS) {
    const { status, text } = await ask(helper.client, route, offerId);
    expect([route, status]).toEqual([route, 403]);
    expect([route, OF_HOUSEHOLD.test(text)]).toEqual([route, false]);
  }
  const nobody = new Client(product, '');
  for (const route of OF_LINKS) {
    const { status, text } = await ask(nobody, route, secret);
    expect([route, [403, 404, 410].includes(status), status]).toEqual([route, true, status]);
    expect([route, OF_HOUSEHOLD.test(text)]).toEqual([route, false]);
  }
}

describe('While the household agrees', () => {
  it('the organisation reads its offer on every route, and there are such routes', async () => {
    const { offerId } = await aShare();
    expect([READS.length, DEEDS.length].every((count) => count > 1)).toBe(true);
    for (const route of READS) expect([route, (await ask(helper.client, route, offerId)).status]).toEqual([route, 200]);
  });
});

describe('When the household takes its yes back', () => {
  it('before anybody answered: the very next read is refused on every route, and the offer is taken back', async () => {
    const { caseId, offerId, referralId, secret } = await aShare();
    expect((await inbox('new')).items.find(({ id }) => id === offerId)).toMatchObject({ summary: { borough: 'verdun' } });
    await takesItBack(caseId);
    await isShut(offerId, secret);

    await until('the offer is withdrawn', async () => (await offersOf(product, referralId))[0]?.state === 'withdrawn');
    expect((await offersOf(product, referralId))[0]).toMatchObject({ reason: 'consent_withdrawn' });
    await isShut(offerId, secret);
    expect((await inbox('declined')).items.find(({ id }) => id === offerId)).toMatchObject({ summary: null });
  });

  it('while the organisation holds it: the share is hidden at once, and the owner is told and decides', async () => {
    const { caseId, offerId, referralId, secret } = await aShare();
    expect((await helper.client.post(`/api/offers/${offerId}/accept`)).status).toBe(200);
    expect((await helper.client.ask(`/api/offers/${offerId}/share`)).status).toBe(200);
    await takesItBack(caseId);
    await isShut(offerId, secret);
    const { text, items } = await inbox('accepted');
    expect([items.find(({ id }) => id === offerId)?.summary, OF_HOUSEHOLD.test(text)]).toEqual([null, false]);

    await until('the office knows', async () => (await product.sql<{ id: string }>('select id from offers where id = $1 and disagreed_at is not null', [offerId])).length === 1);
    expect((await offersOf(product, referralId))[0]).toMatchObject({ state: 'accepted' });
    const [told] = await product.sql<{ payload: object }>("select payload from facts where type = 'consent.lapsed' and payload ->> 'offerId' = $1", [offerId]);
    const [file] = await product.sql<{ owner_id: string }>('select owner_id from cases where id = $1', [caseId]);
    expect(told?.payload).toMatchObject({ caseId, ownerId: file?.owner_id });
    expect((await room.awa.post(`/api/offers/${offerId}/withdraw`, { reason: 'consent_withdrawn' })).status).toBe(200);
  });

  it('the ledger of the household shows what was sent, what was read, and since when it is shut', async () => {
    const { caseId, offerId } = await aShare();
    expect((await helper.client.ask(`/api/offers/${offerId}/share`)).status).toBe(200);
    await takesItBack(caseId);
    const kinds = async (): Promise<string[]> => ((await room.awa.json<{ items: { kind: string }[] }>(`/api/cases/${caseId}/disclosures`)).items).map(({ kind }) => kind);
    await until('the ledger says that it is shut', async () => (await kinds())[0] === 'closed');
    expect(await kinds()).toEqual(['closed', 'opened', 'sent']);
  });

  it('and agrees again, what was frozen with a held offer opens again', async () => {
    const { caseId, offerId } = await aShare();
    expect((await helper.client.post(`/api/offers/${offerId}/accept`)).status).toBe(200);
    await takesItBack(caseId);
    expect((await helper.client.ask(`/api/offers/${offerId}/share`)).status).toBe(403);
    const [head] = await product.sql<{ id: string }>('select id from newcomers where case_id = $1 and head', [caseId]);
    const again = await room.awa.post(`/api/cases/${caseId}/consents`, {
      newcomerId: head?.id, purpose: 'referral', recipient: `organisation:${helper.organisationId}`, language: 'ar', interpreted: true, proof: 'signed', expiresOn: '2026-09-01',
    });
    expect(again.status).toBe(201);
    expect(await helper.client.json<object>(`/api/offers/${offerId}/share`)).toMatchObject({ content: { full_name: 'Amal Haddad' } });
  });
});
