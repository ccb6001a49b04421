import type { ChecklistLine, Explanation } from './checkpoint.entity.js';
import type { CheckpointState, Move } from './checkpoint.rules.js';
import { isOverdue } from './checkpoint.rules.js';
import { moments, type Moment } from './escalation.rules.js';
import { escalationOf } from './planning.js';
import type { Channel } from './protocol.rules.js';
import { type CaseAtHand, movesOn } from './take-up.js';

/** A checkpoint as the plan shows it. */
export interface PlanLine {
  readonly id: string;
  readonly code: string;
  readonly state: CheckpointState;
  readonly dueAt: Date;
  readonly standardDueAt: Date;
  readonly channel: Channel;
  readonly ownerId: string;
  readonly overdue: boolean;
  readonly movedReason: string | null;
  readonly reason: string | null;
  readonly settledAt: Date | null;
  readonly lookedAt: Date | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly checklist: readonly ChecklistLine[];
  readonly explain: Explanation;
  /** What happens if nobody acts. */
  readonly ifNobodyActs: readonly Moment[];
  /** What whoever reads may do. */
  readonly may: readonly Move[];
  readonly version: number;
}

/** The plan of a case as JSON. */
export interface PlanSheet {
  readonly caseId: string;
  readonly protocol: { readonly code: string; readonly version: number };
  readonly checkpoints: readonly PlanLine[];
}

/** Presents a case's plan to whoever reads it. */
export function sheetOf(atHand: CaseAtHand, at: Date): PlanSheet {
  const { file, checkpoints, protocol, office } = atHand;
  return {
    caseId: file.id,
    protocol: { code: protocol.id, version: protocol.version },
    checkpoints: checkpoints.map((each): PlanLine => ({
      id: each.id, code: each.code, state: each.state, dueAt: each.dueAt, standardDueAt: each.standardDueAt, channel: each.channel, ownerId: each.ownerId,
      overdue: isOverdue(each, at), movedReason: each.movedReason, reason: each.reason, settledAt: each.settledAt, lookedAt: each.lookedAt,
      attempts: each.attempts, nextAttemptAt: each.nextAttemptAt, checklist: each.checklist, explain: each.explain,
      ifNobodyActs: each.state === 'scheduled' ? moments(escalationOf(each, protocol, office)) : [],
      may: movesOn(atHand, each, at),
      version: each.version,
    })),
  };
}
