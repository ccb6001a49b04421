import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readEnv } from '../../config/env.js';
import { whileHolding } from '../../libs/embedded/file-lock.js';
import { startPostgres, type EmbeddedPostgres } from '../../libs/embedded/start-postgres.js';
import { bringUpToDate } from '../../src/database.js';
import { runFolder, scratchFolder } from './test-run.js';

/** A migrated, empty database for one test file. */
export interface FreshDatabase {
  readonly name: string;
  /** The owner's address: migrations and the roles' passwords are its business. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'migrated';
// Tests bear no data worth a disk's wait. The faults that pull the plug start a server of their own.
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200 };

/**
 * Clones the migrated template on the Postgres shared by the whole run. The first to ask in a run starts that server
 * and migrates; pure specs never ask and never pay.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = await sharedServer();
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await tell(server, `create database ${name} template ${TEMPLATE}`);
  return { name, ownerUrl: databaseOn(server, name), drop: () => tell(server, `drop database if exists ${name} with (force)`) };
}

/** A durable Postgres of one test's own (fsync on), for tests that kill or stop the database itself. */
export function ownPostgres(settings: Record<string, string | number> = {}): Promise<EmbeddedPostgres> {
  return startPostgres({ dataDir: scratchFolder('own-postgres'), settings });
}

async function sharedServer(): Promise<string> {
  const note = join(runFolder(), 'shared-postgres.url');
  if (existsSync(note)) return readFileSync(note, 'utf8');
  return whileHolding(`${note}.lock`, async () => {
    if (existsSync(note)) return readFileSync(note, 'utf8');
    const { ownerUrl } = await startPostgres({ dataDir: join(runFolder(), 'shared'), settings: FORGETFUL });
    await tell(ownerUrl, `create database ${TEMPLATE}`);
    await bringUpToDate(databaseOn(ownerUrl, TEMPLATE), readEnv({}));
    await tell(ownerUrl, `alter database ${TEMPLATE} with is_template true allow_connections false`);
    writeFileSync(note, ownerUrl, { mode: 0o600 });
    return ownerUrl;
  });
}

function databaseOn(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function tell(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
