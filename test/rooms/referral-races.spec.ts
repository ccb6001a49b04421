import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referralState, referring, sentToAll, untilOffers } from '../support/referrals.js';
import type { Client } from '../support/signed-in.js';

jest.setTimeout(180_000);

const ORGANISATIONS = 20;
const REFERRALS = 300;
/** So many referrals are answered by all organisations in the same moment. */
const AT_ONCE = 15;
const ROUNDS = 20;

interface Answer { readonly status: number; readonly body: { readonly state?: string; readonly code?: string } }

const post = async (client: Client, path: string, body?: unknown): Promise<Answer> => {
  const answer = await client.post(path, body);
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
};
const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort();

describe('Three hundred referrals, each offered to twenty organisations that all accept at once', () => {
  let product: Product;
  let room: Referring;

  beforeAll(async () => {
    product = await startProduct({ workers: false });
    room = await referring(product, ORGANISATIONS);
  }, 120_000);
  afterAll(() => product?.stop());

  const heldOf = (referralId: string) => product.sql(`select id from offers where referral_id = $1 and state in ('accepted', 'scheduled', 'in_service')`, [referralId]);

  it('are held once each, and everybody else is told how it stands', async () => {
    const referrals: string[] = [];
    for (let n = 0; n < 10; n += 1) referrals.push(...(await sentToAll(product, room, await aSharedCase(room.awa), REFERRALS / 10)));
    // One after the other of each case, so that those of one moment are of several cases and of the same.
    const mixed = referrals.map((_, i) => referrals[(i % 10) * (REFERRALS / 10) + Math.floor(i / 10)] ?? '');
    const offers = new Map<string, { id: string; organisation_id: string }[]>();
    for (const referralId of mixed) offers.set(referralId, await offersOf(product, referralId));
    const clientOf = new Map(room.helpers.map(({ organisationId, client }) => [organisationId, client]));

    const answers = new Map<number, number>();
    for (let from = 0; from < REFERRALS; from += AT_ONCE) {
      await Promise.all(mixed.slice(from, from + AT_ONCE).map(async (referralId) => {
        const told = await Promise.all((offers.get(referralId) ?? []).map(({ id, organisation_id }) => post(clientOf.get(organisation_id) ?? room.awa, `/api/offers/${id}/accept`)));
        for (const { status } of told) answers.set(status, (answers.get(status) ?? 0) + 1);
        for (const { status, body } of told.filter((each) => each.status !== 200)) expect([status, body]).toMatchObject([409, { code: 'referrals.held-by-another', state: 'superseded' }]);
      }));
    }
    expect(Object.fromEntries(answers)).toEqual({ 200: REFERRALS, 409: REFERRALS * (ORGANISATIONS - 1) });
    expect(await product.sql(`
      select state, count(*)::int as offers, count(distinct referral_id)::int as referrals from offers group by state order by state`)).toEqual([
      { state: 'accepted', offers: REFERRALS, referrals: REFERRALS }, { state: 'superseded', offers: REFERRALS * (ORGANISATIONS - 1), referrals: REFERRALS },
    ]);
  });

  it('control: without the lock and the index, two that look before they write hold one referral', async () => {
    const [referralId = ''] = await sentToAll(product, room, await aSharedCase(room.awa), 1);
    const [one, other] = await offersOf(product, referralId);
    const hands = await Promise.all([one?.id, other?.id].map(async (offerId) => {
      const client = new pg.Client({ connectionString: product.ownerUrl, options: '-c search_path=passerelle,public' });
      await client.connect();
      return { client, offerId };
    }));
    await product.sql('drop index offers_one_held');
    for (const { client } of hands) {
      await client.query('begin');
      expect((await client.query(`select from offers where referral_id = $1 and state = 'accepted'`, [referralId])).rowCount).toBe(0);
    }
    for (const { client, offerId } of hands) await client.query(`update offers set state = 'accepted', accepted_at = office_now() where id = $1`, [offerId]);
    for (const { client } of hands) {
      await client.query('commit');
      await client.end();
    }
    expect(await heldOf(referralId)).toHaveLength(2);
  });
});

