import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AskedOffer, isBusy, nextFor } from '../../src/referrals/asking/next.rules.js';
import { acceptanceOf, isGoing, isHeld, judgeOffer, type OfferMoveName, OFFER_MOVES, type OfferState } from '../../src/referrals/offers/offer.rules.js';
import { judgeReferral, type ReferralState } from '../../src/referrals/referral.rules.js';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, type Referring, referring } from '../support/referrals.js';
import { officeTime } from '../support/signed-in.js';

/** What we think of an offer: nothing but what the rules say. */
interface ModelOffer {
  id: string | undefined;
  readonly service: string;
  readonly step: number;
  readonly position: number;
  state: OfferState;
  reason: string | null;
  outcome: string | null;
  asks: number;
  settledAt: Date | null;
  acceptedAt: Date | null;
}

/** What we think of a referral and its offers. */
interface Model {
  state: ReferralState;
  lookedAt: Date | null;
  reason: string | null;
  readonly wave: boolean;
  readonly offers: ModelOffer[];
}

interface Real { readonly referralId: string }
type Command = fc.AsyncCommand<Model, Real>;

/** These let somebody else be asked. */
const GOES_ON: readonly OfferMoveName[] = ['waitlist', 'decline', 'expire', 'complete', 'fail', 'unaccept', 'withdraw', 'personDeclined'];
const WAITS: readonly OfferState[] = ['drafted', 'sent', 'information_requested', 'waitlisted'];

let product: Product;
let room: Referring;
let moment = 0;
const now = (): Date => new Date((moment += 1) * 1_000);

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 3);
}, 120_000);
afterAll(() => product?.stop());

const settle = (offer: ModelOffer, state: OfferState, reason: string | null = null): void => {
  Object.assign(offer, { state, reason, settledAt: isGoing(state) ? null : now() });
};

/** What follows: the next are asked, or the referral as a whole comes to rest. */
function goOn(model: Model): void {
  for (;;) {
    const known = model.offers.map((offer, i): AskedOffer => ({ ...offer, id: String(i), serviceId: offer.service }));
    const next = nextFor({ state: model.state, lookedAt: model.lookedAt, splitAt: null, reason: model.reason }, known);
    if (next.do === 'ask') return next.offerIds.forEach((id) => Object.assign(model.offers[Number(id)] ?? {}, { state: 'sent' }));
    if (next.do === 'ask-again') {
      const first = 1 + Math.max(...model.offers.map(({ step }) => step));
      next.offerIds.forEach((id, i) => model.offers.push(draft(model.offers[Number(id)]?.service ?? '', model.wave ? first : first + i, i)));
      continue;
    }
    if (next.do === 'give-up') Object.assign(model, { state: 'unmet', reason: next.reason });
    else if (next.do === 'reassess') Object.assign(model, { state: 'paused', reason: 'reassess' });
    else if (next.do === 'meet') {
      for (const offer of model.offers.filter(({ state }) => state === 'drafted')) settle(offer, 'withdrawn', 'met_otherwise');
      Object.assign(model, { state: 'met', reason: null });
    }
    return;
  }
}

const draft = (service: string, step: number, position: number): ModelOffer => (
  { id: undefined, service, step, position, state: 'drafted', reason: null, outcome: null, asks: 0, settledAt: null, acceptedAt: null });

/** The offers as they are, in the order in which they are asked. */
const rowsOf = ({ referralId }: Real) => product.sql<{ id: string; service: string; state: OfferState; due: Date | null; accepted: Date | null; at: Date }>(
  'select id, service_id as service, state, due_at as due, accepted_at as accepted, office_now() as at from offers where referral_id = $1 order by step, position, id', [referralId]);

/** Whatever was told has been heard; then the product must be where the rules are. */
async function compare(model: Model, real: Real): Promise<void> {
  await until('everything was heard', async () => (await product.sql('select 1 from deliveries where state = \'pending\' limit 1')).length === 0);
  const rows = await rowsOf(real);
  const expected = [...model.offers].sort((one, other) => one.step - other.step || one.position - other.position);
  const [referral] = await product.sql<{ state: string }>('select state from referrals where id = $1', [real.referralId]);
  expect([referral?.state, ...rows.map(({ service, state }) => [service, state])]).toEqual([model.state, ...expected.map(({ service, state }) => [service, state])]);
  expected.forEach((offer, i) => { offer.id = rows[i]?.id; });
}

