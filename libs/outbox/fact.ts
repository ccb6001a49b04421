import type { Tx } from '../transaction/tx.js';

/** Something that happened, in the past tense: `{ type: 'arrival.registered', subjectId, payload }`. */
export interface NewFact {
  readonly type: string;
  readonly subjectId: string;
  /** What listeners need to know; identities rather than personal data. */
  readonly payload: object;
}

/** A fact as a listener hears it. */
export interface Fact<P = Record<string, unknown>> {
  readonly id: number;
  readonly type: string;
  readonly subjectId: string;
  readonly payload: P;
  /** The office's time when it happened. */
  readonly at: Date;
}

/**
 * What hearing does. A listener is given sets, in the order they were recorded as far as possible, and writes its effects in
 * the given transaction: they are committed together with the mark that it has heard, so each fact takes effect once.
 * If it throws, the set is taken apart until the poisoned fact stands alone. Facts of one subject may come out of order.
 */
export interface FactListener {
  hear(tx: Tx, facts: readonly Fact[]): Promise<void>;
}
