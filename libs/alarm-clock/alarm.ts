import type { Tx } from '../transaction/tx.js';

/** What should ring, and when. One pending alarm a (kind, subject): setting it again moves it. */
export interface NewAlarm {
  readonly kind: string;
  readonly subjectId: string;
  /** Which of the subject's moments it is; the room decides what the number means. Default 0. */
  readonly step?: number;
  /** The office's time; rounded up to a whole second. */
  readonly at: Date;
  /** The ringing alarm of the same kind and subject, for a handler that sets the next moment: half the work. */
  readonly id?: number;
}

/** An alarm whose time has come. */
export interface RingingAlarm {
  readonly id: number;
  readonly subjectId: string;
  readonly step: number;
  readonly at: Date;
}

/**
 * What ringing does. It is given sets, up to five hundred at once, and answers with a few statements in the given transaction:
 * the alarms are laid to rest in the same commit, unless it set them anew. If it throws, the set is taken apart until the
 * poisoned alarm stands alone. It must not wait for the outside world.
 */
export interface AlarmHandler {
  ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void>;
}
