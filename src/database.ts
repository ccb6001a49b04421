import pg from 'pg';
import type { Env } from '../config/env.js';
import { migrations } from '../migrations/all.js';
import { migrate } from '../libs/transaction/migrate.js';

/** A database in its present shape, and the way to let go of it. */
export interface Database {
  readonly url: string;
  readonly ownerUrl: string;
  /** Whether Passerelle runs the server itself. */
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** The database that the configuration names or, without one, our own PostgreSQL under DATA_DIR; migrated. */
export async function openDatabase(env: Env): Promise<Database> {
  const database = env.DATABASE_URL
    ? { url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL, embedded: false, close: async () => undefined }
    : await ownDatabase(env.DATA_DIR);
  await bringUpToDate(database.ownerUrl, env);
  return database;
}

/** Migrates as the owner, creating the Postgres roles that the configuration names. */
export function bringUpToDate(ownerUrl: string, env: Pick<Env, 'DATABASE_ROLE_OFFICE' | 'DATABASE_ROLE_ORGANISATION' | 'DATABASE_ROLE_WORKER'>): Promise<void> {
  const roles = { office: env.DATABASE_ROLE_OFFICE, organisation: env.DATABASE_ROLE_ORGANISATION, worker: env.DATABASE_ROLE_WORKER };
  return migrate(ownerUrl, roles, migrations);
}

/** Lets the planner see what was just loaded; it would otherwise plan for empty tables until it looks by itself. */
export async function takeStock(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

async function ownDatabase(dataDir: string): Promise<Database> {
  const [{ startPostgres }, { createDatabase }] = await Promise.all([import('../libs/embedded/start-postgres.js'), import('../libs/embedded/create-database.js')]);
  const server = await startPostgres({ dataDir });
  await createDatabase(server.ownerUrl, 'passerelle');
  const url = server.url('passerelle');
  return { url, ownerUrl: url, embedded: true, close: () => server.stop() };
}
