/**
 * Business time: only the hours in which the office is open count.
 *
 * A calendar says when doors open by the wall clock; a zone says which moments those are. Spans of moments are kept by
 * calendar and zone, because a desk asks about the same days all day long. Time is counted in real milliseconds, so an
 * office that is open while clocks change neither gains nor loses an hour.
 */
import type { Calendar } from './calendar.js';
import { civil, dayNumber } from './civil-date.js';
import type { CivilDate, DayNumber } from './civil-date.js';
import { civilDateAt, instantOf } from './zone.js';

interface Moments { readonly from: number; readonly to: number }

const MINUTE_MS = 60_000;
/** Ten years without enough open hours is a mistake in a file, not an answer. */
const FAR = 3_660;

type Days = (day: DayNumber) => readonly Moments[];

const remembered = new WeakMap<Calendar, Map<string, Days>>();

/** The moment by which so many business minutes have passed; none gives the moment itself. @throws RangeError if negative. */
export function addBusinessMinutes(calendar: Calendar, zone: string, from: Date, minutes: number): Date {
  if (!(minutes >= 0)) throw new RangeError(`Business minutes are counted forwards, not ${minutes}`);
  let left = minutes * MINUTE_MS;
  if (left === 0) return from;

  const momentsOf = daysOf(calendar, zone);
  const first = dayNumber(civilDateAt(from, zone));
  for (let day = first; day < first + FAR; day += 1) {
    for (const span of momentsOf(day)) {
      const open = span.to - Math.max(span.from, from.getTime());
      if (open <= 0) continue;
      if (open >= left) return new Date(span.to - open + left);
      left -= open;
    }
  }
  throw new RangeError(`The calendar ${calendar.id} has not ${minutes} open minutes within ten years`);
}

/** `addBusinessMinutes` in hours, as promises are worded. */
export function addBusinessHours(calendar: Calendar, zone: string, from: Date, hours: number): Date {
  return addBusinessMinutes(calendar, zone, from, hours * 60);
}

/** Open minutes between two moments, with fractions; negative when the second is earlier. */
export function businessMinutesBetween(calendar: Calendar, zone: string, from: Date, to: Date): number {
  if (to < from) return -businessMinutesBetween(calendar, zone, to, from);
  const momentsOf = daysOf(calendar, zone);
  const last = dayNumber(civilDateAt(to, zone));
  let open = 0;
  for (let day = dayNumber(civilDateAt(from, zone)); day <= last; day += 1) {
    for (const span of momentsOf(day)) {
      open += Math.max(0, Math.min(span.to, to.getTime()) - Math.max(span.from, from.getTime()));
    }
  }
  return open / MINUTE_MS;
}

/** Says whether the doors are open at a moment; they are at the opening minute, no longer at the closing one. */
export function isOpenAt(calendar: Calendar, zone: string, at: Date): boolean {
  return daysOf(calendar, zone)(dayNumber(civilDateAt(at, zone)))
    .some(({ from, to }) => from <= at.getTime() && at.getTime() < to);
}

/** When doors first open on a day; nothing on a closed one. */
export function opensAt(calendar: Calendar, zone: string, date: CivilDate): Date | undefined {
  const first = daysOf(calendar, zone)(dayNumber(date))[0];
  return first && new Date(first.from);
}

/** When doors last close on a day; nothing on a closed one. */
export function closesAt(calendar: Calendar, zone: string, date: CivilDate): Date | undefined {
  const last = daysOf(calendar, zone)(dayNumber(date)).at(-1);
  return last && new Date(last.to);
}

/** Real hours later, whatever clocks and calendars say. */
export function addElapsedHours(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * 60 * MINUTE_MS);
}

/** The open moments of each day of a calendar in a zone, worked out once. */
function daysOf(calendar: Calendar, zone: string): Days {
  let zones = remembered.get(calendar);
  if (!zones) remembered.set(calendar, (zones = new Map<string, Days>()));
  let days = zones.get(zone);
  if (!days) zones.set(zone, (days = remembering((day) => openOn(calendar, zone, day))));
  return days;
}

function remembering(workOut: Days): Days {
  const known = new Map<DayNumber, readonly Moments[]>();
  return (day) => {
    let moments = known.get(day);
    if (!moments) known.set(day, (moments = workOut(day)));
    return moments;
  };
}

function openOn(calendar: Calendar, zone: string, day: DayNumber): readonly Moments[] {
  const date = civil(day);
  return calendar.spansOn(day).map(({ from, to }) => ({ from: instantOf(date, from, zone).getTime(), to: instantOf(date, to, zone).getTime() }));
}
