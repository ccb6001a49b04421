import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Messages } from '../../libs/i18n/messages.js';
import { MailTemplates } from '../../libs/mail/mail-templates.js';
import { until } from '../support/clockwork.js';
import { aReachableCase, anEndedOffer, linksOf, questionOf, reviewsOf } from '../support/loop.js';
import { type Product, startProduct } from '../support/product.js';
import { aSharedCase, type Referring, referralState, referring, TUESDAY, untilReferral } from '../support/referrals.js';
import { newId } from '../../libs/sql/id.js';
import { ANSWERS, type Answer, type Decision, isConfirmed, sideOf } from '../../src/referrals/loop/loop.rules.js';
import { aPerson, aTeam, officeTime, signedIn } from '../support/signed-in.js';

let product: Product;
let room: Referring;

beforeAll(async () => {
  product = await startProduct({ settings: { TRUST_PROXY: '1', LOG_LEVEL: 'silent', OFFICE_PHONE: '514 555-0100' } });
  room = await referring(product, 2);
}, 120_000);
afterAll(() => product?.stop());
beforeEach(() => officeTime(product, TUESDAY));
// What one test leaves behind must not ring in the next, whose clock goes back.
afterEach(() => product.sql("update alarms set state = 'cancelled' where state = 'pending'"));

/** Nobody is signed in; each browser stands at an address of its own. */
let browsers = 0;
const browse = (path: string, form?: Record<string, string>, ip = `198.51.100.${(browsers += 1)}`, headers: Record<string, string> = {}): Promise<Response> => fetch(product.url + path, {
  redirect: 'manual', method: form ? 'POST' : 'GET', ...(form ? { body: new URLSearchParams(form).toString() } : {}),
  headers: { 'x-forwarded-for': ip, 'sec-fetch-site': 'same-origin', ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}), ...headers },
});
const read = async (path: string): Promise<string> => (await browse(path)).text();
const tap = (path: string, offerId: string, answer: string) => browse(`${path}/outcome`, { offer: offerId, answer });
const facts = (type: string, offerId: string) => product.sql<{ payload: Record<string, unknown> }>("select payload from facts where type = $1 and payload->>'offerId' = $2 order by id", [type, offerId]);
const confirmed = async (offerId: string) => (await product.sql('select 1 from confirmed_help where offer_id = $1', [offerId])).length > 0;
const alarm = async (offerId: string) => (await product.sql<{ at: Date; step: number }>("select at, step from alarms where kind = 'outcome-question' and subject_id = $1 and state = 'pending'", [offerId]))[0];

