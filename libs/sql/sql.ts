import type { EntityManager } from 'typeorm';
import type { PoolClient } from 'pg';

/** A statement that Postgres prepares once per connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

const taken = new Map<string, string>();

/** Names a statement; the same name for another text would silently run the first, so it is refused at once. */
export function statement(name: string, text: string): Statement {
  const before = taken.get(name);
  if (before !== undefined && before !== text) throw new Error(`two statements are called ${name}`);
  taken.set(name, text);
  return { name, text };
}

/** All statements named so far, for the test that reads their plans. */
export const statements = (): Statement[] => [...taken].map(([name, text]) => ({ name, text }));

/** Rows of a statement inside a transaction. */
export async function rows<R>(tx: EntityManager, { name, text }: Statement, values: unknown[] = []): Promise<R[]> {
  const client = await clientOf(tx);
  return (await client.query({ name, text, values })).rows as R[];
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
export async function changed(tx: EntityManager, { name, text }: Statement, values: unknown[] = []): Promise<number> {
  const client = await clientOf(tx);
  return (await client.query({ name, text, values })).rowCount ?? 0;
}

function clientOf(tx: EntityManager): Promise<PoolClient> {
  if (!tx.queryRunner) throw new Error('statements run inside a transaction');
  return tx.queryRunner.connect() as Promise<PoolClient>;
}
