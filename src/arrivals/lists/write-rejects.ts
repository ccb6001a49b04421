import { stringify } from 'csv-stringify/sync';
import { recogniseColumns } from './columns.rules.js';
import type { ReadList } from './listed.js';
import { PROBLEMS, type ListProblem, type TextValues } from './problems.rules.js';

/** A voice that says the texts of the arrivals room. */
export type SayText = (key: string, values?: TextValues) => string;

/**
 * The rejected rows as CSV, to be corrected and loaded again: the file's own columns and separator, then the line each
 * stood on and why it was rejected. UTF-8 with its mark, so that every spreadsheet shows the accents; cells that a
 * spreadsheet would run as a formula begin with an apostrophe, which reading the file again takes off.
 */
export function writeRejects(list: Pick<ReadList, 'recognised' | 'headings' | 'rows'>, say: SayText): Uint8Array {
  const { positions } = recogniseColumns(list.headings);
  const ours = [positions.get('rejectLine'), positions.get('rejectReason')];
  // A corrected file that is still wrong already has these two columns: they are written anew.
  const kept = list.headings.map((_, index) => index).filter((index) => !ours.includes(index));

  const header = [...kept.map((index) => list.headings[index] ?? ''), say('arrivals.list.rejects.line'), say('arrivals.list.rejects.reason')];
  const rejected = list.rows.filter(({ outcome }) => outcome === 'rejected').map(({ line, cells, problems }) => [
    ...kept.map((index) => cells[index] ?? ''),
    String(line),
    problems.filter(({ code }) => PROBLEMS[code] === 'rejected').map((problem) => explainProblem(problem, say)).join(' '),
  ]);
  const text = stringify([header, ...rejected], {
    delimiter: list.recognised.separator ?? ',',
    record_delimiter: '\r\n',
    // By itself csv-stringify would leave a lone line feed outside quotes.
    quoted_match: /[\r\n]/,
    escape_formulas: true,
    bom: true,
  });
  return new TextEncoder().encode(text);
}

/** A problem in words, after the heading of its column where it has one. */
export function explainProblem({ code, column, value, values }: ListProblem, say: SayText): string {
  const reason = say(`arrivals.list.problems.${code}`, { value, ...values });
  return column === '' ? reason : say('arrivals.list.rejects.cell', { column, reason });
}