describe('A newcomer who may be written to', () => {
  it('gets a mail with a link and nothing else, French with their language beside it', async () => {
    const caseId = await aReachableCase(room.awa);
    await anEndedOffer(product, room, caseId);
    await linksOf(product, caseId);
    const [mail] = await product.sql<{ address: string; content: Record<string, string | number>; language: string }>("select address, content, language from mails where template = 'referrals.newcomer' order by created_at desc limit 1");
    expect(mail).toMatchObject({ address: 'amal@courriel.example', language: 'fr', content: { beside: 'ar', again: 0 } });
    const text = product.app.get(MailTemplates, { strict: false }).write('referrals.newcomer', product.app.get(Messages).translator('fr'), mail?.content ?? {});
    expect(text.subject).toBe('Une question pour vous – سؤال لك');
    expect(text.paragraphs).toHaveLength(4);
    expect(JSON.stringify(text)).not.toMatch(/Amal|Haddad|Cuisine|Paniers|FOOD|aliment/i);
  });

  it('says with one tap that it helped: both sides agree, and the help is confirmed', async () => {
    const caseId = await aReachableCase(room.awa);
    const { referralId, offerId } = await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    await untilReferral(product, referralId, 'met');
    expect(await confirmed(offerId)).toBe(false);

    const shown = await browse(link);
    const html = await shown.text();
    expect([shown.status, shown.headers.get('cache-control'), shown.headers.get('referrer-policy'), shown.headers.get('x-robots-tag')]).toEqual([200, 'no-store', 'no-referrer', 'noindex, nofollow']);
    expect(html).toMatch(/<html lang="ar" dir="rtl">/);
    for (const said of ['Cuisine 1', 'Est-ce que', 'هل ساعدتك', '514 555-0100', 'name="robots" content="noindex"']) expect(html).toContain(said);
    // Neither who they are nor what it was about.
    expect(html).not.toMatch(/Haddad|Amal|Paniers|ASYLUM|<script|undefined/);
    expect(await questionOf(product, offerId)).toMatchObject({ asks: 'link', answer: null });

    const answered = await tap(link, offerId, 'helped');
    expect([answered.status, answered.headers.get('location')]).toEqual([303, `${link}?done=thanks`]);
    expect(await read(`${link}?done=thanks`)).toContain('Merci. Votre réponse est enregistrée.');
    expect(await questionOf(product, offerId)).toEqual({ asks: 'link', answer: 'helped', source: 'link', because: null });
    expect([await confirmed(offerId), await reviewsOf(product, offerId), await alarm(offerId)]).toEqual([true, [], undefined]);
    expect(await facts('outcome.told', offerId)).toMatchObject([{ payload: { answer: 'helped', referralId, by: null } }]);
  });

  it('opens a review by saying otherwise, and closes it by correcting that', async () => {
    const caseId = await aReachableCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    await tap(link, offerId, 'not_helped');
    await tap(link, offerId, 'not_helped');
    expect(await reviewsOf(product, offerId)).toMatchObject([{ because: 'person_disagrees', decision: null }]);
    expect(await facts('review.opened', offerId)).toHaveLength(1);
    await tap(link, offerId, 'helped');
    expect(await reviewsOf(product, offerId)).toMatchObject([{ because: 'person_disagrees', decision: 'helped', settled_by: null }]);
    expect(await confirmed(offerId)).toBe(true);
  });

  it('is reminded once, and then their caseworker asks', async () => {
    const caseId = await aReachableCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId);
    await linksOf(product, caseId);
    expect((await alarm(offerId))?.at.toISOString()).toBe('2026-03-08T14:00:00.000Z'); // ten in the morning, already in summer time
    await officeTime(product, '2026-03-08T14:00:05Z');
    const [, again = ''] = await linksOf(product, caseId, 2);
    await until('the next moment is set', async () => (await alarm(offerId))?.step === 1);
    expect((await browse(again)).status).toBe(200);
    await officeTime(product, '2026-03-13T14:00:05Z');
    await until('the caseworker asks', async () => (await questionOf(product, offerId))?.asks === 'caseworker');
    expect(await product.sql('select 1 from newcomer_links where case_id = $1', [caseId])).toHaveLength(2);
    // The page takes an answer all the same.
    expect((await tap(again, offerId, 'partly')).status).toBe(303);
    expect(await questionOf(product, offerId)).toMatchObject({ answer: 'partly', source: 'link' });
  });

  it('may answer for thirty days', async () => {
    const caseId = await aReachableCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    await officeTime(product, '2026-04-02T15:00:05Z');
    expect(await read(link)).not.toContain('Cuisine 1');
    expect((await tap(link, offerId, 'helped')).headers.get('location')).toBe(`${link}?done=late`);
    expect(await questionOf(product, offerId)).toMatchObject({ answer: null });
  });

  it('stops the messages from the page: the consent is withdrawn, and the caseworker asks', async () => {
    const caseId = await aReachableCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    expect(await read(link)).toContain('Ne plus recevoir ces messages');
    expect((await browse(`${link}/stop`, { lang: 'es' })).headers.get('location')).toBe(`${link}?lang=es&done=stopped`);
    expect(await product.sql("select 1 from consents where case_id = $1 and purpose = 'messages' and withdrawn_at is null", [caseId])).toEqual([]);
    await until('the caseworker asks', async () => (await questionOf(product, offerId))?.asks === 'caseworker');
    expect(await read(`${link}?lang=es&done=stopped`)).toMatch(/No le escribiremos más/);
    expect(await read(link)).not.toContain('Ne plus recevoir ces messages');
  });
});

