/**
 * What an organisation is told of a household: the fields that were agreed, and nothing that follows from leaving one out. Every
 * field has a tag; a need has a template of fields that such services usually need, which a service's own template replaces and
 * the caseworker narrows or widens before anything is sent. What is sent is frozen: a share never changes afterwards.
 */
import { type CaseFacts, type HouseholdSheet, isMinor, sayPhone, ageOn, type WaySheet } from '../../cases/cases.door.js';
import type { OfferSummary } from '../offers/offer.row.js';

/** What kind of thing a field tells. */
export type FieldTag = 'identity' | 'contact' | 'household' | 'status' | 'health' | 'safety' | 'home';

/** Every field that can be shared, in the order in which they are read. */
export const SHARE_FIELDS = {
  given_name: 'identity', full_name: 'identity', birth_date: 'identity', gender: 'identity',
  phone: 'contact', email: 'contact', language: 'contact',
  household: 'household', ages: 'household',
  borough: 'home', address: 'home', housing: 'home',
  status: 'status', health: 'health', safety: 'safety',
} as const satisfies Record<string, FieldTag>;
export type ShareField = keyof typeof SHARE_FIELDS;
export const SHARE_FIELD_CODES = Object.keys(SHARE_FIELDS) as ShareField[];

/** What tells of a status, of health or of danger: it takes a need that asks for it to be proposed at all. */
const SENSITIVE_TAGS: readonly FieldTag[] = ['status', 'health', 'safety'];
export const isSensitive = (field: ShareField): boolean => SENSITIVE_TAGS.includes(SHARE_FIELDS[field]);

/** Some fields by what kind of thing they tell. */
export function byTag(fields: readonly ShareField[]): { readonly tag: FieldTag; readonly fields: readonly ShareField[] }[] {
  const tags = [...new Set(fields.map((field) => SHARE_FIELDS[field]))];
  return tags.map((tag) => ({ tag, fields: fields.filter((field) => SHARE_FIELDS[field] === tag) }));
}

const USUAL: readonly ShareField[] = ['given_name', 'phone', 'language', 'household', 'borough'];

/** What services for a need usually must know beyond the usual. */
const MORE: Readonly<Record<string, readonly ShareField[]>> = {
  SHELTER: ['ages', 'housing'], HOUSING: ['ages', 'housing'], PERINATAL: ['ages'], CHILDCARE: ['ages'], SCHOOL: ['ages', 'full_name'], FAMILY: ['ages'],
  LEGAL: ['full_name', 'status'], STATUS: ['full_name', 'status'], HEALTH_COVER: ['full_name', 'birth_date', 'status'], HEALTH: ['health', 'ages'], MENTAL: ['health'], SAFETY: ['safety', 'ages'],
  DISABILITY: ['health'],
};

/** The fields that services for a need usually get. */
export const usualFields = (need: string): ShareField[] => SHARE_FIELD_CODES.filter((field) => USUAL.includes(field) || MORE[need]?.includes(field));

/**
 * What is proposed to be shared with a service for a need: what the service was said to need or, without that, what such services
 * usually get. Something sensitive is only proposed where the need itself asks for it, whatever the service would like.
 */
export function proposedFields(need: string, template: readonly string[] | null): ShareField[] {
  const usual = usualFields(need);
  return template === null ? usual : toldFields(template).filter((field) => !isSensitive(field) || usual.includes(field));
}

/** Some fields, in the order in which they are read. */
export const inOrder = (fields: readonly string[]): ShareField[] => SHARE_FIELD_CODES.filter((field) => fields.includes(field));

/**
 * Whoever is asked sees this much, before anybody signs in: nobody can say whether they can help without it. Who agrees to be shared
 * at all agrees to it, so it belongs to every share, and stands in every ledger.
 */
export const ALWAYS_TOLD: readonly ShareField[] = ['language', 'household', 'borough'];

/** What an organisation gets to know when some fields were chosen. */
export const toldFields = (chosen: readonly string[]): ShareField[] => inOrder([...chosen, ...ALWAYS_TOLD]);

/** What stays at the office then. */
export const keptFields = (chosen: readonly string[]): ShareField[] => SHARE_FIELD_CODES.filter((field) => !toldFields(chosen).includes(field));

/** A share as the organisation reads it: field by field; what is not known is not there. */
export type ShareContent = Readonly<Partial<Record<ShareField, unknown>>>;

