import type { Thing } from './isolation-world.js';
import type { Route } from './routes.js';

/** What an identifier in a path names, by the path up to it; the same with `/api` in front and without. */
const NAMED: Readonly<Record<string, Thing>> = {
  '/account/sessions/:id': 'session', '/sessions/:id': 'session', '/account/tokens/:id': 'token', '/tokens/:id': 'token',
  '/mail/:id': 'mail',
  '/people/:id': 'colleague', '/hand-over/:id': 'colleague', '/teams/:id': 'team', '/duties/:id': 'duty',
  '/cases/:id': 'case', '/cases/:id/newcomers/:newcomerId': 'newcomer', '/cases/:id/contact-ways/:wayId': 'way', '/cases/:id/consents/:consentId': 'consent',
  '/referrals/:id': 'referral', '/offers/:id': 'offer', '/referrals/:id/offers/:offerId': 'offer', '/reviews/:id': 'review', '/referrals/reviews/:id': 'review', '/referrals/outcomes/:offerId': 'offer', '/requests/:id': 'offer',
  '/checkpoints/:id': 'checkpoint', '/arrival-notices/:id': 'notice', '/arrival-imports/:id': 'list', '/arrivals/lists/:id': 'list',
  '/organisation-imports/:id': 'directory', '/organisations/import/:id': 'directory', '/organisations/terms/:id': 'term', '/taxonomy-terms/:id': 'term',
  '/organisations/:organisationId': 'organisation', '/organisations/:organisationId/members/:id': 'member',
  '/my-organisation/members/:id': 'member', '/services/:id': 'service',
  '/organisations/:organisationId/locations/:locationId': 'location', '/services/:id/locations/:locationId': 'location',
  '/services/:id/links/:linkId': 'link', '/agreements/:id': 'agreement',
};

/** Parameters that are no identity of anybody's, and what they are asked with; `$asset` is one of the world's words. */
const WORDS: Readonly<Record<string, string>> = {
  '/referrals/:id/:deed': 'close', '/requests/:id/:deed': 'accept', '/referrals/:id/offers/:offerId/:deed': 'message',
  ':deed': 'invite', ':section': 'where', ':language': 'fr', ':token': 'A'.repeat(43), ':secret': 'A'.repeat(43), ':name': '$asset', '/alarms/:id': '1', '/alarms/deliveries/:id': '1',
  // What is public is told from what does not exist, whosever it is.
  '/hsds/3.1/services/:id': '$service', '/hsds/3.1/organizations/:id': '$organisation', '/hsds/3.1/service_at_locations/:id': '$serviceLocation',
  '/directory/services/:id': '$service', '/hsds/3.1/taxonomies/:id': '$taxonomy', '/hsds/3.1/taxonomy_terms/:id': '$ownTerm',
};

const household = {
  newcomers: [{ kinship: 'head', givenName: 'Amina', birthOn: '1990-01-01' }], immigrationStatus: 'PR_ECONOMIC', source: 'person', language: 'fr-CA',
  interpreter: 'not_needed', teamId: '$team',
};
const member = { email: '$fresh', name: 'Adaeze', role: 'member' };
const person = { email: '$fresh', name: 'Adaeze', roles: ['manager'], language: 'fr' };
const turn = { fromAt: '2031-01-05T12:00:00Z', untilAt: '2031-01-06T12:00:00Z' };

/**
 * What a deed is asked with, where it wants more than nothing, by its path without `/api`: JSON for the API, the same as
 * fields for a form; a form that asks otherwise stands by its route. It must be what somebody could really send, since input is judged before the reader is: a fault of
 * input would hide who may do it. Edits are asked on a version that nothing has, so that those who may do them are let in
 * and change nothing. `$fresh` is an address that nobody has yet; the other words are the
 * world's, of the side that is asked about.
 */
