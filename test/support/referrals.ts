import { newId } from '../../libs/sql/id.js';
import { until } from './clockwork.js';
import { aMember, anOrganisation, aService } from './network-room.js';
import type { Product } from './product.js';
import { aTeam, type Client, officeTime, signedIn, type Team } from './signed-in.js';

/** A Tuesday at ten in Montréal, with doors open for the rest of the day. */
export const TUESDAY = '2026-03-03T15:00:00Z';

/** An organisation that may be asked, with a coordinator who is signed in. */
export interface Helper {
  readonly organisationId: string;
  readonly serviceId: string;
  readonly client: Client;
}

/** An office with a caseworker and a network to refer to, over the running product. */
export interface Referring {
  readonly team: Team;
  readonly awa: Client;
  readonly lead: Client;
  readonly helpers: readonly Helper[];
}

/** Sets the office's clock, a team, and so many organisations with one service each. */
export async function referring(product: Product, organisations: number, at = TUESDAY): Promise<Referring> {
  await officeTime(product, at);
  const team = await aTeam(product, 'Centre', [['fr-CA'], ['fr-CA']]);
  const helpers: Helper[] = [];
  for (let n = 1; n <= organisations; n += 1) helpers.push(await aHelper(product, n));
  return { team, awa: await signedIn(product, team.caseworkers[0] ?? { email: '' }), lead: await signedIn(product, team.lead), helpers };
}

/** One more organisation, whose service answers the need for food. */
export async function aHelper(product: Product, n: number): Promise<Helper> {
  const sql = (text: string, values?: unknown[]) => product.sql<Record<string, unknown>>(text, values);
  const organisationId = await anOrganisation(sql, `Cuisine ${n}`, { email: `cuisine${n}@organisme.example` });
  const serviceId = await aService(sql, organisationId, `Paniers ${n}`);
  await product.sql("update services set needs = array['FOOD'], speaks = array['fr-CA'] where id = $1", [serviceId]);
  return { organisationId, serviceId, client: await signedIn(product, await aMember(sql, organisationId, `Coordination ${n}`)) };
}

/** A household that agreed to be shared with the network. Gives its case. */
export async function aSharedCase(client: Client, over: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const answer = await client.post('/api/arrivals', {
    newcomers: [{ kinship: 'head', givenName: 'Amal', familyName: 'Haddad', birthOn: '1990-05-01' }, { kinship: 'child', givenName: 'Lina', birthOn: '2018-05-01' }],
    immigrationStatus: 'ASYLUM', source: 'person', language: 'ar', interpreter: 'needed', arrivalOn: '2026-03-02', borough: 'verdun',
    contactWays: [{ newcomer: 0, kind: 'phone', value: '514 555-0119', safeToCall: true, safeToText: true, voicemailOk: false, preferred: true }],
    consents: [{ newcomer: 0, purpose: 'referral', recipient: 'network', language: 'ar', interpreted: true, proof: 'signed', givenBy: 'self', expiresOn: '2027-03-01' }],
    tier: { confirmed: 'P2' }, ...over,
  });
  if (answer.status >= 300) throw new Error(`an arrival was answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { caseId: string }).caseId;
}

/** A referral for food in a case, put to some services. Gives its identity. */
export async function aReferral(client: Client, caseId: string, services: readonly string[], over: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const answer = await client.post('/api/referrals', { caseId, need: 'FOOD', services, fields: ['given_name', 'phone', 'language', 'household'], ...over });
  if (answer.status >= 300) throw new Error(`a referral was answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

/** The offers of a referral, in the order in which they are asked. */
export const offersOf = (product: Product, referralId: string) => product.sql<{ id: string; state: string; organisation_id: string; service_id: string; due_at: Date | null; reason: string | null }>(
  'select id, state, organisation_id, service_id, due_at, reason from offers where referral_id = $1 order by step, position', [referralId]);

/** Waits until the offers of a referral stand as said. */
export const untilOffers = (product: Product, referralId: string, ...states: readonly string[]): Promise<void> =>
  until(`offers are ${states.join(', ')}`, async () => (await offersOf(product, referralId)).map(({ state }) => state).join() === states.join());

/** The state of a referral. */
export const referralState = async (product: Product, referralId: string): Promise<string | undefined> =>
  (await product.sql<{ state: string }>('select state from referrals where id = $1', [referralId]))[0]?.state;

/** Waits until a referral stands as said. */
export const untilReferral = (product: Product, referralId: string, state: string): Promise<void> =>
  until(`the referral is ${state}`, async () => (await referralState(product, referralId)) === state);

/** Open referrals for food of a case, each sent to all helpers at once, by the owner's hands. Gives their identities. */
export async function sentToAll(product: Product, { helpers }: Referring, caseId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await product.sql(`insert into referrals (id, case_id, need, tier, state, way, opened_at) select id, $1, 'FOOD', 'P2', 'open', 'wave', office_now() from unnest($2::uuid[]) as r (id)`, [caseId, ids]);
  await product.sql(`
    insert into offers (id, referral_id, case_id, organisation_id, service_id, need, tier, state, step, position, clock, calendar, allowance_minutes, sent_at, standard_due_at, due_at)
    select gen_random_uuid(), r.id, $1, h.organisation_id, h.service_id, 'FOOD', 'P2', 'sent', 0, h.n, 'business', 'mtl-counter', 480, office_now(), office_now() + interval '1 day', office_now() + interval '1 day'
    from unnest($2::uuid[]) as r (id) cross join unnest($3::uuid[], $4::uuid[]) with ordinality as h (organisation_id, service_id, n)`,
  [caseId, ids, helpers.map(({ organisationId }) => organisationId), helpers.map(({ serviceId }) => serviceId)]);
  return ids;
}
