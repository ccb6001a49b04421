/** What the office may do on the page of a referral, by the names of its forms: one table from the rules’ moves to the buttons. */
import { isBusy } from '../asking/next.rules.js';
import { offerMovesFrom, type OfferHand, type OfferMoveName, type OfferState } from '../offers/offer.rules.js';
import { referralMovesFrom, type Hand, type ReferralMoveName, type ReferralState } from '../referral.rules.js';

export const REFERRAL_DEEDS = ['ask', 'pause', 'resume', 'close', 'withdraw', 'reopen', 'void'] as const;
export type ReferralDeedName = (typeof REFERRAL_DEEDS)[number];

export const OFFER_DEEDS = ['answer', 'message', 'withdraw', 'declined', 'void'] as const;
export type OfferDeedName = (typeof OFFER_DEEDS)[number];

const DEED_OF: Readonly<Record<ReferralMoveName, ReferralDeedName | null>> = {
  pause: 'pause', resume: 'resume', meet: 'close', giveUp: 'close', withdraw: 'withdraw', reopen: 'reopen', void: 'void', reappear: null,
};
const OFFER_DEED_OF: Partial<Record<OfferMoveName, OfferDeedName>> = { answer: 'answer', withdraw: 'withdraw', personDeclined: 'declined', void: 'void' };

/** What is looked at of each offer. */
export interface DoneOffer {
  readonly state: OfferState;
  readonly asks: number;
  readonly sentAt: string | null;
  readonly acceptedAt: string | null;
}

/** The deeds on a referral that are open to somebody, in the order of their buttons. */
export function referralDeedsFor(state: ReferralState, offers: readonly Pick<DoneOffer, 'state'>[], hands: readonly Hand[]): ReferralDeedName[] {
  const moves = referralMovesFrom({ state, busy: isBusy(offers) }, hands).map((move) => DEED_OF[move]);
  // Room appeared for a need that nobody could meet: somebody stands in the row, and nobody has been asked.
  const waits = state === 'open' && hands.includes('office') && !isBusy(offers) && offers.some((offer) => offer.state === 'drafted');
  return REFERRAL_DEEDS.filter((deed) => (deed === 'ask' ? waits : moves.includes(deed)));
}

/** The deeds on one of its offers. */
export function offerDeedsFor({ state, asks, sentAt, acceptedAt }: DoneOffer, hands: readonly OfferHand[], at: Date): OfferDeedName[] {
  if (hands.length === 0) return [];
  const around = { referralState: 'open', caseState: 'open', held: null, agreed: true };
  const moves = offerMovesFrom({ state, asks, acceptedAt: acceptedAt === null ? null : new Date(acceptedAt) }, around, { hands, at }).map((move) => OFFER_DEED_OF[move]);
  return OFFER_DEEDS.filter((deed) => moves.includes(deed) || (deed === 'message' && sentAt !== null && state !== 'voided'));
}
