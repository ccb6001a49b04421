import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/sql/id.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referralState, referring, untilOffers, untilReferral } from '../support/referrals.js';
import type { Suggestion } from '../../src/referrals/suggestions/suggest.js';

let product: Product;
let room: Referring;
const services = (...places: number[]): string[] => places.map((place) => room.helpers[place]?.serviceId ?? '');
const helper = (place: number) => room.helpers[place]?.client ?? room.awa;
const json = async <T>(answer: Response): Promise<T> => (await answer.json()) as T;
interface Suggested { readonly suggested: Suggestion[]; readonly excluded: Suggestion[] }
const suggestions = async (caseId: string, over: object = {}) => json<Suggested>(await room.awa.post(`/api/cases/${caseId}/suggestions`, { need: 'FOOD', ...over }));
const faults = async (answer: Response) => [answer.status, ((await json<{ errors?: { path: string; code: string }[] }>(answer)).errors ?? []).map(({ path, code }) => `${path} ${code}`)];

/** Writes answered offers of a service into the past: how long each took, and what it was. */
async function history(place: number, answers: readonly (readonly [minutes: number, answer: string])[]): Promise<void> {
  const caseId = await aSharedCase(room.awa);
  const { organisationId, serviceId } = room.helpers[place] ?? { organisationId: '', serviceId: '' };
  for (const [minutes, answer] of answers) {
    const referralId = newId();
    await product.sql("insert into referrals (id, case_id, need, tier, state, way, opened_at, settled_at) values ($1, $2, 'FOOD', 'P2', 'withdrawn', 'order', office_now() - interval '20 days', office_now())", [referralId, caseId]);
    await product.sql(`insert into offers (id, referral_id, case_id, organisation_id, service_id, need, tier, state, step, position, clock, calendar, allowance_minutes, sent_at, standard_due_at, due_at, answered_at, answer,
      elapsed_minutes, business_minutes, reason, settled_at) values ($1, $2, $3, $4, $5, 'WORK', 'P2', 'withdrawn', 0, 0, 'business', 'qc-labour', 480, office_now() - interval '20 days', office_now() - interval '18 days',
      office_now() - interval '18 days', office_now() - interval '19 days', $6, $7, $7, 'met_otherwise', office_now() - interval '19 days')`, [newId(), referralId, caseId, organisationId, serviceId, answer, minutes]);
  }
}

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 5);
}, 120_000);
afterAll(() => product?.stop());

describe('Suggestions', () => {
  it('say how soon each answers, learned from its own answers, and ask the soonest yes first', async () => {
    await history(3, [[30, 'accepted'], [60, 'accepted'], [60, 'declined'], [60, 'accepted'], [240, 'accepted'], [900, 'expired']]);
    await history(0, [[2_000, 'accepted'], [2_400, 'accepted'], [2_400, 'accepted'], [3_000, 'accepted'], [4_000, 'declined']]);
    const { suggested, excluded } = await suggestions(await aSharedCase(room.awa));
    expect(excluded).toEqual([]);
    const of = (place: number) => suggested.find(({ id }) => id === services(place)[0]);
    expect(suggested.map(({ id }) => id)).toEqual(services(3, 1, 2, 4, 0));
    const [quick, unknown, slow] = [of(3), of(1), of(0)];
    expect(quick).toMatchObject({ memory: null, quotaLeft: null, mustNot: null, agreed: true, answerDueAt: '2026-03-04T22:00:00.000Z', answers: { whose: 'service', answered: 5, median: 60 } });
    // Rates lean on the network's: eight yeses of eleven, and that on what networks are known to do.
    expect(quick?.answers.rate).toBeCloseTo((4 + 5 * (8 + 5 * 0.7) / 16) / 11);
    expect(unknown?.answers).toMatchObject({ whose: 'network', answered: 10 });
    expect(slow?.answers).toMatchObject({ whose: 'service', median: 2_400 });
    expect(quick?.chance).toBeGreaterThan(slow?.chance ?? 1);
  });

  it('are for one who may read the case, and say that somebody looked', async () => {
    const caseId = await aSharedCase(room.awa);
    const referralId = await aReferral(room.awa, caseId, services(0));
    const { suggested, excluded } = await json<Suggested>(await room.lead.ask(`/api/referrals/${referralId}/suggestions?speaks=1`));
    expect([suggested.length, excluded.map(({ mustNot, memory }) => [mustNot, memory])]).toEqual([0, []]);
    expect((await json<Suggested>(await room.lead.ask(`/api/referrals/${referralId}/suggestions`))).excluded.map(({ id, mustNot }) => [id, mustNot])).toEqual([[services(0)[0], 'asked-already']]);
    expect((await helper(0).ask(`/api/referrals/${referralId}/suggestions`)).status).toBe(403);
    const [{ looks }] = await product.sql<{ looks: number }>("select count(*)::int as looks from audit_entries where chain = $1 and action = 'case.looked-at'", [caseId]) as [{ looks: number }];
    expect(looks).toBe(2);
  });
});

