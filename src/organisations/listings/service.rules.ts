/*
 * A service as people say it, and what of its row changes when they say it anew. Fields that are columns are taken as they are;
 * the others are pieces of its HSDS listing. Pure.
 */
import type { Reference } from '../../../config/reference.js';
import type { Hsds } from '../hsds/hsds.shape.js';
import { areaOf, tagOf, termOf, type Vocabulary } from './facets.rules.js';
import type { NewService } from './listings.store.js';
import { contactsOf, costsOf, linesOf, type Mint, phonesOf, withBoroughs, withContacts, withCosts, withLanguages, withLines, withNeeds, withPhones } from './pieces.rules.js';
import type { ServiceChange } from './listings.dto.js';

/** A service as forms and the API say it; where it is given is said beside it. */
export type ServiceSaid = Required<Omit<ServiceChange, 'locationIds'>>;

/** What a service's own words are understood and written by. */
export interface Tools {
  readonly reference: Pick<Reference, 'language' | 'borough'>;
  readonly vocabulary: Vocabulary;
  /** The organisation's programmes. */
  readonly programmes: readonly Hsds<'program'>[];
  readonly mint: Mint;
  readonly needAttribute: (code: string) => Hsds<'attribute'>;
}

const COLUMNS = [
  'name', 'alternateName', 'description', 'email', 'url', 'status', 'closedUntil', 'alert', 'eligibilityDescription', 'minimumAge', 'maximumAge', 'forStatuses', 'forGenders',
  'forHouseholds', 'forLanguages', 'forBoroughs', 'waitlist', 'waitlistSize', 'waitlistWeeks',
] as const satisfies readonly (keyof ServiceSaid & keyof NewService)[];

const unique = (codes: readonly (string | undefined)[]): string[] => [...new Set(codes.filter((code) => code !== undefined))];

/** What a service says of itself now. */
export function saidOf(row: NewService, { vocabulary, programmes }: Pick<Tools, 'vocabulary' | 'programmes'>): ServiceSaid {
  const { listing } = row;
  const areas = (listing.service_areas ?? []).map((area) => areaOf(area, vocabulary));
  return {
    ...(Object.fromEntries(COLUMNS.map((column) => [column, row[column]])) as Pick<ServiceSaid, (typeof COLUMNS)[number]>),
    needs: unique((listing.attributes ?? []).map((attribute) => vocabulary.needOf(termOf(attribute)))),
    languages: unique((listing.languages ?? []).map((language) => tagOf(language, vocabulary))),
    boroughs: areas.includes('city') ? [] : unique(areas),
    programme: (listing.program ?? programmes.find(({ id }) => id === listing.program_id))?.name ?? null,
    phones: phonesOf(listing.phones), contacts: contactsOf(listing.contacts), costs: costsOf(listing.cost_options), documents: linesOf('document', listing.required_documents),
    applicationProcess: listing.application_process ?? null, interpretation: listing.interpretation_services ?? null, feesDescription: listing.fees_description ?? null,
  };
}

/** What of the row a change of what is said changes. A service that is not closed for a time reopens on no day. */
export function patchOf(row: NewService, change: Omit<ServiceChange, 'locationIds'>, tools: Tools): Partial<NewService> {
  const columns = Object.fromEntries(COLUMNS.filter((column) => change[column] !== undefined).map((column) => [column, change[column]])) as Partial<NewService>;
  const pieces = piecesOf(row.listing, change, tools);
  const status = change.status ?? row.status;
  return {
    ...columns,
    ...(Object.keys(pieces).length > 0 ? { listing: { ...row.listing, ...pieces } } : {}),
    ...(status !== 'temporarily closed' && (row.closedUntil !== null || change.closedUntil) ? { closedUntil: null } : {}),
  };
}

function piecesOf(listing: NewService['listing'], change: Omit<ServiceChange, 'locationIds'>, { reference, vocabulary, programmes, mint, needAttribute }: Tools): Partial<NewService['listing']> {
  const { programme, needs, languages, boroughs, phones, contacts, costs, documents, applicationProcess, interpretation, feesDescription } = change;
  return {
    ...(needs && { attributes: withNeeds(listing.attributes, needs, (attribute) => vocabulary.needOf(termOf(attribute)), needAttribute) }),
    ...(languages && { languages: withLanguages(listing.languages, languages, (language) => tagOf(language, vocabulary), (tag) => reference.language(tag), mint) }),
    ...(boroughs && { service_areas: withBoroughs(listing.service_areas, boroughs, (area) => areaOf(area, vocabulary), (code) => reference.borough(code)?.name ?? code, mint) }),
    ...(programme !== undefined && { program: null, program_id: programmes.find(({ name }) => name === programme)?.id ?? null }),
    ...(phones && { phones: withPhones(listing.phones, phones, mint) }),
    ...(contacts && { contacts: withContacts(listing.contacts, contacts, mint) }),
    ...(costs && { cost_options: withCosts(listing.cost_options, costs, mint) }),
    ...(documents && { required_documents: withLines('document', listing.required_documents, documents, mint) }),
    ...(applicationProcess !== undefined && { application_process: applicationProcess }),
    ...(interpretation !== undefined && { interpretation_services: interpretation }),
    ...(feesDescription !== undefined && { fees_description: feesDescription }),
  };
}

/** Whether a service may belong to a programme: to none, or to one of its organisation's. */
export const mayBelongTo = (programme: string | null | undefined, programmes: Tools['programmes']): boolean => !programme || programmes.some(({ name }) => name === programme);

/** What is contradictory about what a service says of itself: a path and why. */
export function faultOfService({ status, closedUntil, minimumAge, maximumAge }: Pick<ServiceSaid, 'status' | 'closedUntil' | 'minimumAge' | 'maximumAge'>, today: string): { readonly path: string; readonly fault: string } | undefined {
  if (minimumAge !== null && maximumAge !== null && maximumAge < minimumAge) return { path: 'maximumAge', fault: 'ages' };
  if (status === 'temporarily closed' && closedUntil !== null && closedUntil < today) return { path: 'closedUntil', fault: 'day-past' };
  return undefined;
}