describe('The second check', () => {
  it('shows who got what to whoever knows the year of birth, in the chosen language, and nothing before', async () => {
    const caseId = await aReachableCase(room.awa);
    await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    expect(await read(`${link}?lang=es`)).not.toContain('su teléfono');
    const wrong = await browse(`${link}/more`, { year: '1991', lang: 'es' });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('Ese no es el año correcto.')]);
    const right = await browse(`${link}/more`, { year: '1990', lang: 'es' });
    const html = (await right.text()).replaceAll('\u2068', '').replaceAll('\u2069', '');
    expect([right.status, right.headers.get('cache-control')]).toEqual([200, 'no-store']);
    for (const said of ['Buenos días, Amal', '3 de marzo de 2026: Cuisine 1 recibió su nombre', 'votre prénom', 'su teléfono']) expect(html).toContain(said);
    expect(html).not.toMatch(/Haddad|ASYLUM/);
    expect(await product.sql("select actor from audit_entries where chain = $1 and action = 'disclosures.shown'", [caseId])).toEqual([{ actor: 'newcomer-link' }]);
  });

  it('falls silent for good after five wrong years; the question stays', async () => {
    const caseId = await aReachableCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    for (const year of ['1980', '1981', '1982', 'abcd']) expect((await browse(`${link}/more`, { year })).status).toBe(422);
    expect((await browse(`${link}/more`, { year: '1984' })).status).toBe(200);
    const late = await (await browse(`${link}/more`, { year: '1990' })).text();
    expect(late).toContain('Pour le savoir, téléphonez au bureau.');
    expect(late).not.toContain('votre prénom');
    expect((await tap(link, offerId, 'helped')).headers.get('location')).toContain('done=thanks');
  });

  it('is not offered where nobody knows the year', async () => {
    const caseId = await aReachableCase(room.awa, { newcomers: [{ kinship: 'head', givenName: 'Amal', familyName: 'Haddad' }] });
    await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    const told = await browse(`${link}/more`, { year: '1990' });
    expect([told.status, await told.text()]).toEqual([200, expect.stringContaining('Pour le savoir, téléphonez au bureau.')]);
  });
});

describe('A link', () => {
  it('that never was, ended or was closed says so alike, and names nobody', async () => {
    const caseId = await aReachableCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    const nobody = await browse(`/newcomer/${'A'.repeat(43)}`);
    await product.sql("update newcomer_links set expires_at = clock_timestamp() where case_id = $1", [caseId]);
    const ended = await browse(link);
    const [one, other] = [await nobody.text(), await ended.text()];
    expect([nobody.status, ended.status]).toEqual([410, 410]);
    expect(other).toBe(one);
    expect(one).toContain('Ce lien ne s’ouvre plus');
    expect((await tap(link, offerId, 'helped')).status).toBe(410);
    expect((await browse(`${link}/more`, { year: '1990' })).status).toBe(410);
    expect((await browse(`${link}/stop`, {})).status).toBe(410);
    expect(await questionOf(product, offerId)).toMatchObject({ answer: null });
    expect((await browse('/newcomer/short')).status).toBe(410);
    expect(await (await browse(link, undefined, '198.51.100.250', { 'accept-language': 'ar-SY' })).text()).toContain('هذا الرابط لم يعد يفتح');
  });

  it('is closed by the office, which then asks itself; not by another team', async () => {
    const caseId = await aReachableCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    const stranger = await signedIn(product, (await aTeam(product, `Nord ${browsers}`, [['fr-CA']])).caseworkers[0] ?? { email: '' });
    expect((await stranger.post(`/api/cases/${caseId}/newcomer-links/revoke`)).status).toBe(403);
    expect(await (await room.awa.post(`/api/cases/${caseId}/newcomer-links/revoke`)).json()).toEqual({ caseId, closed: 1 });
    expect((await browse(link)).status).toBe(410);
    expect(await questionOf(product, offerId)).toMatchObject({ asks: 'caseworker' });
  });

  it('closes at once when the mailbox is no longer safe', async () => {
    const caseId = await aReachableCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    const [way] = await product.sql<{ id: string; version: number }>('select id, version from contact_ways where case_id = $1', [caseId]);
    const changed = await room.awa.ask(`/api/cases/${caseId}/contact-ways/${way?.id}`, { method: 'PATCH', body: JSON.stringify({ safeToText: false, preferred: false }), headers: { 'content-type': 'application/json', 'if-match': `"${way?.version}"` } });
    expect(changed.status).toBe(200);
    await until('the link is closed', async () => (await browse(link)).status === 410);
    expect(await questionOf(product, offerId)).toMatchObject({ asks: 'caseworker' });
  });

  it('answers only for its own household', async () => {
    const [mine, theirs] = [await aReachableCase(room.awa), await aReachableCase(room.awa)];
    await anEndedOffer(product, room, mine);
    const other = await anEndedOffer(product, room, theirs, { helper: 1 });
    const [link = ''] = await linksOf(product, mine);
    expect((await tap(link, other.offerId, 'not_helped')).headers.get('location')).toBe(`${link}?done=late`);
    expect(await questionOf(product, other.offerId)).toMatchObject({ answer: null });
  });

  it('is not guessed: an address that tries many waits', async () => {
    const tries: number[] = [];
    for (let n = 0; n < 62; n += 1) tries.push((await browse(`/newcomer/${String(n).padStart(43, 'B')}`, undefined, '203.0.113.9')).status);
    expect([tries[0], tries.at(-1)]).toEqual([410, 429]);
  });
});

