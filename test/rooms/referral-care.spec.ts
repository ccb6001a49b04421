import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referring, untilOffers, untilReferral } from '../support/referrals.js';
import { officeTime } from '../support/signed-in.js';

let product: Product;
let room: Referring;
const services = (...places: number[]): string[] => places.map((place) => room.helpers[place]?.serviceId ?? '');
const helper = (place: number) => room.helpers[place]?.client ?? room.awa;

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 3);
}, 120_000);
afterAll(() => product?.stop());

const mailsOf = async (offerId: string): Promise<string[]> =>
  (await product.sql<{ template: string }>(`select template from mails where key like '%' || $1 || '%' order by template`, [offerId])).map(({ template }) => template);
const untilMail = (offerId: string, template: string): Promise<void> => until(`${template} is written`, async () => (await mailsOf(offerId)).includes(template));
const factsOf = (type: string, offerId: string) => product.sql<Record<string, string>>(`select payload->>'what' as what, payload->>'step' as step from facts where type = $1 and payload->>'offerId' = $2 order by id`, [type, offerId]);
const untilFact = (type: string, offerId: string, times = 1): Promise<void> => until(`${type} is told`, async () => (await factsOf(type, offerId)).length >= times);
const linksOf = async (offerId: string): Promise<boolean[]> => (await product.sql<{ live: boolean }>('select revoked_at is null as live from offer_links where offer_id = $1', [offerId])).map(({ live }) => live);
const alarmsOf = async (offerId: string): Promise<string[]> => (await product.sql<{ kind: string }>(`select kind from alarms where subject_id = $1 and state = 'pending' order by kind`, [offerId])).map(({ kind }) => kind);
const first = async (referralId: string): Promise<string> => (await offersOf(product, referralId))[0]?.id ?? '';
const aHeld = async (caseId: string): Promise<{ referralId: string; offerId: string }> => {
  const referralId = await aReferral(room.awa, caseId, services(0));
  const offerId = await first(referralId);
  expect((await helper(0).post(`/api/offers/${offerId}/accept`)).status).toBe(200);
  return { referralId, offerId };
};
const withdrawConsent = async (caseId: string): Promise<void> => {
  const [consent] = await product.sql<{ id: string }>(`select id from consents where case_id = $1 and purpose = 'referral'`, [caseId]);
  expect((await room.awa.post(`/api/cases/${caseId}/consents/${consent?.id}/withdraw`)).status).toBeLessThan(300);
};

describe('An organisation that is silent', () => {
  it('is reminded at three quarters of its time, expires at the end of it, may still say yes, and the other is thanked', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services(0, 1));
    const [one, other] = await offersOf(product, referralId);
    const [silent, next] = [one?.id ?? '', other?.id ?? ''];
    // 15 h 30 of opening from Tuesday at ten to Wednesday at five: three quarters are over at 13:07.
    await officeTime(product, '2026-03-04T18:06:30Z');
    await untilMail(silent, 'referrals.asked').catch(() => undefined);
    expect(await product.sql('select reminded_at from offers where id = $1', [silent])).toEqual([{ reminded_at: null }]);
    await officeTime(product, '2026-03-04T18:07:30Z');
    await until('it is reminded', async () => (await product.sql('select id from offers where id = $1 and reminded_at is not null', [silent])).length === 1);
    expect(await product.sql(`select template from mails where template = 'referrals.reminded' and key like 'offer-link:%'`)).toHaveLength(1);
    await officeTime(product, '2026-03-04T22:00:01Z');
    await untilOffers(product, referralId, 'expired', 'sent');
    expect(await linksOf(silent)).toEqual([true, true]);
    expect((await helper(0).post(`/api/offers/${silent}/accept`)).status).toBe(200);
    await untilMail(next, 'referrals.released');
    // Its link says that somebody else was first, to whoever looks again.
    expect(await linksOf(next)).toEqual([true]);
    await until('nothing rings for it', async () => (await alarmsOf(next)).length === 0);
    await until('what it owes is awaited', async () => (await alarmsOf(silent)).join() === 'offer-care,offer-consent');
  }, 60_000);
});

describe('An organisation that holds a household', () => {
  it('is reminded of the first contact once, and the office hears when it is late', async () => {
    await officeTime(product, '2026-03-09T14:00:00Z');
    const { offerId } = await aHeld(await aSharedCase(room.awa));
    await until('what it owes is awaited', async () => (await alarmsOf(offerId)).includes('offer-care'));
    await officeTime(product, '2026-03-11T16:00:00Z');
    await untilMail(offerId, 'referrals.owes-contact');
    expect(await factsOf('offer.late', offerId)).toEqual([]);
    await officeTime(product, '2026-03-11T21:00:01Z');
    await untilFact('offer.late', offerId);
    expect(await factsOf('offer.late', offerId)).toEqual([{ what: 'contact', step: null }]);
    expect((await helper(0).post(`/api/offers/${offerId}/contacted`)).status).toBe(200);
    expect((await helper(0).post(`/api/offers/${offerId}/complete`, { outcome: 'helped' })).status).toBe(200);
    await until('nothing is awaited any more', async () => (await alarmsOf(offerId)).length === 0);
  }, 60_000);
});

