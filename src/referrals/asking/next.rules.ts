/**
 * What a referral does next, worked out of its offers alone, so that it may be asked at any time and as often as one likes: after
 * an answer, after silence, after somebody took something back.
 */
import { isGoing, isHeld, isLive, type OfferState } from '../offers/offer.rules.js';
import { asksReassessing } from '../offers/reasons.rules.js';
import type { ReferralState, UnmetReason } from '../referral.rules.js';

/** What the rules look at of an offer. */
export interface AskedOffer {
  readonly id: string;
  readonly state: OfferState;
  readonly step: number;
  readonly reason: string | null;
  readonly outcome: string | null;
  readonly settledAt: Date | null;
}

/** What they look at of the referral itself. */
export interface AskedReferral {
  readonly state: ReferralState;
  /** When the office last looked and let it go on. */
  readonly lookedAt: Date | null;
  /** When it was split: its parts are asked in its place. */
  readonly splitAt: Date | null;
}

/** What comes next. */
export type Next =
  | { readonly do: 'nothing' }
  /** Somebody is asked or holds it. */
  | { readonly do: 'wait' }
  /** Nobody is left to ask, but a place is kept on a waiting list. */
  | { readonly do: 'wait-on-list' }
  | { readonly do: 'ask'; readonly step: number; readonly offerIds: readonly string[] }
  /** The last answer lies on the person's side: the office looks again before anybody else is asked. */
  | { readonly do: 'reassess' }
  | { readonly do: 'meet' }
  /** Helped in part: the office decides whether that is enough. */
  | { readonly do: 'decide' }
  | { readonly do: 'give-up'; readonly reason: UnmetReason };

/** Works out what comes next. It never throws and never changes what it was given. */
export function nextFor({ state, lookedAt, splitAt }: AskedReferral, offers: readonly AskedOffer[]): Next {
  if (state !== 'open' || splitAt !== null) return { do: 'nothing' };
  if (offers.some((offer) => isLive(offer.state))) return { do: 'wait' };

  const last = latest(offers.filter((offer) => !isGoing(offer.state) && (lookedAt === null || (offer.settledAt !== null && offer.settledAt > lookedAt))));
  if (last?.state === 'completed') return { do: last.outcome === 'helped' ? 'meet' : 'decide' };
  if (last?.state === 'person_declined') return { do: 'reassess' };
  if (last && (last.state === 'declined' || last.state === 'unsuccessful') && last.reason !== null && asksReassessing(last.reason)) return { do: 'reassess' };

  const drafts = offers.filter((offer) => offer.state === 'drafted');
  if (drafts.length > 0) {
    const step = Math.min(...drafts.map((offer) => offer.step));
    return { do: 'ask', step, offerIds: drafts.filter((offer) => offer.step === step).map(({ id }) => id) };
  }
  if (offers.some((offer) => offer.state === 'waitlisted')) return { do: 'wait-on-list' };
  // Opened without anybody to ask: the office has still to choose.
  if (offers.length === 0) return { do: 'nothing' };
  return { do: 'give-up', reason: whyNobody(offers) };
}

/** Whether an organisation is asked, keeps a place, or holds it: the referral cannot be paused or settled meanwhile. */
export const isBusy = (offers: readonly Pick<AskedOffer, 'state'>[]): boolean => offers.some(({ state }) => isLive(state) || state === 'waitlisted' || isHeld(state));

/** Why nobody was found, in one word: what most of those asked said. */
function whyNobody(offers: readonly AskedOffer[]): UnmetReason {
  const settled = offers.filter(({ state }) => !isGoing(state));
  if (settled.some(({ state }) => state === 'unsuccessful')) return 'outcome_not_reached';
  const declined = settled.filter(({ state }) => state === 'declined');
  if (declined.length === 0) return 'nobody_answered';
  return declined.every(({ reason }) => reason === 'no_capacity') ? 'no_room' : 'all_declined';
}

const latest = (offers: readonly AskedOffer[]): AskedOffer | undefined =>
  offers.reduce<AskedOffer | undefined>((last, offer) => (offer.settledAt && (!last?.settledAt || offer.settledAt >= last.settledAt) ? offer : last), undefined);
