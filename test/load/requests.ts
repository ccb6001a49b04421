import type { ManyCases } from '../support/many-cases.js';
import type { ManyReferrals } from '../support/many-referrals.js';

/** The workloads that speak HTTP. */
export type Workload = 'w1' | 'w2' | 'w3' | 'w4' | 'w5' | 'search';

const MANY = 2_000;

/** The same numbers in the same order every time. */
function dice(): (sides: number) => number {
  let seed = 12_345;
  return (sides) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(seed / 2_048) % sides;
  };
}

const line = (method: string, path: string, cookie: string, body?: unknown): string => [method, path, cookie, ...(body === undefined ? [] : [JSON.stringify(body)])].join('\t');
const families = (n: number): string => `Famille${n * 7_919 % 10_007}`;

/** Requests for the hand-written limit. */
export function requestsForLimit(work: Workload, cases: number): string[] {
  const throwDice = dice();
  const caseworkers = Math.max(1, cases / 250);
  return Array.from({ length: MANY }, (_, i) => {
    const cookie = `session=session-${1 + throwDice(caseworkers)}`;
    if (work === 'w1') return line('GET', '/w1', cookie);
    if (work === 'search') return line('POST', '/search', cookie, { ...wanted(i, throwDice), household: { ...wanted(i, throwDice).household, kinds: ['family', 'single_parent'] } });
    if (work === 'w2') return line('GET', `/w2/${1 + throwDice(cases)}`, cookie);
    const person = (given: string) => ({ given, family: families(i), birthDate: '1990-01-02' });
    return line('POST', '/w3', cookie, { arrivedAt: '2026-11-20T10:00:00Z', country: 'HT', language: 'fr', people: [person(`Prénom${i}`), person(`Enfant${i}`)] });
  });
}

/** The same work asked of the product: a caseworker's open cases, one of their team's cases whole, a household of two, a search of the network. */
export function requestsForUs(work: Workload, city: ManyCases, tokens: readonly string[], cases: number): string[] {
  const throwDice = dice();
  return Array.from({ length: MANY }, (_, i) => {
    const who = throwDice(tokens.length);
    const cookie = `session=${tokens[who]}`;
    if (work === 'w1') return line('GET', '/api/cases?scope=mine&limit=25', cookie);
    if (work === 'search') return line('POST', '/api/services/search', cookie, wanted(i, throwDice));
    if (work === 'w2') return line('GET', `/api/cases/${city.caseId(Math.min(cases, who * 250 + 1 + throwDice(250)))}`, cookie);
    return line('POST', '/api/arrivals', cookie, arrival(i, city.caseworker(who + 1)));
  });
}

const NEEDS = ['SHELTER', 'HOUSING', 'FOOD', 'FRENCH', 'WORK', 'LEGAL', 'HEALTH', 'SCHOOL'];

/** Who can help a mother and her child with one need, near a point of the city. */
const wanted = (i: number, throwDice: (sides: number) => number) => ({
  needs: [NEEDS[i % NEEDS.length]], near: { latitude: 45.4 + throwDice(250) / 1_000, longitude: -73.8 + throwDice(300) / 1_000 },
  household: { statuses: ['ASYLUM'], people: [{ age: 34, gender: 'female' }, { age: 9, gender: 'male' }], languages: ['fr-CA', 'ar'], borough: 'anjou' },
});

const arrival = (i: number, owner: string) => ({
  newcomers: [
    { kinship: 'head', givenName: `Prénom${i}`, familyName: families(i), birthOn: '1990-01-02' },
    { kinship: 'child', givenName: `Enfant${i}`, familyName: families(i), birthOn: '2015-06-03' },
  ],
  arrivalOn: '2026-11-20', immigrationStatus: 'PR_ECONOMIC', language: 'fr-CA', interpreter: 'not_needed', source: 'person',
  contactWays: [{ kind: 'phone', value: '514 555-0142', safeToCall: true, safeToText: true, voicemailOk: false }],
  tier: { confirmed: 'P3' }, owner,
});

/** Offers to send, or to accept, each once: for the limit, by the number of its referral. */
export const onceForLimit = (work: 'w4' | 'w5', cases: number, { from, count }: Span): string[] => {
  const throwDice = dice();
  return Array.from({ length: count }, (_, i) => line('POST', `/${work}/${from + i}`, `session=session-${1 + throwDice(Math.max(1, cases / 250))}`, {}));
};

/** The same for the product: a caseworker puts a referral to one service; its coordinator accepts an offer. */
export const onceForUs = (work: 'w4' | 'w5', { city, caseworkers, coordinators }: Referring, { from, count }: Span): string[] => Array.from({ length: count }, (_, i) => {
  const n = from + i;
  return work === 'w4'
    ? line('POST', `/api/referrals/${city.referralId(n)}/offers`, `session=${caseworkers[Math.floor((city.caseOf(n) - 1) / 250)]}`, { services: [city.serviceOf(n)] })
    : line('POST', `/api/offers/${city.offerId(n)}/accept`, `session=${coordinators[city.organisationOf(n) - 1]}`, {});
});

/** Referrals that no other run has used. */
export interface Span { readonly from: number; readonly count: number }

/** Who refers and who answers: sessions in the order of their people. */
export interface Referring { readonly city: ManyReferrals; readonly caseworkers: readonly string[]; readonly coordinators: readonly string[] }
