/**
 * The life of a case: expected before the day of arrival, open from then on, closed with a reason, and open again
 * whenever somebody asks. The table below is the whole of it; the database's trigger says the same, and a test holds
 * one against the other. Who may do a move is judged here by role; whether this case is theirs, by the policy.
 */

/** The states of a case. */
export const STATES = ['expected', 'open', 'closed'] as const;
export type CaseState = (typeof STATES)[number];

/** The priorities, most urgent first; proposed by rules, confirmed by a person. */
export const TIERS = ['P1', 'P2', 'P3', 'P4'] as const;
export type Tier = (typeof TIERS)[number];

/** Why the tier is what it is: a code, and the field it was read from. */
export interface TierReason {
  readonly tier: Tier;
  readonly code: string;
  readonly field: string;
}

/** Whether somebody must interpret for this household. */
export const INTERPRETER = ['needed', 'wished', 'not_needed'] as const;
export type Interpreter = (typeof INTERPRETER)[number];

/** Where the household sleeps. */
export const HOUSING = ['none_within_72h', 'temporary', 'stable'] as const;
export type Housing = (typeof HOUSING)[number];

/** What cannot wait, as asked when a household is registered. */
export const URGENCIES = ['unaccompanied_minor', 'violence', 'urgent_health', 'perinatal', 'judged_urgent', 'needs_shelter', 'disability'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Who sent the household to the office, after what Québec's teams receive. */
export const SOURCES = ['person', 'notice', 'list', 'ministry', 'sponsor', 'organisation'] as const;
export type Source = (typeof SOURCES)[number];

/** Why a case that was open closes. Nobody may choose `did_not_arrive` for somebody who came. */
export const CLOSE_REASONS = ['settled', 'moved', 'unreached', 'duplicate', 'declined_help', 'deceased', 'transferred', 'did_not_arrive'] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** Why a case opens again. */
export const REOPEN_REASONS = ['asked_for_help', 'reached_again', 'came_back', 'arrived_after_all', 'closed_by_mistake'] as const;
export type ReopenReason = (typeof REOPEN_REASONS)[number];

/** One move: from which states, to which, by whom, and the reasons one must choose from. */
interface CaseMove {
  readonly from: readonly CaseState[];
  readonly to: CaseState;
  readonly by: readonly string[];
  readonly reasons: readonly (CloseReason | ReopenReason)[];
}

const WORKERS = ['caseworker', 'team_lead'] as const;

/** Every move that a case can make. */
export const MOVES = {
  arrive: { from: ['expected'], to: 'open', by: WORKERS, reasons: [] },
  notArrived: { from: ['expected'], to: 'closed', by: WORKERS, reasons: ['did_not_arrive'] },
  close: { from: ['open'], to: 'closed', by: WORKERS, reasons: ['settled', 'moved', 'duplicate', 'declined_help', 'deceased', 'transferred'] },
  // Whoever could not find a household must not be the one who decides to stop looking.
  closeUnreached: { from: ['open'], to: 'closed', by: ['team_lead', 'manager'], reasons: ['unreached'] },
  reopen: { from: ['closed'], to: 'open', by: WORKERS, reasons: REOPEN_REASONS },
} as const satisfies Record<string, CaseMove>;

export type Move = keyof typeof MOVES;

/** What the rules look at. */
export interface CaseStanding {
  readonly state: CaseState;
  readonly arrivalOn: string | null;
}

/** Who wants the move: their roles; an engine holds none and may do anything that the states allow. */
export interface Mover {
  readonly roles: readonly string[] | 'engine';
}

/** Why a move is refused: `cases.refusals.<because>`. */
export type Because = 'not-from-this-state' | 'wrong-reason' | 'lead-decides' | 'not-yours' | 'arrival-unknown';

export type Verdict = { readonly allowed: true; readonly state: CaseState } | { readonly allowed: false; readonly because: Because };

/** Decides a move. It never throws and never changes what it was given. */
export function judge(standing: CaseStanding, move: Move, by: Mover, reason?: string): Verdict {
  const { from, to, by: roles, reasons }: CaseMove = MOVES[move];

  if (!from.includes(standing.state)) return { allowed: false, because: 'not-from-this-state' };
  if (reasons.length > 0 && !reasons.some((known) => known === reason)) return { allowed: false, because: 'wrong-reason' };
  if (by.roles !== 'engine' && !by.roles.some((role) => roles.includes(role))) {
    return { allowed: false, because: move === 'closeUnreached' ? 'lead-decides' : 'not-yours' };
  }
  // An open case has arrived: whoever never came needs the day they came first.
  if (to === 'open' && standing.arrivalOn === null) return { allowed: false, because: 'arrival-unknown' };

  return { allowed: true, state: to };
}

/** The move that a reason for closing stands for. */
export function moveOf(reason: CloseReason): 'notArrived' | 'close' | 'closeUnreached' {
  if (reason === 'did_not_arrive') return 'notArrived';
  return reason === 'unreached' ? 'closeUnreached' : 'close';
}

/** The moves that these roles may make from a state: what the page offers as buttons. */
export function movesFrom(standing: CaseStanding, by: Mover): Move[] {
  return (Object.keys(MOVES) as Move[]).filter((move) => {
    const verdict = judge({ ...standing, arrivalOn: standing.arrivalOn ?? 'to be asked' }, move, by, MOVES[move].reasons[0]);
    return verdict.allowed;
  });
}
