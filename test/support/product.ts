import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { type Env, readEnv } from '../../config/env.js';
import { createWeb } from '../../src/web.js';
import { type RedisServer, startRedis } from './redis-server.js';
import { freshDatabase } from './fresh-database.js';
import { scratchFolder } from './test-run.js';

/** The running product over a database of its own, spoken to over a real socket. */
export interface Product {
  readonly url: string;
  readonly env: Env;
  readonly ownerUrl: string;
  /** The lane's Redis, to be treated badly; none when the queue lives in Postgres. */
  readonly redis: RedisServer | undefined;
  readonly app: NestFastifyApplication;
  /** The owner's eyes and hands on the database: for arranging and for checking, never a shortcut for a deed. */
  sql<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
  stop(): Promise<void>;
}

/** The queue engine of this run: `QUEUE_LANE=redis` or `postgres`. */
export const lane = (): 'redis' | 'postgres' => (process.env['QUEUE_LANE'] === 'redis' ? 'redis' : 'postgres');

/** Starts the web server, and unless told otherwise the workers, on a free port. */
export async function startProduct(options: { workers?: boolean; settings?: Record<string, string>; logger?: LoggerService } = {}): Promise<Product> {
  const database = await freshDatabase();
  const redis = lane() === 'redis' ? await startRedis({ appendonly: true }) : undefined;
  const env = readEnv({
    DATABASE_URL: database.ownerUrl, PORT: '0', LOG_LEVEL: 'error', DATA_DIR: scratchFolder('data'), DEMO: 'false', POOL_OFFICE: '6', POOL_WORKER: '6',
    ...(redis ? { REDIS_URL: redis.url } : {}), ...options.settings,
  });
  const app = await createWeb(env, database.ownerUrl, { workers: options.workers ?? true }, options.logger);
  await app.listen(0, '127.0.0.1');
  const owner = new pg.Client({ connectionString: database.ownerUrl, options: '-c search_path=passerelle,public' });
  await owner.connect();
  return {
    url: await app.getUrl(), env, app, ownerUrl: database.ownerUrl, redis,
    sql: async <R extends object>(text: string, values?: unknown[]) => (await owner.query<R>(text, values)).rows,
    stop: async () => {
      await app.close();
      await owner.end();
      await redis?.stop();
      await database.drop();
    },
  };
}
