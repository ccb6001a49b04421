/*
 * The objects of HSDS and how they hang together: which lists an object carries, in which file of the tabular package each has its
 * rows, and by which column a row says whose it is. Everything that walks a document or a package is led by this one table. Pure.
 */
import { type HSDS } from './hsds.shape.js';

/** The name of an object's schema. */
export type ObjectName = keyof typeof HSDS;

/** An object as it came, before or after it was judged. */
export type Thing = Readonly<Record<string, unknown>>;

/** How an object stands in documents and in the package. */
export interface ObjectKind {
  /** Its file in the package, by the name we write; the other names are read as well. */
  readonly file: string;
  readonly alsoCalled: readonly string[];
  /** Lists of other objects that it carries, by field. */
  readonly lists: Readonly<Record<string, ObjectName>>;
  /** Single objects that it carries, by field, with the column by which a row names them. */
  readonly singles: Readonly<Record<string, { readonly object: ObjectName; readonly column: string }>>;
  /** Columns that hold numbers. */
  readonly numbers: readonly string[];
}

type Given = Partial<Omit<ObjectKind, 'file' | 'lists'>> & { readonly file: string; readonly lists?: Readonly<Record<string, ObjectName>> };
const CARRIED = { attributes: 'attribute', metadata: 'metadata' } as const;
const kind = ({ alsoCalled = [], lists = {}, singles = {}, numbers = [], file }: Given): ObjectKind => ({ file, alsoCalled, lists, singles, numbers });
const full = (given: Given): ObjectKind => kind({ ...given, lists: { ...given.lists, ...CARRIED } });
const location = { object: 'location', column: 'location_id' } as const;

export const OBJECTS: Readonly<Record<ObjectName, ObjectKind>> = {
  organization: full({
    file: 'organizations', alsoCalled: ['organization'], numbers: ['year_incorporated'],
    lists: {
      additional_websites: 'url', funding: 'funding', contacts: 'contact', phones: 'phone', locations: 'location', programs: 'program',
      organization_identifiers: 'organization_identifier', services: 'service',
    },
  }),
  service: full({
    file: 'services', alsoCalled: ['service'], numbers: ['minimum_age', 'maximum_age'], singles: { program: { object: 'program', column: 'program_id' } },
    lists: {
      additional_urls: 'url', phones: 'phone', schedules: 'schedule', service_areas: 'service_area', service_at_locations: 'service_at_location', languages: 'language',
      funding: 'funding', cost_options: 'cost_option', required_documents: 'required_document', contacts: 'contact', capacities: 'service_capacity',
    },
  }),
  location: full({
    file: 'locations', alsoCalled: ['location'], numbers: ['latitude', 'longitude'],
    lists: { languages: 'language', addresses: 'address', contacts: 'contact', accessibility: 'accessibility', phones: 'phone', schedules: 'schedule' },
  }),
  service_at_location: full({
    file: 'service_at_locations', alsoCalled: ['service_at_location'], singles: { location },
    lists: { contacts: 'contact', phones: 'phone', schedules: 'schedule', service_areas: 'service_area' },
  }),
  service_capacity: full({
    file: 'service_capacity', alsoCalled: ['service_capacities', 'capacities'], numbers: ['available', 'maximum'], singles: { unit: { object: 'unit', column: 'unit_id' } },
  }),
  address: full({ file: 'addresses', alsoCalled: ['address'] }),
  schedule: full({ file: 'schedules', alsoCalled: ['schedule'], numbers: ['timezone', 'count', 'interval'] }),
  phone: full({ file: 'phones', alsoCalled: ['phone'], numbers: ['extension'], lists: { languages: 'language' } }),
  contact: full({ file: 'contacts', alsoCalled: ['contact'], lists: { phones: 'phone' } }),
  language: kind({ file: 'languages', alsoCalled: ['language'] }),
  service_area: full({ file: 'service_areas', alsoCalled: ['service_area'] }),
  cost_option: full({ file: 'cost_options', alsoCalled: ['cost_option'], numbers: ['amount'] }),
  required_document: full({ file: 'required_documents', alsoCalled: ['required_document'] }),
  program: full({ file: 'programs', alsoCalled: ['program'] }),
  funding: full({ file: 'funding', alsoCalled: ['fundings'] }),
  accessibility: full({ file: 'accessibility', alsoCalled: ['accessibilities', 'accessibility_for_disabilities'] }),
  organization_identifier: full({ file: 'organization_identifiers', alsoCalled: ['organization_identifier'] }),
  unit: full({ file: 'units', alsoCalled: ['unit'] }),
  url: kind({ file: 'url', alsoCalled: ['urls'] }),
  taxonomy: kind({ file: 'taxonomies', alsoCalled: ['taxonomy'] }),
  taxonomy_term: kind({ file: 'taxonomy_terms', alsoCalled: ['taxonomy_term'], singles: { taxonomy_detail: { object: 'taxonomy', column: 'taxonomy_id' } } }),
  attribute: kind({ file: 'attributes', alsoCalled: ['attribute'], singles: { taxonomy_term: { object: 'taxonomy_term', column: 'taxonomy_term_id' } } }),
  metadata: kind({ file: 'metadata', alsoCalled: ['metadatas'] }),
};

