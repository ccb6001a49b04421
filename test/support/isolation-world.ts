import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/root.js';
import { newId } from '../../libs/sql/id.js';
import { Assets } from '../../libs/ui/assets.js';
import { hashSecret, mintSecret } from '../../src/accounts/secret.js';
import { OWN_TAXONOMIES, ownTerms } from '../../src/organisations/hsds/taxonomies.rules.js';
import { READERS, type Reader } from './isolation-matrix.js';
import type { Product } from './product.js';
import { anOrganisation, aPerson, aTeam, Client, officeTime, PASSWORD, type Person, signedIn, type Team } from './signed-in.js';
import { idsOfOne, insertOf, referralRow, WALLED_TABLES } from './wall.js';

/** Whose something is, as the reader stands to it: their own (their team's, their organisation's), another's, or nobody's at all. */
export type Whose = 'own' | 'other' | 'unknown';

/** What an identifier in a path can name. */
export type Thing =
  | 'case' | 'newcomer' | 'way' | 'consent' | 'checkpoint' | 'notice' | 'list' | 'colleague' | 'team' | 'duty' | 'session' | 'token' | 'mail'
  | 'referral' | 'offer' | 'review' | 'organisation' | 'member' | 'service' | 'location' | 'place' | 'agreement' | 'link' | 'serviceLocation' | 'directory' | 'term';

type Belongings = Readonly<Partial<Record<Thing, string>>>;

/** Two teams and two organisations with everything that belongs to them, and somebody of each kind who looks at it. */
export interface World {
  readonly readers: Readonly<Record<Reader, Client>>;
  /** The identity of a thing as a reader stands to it. */
  identity(thing: Thing, whose: Whose, reader: Reader): Promise<string>;
  /** Another session of the same reader, for routes that end it. */
  again(reader: Reader): Promise<Client>;
  /** A word that a request needs, of one side: who owns its cases, an address that nobody has yet, an asset. */
  word(name: string, whose: Whose): string;
}

const household = (owner: Person, n: number) => ({
  newcomers: [
    { kinship: 'head', givenName: 'Ngozi', familyName: `Okonkwo ${n}`, gender: 'F', birthOn: '1991-04-12', speaksFrench: true },
    { kinship: 'spouse', givenName: 'Chidi', familyName: `Okonkwo ${n}`, gender: 'M', birthOn: '1989-09-02', speaksFrench: true },
  ],
  immigrationStatus: 'PR_ECONOMIC', source: 'person', language: 'fr-CA', interpreter: 'not_needed', borough: 'verdun', housing: 'stable',
  contactWays: [{ kind: 'phone', value: `514 555-010${n}`, safeToCall: true, preferred: true }],
  consents: [['follow_up', 'office'], ['referral', 'network']].map(([purpose, recipient]) => (
    { newcomer: 0, purpose, recipient, language: 'fr-CA', interpreted: false, proof: 'signed', givenBy: 'self', expiresOn: '2027-11-01' })),
  owner: owner.personId, tier: { confirmed: 'P3' },
});

/** Sets the world up once, over the running product. */
export async function isolationWorld(product: Product): Promise<World> {
  await officeTime(product, '2026-11-23T14:00:00Z');
  const [north, south] = [await aTeam(product, 'Nord', [['fr-CA'], ['fr-CA']]), await aTeam(product, 'Sud', [['fr-CA'], ['fr-CA']])];
  const [own, other] = [await belongingsOf(product, north, 1), await belongingsOf(product, south, 2)];
  const network = { own: await organisationOf(product, 'Organisme A', own), other: await organisationOf(product, 'Organisme B', other) };
  const coordinator = await aPerson(product, 'Coordination A', { roles: ['coordinator'], organisationId: network.own.organisation });

  const people: Record<Exclude<Reader, 'nobody'>, Person> = {
    caseworker: first(north), team_lead: north.lead,
    manager: await aPerson(product, 'Direction', { roles: ['manager'] }),
    privacy_officer: await aPerson(product, 'Protection', { roles: ['privacy_officer'] }),
    administrator: await aPerson(product, 'Administration', { roles: ['administrator'] }),
    coordinator,
    member: await aPerson(product, 'Membre A', { roles: ['member'], organisationId: network.own.organisation }),
  };
  const stranger = await aPerson(product, 'Quelqu’un', { roles: ['administrator'] });
  const client = async (reader: Reader): Promise<Client> => (reader === 'nobody' ? new Client(product, '') : signedIn(product, people[reader]));
  const things = { own: { ...own, ...network.own }, other: { ...other, ...network.other } };

  const personal = async (thing: 'session' | 'token', of: string): Promise<string> => {
    const id = newId();
    const secret = hashSecret(mintSecret());
    if (thing === 'session') await product.sql(`insert into sessions (token_hash, id, person_id, expires_at) values ($1, $2, $3, now() + interval '1 day')`, [secret, id, of]);
    else await product.sql(`insert into api_tokens (id, token_hash, name, person_id, expires_at) values ($1, $2, 'programme', $3, now() + interval '1 day')`, [id, secret, of]);
    return id;
  };

  return {
    readers: Object.fromEntries(await Promise.all(READERS.map(async (reader) => [reader, await client(reader)] as const))) as Record<Reader, Client>,
    again: client,
    identity: async (thing, whose, reader) => {
      if (whose === 'unknown') return newId();
      // What is personal is the reader's own, made anew each time, since many a deed ends it.
      if (thing === 'session' || thing === 'token') return personal(thing, whose === 'own' && reader !== 'nobody' ? people[reader].personId : stranger.personId);
      // So is a turn of duty, which whoever may take off the roster takes off.
      if (thing === 'link') return aLink(product, things[whose]);
      if (thing === 'duty') return aTurn(product, whose === 'own' ? north : south);
      const id = things[whose][thing];
      if (!id) throw new Error(`the world has no ${thing}`);
      return id;
    },
    word: (name, whose) => {
      const side = whose === 'own' ? 'own' : 'other';
      const words: Readonly<Record<string, string | undefined>> = {
        ...things[side], owner: first(side === 'own' ? north : south).personId, email: stranger.email, password: PASSWORD,
        asset: product.app.get(Assets).url('icons.svg').replace('/assets/', ''), taxonomy: OWN_TAXONOMIES[0]?.id, ownTerm: ownTerms([])[0]?.id, fresh: `personne-${newId()}@ailleurs.example`,
      };
      const word = words[name];
      if (word === undefined) throw new Error(`the world has no word for ${name}`);
      return word;
    },
  };
}

