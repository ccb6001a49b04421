import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LinkActor } from '../../libs/transaction/actor.js';
import { ReadOffers } from '../../src/referrals/offers/read-offers.js';
import { ReadShare } from '../../src/referrals/sharing/read-share.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referring } from '../support/referrals.js';
import { aPerson, type Client, signedIn } from '../support/signed-in.js';

let product: Product;
let room: Referring;
let manager: Client;

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 2);
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
}, 120_000);
afterAll(() => product?.stop());

const asked = (place: number): Client => room.helpers[place]?.client ?? room.awa;
const serviceOf = (place: number): string => room.helpers[place]?.serviceId ?? '';
const answerOf = async (client: Client, path: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await client.ask(path);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

/** A case that the first organisation was asked about. */
async function anOffer(over: Readonly<Record<string, unknown>> = {}, places: readonly number[] = [0]): Promise<{ caseId: string; offerId: string }> {
  const caseId = await aSharedCase(room.awa);
  const [offer] = await offersOf(product, await aReferral(room.awa, caseId, places.map(serviceOf), over));
  return { caseId, offerId: offer?.id ?? '' };
}

describe('An organisation that is asked', () => {
  it('finds the offer in its inbox, with what may be seen of the household and the time left', async () => {
    const { offerId } = await anOffer();
    const { body } = await answerOf(asked(0), '/api/offers');
    const mine = (body['items'] as { id: string }[]).find(({ id }) => id === offerId);
    expect(mine).toMatchObject({
      need: 'FOOD', tier: 'P2', state: 'sent', service: { name: 'Paniers 1' }, dueAt: '2026-03-04T22:00:00.000Z', seenAt: null, unread: 0, appointment: null,
      summary: { adults: 1, children: 1, language: 'ar', interpreter: 'needed', borough: 'verdun' }, timeLeft: { clock: 'business', paused: false },
    });
    expect(JSON.stringify(body)).not.toMatch(/Amal|Haddad|0119|caseId/);
    expect(body['counts']).toMatchObject({ new: { exact: true }, done: { count: 0, exact: true } });
    expect((await answerOf(asked(1), '/api/offers')).body['items']).toEqual([]);
    expect((await room.awa.ask('/api/offers')).status).toBe(403);
  });

  it('reads page after page of a tab, each offer once', async () => {
    for (let n = 0; n < 3; n += 1) await anOffer();
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const { body } = await answerOf(asked(0), `/api/offers?limit=2${after ? `&after=${after}` : ''}`);
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      after = body['next'] as string | null;
    }
    const [all] = await product.sql<{ n: number }>("select count(*)::int as n from offers where state = 'sent' and organisation_id = $1", [room.helpers[0]?.organisationId]);
    expect([seen.length, new Set(seen).size]).toEqual([all?.n, all?.n]);
  });

  it('opens the offer, which is then seen, with the answers that are open to it', async () => {
    const { offerId } = await anOffer({ note: 'Près de l’école.' });
    const { status, body } = await answerOf(asked(0), `/api/offers/${offerId}`);
    expect([status, body]).toMatchObject([200, { id: offerId, thread: [], appointments: [], moves: ['ask', 'accept', 'waitlist', 'decline'] }]);
    expect(await product.sql('select seen_at is not null as seen from offers where id = $1', [offerId])).toEqual([{ seen: true }]);
    expect((await answerOf(asked(1), `/api/offers/${offerId}`)).status).toBe(404);
  });

  it('reads exactly the fields that were agreed, and each reading stands on the ledger and in the audit', async () => {
    const { caseId, offerId } = await anOffer({ note: 'Près de l’école.' });
    for (let n = 0; n < 2; n += 1) {
      expect((await answerOf(asked(0), `/api/offers/${offerId}/share`)).body).toMatchObject({
        fields: ['given_name', 'phone', 'language', 'household', 'borough'], note: 'Près de l’école.',
        content: { given_name: 'Amal', phone: [{ value: '514\u00a0555-0119', call: true, text: true, voicemail: false }], language: { language: 'ar', others: [], interpreter: 'needed' }, household: { adults: 1, children: 1 }, borough: 'verdun' },
      });
    }
    expect((await asked(1).ask(`/api/offers/${offerId}/share`)).status).toBe(404);

    const { body } = await answerOf(room.awa, `/api/cases/${caseId}/disclosures`);
    expect(body['items']).toMatchObject([
      { kind: 'opened', organisation: 'Cuisine 1', service: 'Paniers 1', need: 'FOOD', person: 'Coordination 1', byLink: false, fields: ['given_name', 'phone', 'language', 'household', 'borough'] },
      { kind: 'opened' }, { kind: 'sent', person: null, fields: ['given_name', 'phone', 'language', 'household', 'borough'] },
    ]);
    expect(await product.sql("select count(*)::int as times from audit_entries where chain = $1 and action = 'share.opened'", [caseId])).toEqual([{ times: 2 }]);
    expect(await product.sql("select count(*)::int as times from audit_entries where chain = $1 and action = 'disclosures.read'", [caseId])).toEqual([{ times: 1 }]);
  });

  it('sees through its link how many they are, their language and their borough, which stands on the ledger once', async () => {
    const { caseId, offerId } = await anOffer();
    const [link] = await product.sql<{ id: string; organisation_id: string }>('select id, organisation_id from offer_links where offer_id = $1', [offerId]);
    const holder: LinkActor = { kind: 'link', name: 'offer-link', linkId: link?.id ?? '', organisationId: link?.organisation_id ?? '' };
    await asked(0).post(`/api/offers/${offerId}/messages`, { text: 'Combien d’enfants ?' });
    for (let n = 0; n < 2; n += 1) {
      const seen = await product.app.get(ReadOffers, { strict: false }).one(holder, offerId);
      expect(seen).toMatchObject({ thread: [], summary: { adults: 1, children: 1, borough: 'verdun' } });
      expect(JSON.stringify(seen)).not.toMatch(/Amal|0119/);
    }
    await expect(product.app.get(ReadShare, { strict: false }).run(holder, offerId)).rejects.toMatchObject({ code: 'referrals.sign-in-first' });
    expect((await answerOf(room.awa, `/api/cases/${caseId}/disclosures`)).body['items']).toMatchObject([{ kind: 'opened', byLink: true, person: null, fields: ['language', 'household', 'borough'] }, { kind: 'sent' }]);
    expect(await product.sql('select seen_at from offers where id = $1', [offerId])).toEqual([{ seen_at: null }]);
  });

  it('reads what was sent, also after the file has changed', async () => {
    const { caseId, offerId } = await anOffer();
    const before = (await answerOf(asked(0), `/api/offers/${offerId}/share`)).body;
    await product.sql("update newcomers set given_name = 'Autre' where case_id = $1", [caseId]);
    await product.sql("update contact_ways set value = '+15145550122' where case_id = $1", [caseId]);
    await product.sql("update cases set language = 'es' where id = $1", [caseId]);
    expect((await answerOf(asked(0), `/api/offers/${offerId}/share`)).body).toEqual(before);
  });

  it('reads nothing more of the household once it said no, and keeps its own word about it', async () => {
    const { offerId } = await anOffer();
    await asked(0).post(`/api/offers/${offerId}/decline`, { reason: 'no_capacity' });
    expect(await answerOf(asked(0), `/api/offers/${offerId}/share`)).toMatchObject({ status: 403, body: { code: 'referrals.share-closed' } });
    expect(await answerOf(asked(0), `/api/offers/${offerId}`)).toMatchObject({ status: 200, body: { state: 'declined', reason: 'no_capacity', summary: null, moves: [] } });
    expect((await answerOf(asked(0), '/api/offers?tab=declined')).body['items']).toMatchObject([{ id: offerId, summary: null }]);
  });
});

