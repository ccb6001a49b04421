/*
 * When a service is open. HSDS writes hours as schedules made of RFC 5545's parts, looser than the RFC allows: week numbers
 * in a weekly rule, a count without a beginning, a zone as hours from UTC or as a suffix of an hour. A day is tested against
 * the parts one by one, which gives every combination a meaning; libraries for the RFC refuse what real directories hold.
 * What a schedule leaves unsaid is never taken for an open door: hours without days open nothing.
 */
import { civil, dayNumber, dayNumberOf, isCivilDate, partsOf, weekdayOf, yearOf, type DayNumber } from '../../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf } from '../../../libs/calendar/zone.js';
import type { Hsds } from '../hsds/hsds.shape.js';

/** A span of time in which the door is open, its end not included. */
export interface Opening {
  readonly from: Date;
  readonly to: Date;
}

/** The parts of an HSDS schedule that say when. */
export type Schedule = Partial<Pick<Hsds<'schedule'>, 'valid_from' | 'valid_to' | 'dtstart' | 'timezone' | 'until' | 'count' | 'wkst' | 'freq' | 'interval' | 'byday'
  | 'byweekno' | 'bymonthday' | 'byyearday' | 'opens_at' | 'closes_at'>>;

/** Whether a door is open at a moment: until when, or when it opens next, as far as its openings reach. */
export type OpenState = { readonly open: true; readonly until: Date } | { readonly open: false; readonly next: Date | null };

interface Hour {
  readonly minute: number;
  /** Minutes from UTC, when the hour was written with them. */
  readonly offset: number | null;
}

type DayTest = (day: DayNumber) => boolean;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** The Monday from which weeks are counted when a schedule has no beginning. */
const SOME_MONDAY = dayNumberOf(2024, 1, 1);

/**
 * The openings that touch a span of time, whole, in order and apart from one another. On some days exceptions hold: hours
 * for the days from one to another stand instead of the usual ones, and days without hours are closed, whatever else is written.
 */
export function openingsOf(schedules: readonly Schedule[], { from, to }: Opening, zone: string): Opening[] {
  // Two days wider: a night ends on the next day, and another zone's day is up to 14 hours away.
  const first = dayNumber(civilDateAt(from, zone)) - 2;
  const last = dayNumber(civilDateAt(to, zone)) + 2;
  const [closed, special] = [isClosing, isSpecial].map((which) => schedules.filter(which).map((schedule) => daysOf(schedule, last)));
  const holds = (tests: readonly DayTest[] = [], day: DayNumber): boolean => tests.some((test) => test(day));

  const openings: Opening[] = [];
  for (const schedule of schedules) {
    const [opens, closes] = [hourOf(schedule.opens_at), hourOf(schedule.closes_at)];
    if (!opens || !closes) continue;
    const isOn = daysOf(schedule, last);
    for (let day = first; day <= last; day += 1) {
      if (!isOn(day) || holds(closed, day) || (!isSpecial(schedule) && holds(special, day))) continue;
      const opening = openingOn(day, opens, closes, schedule.timezone ?? null, zone);
      if (opening.to > from && opening.from < to) openings.push(opening);
    }
  }
  return joined(openings);
}

/** Whether openings, in order and apart, hold a moment. */
export function openState(openings: readonly Opening[], at: Date): OpenState {
  const next = openings.find(({ to }) => to > at);
  if (next && next.from <= at) return { open: true, until: next.to };
  return { open: false, next: next?.from ?? null };
}

/** Days without hours, up to a day that is named: how a directory writes holidays and summer closings. */
const isClosing = (schedule: Schedule): boolean => !schedule.opens_at && !schedule.closes_at && Boolean(schedule.valid_to);

/** Hours for every day from one to another: how a directory writes the hours of a holiday week. */
const isSpecial = (schedule: Schedule): boolean =>
  Boolean(schedule.opens_at && schedule.closes_at && schedule.valid_from && schedule.valid_to) && !schedule.dtstart && !hasRule(schedule);

