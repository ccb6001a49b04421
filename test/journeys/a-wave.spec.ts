import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referring, untilOffers } from '../support/referrals.js';
import { type Client, officeTime } from '../support/signed-in.js';

let product: Product;
let office: Referring;
let referral: string;

beforeAll(async () => {
  product = await startProduct();
  office = await referring(product, 4);
}, 120_000);
afterAll(() => product?.stop());

const organisation = (n: number): Client => office.helpers[n]?.client ?? office.awa;
/** The latest offer to an organisation. */
const offer = async (n: number) => (await offersOf(product, referral)).filter(({ organisation_id }) => organisation_id === office.helpers[n]?.organisationId).at(-1);
const form = async (n: number, deed: string, fields: Record<string, string> = {}): Promise<Response> => organisation(n).form(`/requests/${(await offer(n))?.id ?? ''}/${deed}`, fields);
const statesOf = async (n: number): Promise<string[]> => (await offersOf(product, referral)).filter(({ organisation_id }) => organisation_id === office.helpers[n]?.organisationId).map(({ state }) => state);
const mailed = async (n: number, template: string): Promise<number> => (await product.sql(
  'select 1 from mails m join people p on p.email = m.address where p.organisation_id = $1 and m.template = $2', [office.helpers[n]?.organisationId, template])).length;

describe('Four organisations are asked at once', () => {
  it('each finds the request in its inbox, and none sees that others were asked', async () => {
    referral = await aReferral(office.awa, await aSharedCase(office.awa), office.helpers.map(({ serviceId }) => serviceId), { way: 'wave', chance: 0.999 });
    await untilOffers(product, referral, 'sent', 'sent', 'sent', 'sent');
    for (const n of [0, 1, 2, 3]) {
      const inbox = await (await organisation(n).ask('/requests')).text();
      expect(inbox).toContain('Une demande attend votre réponse.');
      expect(inbox).not.toMatch(new RegExp([0, 1, 2, 3].filter((other) => other !== n).map((other) => `Cuisine ${other + 1}`).join('|')));
    }
  });

  it('one says no, one asks something, one keeps a place on its list: the others’ time runs on', async () => {
    await officeTime(product, '2026-03-03T16:00:00Z');
    expect((await form(0, 'decline', { reason: 'distance' })).status).toBe(303);
    expect((await form(1, 'ask', { text: 'Quel âge a l’enfant ?' })).status).toBe(303);
    expect((await form(2, 'waitlist', { weeks: '2' })).status).toBe(303);
    await untilOffers(product, referral, 'declined', 'information_requested', 'waitlisted', 'sent');
  });

  it('the first yes wins: whoever else was asked is released at once, thanked, and told so on their page', async () => {
    await officeTime(product, '2026-03-03T17:00:00Z');
    expect((await form(3, 'accept')).status).toBe(303);
    await untilOffers(product, referral, 'declined', 'superseded', 'superseded', 'accepted');
    await until('they are thanked', async () => (await mailed(1, 'referrals.released')) === 1 && (await mailed(2, 'referrals.released')) === 1);
    expect([await mailed(0, 'referrals.released'), await mailed(3, 'referrals.released')]).toEqual([0, 0]);
    const refused = await form(1, 'accept');
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('Un autre organisme a déjà accepté')]);
    expect(await (await organisation(1).ask('/requests?tab=declined')).text()).toContain('Prise par un autre organisme');
  });

  it('what was shared is closed to those who were released', async () => {
    const { id } = (await offer(1)) ?? { id: '' };
    expect((await organisation(1).ask(`/api/offers/${id}/share`)).status).toBe(403);
    expect(await (await organisation(1).ask(`/requests/${id}?share=open`)).text()).not.toContain('Amal');
    expect(await (await organisation(3).ask(`/requests/${(await offer(3))?.id ?? ''}`)).text()).toContain('Amal');
  });

  it('the yes is taken back within the day: those who were released are asked again, and who said no is not', async () => {
    await officeTime(product, '2026-03-04T15:00:00Z');
    expect((await form(3, 'unaccept', { reason: 'no_capacity' })).status).toBe(303);
    await until('somebody is asked again', async () => (await offer(1))?.state === 'sent' || (await offer(2))?.state === 'sent');
    expect([await statesOf(0), await statesOf(3)]).toEqual([['declined'], ['withdrawn']]);
  });

  it('another takes them on', async () => {
    const n = (await offer(1))?.state === 'sent' ? 1 : 2;
    expect((await form(n, 'accept')).status).toBe(303);
    expect((await offer(n))?.state).toBe('accepted');
    expect(await product.sql("select 1 from offers where referral_id = $1 and state in ('accepted', 'scheduled', 'in_service')", [referral])).toHaveLength(1);
  });
});
