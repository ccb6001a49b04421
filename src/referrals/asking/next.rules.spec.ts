import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isGoing, isLive, type OfferState } from '../offers/offer.rules.js';
import { DECLINE_REASONS, FAIL_REASONS } from '../offers/reasons.rules.js';
import { type AskedOffer, type AskedReferral, isBusy, nextFor } from './next.rules.js';

const OPEN: AskedReferral = { state: 'open', lookedAt: null, splitAt: null, reason: null };
const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 3, 15, minute));

/** An offer to a service of its own; whatever is over was settled in its place in time. */
const offer = (step: number, state: OfferState, over: Partial<AskedOffer> = {}): AskedOffer =>
  ({ id: `offer-${step}`, serviceId: `service-${step}`, state, step, reason: null, outcome: null, settledAt: isGoing(state) ? null : at(step), ...over });

describe('what a referral does next', () => {
  it.each([
    ['asks the first step', [offer(0, 'drafted'), offer(1, 'drafted')], { do: 'ask', step: 0, offerIds: ['offer-0'] }],
    ['asks all of a step together', [offer(0, 'expired'), offer(1, 'drafted'), offer(2, 'drafted', { step: 1 })], { do: 'ask', step: 1, offerIds: ['offer-1', 'offer-2'] }],
    ['waits while somebody is asked', [offer(0, 'sent'), offer(1, 'drafted')], { do: 'wait' }],
    ['waits while the office owes an answer', [offer(0, 'information_requested'), offer(1, 'drafted')], { do: 'wait' }],
    ['waits while somebody helps', [offer(0, 'in_service')], { do: 'wait' }],
    ['asks the next while a place is kept on a list', [offer(0, 'waitlisted'), offer(1, 'drafted')], { do: 'ask', step: 1, offerIds: ['offer-1'] }],
    ['waits on the list when nobody else is left', [offer(0, 'waitlisted'), offer(1, 'declined', { reason: 'no_capacity' })], { do: 'wait-on-list' }],
    ['asks the next after a no of the provider’s side', [offer(0, 'declined', { reason: 'language' }), offer(1, 'drafted')], { do: 'ask', step: 1, offerIds: ['offer-1'] }],
    ['looks again after a no of the person’s side', [offer(0, 'declined', { reason: 'unreachable' }), offer(1, 'drafted')], { do: 'reassess' }],
    ['looks again when one of a wave said so, whoever answered last', [offer(0, 'declined', { reason: 'moved' }), offer(1, 'expired'), offer(2, 'drafted')], { do: 'reassess' }],
    ['looks again when the household does not want it', [offer(0, 'person_declined'), offer(1, 'drafted')], { do: 'reassess' }],
    ['cannot pause while a place is kept, and waits', [offer(0, 'waitlisted'), offer(1, 'declined', { reason: 'unreachable' }), offer(2, 'drafted')], { do: 'wait-on-list' }],
    ['looks again when the household agrees to nobody who is left', [offer(0, 'withdrawn', { reason: 'consent_withdrawn' })], { do: 'reassess' }],
    ['is met once somebody helped', [offer(0, 'completed', { outcome: 'helped' }), offer(1, 'drafted')], { do: 'meet' }],
    ['waits for a decision after help in part', [offer(0, 'completed', { outcome: 'partly' }), offer(1, 'drafted')], { do: 'decide' }],
    ['asks those anew who were released for a yes that was taken back', [offer(0, 'withdrawn', { reason: 'by_mistake' }), offer(1, 'superseded'), offer(2, 'superseded')], { do: 'ask-again', offerIds: ['offer-1', 'offer-2'] }],
    ['asks nobody anew who has answered since', [offer(1, 'superseded'), offer(2, 'withdrawn', { reason: 'by_mistake' }), offer(3, 'declined', { serviceId: 'service-1', reason: 'no_capacity' })], { do: 'give-up', reason: 'no_room' }],
    ['gives up when nobody answered', [offer(0, 'expired')], { do: 'give-up', reason: 'nobody_answered' }],
    ['gives up when there is no room', [offer(0, 'expired'), offer(1, 'declined', { reason: 'no_capacity' })], { do: 'give-up', reason: 'no_room' }],
    ['gives up when all said no', [offer(0, 'declined', { reason: 'language' }), offer(1, 'declined', { reason: 'no_capacity' })], { do: 'give-up', reason: 'all_declined' }],
    ['gives up when nobody could be asked', [offer(0, 'withdrawn', { reason: 'no_longer_fits' })], { do: 'give-up', reason: 'nobody_fits' }],
    ['gives up when help stopped', [offer(0, 'unsuccessful', { reason: 'stopped' })], { do: 'give-up', reason: 'outcome_not_reached' }],
    ['has still to be given somebody to ask', [], { do: 'nothing' }],
  ] as const)('%s', (_, offers, next) => {
    expect(nextFor(OPEN, offers)).toEqual(next);
  });

  it('goes on once the office has looked', () => {
    const offers = [offer(0, 'declined', { reason: 'unreachable' }), offer(1, 'drafted')];
    expect(nextFor({ ...OPEN, lookedAt: at(5) }, offers)).toEqual({ do: 'ask', step: 1, offerIds: ['offer-1'] });
  });

  it('leaves a reopened referral to the office, and one that is split to its parts', () => {
    const offers = [offer(0, 'completed', { outcome: 'helped' })];
    expect(nextFor({ ...OPEN, lookedAt: at(5), reason: 'need_came_back' }, offers)).toEqual({ do: 'nothing' });
    expect(nextFor({ ...OPEN, lookedAt: at(5) }, offers)).toMatchObject({ do: 'give-up' });
    expect(nextFor({ ...OPEN, splitAt: at(0) }, [])).toEqual({ do: 'nothing' });
  });

  it('does nothing unless it is open', () => {
    for (const state of ['paused', 'met', 'unmet', 'withdrawn', 'voided'] as const) expect(nextFor({ ...OPEN, state }, [offer(0, 'drafted')])).toEqual({ do: 'nothing' });
  });

  it('is busy while somebody is asked, holds it, or keeps a place', () => {
    expect((['sent', 'information_requested', 'waitlisted', 'accepted', 'scheduled', 'in_service'] as const).every((state) => isBusy([offer(0, state)]))).toBe(true);
    expect((['drafted', 'completed', 'declined', 'expired', 'superseded', 'withdrawn'] as const).some((state) => isBusy([offer(0, state)]))).toBe(false);
  });
});

