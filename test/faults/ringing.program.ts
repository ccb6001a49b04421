import type { AlarmHandler, RingingAlarm } from '../../libs/alarm-clock/alarm.js';
import type { Safeguards } from '../../libs/alarm-clock/safeguards.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Clockwork, Witness, type Place } from '../support/clockwork.js';

/** What a worker process of the fault tests is told, as JSON in its one argument. */
export interface Orders {
  readonly place: Place;
  readonly safeguards?: Partial<Safeguards>;
  /** Stops for ever in the middle of a ring, with its effects written and not committed, and says so. */
  readonly stopMidRing?: boolean;
  /** Dies as by kill -9 whenever it rings this subject. */
  readonly deadly?: string;
}

class Ordered implements AlarmHandler {
  constructor(private readonly orders: Orders, private readonly witness: Witness) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    if (alarms.some(({ subjectId }) => subjectId === this.orders.deadly)) process.kill(process.pid, 'SIGKILL');
    if (this.orders.stopMidRing) {
      process.send?.({ midRing: alarms.length });
      await new Promise(() => undefined);
    }
    await this.witness.ring(tx, alarms);
  }
}

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
const work = await Clockwork.at(orders.place);
work.handlers.add('test', new Ordered(orders, new Witness(work.outbox, work.alarms)));
const runner = await work.ring(orders.safeguards);
process.send?.({ ready: true });
process.on('message', () => process.send?.({ health: runner.health() }));
process.on('disconnect', () => process.exit(0));
