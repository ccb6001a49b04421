/*
 * When a service is open, worked out of its HSDS schedules for some days. A schedule with a first and a last day and neither a
 * frequency nor weekdays is an exception for those days: with hours, these instead of the usual ones; without, closed.
 */
import { civil, type CivilDate, dayNumber, type DayNumber, weekdayOf } from '../../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf } from '../../../libs/calendar/zone.js';
import type { Hsds } from '../hsds/hsds.shape.js';

/** A stretch of time in which somebody is there. */
export interface Opening {
  readonly from: Date;
  readonly to: Date;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** The stretches within a range in which some of the schedules say that it is open, earliest first and never overlapping. */
export function openingsOf(schedules: readonly Hsds<'schedule'>[], range: Opening, zone: string): Opening[] {
  const [exceptions, usual] = [schedules.filter(isException), schedules.filter((each) => !isException(each))];
  const openings: Opening[] = [];
  // From the day before: a night may run into the first day.
  for (let day = dayNumber(civilDateAt(range.from, zone)) - 1; day <= dayNumber(civilDateAt(range.to, zone)); day += 1) {
    const special = exceptions.filter((each) => isWithin(each, day));
    for (const each of special.length > 0 ? special : usual.filter((one) => isWithin(one, day) && isOnWeekday(one, day))) {
      const opening = hoursOn(each, civil(day), zone);
      if (opening && opening.to > range.from && opening.from < range.to) openings.push(opening);
    }
  }
  return joined(openings);
}

const isException = (each: Hsds<'schedule'>): boolean => Boolean(each.valid_from && each.valid_to && !each.freq && !each.byday);

const isWithin = ({ valid_from, valid_to, dtstart, until }: Hsds<'schedule'>, day: DayNumber): boolean =>
  [valid_from, dtstart].every((first) => !first || dayNumber(first as CivilDate) <= day) && [valid_to, until].every((last) => !last || day <= dayNumber(last as CivilDate));

function isOnWeekday({ byday, dtstart }: Hsds<'schedule'>, day: DayNumber): boolean {
  const days = byday ? byday.split(',').map((each) => each.trim().slice(-2).toUpperCase()) : [];
  if (days.length > 0) return days.includes(WEEKDAYS[weekdayOf(day) - 1] ?? '');
  return !dtstart || weekdayOf(dayNumber(dtstart as CivilDate)) === weekdayOf(day);
}

function hoursOn({ opens_at, closes_at }: Hsds<'schedule'>, date: CivilDate, zone: string): Opening | undefined {
  if (!opens_at || !closes_at) return undefined;
  const [opens, closes] = [minutes(opens_at), minutes(closes_at)];
  return { from: instantOf(date, opens, zone), to: instantOf(date, closes > opens ? closes : closes + 1440, zone) };
}

const minutes = (time: string): number => {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
};

function joined(openings: readonly Opening[]): Opening[] {
  const inOrder = [...openings].sort((one, other) => one.from.getTime() - other.from.getTime());
  const all: Opening[] = [];
  for (const each of inOrder) {
    const last = all.at(-1);
    if (last && each.from <= last.to) all[all.length - 1] = { from: last.from, to: each.to > last.to ? each.to : last.to };
    else all.push(each);
  }
  return all;
}