describe('Who said no', () => {
  it('is not asked again for that need, unless directly and with a reason', async () => {
    const caseId = await aSharedCase(room.awa);
    const referralId = await aReferral(room.awa, caseId, services(0, 1));
    const [first] = await offersOf(product, referralId);
    await helper(0).post(`/api/offers/${first?.id}/decline`, { reason: 'language' });
    await untilOffers(product, referralId, 'declined', 'sent');
    expect((await suggestions(caseId)).excluded.map(({ id, mustNot, memory }) => [id, mustNot, memory?.kind])).toEqual(
      expect.arrayContaining([[services(0)[0], 'said-no', 'said-no'], [services(1)[0], 'asked-already', 'asking']]));

    const ask = (more: object) => room.awa.post('/api/referrals', { caseId, need: 'FOOD', services: services(0), ...more });
    expect(await faults(await ask({}))).toEqual([422, ['services.0 referrals.faults.said-no']]);
    expect(await faults(await room.awa.post(`/api/referrals/${referralId}/offers`, { services: services(0) }))).toEqual([422, ['services.0 referrals.faults.said-no']]);
    expect(await faults(await ask({ way: 'direct' }))).toEqual([422, ['services.0 referrals.faults.said-no']]);
    expect(await faults(await ask({ way: 'order', despite: 'agreed_with_them' }))).toEqual([422, ['services.0 referrals.faults.said-no']]);
    expect(await faults(await ask({ way: 'direct', services: services(0, 2), despite: 'agreed_with_them' }))).toEqual([422, ['services referrals.faults.direct-one']]);
    expect((await ask({ way: 'direct', despite: 'agreed_with_them' })).status).toBe(201);
    expect(await product.sql("select details ->> 'despite' as despite from audit_entries where chain = $1 and action = 'offer.asked-despite'", [caseId])).toEqual([{ despite: 'agreed_with_them' }]);
    // For another need nothing was said.
    expect((await room.awa.post('/api/referrals', { caseId, need: 'GOODS', services: services(0) })).status).toBe(201);
  });

  it('may be asked again from its day on', async () => {
    const caseId = await aSharedCase(room.awa);
    const referralId = await aReferral(room.awa, caseId, services(0));
    const [only] = await offersOf(product, referralId);
    await helper(0).post(`/api/offers/${only?.id}/decline`, { reason: 'no_capacity' });
    await untilReferral(product, referralId, 'unmet');
    expect((await suggestions(caseId)).excluded.map(({ memory }) => memory)).toEqual([{ kind: 'said-no', reason: 'no_capacity', until: '2026-04-02' }]);
    await product.sql("update offers set again_on = '2026-03-03' where id = $1", [only?.id]);
    expect((await suggestions(caseId)).excluded).toEqual([]);
  });
});

