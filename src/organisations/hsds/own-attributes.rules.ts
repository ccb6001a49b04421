/*
 * What HSDS has no field for travels as attributes under terms of our own: out when a directory is taken out, in when it is put in.
 * A term that a document does not mention stays as it is; one with an empty value is taken back. Pure.
 */
import { HOUSEHOLD_KINDS } from '../search/eligibility.rules.js';
import type { OrganisationRow } from '../listings/organisation.entity.js';
import type { ServiceRow } from '../listings/service.entity.js';
import { type Attribute, ownAttribute, type OwnTerm, ownTermOf } from './taxonomies.rules.js';

/** What a service carries beyond HSDS. */
export type ServiceExtras = Pick<ServiceRow, 'forStatuses' | 'forGenders' | 'forHouseholds' | 'forLanguages' | 'forBoroughs' | 'closedUntil' | 'waitlist' | 'waitlistSize' | 'waitlistWeeks'>;
export type OrganisationExtras = Pick<OrganisationRow, 'listed'>;

/** Codes that the rules may use; a rule about something we do not know would shut people out for no reason. */
export interface KnownCodes {
  readonly status: (code: string) => boolean;
  readonly borough: (code: string) => boolean;
}

type Values = Partial<Record<OwnTerm, string>>;

/** The attributes of ours among others, by term; the last one counts. */
const valuesOf = (attributes: readonly Attribute[]): Values =>
  Object.fromEntries(attributes.flatMap((attribute) => (ownTermOf(attribute) ? [[ownTermOf(attribute), (attribute.value ?? '').trim()]] : []))) as Values;

const codes = (value: string | undefined): string[] => [...new Set((value ?? '').split(',').map((code) => code.trim()).filter(Boolean))];
const count = (value: string | undefined): number | null => (value ? Number(value) : null);

/** What a service's attributes say of ours, with what nothing says when they do not. */
export function serviceExtrasOf(attributes: readonly Attribute[]): ServiceExtras {
  const said = valuesOf(attributes);
  return {
    forStatuses: codes(said.FOR_STATUSES), forGenders: codes(said.FOR_GENDERS), forHouseholds: codes(said.FOR_HOUSEHOLDS), forLanguages: codes(said.FOR_LANGUAGES),
    forBoroughs: codes(said.FOR_BOROUGHS), closedUntil: said.CLOSED_UNTIL || null, waitlist: said.WAITLIST === 'yes', waitlistSize: count(said.WAITLIST_SIZE),
    waitlistWeeks: count(said.WAITLIST_WEEKS),
  };
}

export const organisationExtrasOf = (attributes: readonly Attribute[]): OrganisationExtras => ({ listed: valuesOf(attributes).LISTED !== 'no' });

/** What of ours a service says, as attributes; what says nothing is left out. */
export function serviceAttributes(id: string, extras: ServiceExtras): Attribute[] {
  const { forStatuses, forGenders, forHouseholds, forLanguages, forBoroughs, closedUntil, waitlist, waitlistSize, waitlistWeeks } = extras;
  const said: readonly (readonly [OwnTerm, string])[] = [
    ['FOR_STATUSES', forStatuses.join(',')], ['FOR_GENDERS', forGenders.join(',')], ['FOR_HOUSEHOLDS', forHouseholds.join(',')], ['FOR_LANGUAGES', forLanguages.join(',')],
    ['FOR_BOROUGHS', forBoroughs.join(',')], ['CLOSED_UNTIL', closedUntil ?? ''], ['WAITLIST', waitlist ? 'yes' : ''], ['WAITLIST_SIZE', text(waitlistSize)],
    ['WAITLIST_WEEKS', text(waitlistWeeks)],
  ];
  return said.filter(([, value]) => value !== '').map(([term, value]) => ownAttribute('service', id, term, value));
}

export const organisationAttributes = (id: string, { listed }: OrganisationExtras): Attribute[] => (listed ? [] : [ownAttribute('organization', id, 'LISTED', 'no')]);

const text = (count: number | null): string => (count === null ? '' : String(count));

/** Attributes that came in after those that are here: a term of ours that is not mentioned stays. */
export function mergeAttributes(here: readonly Attribute[], came: readonly Attribute[]): Attribute[] {
  const mentioned = new Set(came.map(ownTermOf));
  return [...came, ...here.filter((attribute) => ownTermOf(attribute) !== undefined && !mentioned.has(ownTermOf(attribute)))];
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const COUNT = /^\d{1,6}$/;

/** Whether an attribute of ours says something that can be kept. */
export function isSound(term: OwnTerm, value: string, known: KnownCodes): boolean {
  const all = (allowed: (code: string) => boolean): boolean => codes(value).every(allowed);
  switch (term) {
    case 'FOR_STATUSES': return all(known.status);
    case 'FOR_GENDERS': return all((code) => ['female', 'male', 'other'].includes(code));
    case 'FOR_HOUSEHOLDS': return all((code) => (HOUSEHOLD_KINDS as readonly string[]).includes(code));
    case 'FOR_LANGUAGES': return all((code) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code));
    case 'FOR_BOROUGHS': return all(known.borough);
    case 'CLOSED_UNTIL': return value === '' || (DAY.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value));
    case 'WAITLIST': case 'LISTED': return ['', 'yes', 'no'].includes(value);
    case 'WAITLIST_SIZE': case 'WAITLIST_WEEKS': return value === '' || COUNT.test(value);
  }
}
