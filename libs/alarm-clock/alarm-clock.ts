import { Inject, Injectable } from '@nestjs/common';
import { changed, rows } from '../sql/sql.js';
import type { Tx } from '../transaction/tx.js';
import type { NewAlarm } from './alarm.js';
import { CANCEL, MOVE, SET, SET_AGAIN, SET_FIRST } from './alarms.sql.js';
import type { BellTime } from './bell.rules.js';
import { Bells, HORIZON_MS } from './bells.js';
import { AlarmHandlers } from './rings.js';

/**
 * Promises to look again later, written in the caller's own transaction: they hold if it commits, and only then.
 * A pending alarm rings once, never early, whatever becomes of the queue.
 */
@Injectable()
export class AlarmClock {
  constructor(
    @Inject(AlarmHandlers) private readonly handlers: AlarmHandlers,
    @Inject(Bells) private readonly bells: Bells,
  ) {}

  /** Sets alarms, at most one for each (kind, subject): one that was there is set anew. Refuses a kind that nobody rings. */
  async set(tx: Tx, alarms: readonly NewAlarm[]): Promise<void> {
    for (const { kind } of alarms) this.handlers.of(kind);
    const ringing = alarms.filter(({ id }) => id !== undefined);
    const others = alarms.length === ringing.length ? [] : alarms.filter(({ id }) => id === undefined);
    const again = ringing.length === 0 ? [] : await rows<BellTime>(tx, SET_AGAIN, [ringing.map((a) => a.id), ...columnsOf(ringing), HORIZON_MS]);
    const fresh = others.length === 0 ? [] : await rows<BellTime>(tx, SET, [...columnsOf(others), HORIZON_MS]);
    this.bells.armAfter(tx, [...again, ...fresh]);
  }

  /** Sets the first alarms of subjects that come into being in this transaction: nobody can have set one before, so nobody is asked. */
  async setFirst(tx: Tx, alarms: readonly NewAlarm[]): Promise<void> {
    if (alarms.length === 0) return;
    for (const { kind } of alarms) this.handlers.of(kind);
    this.bells.armAfter(tx, await rows<BellTime>(tx, SET_FIRST, [...columnsOf(alarms), HORIZON_MS]));
  }

  /** Moves pending alarms of one kind to other moments; those that are not pending stay as they are. */
  async move(tx: Tx, kind: string, moves: readonly { readonly subjectId: string; readonly at: Date }[]): Promise<void> {
    if (moves.length === 0) return;
    this.handlers.of(kind);
    const bells = await rows<BellTime>(tx, MOVE, [kind, moves.map((m) => m.subjectId), moves.map((m) => m.at), HORIZON_MS]);
    this.bells.armAfter(tx, bells);
  }

  /** Cancels the pending alarms of some subjects; says how many there were. */
  async cancel(tx: Tx, kind: string, subjectIds: readonly string[]): Promise<number> {
    return subjectIds.length === 0 ? 0 : changed(tx, CANCEL, [kind, subjectIds]);
  }
}

const columnsOf = (alarms: readonly NewAlarm[]): unknown[][] => [
  alarms.map((a) => a.kind), alarms.map((a) => a.subjectId), alarms.map((a) => a.step ?? 0), alarms.map((a) => a.at),
];