describe('An agreement', () => {
  it('holds so many households a month, and puts its groups first', async () => {
    const { organisationId, serviceId, client } = room.helpers[4] ?? { organisationId: '', serviceId: '', client: room.awa };
    await product.sql("insert into agreements (organisation_id, id, terms, quota_per_month, priority_groups, starts_on, remind_days) values ($1, gen_random_uuid(), 'Une place par mois.', 1, array['ASYLUM'], '2026-01-01', 60)", [organisationId]);
    const caseId = await aSharedCase(room.awa);
    expect((await suggestions(caseId)).suggested[0]).toMatchObject({ id: serviceId, putFirst: true, quotaLeft: 1 });
    const [offer] = await offersOf(product, await aReferral(room.awa, caseId, [serviceId]));
    expect((await client.post(`/api/offers/${offer?.id}/accept`)).status).toBe(200);

    const another = await aSharedCase(room.awa);
    expect((await suggestions(another)).excluded.find(({ id }) => id === serviceId)).toMatchObject({ mustNot: 'quota-used', quotaLeft: 0 });
    expect(await faults(await room.awa.post('/api/referrals', { caseId: another, need: 'FOOD', services: [serviceId] }))).toEqual([422, ['services.0 referrals.faults.quota-used']]);
    // Last month's acceptances are last month's.
    await product.sql("update offers set accepted_at = '2026-02-28T20:00:00Z' where id = $1", [offer?.id]);
    expect((await suggestions(another)).suggested[0]).toMatchObject({ id: serviceId, quotaLeft: 1 });
    await product.sql('update agreements set ended_at = office_now() where organisation_id = $1', [organisationId]);
  });
});

