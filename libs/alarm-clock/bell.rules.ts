/**
 * A bell is one queue job for all the alarms of one second. It carries no data: its name says which moment, by which version
 * of the office's clock. The same moment always gives the same name, so that arming twice is one bell.
 */

/** A bell comes this much early and then waits exactly: Redis wakes delayed jobs only every hundred milliseconds. */
export const LEAD_MS = 150;

/** A bell nearer than this gets a name of its own: the shared one may be ringing now, and would swallow it. */
export const NEAR_MS = 2_000;

/** When a bell rings, as the database reckoned it. */
export interface BellTime {
  /** The real moment, in epoch milliseconds. */
  readonly bell: number;
  /** The version of the office's clock that it was reckoned with. */
  readonly version: number;
  /** How long until then, by the database's clock, when it was read. */
  readonly restMs: number;
}

/** The job of a bell: its name in the queue, and how long the queue holds it. */
export function bellJob({ bell, version, restMs }: BellTime, unique: () => string): { jobId: string; delay: number } {
  const near = restMs <= NEAR_MS;
  return {
    jobId: near ? `late-${bell}-${unique()}` : `bell-${version}-${bell}`,
    delay: Math.max(0, Math.floor(restMs) - LEAD_MS),
  };
}

/** What a job's name says; nothing if it is no bell. A near bell has no version: it is rung whatever the clock says. */
export function readBell(jobId: string): { bell: number; version: number | undefined } | undefined {
  const named = /^bell-(\d+)-(\d+)$/.exec(jobId);
  if (named) return { version: Number(named[1]), bell: Number(named[2]) };
  const near = /^late-(\d+)-/.exec(jobId);
  return near ? { version: undefined, bell: Number(near[1]) } : undefined;
}

/** What to do with a bell that has come: its time is judged by the database's clock, never by a worker's. */
export function judgeBell(bell: { version: number | undefined }, now: { restMs: number; version: number }): 'stale' | 'too-early' | 'ring' {
  if (bell.version !== undefined && bell.version !== now.version) return 'stale';
  return now.restMs > NEAR_MS ? 'too-early' : 'ring';
}
