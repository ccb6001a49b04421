import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import type { FileContext } from './cells.rules.js';
import { faultsOfColumns, recogniseColumns, recogniseSeparator, SEPARATORS, type ColumnKey, type Columns, type Separator } from './columns.rules.js';
import { readRecords, type CsvRecord } from './csv.rules.js';
import { weighDates, type FileDates } from './dates.rules.js';
import { decode } from './encoding.rules.js';
import { gatherInSteps } from './households.rules.js';
import type { ListReference, ReadList, Recognised } from './listed.js';
import type { FileFault, FileFaultCode } from './problems.rules.js';
import { readRow } from './rows.rules.js';
import { atOnce, eachInSteps, type Steps } from './steps.js';
import { vocabularyOf } from './vocabulary.rules.js';

/** The day the list is read on, which decides what lies in the future, and the lists its words are looked up in. */
export interface ReadingContext {
  readonly today: CivilDate;
  readonly reference: ListReference;
}

const NOTHING: Recognised = { encoding: null, separator: null, headerLanguage: null, dateOrder: null, columns: {}, unknownColumns: [] };
// The first line by which some spreadsheets say their separator.
const SAID_SEPARATOR = /^"?sep=([,;\t])"?\r?\n/i;

/**
 * Reads an arrival list, whatever its encoding, separator, header language, order of columns and of dates.
 * It never throws: a file that is no list comes back with a fault that stops, and with no rows.
 */
export const readList = (bytes: Uint8Array, context: ReadingContext): ReadList => atOnce(readInSteps(bytes, context));

/** The same with a pause every few hundred rows, for a server that answers others meanwhile. */
export function* readInSteps(bytes: Uint8Array, { today, reference }: ReadingContext): Steps<ReadList> {
  const decoded = decode(bytes);
  if (!decoded.readable) return stopped(NOTHING, [], [fault(decoded.because)]);

  const said = SAID_SEPARATOR.exec(decoded.text);
  const text = said ? decoded.text.slice(said[0].length) : decoded.text;
  const separator = SEPARATORS.find((one) => one === said?.[1]) ?? recogniseSeparator((one) => firstLine(text, one));
  const known = { ...NOTHING, encoding: decoded.encoding, separator };

  const csv = readRecords(text, separator, said ? 2 : 1);
  if (!csv.read) return stopped(known, [], [fault(csv.because, { line: csv.line })]);
  const [header, ...records] = csv.records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const headings = withoutEmptyEnd(header?.cells ?? []);
  const columns = recogniseColumns(headings);
  const recognised = { ...known, ...describe(columns, headings) };
  const faults = [...(decoded.damaged ? [{ code: 'damaged_text', stops: false } as const] : []), ...faultsOfColumns(columns)];
  if (faults.some(({ stops }) => stops)) return stopped(recognised, headings, faults);
  if (records.length === 0) return stopped(recognised, headings, [...faults, fault('no_rows')]);

  const dates = weighDates(dateCells(records, columns));
  const file: FileContext = { headings, positions: columns.positions, dates, today, vocabulary: vocabularyOf(reference) };
  const readings = yield* eachInSteps(records, ({ line, cells }) => readRow(line, cells, file));
  return {
    recognised: { ...recognised, dateOrder: dates.order },
    fileFaults: [...faults, ...faultsOfDates(dates)],
    headings,
    ...(yield* gatherInSteps(readings, headings)),
  };
}

function stopped(recognised: Recognised, headings: readonly string[], fileFaults: readonly FileFault[]): ReadList {
  return { recognised, headings, fileFaults, households: [], rows: [] };
}

function fault(code: FileFaultCode, values?: FileFault['values']): FileFault {
  return { code, stops: true, ...(values && { values }) };
}

function firstLine(text: string, separator: Separator): readonly string[] {
  const line = /[^\r\n]*\S[^\r\n]*/.exec(text)?.[0] ?? '';
  const csv = readRecords(line, separator);
  return csv.read ? (csv.records[0]?.cells ?? []) : [];
}

function withoutEmptyEnd(headings: readonly string[]): readonly string[] {
  return headings.slice(0, headings.findLastIndex((heading) => heading.trim() !== '') + 1);
}

function describe({ language, positions, unknown }: Columns, headings: readonly string[]): Pick<Recognised, 'headerLanguage' | 'columns' | 'unknownColumns'> {
  const columns: Partial<Record<ColumnKey, string>> = {};
  for (const [key, index] of positions) columns[key] = headings[index]?.trim() ?? '';
  return { headerLanguage: positions.size === 0 ? null : language, columns, unknownColumns: unknown };
}

function* dateCells(records: readonly CsvRecord[], { positions }: Columns): Iterable<string> {
  for (const key of ['birthOn', 'arrivesOn'] as const) {
    const index = positions.get(key) ?? -1;
    for (const { cells } of records) yield cells[index] ?? '';
  }
}

function faultsOfDates({ evidence, slashed }: FileDates): FileFault[] {
  return evidence === 'proved' ? [] : [{ code: `date_order_${evidence}`, stops: false, values: { order: slashed } }];
}
