/**
 * A named calendar: which days are open, from when to when, and what "two business days later" means.
 *
 * It is pure and knows no zone; `business-time.ts` brings hours and a zone together. Each year is computed once, when
 * first asked about, and kept.
 */
import { civil, dayNumber, dayNumberOf, weekdayOf, yearOf } from './civil-date.js';
import type { CivilDate, DayNumber } from './civil-date.js';
import type { CalendarException, CalendarName, HolidayRule, OpenSpan } from './calendar-file.js';
import { holidayDays } from './holidays.js';

/** Where a date goes that falls on a closed day. */
export type Roll = 'BACK' | 'FORWARD' | 'NONE';

/** All that a calendar is made of, its parents and settings already worked in. */
export interface CalendarParts {
  readonly id: string;
  readonly name: CalendarName;
  /** Seven lists, Monday first; an empty list is a closed weekday. */
  readonly week: readonly (readonly OpenSpan[])[];
  readonly holidays: readonly HolidayRule[];
  readonly exceptions: readonly CalendarException[];
}

interface Day {
  readonly spans: readonly OpenSpan[];
  readonly closedFor?: CalendarName;
}

/** Ten years without an open day is a mistake in a file, not an answer. */
const FAR = 3_660;

export class Calendar {
  readonly id: string;
  readonly name: CalendarName;
  private readonly exceptions: ReadonlyMap<DayNumber, CalendarException>;
  private readonly years = new Map<number, { first: DayNumber; days: Day[] }>();

  constructor(private readonly parts: CalendarParts) {
    this.id = parts.id;
    this.name = parts.name;
    this.exceptions = new Map(parts.exceptions.map((each) => [dayNumber(each.date), each]));
  }

  /** Says whether the office is open at some hour of that day. */
  isOpen(date: CivilDate): boolean {
    return this.spansOn(dayNumber(date)).length > 0;
  }

  /** The holiday or exception that closes a day; nothing on an open day or an ordinary weekend. */
  closedFor(date: CivilDate): CalendarName | undefined {
    return this.day(dayNumber(date)).closedFor;
  }

  /** The hours of a day, earliest first; none on a closed day. */
  openSpans(date: CivilDate): readonly OpenSpan[] {
    return this.spansOn(dayNumber(date));
  }

  /**
   * Counts open days forwards or backwards; the starting day is day 0 and never counted, open or not. The result is
   * open, except that 0 gives the day itself.
   */
  addBusinessDays(date: CivilDate, count: number): CivilDate {
    const step = Math.sign(count);
    let day = dayNumber(date);
    for (let left = Math.abs(count); left > 0; left -= 1) day = this.nearestOpen(day + step, step);
    return civil(day);
  }

  /** Open days after the first date, up to and with the second; negative when the second is earlier. */
  businessDaysBetween(from: CivilDate, to: CivilDate): number {
    const [low, high] = [dayNumber(from), dayNumber(to)];
    if (low > high) return -this.businessDaysBetween(to, from);
    let count = 0;
    for (let day = low + 1; day <= high; day += 1) if (this.spansOn(day).length > 0) count += 1;
    return count;
  }

  /** Moves a date off a closed day, or leaves it there. */
  roll(date: CivilDate, roll: Roll): CivilDate {
    if (roll === 'NONE') return date;
    return civil(this.nearestOpen(dayNumber(date), roll === 'BACK' ? -1 : 1));
  }

  /** The hours of a counted day; `business-time.ts` walks days by number. */
  spansOn(day: DayNumber): readonly OpenSpan[] {
    return this.day(day).spans;
  }

  private nearestOpen(from: DayNumber, step: number): DayNumber {
    for (let day = from; Math.abs(day - from) < FAR; day += step) {
      if (this.spansOn(day).length > 0) return day;
    }
    throw new RangeError(`The calendar ${this.id} has no open day within ten years of ${civil(from)}`);
  }

  private day(number: DayNumber): Day {
    const wanted = yearOf(number);
    let year = this.years.get(wanted);
    if (!year) this.years.set(wanted, (year = this.compile(wanted)));
    return year.days[number - year.first] ?? { spans: [] };
  }

  private compile(year: number): { first: DayNumber; days: Day[] } {
    const first = dayNumberOf(year, 1, 1);
    const holidays = new Map<DayNumber, CalendarName>();
    for (const rule of this.parts.holidays) {
      // The year before, because a closure over New Year or a moved 31 December ends in this one.
      for (const day of [...holidayDays(rule, year - 1), ...holidayDays(rule, year)]) {
        if (!holidays.has(day)) holidays.set(day, rule.name);
      }
    }

    const length = dayNumberOf(year + 1, 1, 1) - first;
    return { first, days: Array.from({ length }, (_, i) => this.compileDay(first + i, holidays.get(first + i))) };
  }

  private compileDay(day: DayNumber, holiday: CalendarName | undefined): Day {
    const usual = this.parts.week[weekdayOf(day) - 1] ?? [];
    const exception = this.exceptions.get(day);
    if (exception?.is === 'open') return { spans: exception.hours ?? usual };
    if (exception) return { spans: [], closedFor: exception.name };
    return holiday ? { spans: [], closedFor: holiday } : { spans: usual };
  }
}
