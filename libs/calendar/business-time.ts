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

const remembered = new WeakMap<Calendar, Map<string, Map<DayNumber, readonly Moments[]>>>();

/** The moment by which so many business minutes have passed; none gives the moment itself. @throws RangeError if negative. */
export function addBusinessMinutes(calendar: Calendar, zone: string, from: Date, minutes: number): Date {
  if (!(minutes >= 0)) throw new RangeError(`Business minutes are counted forwards, not ${minutes}`);
  let left = minutes * MINUTE_MS;
  if (left === 0) return from;

  const first = dayNumber(civilDateAt(from, zone));
  for (let day = first; day < first + FAR; day += 1) {
    for (const span of momentsOf(calendar, zone, day)) {
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
  const last = dayNumber(civilDateAt(to, zone));
  let open = 0;
  for (let day = dayNumber(civilDateAt(from, zone)); day <= last; day += 1) {
    for (const span of momentsOf(calendar, zone, day)) {
      open += Math.max(0, Math.min(span.to, to.getTime()) - Math.max(span.from, from.getTime()));
    }
  }
  return open / MINUTE_MS;
}

/** Says whether the doors are open at a moment; they are at the opening minute, no longer at the closing one. */
export function isOpenAt(calendar: Calendar, zone: string, at: Date): boolean {
  return momentsOf(calendar, zone, dayNumber(civilDateAt(at, zone)))
    .some(({ from, to }) => from <= at.getTime() && at.getTime() < to);
}

/** When doors first open on a day; nothing on a closed one. */
export function opensAt(calendar: Calendar, zone: string, date: CivilDate): Date | undefined {
  const first = momentsOf(calendar, zone, dayNumber(date))[0];
  return first && new Date(first.from);
}

/** When doors last close on a day; nothing on a closed one. */
export function closesAt(calendar: Calendar, zone: string, date: CivilDate): Date | undefined {
  const last = momentsOf(calendar, zone, dayNumber(date)).at(-1);
  return last && new Date(last.to);
}

/** Real hours later, whatever clocks and calendars say. */
export function addElapsedHours(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * 60 * MINUTE_MS);
}

function momentsOf(calendar: Calendar, zone: string, day: DayNumber): readonly Moments[] {
  let zones = remembered.get(calendar);
  if (!zones) remembered.set(calendar, (zones = new Map<string, Map<number, readonly Moments[]>>()));
  let days = zones.get(zone);
  if (!days) zones.set(zone, (days = new Map<number, readonly Moments[]>()));

  let moments = days.get(day);
  if (!moments) {
    const date = civil(day);
    moments = calendar.spansOn(day)
      .map(({ from, to }) => ({ from: instantOf(date, from, zone).getTime(), to: instantOf(date, to, zone).getTime() }));
    days.set(day, moments);
  }
  return moments;
}