function openingOn(day: DayNumber, opens: Hour, closes: Hour, timezone: number | null, zone: string): Opening {
  // Closing no later than it opens, it closes on the next day: 20:00 to 02:00, and 00:00 to 00:00 all day long.
  const closing = closes.minute > opens.minute ? closes.minute : closes.minute + DAY_MINUTES;
  const moment = (minute: number, offset: number | null): Date => {
    const from = offset ?? (timezone === null ? null : timezone * 60);
    if (from !== null) return new Date(day * DAY_MS + (minute - from) * MINUTE_MS);
    return minute < DAY_MINUTES ? instantOf(civil(day), minute, zone) : instantOf(civil(day + 1), minute - DAY_MINUTES, zone);
  };
  return { from: moment(opens.minute, opens.offset), to: moment(closing, closes.offset ?? opens.offset) };
}

function joined(openings: readonly Opening[]): Opening[] {
  const apart: Opening[] = [];
  for (const opening of [...openings].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const before = apart.at(-1);
    if (before && opening.from <= before.to) apart[apart.length - 1] = { from: before.from, to: opening.to > before.to ? opening.to : before.to };
    // An hour that the clocks skip leaves nothing open.
    else if (opening.to > opening.from) apart.push(opening);
  }
  return apart;
}

/** The test of a day, not after the last that is asked about, that a schedule's parts make together. */
function daysOf(schedule: Schedule, last: DayNumber): DayTest {
  const [begins, validFrom, validTo, until] = [schedule.dtstart, schedule.valid_from, schedule.valid_to, schedule.until].map(counted);
  const within = (day: DayNumber): boolean =>
    day >= Math.max(begins ?? -Infinity, validFrom ?? -Infinity) && day <= Math.min(validTo ?? Infinity, until ?? Infinity);

  if (!hasRule(schedule)) {
    // Without a rule: the one day it begins on, or every day of the time it is valid for.
    if (begins !== undefined) return (day) => day === begins && within(day);
    return validFrom !== undefined || validTo !== undefined ? within : never;
  }
  const recurs = recurrence(schedule, begins, begins ?? validFrom);
  const notAfter = schedule.count ? lastCounted(recurs, begins ?? validFrom ?? Infinity, schedule.count, last) : Infinity;
  return (day) => within(day) && day <= notAfter && recurs(day);
}

const hasRule = ({ freq, byday, bymonthday, byyearday, byweekno }: Schedule): boolean => Boolean(freq ?? byday ?? bymonthday ?? byyearday ?? byweekno);
const never: DayTest = () => false;

function recurrence(schedule: Schedule, begins: DayNumber | undefined, anchor: DayNumber = SOME_MONDAY): DayTest {
  const weekStart = WEEKDAYS.indexOf(schedule.wkst ?? 'MO');
  const interval = Math.max(1, schedule.interval ?? 1);
  const monthly = (schedule.freq ?? (schedule.bymonthday ? 'MONTHLY' : 'WEEKLY')) === 'MONTHLY';
  const period = (day: DayNumber): number => (monthly ? monthOf(day) : weekOf(day, weekStart));
  const first = period(anchor);

  const tests = [
    schedule.byday ? weekdayTest(schedule.byday) : undefined,
    schedule.bymonthday ? numbersTest(schedule.bymonthday, (day) => { const { first: start, length } = month(day); return [day - start + 1, length]; }) : undefined,
    schedule.byyearday ? numbersTest(schedule.byyearday, (day) => { const start = yearStart(day); return [day - start + 1, yearStart(start + 366) - start]; }) : undefined,
    schedule.byweekno ? numbersTest(schedule.byweekno, (day) => weekNumber(day, weekStart)) : undefined,
  ].filter((test) => test !== undefined);
  if (tests.length === 0) {
    // RFC 5545: the day that the rule begins on says which day it is.
    if (begins === undefined) return never;
    tests.push(monthly ? (day) => partsOf(day).day === partsOf(begins).day : (day) => weekdayOf(day) === weekdayOf(begins));
  }
  return (day) => (((period(day) - first) % interval) + interval) % interval === 0 && tests.every((test) => test(day));
}

