/**
 * Why a promise is moved, let go, taken back or broken. Reasons are coded, so that they can be counted and never say anything
 * about a household; each has its sentence in the room's messages.
 */

/** Why a due time moves. */
export const MOVE_REASONS = ['household_asked', 'interpreter_missing', 'household_away', 'illness', 'office_closed', 'waiting_for_answer'] as const;
export type MoveReason = (typeof MOVE_REASONS)[number];

/** Why a checkpoint is let go. */
export const WAIVE_REASONS = ['already_settled', 'not_concerned', 'household_declined', 'done_elsewhere'] as const;
export type WaiveReason = (typeof WAIVE_REASONS)[number];

/** Why what was done or waived is taken back. */
export const UNDO_REASONS = ['mistake', 'wrong_household', 'contact_did_not_happen'] as const;
export type UndoReason = (typeof UNDO_REASONS)[number];

/** Why a promise was broken: what an office can count to see what it lacks. */
export const LATE_REASONS = [
  'no_interpreter', 'unreachable', 'wrong_contact_details', 'household_away', 'workload', 'absence_without_cover', 'written_down_late', 'other_priority',
] as const;
export type LateReason = (typeof LATE_REASONS)[number];
