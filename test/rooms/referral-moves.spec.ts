import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { newId } from '../../libs/sql/id.js';
import { GOING, OFFER_MOVES, OFFER_STATES, type OfferState } from '../../src/referrals/offers/offer.rules.js';
import { MOVES, REFERRAL_STATES, type ReferralState } from '../../src/referrals/referral.rules.js';
import { type Product, startProduct } from '../support/product.js';
import { aSharedCase, type Referring, referring } from '../support/referrals.js';

let product: Product;
let room: Referring;
let caseId: string;

beforeAll(async () => {
  product = await startProduct({ workers: false });
  room = await referring(product, 2);
  caseId = await aSharedCase(room.awa);
}, 120_000);
afterAll(() => product?.stop());

const pairsOf = (moves: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>>): Set<string> =>
  new Set(Object.values(moves).flatMap(({ from, to }) => from.map((state) => `${state} → ${to}`)));

/** Whether the database let it happen; another refusal than the trigger's would be a fault of the test. */
const happens = (text: string, values: unknown[], constraint: string): Promise<boolean> => product.sql(text, values).then(() => true, (fault: pg.DatabaseError) => {
  expect(fault.constraint).toBe(constraint);
  return false;
});

const isOver = (state: ReferralState): boolean => state !== 'open' && state !== 'paused';

async function aReferralIn(state: ReferralState): Promise<string> {
  const id = newId();
  await product.sql(`insert into referrals (id, case_id, need, tier, state, way, reason, opened_at, settled_at) values ($1, $2, 'FOOD', 'P2', $3, 'order', 'other', office_now(), $4)`,
    [id, caseId, state, isOver(state) ? new Date() : null]);
  return id;
}

async function anOfferIn(referralId: string, state: OfferState, place = 0): Promise<string> {
  const id = newId();
  const helper = room.helpers[place];
  await product.sql(`
    insert into offers (id, referral_id, case_id, organisation_id, service_id, need, tier, state, step, position, clock, calendar, allowance_minutes, sent_at, standard_due_at, due_at, reason, outcome, settled_at)
    values ($1, $2, $3, $4, $5, 'FOOD', 'P2', $6, 0, 0, 'business', 'mtl-counter', 480, office_now(), office_now(), office_now(), 'other', $7, $8)`,
  [id, referralId, caseId, helper?.organisationId, helper?.serviceId, state, state === 'completed' ? 'helped' : null, isSettled(state) ? new Date() : null]);
  return id;
}

const isSettled = (state: OfferState): boolean => !GOING.some((going) => going === state);

describe('The database', () => {
  it('moves a referral exactly as the table of moves says', async () => {
    const allowed = pairsOf(MOVES);
    for (const from of REFERRAL_STATES) {
      for (const to of REFERRAL_STATES.filter((state) => state !== from)) {
        const id = await aReferralIn(from);
        const moved = await happens('update referrals set state = $2, settled_at = $3 where id = $1', [id, to, isOver(to) ? new Date() : null], 'referral_moves');
        expect([`${from} → ${to}`, moved]).toEqual([`${from} → ${to}`, allowed.has(`${from} → ${to}`)]);
      }
    }
  });

  it('moves an offer exactly as the table of moves says', async () => {
    const allowed = pairsOf(OFFER_MOVES);
    for (const from of OFFER_STATES) {
      const referralId = await aReferralIn('open');
      for (const to of OFFER_STATES.filter((state) => state !== from)) {
        const id = await anOfferIn(referralId, from);
        const moved = await happens('update offers set state = $2, outcome = $3, settled_at = $4 where id = $1', [id, to, to === 'completed' ? 'helped' : null, isSettled(to) ? new Date() : null], 'offer_moves');
        expect([`${from} → ${to}`, moved]).toEqual([`${from} → ${to}`, allowed.has(`${from} → ${to}`)]);
        await product.sql('delete from offers where id = $1', [id]);
      }
    }
  });

  it('lets one offer of a referral be held, and a service be asked once at a time', async () => {
    const referralId = await aReferralIn('open');
    await anOfferIn(referralId, 'accepted');
    const second = await anOfferIn(referralId, 'sent', 1);
    await expect(product.sql(`update offers set state = 'accepted' where id = $1`, [second])).rejects.toMatchObject({ constraint: 'offers_one_held' });
    await expect(anOfferIn(referralId, 'drafted', 1)).rejects.toMatchObject({ constraint: 'offers_one_asking' });
  });

  it('never changes the time by which an answer was promised, and raises the version with every move', async () => {
    const id = await anOfferIn(await aReferralIn('open'), 'sent');
    await expect(product.sql(`update offers set standard_due_at = standard_due_at + interval '1 hour' where id = $1`, [id])).rejects.toMatchObject({ constraint: 'standard_due_is_immutable' });
    await product.sql('update offers set seen_at = office_now(), reminded_at = office_now() where id = $1', [id]);
    expect(await product.sql('select version from offers where id = $1', [id])).toEqual([{ version: 1 }]);
    expect(await product.sql(`update offers set state = 'declined', settled_at = office_now() where id = $1 returning version`, [id])).toEqual([{ version: 2 }]);
  });
});