const clientOf = (service: string) => room.helpers.find((helper) => helper.serviceId === service)?.client ?? room.awa;

/** Somebody makes a move of one of the offers; which, is chosen among those that there are. */
class MoveOne implements Command {
  constructor(private readonly which: number, private readonly move: OfferMoveName, private readonly choice: number) {}

  check = ({ offers }: Readonly<Model>): boolean => offers.length > 0;

  async run(model: Model, real: Real): Promise<void> {
    const offer = model.offers[this.which % model.offers.length] as ModelOffer;
    const move = this.move === 'accept' ? acceptanceOf(offer.state) : this.move;
    const reasons: readonly string[] = OFFER_MOVES[move].reasons;
    const reason = reasons[this.choice % Math.max(1, reasons.length)];
    const ofOffice = OFFER_MOVES[move].by.some((hand) => hand === 'office');
    const row = (await rowsOf(real)).find(({ id }) => id === offer.id);
    const held = model.offers.find(({ state }) => isHeld(state))?.id ?? null;
    const verdict = judgeOffer({ state: offer.state, asks: offer.asks, acceptedAt: row?.accepted ?? null }, move, { referralState: model.state, caseState: 'open', held, agreed: true },
      { hands: [ofOffice ? 'office' : 'organisation'], at: row?.at ?? new Date(), reason });

    const answer = await (ofOffice ? room.awa : clientOf(offer.service)).post(`/api/offers/${offer.id}/${PATHS[this.move] ?? this.move}`, bodyOf(this.move, reason, row?.at ?? new Date()));
    // A draft is nobody's yet.
    expect([answer.status, this.move, offer.state]).toEqual([!ofOffice && offer.state === 'drafted' ? 404 : verdict.allowed ? 200 : 409, this.move, offer.state]);
    if (answer.status === 409) expect(await answer.json()).toMatchObject({ code: `referrals.${verdict.allowed ? '' : verdict.because}` });
    if (answer.status === 200 && verdict.allowed) this.apply(model, offer, verdict.state, move, reason);
    await compare(model, real);
  }

  private apply(model: Model, offer: ModelOffer, state: OfferState, move: OfferMoveName, reason: string | undefined): void {
    settle(offer, state, move === 'complete' ? null : move === 'personDeclined' ? 'person_declined' : (reason ?? null));
    if (move === 'ask') offer.asks += 1;
    if (move === 'complete') offer.outcome = reason ?? null;
    if (move === 'accept' || move === 'acceptLate') {
      for (const other of model.offers) if (other !== offer && WAITS.includes(other.state)) settle(other, 'superseded', 'other_accepted');
      if (model.state === 'unmet') Object.assign(model, { state: 'open', lookedAt: now(), reason: 'room_appeared' });
    }
    if (GOES_ON.includes(move)) goOn(model);
  }

  toString = (): string => `${this.move} of ${this.which} (${this.choice})`;
}

const PATHS: Partial<Record<OfferMoveName, string>> = { personDeclined: 'person-declined' };

function bodyOf(move: OfferMoveName, reason: string | undefined, at: Date): unknown {
  if (move === 'ask' || move === 'answer') return { text: 'Combien sont-ils ?' };
  if (move === 'waitlist') return { weeks: 4 };
  if (move === 'complete') return { outcome: reason };
  if (move === 'schedule') return { startsAt: new Date(at.getTime() + 48 * 3_600_000).toISOString(), minutes: 30, place: 'À l’accueil' };
  return reason === undefined ? undefined : { reason };
}

/** Nobody answers: the time of everybody who is asked runs out. */
class LetTimePass implements Command {
  check = ({ offers }: Readonly<Model>): boolean => offers.some(({ state }) => state === 'sent');