describe('The office', () => {
  it('reads the offers of cases that it may read, and what was sent, without a line on the ledger', async () => {
    const { caseId, offerId } = await anOffer();
    expect(await answerOf(room.awa, `/api/offers/${offerId}`)).toMatchObject({ status: 200, body: { state: 'sent', summary: { adults: 1 }, moves: ['withdraw', 'personDeclined'] } });
    expect(await answerOf(room.awa, `/api/offers/${offerId}/share`)).toMatchObject({ status: 200, body: { content: { given_name: 'Amal' } } });
    expect(((await answerOf(room.awa, `/api/cases/${caseId}/disclosures`)).body['items'] as unknown[]).length).toBe(1);
    expect(await product.sql('select seen_at from offers where id = $1', [offerId])).toEqual([{ seen_at: null }]);
  });

  it('does not put a restricted case to the network unless it says so', async () => {
    const caseId = await aSharedCase(room.awa);
    await product.sql('update cases set restricted = true where id = $1', [caseId]);
    const ask = (over: object = {}) => room.lead.post('/api/referrals', { caseId, need: 'FOOD', services: [serviceOf(0)], fields: ['given_name'], ...over });
    const refused = await ask();
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'referrals.restricted' }]);
    expect((await ask({ restrictedToo: true })).status).toBe(201);
  });

  it('gives the household its ledger on paper, in French with English', async () => {
    const { caseId } = await anOffer();
    const page = await (await room.awa.ask(`/cases/${caseId}/disclosures`)).text();
    expect(page).toContain('Qui a reçu quoi');
    expect(page).toContain('Cuisine 1');
    const sheet = await (await room.awa.ask(`/cases/${caseId}/disclosures/sheet`)).text();
    for (const word of ['Qui a reçu vos renseignements', 'Who received your information', 'Téléphone sûr', 'Safe telephone', 'Alimentation', 'Food']) expect(sheet).toContain(word);
    expect(await product.sql("select count(*)::int as times from audit_entries where chain = $1 and action = 'disclosures.printed'", [caseId])).toEqual([{ times: 1 }]);
  });
});

