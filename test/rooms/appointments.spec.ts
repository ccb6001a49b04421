import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referring, untilOffers } from '../support/referrals.js';
import { officeTime } from '../support/signed-in.js';

let product: Product;
let room: Referring;
let referralId: string;
let offerId: string;

const organisation = () => room.helpers[0]?.client ?? room.awa;
const deed = async (name: string, body?: unknown): Promise<[number, unknown]> => {
  const answer = await organisation().post(`/api/offers/${offerId}/${name}`, body);
  return [answer.status, await answer.json()];
};
const meetings = async (): Promise<string[]> =>
  (await product.sql<{ state: string }>('select state from appointments where offer_id = $1 order by made_at, starts_at', [offerId])).map(({ state }) => state);
const WEDNESDAY = { startsAt: '2026-03-04T10:00:00-05:00', minutes: 45, place: '6767, chemin de la Côte-des-Neiges', bring: 'Une pièce d’identité' };
const THURSDAY = { startsAt: '2026-03-05T10:00:00-05:00', place: 'Par téléphone' };

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 1);
  const caseId = await aSharedCase(room.awa);
  referralId = await aReferral(room.awa, caseId, [room.helpers[0]?.serviceId ?? '']);
  offerId = (await offersOf(product, referralId))[0]?.id ?? '';
  expect((await deed('accept'))[0]).toBe(200);
}, 120_000);
afterAll(() => product?.stop());

describe('An organisation meets a household', () => {
  it('at a moment to come, somewhere', async () => {
    expect(await deed('schedule', { ...WEDNESDAY, startsAt: '2026-03-03T09:00:00-05:00' })).toMatchObject([422, { errors: [{ code: 'referrals.faults.not-ahead' }] }]);
    expect((await deed('schedule', { startsAt: WEDNESDAY.startsAt, place: ' ' }))[0]).toBe(422);
    expect(await meetings()).toEqual([]);
    expect(await deed('schedule', WEDNESDAY)).toMatchObject([200, { state: 'scheduled' }]);
    const [made] = await product.sql('select minutes, place, bring, state from appointments where offer_id = $1', [offerId]);
    expect(made).toEqual({ minutes: 45, place: WEDNESDAY.place, bring: WEDNESDAY.bring, state: 'planned' });
    expect((await organisation().json<{ appointment: object }>(`/api/offers/${offerId}`)).appointment).toMatchObject({ place: WEDNESDAY.place });
    // Whoever agrees on a time has spoken with the household.
    expect(await product.sql('select contacted_at is not null as spoken from offers where id = $1', [offerId])).toEqual([{ spoken: true }]);
  });

  it('moves the meeting, which calls off the one before', async () => {
    expect(await deed('schedule', THURSDAY)).toMatchObject([200, { state: 'scheduled' }]);
    expect(await meetings()).toEqual(['cancelled', 'planned']);
  });

  it('calls it off with a reason', async () => {
    expect((await deed('unschedule', {}))[0]).toBe(422);
    expect(await deed('unschedule', { reason: 'household_asked' })).toMatchObject([200, { state: 'accepted' }]);
    expect(await meetings()).toEqual(['cancelled', 'cancelled']);
    expect(await deed('unschedule', { reason: 'household_asked' })).toMatchObject([409, { state: 'accepted' }]);
  });

  it('and nobody comes: once with another meeting at once, once without', async () => {
    await deed('schedule', THURSDAY);
    expect(await deed('no-show', {})).toMatchObject([409, { code: 'referrals.not-yet' }]);
    await officeTime(product, '2026-03-05T15:20:00Z');
    expect(await deed('no-show', { rebook: { ...THURSDAY, startsAt: '2026-03-06T10:00:00-05:00' } })).toMatchObject([200, { state: 'scheduled' }]);
    expect(await meetings()).toEqual(['cancelled', 'cancelled', 'no_show', 'planned']);
    await officeTime(product, '2026-03-06T15:20:00Z');
    expect(await deed('no-show', {})).toMatchObject([200, { state: 'accepted' }]);
    expect(await product.sql(`select count(*)::int as times from facts where type = 'offer.no-show' and payload->>'offerId' = $1`, [offerId])).toEqual([{ times: 2 }]);
  });

  it('which is kept once the service has begun', async () => {
    await deed('schedule', { ...THURSDAY, startsAt: '2026-03-09T10:00:00-04:00' });
    await officeTime(product, '2026-03-09T14:05:00Z');
    expect(await deed('start')).toMatchObject([200, { state: 'in_service' }]);
    expect((await meetings()).at(-1)).toBe('kept');
    await deed('complete', { outcome: 'helped' });
    await untilOffers(product, referralId, 'completed');
    expect((await deed('schedule', { ...THURSDAY, startsAt: '2026-03-10T10:00:00-04:00' }))[0]).toBe(409);
  });

  it('and is called off with the offer, whoever takes it back', async () => {
    const other = await aReferral(room.awa, await aSharedCase(room.awa), [room.helpers[0]?.serviceId ?? '']);
    offerId = (await offersOf(product, other))[0]?.id ?? '';
    await deed('accept');
    await deed('schedule', { ...THURSDAY, startsAt: '2026-03-20T10:00:00-04:00' });
    expect((await room.awa.post(`/api/offers/${offerId}/withdraw`, { reason: 'met_otherwise' })).status).toBe(200);
    expect(await meetings()).toEqual(['cancelled']);
  });
});
