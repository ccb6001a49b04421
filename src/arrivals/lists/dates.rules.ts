/**
 * Reads the dates of a list. 2026-11-23 says itself what it is; 04/05/2026 does not, and the whole file decides:
 * a single 23/11/2026 proves that the day comes first. Without proof the day comes first, as the office writes,
 * and each date that could be read otherwise is reported.
 */
import { isCivilDate, type CivilDate } from '../../../libs/calendar/civil-date.js';

/** Year first, day first, month first. */
export type DateOrder = 'YMD' | 'DMY' | 'MDY';

/** What the whole file says about its dates. */
export interface FileDates {
  /** How most dates are written; null when there is none. */
  readonly order: DateOrder | null;
  /** How dates that do not begin with the year are read. */
  readonly slashed: 'DMY' | 'MDY';
  /** Proved, assumed because nothing proves it, or mixed: proved both ways. */
  readonly evidence: 'proved' | 'assumed' | 'mixed';
}

/** A date read, with what had to be done; or why it is none. */
export type DateReading =
  | { readonly read: true; readonly date: CivilDate; readonly because: 'plain' | 'rewritten' | 'ambiguous' | 'other_order' }
  | { readonly read: false; readonly because: 'unreadable' | 'impossible' };

type Written = { readonly yearFirst: true; readonly date: string } | { readonly yearFirst: false; readonly dayFirst: string; readonly monthFirst: string };

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;
// Spreadsheets add the midnight that nobody typed.
const MIDNIGHT = /[ T]0{1,2}:00(:00(\.0+)?)?Z?$/;
// One slip among twenty proves does not make a file mixed.
const SLIPS_ALLOWED = 1 / 20;

/** Weighs every date cell of the file. */
export function weighDates(cells: Iterable<string>): FileDates {
  let yearFirst = 0;
  let onlyDayFirst = 0;
  let onlyMonthFirst = 0;
  let either = 0;
  let same = 0;
  for (const cell of cells) {
    const written = takeApart(cell);
    if (!written) continue;
    if (written.yearFirst) yearFirst += 1;
    else {
      const day = isCivilDate(written.dayFirst);
      const month = isCivilDate(written.monthFirst);
      if (day && month && written.dayFirst === written.monthFirst) same += 1;
      else if (day && month) either += 1;
      else if (day && !month) onlyDayFirst += 1;
      else if (month && !day) onlyMonthFirst += 1;
    }
  }

  const slashed = onlyMonthFirst > onlyDayFirst ? 'MDY' : 'DMY';
  const proofs = Math.max(onlyDayFirst, onlyMonthFirst);
  const slips = Math.min(onlyDayFirst, onlyMonthFirst);
  const evidence = proofs === 0 ? 'assumed' : slips > proofs * SLIPS_ALLOWED ? 'mixed' : 'proved';
  const yearLast = onlyDayFirst + onlyMonthFirst + either + same;
  const order = yearFirst + yearLast === 0 ? null : yearFirst >= yearLast ? 'YMD' : slashed;
  return { order, slashed, evidence: either === 0 && evidence === 'assumed' ? 'proved' : evidence };
}

/** Reads one date cell, by what the file says about its dates. */
export function readDate(cell: string, file: FileDates): DateReading {
  const written = takeApart(cell);
  if (!written) return { read: false, because: 'unreadable' };
  if (written.yearFirst) {
    if (!isCivilDate(written.date)) return { read: false, because: 'impossible' };
    return { read: true, date: written.date, because: file.order === 'YMD' ? 'plain' : 'rewritten' };
  }

  const [likely, other] = file.slashed === 'DMY' ? [written.dayFirst, written.monthFirst] : [written.monthFirst, written.dayFirst];
  if (isCivilDate(likely)) {
    const doubtful = file.evidence !== 'proved' && other !== likely && isCivilDate(other);
    return { read: true, date: likely, because: doubtful ? 'ambiguous' : file.order === 'YMD' ? 'rewritten' : 'plain' };
  }
  if (isCivilDate(other)) return { read: true, date: other, because: 'other_order' };
  return { read: false, because: 'impossible' };
}

function takeApart(cell: string): Written | null {
  const text = cell.trim().replace(MIDNIGHT, '');
  const first = YEAR_FIRST.exec(text);
  if (first) return { yearFirst: true, date: written(first[1], first[2], first[3]) };
  const last = YEAR_LAST.exec(text);
  if (!last) return null;
  return { yearFirst: false, dayFirst: written(last[3], last[2], last[1]), monthFirst: written(last[3], last[1], last[2]) };
}

function written(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
