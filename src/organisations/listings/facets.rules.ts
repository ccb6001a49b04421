/*
 * What searching needs to know of a service, worked out of its HSDS listing: which needs it answers, in which languages, for which
 * boroughs, when it is open, where its doors are, and the words it is found by. Nobody writes these by hand; the store works them
 * out anew whenever the service, a place where it is given, or its organisation's name is written. Pure.
 */
import type { Borough, Language, Need } from '../../../config/reference.js';
import { fold } from '../../../libs/i18n/fold.js';
import type { Hsds } from '../hsds/hsds.shape.js';
import type { LocationRow, ServiceLocationRow } from './location.entity.js';
import { type Opening, openingsOf } from './openings.rules.js';
import type { ServiceRow } from './service.entity.js';

/** A term as an attribute carries it: whole, or only its identity. */
export type TermOfAttribute = Partial<Hsds<'taxonomy_term'>>;

/** What a service says of itself, and where it is given. */
export interface ListedService extends Pick<ServiceRow, 'name' | 'alternateName' | 'description' | 'listing'> {
  readonly organisationName: string;
  readonly there: readonly (Pick<ServiceLocationRow, 'listing'> & { readonly location: Pick<LocationRow, 'listing' | 'locationType' | 'latitude' | 'longitude'> })[];
}

/** By what a listing is understood: our needs, languages and boroughs, however others write them. */
export interface Vocabulary {
  readonly needOf: (term: TermOfAttribute) => string | undefined;
  readonly languageOf: (written: string) => string | undefined;
  readonly boroughOf: (written: string) => string | undefined;
  readonly namesOfNeed: (code: string) => readonly string[];
}

/** A place that one can go to, by its degrees. */
export interface Door {
  readonly latitude: number;
  readonly longitude: number;
}

/** What searching knows of a service; `words` are not folded yet, so that the database folds them as it folds a question. */
export interface Facets {
  readonly needs: string[];
  readonly speaks: string[];
  readonly serves: string[];
  readonly openings: Opening[];
  readonly doors: Door[];
  readonly words: string;
}

/** The reference lists as a vocabulary, without the meaning of terms, which the taxonomies hold. */
export function vocabularyOf(lists: { readonly needs: readonly Need[]; readonly languages: readonly Language[]; readonly boroughs: readonly Borough[] }): Omit<Vocabulary, 'needOf'> {
  const languages = index(lists.languages, ({ tag }) => tag, ({ tag, en, fr, native, aliases }) => [tag, ...aliases, en, fr, native]);
  const boroughs = index(lists.boroughs, ({ code }) => code, ({ code, name, aliases }) => [code, name, ...aliases]);
  const needs = new Map(lists.needs.map(({ code, fr, en }) => [code, [fr, en]]));
  return {
    languageOf: (written) => languages.get(fold(written)),
    boroughOf: (written) => boroughs.get(fold(written)),
    namesOfNeed: (code) => needs.get(code) ?? [],
  };
}

/** Works out what searching needs to know, with openings for a range of time in the office's zone. */
export function facetsOf(service: ListedService, vocabulary: Vocabulary, range: Opening, zone: string): Facets {
  const needs = needsOf(service.listing.attributes, vocabulary);
  return {
    needs,
    speaks: languagesOf(service.listing.languages, vocabulary),
    serves: boroughsOf([...(service.listing.service_areas ?? []), ...service.there.flatMap(({ listing }) => listing.service_areas ?? [])], vocabulary),
    openings: openingsOf(schedulesOf(service), range, zone),
    doors: doorsOf(service),
    words: [service.name, service.alternateName, service.description, service.organisationName, ...needs.flatMap(vocabulary.namesOfNeed)].filter(Boolean).join(' · '),
  };
}

const needsOf = (attributes: Hsds<'service'>['attributes'], { needOf }: Vocabulary): string[] =>
  known((attributes ?? []).map((attribute) => needOf(termOf(attribute))));

/** The term of an attribute, whole where it is, else by its identity. */
export const termOf = ({ taxonomy_term, taxonomy_term_id }: Hsds<'attribute'>): TermOfAttribute => ({ ...(taxonomy_term_id ? { id: taxonomy_term_id } : {}), ...taxonomy_term });

const languagesOf = (languages: Hsds<'service'>['languages'], vocabulary: Vocabulary): string[] => known((languages ?? []).map((language) => tagOf(language, vocabulary)));

/** HSDS names a language by ISO 639, people by its name: our own tag when it is one of ours, else what was written. */
export const tagOf = ({ code, name }: Pick<Hsds<'language'>, 'code' | 'name'>, { languageOf }: Pick<Vocabulary, 'languageOf'>): string | undefined =>
  languageOf(code ?? '') ?? languageOf(name ?? '') ?? (code || undefined);

/** Areas that are no borough of ours say nothing that could be asked for; when none is, the whole city is served. */
function boroughsOf(areas: readonly Hsds<'service_area'>[], vocabulary: Pick<Vocabulary, 'boroughOf'>): string[] {
  const codes = areas.map((area) => areaOf(area, vocabulary));
  return codes.includes('city') ? [] : known(codes);
}

/** What an area is to us: a borough by its code, the whole `city`, or nothing. */
export const areaOf = ({ name }: Pick<Hsds<'service_area'>, 'name'>, { boroughOf }: Pick<Vocabulary, 'boroughOf'>): string | undefined =>
  (WHOLE_CITY.has(fold(name ?? '')) ? 'city' : boroughOf(name ?? ''));

/** How listings say that everybody in the city may come, folded. */
const WHOLE_CITY = new Set([
  'montreal', 'ville de montreal', 'ile de montreal', 'island of montreal', 'agglomeration de montreal', 'grand montreal', 'greater montreal', 'city of montreal',
  'toute la ville', 'ensemble de la ville', 'tous les arrondissements', 'toute l ile', 'whole city', 'the whole city', 'entire city', 'citywide', 'city wide', 'all boroughs',
]);

/** A place's own hours count only where the service names none: it may be open longer than each service in it. */
function schedulesOf({ listing, there }: ListedService): Hsds<'schedule'>[] {
  const own = [...(listing.schedules ?? []), ...there.flatMap((each) => each.listing.schedules ?? [])];
  return own.length > 0 ? own : there.flatMap(({ location }) => location.listing.schedules ?? []);
}

/** From whatever is only written to, or only called, nobody is near or far. */
const doorsOf = ({ there }: ListedService): Door[] => there.flatMap(({ location: { locationType, latitude, longitude } }) =>
  (locationType === 'physical' && latitude !== null && longitude !== null ? [{ latitude, longitude }] : []));

const known = (values: readonly (string | undefined)[]): string[] => [...new Set(values.filter((value) => value !== undefined))];

function index<T>(entries: readonly T[], keyOf: (entry: T) => string, wordsOf: (entry: T) => readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of entries) for (const word of wordsOf(entry)) if (!found.has(fold(word))) found.set(fold(word), keyOf(entry));
  return found;
}
