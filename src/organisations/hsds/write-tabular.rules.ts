/*
 * Writes documents as the tabular package: a file for each kind of object, a row for each object and each thing it hangs on. What has no
 * cell (fields of others that are lists or objects) stays out: JSON says it. Pure.
 */
import { carriedBy, isThing, type ObjectName, OBJECT_NAMES, OBJECTS, PARENTS, type Thing } from './objects.rules.js';
import type { Document } from './documents.rules.js';

/** A file of the package: its headings, and its rows in the order of the headings. */
export interface TabularFile {
  readonly object: ObjectName;
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Gathers documents into the files of a package. */
export class TabularPackage {
  private readonly rows = new Map<ObjectName, Thing[]>();
  private readonly written = new Set<string>();

  /** Documents may follow each other; what was written already is not written again. */
  add({ object, thing }: Document): void {
    if (object === 'service' && isThing(thing['organization'])) this.add({ object: 'organization', thing: thing['organization'] });
    const owner = object !== 'service' ? {} : isThing(thing['organization']) ? { organization_id: thing['organization']['id'] } : {};
    this.row(object, thing, owner);
  }

  /** The files that have rows. */
  files(): TabularFile[] {
    return OBJECT_NAMES.flatMap((object): TabularFile[] => {
      const rows = this.rows.get(object) ?? [];
      if (rows.length === 0) return [];
      const headings = [...new Set(['id', ...rows.flatMap((row) => Object.keys(row))])];
      return [{ object, name: `${OBJECTS[object].file}.csv`, headings, rows: rows.map((row) => headings.map((heading) => cell(row[heading]))) }];
    });
  }

  private row(object: ObjectName, thing: Thing, owner: Thing): void {
    // One of a single kind that was written for somebody else is the same one; in lists, a row for each that it hangs on.
    const key = `${object} ${String(thing['id'])} ${JSON.stringify(owner)}`;
    const first = !this.written.has(`${object} ${String(thing['id'])}`);
    if (this.written.has(key) || (Object.keys(owner).length === 0 && !first)) return;
    this.written.add(key).add(`${object} ${String(thing['id'])}`);
    const row = { ...scalars(object, thing), ...owner, ...namedSingles(object, thing) };
    const rows = this.rows.get(object);
    if (rows) rows.push(row);
    else this.rows.set(object, [row]);
    if (first || object === 'location') this.carried(object, thing);
  }

  private carried(object: ObjectName, thing: Thing): void {
    for (const { object: of, thing: carried, path } of carriedBy(thing, object)) {
      const single = path.length === 1;
      if (of === 'organization') continue;
      this.row(of, carried, single ? {} : ownerOf(object, of, thing));
    }
  }
}

function ownerOf(parent: ObjectName, child: ObjectName, thing: Thing): Thing {
  if (child === 'attribute') return { link_id: thing['id'] };
  if (child === 'metadata') return { resource_id: thing['id'] };
  const column = PARENTS.get(child)?.find(({ object }) => object === parent)?.column;
  return column ? { [column]: thing['id'] } : {};
}

function scalars(object: ObjectName, thing: Thing): Thing {
  const { lists, singles } = OBJECTS[object];
  return Object.fromEntries(Object.entries(thing).filter(([field, value]) => !(field in lists) && !(field in singles && isThing(value)) && (value === null || typeof value !== 'object')));
}

const namedSingles = (object: ObjectName, thing: Thing): Thing => Object.fromEntries(Object.entries(OBJECTS[object].singles).flatMap(([field, { column }]) => {
  const single = thing[field];
  return isThing(single) ? [[column, single['id']]] : [];
}));

const cell = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** The `datapackage.json` that says what the files are. */
export function describePackage(files: readonly TabularFile[], about: { readonly profile: string; readonly created: string }): object {
  return {
    name: 'hsds', title: 'Human Services Data Specification', profile: 'tabular-data-package', version: '3.1', hsds_profile: about.profile, created: about.created,
    resources: files.map(({ object, name, headings }) => ({
      name: OBJECTS[object].file, path: name, profile: 'tabular-data-resource', encoding: 'utf-8', format: 'csv',
      schema: { primaryKey: 'id', fields: headings.map((heading) => ({ name: heading, type: OBJECTS[object].numbers.includes(heading) && object !== 'phone' ? 'number' : 'string' })) },
    })),
  };
}