describe('A wave', () => {
  it('asks as few as reach the chance, and the rest only when they came to nothing', async () => {
    const caseId = await aSharedCase(room.awa);
    const referralId = await aReferral(room.awa, caseId, services(3, 0, 1, 2), { way: 'wave', chance: 0.8 });
    const offers = await offersOf(product, referralId);
    const asked = offers.filter(({ state }) => state === 'sent').length;
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(4);
    expect(offers.map(({ state }) => state)).toEqual(offers.map((_, i) => (i < asked ? 'sent' : 'drafted')));
    const place = (serviceId: string) => room.helpers.findIndex((each) => each.serviceId === serviceId);
    for (const { id, service_id } of offers.slice(0, asked)) await helper(place(service_id)).post(`/api/offers/${id}/decline`, { reason: 'no_capacity' });
    await untilOffers(product, referralId, ...offers.map((_, i) => (i < asked ? 'declined' : 'sent')));
  });

  it('asks everybody at once when it aims at next to certainty', async () => {
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services(0, 1, 2, 3), { way: 'wave', chance: 0.99999 });
    expect((await offersOf(product, referralId)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent']);
  });
});

describe('A referral that is split', () => {
  it('is asked in parts, and met when they are', async () => {
    const caseId = await aSharedCase(room.awa);
    const whole = await aReferral(room.awa, caseId, []);
    const split = await room.awa.post(`/api/referrals/${whole}/split`, { parts: [{ services: services(0) }, { need: 'GOODS', services: services(1) }] });
    expect(split.status).toBe(201);
    const { parts } = await json<{ parts: { id: string }[] }>(split);
    expect(await product.sql('select need, part_of, state from referrals where case_id = $1 and part_of is not null order by need', [caseId])).toEqual([
      { need: 'FOOD', part_of: whole, state: 'open' }, { need: 'GOODS', part_of: whole, state: 'open' }]);
    expect((await room.awa.post(`/api/referrals/${whole}/offers`, { services: services(2) })).status).toBe(409);
    expect((await room.awa.post(`/api/referrals/${whole}/split`, { parts: [{ services: [] }, { services: [] }] })).status).toBe(409);

    for (const [i, { id }] of parts.entries()) {
      const [offer] = await offersOf(product, id);
      await helper(i).post(`/api/offers/${offer?.id}/accept`);
      expect((await helper(i).post(`/api/offers/${offer?.id}/complete`, { outcome: 'helped' })).status).toBe(200);
      await untilReferral(product, id, 'met');
      if (i === 0) expect(await referralState(product, whole)).toBe('open');
    }
    await untilReferral(product, whole, 'met');

    // A part that goes on again was no fulfilment.
    expect((await room.awa.post(`/api/referrals/${parts[0]?.id}/reopen`, { reason: 'outcome_was_wrong' })).status).toBe(200);
    await untilReferral(product, whole, 'open');
    expect((await room.awa.post(`/api/referrals/${whole}/withdraw`, { reason: 'met_otherwise' })).status).toBe(200);
    await untilReferral(product, parts[0]?.id ?? '', 'withdrawn');
  });

  it('is split wholly or not at all, and not while somebody is asked', async () => {
    const caseId = await aSharedCase(room.awa);
    const whole = await aReferral(room.awa, caseId, []);
    expect(await faults(await room.awa.post(`/api/referrals/${whole}/split`, { parts: [{ services: services(0) }, { services: [newId()] }] }))).toEqual([422, ['parts.1.services.0 referrals.faults.unknown-service']]);
    expect(await product.sql('select id from referrals where part_of = $1', [whole])).toEqual([]);
    const busy = await aReferral(room.awa, caseId, services(0));
    expect((await room.awa.post(`/api/referrals/${busy}/split`, { parts: [{ services: [] }, { services: [] }] })).status).toBe(409);
  });
});

describe('The same need of many households', () => {
  it('is put to the network in one act, each case judged by itself', async () => {
    const [one, two, silent] = [await aSharedCase(room.awa), await aSharedCase(room.awa), await aSharedCase(room.awa, { consents: [] })];
    const body = { caseIds: [one, two, silent, newId()], need: 'FOOD', services: services(0, 1) };
    const key = { 'idempotency-key': newId() };
    const answer = await room.awa.post('/api/referrals/many', body, key);
    const { results } = await json<{ results: { caseId: string; referralId?: string; state?: string; faults?: { code: string }[] }[] }>(answer);
    const of = (caseId: string) => results.find((each) => each.caseId === caseId);
    expect([answer.status, results.length]).toEqual([200, 4]);
    expect([of(one)?.state, of(two)?.state]).toEqual(['open', 'open']);
    expect(of(silent)?.faults?.map(({ code }) => code)).toEqual(['referrals.faults.no-consent', 'referrals.faults.no-consent']);
    expect(results.find((each) => ![one, two, silent].includes(each.caseId))?.faults?.map(({ code }) => code)).toEqual(['referrals.faults.not-your-case']);
    expect(await product.sql('select id from referrals where case_id = $1', [silent])).toEqual([]);
    expect((await offersOf(product, of(one)?.referralId ?? '')).map(({ state }) => state)).toEqual(['sent', 'drafted']);

    // Asked again with the same key it happens once.
    expect(await json(await room.awa.post('/api/referrals/many', body, key))).toEqual({ results });
    expect(await product.sql('select count(*)::int as n from referrals where case_id = any($1)', [[one, two, silent]])).toEqual([{ n: 2 }]);
  });
});

describe('A need that nobody can meet', () => {
  it('is on the ledger at once', async () => {
    const caseId = await aSharedCase(room.awa);
    const answer = await room.awa.post(`/api/cases/${caseId}/unmet`, { need: 'DISABILITY' });
    expect([answer.status, await answer.json()]).toMatchObject([201, { state: 'unmet' }]);
    expect(await product.sql('select need, reason, settled_at from unmet_needs where case_id = $1', [caseId])).toEqual([{ need: 'DISABILITY', reason: 'nobody_fits', settled_at: null }]);
  });
});
