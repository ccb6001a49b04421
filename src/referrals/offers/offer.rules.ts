/**
 * The life of an offer: a referral put to one service of one organisation. The table of moves below is the whole of it; the
 * database's trigger says the same, and a test holds one against the other. A deed that leaves the state as it is (seen,
 * contacted, told how it goes, reminded) is no move.
 *
 * An offer is *live* while somebody still owes an answer or keeps a place, and *held* once an organisation has said yes: a
 * referral has at most one that is held, which the database keeps true as well.
 */
import { DECLINE_REASONS, FAIL_REASONS, OUTCOMES, UNACCEPT_REASONS, UNSCHEDULE_REASONS, WITHDRAW_OFFER_REASONS } from './reasons.rules.js';

/** The states of an offer. */
export const OFFER_STATES = [
  'drafted', 'sent', 'information_requested', 'waitlisted', 'accepted', 'scheduled', 'in_service', 'completed', 'unsuccessful', 'declined', 'expired', 'superseded', 'withdrawn',
  'person_declined', 'voided',
] as const;
export type OfferState = (typeof OFFER_STATES)[number];

/** Held by an organisation. */
export const HELD = ['accepted', 'scheduled', 'in_service'] as const satisfies readonly OfferState[];
/** Asked, and not answered for good. */
export const WAITING = ['sent', 'information_requested', 'waitlisted'] as const satisfies readonly OfferState[];
/** Asked or held: nobody else is asked meanwhile, but those of the same wave. */
export const LIVE = ['sent', 'information_requested', ...HELD] as const satisfies readonly OfferState[];
/** Not over: drafts too. */
export const GOING = ['drafted', ...WAITING, ...HELD] as const satisfies readonly OfferState[];

/** In what capacity somebody moves an offer. */
export type OfferHand = 'office' | 'team_lead' | 'organisation' | 'engine';

/** One row of the table of moves. */
export interface OfferMove {
  readonly from: readonly OfferState[];
  readonly to: OfferState;
  readonly by: readonly OfferHand[];
  /** The reasons, or outcomes, that one must choose from; none when none is asked. */
  readonly reasons: readonly string[];
}

const NOBODY_YET = ['drafted', 'sent', 'information_requested', 'waitlisted'] as const;

export const OFFER_MOVES = {
  send:           { from: ['drafted'],                                             to: 'sent',                  by: ['office', 'engine'], reasons: [] },
  ask:            { from: ['sent'],                                                to: 'information_requested', by: ['organisation'],     reasons: [] },
  answer:         { from: ['information_requested'],                               to: 'sent',                  by: ['office'],           reasons: [] },
  accept:         { from: ['sent', 'information_requested', 'waitlisted'],         to: 'accepted',              by: ['organisation'],     reasons: [] },
  waitlist:       { from: ['sent', 'information_requested'],                       to: 'waitlisted',            by: ['organisation'],     reasons: [] },
  decline:        { from: ['sent', 'information_requested'],                       to: 'declined',              by: ['organisation'],     reasons: DECLINE_REASONS },
  expire:         { from: ['sent'],                                                to: 'expired',               by: ['engine'],           reasons: [] },
  acceptLate:     { from: ['expired'],                                             to: 'accepted',              by: ['organisation'],     reasons: [] },
  schedule:       { from: ['accepted', 'scheduled'],                               to: 'scheduled',             by: ['organisation'],     reasons: [] },
  unschedule:     { from: ['scheduled'],                                           to: 'accepted',              by: ['organisation'],     reasons: UNSCHEDULE_REASONS },
  start:          { from: ['accepted', 'scheduled'],                               to: 'in_service',            by: ['organisation'],     reasons: [] },
  complete:       { from: HELD,                                                    to: 'completed',             by: ['organisation'],     reasons: OUTCOMES },
  fail:           { from: ['waitlisted', ...HELD],                                 to: 'unsuccessful',          by: ['organisation'],     reasons: FAIL_REASONS },
  unaccept:       { from: ['accepted', 'scheduled'],                               to: 'withdrawn',             by: ['organisation'],     reasons: UNACCEPT_REASONS },
  withdraw:       { from: GOING,                                                   to: 'withdrawn',             by: ['office', 'engine'], reasons: WITHDRAW_OFFER_REASONS },
  personDeclined: { from: GOING,                                                   to: 'person_declined',       by: ['office'],           reasons: [] },
  supersede:      { from: NOBODY_YET,                                              to: 'superseded',            by: ['engine'],           reasons: [] },
  void:           { from: OFFER_STATES.filter((state) => state !== 'voided'),      to: 'voided',                by: ['team_lead'],        reasons: ['entered_in_error', 'wrong_case', 'duplicate'] },
} as const satisfies Record<string, OfferMove>;