const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '/account/settings': { language: 'fr', theme: 'light' },
  '/account/tokens': { name: 'programme', days: '30' },
  '/agreements/:id': { terms: 'Une autre entente.' },
  'POST /agreements/:id': { terms: 'Une autre entente.', startsOn: '2026-01-01', remindDays: '60' },
  '/answer/:secret/pause': { until: '2026-12-24' },
  '/arrival-notices': { ...household, plannedArrivalOn: '2026-12-24' },
  '/arrival-notices/:id/arrive': { arrivalOn: '2026-11-22' },
  '/arrivals': { ...household, arrivalOn: '2026-11-22' },
  '/arrivals/preview': { ...household, arrivalOn: '2026-11-22' },
  '/cases/:id': { borough: 'verdun' },
  '/arrivals/new': { ...household, arrivalOn: '2026-11-22' },
  '/arrivals/notices/new': { ...household, plannedArrivalOn: '2026-12-24' },
  '/arrivals/preview-part': { ...household, kind: 'arrival', arrivalOn: '2026-11-22' },
  '/cases/:id/arrive': { arrivalOn: '2026-11-22' },
  '/cases/:id/assign': { ownerId: '$owner' },
  '/cases/:id/close': { reason: 'settled' },
  '/cases/:id/consents': { newcomerId: '$newcomer', purpose: 'messages', recipient: 'office', language: 'fr-CA', interpreted: false, proof: 'signed', expiresOn: '2027-05-01' },
  'POST /cases/:id/consents': { newcomerId: '$newcomer', agreed: 'messages:office', language: 'fr-CA', proof: 'signed', expiresOn: '2027-05-01' },
  '/cases/:id/contact-ways': { kind: 'email', value: 'okonkwo@courriel.example' },
  '/cases/:id/contact-ways/:wayId': { kind: 'email', value: 'okonkwo@courriel.example' },
  '/cases/:id/head': { newcomerId: '$newcomer' },
  '/cases/:id/needs': { scores: [{ code: 'FOOD', score: 2 }] },
  '/cases/:id/newcomers': { givenName: 'Adaeze', kinship: 'child' },
  '/cases/:id/newcomers/:newcomerId': { givenName: 'Adaeze' },
  '/cases/:id/notes': { body: 'Rappelés.' },
  '/cases/:id/plan': { digest: `1.${'a'.repeat(32)}` },
  '/cases/:id/plan/accept': { digest: `1.${'a'.repeat(32)}` },
  '/cases/:id/reopen': { reason: 'asked_for_help' },
  '/cases/:id/restriction': { restricted: false },
  '/cases/:id/suggestions': { need: 'FOOD' },
  '/cases/:id/unmet': { need: 'FOOD' },
  'POST /referrals/many': { ids: ['$case'], need: 'FOOD' },
  '/referrals/many': { caseIds: ['$case'], need: 'FOOD', services: ['$service'] },
  '/referrals/:id/split': { parts: [{ services: [] }, { need: 'WORK', services: [] }] },
  '/cases/:id/tier': { confirmed: 'P3' },
  '/cases/assign': { ids: ['$case'], ownerId: '$owner' },
  '/checkpoints/:id/attempt': { channel: 'call', outcome: 'no_answer' },
  '/checkpoints/:id/attempts': { channel: 'call', outcome: 'no_answer' },
  '/checkpoints/:id/explain': { reason: 'workload' },
  '/checkpoints/:id/move': { dueAt: '2026-12-01T22:00:00Z', reason: 'illness' },
  'POST /checkpoints/:id/move': { dueOn: '2026-12-01', reason: 'illness' },
  '/checkpoints/:id/undo': { reason: 'mistake' },
  '/checkpoints/:id/waive': { reason: 'not_concerned' },
  '/duties': { kind: 'on_call', personId: '$colleague', teamId: '$team', ...turn },
  'POST /duties': { version: '', kind: 'on_call', 'on_call-personId': '$colleague', 'on_call-teamId': '$team', 'on_call-fromAt': '2032-01-05T12:00', 'on_call-untilAt': '2032-01-06T12:00' },
  '/forgot': { email: 'personne@ailleurs.example' },
  '/hand-over/:id': { ownerId: 'team' },
  '/language': { language: 'fr' },
  '/me': { theme: 'light' },
  '/me/password': { current: '$password', password: 'court' },
  '/my-organisation/members': member,
  '/my-organisation/members/:id': { name: 'Adaeze' },
  '/newcomers/search': { text: 'Okonkwo' },
  '/notices': { until: '2026-11-23T14:00:00Z' },
  '/organisations': { name: 'Halte Cerise' },
  '/organisations/:organisationId': { description: 'Accueil.' },
  'POST /organisations': { name: 'Halte Cerise', language: 'fr' },
  'POST /organisations/:organisationId/locations': { name: 'Annexe', locationType: 'physical' },
  'POST /organisations/:organisationId': { name: 'Halte Cerise', language: 'fr' },
  'POST /organisations/:organisationId/locations/:locationId': { name: 'Annexe', locationType: 'physical' },
  '/organisations/:organisationId/locations': { name: 'Annexe' },
  '/organisations/:organisationId/locations/:locationId': { name: 'Annexe' },
  '/organisations/:organisationId/pause': { until: '2026-12-24' },
  '/organisations/:organisationId/services': { name: 'Halte-garderie' },
  '/organisations/:organisationId/agreements': { terms: 'Dix lits.', startsOn: '2026-01-01', remindDays: 60 },
  '/organisations/:organisationId/members': member,
  '/organisations/:organisationId/members/:id': { name: 'Adaeze' },
  '/offer/:secret/ask': { text: 'Combien d’enfants ?' },
  '/offer/:secret/decline': { reason: 'no_capacity' },
  '/offer/:secret/waitlist': { weeks: '2' },
  '/offers/:id/answer': { text: 'Deux.' },
  '/offers/:id/ask': { text: 'Combien d’enfants ?' },
  '/offers/:id/complete': { outcome: 'helped' },
  '/offers/:id/decline': { reason: 'no_capacity' },
  '/offers/:id/fail': { reason: 'no_contact' },
  '/offers/:id/messages': { text: 'Merci.' },
  '/offers/:id/no-show': {},
  '/offers/:id/outcome': { answer: 'helped' },
  '/offers/:id/schedule': { startsAt: '2031-01-06T15:00:00Z', place: 'Rue Bélanger' },
  '/offers/:id/unaccept': { reason: 'no_capacity' },
  '/offers/:id/unschedule': { reason: 'other' },
  '/offers/:id/void': { reason: 'entered_in_error' },
  '/offers/:id/waitlist': { weeks: 2 },
  '/offers/:id/withdraw': { reason: 'met_otherwise' },
  '/people': person,
  '/people/:id': { name: 'Adaeze' },
  'POST /people/:id': { name: 'Adaeze', roles: 'manager', language: 'fr' },
  '/people/:id/hand-over': { ownerId: 'team' },
  '/referrals': { caseId: '$case', need: 'FOOD' },
  '/referrals/:id/:deed': { met: 'yes' },
  '/referrals/:id/offers/:offerId/:deed': { text: 'Merci.' },
  '/referrals/:id/close': { met: true },
  '/referrals/:id/offers': { services: ['$service'] },
  '/referrals/:id/pause': { reason: 'person_asked' },
  '/referrals/:id/reopen': { reason: 'by_mistake' },
  '/referrals/:id/void': { reason: 'entered_in_error' },
  '/newcomer/:secret/outcome': { offer: '0192aaaa-0000-7000-8000-000000000000', answer: 'helped' },
  '/referrals/outcomes/:offerId': { answer: 'helped' },
  '/referrals/reviews/:id': { decision: 'helped' },
  '/reviews/:id/settle': { decision: 'helped' },
  '/referrals/:id/withdraw': { reason: 'met_otherwise' },
  '/search': { q: 'Okonkwo' },
  '/services/:id': { description: 'Deux soirs.' },
  '/services/:id/locations/:locationId/schedules': { week: {} },
  '/services/:id/schedules': { week: {} },
  '/services/:id/capacity': { places: [] },
  '/services/:id/capacity/adjust': { placeId: '$place', by: 1 },
  '/services/:id/share-template': { fields: ['given_name'] },
  '/services/:id/places/adjust': { placeId: '$place', by: 1 },
  '/services': { text: 'Halte-garderie' },
  '/services/search': { needs: ['FOOD'] },
  '/sessions': { email: '$email', password: '$password' },
  '/sign-in': { email: '$email', password: '$password' },
  '/teams': { name: '$fresh', calendar: 'mtl-counter' },
  '/teams/:id': { calendar: 'mtl-counter' },
  '/tokens': { name: 'programme', days: 30 },
};