/** Every object, in the order in which a package lists its files. */
export const OBJECT_NAMES = Object.keys(OBJECTS) as ObjectName[];

/** Whose rows an object's rows may be, the most specific first, with the column that says so and the list they come into. */
export interface Parent {
  readonly object: ObjectName;
  readonly column: string;
  readonly list: string;
}

/** A phone of a contact at an organization is the contact's: a row belongs to the closest of those it names. */
const CLOSEST_FIRST: readonly ObjectName[] = ['phone', 'contact', 'service_at_location', 'location', 'service', 'organization'];
const parentsOf = (child: ObjectName): Parent[] => CLOSEST_FIRST.flatMap((object) =>
  Object.entries(OBJECTS[object].lists).filter(([, of]) => of === child).map(([list]) => ({ object, column: `${object}_id`, list })));

/** For each object; attributes and metadata name any object by its identity instead. */
export const PARENTS: ReadonlyMap<ObjectName, readonly Parent[]> = new Map(OBJECT_NAMES.map((name) => [name, name === 'attribute' || name === 'metadata' ? [] : parentsOf(name)]));

/** The object whose rows a file of the package holds, by the file's name without its folder. */
export function objectOfFile(name: string): ObjectName | undefined {
  const base = name.replace(/^.*[/\\]/, '').toLowerCase().replace(/\.csv$/, '');
  return OBJECT_NAMES.find((object) => OBJECTS[object].file === base || OBJECTS[object].alsoCalled.includes(base));
}

/** Whether something is an object with fields at all. */
export const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The list of objects in a field; what is no list of objects has been judged elsewhere and is passed over. */
export const listIn = (thing: Thing, field: string): Thing[] => (Array.isArray(thing[field]) ? (thing[field] as unknown[]).filter(isThing) : []);

/** Everything an object carries, with the field and place it stands at. */
export function* carriedBy(thing: Thing, object: ObjectName): Generator<{ readonly object: ObjectName; readonly thing: Thing; readonly path: readonly string[] }> {
  const { lists, singles } = OBJECTS[object];
  for (const [field, of] of Object.entries(lists)) {
    const list = thing[field];
    if (Array.isArray(list)) for (const [place, one] of list.entries()) if (isThing(one)) yield { object: of, thing: one, path: [field, String(place)] };
  }
  for (const [field, { object: of }] of Object.entries(singles)) if (isThing(thing[field])) yield { object: of, thing: thing[field], path: [field] };
  if (object === 'service' && isThing(thing['organization'])) yield { object: 'organization', thing: thing['organization'], path: ['organization'] };
}
