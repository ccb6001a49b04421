/** The grammar of CSV, as csv-parse reads it: records with the line of the file on which each begins. */
import { CsvError, parse, type Options } from 'csv-parse/sync';
import type { Separator } from './columns.rules.js';

/** One record and where it stands. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Every record, or the line at which the grammar broke. */
export type CsvReading =
  | { readonly read: true; readonly records: readonly CsvRecord[] }
  | { readonly read: false; readonly because: 'quote_open' | 'unreadable'; readonly line: number };

// Longer than any honest row: a quote was left open and swallows the rest.
const LONGEST_RECORD = 200_000;

/** Reads the whole text. Quotes inside unquoted cells are letters; rows may be short or long. Never throws. */
export function readRecords(text: string, separator: Separator, firstLine = 1): CsvReading {
  try {
    const rows: string[][] = parse(text, grammar(separator));
    let line = firstLine;
    const records = rows.map((cells): CsvRecord => {
      const begins = line;
      line += linesOf(cells);
      return { line: begins, cells };
    });
    return { read: true, records };
  } catch (error) {
    const open = error instanceof CsvError && (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE');
    return { read: false, because: open ? 'quote_open' : 'unreadable', line: brokenAt(text, separator, firstLine) };
  }
}

function grammar(separator: Separator): Options {
  return { delimiter: separator, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: true, max_record_size: LONGEST_RECORD };
}

// csv-parse counts lines too, but a \r\n inside a quoted cell twice.
function linesOf(cells: readonly string[]): number {
  return cells.reduce((lines, cell) => lines + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 1);
}

/** Reads again up to where the grammar breaks; following each record would slow down every good file. */
function brokenAt(text: string, separator: Separator, firstLine: number): number {
  let line = firstLine;
  const follow = (cells: string[]) => {
    line += linesOf(cells);
    return null;
  };
  try {
    parse(text, { ...grammar(separator), on_record: follow });
  } catch {
    // Where it stopped is all we came for.
  }
  return line;
}
