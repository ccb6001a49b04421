import { newId } from '../sql/id.js';
import { changed, rows, type Statement } from '../sql/sql.js';
import { reasonOf } from '../queue/outage-log.js';
import { yieldingEngine } from '../transaction/actor.js';
import type { Singles } from '../transaction/singles.js';
import { GiveUpWhole, isBusy, takeApart } from '../transaction/take-apart.js';
import type { Transactions } from '../transaction/transactions.js';
import type { Tx } from '../transaction/tx.js';
import { CAREFULLY, CLAIM, CLAIM_FIRST, DROP_NOTE, FAILED_CAREFULLY, FAILED_IN_SET, LATER, MOUNT, NOTE, ORPHANS, RUNG, type ClaimedAlarm } from './alarms.sql.js';
import type { AlarmMetrics } from './metrics.js';
import type { AlarmHandlers } from './rings.js';
import type { Safeguards } from './safeguards.js';

/** Who rings alarms, as the database and the audit know it. */
export const ALARM_CLOCK = yieldingEngine('alarm-clock');

/** How often an alarm is tried before it is set aside. */
export const ENOUGH = 5;

/** Below the server's idle_in_transaction_session_timeout, so that a handler that hangs is named and not just cut off. */
const HANG_MS = 8_000;

/** A handler that waits for something outside holds five hundred people up: its set is given up and ridden one by one. */
export class HandlerHangs extends GiveUpWhole {
  override readonly name = 'HandlerHangs';
}

/** Claims what is due and rings it: claim, effects and rung are one transaction, and the row lock is the lease. */
export class Ringer {
  private readonly me = newId();
  private loads = 0;

  constructor(
    private readonly transactions: Transactions,
    private readonly singles: Singles,
    private readonly handlers: AlarmHandlers,
    private readonly metrics: AlarmMetrics,
    private readonly safeguards: Safeguards,
    /** How much faster than real time the office's clock runs, as far as the worker knows. */
    private readonly speed: () => number,
  ) {}

  /** Rings one batch of what is due; says how many it took. */
  async ringBatch(): Promise<number> {
    if (!this.safeguards.rowLock) return this.ringWithoutLock();
    const began = performance.now();
    let note: string | undefined;
    let rung: Rung[] = [];
    try {
      const taken = await this.transactions.run(ALARM_CLOCK, async (tx) => {
        const due = await rows<ClaimedAlarm>(tx, CLAIM, [this.handlers.kinds]);
        if (due.length === 0) return 0;
        if (this.safeguards.carrying) note = await this.carry(tx, due);
        rung = await this.ringEach(tx, due, (alarm, fault) => this.setBack(tx, alarm, fault));
        return due.length;
      });
      this.count(rung, began);
      return taken;
    } catch (fault) {
      // The connection broke under a living worker: nobody's alarm is to blame.
      if (note && !(fault instanceof GiveUpWhole)) await this.singles.rows(DROP_NOTE, [note]).catch(() => undefined);
      throw fault;
    }
  }

  /** Counts the attempts of what dead workers carried; says how many. */
  async adoptOrphans(): Promise<number> {
    return this.safeguards.carrying ? (await this.singles.rows(ORPHANS)).length : 0;
  }

  /** Rings a small set of those that failed before, or whose worker died; says whether there were any. */
  async ringCarefully(): Promise<boolean> {
    const taken = await this.singles.rows<ClaimedAlarm & { state: string }>(CAREFULLY, [ENOUGH, this.handlers.kinds]);
    const riders = taken.filter(({ state }) => state === 'pending');
    if (riders.length === 0) return taken.length > 0;
    const began = performance.now();
    let rung: Rung[] = [];
    try {
      await this.transactions.run(ALARM_CLOCK, async (tx) => {
        const mounted = await rows<ClaimedAlarm>(tx, MOUNT, [idsOf(riders), generationsOf(riders), riders.map((a) => a.attempts)]);
        rung = await this.ringEach(tx, mounted, (alarm, fault) => this.failedAgain([alarm], fault, (s, values) => changed(tx, s, values)));
      });
      this.count(rung, began);
    } catch (fault) {
      await this.failedAgain(riders, fault, (s, values) => this.singles.rows(s, values));
    }
    return true;
  }

