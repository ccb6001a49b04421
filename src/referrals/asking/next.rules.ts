/**
 * What a referral does next, worked out of its offers alone, so that it may be asked at any time and as often as one likes: after
 * an answer, after silence, after somebody took something back. Offers come in the order in which they are asked.
 */
import { isLive, type OfferState } from '../offers/offer.rules.js';
import { asksReassessing } from '../offers/reasons.rules.js';
import { REOPEN_REASONS, type ReferralState, type UnmetReason } from '../referral.rules.js';

/** What the rules look at of an offer. */
export interface AskedOffer {
  readonly id: string;
  readonly serviceId: string;
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
  /** Why it stands as it does: one that was reopened waits for the office to choose whom to ask. */
  readonly reason: string | null;
}

/** What comes next. */
export type Next =
  /** It is not open, its parts are asked in its place, or the office has still to choose whom to ask. */
  | { readonly do: 'nothing' }
  /** Somebody is asked or holds it. */
  | { readonly do: 'wait' }
  /** Nobody else is asked, but a place is kept on a waiting list. */
  | { readonly do: 'wait-on-list' }
  | { readonly do: 'ask'; readonly step: number; readonly offerIds: readonly string[] }
  /** They were released when another said yes, which came to nothing: they are asked anew, in their order. */
  | { readonly do: 'ask-again'; readonly offerIds: readonly string[] }
  /** An answer lies on the person's side: the office looks again before anybody else is asked. */
  | { readonly do: 'reassess' }
  | { readonly do: 'meet' }
  /** Helped in part: the office decides whether that is enough. */
  | { readonly do: 'decide' }
  | { readonly do: 'give-up'; readonly reason: UnmetReason };

/** Works out what comes next. It never throws and never changes what it was given. */
export function nextFor({ state, lookedAt, splitAt, reason }: AskedReferral, offers: readonly AskedOffer[]): Next {
  if (state !== 'open' || splitAt !== null) return { do: 'nothing' };
  if (offers.some((offer) => isLive(offer.state))) return { do: 'wait' };

  const waits = offers.some((offer) => offer.state === 'waitlisted');
  const since = offers.filter(({ settledAt }) => settledAt !== null && (lookedAt === null || settledAt > lookedAt));
  const served = latest(since.filter((offer) => offer.state === 'completed'));
  if (served) return { do: served.outcome === 'helped' ? 'meet' : 'decide' };
  if (since.some(isPersonal)) return { do: waits ? 'wait-on-list' : 'reassess' };

  const drafts = offers.filter((offer) => offer.state === 'drafted');
  if (drafts.length > 0) {
    const step = Math.min(...drafts.map((offer) => offer.step));
    return { do: 'ask', step, offerIds: drafts.filter((offer) => offer.step === step).map(({ id }) => id) };
  }
  if (waits) return { do: 'wait-on-list' };
  if (offers.length === 0 || (since.length === 0 && REOPEN_REASONS.some((known) => known === reason))) return { do: 'nothing' };
  if (since.some((offer) => offer.state === 'withdrawn' && offer.reason === 'consent_withdrawn')) return { do: 'reassess' };
  const released = offers.filter((offer, i) => offer.state === 'superseded' && !offers.some((other, k) => k > i && other.serviceId === offer.serviceId));
  if (released.length > 0) return { do: 'ask-again', offerIds: released.map(({ id }) => id) };
  return { do: 'give-up', reason: whyNobody(offers) };
}

/** Whether an organisation is asked, keeps a place, or holds it: the referral cannot be paused or settled meanwhile. */
export const isBusy = (offers: readonly Pick<AskedOffer, 'state'>[]): boolean => offers.some(({ state }) => isLive(state) || state === 'waitlisted');

/** Whether what became of an offer says that the household’s side must be looked at first. */
const isPersonal = ({ state, reason }: AskedOffer): boolean =>
  state === 'person_declined' || ((state === 'declined' || state === 'unsuccessful') && reason !== null && asksReassessing(reason));

/** Why nobody was found, in one word: what most of those asked said. */
function whyNobody(offers: readonly AskedOffer[]): UnmetReason {
  const is = (state: OfferState): readonly AskedOffer[] => offers.filter((offer) => offer.state === state);
  // What was completed and is given up all the same did not help, as the office found.
  if (is('unsuccessful').length > 0 || is('completed').length > 0) return 'outcome_not_reached';
  const declined = is('declined');
  if (declined.length > 0) return declined.every(({ reason }) => reason === 'no_capacity') ? 'no_room' : 'all_declined';
  return is('expired').length > 0 ? 'nobody_answered' : 'nobody_fits';
}

const latest = (offers: readonly AskedOffer[]): AskedOffer | undefined =>
  offers.reduce<AskedOffer | undefined>((last, offer) => (offer.settledAt && (!last?.settledAt || offer.settledAt >= last.settledAt) ? offer : last), undefined);
