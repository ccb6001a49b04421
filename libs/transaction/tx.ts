import type { EntityManager } from 'typeorm';
import type { Actor } from './actor.js';

/**
 * An open transaction. Only `Transactions` mints one, so that forgetting the transaction does not compile.
 * `at` is the office's time when it opened: the one moment a deed knows.
 */
export type Tx = EntityManager & { readonly at: Date; readonly by: Actor; readonly __open: unique symbol };

const afterwards = new WeakMap<Tx, (() => void)[]>();

/** Does something once the transaction has committed; nothing if it rolls back. It must not throw. */
export function afterCommit(tx: Tx, todo: () => void): void {
  const list = afterwards.get(tx);
  if (list) list.push(todo);
  else afterwards.set(tx, [todo]);
}

/** What was asked for after the commit. */
export const takeAfterwards = (tx: Tx): (() => void)[] => afterwards.get(tx) ?? [];

/** How much has been asked for so far, to be given to `forgetAfterwards` when that part of the transaction is undone. */
export const countAfterwards = (tx: Tx): number => afterwards.get(tx)?.length ?? 0;

/** Drops what was asked for since: it belonged to a part of the transaction that has been rolled back. */
export function forgetAfterwards(tx: Tx, count: number): void {
  const list = afterwards.get(tx);
  if (list) list.length = count;
}

const lasting = new WeakMap<Tx, (() => Promise<unknown>)[]>();

/** Leaves writes whose answers a deed does not need to be sent with the commit, in one packet. Nothing may be read or written after them. */
export function lastly(tx: Tx, write: () => Promise<unknown>): void {
  const list = lasting.get(tx);
  if (list) list.push(write);
  else lasting.set(tx, [write]);
}

/** Begins what was left to be sent with the commit. */
export function doLast(tx: Tx): Promise<unknown>[] {
  const list = lasting.get(tx) ?? [];
  lasting.delete(tx);
  return list.map((write) => write());
}

type Write = (tx: Tx, things: readonly never[]) => Promise<unknown>;

const gathered = new WeakMap<Tx, Map<Write, unknown[]>>();

/** Gathers what a deed has to write whatever else it does, so that all of it goes in one statement, with the commit. */
export function writeWithCommit<T>(tx: Tx, write: (tx: Tx, things: readonly T[]) => Promise<unknown>, things: readonly T[]): void {
  const all = gathered.get(tx) ?? new Map<Write, unknown[]>();
  gathered.set(tx, all);
  const before = all.get(write);
  if (before) before.push(...things);
  else all.set(write, [...things]);
}

/** Begins to write what has been gathered. */
export function writeGathered(tx: Tx): Promise<unknown>[] {
  const all = gathered.get(tx);
  gathered.delete(tx);
  return all ? [...all].map(([write, things]) => write(tx, things as never[])) : [];
}

/** Drops what has been gathered: it belonged to a part of the transaction that has been rolled back. */
export function dropGathered(tx: Tx): void {
  gathered.delete(tx);
}
