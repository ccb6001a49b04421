import { hash } from '@node-rs/argon2';
import { newId } from '../../libs/sql/id.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import type { Product } from './product.js';

/** The password of everybody whom these helpers make. */
export const PASSWORD = 'trois girafes au lac';
// The cheapest that still is argon2id: these people last as long as a test.
const QUICK = { memoryCost: 8_192, timeCost: 1, parallelism: 1 };

/** Somebody of the office, as a deed sees them and as they sign in. */
export interface Person extends PersonActor {
  readonly email: string;
  readonly name: string;
}

/** A team with its lead and its caseworkers. */
export interface Team {
  readonly id: string;
  readonly lead: Person;
  readonly caseworkers: readonly Person[];
}

/** Adds somebody through the owner's hands, active and with a password. */
export async function aPerson(product: Product, name: string, about: { readonly roles: readonly string[]; readonly teamId?: string | null; readonly languages?: readonly string[]; readonly organisationId?: string | null }): Promise<Person> {
  const { roles, teamId = null, languages = ['fr-CA'], organisationId = null } = about;
  const personId = newId();
  const email = `${name.toLowerCase().normalize('NFD').replaceAll(/[^a-z0-9]+/g, '')}@bureau.example`;
  await product.sql(`insert into people (id, email, name, roles, team_id, languages, state, password_hash, organisation_id) values ($1, $2, $3, $4, $5, $6, 'active', $7, $8)`,
    [personId, email, name, roles, teamId, languages, await hash(PASSWORD, QUICK), organisationId]);
  return { kind: 'person', personId, roles, teamId, organisationId, email, name };
}

/** Adds an organisation of the network through the owner's hands: its name, and the language it is written to in. */
export async function anOrganisation(product: Product, name: string, { language = 'fr' }: { readonly language?: 'fr' | 'en' } = {}): Promise<string> {
  const id = newId();
  await product.sql(`insert into organisations (id, name, language, calendar, modified_at) values ($1, $2, $3, 'mtl-counter', office_now())`, [id, name, language]);
  return id;
}

/** A team whose caseworkers speak what is said: `aTeam(product, 'Centre', [['fr-CA', 'ar'], ['fr-CA', 'es']])`. */
export async function aTeam(product: Product, name: string, speaking: readonly (readonly string[])[] = [['fr-CA']]): Promise<Team> {
  const id = newId();
  await product.sql(`insert into teams (id, name, calendar) values ($1, $2, 'mtl-counter')`, [id, `Équipe ${name}`]);
  const lead = await aPerson(product, `Cheffe ${name}`, { roles: ['team_lead'], teamId: id });
  await product.sql('update teams set lead_id = $1 where id = $2', [lead.personId, id]);
  const caseworkers: Person[] = [];
  for (const [n, languages] of speaking.entries()) caseworkers.push(await aPerson(product, `Intervenante ${name} ${n + 1}`, { roles: ['caseworker'], teamId: id, languages }));
  return { id, lead, caseworkers };
}

/** Sets the office's clock; it goes on from there. */
export async function officeTime(product: Product, at: string): Promise<void> {
  await product.sql('update office_clock set office_from = $1, real_from = clock_timestamp(), version = version + 1', [at]);
}

/** One signed-in browser or program. */
export class Client {
  constructor(private readonly product: Product, readonly cookie: string) {}

  ask(path: string, { headers, ...init }: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
    return fetch(this.product.url + path, { redirect: 'manual', ...init, headers: { 'sec-fetch-site': 'same-origin', cookie: this.cookie, ...headers } });
  }

  async json<T>(path: string): Promise<T> {
    const response = await this.ask(path);
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.ask(path, { method: 'POST', ...(body === undefined ? { headers } : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }) });
  }

  /** As a page's form posts. */
  form(path: string, fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[]): Promise<Response> {
    const pairs = Array.isArray(fields) ? (fields as [string, string][]) : Object.entries(fields as Record<string, string>);
    return this.ask(path, { method: 'POST', body: new URLSearchParams(pairs).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  }

  /** As a form that brings a file posts. */
  upload(path: string, fileName: string, bytes: Uint8Array, fields: Readonly<Record<string, string>> = {}, headers: Record<string, string> = {}): Promise<Response> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([Uint8Array.from(bytes)], { type: 'text/csv' }), fileName);
    return this.ask(path, { method: 'POST', body: form, headers });
  }
}

/** Signs somebody in by the API, as anybody would. */
export async function signedIn(product: Product, { email }: Pick<Person, 'email'>): Promise<Client> {
  const response = await fetch(`${product.url}/api/sessions`, { method: 'POST', body: JSON.stringify({ email, password: PASSWORD }), headers: { 'content-type': 'application/json' } });
  if (response.status !== 201) throw new Error(`sign-in of ${email}: ${response.status} ${await response.text()}`);
  return new Client(product, response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '').join('; '));
}