  private async failedAgain(alarms: readonly ClaimedAlarm[], fault: unknown, write: (s: Statement, values: unknown[]) => Promise<unknown>): Promise<void> {
    const busy = isBusy(fault);
    if (!busy) for (const { kind } of alarms) this.metrics.failed(kind);
    await write(FAILED_CAREFULLY, [idsOf(alarms), generationsOf(alarms), reasonOf(fault), ENOUGH, busy]);
  }

  private async ringEach(tx: Tx, due: readonly ClaimedAlarm[], failed: (alarm: ClaimedAlarm, fault: unknown) => Promise<void>): Promise<Rung[]> {
    const rung: Rung[] = [];
    for (const [kind, alarms] of byKind(due)) {
      await takeApart(tx, alarms, async (part) => void rung.push(await this.ring(tx, kind, part)), failed);
    }
    return rung;
  }

  private async ring(tx: Tx, kind: string, alarms: readonly ClaimedAlarm[]): Promise<Rung> {
    await inTimeOrGiveUp(this.handlers.of(kind).ring(tx, alarms), kind);
    await changed(tx, RUNG, [idsOf(alarms), generationsOf(alarms)]);
    return { kind, moments: alarms.map((a) => tx.at.getTime() - a.at.getTime()) };
  }

  private async setBack(tx: Tx, alarm: ClaimedAlarm, fault: unknown): Promise<void> {
    if (isBusy(fault)) {
      await changed(tx, LATER, [alarm.id]);
      return;
    }
    this.metrics.failed(alarm.kind);
    await changed(tx, FAILED_IN_SET, [alarm.id, reasonOf(fault)]);
  }

  /** Leaves a committed note of what is carried; deleting it in the batch's transaction locks it for as long as this worker lives. */
  private async carry(tx: Tx, due: readonly ClaimedAlarm[]): Promise<string> {
    this.loads += 1;
    const note = `${this.me}/${this.loads}`;
    await this.singles.rows(NOTE, [note, idsOf(due)]);
    await changed(tx, DROP_NOTE, [note]);
    return note;
  }

  private count(rung: readonly Rung[], began: number): void {
    const took = performance.now() - began;
    for (const { kind, moments } of rung) {
      for (const officeMs of moments) this.metrics.rang(kind, (officeMs / this.speed() + took) / 1000);
    }
  }

  private async ringWithoutLock(): Promise<number> {
    const due = await this.transactions.run(ALARM_CLOCK, (tx) => rows<ClaimedAlarm>(tx, CLAIM_FIRST, [this.handlers.kinds]));
    if (due.length > 0) await this.transactions.run(ALARM_CLOCK, (tx) => this.ringEach(tx, due, (alarm, fault) => this.setBack(tx, alarm, fault)));
    return due.length;
  }
}

const idsOf = (alarms: readonly ClaimedAlarm[]): number[] => alarms.map(({ id }) => id);
const generationsOf = (alarms: readonly ClaimedAlarm[]): number[] => alarms.map(({ generation }) => generation);

function byKind(due: readonly ClaimedAlarm[]): Map<string, ClaimedAlarm[]> {
  const kinds = new Map<string, ClaimedAlarm[]>();
  for (const alarm of due) {
    const same = kinds.get(alarm.kind);
    if (same) same.push(alarm);
    else kinds.set(alarm.kind, [alarm]);
  }
  return kinds;
}

interface Rung {
  readonly kind: string;
  readonly moments: readonly number[];
}

async function inTimeOrGiveUp(ringing: Promise<void>, kind: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HandlerHangs(`ringing "${kind}" took more than ${HANG_MS / 1000} s`)), HANG_MS);
  });
  try {
    await Promise.race([ringing, late]);
  } finally {
    clearTimeout(timer);
  }
}
