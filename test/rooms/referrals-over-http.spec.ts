import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referralState, referring, untilOffers, untilReferral } from '../support/referrals.js';

let product: Product;
let room: Referring;
const services = (...places: number[]): string[] => places.map((place) => room.helpers[place]?.serviceId ?? '');
const helper = (place: number) => room.helpers[place]?.client ?? room.awa;

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 3);
}, 120_000);
afterAll(() => product?.stop());

describe('A referral in order', () => {
  it('asks the first, passes a no on to the next, and is met by whoever helped', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services(0, 1));
    const [first, second] = await offersOf(product, referralId);
    expect([first?.state, second?.state]).toEqual(['sent', 'drafted']);
    // P2: an answer by the end of the next business day.
    expect(first?.due_at?.toISOString()).toBe('2026-03-04T22:00:00.000Z');

    expect((await helper(1).post(`/api/offers/${first?.id}/accept`)).status).toBe(404);
    expect((await helper(1).post(`/api/offers/${second?.id}/accept`)).status).toBe(404);
    const declined = await helper(0).post(`/api/offers/${first?.id}/decline`, { reason: 'no_capacity' });
    expect([declined.status, await declined.json()]).toMatchObject([200, { state: 'declined' }]);

    await untilOffers(product, referralId, 'declined', 'sent');
    expect((await helper(1).post(`/api/offers/${second?.id}/accept`)).status).toBe(200);
    expect((await helper(1).post(`/api/offers/${second?.id}/complete`, { outcome: 'helped' })).status).toBe(200);
    await untilReferral(product, referralId, 'met');
  });

  it('goes on the ledger when nobody is left', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services(0));
    const [only] = await offersOf(product, referralId);
    await helper(0).post(`/api/offers/${only?.id}/decline`, { reason: 'no_capacity' });
    await untilReferral(product, referralId, 'unmet');
    expect(await product.sql('select reason, borough, settled_at from unmet_needs where referral_id = $1', [referralId])).toEqual([{ reason: 'no_room', borough: 'verdun', settled_at: null }]);
  });

  it('waits for the office when the answer lies on the person’s side, and goes on when told to', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services(0, 1));
    const [first] = await offersOf(product, referralId);
    await helper(0).post(`/api/offers/${first?.id}/decline`, { reason: 'unreachable' });
    await untilReferral(product, referralId, 'paused');
    expect((await room.awa.post(`/api/referrals/${referralId}/resume`)).status).toBe(200);
    expect((await offersOf(product, referralId)).map(({ state }) => state)).toEqual(['declined', 'sent']);
  });
});

describe('Several at once', () => {
  it('the first to accept wins, and the others are released', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services(0, 1, 2), { way: 'wave' });
    const offers = await offersOf(product, referralId);
    expect(offers.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    const answers = await Promise.all(offers.map(({ id }, i) => helper(i).post(`/api/offers/${id}/accept`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await offersOf(product, referralId)).map(({ state }) => state).sort()).toEqual(['accepted', 'superseded', 'superseded']);
    expect(await referralState(product, referralId)).toBe('open');
  });
});

describe('A household that did not agree', () => {
  it('is not shared with anybody', async () => {
    const caseId = await aSharedCase(room.awa, { consents: [] });
    const answer = await room.awa.post('/api/referrals', { caseId, need: 'FOOD', services: services(0) });
    expect([answer.status, await answer.json()]).toMatchObject([422, { errors: [{ code: 'referrals.faults.no-consent' }] }]);
    expect(await product.sql('select id from referrals where case_id = $1', [caseId])).toEqual([]);
  });
});
