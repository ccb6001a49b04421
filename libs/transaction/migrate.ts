import { runMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { SCHEMA } from './pools.js';

/** The Postgres roles that migrations create and grant to. */
export interface Roles {
  readonly office: string;
  readonly organisation: string;
  readonly worker: string;
}

/** The schema of BullMQ's own tables, used when there is no Redis. */
export const QUEUE_SCHEMA = 'bullmq';

/** Brings a database to the present shape, as its owner. Safe to call by several processes at once. */
export async function migrate(ownerUrl: string, roles: Roles, migrations: (new () => MigrationInterface)[]): Promise<void> {
  const options = [
    `-c search_path=${SCHEMA},public`, '-c lock_timeout=5s', '-c jit=off',
    ...Object.entries(roles).map(([who, role]) => `-c passerelle.role_${who}=${role}`),
  ].join(' ');
  const client = new pg.Client({ connectionString: ownerUrl, options });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('passerelle.migrate'))");
    await client.query(`create schema if not exists ${SCHEMA}`);
    await ours(ownerUrl, options, migrations);
    await queue(client, roles);
  } finally {
    await client.end();
  }
}

async function ours(url: string, options: string, migrations: (new () => MigrationInterface)[]): Promise<void> {
  const source = new DataSource({
    type: 'postgres', url, migrations, migrationsTableName: 'migrations', installExtensions: false, extra: { options, max: 1 },
  });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}

/** BullMQ's tables: its own migrations, analysed early so that single adds stay quick after a bulk load. */
async function queue(client: pg.Client, roles: Roles): Promise<void> {
  await runMigrations(client, QUEUE_SCHEMA);
  const { rows } = await client.query<{ relation: string }>(
    "select format('%I.%I', schemaname, tablename) as relation from pg_tables where schemaname = $1", [QUEUE_SCHEMA]);
  for (const { relation } of rows) {
    if (/\.(job|event)$/.test(relation)) {
      await client.query(`alter table ${relation} set (autovacuum_analyze_threshold = 500, autovacuum_analyze_scale_factor = 0.02)`);
    }
  }
  // The queue's connections take this role in every process. BullMQ makes a sequence for each queue when it is first used.
  await client.query(`grant usage, create on schema ${QUEUE_SCHEMA} to ${roles.worker}`);
  await client.query(`grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${roles.worker}`);
  await client.query(`grant usage, select, update on all sequences in schema ${QUEUE_SCHEMA} to ${roles.worker}`);
  await client.query(`grant execute on all functions in schema ${QUEUE_SCHEMA} to ${roles.worker}`);
}
