/*
 * The hours of the days ahead, as people read them on a door: by the day on which the door opens, a night included. Taken from
 * the openings that were worked out, so that holidays and summer closings are in them. Pure.
 */
import { addDays, type CivilDate } from '../../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf } from '../../../libs/calendar/zone.js';
import type { Opening } from '../listings/openings.rules.js';

/** One day of the week ahead; without openings it is closed. */
export interface DayHours {
  readonly on: CivilDate;
  readonly dayAndNight: boolean;
  readonly openings: readonly Opening[];
}

/** A week is what people plan by. */
export const WEEK = 7;

/** The seven days from a moment's own. */
export function weekFrom(at: Date, openings: readonly Opening[], zone: string): DayHours[] {
  const today = civilDateAt(at, zone);
  return Array.from({ length: WEEK }, (_, i) => {
    const on = addDays(today, i);
    const [begins, ends] = [instantOf(on, 0, zone), instantOf(addDays(on, 1), 0, zone)];
    const dayAndNight = openings.some(({ from, to }) => from <= begins && to >= ends);
    // What began before today and has not ended by morning is said once, on the first day.
    const told = openings.filter(({ from, to }) => (from >= begins && from < ends) || (i === 0 && from < begins && to > begins));
    return { on, dayAndNight, openings: dayAndNight ? [] : told };
  });
}

/** From so many hours on, an opening is not ended by a closing that anybody waits for. */
const ENDLESS_HOURS = 48;

/** Whether a door that is open now is open day and night. */
export const isEndless = (at: Date, { to }: Opening): boolean => to.getTime() - at.getTime() > ENDLESS_HOURS * 3_600_000;
