import { setImmediate as turn } from 'node:timers/promises';
import { type Document, type Incoming, isTooDeep, kindOf, type Place, type Remark, shown } from './documents.rules.js';
import { carriedBy, isThing, type ObjectName, type Thing } from './objects.rules.js';

/** How many objects are looked at between two pauses: some ten milliseconds' worth. */
const AT_ONCE = 2_000;

/** Reads JSON that holds one document, a list of them, a page of HSDS's API, or one document a line. Never throws. */
export async function readJson(file: string, text: string): Promise<Incoming> {
  const parsed = parse(file, text);
  if ('fault' in parsed) return { ...nothing, faults: [parsed.fault] };
  return documentsIn(file, parsed.value, parsed.lines);
}

/** The same for a body that was read already. */
export async function documentsIn(file: string, value: unknown, lines = false): Promise<Incoming> {
  const faults: Remark[] = [];
  const places = new Map<Thing, Place>();
  const documents: Document[] = [];
  let seen = 0;
  for (const { pointer, one } of topsOf(value)) {
    if (isTooDeep(one)) {
      faults.push({ file, pointer, code: 'too-deep' });
      continue;
    }
    if (!isThing(one)) {
      faults.push({ file, pointer, value: shown(one), code: 'no-object' });
      continue;
    }
    const object = kindOf(one);
    documents.push({ object, thing: one });
    const line = lines ? Number(pointer.slice(1)) + 1 : undefined;
    for (const place of placesIn(one, object, lines ? '' : pointer)) {
      places.set(place.thing, { file, row: line, pointer: place.pointer });
      if (++seen % AT_ONCE === 0) await turn();
    }
  }
  if (documents.length === 0 && faults.length === 0) faults.push({ file, code: 'no-document' });
  return { format: 'json', documents, placeOf: (thing) => places.get(thing) ?? { file }, faults, warnings: [] };
}

const nothing = { format: 'json', documents: [], placeOf: () => ({ file: '' }), warnings: [] } as const;

type Parsed = { readonly value: unknown; readonly lines: boolean } | { readonly fault: Remark };

function parse(file: string, text: string): Parsed {
  try {
    return { value: JSON.parse(text) as unknown, lines: false };
  } catch (fault) {
    const lines = text.split('\n');
    const first = lines.findIndex((line) => line.trim() !== '');
    // One document a line is told by a first line that is whole.
    if (lines.length > 1 && isWhole(lines[first] ?? '')) return parseLines(file, lines);
    return { fault: { file, code: 'json', ...whereItBroke(text, fault) } };
  }
}

function parseLines(file: string, lines: readonly string[]): Parsed {
  const value: unknown[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') {
      value.push(undefined);
      continue;
    }
    try {
      value.push(JSON.parse(line));
    } catch {
      return { fault: { file, code: 'json', row: index + 1, value: shown(line) } };
    }
  }
  return { value, lines: true };
}

function isWhole(line: string): boolean {
  try {
    return isThing(JSON.parse(line));
  } catch {
    return false;
  }
}

/** Node says where in its message, when it says so at all. */
function whereItBroke(text: string, fault: unknown): { row?: number; value?: string | undefined } {
  const position = Number(/position (\d+)/.exec(String((fault as Error).message))?.[1] ?? NaN);
  if (Number.isNaN(position)) return {};
  return { row: text.slice(0, position).split('\n').length, value: shown(text.slice(Math.max(0, position - 20), position + 20)) };
}

function* topsOf(value: unknown): Generator<{ readonly pointer: string; readonly one: unknown }> {
  const list = Array.isArray(value) ? { at: '', list: value as unknown[] } : isThing(value) && Array.isArray(value['contents']) ? { at: '/contents', list: value['contents'] as unknown[] } : undefined;
  if (!list) yield { pointer: '', one: value };
  // A blank line between two documents is none.
  else for (const [index, one] of list.list.entries()) if (one !== undefined) yield { pointer: `${list.at}/${index}`, one };
}

function* placesIn(thing: Thing, object: ObjectName, pointer: string): Generator<{ readonly thing: Thing; readonly pointer: string }> {
  yield { thing, pointer };
  for (const carried of carriedBy(thing, object)) yield* placesIn(carried.thing, carried.object, `${pointer}/${carried.path.join('/')}`);
}