describe('A newcomer who may not be written to', () => {
  it('about safety, or in a restricted case, is asked by their caseworker; no page says a word of it', async () => {
    await product.sql("update services set needs = '{FOOD,SAFETY}'");
    const caseId = await aReachableCase(room.awa);
    await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    const safety = await anEndedOffer(product, room, caseId, { helper: 1, need: 'SAFETY' });
    expect(await questionOf(product, safety.offerId)).toMatchObject({ asks: 'caseworker' });
    const told = await (await browse(`${link}/more`, { year: '1990' })).text();
    expect([told.includes('Cuisine 1'), told.includes('Cuisine 2')]).toEqual([true, false]);
  });

  it('is asked by their caseworker, who writes the answer down', async () => {
    const caseId = await aSharedCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId);
    expect(await questionOf(product, offerId)).toEqual({ asks: 'caseworker', answer: null, source: null, because: null });
    expect(await product.sql('select asks from desk_outcome_questions where case_id = $1 and answer is null', [caseId])).toEqual([{ asks: 'caseworker' }]);
    expect(await product.sql('select 1 from newcomer_links where case_id = $1', [caseId])).toEqual([]);
    const told = await room.awa.post(`/api/offers/${offerId}/outcome`, { answer: 'not_helped', because: 'Les paniers étaient déjà partis.' });
    expect([told.status, await told.json()]).toMatchObject([200, { id: offerId, answer: 'not_helped' }]);
    expect(await questionOf(product, offerId)).toEqual({ asks: 'caseworker', answer: 'not_helped', source: 'contact', because: 'Les paniers étaient déjà partis.' });
    expect(await reviewsOf(product, offerId)).toMatchObject([{ because: 'person_disagrees' }]);
    expect(JSON.stringify(await facts('outcome.told', offerId))).not.toContain('paniers');
  });

  it('is asked nothing of what nobody finished, and not by whoever may not edit the case', async () => {
    const caseId = await aSharedCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId);
    const manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
    expect((await manager.post(`/api/offers/${offerId}/outcome`, { answer: 'helped' })).status).toBe(403);
    expect((await room.awa.post(`/api/offers/${offerId}/outcome`, { answer: 'perhaps' })).status).toBe(422);
    expect((await room.helpers[0]?.client.post(`/api/offers/${offerId}/outcome`, { answer: 'helped' }))?.status).toBe(403);
    await product.sql("update offers set state = 'voided', reason = 'entered_in_error' where id = $1", [offerId]);
    const refused = await room.awa.post(`/api/offers/${offerId}/outcome`, { answer: 'helped' });
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'referrals.nothing-to-ask' }]);
  });
});

