import { newId } from '../../libs/sql/id.js';

/** The rows of one organisation that tests stand at the wall with, by table. */
export type Ids = Readonly<Record<'organisations' | 'services' | 'locations' | 'service_locations' | 'places' | 'agreements' | 'organisation_links', string>>;

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
  readonly adds?: false;
  readonly removes?: false;
}

/** The tables that are walled off: an organisation sees its own rows, and Postgres keeps it so. */
export const WALLED: Readonly<Record<keyof Ids, Walled>> = {
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
};

/** New identities for an organisation's rows. */
export function idsOfOne(): Ids {
  return Object.fromEntries(Object.keys(WALLED).map((table) => [table, newId()])) as Record<keyof Ids, string>;
}

/** An insert of one row, with its values. */
export function insertOf(table: keyof Ids, organisationId: string, id: string, theirs: Ids): [string, unknown[]] {
  const row = WALLED[table].row(organisationId, id, theirs);
  return [`insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, i) => `$${i + 1}`).join(', ')})`, Object.values(row)];
}
