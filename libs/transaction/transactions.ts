import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { isId } from '../sql/id.js';
import { type Asked, carry, send, statement, type Statement, together } from '../sql/sql.js';
import { type Actor, type Once, organisationOf } from './actor.js';
import { Pools } from './pools.js';
import { SharedReads } from './shared-reads.js';
import { doLast, takeAfterwards, type Tx, writeGathered } from './tx.js';

/** The same key came with another body: the caller mixed two requests up. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

const used = new WeakSet<Once>();

/** The only mint of `Tx`: one round trip opens the transaction, binds who acts and reads the office's clock; one more ends it. */
@Injectable()
export class Transactions {
  private readonly reads = new Map<Pool, SharedReads>();

  constructor(private readonly pools: Pools) {}

  /**
   * Runs a deed in one transaction as the Postgres role of whoever acts, commits, and then does what the deed left for afterwards.
   * If the request carried an Idempotency-Key, its first deed happens once: the same key and body gets the first result,
   * waiting for it if it is still under way. Throws `KeyReused` when the body differs.
   */
  run<T>(by: Actor, deed: (tx: Tx) => Promise<T>): Promise<T> {
    return this.runAsking(by, [], deed);
  }

  /** As `run`, for a deed that knows what it reads first: that travels with the opening of the transaction, and its rows are handed to the deed. */
  async runAsking<T>(by: Actor, first: readonly Asked[], deed: (tx: Tx, found: readonly QueryResult[]) => T | Promise<T>): Promise<T> {
    const once = by.kind === 'person' && by.once && !used.has(by.once) ? by.once : undefined;
    if (once) used.add(once);
    const runner = this.pools.of(by).createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      const { tx, fresh, found } = await open(runner, client, by, { once, first });
      if (once && !fresh) {
        // Still inside: row-level security shows an organisation's people their key only while it knows who they are.
        const before = await replay<T>(client, by, once);
        await client.query('rollback');
        return before;
      }
      const result = await deed(tx, found);
      await finish(tx, client, once, result);
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
   * One statement that is a transaction by itself: a single round trip for a look that leaves a trace in the audit.
   * Not for organisations, whose row-level security needs to be told who they are first.
   */
  async statement<R>(by: Actor, { name, text }: Statement, values: unknown[] = []): Promise<R[]> {
    return (await this.poolFor(by).query({ name, text, values })).rows as R[];
  }

  /** As `statement`, for the busiest reads, which write nothing: those of one moment share a connection. */
  ask<R>(by: Actor, asked: Statement, values: unknown[] = []): Promise<R[]> {
    const pool = this.poolFor(by);
    let reads = this.reads.get(pool);
    if (!reads) this.reads.set(pool, (reads = new SharedReads(pool)));
    return reads.rows<R>(asked, values);
  }

  private poolFor(by: Actor): Pool {
    if (organisationOf(by) !== null) throw new Error('an organisation reads inside a transaction');
    return (this.pools.of(by).driver as PostgresDriver).master as Pool;
  }
}

const BIND = "office_now() as at, set_config('passerelle.actor', $1, true), set_config('passerelle.organisation', $2, true)";
const BEGIN = statement('tx.begin', 'begin');
const OPEN = statement('tx.open', `select ${BIND}, true as first`);
const OPEN_YIELDING = statement('tx.open-yielding', `select ${BIND}, set_config('lock_timeout', '60ms', true), true as first`);
const OPEN_ONCE = statement('tx.open-once', `
  with claimed as (insert into once_keys (actor_id, key, fingerprint) values ($1::uuid, $3, $4) on conflict do nothing returning true)
  select ${BIND.replace('$1', '$1::text')}, exists (select from claimed) as first`);
const KEEP = statement('tx.keep', 'update once_keys set result = $3 where actor_id = $1 and key = $2');
const COMMIT = statement('tx.commit', 'commit');

interface Opening { readonly once: Once | undefined; readonly first: readonly Asked[] }

async function open(runner: QueryRunner, client: PoolClient, by: Actor, { once, first }: Opening): Promise<{ tx: Tx; fresh: boolean; found: readonly QueryResult[] }> {
  const [personId, organisationId] = [by.kind === 'person' ? by.personId : null, organisationOf(by)];
  for (const id of [personId, organisationId]) {
    if (id !== null && !isId(id)) throw new Error('an actor is known by its identity');
  }
  // TypeORM must know, so that nothing of its own opens a transaction inside this one.
  Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
  const begun = send(client, BEGIN);
  const values: unknown[] = [personId ?? '', organisationId ?? ''];
  const bound = once ? send(client, OPEN_ONCE, [...values, once.key, once.fingerprint]) : send(client, by.kind === 'engine' && by.givesWay ? OPEN_YIELDING : OPEN, values);
  const [, result, ...found] = await together(begun, bound, ...first.map((asked) => send(client, asked.statement, [...asked.values])));
  const { at, first: fresh } = result.rows[0] as { at: Date; first: boolean };
  const tx = Object.assign(runner.manager, { at, by }) as unknown as Tx;
  carry(tx, client);
  return { tx, fresh, found };
}

/** Writes what was gathered, the answer to a repeated request, and commits, in one round trip. */
async function finish(tx: Tx, client: PoolClient, once: Once | undefined, result: unknown): Promise<void> {
  const kept = once && tx.by.kind === 'person' ? [send(client, KEEP, [tx.by.personId, once.key, JSON.stringify(result ?? null)])] : [];
  await together(...doLast(tx), ...writeGathered(tx), ...kept, send(client, COMMIT));
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
