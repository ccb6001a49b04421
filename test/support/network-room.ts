import { hash } from '@node-rs/argon2';
import { newId } from '../../libs/sql/id.js';
import { PASSWORD, type Person } from './signed-in.js';

/** The owner's hands on a database: of the running product, or of an office without Nest around it. */
export type Sql = (text: string, values?: unknown[]) => Promise<object[]>;

/** An organisation of the network, arranged by the owner's hands. */
export async function anOrganisation(sql: Sql, name: string, about: { readonly language?: 'fr' | 'en'; readonly email?: string | null; readonly mails?: readonly string[] } = {}): Promise<string> {
  const { language = 'fr', email = null, mails = ['referral', 'places', 'listing', 'agreement'] } = about;
  const id = newId();
  await sql(`insert into organisations (id, name, language, calendar, email, mails, modified_at) values ($1, $2, $3, 'mtl-counter', $4, $5, office_now())`, [id, name, language, email, mails]);
  return id;
}

/** A service of it, active and, unless told otherwise, confirmed today. */
export async function aService(sql: Sql, organisationId: string, name: string, about: { readonly assuredOn?: string | null; readonly email?: string | null; readonly status?: string } = {}): Promise<string> {
  const { email = null, status = 'active' } = about;
  const id = newId();
  await sql(`insert into services (organisation_id, id, name, status, email, assured_on, modified_at)
    values ($1, $2, $3, $4, $5, ${'assuredOn' in about ? '$6::date' : `coalesce($6::date, (office_now() at time zone 'America/Toronto')::date)`}, office_now())`,
  [organisationId, id, name, status, email, about.assuredOn ?? null]);
  return id;
}

/** A figure of its places, told just now. */
export async function somePlaces(sql: Sql, organisationId: string, serviceId: string, about: { readonly available: number; readonly maximum?: number | null; readonly unit?: string; readonly description?: string | null }): Promise<string> {
  const { available, maximum = null, unit = 'places', description = null } = about;
  const id = newId();
  await sql(`insert into places (organisation_id, id, service_id, unit, available, maximum, description, updated_at, source) values ($1, $2, $3, $4, $5, $6, $7, office_now(), 'organisation')`,
    [organisationId, id, serviceId, unit, available, maximum, description]);
  return id;
}

// The cheapest that still is argon2id: these people last as long as a test.
const QUICK = { memoryCost: 8_192, timeCost: 1, parallelism: 1 };

/** Somebody of an organisation, active and with a password. */
export async function aMember(sql: Sql, organisationId: string, name: string, roles: readonly string[] = ['coordinator']): Promise<Person> {
  const personId = newId();
  const email = `${name.toLowerCase().normalize('NFD').replaceAll(/[^a-z0-9]+/g, '')}@organisme.example`;
  await sql(`insert into people (id, email, name, roles, organisation_id, state, password_hash) values ($1, $2, $3, $4, $5, 'active', $6)`,
    [personId, email, name, roles, organisationId, await hash(PASSWORD, QUICK)]);
  return { kind: 'person', personId, roles, teamId: null, organisationId, email, name };
}
