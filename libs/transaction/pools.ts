import { types } from 'pg';
import type { DataSource } from 'typeorm';
import { type Actor, organisationOf } from './actor.js';

types.setTypeParser(types.builtins.INT8, Number); // our identities of type bigint stay far below 2^53
types.setTypeParser(types.builtins.DATE, (day) => day); // a civil date is text, never a moment in some zone

/** The schema that holds everything of ours; BullMQ keeps its tables in one of its own. */
export const SCHEMA = 'passerelle';

/** One pool: where, as which Postgres role, how many connections. */
export interface PoolSettings {
  readonly name: string;
  readonly url: string;
  readonly role: string;
  readonly max: number;
  readonly entities: (new () => object)[];
}

/** Describes a pool to TypeORM: no owner rights, no just-in-time compiler, and nothing that waits for ever. */
export function poolOptions({ name, url, role, max, entities }: PoolSettings) {
  return {
    type: 'postgres' as const,
    name,
    url,
    entities,
    synchronize: false,
    installExtensions: false,
    logging: false,
    applicationName: `passerelle-${name}`,
    connectTimeoutMS: 2_000,
    poolErrorHandler: () => undefined, // an idle connection that broke is replaced by the pool
    extra: {
      max,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      pipeline: true, // a deed's statements need not wait for each other's answers
      options: [
        `-c role=${role}`, `-c search_path=${SCHEMA},public`, '-c jit=off', '-c timezone=UTC',
        '-c lock_timeout=3s', '-c statement_timeout=30s', '-c idle_in_transaction_session_timeout=10s',
      ].join(' '),
    },
  };
}

/** The three pools, each a Postgres role with least rights; whoever acts decides which one serves. */
export class Pools {
  constructor(
    readonly office: DataSource,
    readonly worker: DataSource,
    readonly organisation: DataSource,
  ) {}

  /** Organisations run under row-level security, Passerelle itself as the worker, everybody else as the office. */
  of(by: Actor): DataSource {
    if (by.kind === 'engine') return this.worker;
    return organisationOf(by) === null ? this.office : this.organisation;
  }
}
