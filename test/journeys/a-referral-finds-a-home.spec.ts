import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyAudit } from '../../libs/audit/verify.js';
import { PinoLogger } from '../../libs/http/pino-logger.js';
import pg from 'pg';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referring, untilOffers, untilReferral } from '../support/referrals.js';
import { namedIn, queued, tablesThatKnow } from '../support/secrets.js';
import { type Client, officeTime } from '../support/signed-in.js';

/** What is known of the household, and may stand nowhere but in its file and in what it agreed to share. */
const SECRETS = ['Amal', 'Haddad', 'Lina', '5145550119', '555-0119'];

let product: Product;
let office: Referring;
let caseId: string;
let referral: string;
const logged: string[] = [];

beforeAll(async () => {
  product = await startProduct({ logger: new PinoLogger('debug', { write: (line) => void logged.push(line) }) });
  office = await referring(product, 3);
}, 120_000);
afterAll(() => product?.stop());

const organisation = (n: number): Client => office.helpers[n]?.client ?? office.awa;
const offer = async (n: number): Promise<string> => (await offersOf(product, referral))[n]?.id ?? '';
/** A tap on the link that an organisation was sent last. */
async function tap(n: number, deed: string, form: Record<string, string> = {}): Promise<number> {
  const mails = () => product.sql<{ url: string }>(`select m.content ->> 'url' as url from mails m join offer_links l on m.key like 'offer-link:' || l.id || ':%' where l.offer_id = $1 order by m.created_at desc`, [id]);
  const id = await offer(n);
  await until('they were written to', async () => (await mails()).length > 0);
  const path = new URL((await mails())[0]?.url ?? '').pathname;
  const answer = await fetch(`${product.url}${path}/${deed}`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams(form).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });
  return answer.status;
}
/** A form on the page of a request. */
const form = async (n: number, deed: string, fields: Record<string, string> = {}): Promise<string | null> =>
  (await organisation(n).form(`/requests/${await offer(n)}/${deed}`, fields)).headers.get('location');
const timeline = () => product.sql<{ kind: string }>('select kind from case_events where case_id = $1 order by id', [caseId]);

describe('Tuesday 3 March: a mother and her daughter need food', () => {
  it('the caseworker asks three organisations, one after the other; the first is written to', async () => {
    caseId = await aSharedCase(office.awa);
    referral = await aReferral(office.awa, caseId, office.helpers.map(({ serviceId }) => serviceId));
    await untilOffers(product, referral, 'sent', 'drafted', 'drafted');
  });

  it('the first has no room and says so with one tap: the second is asked within moments', async () => {
    await officeTime(product, '2026-03-03T16:00:00Z');
    expect(await tap(0, 'decline', { reason: 'no_capacity', note: 'Complet jusqu’en avril.' })).toBe(303);
    await untilOffers(product, referral, 'declined', 'sent', 'drafted');
  });
});

describe('Wednesday 4 March: the second says nothing', () => {
  it('it is reminded before its doors close', async () => {
    await officeTime(product, '2026-03-04T21:00:00Z');
    await until('it is reminded', async () => (await product.sql('select 1 from offers where id = $1 and reminded_at is not null', [await offer(1)])).length === 1);
    await untilOffers(product, referral, 'declined', 'sent', 'drafted');
  });

  it('at five o’clock its time is over, and the third is asked', async () => {
    await officeTime(product, '2026-03-04T22:00:01Z');
    await untilOffers(product, referral, 'declined', 'expired', 'sent');
  });
});

