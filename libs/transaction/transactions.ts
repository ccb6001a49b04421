import { Injectable } from '@nestjs/common';
import { escapeLiteral, type Pool, type PoolClient, type QueryResult } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { isId } from '../sql/id.js';
import type { Statement } from '../sql/sql.js';
import type { Actor, Once } from './actor.js';
import { Pools } from './pools.js';
import { takeAfterwards, type Tx } from './tx.js';

/** The same key came with another body: the caller mixed two requests up. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

const used = new WeakSet<Once>();

/** The only mint of `Tx`: one round trip opens the transaction, binds who acts and reads the office's clock. */
@Injectable()
export class Transactions {
  constructor(private readonly pools: Pools) {}

  /**
   * Runs a deed in one transaction as the Postgres role of whoever acts, commits, and then does what the deed left for afterwards.
   * If the request carried an Idempotency-Key, its first deed happens once: the same key and body gets the first result,
   * waiting for it if it is still under way. Throws `KeyReused` when the body differs.
   */
  async run<T>(by: Actor, deed: (tx: Tx) => Promise<T>): Promise<T> {
    const once = by.kind === 'person' && by.once && !used.has(by.once) ? by.once : undefined;
    if (once) used.add(once);
    const runner = this.pools.of(by).createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      const { tx, first } = await open(runner, client, by, once);
      if (once && !first) {
        await client.query('rollback');
        return await replay<T>(client, by, once);
      }
      const result = await deed(tx);
      await client.query(once ? `${keep(by, once, result)}; commit` : 'commit');
      for (const todo of takeAfterwards(tx)) todo();
      return result;
    } catch (fault) {
      await rollBack(runner);
      throw fault;
    } finally {
      await runner.release();
    }
  }

  /** A deed that only looks, or that may happen twice without harm: as `run`, but never bound to an Idempotency-Key. */
  read<T>(by: Actor, look: (tx: Tx) => Promise<T>): Promise<T> {
    return this.run(by.kind === 'person' && by.once ? { ...by, once: undefined } : by, look);
  }

  /** The pool of whoever acts. */
  poolOf(by: Actor): DataSource {
    return this.pools.of(by);
  }

  /**
   * One statement that is a transaction by itself: a single round trip for the busiest reads, audit included.
   * Not for organisations, whose row-level security needs to be told who they are first.
   */
  async statement<R>(by: Actor, { name, text }: Statement, values: unknown[] = []): Promise<R[]> {
    if (by.kind === 'person' && by.organisationId) throw new Error('an organisation reads inside a transaction');
    const pool = (this.pools.of(by).driver as PostgresDriver).master as Pool;
    return (await pool.query({ name, text, values })).rows as R[];
  }
}

async function open(runner: QueryRunner, client: PoolClient, by: Actor, once: Once | undefined): Promise<{ tx: Tx; first: boolean }> {
  const person = by.kind === 'person' ? by : undefined;
  for (const id of [person?.personId, person?.organisationId]) {
    if (id && !isId(id)) throw new Error('an actor is known by its identity');
  }
  const bind = `begin; select office_now() as at, set_config('passerelle.actor', '${person?.personId ?? ''}', true), set_config('passerelle.organisation', '${person?.organisationId ?? ''}', true)`;
  const claim = once && person
    ? `; insert into once_keys (actor_id, key, fingerprint) values ('${person.personId}', ${escapeLiteral(once.key)}, ${escapeLiteral(once.fingerprint)}) on conflict do nothing`
    : '';
  const patience = by.kind === 'engine' && by.givesWay ? "; set local lock_timeout = '60ms'" : '';
  const results = (await client.query(bind + claim + patience)) as unknown as QueryResult[];
  // TypeORM must know, so that nothing of its own opens a transaction inside this one.
  Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
  const at = (results[1]?.rows[0] as { at: Date }).at;
  const tx = Object.assign(runner.manager, { at, by }) as unknown as Tx;
  return { tx, first: results[2]?.rowCount === 1 };
}

function keep(by: Actor, once: Once, result: unknown): string {
  if (by.kind !== 'person') throw new Error('only a person repeats a request');
  const json = escapeLiteral(JSON.stringify(result ?? null));
  return `update once_keys set result = ${json} where actor_id = '${by.personId}' and key = ${escapeLiteral(once.key)}`;
}

async function replay<T>(client: PoolClient, by: Actor, once: Once): Promise<T> {
  if (by.kind !== 'person') throw new Error('only a person repeats a request');
  const { rows } = await client.query<{ fingerprint: string; result: T }>({
    name: 'once.replay',
    text: 'select fingerprint, result from once_keys where actor_id = $1 and key = $2',
    values: [by.personId, once.key],
  });
  const kept = rows[0];
  if (!kept || kept.fingerprint !== once.fingerprint) throw new KeyReused();
  return kept.result;
}

async function rollBack(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive || runner.isReleased) return;
  Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  const client = (await runner.connect()) as PoolClient;
  await client.query('rollback').catch(() => undefined); // a broken connection has rolled back already
}
