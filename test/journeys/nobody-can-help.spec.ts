import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/clockwork.js';
import { aReachableCase, linksOf, questionOf } from '../support/loop.js';
import { somePlaces } from '../support/network-room.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, offersOf, type Referring, referring, untilOffers, untilReferral } from '../support/referrals.js';
import { aPerson, type Client, officeTime, signedIn } from '../support/signed-in.js';

/*
 * A family needs food, and nobody can help: the only kitchen has no room. The need is not forgotten. When another kitchen tells
 * of places it opens again by itself, the caseworker is told and asks, and in the end both sides say that it helped.
 */
let product: Product;
let room: Referring;
let manager: Client;
let caseId = '';
let referralId = '';
const helper = (n: number) => room.helpers[n] ?? { organisationId: '', serviceId: '', client: room.awa };
const day = (at: string) => officeTime(product, at);

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 2, '2026-03-03T15:00:00Z');
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
}, 120_000);
afterAll(() => product?.stop());

describe('A need that nobody can meet', () => {
  it('day 0: the one kitchen that could help has no room, and the need goes on the ledger', async () => {
    caseId = await aReachableCase(room.awa);
    referralId = await aReferral(room.awa, caseId, [helper(0).serviceId]);
    const [only] = await offersOf(product, referralId);
    expect((await helper(0).client.post(`/api/offers/${only?.id}/decline`, { reason: 'no_capacity' })).status).toBe(200);
    await untilReferral(product, referralId, 'unmet');
    const { items, waits } = await manager.json<{ items: object[]; waits: object[] }>('/api/unmet-needs?need=FOOD');
    expect(items).toMatchObject([{ need: 'FOOD', borough: 'verdun', reason: 'no_room', household: { referralId } }]);
    expect(waits).toContainEqual(expect.objectContaining({ by: 'need-language', need: 'FOOD', language: 'ar', count: 1 }));
  });

  it('day 3: another kitchen tells of places; the need opens again, and whoever owns the case is told', async () => {
    await day('2026-03-06T14:00:00Z');
    const { organisationId, serviceId, client } = helper(1);
    await somePlaces((text, values) => product.sql(text, values), organisationId, serviceId, { available: 1 });
    expect((await client.post(`/api/services/${serviceId}/capacity/confirm`)).status).toBe(200);
    await untilReferral(product, referralId, 'open');
    await untilOffers(product, referralId, 'declined', 'drafted');
    expect((await manager.json<{ items: object[] }>('/api/unmet-needs')).items).toEqual([]);
    await until('the owner was told', async () => (await product.sql("select 1 from notices n join cases c on c.owner_id = n.person_id and c.id = n.case_id where c.id = $1 and n.kind = 'referral-reappeared'", [caseId])).length > 0);
    // Nothing was sent: the kitchen sees nothing of it yet.
    const draft = (await offersOf(product, referralId))[1];
    expect((await client.post(`/api/offers/${draft?.id}/accept`)).status).toBe(404);
  });

  it('day 3: the caseworker asks, the kitchen accepts and helps, and the need is met', async () => {
    expect((await room.awa.post(`/api/referrals/${referralId}/ask`)).status).toBe(200);
    const offer = (await offersOf(product, referralId))[1];
    expect((await helper(1).client.post(`/api/offers/${offer?.id}/accept`)).status).toBe(200);
    await day('2026-03-10T14:00:00Z');
    expect((await helper(1).client.post(`/api/offers/${offer?.id}/complete`, { outcome: 'helped' })).status).toBe(200);
    await untilReferral(product, referralId, 'met');
    expect(await product.sql('select 1 from confirmed_help where referral_id = $1', [referralId])).toEqual([]);
  });

  it('day 7: the family is asked by a link, says yes with one tap, and only now does the help count', async () => {
    const offerId = (await offersOf(product, referralId))[1]?.id ?? '';
    const [link = ''] = await linksOf(product, caseId);
    const shown = await (await fetch(product.url + link)).text();
    expect(shown).toMatch(/هل ساعدتك[\s\S]*Cuisine 2[\s\S]*Est-ce que/);
    const tapped = await fetch(`${product.url}${link}/outcome`, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams({ offer: offerId, answer: 'helped' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });
    expect(tapped.status).toBe(303);
    expect(await questionOf(product, offerId)).toMatchObject({ answer: 'helped', source: 'link' });
    expect(await product.sql('select offer_id from confirmed_help where referral_id = $1', [referralId])).toEqual([{ offer_id: offerId }]);
    expect(await product.sql('select settled_by, service_id from unmet_needs where referral_id = $1', [referralId])).toEqual([{ settled_by: 'room', service_id: helper(1).serviceId }]);
  });
});