describe('Thursday 5 March: the third says yes', () => {
  it('it asks something first, and its clock stands still until the office answers', async () => {
    await officeTime(product, '2026-03-05T14:00:00Z');
    expect(await tap(2, 'ask', { text: 'Peuvent-elles venir le jeudi ?' })).toBe(303);
    const before = (await offersOf(product, referral))[2]?.due_at;
    await officeTime(product, '2026-03-05T18:00:00Z');
    expect((await office.awa.post(`/api/offers/${await offer(2)}/answer`, { text: 'Oui, après l’école.' })).status).toBe(200);
    expect((await offersOf(product, referral))[2]?.due_at?.getTime()).toBeGreaterThan(before?.getTime() ?? Number.NaN);
  });

  it('it accepts with one tap; the second, who thinks better of it an hour later, is told that somebody was first', async () => {
    expect(await tap(2, 'accept')).toBe(303);
    await officeTime(product, '2026-03-05T19:00:00Z');
    expect(await tap(1, 'accept')).toBe(409);
    await untilOffers(product, referral, 'declined', 'expired', 'accepted');
  });

  it('its coordinator signs in and reads what was shared, which the household can see on its ledger', async () => {
    const page = await (await organisation(2).ask(`/requests/${await offer(2)}`)).text();
    for (const shared of ['Amal', '555-0119', 'arabe']) expect(page).toContain(shared);
    expect(page).not.toContain('Haddad');
    expect((await organisation(0).ask(`/requests/${await offer(2)}`)).status).toBe(404);
    expect(await product.sql("select 1 from disclosures where case_id = $1 and offer_id = $2 and kind = 'opened'", [caseId, await offer(2)])).toHaveLength(1);
  });

  it('and agrees on a time with them', async () => {
    expect(await form(2, 'schedule', { startsAt: '2026-03-10T10:00', minutes: '30', place: 'Sous-sol de l’église', bring: 'Des sacs' })).toMatch(/done=schedule$/);
    expect(await (await organisation(2).ask('/appointments')).text()).toContain('Sous-sol de l’église');
    await untilOffers(product, referral, 'declined', 'expired', 'scheduled');
  });
});

describe('The week after: they are helped', () => {
  it('10 March: nobody came, and another time is agreed', async () => {
    await officeTime(product, '2026-03-10T15:00:00Z');
    expect(await form(2, 'no-show', { 'rebook.startsAt': '2026-03-12T16:30', 'rebook.place': 'Sous-sol de l’église' })).toMatch(/done=no-show$/);
    expect(await product.sql('select state, starts_at from appointments where offer_id = $1 order by starts_at', [await offer(2)])).toEqual([
      { state: 'no_show', starts_at: new Date('2026-03-10T14:00:00Z') }, { state: 'planned', starts_at: new Date('2026-03-12T20:30:00Z') },
    ]);
  });

  it('12 March: the service begins', async () => {
    await officeTime(product, '2026-03-12T21:00:00Z');
    expect(await form(2, 'start')).toMatch(/done=start$/);
  });

  it('19 March: the organisation says that it helped, the need is met, and the household is asked the same', async () => {
    await officeTime(product, '2026-03-19T19:00:00Z');
    expect(await form(2, 'complete', { outcome: 'helped' })).toMatch(/done=complete$/);
    await untilReferral(product, referral, 'met');
    await until('the household is asked', async () => (await product.sql('select 1 from outcome_questions where offer_id = $1', [await offer(2)])).length === 1);
    expect((await offersOf(product, referral)).map(({ state }) => state)).toEqual(['declined', 'expired', 'completed']);
  });
});

describe('Looking back', () => {
  it('the case tells the whole story in order', async () => {
    await until('the end is told', async () => (await timeline()).some(({ kind }) => kind === 'offer.completed'));
    const told = (await timeline()).map(({ kind }) => kind).filter((kind) => /^(offer|referral)\./.test(kind));
    for (const [first, then] of [['referral.opened', 'offer.declined'], ['offer.declined', 'offer.expired'], ['offer.expired', 'offer.asked'], ['offer.asked', 'offer.accepted'], ['offer.accepted', 'offer.scheduled'], ['offer.scheduled', 'offer.no-show'], ['offer.started', 'offer.completed']] as const) {
      expect([told.includes(first), told.indexOf(first) < told.lastIndexOf(then), `${first} before ${then}`]).toEqual([true, true, `${first} before ${then}`]);
    }
  });

  it('nobody outside of the file and its shares knows who they are, and the audit holds', async () => {
    expect(namedIn([...logged, await queued(product)].join('\n'), SECRETS)).toEqual([]);
    for (const table of ['facts', 'mails', 'alarms', 'deliveries', 'audit_entries', 'offers', 'referrals', 'disclosures', 'case_events', 'notices']) {
      expect([table, (await tablesThatKnow(product, ['Haddad', '5145550119'])).includes(table)]).toEqual([table, false]);
    }
    const client = new pg.Client({ connectionString: product.ownerUrl, options: '-c search_path=passerelle' });
    await client.connect();
    try {
      expect(await verifyAudit(client)).toMatchObject({ broken: null });
    } finally {
      await client.end();
    }
  });
});