/** What may become of an offer that was just sent, or is held. */
const answers: fc.Arbitrary<{ readonly kind: string; readonly reason: string | null }> = fc.oneof(
  fc.constantFrom(...DECLINE_REASONS).map((reason) => ({ kind: 'decline', reason }) as const),
  fc.constantFrom(...FAIL_REASONS).map((reason) => ({ kind: 'fail', reason }) as const),
  fc.constantFrom('expire', 'waitlist', 'unaccept', 'helped', 'partly', 'person_declined', 'withdraw').map((kind) => ({ kind, reason: null }) as const),
);

/** A referral under hands that answer as they are told; it counts who was asked when. */
class Asked {
  offers: AskedOffer[];
  referral: AskedReferral = OPEN;
  readonly sent: string[] = [];
  minute = 0;

  constructor(steps: readonly number[]) {
    this.offers = steps.map((step, i) => ({ ...offer(i, 'drafted'), step })).sort((one, other) => one.step - other.step);
  }

  change(id: string, patch: Partial<AskedOffer>): void {
    this.minute += 1;
    this.offers = this.offers.map((each) => (each.id === id ? { ...each, ...patch, settledAt: isGoing(patch.state ?? each.state) ? null : at(this.minute) } : each));
  }

  ask(ids: readonly string[]): void {
    for (const id of ids) {
      this.sent.push(this.offers.find((each) => each.id === id)?.serviceId ?? '');
      this.change(id, { state: 'sent' });
    }
  }

  askAgain(ids: readonly string[]): void {
    const last = Math.max(...this.offers.map(({ step }) => step));
    ids.forEach((id, i) => {
      const released = this.offers.find((each) => each.id === id);
      if (released) this.offers.push({ ...released, id: `${id}'`, state: 'drafted', step: last + 1 + i, settledAt: null });
    });
  }

  /** One of those that are live answers. */
  answer(answer: { readonly kind: string; readonly reason: string | null }): void {
    const one = this.offers.find(({ state }) => isLive(state));
    if (!one) return;
    const taken = ['fail', 'unaccept', 'helped', 'partly'].includes(answer.kind);
    if (taken) for (const { id } of this.offers.filter((each) => each.id !== one.id && ['drafted', 'sent', 'waitlisted'].includes(each.state))) this.change(id, { state: 'superseded' });
    const became: Record<string, Partial<AskedOffer>> = {
      decline: { state: 'declined', reason: answer.reason }, fail: { state: 'unsuccessful', reason: answer.reason }, expire: { state: 'expired' }, waitlist: { state: 'waitlisted' },
      unaccept: { state: 'withdrawn', reason: 'by_mistake' }, withdraw: { state: 'withdrawn', reason: 'asked_elsewhere' }, helped: { state: 'completed', outcome: 'helped' },
      partly: { state: 'completed', outcome: 'partly' }, person_declined: { state: 'person_declined' },
    };
    this.change(one.id, became[answer.kind] ?? {});
  }

  settled(): readonly string[] {
    return this.offers.filter(({ state }) => ['declined', 'unsuccessful', 'expired', 'person_declined', 'withdrawn', 'completed'].includes(state)).map(({ serviceId }) => serviceId);
  }
}

describe('asking again and again', () => {
  it('always ends, asks nobody who answered for good, and leaves nobody unasked without a reason', () => {
    fc.assert(fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }), fc.array(answers, { minLength: 1, maxLength: 20 }), fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }), (steps, told, patience) => {
      const asked = new Asked(steps);
      for (let round = 0; round < 200; round += 1) {
        const over = asked.settled();
        const next = nextFor(asked.referral, asked.offers);
        if (next.do === 'ask') {
          for (const id of next.offerIds) expect(over).not.toContain(asked.offers.find((each) => each.id === id)?.serviceId);
          asked.ask(next.offerIds);
        } else if (next.do === 'ask-again') {
          expect(next.offerIds.length).toBeGreaterThan(0);
          asked.askAgain(next.offerIds);
        } else if (next.do === 'wait') {
          expect(asked.offers.some(({ state }) => isLive(state))).toBe(true);
          asked.answer(told[round % told.length] ?? { kind: 'expire', reason: null });
        } else if (next.do === 'reassess' && patience[round % patience.length]) {
          expect(isBusy(asked.offers)).toBe(false);
          asked.referral = { ...OPEN, lookedAt: at(asked.minute) };
        } else {
          if (next.do === 'wait-on-list') expect(asked.offers.some(({ state }) => state === 'waitlisted')).toBe(true);
          expect(next.do).not.toBe('nothing');
          return;
        }
      }
      throw new Error('it never ended');
    }), { numRuns: 500 });
  });
});
