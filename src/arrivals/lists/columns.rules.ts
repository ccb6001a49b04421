/**
 * Finds in the heading line which separator the file uses, which language it speaks, and which column is which,
 * in whatever order they come.
 */
import type { FileFault } from './problems.rules.js';
import { fold } from '../../../libs/i18n/fold.js';
import { COLUMN_WORDS, COMPULSORY_COLUMNS } from './words.rules.js';

/** A column the reader knows. */
export type ColumnKey = keyof typeof COLUMN_WORDS;
/** What parts the cells of a row. */
export type Separator = ',' | ';' | '\t';
/** The language of the headings. */
export type HeaderLanguage = 'fr' | 'en';

/** The columns of a file: where each known one stands, and the headings nobody recognises. */
export interface Columns {
  readonly positions: ReadonlyMap<ColumnKey, number>;
  readonly unknown: readonly string[];
  readonly twice: readonly string[];
  readonly language: HeaderLanguage;
}

/** In order of how common they are: the first wins when a line has no separator at all. */
export const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

const KEY_OF = new Map<string, ColumnKey>();
const SPOKEN_IN = { fr: new Set<string>(), en: new Set<string>() };
for (const [key, words] of Object.entries(COLUMN_WORDS)) {
  for (const language of ['fr', 'en'] as const) {
    for (const word of words[language]) {
      KEY_OF.set(word, key as ColumnKey);
      SPOKEN_IN[language].add(word);
    }
  }
}

/** Chooses the separator under which most headings are recognised. */
export function recogniseSeparator(headingsBy: (separator: Separator) => readonly string[]): Separator {
  const scored = SEPARATORS.map((separator) => {
    const headings = headingsBy(separator);
    return { separator, known: recogniseColumns(headings).positions.size, cells: headings.length };
  });
  scored.sort((one, other) => other.known - one.known || other.cells - one.cells);
  return scored[0]?.separator ?? ',';
}

/** Reads the headings. A heading that comes twice counts once, at its first place. */
export function recogniseColumns(headings: readonly string[]): Columns {
  const positions = new Map<ColumnKey, number>();
  const unknown: string[] = [];
  const twice: string[] = [];
  const spoken = { fr: 0, en: 0 };

  headings.forEach((heading, index) => {
    const word = wordOf(heading);
    const key = KEY_OF.get(word);
    if (SPOKEN_IN.fr.has(word)) spoken.fr += 1;
    if (SPOKEN_IN.en.has(word)) spoken.en += 1;
    if (key === undefined) {
      if (heading.trim() !== '') unknown.push(heading.trim());
    } else if (positions.has(key)) twice.push(heading.trim());
    else positions.set(key, index);
  });
  return { positions, unknown, twice, language: spoken.en > spoken.fr ? 'en' : 'fr' };
}

/** What to tell about the headings; those that stop mean that no row can be read. */
export function faultsOfColumns(columns: Columns): FileFault[] {
  // One known heading by chance is not a list of arrivals.
  if (columns.positions.size < 2) return [{ code: 'header_unrecognised', stops: true }];
  return [
    ...COMPULSORY_COLUMNS.filter((key) => !columns.positions.has(key)).map((column): FileFault => ({ code: 'column_missing', stops: true, values: { column } })),
    ...columns.unknown.map((column): FileFault => ({ code: 'column_unknown', stops: false, values: { column } })),
    ...columns.twice.map((column): FileFault => ({ code: 'column_twice', stops: false, values: { column } })),
  ];
}

function wordOf(heading: string): string {
  // notice_number and birthDate are headings that a program wrote.
  return fold(heading.replace(/([a-z])([A-Z])/g, '$1 $2'));
}
