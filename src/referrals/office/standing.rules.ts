/**
 * Where a referral stands, in one word: who holds it, who is asked, or what the office still has to do. It is told on the case, in
 * lists and on the referral’s own page, always the same.
 */
import type { OfferState } from '../offers/offer.rules.js';
import type { ReferralState } from '../referral.rules.js';

/** What somebody reads a referral by. */
export const STANDINGS = [
  'to_ask', 'sent', 'seen', 'asked', 'waitlisted', 'accepted', 'scheduled', 'in_service', 'partly', 'paused', 'met', 'unmet', 'withdrawn', 'voided',
] as const;
export type StandingCode = (typeof STANDINGS)[number];

/** What is looked at of each offer. */
export interface StandingOffer {
  readonly state: OfferState;
  readonly step: number;
  readonly seenAt: string | null;
  readonly dueAt: string | null;
  readonly settledAt: string | null;
  readonly outcome: string | null;
}

/** A standing, the offer it hangs on, and who would come next. */
export interface Standing<O extends StandingOffer> {
  readonly code: StandingCode;
  /** Whom the word is about; null when nobody is. */
  readonly offer: O | null;
  /** How many are being asked at the same time. */
  readonly asked: number;
  /** The step that is asked next if this one comes to nothing; null for none. */
  readonly nextStep: number | null;
}

/** Whose word counts most, first. */
const WEIGHT: readonly OfferState[] = ['in_service', 'scheduled', 'accepted', 'information_requested', 'sent', 'waitlisted'];

/** Works out where a referral stands. It never throws and never changes what it was given. */
export function standingOf<O extends StandingOffer>(state: ReferralState, offers: readonly O[]): Standing<O> {
  const going = WEIGHT.flatMap((each) => offers.filter((offer) => offer.state === each).sort((one, other) => (one.dueAt ?? '').localeCompare(other.dueAt ?? '')));
  const drafts = offers.filter((offer) => offer.state === 'drafted').map(({ step }) => step);
  const last = offers.filter(({ settledAt, state: each }) => settledAt !== null && each !== 'superseded' && each !== 'voided')
    .reduce<O | null>((latest, offer) => (latest === null || (offer.settledAt ?? '') >= (latest.settledAt ?? '') ? offer : latest), null);
  const around = { asked: offers.filter((offer) => offer.state === 'sent').length, nextStep: drafts.length > 0 ? Math.min(...drafts) : null };
  const [first] = going;
  if (state === 'met') return { code: 'met', offer: offers.find(({ outcome }) => outcome !== null) ?? null, ...around };
  if (state !== 'open') return { code: state, offer: first ?? last, ...around };
  if (!first) return { code: last?.outcome === 'partly' ? 'partly' : 'to_ask', offer: last, ...around };
  return { code: wordOf(first), offer: first, ...around };
}

function wordOf({ state, seenAt }: StandingOffer): StandingCode {
  if (state === 'information_requested') return 'asked';
  if (state === 'sent') return seenAt === null ? 'sent' : 'seen';
  return state as StandingCode;
}
