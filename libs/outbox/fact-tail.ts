import { Injectable } from '@nestjs/common';
import { OutageLog } from '../queue/outage-log.js';
import { engine } from '../transaction/actor.js';
import { Transactions } from '../transaction/transactions.js';
import type { Fact } from './fact.js';
import { TAIL, TAIL_FROM, TAIL_MOST } from './outbox.sql.js';

/** Who follows: told what has just been committed, by whichever process. */
export type Follower = (facts: readonly Fact[]) => Promise<void> | void;

interface Recorded extends Fact { readonly recordedAt: Date }

const BY = engine('fact-tail');
const POLL_MS = 1_000;

/** Facts are the last thing that a deed writes: one that takes longer than this from there to its commit is not told. */
const OVERLAP_S = 10;
/** How far back whoever joins looks: what they have on their screen was read before they could follow. */
const JUST_BEFORE_S = 3;

/**
 * Follows the facts of all processes for as long as somebody wants to know: for what is shown, not for what must happen.
 * A process that stops has missed what came meanwhile; whatever must take effect is heard by a `FactListener`.
 */
@Injectable()
export class FactTail {
  private readonly outage = new OutageLog('facts could not be followed');
  private readonly followers = new Set<Follower>();
  /** When each fact of the overlap was recorded, by its identity. */
  private readonly known = new Map<number, number>();
  private newest: Date | undefined;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;

  constructor(private readonly transactions: Transactions) {}

  /** Begins to follow; gives the way to stop. When the last has stopped, nobody asks the database any more. */
  follow(follower: Follower): () => void {
    this.followers.add(follower);
    if (!this.round && !this.timer) this.look();
    return () => {
      this.followers.delete(follower);
      if (this.followers.size === 0) this.rest();
    };
  }

  /** What was recorded in the last moments, for somebody who has just begun to follow. */
  async justBefore(): Promise<readonly Fact[]> {
    await this.round;
    const [now] = await this.transactions.statement<{ from: Date }>(BY, TAIL_FROM);
    return now ? this.since(now.from, JUST_BEFORE_S) : [];
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.newest = undefined;
    this.known.clear();
  }

  private look(): void {
    this.timer = undefined;
    this.round = this.bring()
      .catch((fault: unknown) => this.outage.note(fault))
      .finally(() => {
        this.round = undefined;
        if (this.followers.size > 0) this.timer = setTimeout(() => this.look(), POLL_MS);
        else this.rest();
      });
  }

  private async bring(): Promise<void> {
    const begins = this.newest === undefined;
    if (begins) this.newest = (await this.transactions.statement<{ from: Date }>(BY, TAIL_FROM))[0]?.from;
    let found: readonly Recorded[];
    do {
      if (!this.newest) return;
      found = await this.since(this.newest, OVERLAP_S, [...this.known.keys()]);
      this.keep(found);
      if (!begins && found.length > 0) await Promise.all([...this.followers].map(async (follower) => follower(found)));
    } while (found.length === TAIL_MOST);
  }

  private since(moment: Date, seconds: number, known: readonly number[] = []): Promise<Recorded[]> {
    return this.transactions.statement<Recorded>(BY, TAIL, [moment, seconds, known]);
  }

  private keep(found: readonly Recorded[]): void {
    for (const { id, recordedAt } of found) {
      this.known.set(id, recordedAt.getTime());
      if (!this.newest || recordedAt > this.newest) this.newest = recordedAt;
    }
    const from = (this.newest?.getTime() ?? 0) - (OVERLAP_S + 1) * 1_000;
    for (const [id, recordedAt] of this.known) if (recordedAt < from) this.known.delete(id);
  }
}
