/**
 * Offsets: how far from a starting point a promise lies, and by which clock.
 *
 * Real programmes mix clocks for the same person: a refugee's health assessment is counted in calendar days, an
 * office's call in business days, an urgent visit in plain hours. So the clock is part of the number, never implied.
 */
import { addBusinessHours, addElapsedHours } from '../../libs/calendar/business-time.js';
import type { Calendar } from '../../libs/calendar/calendar.js';
import { addDays } from '../../libs/calendar/civil-date.js';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf } from '../../libs/calendar/zone.js';
import type { ClockTime } from '../../libs/calendar/zone.js';

/** Which clock counts: real time, the civil calendar, or the time in which the office is open. */
export type OffsetClock = 'ELAPSED' | 'CALENDAR' | 'BUSINESS';

/** A distance in time with its clock; ELAPSED is in hours, CALENDAR in days, BUSINESS in either. */
export interface Offset {
  readonly amount: number;
  readonly unit: 'hours' | 'days';
  readonly clock: OffsetClock;
}

/** The office whose calendar, clocks and closing hour decide; the calendar is the team's. */
export interface Office {
  readonly calendar: Calendar;
  readonly zone: string;
}

const UNITS = {
  H: { unit: 'hours', clock: 'ELAPSED' },
  C: { unit: 'days', clock: 'CALENDAR' },
  B: { unit: 'days', clock: 'BUSINESS' },
  BH: { unit: 'hours', clock: 'BUSINESS' },
} as const;

const SHAPE = /^([+-]?\d+) ?(H|C|B|BH)$/;

/** Reads `24 H`, `-7 C`, `3 B` or `4 BH`; nothing when the text is none of these. */
export function readOffset(text: string): Offset | undefined {
  const match = SHAPE.exec(text);
  const letters = match?.[2] as keyof typeof UNITS | undefined;
  return letters && { amount: Number(match?.[1]), ...UNITS[letters] };
}

/** The day that lies an offset of days from a day. */
export function dayAfter(from: CivilDate, { amount, clock }: Offset, calendar: Calendar): CivilDate {
  return clock === 'BUSINESS' ? calendar.addBusinessDays(from, amount) : addDays(from, amount);
}

/** The moment an offset after a moment: hours run from it, days end on their day at a given time; whole seconds. */
export function momentAfter(from: Date, offset: Offset, office: Office, dueTime: ClockTime): Date {
  if (offset.unit === 'hours') return hoursAfter(from, offset, office);
  return instantOf(dayAfter(civilDateAt(from, office.zone), offset, office.calendar), dueTime, office.zone);
}

/** The moment that lies an offset of hours from a moment: real hours, or those in which the office is open. */
export function hoursAfter(from: Date, { amount, clock }: Offset, { calendar, zone }: Office): Date {
  return wholeSecond(clock === 'BUSINESS' ? addBusinessHours(calendar, zone, from, amount) : addElapsedHours(from, amount));
}

/** The same moment or the next whole second: an alarm rings on whole seconds, and never before its time. */
export function wholeSecond(at: Date): Date {
  return new Date(Math.ceil(at.getTime() / 1000) * 1000);
}
