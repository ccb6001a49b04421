/**
 * Holidays by rule. A list of dates is wrong the year after it was typed (and often the year it was copied), so each
 * holiday is a rule that answers for any year.
 */
import { dayNumberOf, weekdayOf } from './civil-date.js';
import type { DayNumber } from './civil-date.js';
import type { HolidayRule } from './calendar-file.js';

/** Easter Sunday of a Gregorian year, by the anonymous ("Meeus") computus. */
export function easterSunday(year: number): DayNumber {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const k = c % 4;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayNumberOf(year, Math.floor(n / 31), (n % 31) + 1);
}

/** The days that a rule closes, as computed from one year; a moved holiday may land in the next. */
export function holidayDays(rule: HolidayRule, year: number): DayNumber[] {
  switch (rule.rule) {
    case 'fixed': return fixed(rule, year);
    case 'nth-weekday': return nthWeekday(rule, year);
    case 'weekday-before': {
      const limit = dayNumberOf(year, rule.month, rule.day);
      return [limit - 1 - ((weekdayOf(limit - 1) - rule.weekday + 7) % 7)];
    }
    case 'easter': return [easterSunday(year) + rule.days];
    case 'range': return range(rule, year);
  }
}

function fixed(rule: Extract<HolidayRule, { rule: 'fixed' }>, year: number): DayNumber[] {
  const day = dayNumberOf(year, rule.month, rule.day);
  // 29 February runs on into March in most years: then there is no such holiday.
  if (rule.month === 2 && rule.day === 29 && day === dayNumberOf(year, 3, 1)) return [];
  return [rule['if-sunday'] === 'next-day' && weekdayOf(day) === 7 ? day + 1 : day];
}

function nthWeekday(rule: Extract<HolidayRule, { rule: 'nth-weekday' }>, year: number): DayNumber[] {
  const first = dayNumberOf(year, rule.month, 1);
  const next = dayNumberOf(rule.month === 12 ? year + 1 : year, (rule.month % 12) + 1, 1);
  if (rule.nth === -1) return [next - 1 - ((weekdayOf(next - 1) - rule.weekday + 7) % 7)];

  const day = first + ((rule.weekday - weekdayOf(first) + 7) % 7) + 7 * (rule.nth - 1);
  return day < next ? [day] : [];
}

function range(rule: Extract<HolidayRule, { rule: 'range' }>, year: number): DayNumber[] {
  const from = dayNumberOf(year, rule.from.month, rule.from.day);
  const sameYear = dayNumberOf(year, rule.to.month, rule.to.day);
  // A range such as 12-24 to 01-02 ends in the next year.
  const to = sameYear >= from ? sameYear : dayNumberOf(year + 1, rule.to.month, rule.to.day);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
