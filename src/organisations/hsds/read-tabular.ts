import { parse } from 'csv-parse';
import { setImmediate as turn } from 'node:timers/promises';
import type { Document, Incoming, Place, Remark } from './documents.rules.js';
import { type ObjectName, OBJECT_NAMES, objectOfFile, OBJECTS, PARENTS, type Thing } from './objects.rules.js';

/** A file of a package, as it was sent. */
export interface PackageFile {
  readonly name: string;
  readonly text: string;
}

type Fields = Record<string, unknown>;

/** A row on its way to becoming part of a document. */
interface Row {
  readonly object: ObjectName;
  readonly thing: Fields;
  /** The identities of others that the row names, by column. */
  readonly links: Readonly<Record<string, string>>;
  readonly place: Place;
}

const AT_ONCE = 2_000;
const PIECE = 65_536;
/** Longer than any honest row: a quote was left open and swallows the rest. */
const LONGEST_RECORD = 500_000;
/** Where an empty cell says that a field is taken back; in the lists that hang on these it says nothing, for those are replaced whole. */
const CORE: readonly ObjectName[] = ['organization', 'service', 'location', 'service_at_location', 'service_capacity'];
/** Of these, a second row with the same identity is one too many, whatever it names. */
const ONLY_ONCE: readonly ObjectName[] = ['organization', 'service', 'service_at_location', 'service_capacity', 'taxonomy', 'taxonomy_term', 'unit'];
/** Rows that need not belong to anything by a column of their own. */
const MAY_STAND_ALONE: readonly ObjectName[] = ['organization', 'service', 'taxonomy', 'taxonomy_term'];

/** Reads a tabular package: every row into its object, every object to where it belongs. Never throws. */
export async function readTabular(files: readonly PackageFile[]): Promise<Incoming> {
  const reading = new Reading();
  for (const file of files) {
    const object = objectOfFile(file.name);
    if (object !== undefined && /\.csv$/i.test(file.name)) await reading.file(file, object);
    else if (!/(^|\/)datapackage\.json$/i.test(file.name)) reading.warnings.push({ file: file.name, code: 'file-ignored' });
  }
  if (reading.count === 0 && reading.faults.length === 0) reading.faults.push({ file: files[0]?.name ?? '', code: 'no-document' });
  return reading.end();
}

class Reading {
  readonly faults: Remark[] = [];
  readonly warnings: Remark[] = [];
  count = 0;
  private readonly rows = new Map<ObjectName, Map<string, Row[]>>();
  private readonly places = new Map<Thing, Place>();

  /** Reads a file's rows, in pieces, so that others have their turn. */
  async file({ name, text }: PackageFile, object: ObjectName): Promise<void> {
    const written = text.replace(/^\uFEFF/, '');
    const parser = parse({ delimiter: delimiterOf(written), relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: LONGEST_RECORD });
    let broken = false;
    parser.on('error', () => {
      broken = true;
    });
    let headings: string[] | undefined;
    let row = 0;
    const take = (): void => {
      for (let cells = parser.read() as string[] | null; cells !== null; cells = parser.read() as string[] | null) {
        row += 1;
        if (headings === undefined) headings = this.headings(name, cells);
        else this.row({ file: name, row }, object, headings, cells);
      }
    };
    for (const piece of pieces(written)) {
      if (broken) break;
      parser.write(piece);
      take();
      await turn();
    }
    if (!broken) parser.end();
    while (!broken && !parser.readableEnded) {
      take();
      await turn();
    }
    if (broken) this.faults.push({ file: name, row: row + 1, object, code: 'csv' });
  }

  /** Puts every row where it belongs. */
  async end(): Promise<Incoming> {
    let seen = 0;
    for (const object of OBJECT_NAMES) {
      for (const rows of this.rows.get(object)?.values() ?? []) {
        for (const row of rows) {
          this.single(row);
          if (!this.belongs(row)) this.standsAlone(row);
          if (++seen % AT_ONCE === 0) await turn();
        }
      }
    }
    return { format: 'tabular', documents: this.documents(), placeOf: (thing) => this.places.get(thing) ?? { file: '' }, faults: this.faults, warnings: this.warnings };
  }

