import { describe, expect, it } from '@jest/globals';
import { OFFER_STATES } from '../offers/offer.rules.js';
import { REFERRAL_STATES } from '../referral.rules.js';
import { standingOf, STANDINGS, type StandingOffer } from './standing.rules.js';

const offer = (over: Partial<StandingOffer>): StandingOffer => ({ state: 'sent', step: 0, seenAt: null, dueAt: null, settledAt: null, outcome: null, ...over });

describe('Where a referral stands', () => {
  it('hangs on whoever holds it, then on who asks something, then on who is asked, then on a waiting list', () => {
    const offers = [offer({ state: 'waitlisted' }), offer({ state: 'sent' }), offer({ state: 'information_requested' }), offer({ state: 'accepted' })];
    expect(offers.map((_, i) => standingOf('open', offers.slice(0, i + 1)).code)).toEqual(['waitlisted', 'sent', 'asked', 'accepted']);
  });

  it('says that an organisation has seen it, whose answer is due first, and who is next', () => {
    const offers = [offer({ dueAt: '2026-03-05T12:00:00Z' }), offer({ dueAt: '2026-03-04T12:00:00Z', seenAt: '2026-03-03T12:00:00Z' }), offer({ state: 'drafted', step: 2 }), offer({ state: 'drafted', step: 1 })];
    expect(standingOf('open', offers)).toEqual({ code: 'seen', offer: offers[1], asked: 2, nextStep: 1 });
  });

  it('is for the office to ask when nobody is asked, and to decide when help was partial', () => {
    expect(standingOf('open', []).code).toBe('to_ask');
    expect(standingOf('open', [offer({ state: 'declined', settledAt: '2026-03-03T12:00:00Z' })]).code).toBe('to_ask');
    expect(standingOf('open', [offer({ state: 'completed', settledAt: '2026-03-03T12:00:00Z', outcome: 'partly' })]).code).toBe('partly');
  });

  it('names whoever helped once it is met', () => {
    const offers = [offer({ state: 'declined', settledAt: '2026-03-03T12:00:00Z' }), offer({ state: 'completed', settledAt: '2026-03-04T12:00:00Z', outcome: 'helped' })];
    expect(standingOf('met', offers)).toMatchObject({ code: 'met', offer: offers[1] });
  });

  it('always has a word', () => {
    for (const state of REFERRAL_STATES) for (const one of OFFER_STATES) expect(STANDINGS).toContain(standingOf(state, [offer({ state: one })]).code);
  });
});