describe('Two deeds at once', () => {
  let product: Product;
  let room: Referring;
  const services = (...places: number[]): string[] => places.map((place) => room.helpers[place]?.serviceId ?? '');
  const helper = (place: number): Client => room.helpers[place]?.client ?? room.awa;
  const round = async (places: readonly number[]): Promise<{ caseId: string; referralId: string; first: string; second: string }> => {
    const caseId = await aSharedCase(room.awa);
    const referralId = await aReferral(room.awa, caseId, services(...places));
    const [first, second] = await offersOf(product, referralId);
    return { caseId, referralId, first: first?.id ?? '', second: second?.id ?? '' };
  };
  const rounds = async (play: (n: number) => Promise<void>): Promise<void> => {
    for (let n = 0; n < ROUNDS; n += 1) await play(n);
  };

  beforeAll(async () => {
    product = await startProduct();
    room = await referring(product, 3);
  }, 120_000);
  afterAll(() => product?.stop());

  it('accept and withdraw: the office has the last word', async () => {
    await rounds(async () => {
      const { referralId, first } = await round([0]);
      const [accepted, withdrawn] = await Promise.all([post(helper(0), `/api/offers/${first}/accept`), post(room.awa, `/api/offers/${first}/withdraw`, { reason: 'asked_elsewhere' })]);
      expect(withdrawn?.status).toBe(200);
      expect([200, 409]).toContain(accepted?.status);
      expect((await offersOf(product, referralId)).map(({ state }) => state)).toEqual(['withdrawn']);
    });
  });

  it('accept and expire: a yes is a yes, a moment late or not, and nobody else holds it', async () => {
    const played = await Promise.all(Array.from({ length: ROUNDS }, () => round([0, 1])));
    const due = await product.sql<{ at: Date }>(`
      with soon as (select date_trunc('second', office_now()) + interval '3 seconds' as at),
      moved as (update offers set due_at = soon.at from soon where id = any($1::uuid[]))
      update alarms set at = soon.at, step = 1 from soon where kind = 'offer-answer' and subject_id = any($1::uuid[]) returning soon.at`, [played.map(({ first }) => first)]);
    expect(due).toHaveLength(ROUNDS);
    await until('the moment has come', async () => (await product.sql('select 1 where office_now() > $1', [due[0]?.at])).length > 0);
    // Some before they have expired, some while they do, some after.
    const answers = await Promise.all(played.map(({ first }, n) => until('its turn', async () => (await product.sql(`select 1 where office_now() > $1::timestamptz + make_interval(secs => $2)`, [due[0]?.at, n * 0.1])).length > 0)
      .then(() => post(helper(0), `/api/offers/${first}/accept`))));
    expect(statuses(answers)).toEqual(Array.from({ length: ROUNDS }, () => 200));
    for (const { referralId } of played) await untilOffers(product, referralId, 'accepted', 'superseded');
  });

  it('decline and reassign: one of them happens, and the referral is with somebody or on the ledger', async () => {
    await rounds(async () => {
      const { referralId, first } = await round([0]);
      const reassign = async (): Promise<Answer[]> => [
        await post(room.awa, `/api/offers/${first}/withdraw`, { reason: 'asked_elsewhere' }), await post(room.awa, `/api/referrals/${referralId}/offers`, { services: services(1) }),
      ];
      const [declined, [withdrawn, asked] = []] = await Promise.all([post(helper(0), `/api/offers/${first}/decline`, { reason: 'no_capacity' }), reassign()]);
      expect([declined?.status, withdrawn?.status].sort()).toEqual([200, 409]);
      expect([201, 409]).toContain(asked?.status);
      await until('it is with somebody, or on the ledger', async () => {
        const states = (await offersOf(product, referralId)).map(({ state }) => state);
        return states.includes('sent') ? (await referralState(product, referralId)) === 'open' : (await referralState(product, referralId)) === 'unmet';
      });
    });
  });

  it('a late yes while the next accepts: one of them holds it', async () => {
    const played = await Promise.all(Array.from({ length: ROUNDS }, () => round([0, 1])));
    const firsts = played.map(({ first }) => first);
    await product.sql('update offers set due_at = office_now() where id = any($1::uuid[])', [firsts]);
    await product.sql(`update alarms set at = date_trunc('second', office_now()), step = 1 where kind = 'offer-answer' and subject_id = any($1::uuid[])`, [firsts]);
    for (const { referralId } of played) await untilOffers(product, referralId, 'expired', 'sent');
    await Promise.all(played.map(async ({ referralId, first, second }) => {
      const answers = await Promise.all([post(helper(0), `/api/offers/${first}/accept`), post(helper(1), `/api/offers/${second}/accept`)]);
      expect(statuses(answers)).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'referrals.held-by-another' });
      expect((await offersOf(product, referralId)).filter(({ state }) => state === 'accepted')).toHaveLength(1);
    }));
  });

  it('accept while the case is closed: it is helped or closed, never both', async () => {
    await rounds(async () => {
      const { caseId, referralId, first } = await round([0]);
      const [accepted, closed] = await Promise.all([post(helper(0), `/api/offers/${first}/accept`), post(room.awa, `/api/cases/${caseId}/close`, { reason: 'settled' })]);
      expect([accepted?.status, closed?.status].sort()).toEqual([200, 409]);
      if (closed?.status === 200) await untilOffers(product, referralId, 'withdrawn');
      else expect((await offersOf(product, referralId)).map(({ state }) => state)).toEqual(['accepted']);
    });
  });
});