  private headings(file: string, cells: readonly string[]): string[] {
    const headings = cells.map((cell) => cell.trim().toLowerCase());
    if (!headings.includes('id')) this.faults.push({ file, row: 1, field: 'id', code: 'no-column' });
    const twice = headings.filter((heading, index) => heading !== '' && headings.indexOf(heading) !== index);
    for (const field of new Set(twice)) this.faults.push({ file, row: 1, field, code: 'column-twice' });
    return headings;
  }

  private row(place: Place, object: ObjectName, headings: readonly string[], cells: readonly string[]): void {
    const [thing, links]: [Fields, Record<string, string>] = [{}, {}];
    const linking = linksOf(object);
    cells.forEach((cell, index) => {
      const field = headings[index] ?? '';
      if (field === '') {
        if (cell.trim() !== '') this.faults.push({ ...place, object, value: cell, code: 'no-heading' });
      } else if (linking.has(field)) {
        if (cell.trim() !== '') links[field] = cell.trim();
      } else {
        const value = typed(object, field, cell);
        if (value !== null || CORE.includes(object)) thing[field] = value;
      }
    });
    const id = String(thing['id'] ?? '');
    const [row, known] = [{ object, thing, links, place }, this.known(object, id)];
    this.places.set(thing, place);
    this.count += 1;
    const again = known.length > 0 && (ONLY_ONCE.includes(object) || known.some((other) => JSON.stringify(other.links) === JSON.stringify(links)));
    if (again && id !== '') this.faults.push({ ...place, object, field: 'id', value: id, code: 'twice' });
    const all = this.rows.get(object) ?? new Map<string, Row[]>();
    this.rows.set(object, all.set(id, [...known, row]));
  }

  private known(object: ObjectName, id: string): readonly Row[] {
    return this.rows.get(object)?.get(id) ?? [];
  }

  /** A program, a unit, a term, a location that a row names by a column comes inside; one that is not in the package stays named. */
  private single({ object, thing, links, place }: Row): void {
    for (const [field, { object: of, column }] of Object.entries(OBJECTS[object].singles)) {
      const id = links[column];
      if (id === undefined) continue;
      const found = of === 'location' ? this.locationFor(links['service_id'], id) : this.known(of, id)[0];
      if (found) thing[field] = found.thing;
      else {
        thing[column] = id;
        if (of === 'program' || of === 'unit') this.faults.push({ ...place, object, field: column, value: id, code: 'links-to-nothing' });
      }
    }
  }

  /** A place that two organisations know is, for a service, its own organisation's. */
  private locationFor(serviceId: string | undefined, locationId: string): Row | undefined {
    const owner = this.known('service', serviceId ?? '')[0]?.links['organization_id'];
    const rows = this.known('location', locationId);
    return rows.find(({ links }) => links['organization_id'] === owner) ?? rows[0];
  }

  /** Hangs a row on the closest of those it names; says whether it named any. */
  private belongs(row: Row): boolean {
    const { object, thing, links, place } = row;
    if (object === 'attribute') return this.linked(row, 'link_id', 'link_entity', 'attributes');
    if (object === 'metadata') return this.linked(row, 'resource_id', 'resource_type', 'metadata');
    const parent = PARENTS.get(object)?.find(({ column }) => links[column] !== undefined);
    if (!parent) return false;
    const id = links[parent.column] ?? '';
    const owners = this.known(parent.object, id);
    for (const owner of owners) put(owner.thing, parent.list, thing);
    if (owners.length > 0) return true;
    // An organisation that the package does not tell of may be known here.
    if (object === 'service') thing['organization_id'] = id;
    else this.faults.push({ ...place, object, field: parent.column, value: id, code: 'links-to-nothing' });
    return true;
  }

