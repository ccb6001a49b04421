import { describe, expect, it } from '@jest/globals';
import {
  acceptanceOf, GOING, HELD, isGoing, isHeld, isLive, judgeOffer, LIVE, type OfferHand, type OfferMove, type OfferMoveName, offerMovesFrom, OFFER_MOVES, OFFER_STATES, type OfferSurroundings, UNACCEPT_HOURS,
} from './offer.rules.js';

const HANDS: readonly OfferHand[] = ['office', 'team_lead', 'organisation', 'engine'];
const NAMES = Object.keys(OFFER_MOVES) as OfferMoveName[];
const NOW = new Date('2026-03-03T15:00:00Z');
const CALM: OfferSurroundings = { referralState: 'open', caseState: 'open', held: null, agreed: true };
const reasonOf = (move: OfferMoveName): string | undefined => OFFER_MOVES[move].reasons[0];
const details = (hands: readonly OfferHand[], reason?: string) => ({ hands, at: NOW, reason });
const facts = { asks: 0, acceptedAt: NOW };

describe('the moves of an offer', () => {
  it('are judged as the table says, from every state and by every hand', () => {
    for (const state of OFFER_STATES) {
      for (const move of NAMES) {
        for (const hand of HANDS) {
          const { from, to, by }: OfferMove = OFFER_MOVES[move];
          const verdict = judgeOffer({ ...facts, state }, move, CALM, details([hand], reasonOf(move)));
          expect([move, state, hand, verdict.allowed]).toEqual([move, state, hand, from.includes(state) && by.includes(hand)]);
          if (verdict.allowed) expect(verdict.state).toBe(to);
        }
      }
    }
  });

  it('ask for one of their reasons', () => {
    for (const move of NAMES.filter((name) => OFFER_MOVES[name].reasons.length > 0)) {
      const { from, by }: OfferMove = OFFER_MOVES[move];
      for (const reason of [undefined, '', 'because']) {
        expect(judgeOffer({ ...facts, state: from[0] ?? 'voided' }, move, CALM, details(by, reason))).toEqual({ allowed: false, because: 'wrong-reason' });
      }
    }
  });

  it.each([
    ['another organisation holds it', { held: 'another' }, 'held-by-another'],
    ['the case is closed', { caseState: 'closed' }, 'case-closed'],
    ['the referral is paused', { referralState: 'paused' }, 'referral-over'],
    ['the household no longer agrees', { agreed: false }, 'consent-withdrawn'],
  ] as const)('send nobody and take nobody on when %s', (_, around, because) => {
    for (const [move, state] of [['send', 'drafted'], ['accept', 'sent'], ['acceptLate', 'expired'], ['waitlist', 'sent']] as const) {
      expect(judgeOffer({ ...facts, state }, move, { ...CALM, ...around }, details(HANDS))).toEqual({ allowed: false, because });
    }
  });

  it('plan no meeting with a household that no longer agrees', () => {
    expect(judgeOffer({ ...facts, state: 'accepted' }, 'schedule', { ...CALM, agreed: false }, details(['organisation']))).toEqual({ allowed: false, because: 'consent-withdrawn' });
  });

  it('take a late yes also for a need that was given up, and no other yes', () => {
    const late = (move: 'accept' | 'acceptLate', state: 'sent' | 'expired') => judgeOffer({ ...facts, state }, move, { ...CALM, referralState: 'unmet' }, details(HANDS));
    expect([late('acceptLate', 'expired'), late('accept', 'sent')]).toEqual([{ allowed: true, state: 'accepted' }, { allowed: false, because: 'referral-over' }]);
  });

  it('say to whoever comes second that another was first', () => {
    expect(judgeOffer({ ...facts, state: 'superseded' }, 'accept', { ...CALM, held: 'another' }, details(['organisation']))).toEqual({ allowed: false, because: 'held-by-another' });
    expect(judgeOffer({ ...facts, state: 'superseded' }, 'accept', CALM, details(['organisation']))).toEqual({ allowed: false, because: 'not-from-this-state' });
  });

  it('let an organisation say no and report whatever became of the consent', () => {
    const without = { ...CALM, agreed: false };
    expect(judgeOffer({ ...facts, state: 'sent' }, 'decline', without, details(['organisation'], 'no_capacity')).allowed).toBe(true);
    expect(judgeOffer({ ...facts, state: 'in_service' }, 'complete', without, details(['organisation'], 'helped')).allowed).toBe(true);
  });

  it('stop the clock twice at most', () => {
    expect([0, 1, 2].map((asks) => judgeOffer({ state: 'sent', asks, acceptedAt: null }, 'ask', CALM, details(['organisation'])).allowed)).toEqual([true, true, false]);
  });

  it('take a yes back for a day', () => {
    const accepted = (hoursAgo: number) => judgeOffer({ state: 'accepted', asks: 0, acceptedAt: new Date(NOW.getTime() - hoursAgo * 3_600_000) }, 'unaccept', CALM, details(['organisation'], 'by_mistake'));
    expect(accepted(UNACCEPT_HOURS).allowed).toBe(true);
    expect(accepted(UNACCEPT_HOURS + 0.01)).toEqual({ allowed: false, because: 'too-late-to-take-back' });
  });

  it('are shown to whoever may make them', () => {
    const shown = (state: (typeof OFFER_STATES)[number], hands: readonly OfferHand[], around: Partial<OfferSurroundings> = {}) => offerMovesFrom({ ...facts, state }, { ...CALM, ...around }, details(hands));
    expect(shown('sent', ['organisation'])).toEqual(['ask', 'accept', 'waitlist', 'decline']);
    expect(shown('expired', ['organisation'])).toEqual(['acceptLate']);
    expect(shown('expired', ['organisation'], { held: 'another' })).toEqual([]);
    expect(shown('information_requested', ['office'])).toEqual(['answer', 'withdraw', 'personDeclined']);
    expect(shown('voided', HANDS)).toEqual([]);
  });

  it('name a yes after where it comes from', () => {
    expect(OFFER_STATES.filter((state) => acceptanceOf(state) === 'acceptLate')).toEqual(['expired']);
  });

  it('divide the states', () => {
    expect(OFFER_STATES.filter(isHeld)).toEqual([...HELD]);
    expect(OFFER_STATES.filter(isGoing)).toEqual([...GOING]);
    expect(OFFER_STATES.filter(isLive)).toEqual([...LIVE]);
  });
});
