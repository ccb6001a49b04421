import { Injectable } from '@nestjs/common';
import { one, statement } from '../sql/sql.js';
import { engine } from '../transaction/actor.js';
import { Transactions } from '../transaction/transactions.js';
import type { ClockFace } from './clock.js';

const TURN = statement('clock.turn', 'select at, speed, version from turn_office_clock($1, $2)');

/** How the office's clock is to be turned: run at another speed, or jump forward. */
export type Turn = { readonly speed: number } | { readonly jumpTo: Date };

/**
 * A clock that runs faster or jumps, for demonstrations and tests: never backwards, for what has rung has rung.
 * Every turn raises the clock's version, which makes bells reckoned before worthless; the sweeps wind them anew.
 */
@Injectable()
export class DemoClock {
  constructor(private readonly transactions: Transactions) {}

  /** Turns the clock and gives its new face; throws when the jump would go backwards or the speed is not positive. */
  set(turn: Turn): Promise<ClockFace> {
    const [speed, jumpTo] = 'speed' in turn ? [turn.speed, null] : [null, turn.jumpTo];
    return this.transactions.run(engine('demo-clock'), (tx) => one<ClockFace>(tx, TURN, [speed, jumpTo]));
  }
}