describe('A review', () => {
  const disputed = async (ends: 'helped' | 'partly' | 'stopped', answer?: string) => {
    const caseId = await aSharedCase(room.awa);
    const ended = await anEndedOffer(product, room, caseId, { ends });
    if (answer) expect((await room.awa.post(`/api/offers/${ended.offerId}/outcome`, { answer })).status).toBe(200);
    await until('a review is open', async () => (await reviewsOf(product, ended.offerId)).length > 0);
    return { ...ended, caseId, review: (await reviewsOf(product, ended.offerId))[0] };
  };
  const settle = (id: string | undefined, decision: string, note?: string) => room.awa.post(`/api/reviews/${id}/settle`, { decision, note });

  it('opens at once when an organisation helped in part; “helped” meets the need, and counts', async () => {
    const { referralId, offerId, review } = await disputed('partly');
    expect(review).toMatchObject({ because: 'partly' });
    expect(await room.awa.json(`/api/reviews/${review?.id}`)).toMatchObject({ because: 'partly', organisation: { name: 'Cuisine 1', said: 'partly' }, person: { asks: 'caseworker', answer: null }, confirmed: false });
    expect(await referralState(product, referralId)).toBe('open');
    const settled = await settle(review?.id, 'helped', 'Assez pour ce mois-ci.');
    expect([settled.status, await settled.json()]).toMatchObject([200, { decision: 'helped', referral: 'met' }]);
    expect([await referralState(product, referralId), await confirmed(offerId)]).toEqual(['met', true]);
    const again = await settle(review?.id, 'helped');
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'referrals.review-settled', state: 'helped' }]);
    // What the newcomer says afterwards is looked at anew.
    await room.awa.post(`/api/offers/${offerId}/outcome`, { answer: 'not_helped' });
    expect([(await reviewsOf(product, offerId)).map(({ because }) => because), await confirmed(offerId)]).toEqual([['partly', 'person_disagrees'], false]);
  });

  it('“not helped” opens the need again, and with nobody left it goes on the ledger', async () => {
    const { referralId, offerId, review } = await disputed('helped', 'not_helped');
    await untilReferral(product, referralId, 'met');
    const settled = await settle(review?.id, 'not_helped');
    expect([settled.status, await settled.json()]).toMatchObject([200, { decision: 'not_helped', referral: 'unmet' }]);
    expect(await product.sql('select reason from unmet_needs where referral_id = $1 and settled_at is null', [referralId])).toEqual([{ reason: 'outcome_not_reached' }]);
    expect([await confirmed(offerId), (await facts('review.settled', offerId)).length]).toEqual([false, 1]);
  });

  it('of what stopped half-way, and helped all the same, meets a need that was on the ledger', async () => {
    const { referralId, offerId, review } = await disputed('stopped', 'helped');
    expect(review).toMatchObject({ because: 'organisation_disagrees' });
    await untilReferral(product, referralId, 'unmet');
    expect((await settle(review?.id, 'helped')).status).toBe(200);
    expect([await referralState(product, referralId), await confirmed(offerId)]).toEqual(['met', true]);
    expect(await product.sql('select settled_by from unmet_needs where referral_id = $1', [referralId])).toEqual([{ settled_by: 'office' }]);
  });

  it('asks the newcomer again, and forgets nothing of what both said', async () => {
    const { offerId, caseId, review } = await disputed('helped', 'partly');
    expect((await settle(review?.id, 'ask_again')).status).toBe(200);
    expect(await questionOf(product, offerId)).toMatchObject({ asks: 'caseworker', answer: null });
    expect(await product.sql("select details->>'reason' as reason from audit_entries where chain = $1 and action = 'outcome.told'", [caseId])).toEqual([{ reason: 'partly' }]);
    await room.awa.post(`/api/offers/${offerId}/outcome`, { answer: 'helped' });
    expect([await confirmed(offerId), (await reviewsOf(product, offerId)).map(({ decision }) => decision)]).toEqual([true, ['ask_again']]);
  });

  it('is settled once, though two decide at the same moment; two taps at once are one answer', async () => {
    const { offerId, review } = await disputed('helped', 'not_helped');
    const settled = await Promise.all([settle(review?.id, 'helped'), room.lead.post(`/api/reviews/${review?.id}/settle`, { decision: 'not_helped' })]);
    expect(settled.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await facts('review.settled', offerId)).length).toBe(1);
    const caseId = await aReachableCase(room.awa);
    const tapped = await anEndedOffer(product, room, caseId);
    const [link = ''] = await linksOf(product, caseId);
    expect((await Promise.all([1, 2, 3].map(() => tap(link, tapped.offerId, 'helped')))).map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await facts('outcome.told', tapped.offerId)).length).toBe(1);
  });

  it('is settled by whoever may edit the case, on what they saw', async () => {
    const { review } = await disputed('helped', 'not_helped');
    const manager = await signedIn(product, await aPerson(product, 'Direction deux', { roles: ['manager'] }));
    expect((await manager.json<{ because: string }>(`/api/reviews/${review?.id}`)).because).toBe('person_disagrees');
    expect((await manager.post(`/api/reviews/${review?.id}/settle`, { decision: 'helped' })).status).toBe(403);
    expect((await room.awa.post(`/api/reviews/${review?.id}/settle`, { decision: 'helped' }, { 'if-match': '"9"' })).status).toBe(412);
    expect((await settle('0192aaaa-0000-7000-8000-000000000000', 'helped')).status).toBe(404);
    expect((await room.lead.post(`/api/reviews/${review?.id}/settle`, { decision: 'helped' })).status).toBe(200);
  });
});