/** How a route is asked: its path with what each parameter stands for, and what is sent. */
export interface Question {
  readonly method: string;
  /** The path in pieces: texts as they are, and the things that identifiers name. */
  readonly pieces: readonly (string | { readonly thing: Thing })[];
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly json: boolean;
}

/** How a route is asked. Throws when it has a parameter that nobody said anything of here. */
export function questionOf(route: Route): Question {
  const [method = '', path = ''] = route.split(' ');
  const json = path.startsWith('/api/');
  const parts = path.slice(1).split('/');
  const pieces = parts.flatMap((part, i): Question['pieces'] => {
    if (!part.startsWith(':')) return ['/', part];
    const before = `/${parts.slice(json ? 1 : 0, i + 1).join('/')}`;
    const [thing, word] = [NAMED[before], WORDS[before] ?? WORDS[part]];
    if (!thing && word === undefined) throw new Error(`isolation-requests.ts does not say what ${part} names in ${route}`);
    return ['/', thing ? { thing } : word ?? ''];
  });
  return { method, pieces, json, body: method === 'GET' ? undefined : BODIES[route] ?? BODIES[json ? path.slice(4) : path] ?? {} };
}

/** The things that a route's identifiers name, in their order. */
export const thingsOf = ({ pieces }: Question): Thing[] => pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.thing]));
