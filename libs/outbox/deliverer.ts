import { inTime } from '../queue/queue-engine.js';
import { OutageLog, reasonOf } from '../queue/outage-log.js';
import { changed, rows } from '../sql/sql.js';
import { yieldingEngine } from '../transaction/actor.js';
import { isBusy, takeApart } from '../transaction/take-apart.js';
import type { Transactions } from '../transaction/transactions.js';
import type { Tx } from '../transaction/tx.js';
import type { Fact } from './fact.js';
import type { FactListeners } from './hears.js';
import type { Outbox } from './outbox.js';
import { BATCH, FAILED, HEARD, LATER, LISTENERS_WAITING, TAKE, WAITING_FOR } from './outbox.sql.js';

/** Who brings facts to their listeners. */
const POST = yieldingEngine('outbox');
const ENOUGH = 5;

/** Facts written by other processes are found this soon; those of this process at once. */
const POLL_MS = 500;

type Taken = Fact & { readonly deliveryId: number };

/**
 * Brings facts to their listeners: any number of workers, each taking what no other holds, so that nothing is missed
 * however late a writer commits, and nothing is heard twice.
 */
export class Deliverer {
  private readonly outage = new OutageLog('facts could not be delivered');
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private again = false;
  private started = false;
  private stopped = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly listeners: FactListeners,
    outbox: Outbox,
  ) {
    outbox.onCommit(() => this.wake());
  }

  /** Begins; refuses deliveries whose listener is gone. */
  async start(): Promise<void> {
    const waiting = await this.transactions.read(POST, (tx) => rows<{ listener: string }>(tx, LISTENERS_WAITING));
    for (const { listener } of waiting) this.listeners.of(listener);
    this.started = true;
    this.wake();
  }

  /** Finishes what is being heard and stops. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    if (this.round) await inTime(this.round, 8_500);
  }

  private wake(): void {
    if (!this.started || this.stopped) return;
    clearTimeout(this.timer);
    if (this.round) {
      this.again = true;
      return;
    }
    this.again = false;
    this.round = this.deliver()
      .catch((fault: unknown) => this.outage.note(fault))
      .finally(() => {
        this.round = undefined;
        if (this.again) this.wake();
        else if (!this.stopped) this.timer = setTimeout(() => this.wake(), POLL_MS);
      });
  }

  private async deliver(): Promise<void> {
    if (this.listeners.names.length === 0) return;
    const waiting = await this.transactions.statement<{ listener: string }>(POST, WAITING_FOR, [this.listeners.names]);
    for (const { listener } of waiting) await this.bringAll(listener).catch((fault: unknown) => this.outage.note(fault));
  }

  private async bringAll(listener: string): Promise<void> {
    let brought: number;
    do brought = await this.bring(listener);
    while (brought === BATCH && !this.stopped);
  }

  /** Brings one batch to one listener; says how many. */
  private bring(listener: string): Promise<number> {
    return this.transactions.run(POST, async (tx) => {
      const taken = await rows<Taken>(tx, TAKE, [listener]);
      if (taken.length === 0) return 0;
      await takeApart(tx, taken, (part) => this.hear(tx, listener, part), (one, fault) => this.setBack(tx, one, fault));
      return taken.length;
    });
  }

  private async hear(tx: Tx, listener: string, taken: readonly Taken[]): Promise<void> {
    await this.listeners.of(listener).hear(tx, taken);
    await changed(tx, HEARD, [taken.map((one) => one.deliveryId)]);
  }

  private async setBack(tx: Tx, one: Taken, fault: unknown): Promise<void> {
    if (isBusy(fault)) await changed(tx, LATER, [one.deliveryId]);
    else await changed(tx, FAILED, [one.deliveryId, reasonOf(fault), ENOUGH]);
  }
}