const first = ({ caseworkers }: Team): Person => {
  const [person] = caseworkers;
  if (!person) throw new Error('a team has a caseworker');
  return person;
};

/** A live link of an organisation's service; there is one at a time. */
async function aLink(product: Product, { organisation, service }: Belongings): Promise<string> {
  const id = newId();
  await product.sql('update organisation_links set revoked_at = now() where service_id = $1 and revoked_at is null', [service]);
  await product.sql(`insert into organisation_links (id, organisation_id, service_id, token_hash, purpose, question, sent_to, expires_at)
    values ($1, $2, $3, $4, 'places', $5, '{}', now() + interval '1 day')`, [id, organisation, service, hashSecret(mintSecret()), id]);
  return id;
}

async function aTurn(product: Product, { id: teamId, caseworkers }: Team): Promise<string> {
  const id = newId();
  await product.sql(`insert into duties (id, kind, person_id, team_id, from_at, until_at) values ($1, 'on_call', $2, $3, '2030-01-05', '2030-01-06')`, [id, caseworkers[1]?.personId, teamId]);
  return id;
}

/** What belongs to a team: a household on file, one that is to come, an arrival list, a colleague, a mail. */
async function belongingsOf(product: Product, team: Team, n: number): Promise<Belongings> {
  const owner = first(team);
  const by = await signedIn(product, owner);
  const did = async (path: string, body: object): Promise<{ caseId: string }> => {
    const answer = await by.post(path, body);
    if (!answer.ok) throw new Error(`POST ${path}: ${await answer.text()}`);
    return (await answer.json()) as { caseId: string };
  };
  const one = async (text: string, values: unknown[]): Promise<string> => {
    const [row] = await product.sql<{ id: string }>(text, values);
    if (!row) throw new Error(`nothing was found: ${text}`);
    return row.id;
  };
  const { caseId } = await did('/api/arrivals', { ...household(owner, n), arrivalOn: '2026-11-22' });
  const { caseId: notice } = await did('/api/arrival-notices', { ...household(owner, n + 4), plannedArrivalOn: '2026-12-01' });
  const file = readFileSync(join(projectRoot(), 'test/fixtures/arrival-lists/liste-arrivees-cp1252.csv'));
  const list = (await (await by.upload('/api/arrival-imports', 'liste.csv', file)).json()) as { importId: string };
  const mail = newId();
  await product.sql(`insert into mails (id, key, address, language, template, content, message_id) values ($1, $2, 'a@bureau.example', 'fr', 'accounts.password-reset', '{}', $2)`, [mail, mail]);
  const directory = newId();
  await product.sql(`insert into organisation_imports (id, by_person, file_name, format, state, report, created_at) values ($1, $2, 'hsds.json', 'json', 'refused', $3, now())`,
    [directory, owner.personId, { faults: [], warnings: [], changes: [], missing: [], counts: {} }]);
  const term = newId();
  await product.sql("insert into taxonomy_terms (id, name, listing) values ($1, 'Terme', '{}')", [term]);
  return {
    directory, term, case: caseId, notice, list: list.importId, mail, team: team.id, colleague: team.caseworkers[1]?.personId ?? '',
    newcomer: await one('select id from newcomers where case_id = $1 order by position desc limit 1', [caseId]),
    way: await one('select id from contact_ways where case_id = $1', [caseId]),
    consent: await one("select id from consents where case_id = $1 and purpose = 'follow_up'", [caseId]),
    checkpoint: await one('select next_checkpoint_id as id from cases where id = $1', [caseId]),
  };
}

/** What belongs to an organisation: somebody who was invited, a service, where it is, its places, its agreement, and an offer about a household. */
async function organisationOf(product: Product, name: string, { case: cases = '' }: Belongings): Promise<Belongings & { readonly organisation: string }> {
  const organisations = await anOrganisation(product, name);
  const [agreed] = await product.sql<{ id: string }>("select id from consents where case_id = $1 and purpose = 'referral'", [cases]);
  const ids = idsOfOne({ organisations, cases, consents: agreed?.id ?? '' });
  await product.sql(...referralRow(ids));
  for (const table of WALLED_TABLES) {
    if (table !== 'organisations') await product.sql(...insertOf(table, organisations, ids[table], ids));
  }
  const review = newId();
  await product.sql(`insert into outcome_reviews (id, offer_id, referral_id, case_id, because, opened_at) values ($1, $2, $3, $4, 'partly', office_now())`, [review, ids.offers, ids.referrals, cases]);
  const member = await aPerson(product, `Coordination de ${name}`, { roles: ['coordinator'], organisationId: organisations });
  await aPerson(product, `Autre coordination de ${name}`, { roles: ['coordinator'], organisationId: organisations });
  return {
    organisation: organisations, member: member.personId, service: ids.services, location: ids.locations, place: ids.places, agreement: ids.agreements, serviceLocation: ids.service_locations,
    referral: ids.referrals, offer: ids.offers, review,
  };
}
