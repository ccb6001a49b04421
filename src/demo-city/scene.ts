import { addBusinessMinutes, businessMinutesBetween, opensAt } from '../../libs/calendar/business-time.js';
import { addDays, type CivilDate } from '../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf, localAt } from '../../libs/calendar/zone.js';
import type { Reference } from '../../config/reference.js';
import type { Office } from '../follow-ups/offset.rules.js';
import type { Protocol } from '../follow-ups/protocol.rules.js';
import type { Cast } from './cast.js';
import type { Chance } from './chance.js';

/** What the story is told with, and the morning up to which it is told. */
export interface Scene {
  readonly cast: Cast;
  readonly reference: Reference;
  readonly protocol: Protocol;
  readonly office: Office;
  readonly day: CivilDate;
  /** Nine o'clock of that day: everything before has happened, everything after is still to come. */
  readonly asOf: Date;
  readonly midnight: Date;
  readonly nextMidnight: Date;
}

const NINE = '09:00';
/** After half past three a desk is being cleared: a demo that starts then starts with the next morning. */
const CLEARED = 15 * 60 + 30;

/** The scene on an office day. */
export function sceneOf(day: CivilDate, parts: Pick<Scene, 'cast' | 'reference' | 'protocol' | 'office'>): Scene {
  const { zone } = parts.office;
  return { ...parts, day, asOf: instantOf(day, NINE, zone), midnight: instantOf(day, 0, zone), nextMidnight: instantOf(addDays(day, 1), 0, zone) };
}

/** The office day that a demo opens on: today while there is a day's work ahead, else the next open day. */
export function openingDay(now: Date, { calendar, zone }: Office): CivilDate {
  const { date, minute } = localAt(now, zone);
  return calendar.roll(minute > CLEARED ? addDays(date, 1) : date, 'FORWARD');
}

/** Some moment after the first and not after the second, in office hours if there are any between. `late` from 0 (evenly) up leans to the end. */
export function officeMoment(chance: Chance, { office: { calendar, zone } }: Pick<Scene, 'office'>, from: Date, to: Date, late = 0): Date {
  const share = 1 - chance.unit() ** (1 + late);
  const open = businessMinutesBetween(calendar, zone, from, to);
  const at = open >= 10
    ? addBusinessMinutes(calendar, zone, from, 2 + (open - 4) * share)
    : new Date(from.getTime() + (to.getTime() - from.getTime()) * (0.05 + 0.9 * share));
  return wholeMinute(at, from);
}

/** A moment so many business minutes later. */
export function later({ office: { calendar, zone } }: Pick<Scene, 'office'>, from: Date, minutes: number): Date {
  return wholeMinute(addBusinessMinutes(calendar, zone, from, Math.max(1, minutes)), from);
}

/** An hour that people agree on: on the hour or half past. */
export function appointment(chance: Chance, { office }: Pick<Scene, 'office'>, on: CivilDate, firstHour = 9, lastHour = 16): Date {
  return instantOf(on, chance.whole(firstHour * 2, lastHour * 2) * 30, office.zone);
}

/** When the office opens on a day, or nine if it does not. */
export function morningOf({ office: { calendar, zone } }: Pick<Scene, 'office'>, on: CivilDate): Date {
  return opensAt(calendar, zone, on) ?? instantOf(on, NINE, zone);
}

/** The civil date of a moment at the office. */
export const dayOf = ({ office }: Pick<Scene, 'office'>, at: Date): CivilDate => civilDateAt(at, office.zone);

/** The later of two moments. */
export const latest = (one: Date, other: Date): Date => (one > other ? one : other);

const wholeMinute = (at: Date, after: Date): Date => {
  const cut = new Date(Math.floor(at.getTime() / 1000) * 1000);
  return cut > after ? cut : new Date(after.getTime() + 1000);
};
