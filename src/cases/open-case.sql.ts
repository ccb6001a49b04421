import { statement, type Statement } from '../../libs/sql/sql.js';

/** Columns of a case that its row gives, one parameter each. */
const CASE = ['id', 'state', 'tier', 'tier_reasons', 'tier_confirmed_by', 'team_id', 'owner_id', 'assigned_at', 'protocol_code', 'protocol_version', 'source',
  'notice_number', 'planned_arrival_on', 'arrival_on', 'arrival_at', 'province_arrival_on', 'moved_in_on', 'registered_at', 'immigration_status',
  'language', 'languages', 'interpreter', 'borough', 'address', 'housing', 'urgencies', 'restricted', 'lead_name', 'size',
  'next_checkpoint_id', 'next_code', 'next_due_at', 'demo', 'version'] as const;

/** Tables that are written from a list of JSON objects with these keys. */
const LISTS = {
  newcomers: {
    id: 'uuid', case_id: 'uuid', position: 'smallint', head: 'boolean', kinship: 'text', given_name: 'text', family_name: 'text', gender: 'text', birth_on: 'date',
    speaks_french: 'boolean', speaks_english: 'boolean', languages: 'text[]', immigration_status: 'text', fingerprint: 'text', version: 'int',
  },
  contact_ways: {
    id: 'uuid', case_id: 'uuid', newcomer_id: 'uuid', kind: 'text', value: 'text', safe_to_call: 'boolean', safe_to_text: 'boolean', voicemail_ok: 'boolean',
    code_word: 'text', preferred: 'boolean', version: 'int',
  },
  needs: { id: 'uuid', case_id: 'uuid', code: 'text', score: 'smallint', scored_at: 'timestamptz', scored_by: 'uuid', note: 'text' },
  consents: {
    id: 'uuid', case_id: 'uuid', newcomer_id: 'uuid', purpose: 'text', recipient: 'text', language: 'text', interpreted: 'boolean', proof: 'text', given_by: 'text',
    given_at: 'timestamptz', recorded_by: 'uuid', expires_on: 'date',
  },
  notes: { id: 'uuid', case_id: 'uuid', author_id: 'uuid', body: 'text', written_at: 'timestamptz' },
} as const;

/** A case's row by column; `tier_reasons` is JSON already. */
export type CaseRow = Readonly<Record<(typeof CASE)[number], unknown>>;
/** The lists of a file, by table. */
export type FileLists = Readonly<Record<keyof typeof LISTS, readonly object[]>>;

const each = (table: string, columns: Readonly<Record<string, string>>, parameter: number): string => {
  const names = Object.keys(columns).join(', ');
  const typed = Object.entries(columns).map((column) => column.join(' ')).join(', ');
  return `${table}_written as (insert into ${table} (${names}) select ${names} from jsonb_to_recordset($${parameter}) as given (${typed}))`;
};

/**
 * A whole file in one round trip: the case with its number, everybody and everything in it, the timeline and the audit.
 * $1–$3 who acts, as what and the audit's details, $4 the office's zone (a number begins with its year), then the case
 * column by column, then each of the lists.
 */
const textFor = (lists: readonly (keyof FileLists)[]): string => {
  const parameter = (column: (typeof CASE)[number]): number => 5 + CASE.indexOf(column);
  const written = lists.map((table, i) => `\n  ${each(table, LISTS[table], 5 + CASE.length + i)},`);
  return `
  with opened as (
    insert into cases (number, ${CASE.join(', ')})
    values (to_char($${parameter('registered_at')}::timestamptz at time zone $4, 'YYYY') || '-' || to_char(nextval('case_numbers'), 'FM9999999900000'),
      ${CASE.map((column) => `$${parameter(column)}`).join(', ')})
    returning id, number, registered_at),${written.join('')}
  told as (insert into case_events (case_id, at, kind, actor_id, details) select id, registered_at, 'case.opened', $1, $3::jsonb from opened)
  select number, audit_append(id, $1, $2, 'case.opened', null, $3) as entry from opened`;
};

const statements = new Map<string, Statement>();

/** The statement and values that write a file; a list in which there is nothing is not part of the statement. */
export function openingOf(acting: readonly [actorId: unknown, actor: unknown, details: unknown], zone: string, row: CaseRow, lists: FileLists): [Statement, unknown[]] {
  const filled = (Object.keys(LISTS) as (keyof FileLists)[]).filter((table) => lists[table].length > 0);
  const name = ['cases.open', ...filled].join(' ');
  let opening = statements.get(name);
  if (!opening) statements.set(name, (opening = statement(name, textFor(filled))));
  return [opening, [...acting, zone, ...CASE.map((column) => row[column]), ...filled.map((table) => JSON.stringify(lists[table]))]];
}
