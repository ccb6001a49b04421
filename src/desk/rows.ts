/** The rows of lists and of the day, as the statements write them in JSON: moments are RFC 3339 texts, civil dates texts. */
import type { CaseState, CloseReason, Interpreter, Tier } from '../cases/cases.door.js';
import type { FollowUpChannel } from '../follow-ups/follow-ups.door.js';
import type { ReferralsOfDay } from './referrals/lists.rules.js';
import type { List, Scope } from './worklist.rules.js';

/** A case in a list. */
export interface WorkRow {
  readonly id: string;
  readonly number: string;
  readonly state: CaseState;
  readonly tier: Tier;
  readonly leadName: string;
  readonly size: number;
  readonly language: string;
  readonly arrivalOn: string | null;
  readonly plannedArrivalOn: string | null;
  readonly unreachedSince: string | null;
  readonly nextCheckpointId: string | null;
  readonly nextCode: string | null;
  readonly nextDueAt: string | null;
  /** Only in lists of more than one's own cases. */
  readonly ownerId?: string | null;
  readonly ownerName?: string | null;
  readonly teamId?: string;
  readonly restricted?: boolean;
  /** Only among closed cases. */
  readonly closedAt?: string;
  readonly closeReason?: CloseReason;
}

/** How the next step is made, and what has been tried. */
export interface StepOf {
  readonly interpreter: Interpreter;
  readonly channel: FollowUpChannel | null;
  readonly attempts: number | null;
  readonly lookedAt: string | Date | null;
  readonly step: number | null;
}

/** A case in the day's lists. */
export interface DayRow extends WorkRow, StepOf {
  readonly registeredAt: string;
}

/** A day at the counter. */
export interface Day {
  readonly at: string;
  readonly scope: Scope;
  readonly counts: Readonly<Record<List, number>>;
  readonly escalated: readonly DayRow[];
  readonly overdue: readonly DayRow[];
  readonly today: readonly DayRow[];
  readonly unreached: readonly DayRow[];
  readonly unassigned: readonly DayRow[];
  readonly referrals: ReferralsOfDay;
  readonly continuity: { readonly lookedAt: string; readonly forgotten: number } | null;
}

/** How much a person or a team carries. */
export interface Load {
  readonly id: string;
  readonly name: string;
  readonly open: number;
  readonly late: number;
}