  private linked({ object, thing, links, place }: Row, column: string, kindColumn: string, list: string): boolean {
    const id = links[column];
    if (id === undefined) return false;
    const kinds = OBJECT_NAMES.filter((name) => this.known(name, id).length > 0 && list in OBJECTS[name].lists);
    const named = kinds.filter((name) => name === thing[kindColumn]);
    const owners = (named.length > 0 ? named : kinds).flatMap((name) => this.known(name, id));
    for (const owner of owners) put(owner.thing, list, thing);
    if (owners.length === 0) this.faults.push({ ...place, object, field: column, value: id, code: 'links-to-nothing' });
    return true;
  }

  private standsAlone({ object, thing, place }: Row): void {
    if (MAY_STAND_ALONE.includes(object) || this.named(object).has(String(thing['id']))) return;
    this.faults.push({ ...place, object, value: String(thing['id'] ?? ''), code: 'belongs-to-nothing' });
  }

  private readonly alreadyNamed = new Map<ObjectName, Set<string>>();

  /** The identities by which others name objects of a kind. */
  private named(object: ObjectName): Set<string> {
    const known = this.alreadyNamed.get(object);
    if (known) return known;
    const named = new Set<string>();
    for (const by of OBJECT_NAMES) {
      for (const { column } of Object.values(OBJECTS[by].singles).filter((single) => single.object === object)) {
        for (const rows of this.rows.get(by)?.values() ?? []) for (const { links } of rows) if (links[column] !== undefined) named.add(links[column]);
      }
    }
    this.alreadyNamed.set(object, named);
    return named;
  }

  private documents(): Document[] {
    const all = (object: ObjectName): Row[] => [...(this.rows.get(object)?.values() ?? [])].flat();
    return [
      ...all('organization').map(({ thing }): Document => ({ object: 'organization', thing })),
      ...all('service').filter(({ links }) => links['organization_id'] === undefined || this.known('organization', links['organization_id']).length === 0).map(({ thing }): Document => ({ object: 'service', thing })),
      ...all('taxonomy').map(({ thing }): Document => ({ object: 'taxonomy', thing })),
      ...all('taxonomy_term').map(({ thing }): Document => ({ object: 'taxonomy_term', thing })),
    ];
  }
}

const linkColumns = new Map<ObjectName, ReadonlySet<string>>();

/** The columns by which rows of an object name others. */
function linksOf(object: ObjectName): ReadonlySet<string> {
  const links = linkColumns.get(object) ?? new Set([
    ...(PARENTS.get(object) ?? []).map(({ column }) => column), ...Object.values(OBJECTS[object].singles).map(({ column }) => column),
    ...(object === 'attribute' ? ['link_id'] : object === 'metadata' ? ['resource_id'] : []),
  ]);
  linkColumns.set(object, links);
  return links;
}

function put(owner: Fields, list: string, thing: Thing): void {
  const before = owner[list];
  if (Array.isArray(before)) before.push(thing);
  else owner[list] = [thing];
}

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** What a cell says; a number where the object has numbers and it is one that loses nothing. */
function typed(object: ObjectName, field: string, cell: string): unknown {
  if (cell === '') return null;
  if (!OBJECTS[object].numbers.includes(field)) return cell;
  const trimmed = cell.trim();
  // An extension may begin with zeros: it is a number only if it is written as one.
  return NUMBER.test(trimmed) && (object !== 'phone' || String(Number(trimmed)) === trimmed) ? Number(trimmed) : cell;
}

/** Directories are written with commas; spreadsheets of some countries write semicolons. */
function delimiterOf(text: string): string {
  const heading = text.slice(0, text.search(/[\r\n]|$/));
  return [',', ';', '\t'].reduce((best, one) => (heading.split(one).length > heading.split(best).length ? one : best));
}

function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += PIECE) yield text.slice(from, from + PIECE);
}