export type OfferMoveName = keyof typeof OFFER_MOVES;

/** An organisation may take its yes back for so long. */
export const UNACCEPT_HOURS = 24;
/** Its clock may stand still so often while it waits for our word. */
export const MOST_QUESTIONS = 2;

/** What a decision needs to know. */
export interface OfferFacts {
  readonly state: OfferState;
  readonly asks: number;
  readonly acceptedAt: Date | null;
}

/** What surrounds it. */
export interface OfferSurroundings {
  readonly referralState: string;
  readonly caseState: string;
  /** The offer of the same referral that is held, if one is. */
  readonly held: string | null;
  /** Whether the household still agrees that this organisation sees what was shared. */
  readonly agreed: boolean;
}

/** What comes with a move. */
export interface OfferMoveDetails {
  readonly hands: readonly OfferHand[];
  readonly at: Date;
  readonly reason?: string | undefined;
}

/** Why a move is refused: `referrals.refusals.<because>`. */
export type OfferBecause =
  | 'not-from-this-state' | 'wrong-reason' | 'not-yours' | 'lead-only' | 'held-by-another' | 'referral-over' | 'case-closed' | 'consent-withdrawn' | 'asked-twice' | 'too-late-to-take-back';

export type OfferVerdict = { readonly allowed: true; readonly state: OfferState } | { readonly allowed: false; readonly because: OfferBecause };

const refused = (because: OfferBecause): OfferVerdict => ({ allowed: false, because });

/** The moves by which an organisation takes a household on. */
const TAKES: readonly OfferMoveName[] = ['accept', 'acceptLate', 'waitlist'];

/** Decides a move. It never throws and never changes what it was given. */
export function judgeOffer(offer: OfferFacts, move: OfferMoveName, around: OfferSurroundings, { hands, at, reason }: OfferMoveDetails): OfferVerdict {
  const { from, to, by, reasons }: OfferMove = OFFER_MOVES[move];
  if (!from.includes(offer.state)) return refused(TAKES.includes(move) && around.held !== null ? 'held-by-another' : 'not-from-this-state');
  if (!by.some((hand) => hands.includes(hand))) return refused(by.includes('team_lead') && hands.includes('office') ? 'lead-only' : 'not-yours');
  if (reasons.length > 0 && !reasons.some((known) => known === reason)) return refused('wrong-reason');
  if (TAKES.includes(move) || move === 'send') {
    if (around.held !== null) return refused('held-by-another');
    if (around.caseState === 'closed') return refused('case-closed');
    // A late yes is a home for a need that was given up: the referral goes on with it.
    if (around.referralState !== 'open' && !(move === 'acceptLate' && around.referralState === 'unmet')) return refused('referral-over');
    if (!around.agreed) return refused('consent-withdrawn');
  }
  if (move === 'schedule' && !around.agreed) return refused('consent-withdrawn');
  if (move === 'ask' && offer.asks >= MOST_QUESTIONS) return refused('asked-twice');
  if (move === 'unaccept' && offer.acceptedAt && at.getTime() - offer.acceptedAt.getTime() > UNACCEPT_HOURS * 3_600_000) return refused('too-late-to-take-back');
  return { allowed: true, state: to };
}

/** The move that a yes is: an offer that expired may still be taken up while nobody else holds it. */
export const acceptanceOf = (state: OfferState): 'accept' | 'acceptLate' => (state === 'expired' ? 'acceptLate' : 'accept');

/** The moves that are open to somebody: what a page offers as buttons. */
export const offerMovesFrom = (offer: OfferFacts, around: OfferSurroundings, details: Omit<OfferMoveDetails, 'reason'>): OfferMoveName[] =>
  (Object.keys(OFFER_MOVES) as OfferMoveName[]).filter((move) => judgeOffer(offer, move, around, { ...details, reason: OFFER_MOVES[move].reasons[0] }).allowed);

export const isHeld = (state: OfferState): boolean => HELD.some((held) => held === state);
export const isGoing = (state: OfferState): boolean => GOING.some((going) => going === state);
export const isLive = (state: OfferState): boolean => LIVE.some((live) => live === state);
