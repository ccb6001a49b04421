/**
 * How soon an organisation is to answer, to be in touch, to say how it goes and what came of it. The office's times hang on the
 * tier; an agreement that promises an answer replaces both the number and the clock. A question of the organisation's stops its
 * clock, and what was left of it runs on from our answer; time as it passes, business time and time that stood still are kept apart.
 */
import { addBusinessMinutes, addElapsedHours, businessMinutesBetween, closesAt } from '../../../libs/calendar/business-time.js';
import type { Calendar } from '../../../libs/calendar/calendar.js';
import { addDays } from '../../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf, localAt } from '../../../libs/calendar/zone.js';
import type { Tier } from '../../cases/cases.door.js';

/** On whose clock time is counted. */
export type ClockKind = 'elapsed' | 'business';

/** A clock's hours: a calendar and the zone of its wall clock. */
export interface Hours {
  readonly calendar: Calendar;
  readonly zone: string;
}

/** So much of what, on whose clock. Business days run until doors close on the last of them; calendar days keep the time of day. */
export interface Span {
  readonly within: number;
  readonly unit: 'hours' | 'days';
  readonly clock: ClockKind;
}

const hours = (within: number, clock: ClockKind): Span => ({ within, unit: 'hours', clock });
const days = (within: number, clock: ClockKind): Span => ({ within, unit: 'days', clock });

/** What the office asks of organisations, by tier (domain: usual times of referral networks). */
export const STANDARDS = {
  answer:  { P1: hours(4, 'business'), P2: days(1, 'business'), P3: days(2, 'business'), P4: days(5, 'business') },
  contact: { P1: hours(24, 'elapsed'), P2: days(2, 'business'), P3: days(3, 'business'), P4: days(5, 'business') },
  update:  { P1: days(3, 'elapsed'), P2: days(7, 'elapsed'), P3: days(14, 'elapsed'), P4: days(14, 'elapsed') },
  outcome: { P1: days(15, 'elapsed'), P2: days(30, 'elapsed'), P3: days(30, 'elapsed'), P4: days(60, 'elapsed') },
} as const satisfies Record<string, Record<Tier, Span>>;

/** Both sides are reminded when so much of the time has passed. */
export const REMIND_AT = 0.75;

/** When something that begins at a moment is due. */
export function dueAt({ within, unit, clock }: Span, from: Date, { calendar, zone }: Hours): Date {
  if (unit === 'hours') return clock === 'elapsed' ? addElapsedHours(from, within) : addBusinessMinutes(calendar, zone, from, within * 60);
  const { date, minute } = localAt(from, zone);
  if (clock === 'elapsed') return instantOf(addDays(date, within), minute, zone);
  const last = calendar.addBusinessDays(date, within);
  return closesAt(calendar, zone, last) ?? instantOf(last, 1_440, zone);
}

/** What an answer is promised in: an agreement's promise or, without one, the office's time for the tier. */
export const answerSpan = (tier: Tier, promise: Span | null): Span => promise ?? STANDARDS.answer[tier];

/** Minutes between two moments on a clock; never negative. */
export function minutesOn(clock: ClockKind, from: Date, to: Date, { calendar, zone }: Hours): number {
  const minutes = clock === 'elapsed' ? (to.getTime() - from.getTime()) / 60_000 : businessMinutesBetween(calendar, zone, from, to);
  return Math.max(0, Math.round(minutes));
}

/** A moment so many minutes later on a clock. */
export const laterOn = (clock: ClockKind, from: Date, minutes: number, { calendar, zone }: Hours): Date =>
  (clock === 'elapsed' ? new Date(from.getTime() + minutes * 60_000) : addBusinessMinutes(calendar, zone, from, minutes));

/** When a silent organisation is reminded: at three quarters of its time, on its own clock. */
export function remindAt(clock: ClockKind, from: Date, due: Date, hoursOf: Hours): Date {
  return laterOn(clock, from, Math.floor(minutesOn(clock, from, due, hoursOf) * REMIND_AT), hoursOf);
}

/** How long an answer took, without the time that stood still: as it passed, and in the organisation's business time. */
export function timeTaken(sentAt: Date, answeredAt: Date, paused: { readonly minutes: number; readonly businessMinutes: number }, hoursOf: Hours): { readonly elapsed: number; readonly business: number } {
  return {
    elapsed: Math.max(0, minutesOn('elapsed', sentAt, answeredAt, hoursOf) - paused.minutes),
    business: Math.max(0, minutesOn('business', sentAt, answeredAt, hoursOf) - paused.businessMinutes),
  };
}

/** A question that nobody at the office has answered by then goes to the owner, and a business day later to their lead. */
export const questionDueAt = (askedAt: Date, step: number, { calendar, zone }: Hours): Date => {
  const day = calendar.addBusinessDays(civilDateAt(askedAt, zone), 1 + step);
  return closesAt(calendar, zone, day) ?? instantOf(day, 1_440, zone);
};
