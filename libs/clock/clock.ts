import { Injectable } from '@nestjs/common';
import { rows, statement } from '../sql/sql.js';
import type { Actor } from '../transaction/actor.js';
import { Transactions } from '../transaction/transactions.js';

const NOW = statement('clock.now', 'select office_now() as at, speed, version from office_clock');

/** What the office's clock shows, and how many times faster than real time it runs. */
export interface ClockFace {
  readonly at: Date;
  readonly speed: number;
  readonly version: number;
}

/** The office's time, told by the database; only libs/clock asks a machine what time it is. */
@Injectable()
export class Clock {
  constructor(private readonly transactions: Transactions) {}

  /** The office's clock, read now. */
  async face(by: Actor): Promise<ClockFace> {
    return this.transactions.read(by, async (tx) => (await rows<ClockFace>(tx, NOW))[0] as ClockFace);
  }
}