  async run(model: Model, real: Real): Promise<void> {
    const due = (await rowsOf(real)).filter(({ state }) => state === 'sent').map((row) => Number(row.due));
    await officeTime(product, new Date(Math.max(...due) + 61_000).toISOString());
    await until('their time has run out', async () => (await rowsOf(real)).every(({ state, due: at }) => state !== 'sent' || Number(at) > Math.max(...due)));
    for (const offer of model.offers.filter(({ state }) => state === 'sent')) settle(offer, 'expired', 'no_response');
    goOn(model);
    await compare(model, real);
  }

  toString = (): string => 'time passes';
}

/** The office moves the referral as a whole. */
class MoveReferral implements Command {
  constructor(private readonly move: Office) {}

  check = (): boolean => true;

  async run(model: Model, real: Real): Promise<void> {
    const [path, body] = DEEDS[this.move];
    const verdict = judgeReferral({ state: model.state, busy: isBusy(model.offers) }, this.move, ['office'], body?.reason);
    const answer = await room.awa.post(`/api/referrals/${real.referralId}/${path}`, body);
    expect([answer.status, this.move, model.state]).toEqual([verdict.allowed ? 200 : 409, this.move, model.state]);
    if (verdict.allowed) this.apply(model, verdict.state, body?.reason ?? null);
    await compare(model, real);
  }

  private apply(model: Model, state: ReferralState, reason: string | null): void {
    if (this.move === 'meet' || this.move === 'giveUp') {
      for (const offer of model.offers.filter((each) => each.state === 'drafted')) settle(offer, 'withdrawn', 'dropped');
    }
    Object.assign(model, { state, reason });
    if (this.move === 'resume' || this.move === 'reopen') model.lookedAt = now();
    if (this.move === 'withdraw') for (const offer of model.offers) if (isGoing(offer.state)) settle(offer, 'withdrawn', 'referral_withdrawn');
    if (this.move === 'resume') goOn(model);
  }

  toString = (): string => `${this.move} the referral`;
}

type Office = 'pause' | 'resume' | 'meet' | 'giveUp' | 'reopen' | 'withdraw';

const DEEDS: Readonly<Record<Office, readonly [path: string, body?: { readonly met?: boolean; readonly reason?: string }]>> = {
  pause: ['pause', { reason: 'away' }], resume: ['resume'], meet: ['close', { met: true }], giveUp: ['close', { met: false, reason: 'no_room' }],
  reopen: ['reopen', { reason: 'changed_mind' }], withdraw: ['withdraw', { reason: 'met_otherwise' }],
};

const OFFER_DEEDS = ['accept', 'accept', 'decline', 'waitlist', 'ask', 'answer', 'schedule', 'unschedule', 'start', 'complete', 'fail', 'unaccept', 'withdraw', 'personDeclined'] as const;
const REFERRAL_DEEDS = ['pause', 'resume', 'meet', 'giveUp', 'reopen', 'withdraw'] as const;

const commands = fc.commands([
  fc.record({ which: fc.nat(5), move: fc.constantFrom(...OFFER_DEEDS), choice: fc.nat(10) }).map(({ which, move, choice }) => new MoveOne(which, move, choice)),
  fc.record({ which: fc.nat(5), move: fc.constantFrom(...OFFER_DEEDS), choice: fc.nat(10) }).map(({ which, move, choice }) => new MoveOne(which, move, choice)),
  fc.constant(new LetTimePass()),
  fc.constantFrom(...REFERRAL_DEEDS).map((move) => new MoveReferral(move)),
], { maxCommands: 16 });

describe('A referral and its offers', () => {
  it('are, after anything that anybody does, where the rules say', async () => {
    await fc.assert(fc.asyncProperty(commands, fc.boolean(), fc.integer({ min: 1, max: 3 }), async (deeds, wave, count) => {
      const services = room.helpers.slice(0, count).map(({ serviceId }) => serviceId);
      const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services, wave ? { way: 'wave', chance: 0.99999 } : {});
      const model: Model = { state: 'open', lookedAt: null, reason: null, wave, offers: services.map((service, i) => draft(service, wave ? 0 : i, i)) };
      goOn(model);
      await compare(model, { referralId });
      await fc.asyncModelRun(() => ({ model, real: { referralId } }), deeds);
    }), { numRuns: 25, endOnFailure: true });
  }, 240_000);
});