describe('What waits for the office', () => {
  it('a question goes to the owner after a business day, then to their lead, and the offer does not expire', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services(0));
    const offerId = await first(referralId);
    expect((await helper(0).post(`/api/offers/${offerId}/ask`, { text: 'Combien d’enfants ?' })).status).toBe(200);
    await until('the question is awaited', async () => (await alarmsOf(offerId)).join() === 'offer-consent,offer-question');
    await officeTime(product, '2026-03-12T21:00:01Z');
    await untilFact('offer.question-waits', offerId);
    await officeTime(product, '2026-03-13T21:00:01Z');
    await untilFact('offer.question-waits', offerId, 2);
    expect((await factsOf('offer.question-waits', offerId)).map(({ step }) => step)).toEqual(['owner', 'lead']);
    expect((await offersOf(product, referralId))[0]?.state).toBe('information_requested');
    expect((await room.awa.post(`/api/offers/${offerId}/answer`, { text: 'Un seul.' })).status).toBe(200);
    await until('its own clock runs again', async () => (await alarmsOf(offerId)).join() === 'offer-answer');
  }, 60_000);

  it('a place on a list is looked at after the weeks that were said', async () => {
    await officeTime(product, '2026-03-16T14:00:00Z');
    const offerId = await first(await aReferral(room.awa, await aSharedCase(room.awa), services(0)));
    expect((await helper(0).post(`/api/offers/${offerId}/waitlist`, { weeks: 2 })).status).toBe(200);
    await until('it is looked at again', async () => (await alarmsOf(offerId)).join() === 'offer-consent,offer-waitlist');
    await officeTime(product, '2026-03-30T14:00:05Z');
    await untilFact('offer.waitlist-review', offerId);
  }, 60_000);
});

describe('A household that takes its consent back', () => {
  it('is not asked for any more, and the office looks again', async () => {
    const caseId = await aSharedCase(room.awa);
    const referralId = await aReferral(room.awa, caseId, services(0, 1));
    const offerId = await first(referralId);
    await withdrawConsent(caseId);
    await untilOffers(product, referralId, 'withdrawn', 'withdrawn');
    await untilReferral(product, referralId, 'paused');
    expect((await offersOf(product, referralId)).map(({ reason }) => reason)).toEqual(['consent_withdrawn', 'consent_withdrawn']);
    await untilMail(offerId, 'referrals.taken-back');
    expect(await product.sql('select kind from disclosures where offer_id = $1 order by id', [offerId])).toEqual([{ kind: 'sent' }, { kind: 'closed' }]);
  }, 60_000);

  it('leaves what is held to the office, which is asked again, until it agrees anew', async () => {
    await officeTime(product, '2026-03-31T14:00:00Z');
    const caseId = await aSharedCase(room.awa);
    const { offerId } = await aHeld(caseId);
    await withdrawConsent(caseId);
    await untilFact('consent.lapsed', offerId);
    await untilMail(offerId, 'referrals.disagreed');
    expect(await alarmsOf(offerId)).toEqual(['offer-consent']);
    await officeTime(product, '2026-04-01T21:00:01Z');
    await untilFact('consent.undecided', offerId);
    const [newcomer] = await product.sql<{ id: string }>('select id from newcomers where case_id = $1 and head', [caseId]);
    expect((await room.awa.post(`/api/cases/${caseId}/consents`, {
      newcomerId: newcomer?.id, purpose: 'referral', recipient: 'network', language: 'ar', interpreted: true, proof: 'signed', givenBy: 'self', expiresOn: '2026-04-10',
    })).status).toBeLessThan(300);
    await untilFact('consent.restored', offerId);
    await until('what is owed is awaited again', async () => (await alarmsOf(offerId)).join() === 'offer-care,offer-consent');
    // The consent ends by itself, in the whole world.
    await officeTime(product, '2026-04-12T00:00:01Z');
    await untilFact('consent.lapsed', offerId, 2);
  }, 60_000);
});

describe('A case that is closed', () => {
  it('is refused while an organisation helps, and then asks nobody any more', async () => {
    await officeTime(product, '2026-04-13T14:00:00Z');
    const caseId = await aSharedCase(room.awa);
    const { offerId } = await aHeld(caseId);
    const waiting = await aReferral(room.awa, caseId, services(1), { need: 'FOOD' });
    const closing = () => room.awa.post(`/api/cases/${caseId}/close`, { reason: 'settled' });
    const refused = await closing();
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'cases.still-helped' }]);
    expect((await helper(0).post(`/api/offers/${offerId}/complete`, { outcome: 'helped' })).status).toBe(200);
    expect((await closing()).status).toBe(200);
    await untilReferral(product, waiting, 'withdrawn');
    await untilOffers(product, waiting, 'withdrawn');
  }, 60_000);
});
