import type { EscalationStep } from './escalation.rules.js';
import type { Tier } from './protocol.rules.js';

/** What every fact about a checkpoint says: identities and codes, never what somebody wrote. */
export interface AboutCheckpoint {
  readonly caseId: string;
  readonly checkpointId: string;
  readonly code: string;
  readonly tier: Tier;
  readonly teamId: string;
  readonly ownerId: string;
}

/** A checkpoint about which people are told: whom, and by when it was due. */
export interface Told extends AboutCheckpoint {
  /** Who is to hear of it; whoever stands in for an absent owner is among them. */
  readonly to: readonly string[];
  readonly dueAt: string;
}

/** The facts that this room tells, by type, with their payloads. */
export interface FollowUpFactPayloads {
  /** A promise is at risk: its owner is reminded. */
  'checkpoint.nudged': Told;
  /** A promise is broken. */
  'checkpoint.overdue': Told;
  /** Nobody acted, or nobody answers: `what` says which step of the ladder, or that the attempts are used up. */
  'checkpoint.escalated': Told & { readonly what: Exclude<EscalationStep, 'nudge' | 'due'> | 'no-answer' | 'none-left' | 'no-safe-channel' };
  'checkpoint.done': AboutCheckpoint & { readonly contactId: string | null; readonly missed: boolean };
  'checkpoint.waived': AboutCheckpoint & { readonly reason: string; readonly missed: boolean };
  'checkpoint.moved': AboutCheckpoint & { readonly from: string; readonly to: string; readonly reason: string };
  'checkpoint.undone': AboutCheckpoint & { readonly reason: string };
  'contact.made': { readonly caseId: string; readonly attemptId: string; readonly channel: string };
  'attempt.failed': { readonly caseId: string; readonly attemptId: string; readonly checkpointId: string; readonly channel: string; readonly outcome: string; readonly nextAt: string | null };
  /** Enough attempts that silence means something. */
  'case.unreached': { readonly caseId: string; readonly teamId: string; readonly ownerId: string | null };
  'plan.changed': { readonly caseId: string; readonly added: readonly string[]; readonly superseded: readonly string[] };
  /** The day after a planned arrival: did they come? */
  'arrival.asked': { readonly caseId: string; readonly teamId: string; readonly to: readonly string[]; readonly times: number };
  'cases.handed-over': { readonly fromId: string; readonly count: number };
  /** People with no next step, or a checkpoint that disappeared: the watchdog's alarm. `healed` alarms were set again. */
  'continuity.broken': { readonly caseIds: readonly string[]; readonly forgotten: number; readonly healed: number };
}

export type FollowUpFactType = keyof FollowUpFactPayloads;

/** A fact on its way to the outbox. */
export interface FollowUpFact<T extends FollowUpFactType = FollowUpFactType> {
  readonly type: T;
  readonly subjectId: string;
  readonly payload: FollowUpFactPayloads[T];
}

/** Makes a fact; the type decides what it must say. */
export function fact<T extends FollowUpFactType>(type: T, subjectId: string, payload: FollowUpFactPayloads[T]): FollowUpFact<T> {
  return { type, subjectId, payload };
}

interface Row { readonly id: string; readonly caseId: string; readonly code: string; readonly tier: Tier; readonly ownerId: string }

/** What every fact says of a checkpoint. */
export function about(checkpoint: Row, teamId: string): AboutCheckpoint {
  const { id: checkpointId, caseId, code, tier, ownerId } = checkpoint;
  return { caseId, checkpointId, code, tier, teamId, ownerId };
}