describe('What a service usually gets to know', () => {
  const template = (): string => `/api/services/${serviceOf(1)}/share-template`;
  const put = (fields: readonly string[] | null, version: number, client = manager) =>
    client.ask(template(), { method: 'PUT', body: JSON.stringify({ fields }), headers: { 'content-type': 'application/json', 'if-match': `"${version}"` } });

  it('is said by those who keep the network, and the need decides until then', async () => {
    expect((await answerOf(room.awa, template())).body).toMatchObject({ fields: null, version: 0 });
    expect((await put(['given_name'], 0, room.awa)).status).toBe(403);
    expect((await put(['given_name', 'household'], 0)).status).toBe(200);
    expect((await answerOf(room.awa, template())).body).toMatchObject({ service: 'Paniers 2', fields: ['given_name', 'household'], version: 1 });
    expect((await put(['phone'], 0)).status).toBe(412);
    expect((await put(['phone'], 1)).status).toBe(200);
    expect((await put(null, 2)).status).toBe(200);
    expect((await answerOf(room.awa, template())).body).toMatchObject({ fields: null, version: 0 });
  });

  it('is ticked on a page, where what is sensitive is marked', async () => {
    const path = `/services/${serviceOf(1)}/sharing`;
    const page = await (await manager.ask(path)).text();
    expect(page).toContain('Sensible');
    expect((await manager.form(path, [['version', '0'], ['fields', 'given_name'], ['fields', 'ages']])).headers.get('location')).toBe(`${path}?done=saved`);
    expect((await answerOf(room.awa, template())).body).toMatchObject({ fields: ['given_name', 'ages'] });
    expect((await manager.form(path, [['version', '1'], ['usual', '1']])).status).toBe(303);
    expect((await answerOf(room.awa, template())).body).toMatchObject({ fields: null });
    expect(await (await manager.ask(`/services/${serviceOf(1)}`)).text()).toContain(path);
  });
});
