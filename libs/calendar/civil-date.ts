/**
 * Civil dates: days as people say them, without a time or a zone.
 *
 * They travel as `YYYY-MM-DD` text, in JSON, in Postgres `date` columns and in forms, so no midnight of any zone can
 * shift them. Inside the calendar they are counted as days since 1970-01-01, which makes arithmetic exact and quick.
 */

/** A day written `YYYY-MM-DD`; text from outside becomes one through `asCivilDate`. */
export type CivilDate = `${number}-${number}-${number}`;

/** Monday is 1 and Sunday is 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Days since 1970-01-01: the calendar's inner measure. */
export type DayNumber = number;

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** Says whether text is a day that exists: `2026-02-29` is not. */
export function isCivilDate(text: string): text is CivilDate {
  return SHAPE.test(text) && civil(dayNumber(text as CivilDate)) === text;
}

/** Takes text from outside as a day. @throws RangeError when no such day exists. */
export function asCivilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new RangeError(`"${text}" is not a day written YYYY-MM-DD`);
  return text;
}

/** Counts a day from 1970-01-01. */
export function dayNumber(date: CivilDate): DayNumber {
  return dayNumberOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

/** The same count from its three parts; a day past the month's end runs on into the next month. */
export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  // Date.UTC would take years 0–99 for 1900–1999.
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS);
}

/** Writes a counted day as `YYYY-MM-DD`. */
export function civil(day: DayNumber): CivilDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10) as CivilDate;
}

/** Moves by whole days of the civil calendar, forwards or backwards. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return civil(dayNumber(date) + days);
}

/** Whole days from one date to another; negative when the second is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day of the week of a counted day. */
export function weekdayOf(day: DayNumber): Weekday {
  // 1970-01-01 was a Thursday.
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** The civil year of a counted day. */
export function yearOf(day: DayNumber): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}
