/**
 * The life of a checkpoint: scheduled, and then done, waived, superseded or lapsed.
 *
 * "Overdue" is nowhere stored: it is the due time compared with the clock. Figures judge by `standardDueAt`, which
 * nobody can move, so that postponing a promise never makes it look kept.
 */
import type { Channel, Tier } from './protocol.rules.js';

/** Every state a checkpoint can be in; the database allows no other. */
export const CHECKPOINT_STATES = ['scheduled', 'done', 'waived', 'superseded', 'lapsed'] as const;
export type CheckpointState = (typeof CHECKPOINT_STATES)[number];

/** In what capacity somebody acts on a checkpoint; a person may have several, the policy says which. */
export type Hand = 'owner' | 'cover' | 'team_lead' | 'engine';

/** One row of the table of moves. */
export interface CheckpointMove {
  readonly from: readonly CheckpointState[];
  readonly to: CheckpointState;
  readonly by: readonly Hand[];
  readonly needs: 'contact' | 'reason' | 'nothing';
}

export const MOVES = {
  complete:  { from: ['scheduled'],      to: 'done',       by: ['owner', 'cover'], needs: 'contact' },
  waive:     { from: ['scheduled'],      to: 'waived',     by: ['owner'],          needs: 'reason' },
  supersede: { from: ['scheduled'],      to: 'superseded', by: ['engine'],         needs: 'nothing' },
  lapse:     { from: ['scheduled'],      to: 'lapsed',     by: ['engine'],         needs: 'nothing' },
  undo:      { from: ['done', 'waived'], to: 'scheduled',  by: ['team_lead'],      needs: 'reason' },
  move:      { from: ['scheduled'],      to: 'scheduled',  by: ['owner'],          needs: 'reason' },
} as const satisfies Record<string, CheckpointMove>;

/** What may be done to a checkpoint. */
export type Move = keyof typeof MOVES;

/** What a decision needs to know of a checkpoint; its row has these columns. */
export interface CheckpointFacts {
  readonly state: CheckpointState;
  readonly tier: Tier;
  readonly channel: Channel;
  readonly dueAt: Date;
  readonly standardDueAt: Date;
}

/** What comes with a move: one contact may complete several checkpoints. */
export interface MoveDetails {
  readonly hands: readonly Hand[];
  readonly at: Date;
  readonly contactId?: string | undefined;
  readonly reason?: string | undefined;
  readonly dueAt?: Date | undefined;
}

/** Why a move is refused; each has its sentence in the room's messages. */
export type Because = 'not-from-this-state' | 'not-yours' | 'lead-only' | 'contact-missing' | 'reason-missing' | 'not-ahead';

/** The decision; `missed` says that the standard had passed, whatever was done about it. */
export type Verdict =
  | { readonly allowed: true; readonly state: CheckpointState; readonly missed: boolean }
  | { readonly allowed: false; readonly because: Because };

/** Decides a move. It never throws and never changes what it was given. */
export function judge(checkpoint: CheckpointFacts, move: Move, details: MoveDetails): Verdict {
  const { from, to }: CheckpointMove = MOVES[move];

  if (!from.includes(checkpoint.state)) return refused('not-from-this-state');
  if (!whoMay(checkpoint, move, details.at).some((hand) => details.hands.includes(hand))) {
    return refused(needsTeamLead(checkpoint, move, details.at) && details.hands.includes('owner') ? 'lead-only' : 'not-yours');
  }
  const lacking = missing(checkpoint, move, details);
  if (lacking) return refused(lacking);

  return { allowed: true, state: to, missed: to !== 'scheduled' && details.at > checkpoint.standardDueAt };
}

/** Who may make a move now: the page's buttons and the policy read the same answer. */
export function whoMay(checkpoint: CheckpointFacts, move: Move, at: Date): readonly Hand[] {
  return needsTeamLead(checkpoint, move, at) ? ['team_lead'] : MOVES[move].by;
}

/** A promise is overdue from the second after it was due. */
export function isOverdue({ state, dueAt }: Pick<CheckpointFacts, 'state' | 'dueAt'>, at: Date): boolean {
  return state === 'scheduled' && at > dueAt;
}

/** Letting an urgent promise go, or one already late, is not for its owner alone to decide. */
function needsTeamLead(checkpoint: CheckpointFacts, move: Move, at: Date): boolean {
  return move === 'waive' && (checkpoint.tier === 'P1' || isOverdue(checkpoint, at));
}

function missing(checkpoint: CheckpointFacts, move: Move, { at, contactId, reason, dueAt }: MoveDetails): Because | undefined {
  const { needs } = MOVES[move];
  // Work on the file alone has nobody to reach.
  if (needs === 'contact' && checkpoint.channel !== 'file' && !contactId) return 'contact-missing';
  if (needs === 'reason' && !reason?.trim()) return 'reason-missing';
  if (move === 'move' && !(dueAt && dueAt > at)) return 'not-ahead';
  return undefined;
}

function refused(because: Because): Verdict {
  return { allowed: false, because };
}
