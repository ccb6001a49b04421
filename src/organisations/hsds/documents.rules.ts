/*
 * What came in, whichever way: documents, and for each object in them where it stood in its file, so that every fault can name it.
 */
import { isThing, type ObjectName, type Thing } from './objects.rules.js';

/** A file as it was sent. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What stands at the top of a document that came in. */
export type DocumentKind = Extract<ObjectName, 'organization' | 'service' | 'taxonomy' | 'taxonomy_term'>;

/** Where something stands: in which file, and in which row of it or at which JSON pointer. */
export interface Place {
  readonly file: string;
  readonly row?: number | undefined;
  readonly pointer?: string | undefined;
}

/** A document at the top of what came in. */
export interface Document {
  readonly object: DocumentKind;
  readonly thing: Thing;
}

/** Something wrong, or worth a look, with where it stands. `code` says why, as a key of `organisations.hsds.reasons`, or of a common one. */
export interface Remark extends Place {
  readonly object?: ObjectName | undefined;
  readonly field?: string | undefined;
  readonly value?: string | undefined;
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
}

/** All that came in. */
export interface Incoming {
  readonly format: 'json' | 'tabular';
  readonly documents: readonly Document[];
  /** Where an object stood that is part of one of the documents. */
  readonly placeOf: (thing: Thing) => Place;
  /** What was wrong already on reading; with any of these nothing further is judged. */
  readonly faults: readonly Remark[];
  readonly warnings: readonly Remark[];
}

const LONGEST_VALUE = 200;
const HALF_A_LETTER = /\p{Surrogate}/gu;

/** Whether a database can hold it: no zero bytes and no halves of letters, in values or in names. */
export function canBeKept(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.search(HALF_A_LETTER) === -1;
  if (Array.isArray(value)) return value.every(canBeKept);
  return !isThing(value) || Object.entries(value).every((pair) => pair.every(canBeKept));
}

/** A value as a report shows it. */
export function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // What no database holds is not shown either: a report is kept.
  const plain = text.replaceAll('\0', '\u2400').replaceAll(HALF_A_LETTER, '\uFFFD');
  return plain.length > LONGEST_VALUE ? `${plain.slice(0, LONGEST_VALUE)}…` : plain;
}

const ONLY_IN: Readonly<Record<DocumentKind, readonly string[]>> = {
  service: [
    'status', 'organization', 'organization_id', 'service_at_locations', 'capacities', 'eligibility_description', 'schedules', 'service_areas', 'cost_options',
    'required_documents', 'assured_date', 'last_modified', 'fees_description', 'application_process', 'interpretation_services', 'minimum_age', 'maximum_age', 'program',
    'program_id', 'languages', 'url', 'alert',
  ],
  organization: ['services', 'locations', 'website', 'year_incorporated', 'legal_status', 'organization_identifiers', 'programs', 'logo', 'parent_organization_id'],
  taxonomy: ['version'],
  taxonomy_term: ['code', 'taxonomy', 'taxonomy_detail', 'taxonomy_id', 'term_uri', 'parent_id'],
};

/** What a document is about, by the fields that only one kind of it has. */
export function kindOf(thing: Thing): DocumentKind {
  const score = (kind: DocumentKind): number => ONLY_IN[kind].filter((field) => thing[field] !== undefined).length;
  return (['organization', 'service', 'taxonomy_term', 'taxonomy'] as const).reduce((best, kind) => (score(kind) > score(best) ? kind : best));
}

/** Follows a path from a document down: the innermost object it leads through, what of the path remains there, and the value at its end. */
export function follow(thing: Thing, path: readonly string[]): { readonly inner: Thing; readonly field: string; readonly value: unknown } {
  let [inner, from] = [thing, 0];
  let at: unknown = thing;
  for (const [index, part] of path.entries()) {
    at = isThing(at) || Array.isArray(at) ? (at as Record<string, unknown>)[part] : undefined;
    if (isThing(at)) [inner, from] = [at, index + 1];
  }
  return { inner, field: path.slice(from).join('.'), value: at };
}

/** HSDS nests some eight objects deep; what is far deeper is no directory, and would be walked at our peril. */
const DEEPEST = 64;

/** Whether something is nested deeper than any directory. */
export const isTooDeep = (value: unknown, depth = 0): boolean =>
  depth > DEEPEST || (typeof value === 'object' && value !== null && Object.values(value).some((one) => isTooDeep(one, depth + 1)));
