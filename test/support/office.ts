import pg from 'pg';
import { DataSource } from 'typeorm';
import { FactListeners } from '../../libs/outbox/hears.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { newId } from '../../libs/sql/id.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { poolOptions, Pools } from '../../libs/transaction/pools.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { rowShapes } from '../../src/rows.js';
import { freshDatabase } from './fresh-database.js';

/** Two teams and their people over a database of one's own, without Nest around them: for the tests of one room. */
export interface Office {
  /** The database as its owner, for engines of a test's own. */
  readonly ownerUrl: string;
  readonly transactions: Transactions;
  readonly outbox: Outbox;
  readonly north: string;
  readonly south: string;
  readonly awa: PersonActor;
  readonly bruno: PersonActor;
  readonly lead: PersonActor;
  readonly southerner: PersonActor;
  readonly manager: PersonActor;
  readonly privacy: PersonActor;
  readonly protocol: { readonly code: string; readonly version: number };
  /** What Postgres holds, seen by its owner. */
  see<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

// A Monday morning: what tests say of days stays true in every year.
const NOW = '2026-11-23T14:00:00Z';

/** Sets up the office: team north with Awa, Bruno and their lead; one caseworker in the south; a manager; a privacy officer. */
export async function anOffice(): Promise<Office> {
  const database = await freshDatabase();
  const office = await officeAt(database.ownerUrl);
  return { ...office, close: () => office.close().then(() => database.drop()) };
}

/** The same office over a database that somebody else drops. `passwordHash` lets its people sign in. */
export async function officeAt(ownerUrl: string, passwordHash = 'none'): Promise<Office> {
  const eye = new pg.Pool({ connectionString: ownerUrl, max: 2, options: '-c search_path=passerelle,public' });
  const source = (name: string, max: number): Promise<DataSource> =>
    new DataSource(poolOptions({ name, url: ownerUrl, role: name, max, entities: rowShapes })).initialize();
  const pools = new Pools(await source('office', 8), await source('worker', 4), await source('organisation', 1));
  const see = async <R extends object>(text: string, values: unknown[] = []): Promise<R[]> => (await eye.query<R>(text, values)).rows;

  await see('update office_clock set office_from = $1, real_from = clock_timestamp()', [NOW]);

  const [north, south] = [newId(), newId()];
  await see("insert into teams (id, name, calendar) values ($1, 'Équipe Nord', 'mtl-counter'), ($2, 'Équipe Sud', 'mtl-counter')", [north, south]);
  const person = async (name: string, roles: string[], teamId: string | null): Promise<PersonActor> => {
    const personId = newId();
    await see("insert into people (id, email, name, roles, team_id, state, password_hash) values ($1, $2, $3, $4, $5, 'active', $6)",
      [personId, `${name.toLowerCase()}@bureau.example`, name, roles, teamId, passwordHash]);
    return { kind: 'person', personId, roles, teamId, organisationId: null };
  };
  const lead = await person('Cheffe', ['team_lead'], north);
  await see('update teams set lead_id = $1 where id = $2', [lead.personId, north]);
  await see("insert into protocols (code, version, definition, digest, published_at) values ('test', 1, '{}', '', now())");

  return {
    ownerUrl, transactions: new Transactions(pools), outbox: new Outbox(new FactListeners()), north, south, lead, see,
    awa: await person('Awa', ['caseworker'], north), bruno: await person('Bruno', ['caseworker'], north),
    southerner: await person('Sud', ['caseworker'], south), manager: await person('Direction', ['manager'], null),
    privacy: await person('Accès', ['privacy_officer'], null), protocol: { code: 'test', version: 1 },
    close: async () => {
      for (const pool of [pools.office, pools.worker, pools.organisation]) await pool.destroy();
      await eye.end();
    },
  };
}
