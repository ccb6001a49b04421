import { changed, rows, statement, type Statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { CityRows, Rows } from './city-rows.js';

type Table = Exclude<keyof CityRows, 'attempts' | 'checkpoints'>;

/** In this order each row finds what it points at; what points forwards is judged at the commit. */
const BEFORE: readonly Table[] = ['teams', 'people', 'duties', 'cases', 'newcomers', 'contact_ways'];
const AFTER: readonly Table[] = ['breaches', 'needs', 'consents', 'notes', 'case_events', 'alarms', 'notices'];

const insert = (table: string, given: Rows, parameter: string): string => {
  const columns = Object.keys(given[0] ?? {}).join(', ');
  return `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, ${parameter}::json)`;
};

const NUMBERS = statement('demo-city.numbers', `select max(nextval('case_numbers')) from generate_series(1, $1::int)`);

const AUDIT = statement('demo-city.audit', `
  select audit_append(id, null, 'demo-city', 'case.opened', null, jsonb_build_object('state', state, 'tier', tier, 'size', size, 'source', source, 'demo', true))
  from (select * from cases order by number) as opened`);

/** Writes a city in a handful of statements, each a whole table; the caller's transaction holds all of it or nothing. */
export async function writeCity(tx: Tx, city: CityRows): Promise<void> {
  for (const table of BEFORE) await write(tx, table, city[table]);
  await writeSteps(tx, city);
  for (const table of AFTER) await write(tx, table, city[table]);
  await rows(tx, NUMBERS, [city.cases.length]);
  await rows(tx, AUDIT);
}

/** Writes the rows of a whole table. */
export async function write(tx: Tx, table: string, given: Rows): Promise<void> {
  if (given.length > 0) await changed(tx, named(table, insert(table, given, '$1')), [JSON.stringify(given)]);
}

/** A contact points at its checkpoint and the checkpoint at its contact: both are there when the statement ends. */
async function writeSteps(tx: Tx, { attempts, checkpoints }: CityRows): Promise<void> {
  if (attempts.length === 0) {
    if (checkpoints.length > 0) await changed(tx, named('checkpoints', insert('checkpoints', checkpoints, '$1')), [JSON.stringify(checkpoints)]);
    return;
  }
  const text = `with tried as (${insert('attempts', attempts, '$1')}) ${insert('checkpoints', checkpoints, '$2')}`;
  await changed(tx, named('attempts-and-checkpoints', text), [JSON.stringify(attempts), JSON.stringify(checkpoints)]);
}

const named = (table: string, text: string): Statement => statement(`demo-city.${table}`, text);
