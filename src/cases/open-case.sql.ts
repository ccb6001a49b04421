import { statement } from '../../libs/sql/sql.js';

/** Columns of a table that are written from a JSON object with the same keys. */
const CASE = ['state', 'tier', 'tier_reasons', 'tier_confirmed_by', 'team_id', 'owner_id', 'assigned_at', 'protocol_code', 'protocol_version', 'source',
  'notice_number', 'planned_arrival_on', 'arrival_on', 'arrival_at', 'province_arrival_on', 'moved_in_on', 'registered_at', 'immigration_status',
  'language', 'languages', 'interpreter', 'borough', 'address', 'housing', 'urgencies', 'restricted', 'lead_name', 'size',
  'next_checkpoint_id', 'next_code', 'next_due_at', 'demo', 'version'];
const NEWCOMER = ['id', 'case_id', 'position', 'head', 'kinship', 'given_name', 'family_name', 'gender', 'birth_on', 'speaks_french', 'speaks_english',
  'languages', 'immigration_status', 'fingerprint', 'version'];
const WAY = ['id', 'case_id', 'newcomer_id', 'kind', 'value', 'safe_to_call', 'safe_to_text', 'voicemail_ok', 'code_word', 'preferred', 'version'];
const NEED = ['id', 'case_id', 'code', 'score', 'scored_at', 'scored_by', 'note'];
const CONSENT = ['id', 'case_id', 'newcomer_id', 'purpose', 'recipient', 'language', 'interpreted', 'proof', 'given_by', 'given_at', 'recorded_by', 'expires_on'];
const NOTE = ['id', 'case_id', 'author_id', 'body', 'written_at'];

const each = (table: string, columns: readonly string[], parameter: string): string =>
  `insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, ${parameter})`;

/**
 * A whole file in one round trip: the case with its number, everybody and everything in it, the timeline and the audit.
 * $1 the case, $2 newcomers, $3 ways, $4 needs, $5 consents, $6 notes, $7 the office's zone (a number begins with its
 * year), $8–$10 who acts, as what and the audit's details, $11 when.
 */
export const OPEN = statement('cases.open', `
  with opened as (
    insert into cases (id, number, ${CASE.join(', ')})
    select c.id, to_char(c.registered_at at time zone $7, 'YYYY') || '-' || lpad(n::text, greatest(5, length(n::text)), '0'), ${CASE.map((column) => `c.${column}`).join(', ')}
    from jsonb_populate_record(null::cases, $1) as c, nextval('case_numbers') as n
    returning id, number),
  people as (${each('newcomers', NEWCOMER, '$2')}),
  ways as (${each('contact_ways', WAY, '$3')}),
  scored as (${each('needs', NEED, '$4')}),
  agreed as (${each('consents', CONSENT, '$5')}),
  noted as (${each('notes', NOTE, '$6')}),
  told as (insert into case_events (case_id, at, kind, actor_id, details) select id, $11, 'case.opened', $8, $10::jsonb from opened)
  select number, audit_append(id, $8, $9, 'case.opened', null, $10) as entry from opened`);
