import type { PoolClient, QueryResult } from 'pg';
import type { EntityManager } from 'typeorm';
import { Batch } from './batch.js';

/** A statement that Postgres prepares once per connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A statement with its values: what somebody wants to ask. */
export interface Asked {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

const taken = new Map<string, string>();

/** Names a statement; the same name for another text would silently run the first, so it is refused at once. */
export function statement(name: string, text: string): Statement {
  const before = taken.get(name);
  if (before !== undefined && before !== text) throw new Error(`two statements are called ${name}`);
  taken.set(name, text);
  return { name, text };
}

const clients = new WeakMap<EntityManager, PoolClient>();

/** Says over which connection a transaction's statements go. */
export function carry(tx: EntityManager, client: PoolClient): void {
  clients.set(tx, client);
}

/** Rows of a statement inside a transaction. It is on its way when this returns: what is asked before an answer came travels together. */
export async function rows<R>(tx: EntityManager, s: Statement, values: unknown[] = []): Promise<R[]> {
  return (await send(clientOf(tx), s, values)).rows as R[];
}

/** The first row, or nothing. */
export async function row<R>(tx: EntityManager, s: Statement, values: unknown[] = []): Promise<R | undefined> {
  return (await rows<R>(tx, s, values))[0];
}

/** The one row that must be there; its absence is a fault of ours. */
export async function one<R>(tx: EntityManager, s: Statement, values: unknown[] = []): Promise<R> {
  const found = await row<R>(tx, s, values);
  if (found === undefined) throw new Error(`statement ${s.name} gave no row`);
  return found;
}

/** How many rows a statement changed. */
export async function changed(tx: EntityManager, s: Statement, values: unknown[] = []): Promise<number> {
  return (await send(clientOf(tx), s, values)).rowCount ?? 0;
}

const gathering = new WeakMap<PoolClient, Batch>();

/** Sends a statement of a transaction; what is sent in one go travels together and is answered together. */
export function send(client: PoolClient, asked: Statement, values: unknown[] = []): Promise<QueryResult> {
  const begun = gathering.get(client);
  if (begun) return begun.add(asked, values);
  const batch = new Batch();
  gathering.set(client, batch);
  // Before anything else that waits for its turn, so that the order in which a transaction asks stays as it is.
  queueMicrotask(() => {
    gathering.delete(client);
    void client.query(batch);
  });
  return batch.add(asked, values);
}

/**
 * Waits for work that was begun in one turn. When one of several statements fails, Postgres refuses those behind it:
 * what is thrown is the first fault in the given order, whichever came to light first.
 */
export async function together<T extends readonly Promise<unknown>[]>(...begun: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const ends = await Promise.allSettled(begun);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return ends.map((end) => (end as PromiseFulfilledResult<unknown>).value) as { -readonly [K in keyof T]: Awaited<T[K]> };
}

function clientOf(tx: EntityManager): PoolClient {
  const client = clients.get(tx);
  if (!client) throw new Error('statements run inside a transaction');
  return client;
}
