import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MailTemplates } from '../../libs/mail/mail-templates.js';
import { Messages } from '../../libs/i18n/messages.js';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referring, TUESDAY, untilOffers, untilReferral } from '../support/referrals.js';
import { officeTime } from '../support/signed-in.js';

let product: Product;
let office: Referring;
let caseId: string;

beforeAll(async () => {
  product = await startProduct({ settings: { TRUST_PROXY: '1', LOG_LEVEL: 'silent' } });
  office = await referring(product, 2);
}, 120_000);
afterAll(() => product?.stop());
beforeEach(async () => {
  await officeTime(product, TUESDAY);
  caseId = await aSharedCase(office.awa);
});
// What one test leaves behind must not ring in the next, whose clock goes back.
afterEach(() => product.sql("update alarms set state = 'cancelled' where state = 'pending'"));

/** Nobody is signed in; each browser stands at an address of its own. */
let browsers = 0;
const browse = (path: string, form?: Record<string, string>, ip = `198.51.100.${(browsers += 1)}`): Promise<Response> => fetch(product.url + path, {
  redirect: 'manual', method: form ? 'POST' : 'GET', ...(form ? { body: new URLSearchParams(form).toString() } : {}),
  headers: { 'x-forwarded-for': ip, 'sec-fetch-site': 'same-origin', 'accept-language': 'en', ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
});
const services = () => office.helpers.map(({ serviceId }) => serviceId);
/** The path of the link that the newest mail about an offer holds. */
const linkOf = async (offerId: string): Promise<string> => {
  const [mail] = await product.sql<{ url: string }>(
    `select m.content ->> 'url' as url from mails m join offer_links l on m.key like 'offer-link:' || l.id || ':%' where l.offer_id = $1 order by m.created_at desc limit 1`, [offerId]);
  return new URL(mail?.url ?? '').pathname;
};
/** A referral to the first service alone, its offer and the way in. */
const asked = async (over: Record<string, unknown> = {}, to = services().slice(0, 1)): Promise<{ referral: string; offer: string; path: string }> => {
  const referral = await aReferral(office.awa, caseId, to, over);
  const [offer] = await offersOf(product, referral);
  return { referral, offer: offer?.id ?? '', path: await linkOf(offer?.id ?? '') };
};
const rows = (offer: string) => product.sql('select o.*, l.used_at from offers o join offer_links l on l.offer_id = o.id where o.id = $1', [offer]);
const stateOf = async (offer: string) => (await product.sql<{ state: string }>('select state from offers where id = $1', [offer]))[0]?.state;

describe('a link that asks an organisation', () => {
  it('shows what is asked and never who; looking changes nothing', async () => {
    const { offer, path } = await asked();
    const before = await rows(offer);
    const shown = await browse(path);
    const html = await shown.text();
    expect([shown.status, shown.headers.get('cache-control'), shown.headers.get('referrer-policy'), shown.headers.get('x-robots-tag')]).toEqual([200, 'no-store', 'no-referrer', 'noindex, nofollow']);
    expect(html).toContain('lang="fr-CA"');
    for (const seen of ['1 adulte', '1 enfant', 'arabe', 'Verdun', 'nécessaire', 'Prioritaire', 'Reste ']) expect(html).toContain(seen);
    for (const hidden of ['Amal', 'Haddad', 'Lina', '555']) expect(html).not.toContain(hidden);
    expect(await rows(offer)).toEqual(before);
    expect(await product.sql("select 1 from audit_entries where actor = 'offer-link' and subject_id = $1", [offer])).toEqual([]);
    // The household is told of the first look, once.
    await browse(path);
    expect(await product.sql("select person_id, link_id is not null as by_link from disclosures where offer_id = $1 and kind = 'opened'", [offer])).toEqual([{ person_id: null, by_link: true }]);
  });

  it('accepts with one tap, once, as the link and not as a person', async () => {
    const { referral, offer, path } = await asked();
    const done = await browse(`${path}/accept`, {});
    expect([done.status, done.headers.get('location')]).toEqual([303, `${path}?done=accept`]);
    expect(await stateOf(offer)).toBe('accepted');
    expect(await product.sql("select actor from audit_entries where subject_id = $1 and action = 'offer.accepted'", [offer])).toEqual([{ actor: 'offer-link' }]);
    expect((await rows(offer))[0]).toHaveProperty('used_at', expect.any(Date));
    // Tapped again, it is said how it stands, and nothing happens twice.
    expect((await browse(`${path}/accept`, {})).status).toBe(409);
    expect(await product.sql("select 1 from facts where type = 'offer.accepted' and subject_id = $1", [referral])).toHaveLength(1);
    const thanks = await (await browse(`${path}?done=accept`)).text();
    expect(thanks).toContain(`/sign-in?next=${encodeURIComponent(`/requests/${offer}`)}`);
    expect(thanks).not.toContain('Haddad');
  });

  it('says no with a reason, and the next is asked; without a reason the form comes back', async () => {
    const { referral, offer, path } = await asked({}, services());
    const back = await browse(`${path}/decline`, { reason: '' });
    expect([back.status, await back.text()]).toEqual([422, expect.stringContaining('aria-invalid="true"')]);
    expect((await browse(`${path}/decline`, { reason: 'no_capacity', note: 'Complet jusqu’en mai.' })).status).toBe(303);
    await untilOffers(product, referral, 'declined', 'sent');
    expect(await product.sql('select side, body, author_id from offer_messages where offer_id = $1', [offer])).toEqual([{ side: 'organisation', body: 'Complet jusqu’en mai.', author_id: null }]);
    expect(await (await browse(path)).text()).toContain('Vous avez refusé cette demande.');
  });

  it('keeps a place on the list, or asks first: the clock stands still', async () => {
    const waiting = await asked();
    expect((await browse(`${waiting.path}/waitlist`, {})).status).toBe(422);
    expect((await browse(`${waiting.path}/waitlist`, { weeks: 'bientôt' })).status).toBe(422);
    expect((await browse(`${waiting.path}/waitlist`, { weeks: '3' })).status).toBe(303);
    expect(await stateOf(waiting.offer)).toBe('waitlisted');
    // From the list one tap is enough, when a place comes free.
    expect(await (await browse(waiting.path)).text()).toContain(`${waiting.path}/accept`);

    caseId = await aSharedCase(office.awa);
    const asking = await asked();
    expect((await browse(`${asking.path}/ask`, { text: 'Combien de lits ?' })).status).toBe(303);
    expect(await stateOf(asking.offer)).toBe('information_requested');
    expect(await (await browse(asking.path)).text()).toContain('Votre délai est suspendu');
  });

  it('lets a late yes in while nobody else has said yes; whoever was asked next is released', async () => {
    const { referral, offer, path } = await asked({}, services());
    await officeTime(product, '2026-03-05T15:00:00Z');
    await untilOffers(product, referral, 'expired', 'sent');
    expect(await (await browse(path)).text()).toContain('vous pouvez encore dire oui');
    expect((await browse(`${path}/accept`, {})).status).toBe(303);
    await untilOffers(product, referral, 'accepted', 'superseded');
    expect(await product.sql('select answer from offers where id = $1', [offer])).toEqual([{ answer: 'expired' }]);
  });

  it('lets a late yes in also when nobody was left to ask: the need goes on', async () => {
    const { referral, path } = await asked();
    await officeTime(product, '2026-03-05T15:00:00Z');
    await untilReferral(product, referral, 'unmet');
    expect((await browse(`${path}/accept`, {})).status).toBe(303);
    await untilReferral(product, referral, 'open');
    expect(await product.sql('select settled_by from unmet_needs where referral_id = $1', [referral])).toEqual([{ settled_by: 'room' }]);
  });

  it('says that somebody else was first', async () => {
    const referral = await aReferral(office.awa, caseId, services(), { way: 'wave' });
    const offers = await offersOf(product, referral);
    const [first, second] = [await linkOf(offers[0]?.id ?? ''), await linkOf(offers[1]?.id ?? '')];
    expect((await browse(`${first}/accept`, {})).status).toBe(303);
    const refused = await browse(`${second}/accept`, {});
    expect(refused.status).toBe(409);
    for (const page of [await refused.text(), await (await browse(second)).text()]) expect(page).toContain('Un autre organisme a déjà accepté');
  });

  it('opens nothing once it is closed, and says so alike whatever the reason', async () => {
    const { offer, path } = await asked();
    const [consent] = await product.sql<{ id: string }>("select id from consents where case_id = $1 and purpose = 'referral'", [caseId]);
    const answers: string[] = [];
    const read = async (at: string): Promise<void> => {
      const answer = await browse(at);
      expect(answer.status).toBe(410);
      answers.push((await answer.text()).replaceAll(/next=[^"]+/g, ''));
    };
    await read(`/offer/${'A'.repeat(43)}`);
    await read('/offer/x');
    await product.sql('update offer_links set revoked_at = now() where offer_id = $1', [offer]);
    await read(path);
    await product.sql("update offer_links set revoked_at = null, expires_at = now() - interval '1 second' where offer_id = $1", [offer]);
    await read(path);
    expect((await browse(`${path}/accept`, {})).status).toBe(410);
    await product.sql("update offer_links set expires_at = now() + interval '1 day' where offer_id = $1", [offer]);
    await office.awa.post(`/api/cases/${caseId}/consents/${consent?.id ?? ''}/withdraw`, { reason: 'asked' });
    await until('the consent is withdrawn', async () => (await product.sql('select 1 from consents where id = $1 and withdrawn_at is not null', [consent?.id])).length > 0);
    for (const [deed, form] of Object.entries<Record<string, string>>({ accept: {}, decline: { reason: 'no_capacity' }, waitlist: { weeks: '2' }, ask: { text: 'Combien ?' } })) {
      expect([deed, (await browse(`${path}/${deed}`, form)).status]).toEqual([deed, 410]);
    }
    const closed = await browse(path);
    expect([closed.status, await stateOf(offer)]).toEqual([410, expect.stringMatching(/sent|withdrawn/)]);
    // A stranger's link is answered in the browser's language, the others in the organisation's: the words are the same.
    expect(new Set(answers).size).toBe(1);
  });

  it('waits when one address tries many', async () => {
    const { path } = await asked();
    const statuses: number[] = [];
    for (let n = 0; n < 62; n += 1) statuses.push((await browse(`/offer/${String(n).padStart(43, 'A')}`, undefined, '203.0.113.7')).status);
    expect(new Set(statuses)).toEqual(new Set([410, 429]));
    expect((await browse(path)).status).toBe(200);
  });

  it('is sent without a word about anybody', async () => {
    const { offer } = await asked();
    const [mail] = await product.sql<{ content: Record<string, string> }>(`select m.content from mails m join offer_links l on m.key like 'offer-link:' || l.id || ':%' where l.offer_id = $1`, [offer]);
    const written = product.app.get(MailTemplates, { strict: false }).write('referrals.asked', product.app.get(Messages).translator('fr'), mail?.content ?? {});
    expect(written.link?.url).toMatch(/\/offer\/[\w-]{43}$/);
    expect(JSON.stringify(written)).not.toMatch(/Amal|Haddad|Verdun|arabe/);
  });
});
