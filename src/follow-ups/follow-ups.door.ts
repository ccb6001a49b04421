/** What other rooms may use of follow-ups: promises made in their own transaction, and the moves that re-home them. */

// Registering: preview, then write.
export { PlanPreview, type FirstDay, type FirstDays } from './preview-plan.js';
export { ScheduleFirstDays } from './schedule-first-days.js';
export { ReanchorPlan } from './reanchor-plan.js';
export { CloseCase } from './close-case.js';

// Owners.
export { AssignCases, mayOwn } from './assign-cases.js';

// Reading.
export { followUpText } from './timeline.js';
export { mayExplain } from './follow-ups.policy.js';
export { previewOf } from './replan-case.js';
export { movesOn, TakeUp } from './take-up.js';
export { Protocols } from './protocols.js';
export { pointsOf, type Member } from './checklist.rules.js';

// Words.
export type { Checkpoint } from './checkpoint.entity.js';
export type { Move as CheckpointMove } from './checkpoint.rules.js';
export type { Outcome } from './attempts.rules.js';
export type { Channel as FollowUpChannel } from './protocol.rules.js';
export type { PlannedCheckpoint } from './plan.rules.js';

// Facts.
export type { FollowUpFactPayloads } from './follow-ups.events.js';
