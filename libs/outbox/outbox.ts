import { Inject, Injectable } from '@nestjs/common';
import { changed } from '../sql/sql.js';
import { afterCommit, type Tx, writeWithCommit } from '../transaction/tx.js';
import type { NewFact } from './fact.js';
import { FactListeners } from './hears.js';
import { ADD } from './outbox.sql.js';

/** Facts for other rooms, written in the deed's own transaction: they are heard if it commits, and only then. */
@Injectable()
export class Outbox {
  private readonly wakers = new Set<() => void>();

  constructor(@Inject(FactListeners) private readonly listeners: FactListeners) {}

  /** Records facts, and for each of their listeners that it has still to hear them: with the commit, in the order in which they are told. */
  add(tx: Tx, ...facts: readonly NewFact[]): Promise<void> {
    if (facts.length > 0) writeWithCommit(tx, this.write, facts);
    return Promise.resolve();
  }

  /** Calls back whenever something was committed for a listener. */
  onCommit(waker: () => void): void {
    this.wakers.add(waker);
  }

  private readonly write = (tx: Tx, facts: readonly NewFact[]): Promise<unknown> => {
    const heard = this.listeners.pairs.filter(({ type }) => facts.some((fact) => fact.type === type));
    if (heard.length > 0) afterCommit(tx, () => this.wake());
    return changed(tx, ADD, [
      facts.map((f) => f.type), facts.map((f) => f.subjectId), facts.map((f) => JSON.stringify(f.payload)), tx.at,
      heard.map((h) => h.type), heard.map((h) => h.listener),
    ]);
  };

  private wake(): void {
    for (const waker of this.wakers) waker();
  }
}
