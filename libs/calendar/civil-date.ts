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
/** Days from 0000-03-01, where the count by cycles begins, to 1970-01-01. */
const TO_1970 = 719_468;

/** Says whether text is a day that exists: `2026-02-29` is not. */
export function isCivilDate(text: string): text is CivilDate {
  if (!SHAPE.test(text)) return false;
  const month = Number(text.slice(5, 7));
  return month >= 1 && month <= 12 && civil(dayNumber(text as CivilDate)) === text;
}

/** Takes text from outside as a day. @throws RangeError when no such day exists. */
export function asCivilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new RangeError(`"${text}" is not a day written YYYY-MM-DD`);
  return text;
}

/** Counts a day from 1970-01-01. */
export function dayNumber(date: CivilDate): DayNumber {
  return dayNumberOf(digits(date, 0, 4), digits(date, 5, 7), digits(date, 8, 10));
}

/** Cutting and parsing text would be half the cost of a plan. */
function digits(date: CivilDate, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) value = value * 10 + date.charCodeAt(i) - 48;
  return value;
}

/** The same count from its three parts; a day past the month's end runs on into the next month. */
export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  // Years begin in March, so that the leap day comes last; 400 such years have 146,097 days.
  const y = month > 2 ? year : year - 1;
  const cycle = Math.floor(y / 400);
  const yearOfCycle = y - cycle * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return cycle * 146_097 + yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear - TO_1970;
}

/** Writes a counted day as `YYYY-MM-DD`. */
export function civil(number: DayNumber): CivilDate {
  const { year, month, day } = partsOf(number);
  return `${year < 1000 ? String(year).padStart(4, '0') : year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}` as CivilDate;
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
  return ((((day + 3) % 7) + 7) % 7 + 1) as Weekday;
}

/** The civil year of a counted day. */
export function yearOf(day: DayNumber): number {
  return partsOf(day).year;
}

/** The year, month and day of the month of a counted day. */
export function partsOf(number: DayNumber): { year: number; month: number; day: number } {
  const days = number + TO_1970;
  const cycle = Math.floor(days / 146_097);
  const dayOfCycle = days - cycle * 146_097;
  const yearOfCycle = Math.floor((dayOfCycle - Math.floor(dayOfCycle / 1460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) / 365);
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1 };
}
