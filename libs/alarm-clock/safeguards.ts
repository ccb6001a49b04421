/**
 * What keeps every promise when something breaks. All of them are always on; the fault tests switch one off at a time,
 * to show that without it the same fault does harm.
 */
export interface Safeguards {
  /** Overdue alarms are claimed straight from Postgres every two seconds, queue or no queue. */
  readonly sweep: boolean;
  /** The bells of the next minute are wound again at every sweep, so that a flushed queue heals by itself. */
  readonly wind: boolean;
  /** Claim, effects and rung are one transaction, and the row lock is the lease. Off: the claim is committed first. */
  readonly rowLock: boolean;
  /** A worker whose clock is wrong takes no bells. */
  readonly guard: boolean;
  /** Whoever carries a set leaves a note, so that an alarm that kills its process is found out. */
  readonly carrying: boolean;
}

export const SAFE: Safeguards = { sweep: true, wind: true, rowLock: true, guard: true, carrying: true };