function lastCounted(recurs: DayTest, begins: DayNumber, count: number, last: DayNumber): DayNumber {
  let left = count;
  for (let day = begins; day <= last; day += 1) {
    if (recurs(day)) left -= 1;
    if (left === 0) return day;
  }
  return Infinity;
}

/** `MO,WE`, and with a place in the month `1MO,-1FR`. */
function weekdayTest(byday: string): DayTest {
  const wanted = byday.toUpperCase().split(',').flatMap((part) => {
    const [, place, weekday = ''] = /^\s*([+-]?\d{1,2})?\s*(MO|TU|WE|TH|FR|SA|SU)\s*$/.exec(part) ?? [];
    return weekday ? [{ weekday: WEEKDAYS.indexOf(weekday) + 1, place: Number(place ?? 0) }] : [];
  });
  return (day) => wanted.some(({ weekday, place }) => weekdayOf(day) === weekday && (place === 0 || placesInMonth(day).includes(place)));
}

/** Which such weekday of its month a day is, from either end: the third of four is 3 and -2. */
function placesInMonth(day: DayNumber): number[] {
  const { first, length } = month(day);
  const inMonth = day - first;
  return [Math.floor(inMonth / 7) + 1, -(Math.floor((length - 1 - inMonth) / 7) + 1)];
}

/** `1,15,-1`, where a negative number counts from the end. */
function numbersTest(list: string, numberOf: (day: DayNumber) => [number, number]): DayTest {
  const wanted = new Set(list.split(',').map(Number).filter((number) => Number.isInteger(number) && number !== 0));
  return (day) => {
    const [number, length] = numberOf(day);
    return wanted.has(number) || wanted.has(number - length - 1);
  };
}

function weekOf(day: DayNumber, weekStart: number): number {
  return Math.floor((day - SOME_MONDAY - weekStart) / 7);
}

/** The number of a day's week in its year, and how many that year has: a week is of the year that holds four of its days. */
function weekNumber(day: DayNumber, weekStart: number): [number, number] {
  const firstOf = (start: DayNumber): number => weekOf(start + 3, weekStart);
  const week = weekOf(day, weekStart);
  const middle = week * 7 + SOME_MONDAY + weekStart + 3;
  const start = yearStart(middle);
  return [week - firstOf(start) + 1, firstOf(yearStart(start + 366)) - firstOf(start)];
}

const monthOf = (day: DayNumber): number => { const parts = partsOf(day); return parts.year * 12 + parts.month; };
const yearStart = (day: DayNumber): DayNumber => dayNumberOf(yearOf(day), 1, 1);

function month(day: DayNumber): { first: DayNumber; length: number } {
  const parts = partsOf(day);
  const first = day - parts.day + 1;
  return { first, length: dayNumberOf(parts.month === 12 ? parts.year + 1 : parts.year, parts.month === 12 ? 1 : parts.month + 1, 1) - first };
}

const counted = (date: string | null | undefined): DayNumber | undefined => (date && isCivilDate(date) ? dayNumber(date) : undefined);

/** `9:00`, `09:00:00`, and with the distance from UTC that HSDS recommends: `09:00Z`, `09:00-05:00`. */
function hourOf(text: string | null | undefined): Hour | undefined {
  const [, hours, minutes, zone] = /^(\d{1,2}):([0-5]\d)(?::\d{2})?(Z|[+-]\d{2}:?\d{2})?$/.exec(text ?? '') ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= DAY_MINUTES ? { minute, offset: zone ? offsetOf(zone) : null } : undefined;
}

const offsetOf = (zone: string): number => (zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))));
