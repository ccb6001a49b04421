/** What other rooms may use of follow-ups: promises made in their own transaction, and the moves that re-home them. */
export { FollowUpsModule } from './follow-ups.module.js';

// Registering: preview, then write.
export { PlanPreview, type FirstDay, type FirstDays, type FirstDaysRequest } from './preview-plan.js';
export { ScheduleFirstDays, type Registered } from './schedule-first-days.js';
export { ReanchorPlan } from './reanchor-plan.js';
export { CloseCase, type Closed } from './close-case.js';

// Owners.
export { AssignCases, type Assigned, mayOwn } from './assign-cases.js';
export { HandOver, type Heir } from './hand-over.js';
export { type Burden, shareOut, type Taker } from './sharing.rules.js';

// Reading.
export { followUpText, type FollowUpEvent } from './timeline.js';
export { FollowUpsQueries, type AttemptLine, type Silent, type WorkLine, type WorkQuery } from './follow-ups.queries.js';
export { ProposeClosing } from './propose-closing.js';
export { mayExplain } from './follow-ups.policy.js';
export { previewOf, type PlanPreviewed } from './replan-case.js';
export { movesOn, TakeUp, type CaseAtHand, type CheckpointAtHand } from './take-up.js';
export { Protocols, type PublishedProtocol } from './protocols.js';
export { OfficeCalendars } from './office-calendars.js';
export { Watchdog, type Look } from './watchdog.js';
export { pointsOf, openPoints, type Member, type Point } from './checklist.rules.js';
export { moments, STEPS, type EscalationStep } from './escalation.rules.js';
export { escalationOf } from './planning.js';

// Words.
export type { Checkpoint } from './checkpoint.entity.js';
export { CHECKPOINT_STATES, isOverdue, type CheckpointState, type Move as CheckpointMove } from './checkpoint.rules.js';
export { OUTCOMES, type Outcome } from './attempts.rules.js';
export { CHANNELS as FOLLOW_UP_CHANNELS, type Channel as FollowUpChannel } from './protocol.rules.js';
export { MOVE_REASONS, UNDO_REASONS, WAIVE_REASONS } from './reasons.rules.js';
export type { PlanAnchors, PlannedCheckpoint, PlanExplanation } from './plan.rules.js';

// Facts.
export type { AboutCheckpoint, FollowUpFact, FollowUpFactPayloads, FollowUpFactType, Told } from './follow-ups.events.js';