describe('Help that counts', () => {
  it('is the same in SQL as in the rules, whatever both sides said and whoever looked', async () => {
    const at = (hour: number): Date => new Date(Date.UTC(2026, 2, 4, hour));
    const reviews: readonly (readonly { decision: Decision | null; hour: number }[])[] = [
      [], [{ decision: null, hour: 9 }], ...(['helped', 'not_helped', 'ask_again'] as const).flatMap((decision) => [8, 12].map((hour) => [{ decision, hour }])),
      [{ decision: 'not_helped', hour: 8 }, { decision: 'helped', hour: 12 }], [{ decision: 'helped', hour: 8 }, { decision: null, hour: 12 }], [{ decision: 'helped', hour: 8 }, { decision: 'ask_again', hour: 9 }],
    ];
    for (const ends of ['helped', 'partly', 'stopped'] as const) {
      const { offerId, referralId } = await anEndedOffer(product, room, await aSharedCase(room.awa), { ends });
      const [offer] = await product.sql<{ state: string; outcome: string | null; reason: string | null; case_id: string }>('select state, outcome, reason, case_id from offers where id = $1', [offerId]);
      if (ends === 'partly') await until('its own review is open', async () => (await reviewsOf(product, offerId)).length > 0);
      for (const answer of [null, ...ANSWERS] as readonly (Answer | null)[]) {
        await product.sql('update outcome_questions set answer = $2, source = $3, answered_at = $4 where offer_id = $1', [offerId, answer, answer && 'contact', answer && at(10)]);
        for (const looked of reviews) {
          await product.sql('delete from outcome_reviews where offer_id = $1', [offerId]);
          for (const { decision, hour } of looked) {
            await product.sql(`insert into outcome_reviews (id, offer_id, referral_id, case_id, because, opened_at, settled_at, decision) values ($1, $2, $3, $4, 'partly', $5, $6, $7)`,
              [newId(), offerId, referralId, offer?.case_id, at(7), decision && at(hour), decision]);
          }
          const settled = looked.flatMap(({ decision, hour }) => (decision ? [{ decision, settledAt: at(hour) }] : [])).at(-1) ?? null;
          const expected = isConfirmed({
            organisation: offer ? sideOf(offer) : null, person: answer && { answer, answeredAt: at(10) }, reviewOpen: looked.some(({ decision }) => decision === null), last: settled,
          });
          expect([ends, answer, looked, await confirmed(offerId)]).toEqual([ends, answer, looked, expected]);
        }
      }
    }
  });
});

describe('The counter', () => {
  it('lists the households that a caseworker is to ask, and no longer once they have answered', async () => {
    const { offerId } = await anEndedOffer(product, room, await aSharedCase(room.awa));
    const list = async () => (await room.lead.ask('/referrals?list=households&scope=team')).text();
    expect(await list()).toContain(`/referrals/outcomes/${offerId}`);
    await room.awa.post(`/api/offers/${offerId}/outcome`, { answer: 'helped' });
    expect(await list()).not.toContain(offerId);
  });
});