/** What shares are made of. */
export interface Shareable {
  readonly file: Pick<CaseFacts, 'language' | 'languages' | 'interpreter' | 'borough' | 'address' | 'housing' | 'urgencies' | 'immigrationStatus'>;
  readonly household: HouseholdSheet;
  /** The person it is about; null for the household, for which its head stands. */
  readonly newcomerId: string | null;
  /** The day at the office. */
  readonly today: string;
}

const present = ({ household }: Shareable) => household.newcomers.filter(({ leftOn }) => leftOn === null);

/** Whom it is about. */
export const subjectOf = (from: Shareable) => present(from).find(({ id, head }) => (from.newcomerId === null ? head : id === from.newcomerId));

/** What an organisation may see before anybody signs in. */
export function summaryOf(from: Shareable): OfferSummary {
  const children = present(from).filter((person) => isMinor(person, from.today)).length;
  return { adults: present(from).length - children, children, language: from.file.language, interpreter: from.file.interpreter, borough: from.file.borough };
}

/** One way to reach them, as it is shared: what one may do with it, and the word that comes first. */
export interface SharedWay {
  readonly value: string;
  readonly call: boolean;
  readonly text: boolean;
  readonly voicemail: boolean;
  readonly codeWord?: string;
}

/** Only ways that are safe to use, the preferred first; a code word goes with the number it opens. */
function waysOf({ household }: Shareable, kind: 'phone' | 'email', newcomerId: string): SharedWay[] {
  const isSafe = (way: WaySheet): boolean => way.safeToText || (kind === 'phone' && way.safeToCall);
  return household.contactWays.filter((way) => way.kind === kind && (way.newcomerId === null || way.newcomerId === newcomerId) && isSafe(way))
    .map((way) => ({
      value: kind === 'phone' ? sayPhone(way.value) : way.value, call: way.safeToCall, text: way.safeToText, voicemail: way.voicemailOk, ...(way.codeWord ? { codeWord: way.codeWord } : {}),
    }));
}

/** What is shared of each field; undefined when nothing is known. */
const TOLD: Readonly<Record<ShareField, (from: Shareable, person: NonNullable<ReturnType<typeof subjectOf>>) => unknown>> = {
  given_name: (_, { givenName }) => givenName,
  full_name: (_, { givenName, familyName }) => `${givenName} ${familyName}`.trim(),
  birth_date: (_, { birthOn }) => birthOn,
  gender: (_, { gender }) => gender,
  phone: (from, { id }) => listed(waysOf(from, 'phone', id)),
  email: (from, { id }) => listed(waysOf(from, 'email', id)),
  language: ({ file }) => ({ language: file.language, others: file.languages.filter((tag) => tag !== file.language), interpreter: file.interpreter }),
  household: (from) => { const { adults, children } = summaryOf(from); return { adults, children }; },
  ages: (from) => listed(present(from).filter(({ birthOn }) => birthOn !== null).map((person) => ageOn(person.birthOn as string, from.today)).sort((one, other) => other - one)),
  borough: ({ file }) => file.borough,
  address: ({ file }) => file.address,
  housing: ({ file }) => file.housing,
  status: ({ file }, { immigrationStatus }) => immigrationStatus ?? file.immigrationStatus,
  health: ({ file }) => listed(file.urgencies.filter((each) => ['urgent_health', 'perinatal', 'disability'].includes(each))),
  safety: ({ file }) => listed(file.urgencies.filter((each) => ['violence', 'unaccompanied_minor', 'needs_shelter'].includes(each))),
};

const listed = <T>(all: readonly T[]): readonly T[] | undefined => (all.length > 0 ? all : undefined);

/** A consent to be shared: with the whole network, or with one organisation. */
export interface SharingConsent {
  readonly id: string;
  readonly recipient: string;
  readonly givenAt: Date;
  /** In which language it was asked, as a BCP 47 tag. */
  readonly language: string;
  readonly expiresOn: string;
}

/** The consent under which an organisation may be shared with: one for itself before one for the network. */
export const consentFor = (consents: readonly Pick<SharingConsent, 'id' | 'recipient'>[], organisationId: string): string | undefined =>
  (consents.find(({ recipient }) => recipient === `organisation:${organisationId}`) ?? consents.find(({ recipient }) => recipient === 'network'))?.id;

/** Freezes what is agreed to be shared. */
export function contentOf(from: Shareable, fields: readonly string[]): ShareContent {
  const person = subjectOf(from);
  if (!person) return {};
  return Object.fromEntries(inOrder(fields).flatMap((field) => {
    const told = TOLD[field](from, person);
    return told === undefined || told === null || told === '' ? [] : [[field, told]];
  }));
}
