import { newId } from '../../libs/sql/id.js';

/** A table that is walled off. */
export type WalledTable =
  | 'organisations' | 'services' | 'locations' | 'service_locations' | 'places' | 'agreements' | 'organisation_links'
  | 'offers' | 'offer_shares' | 'offer_messages' | 'appointments' | 'offer_links';

/** The rows of one organisation that tests stand at the wall with, by table; and what its offers are about, which is the office's. */
export type Ids = Readonly<Record<WalledTable | 'cases' | 'consents' | 'referrals', string>>;

/** A walled table: whose its rows are, how one is made, and what an organisation's own people do there. */
export interface Walled {
  /** The column that says whose row it is. */
  readonly owner: 'id' | 'organisation_id';
  /** One row more for an organisation; `theirs` are the rows it belongs to. */
  readonly row: (organisationId: string, id: string, theirs: Ids) => Readonly<Record<string, unknown>>;
  /** A column that an organisation's own people change, with another value; none where they only read. */
  readonly edit?: string;
  /** Columns that its people may not change, though they change others. */
  readonly keeps?: readonly string[];
  /** Columns that its people may not even read; they read the others one by one. */
  readonly hides?: readonly string[];
  /** What else must be so for its people to see a row, as Postgres says it back. */
  readonly while?: string;
  /** Its people only look: the wall has no door for anything else. */
  readonly looks?: true;
  readonly adds?: false;
  readonly removes?: false;
}

/** The tables that are walled off: an organisation sees its own rows, and Postgres keeps it so. */
export const WALLED: Readonly<Record<WalledTable, Walled>> = {
  organisations: {
    owner: 'id', edit: "alternate_name = 'autre'", keeps: ['id', 'calendar', 'demo', 'created_at'], adds: false, removes: false,
    row: (_organisationId, id) => ({ id, name: 'Organisme', calendar: 'mtl-counter', modified_at: 'now' }),
  },
  services: {
    owner: 'organisation_id', edit: "alert = 'complet'", keeps: ['id', 'organisation_id', 'demo', 'created_at'], removes: false,
    row: (organisation_id, id) => ({ organisation_id, id, name: 'Service', status: 'active', modified_at: 'now' }),
  },
  locations: {
    owner: 'organisation_id', edit: "name = 'ailleurs'", keeps: [],
    row: (organisation_id, id) => ({ organisation_id, id, location_type: 'physical' }),
  },
  service_locations: {
    owner: 'organisation_id', edit: "listing = '{}'", keeps: [],
    row: (organisation_id, id, { services, locations }) => ({ organisation_id, id, service_id: services, location_id: locations }),
  },
  places: {
    owner: 'organisation_id', edit: 'available = 7', keeps: [],
    row: (organisation_id, id, { services }) => ({ organisation_id, id, service_id: services, unit: 'lits', available: 3, updated_at: 'now', source: 'organisation' }),
  },
  agreements: {
    owner: 'organisation_id', adds: false, removes: false,
    row: (organisation_id, id, { services }) => ({ organisation_id, id, service_id: services, terms: 'Entente', starts_on: '2026-01-01' }),
  },
  organisation_links: {
    owner: 'organisation_id', edit: 'used_at = now()', keeps: ['id', 'service_id', 'token_hash', 'sent_to', 'expires_at', 'revoked_at'], adds: false, removes: false,
    row: (organisation_id, id, { services }) => ({
      id, organisation_id, service_id: services, token_hash: Buffer.from(id), purpose: 'places', question: id, sent_to: [], expires_at: 'tomorrow', revoked_at: 'now',
    }),
  },
  offers: {
    owner: 'organisation_id', edit: 'wait_place = 3', keeps: ['id', 'case_id', 'service_id', 'sent_at', 'standard_due_at', 'disagreed_at', 'demo'], adds: false, removes: false,
    hides: ['step', 'position', 'summary', 'reminded_at', 'again_on', 'awaited_at', 'said_at', 'read_at'], while: "(state <> 'drafted'::text)",
    row: (organisation_id, id, { services, cases, referrals }) => ({
      id, organisation_id, service_id: services, referral_id: referrals, case_id: cases, need: 'FOOD', tier: 'P2', state: 'sent', step: 1, position: 1, summary: { adults: 2, children: 0, language: 'fr-CA', interpreter: 'not_needed', borough: null },
      clock: 'elapsed', calendar: 'mtl-counter', allowance_minutes: 60, sent_at: '2026-11-23T14:00:00Z', standard_due_at: '2026-11-24T14:00:00Z', due_at: '2026-11-24T14:00:00Z',
    }),
  },
  offer_shares: {
    owner: 'organisation_id', keeps: ['content'], adds: false, removes: false, looks: true,
    while: '(( SELECT acting_person() AS acting_person) IS NOT NULL) AND share_open(offer_id)',
    row: (organisation_id, _id, { offers, cases, consents }) => ({ offer_id: offers, organisation_id, case_id: cases, consent_id: consents, fields: ['given_name'], content: { given_name: 'Amal' }, frozen_at: 'now' }),
  },
  offer_messages: {
    owner: 'organisation_id', edit: "read_at = '2026-11-23T15:00:00Z'", keeps: ['id', 'body', 'side'], removes: false,
    while: '(( SELECT acting_person() AS acting_person) IS NOT NULL) AND share_open(offer_id)',
    row: (organisation_id, id, { offers }) => ({ id, organisation_id, offer_id: offers, side: 'organisation', kind: 'question', body: 'Combien d’enfants ?', at: 'now' }),
  },
  appointments: {
    owner: 'organisation_id', edit: "place = 'ailleurs'", keeps: ['id', 'offer_id', 'made_at'], removes: false, while: 'share_open(offer_id)',
    row: (organisation_id, id, { offers }) => ({ id, organisation_id, offer_id: offers, starts_at: 'tomorrow', minutes: 30, place: 'Ici', state: 'kept', made_at: 'now', settled_at: 'now' }),
  },
  offer_links: {
    owner: 'organisation_id', edit: 'used_at = now()', keeps: ['id', 'offer_id', 'token_hash', 'sent_to', 'expires_at', 'revoked_at'], adds: false, removes: false,
    row: (organisation_id, id, { offers }) => ({ id, organisation_id, offer_id: offers, token_hash: Buffer.from(id), sent_to: [], expires_at: 'tomorrow' }),
  },
};

