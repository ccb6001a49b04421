/**
 * The life of a referral: one need of one case, put to the network. It is open while somebody is being asked or may be; paused
 * when nobody is to be asked for a while; met, unmet or withdrawn in the end, and open again whenever that turns out wrong. The
 * table below is the whole of it; the database's trigger says the same, and a test holds one against the other.
 */

/** The states of a referral. */
export const REFERRAL_STATES = ['open', 'paused', 'met', 'unmet', 'withdrawn', 'voided'] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** How its offers are asked: one after the other, several at once until one accepts, or one service the office already knows. */
export const WAYS = ['order', 'wave', 'direct'] as const;
export type Way = (typeof WAYS)[number];

/** In what capacity somebody moves a referral. */
export type Hand = 'office' | 'team_lead' | 'engine';

/** Why nobody is asked for a while: until a day, or until the office has looked again at what the household needs. */
export const PAUSE_REASONS = ['person_asked', 'waiting_for_papers', 'away', 'reassess', 'other'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Why nobody could meet a need. */
export const UNMET_REASONS = ['nobody_fits', 'no_room', 'nobody_answered', 'all_declined', 'outcome_not_reached'] as const;
export type UnmetReason = (typeof UNMET_REASONS)[number];

/** Why the office takes a referral back. */
export const WITHDRAW_REASONS = ['person_declined', 'met_otherwise', 'moved', 'consent_withdrawn', 'case_closed', 'opened_by_mistake'] as const;
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number];

/** Why a referral that was over goes on. */
export const REOPEN_REASONS = ['need_came_back', 'outcome_was_wrong', 'changed_mind', 'by_mistake'] as const;
export type ReopenReason = (typeof REOPEN_REASONS)[number];

/** Why one is taken out of the figures altogether. */
export const VOID_REASONS = ['entered_in_error', 'wrong_case', 'duplicate'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** One move: from which states, to which, by whom, and the reasons one must choose from. */
export interface ReferralMove {
  readonly from: readonly ReferralState[];
  readonly to: ReferralState;
  readonly by: readonly Hand[];
  readonly reasons: readonly string[];
  /** Only while no organisation is asked or holds it. */
  readonly quiet?: true;
}

const LIVE = ['open', 'paused', 'met', 'unmet', 'withdrawn'] as const;

/** Every move that a referral can make. */
export const MOVES = {
  pause:    { from: ['open'],                       to: 'paused',    by: ['office', 'engine'], reasons: PAUSE_REASONS, quiet: true },
  resume:   { from: ['paused'],                     to: 'open',      by: ['office', 'engine'], reasons: [] },
  meet:     { from: ['open'],                       to: 'met',       by: ['office', 'engine'], reasons: [], quiet: true },
  giveUp:   { from: ['open'],                       to: 'unmet',     by: ['office', 'engine'], reasons: UNMET_REASONS, quiet: true },
  reappear: { from: ['unmet'],                      to: 'open',      by: ['engine'],           reasons: [] },
  reopen:   { from: ['met', 'unmet', 'withdrawn'],  to: 'open',      by: ['office'],           reasons: REOPEN_REASONS },
  withdraw: { from: ['open', 'paused'],             to: 'withdrawn', by: ['office', 'engine'], reasons: WITHDRAW_REASONS },
  void:     { from: LIVE,                           to: 'voided',    by: ['team_lead'],        reasons: VOID_REASONS },
} as const satisfies Record<string, ReferralMove>;

export type ReferralMoveName = keyof typeof MOVES;

/** What a decision needs to know of a referral. */
export interface ReferralFacts {
  readonly state: ReferralState;
  /** Whether an organisation is being asked, keeps a place on its waiting list, or holds it. */
  readonly busy: boolean;
}

/** Why a move is refused: `referrals.refusals.<because>`. */
export type ReferralBecause = 'not-from-this-state' | 'wrong-reason' | 'not-yours' | 'lead-only' | 'still-asking';

export type ReferralVerdict = { readonly allowed: true; readonly state: ReferralState } | { readonly allowed: false; readonly because: ReferralBecause };

/** Decides a move. It never throws and never changes what it was given. */
export function judgeReferral({ state, busy }: ReferralFacts, move: ReferralMoveName, hands: readonly Hand[], reason?: string): ReferralVerdict {
  const { from, to, by, reasons, quiet }: ReferralMove = MOVES[move];
  if (!from.includes(state)) return refused('not-from-this-state');
  if (!by.some((hand) => hands.includes(hand))) return refused(by.includes('team_lead') && hands.includes('office') ? 'lead-only' : 'not-yours');
  if (reasons.length > 0 && !reasons.some((known) => known === reason)) return refused('wrong-reason');
  if (quiet && busy) return refused('still-asking');
  return { allowed: true, state: to };
}

/** The moves that are open to somebody: what a page offers as buttons. */
export const referralMovesFrom = (facts: ReferralFacts, hands: readonly Hand[]): ReferralMoveName[] =>
  (Object.keys(MOVES) as ReferralMoveName[]).filter((move) => judgeReferral(facts, move, hands, MOVES[move].reasons[0]).allowed);

const refused = (because: ReferralBecause): ReferralVerdict => ({ allowed: false, because });
