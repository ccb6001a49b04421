import type { QueueBaseOptions } from 'bullmq';
import { QUEUE_SCHEMA } from '../transaction/migrate.js';

/** Where the queues live: in Redis if there is one, otherwise in a schema of the same database. */
export interface QueueSettings {
  readonly redisUrl?: string | undefined;
  readonly databaseUrl: string;
  /** The Postgres role that the queue's connections take. */
  readonly role: string;
  /** Begins every Redis key, so that several houses may share one server. */
  readonly prefix?: string;
  /** For the controls of the fault tests only: a producer that waits for Redis instead of failing fast. */
  readonly failFast?: boolean;
}

/** What BullMQ needs to reach a queue. */
export type Reach = Pick<QueueBaseOptions, 'connection' | 'skipVersionCheck' | 'skipWaitingForReady'> & { readonly prefix?: string };

/** Redis is asked again every half second, so that work resumes at once when it is back. */
const retryStrategy = (): number => 500;

/** A worker waits for its queue for as long as it takes. */
export function workerReach(settings: QueueSettings, queue: string): Reach {
  if (!settings.redisUrl) return { connection: postgres(settings) };
  return {
    connection: { url: settings.redisUrl, maxRetriesPerRequest: null, retryStrategy },
    prefix: prefixOf(settings, queue),
  };
}

/**
 * A producer never waits: without its queue it is refused within milliseconds, and works again once the queue is back.
 * All of these settings are needed together; without `skipVersionCheck` it would stay refused for ever.
 */
export function producerReach(settings: QueueSettings, queue: string): Reach {
  if (!settings.redisUrl) return { connection: postgres(settings) };
  const prefix = prefixOf(settings, queue);
  if (settings.failFast === false) return { connection: { url: settings.redisUrl }, prefix };
  return {
    connection: { url: settings.redisUrl, enableOfflineQueue: false, maxRetriesPerRequest: 1, retryStrategy },
    skipWaitingForReady: true,
    skipVersionCheck: true,
    prefix,
  };
}

/** One hash tag a queue: a Redis Cluster keeps each queue whole and spreads the queues. */
const prefixOf = (settings: QueueSettings, queue: string): string => `{${settings.prefix ?? 'passerelle'}:${queue}}`;

/** BullMQ types its connection as Redis's; its Postgres backend reads these. Two connections and one that listens. */
function postgres({ databaseUrl, role }: QueueSettings): QueueBaseOptions['connection'] {
  const options = `-c role=${role} -c jit=off -c lock_timeout=3s -c statement_timeout=30s`;
  const reach = {
    connectionString: databaseUrl,
    schema: QUEUE_SCHEMA,
    options,
    max: 2,
    keepAlive: true,
    connectionTimeoutMillis: 2_000,
    application_name: 'passerelle-queue',
  };
  return reach;
}