/** The walled tables, in an order in which their rows can be made. */
export const WALLED_TABLES = Object.keys(WALLED) as WalledTable[];

/** New identities for an organisation's rows. */
export function idsOfOne(about: Readonly<Partial<Ids>> = {}): Ids {
  return { ...Object.fromEntries([...WALLED_TABLES, 'cases', 'consents', 'referrals'].map((table) => [table, newId()])) as Record<keyof Ids, string>, ...about };
}

/** What an organisation's offers are about, made by the owner's hands: a referral of a case. */
export const referralRow = ({ referrals, cases }: Ids): [string, unknown[]] => [
  "insert into referrals (id, case_id, need, tier, state, way, opened_at) values ($1, $2, 'FOOD', 'P2', 'open', 'order', office_now())", [referrals, cases]];

/** A household that agreed to be shared with the network, and whose file is closed. */
export const caseRows = ({ cases, consents }: Ids, teamId: string): [string, unknown[]] => [`
  with opened as (
    insert into cases (id, number, state, tier, team_id, protocol_code, protocol_version, source, registered_at, immigration_status, language, interpreter, lead_name, size, closed_at, close_reason)
    values ($1::uuid, 'C-' || $1::text, 'closed', 'P2', $3, 'test', 1, 'person', office_now(), 'ASYLUM', 'ar', 'needed', 'Amal', 1, office_now(), 'settled') returning id),
  head as (insert into newcomers (id, case_id, position, head, kinship, given_name) select gen_random_uuid(), id, 0, true, 'head', 'Amal' from opened returning id, case_id)
  insert into consents (id, case_id, newcomer_id, purpose, recipient, language, interpreted, proof, given_at, expires_on)
  select $2, case_id, id, 'referral', 'network', 'ar', true, 'signed', office_now(), '2027-11-01' from head`, [cases, consents, teamId]];

/** An insert of one row, with its values. */
export function insertOf(table: WalledTable, organisationId: string, id: string, theirs: Ids): [string, unknown[]] {
  const row = WALLED[table].row(organisationId, id, theirs);
  return [`insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, i) => `$${i + 1}`).join(', ')})`, Object.values(row)];
}
