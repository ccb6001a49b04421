/**
 * What a calendar file may say. A calendar is office hours for each weekday, holidays computed by rule, so that no
 * year ever has to be typed, and exceptions for the days that a rule cannot know.
 */
import { z } from 'zod';
import { readDocument } from '../yaml/read-document.js';
import { asCivilDate, dayNumberOf, isCivilDate } from './civil-date.js';
import { minuteOf } from './zone.js';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const weekday = z.enum(WEEKDAYS).transform((name) => WEEKDAYS.indexOf(name) + 1);
const month = z.int().min(1).max(12);
const day = z.int().min(1).max(31);
const name = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });

/** `08:30-17:00`, or several parts of a day: `08:30-12:00, 13:00-17:00`. */
const hours = z.string().transform((text, context) => {
  const spans = text.split(',').map((part) => part.trim().split('-').map((time) => {
    try { return minuteOf(time.trim()); } catch { return NaN; }
  }));
  const edges = spans.flat();
  const fits = spans.every((span) => span.length === 2) && edges.every((edge, i) => i === 0 ? edge >= 0 : edge > (edges[i - 1] ?? NaN));
  if (!fits) {
    context.addIssue({ code: 'custom', message: `"${text}" is not hours like "08:30-17:00", earliest first` });
    return z.NEVER;
  }
  return spans.map(([from = 0, to = 0]) => ({ from, to }));
});

const monthDay = z.string().transform((text, context) => {
  const match = /^(\d{2})-(\d{2})$/.exec(text);
  const [at, on] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || !isDayOfMonth(at, on)) {
    context.addIssue({ code: 'custom', message: `"${text}" is not a day of the year written MM-DD` });
    return z.NEVER;
  }
  return { month: at, day: on };
});

const civilDate = z.string().refine(isCivilDate, 'not a day written YYYY-MM-DD').transform((text) => asCivilDate(text));

const everyHoliday = { id: z.string().min(1), name, only: z.record(z.string(), z.string()).optional() };

const holiday = z.discriminatedUnion('rule', [
  z.strictObject({ ...everyHoliday, rule: z.literal('fixed'), month, day, 'if-sunday': z.literal('next-day').optional() }),
  z.strictObject({ ...everyHoliday, rule: z.literal('nth-weekday'), nth: z.union([z.int().min(1).max(5), z.literal(-1)]), weekday, month }),
  z.strictObject({ ...everyHoliday, rule: z.literal('weekday-before'), weekday, month, day }),
  z.strictObject({ ...everyHoliday, rule: z.literal('easter'), days: z.int().min(-60).max(60) }),
  z.strictObject({ ...everyHoliday, rule: z.literal('range'), from: monthDay, to: monthDay }),
]).superRefine((rule, context) => {
  if ((rule.rule === 'fixed' || rule.rule === 'weekday-before') && !isDayOfMonth(rule.month, rule.day)) {
    context.addIssue({ code: 'custom', path: ['day'], message: `month ${rule.month} has no day ${rule.day}` });
  }
});

const exception = z.discriminatedUnion('is', [
  z.strictObject({ date: civilDate, is: z.literal('closed'), name }),
  z.strictObject({ date: civilDate, is: z.literal('open'), hours: hours.optional(), name: name.optional() }),
]);

const calendarFile = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens'),
  name,
  /** Another calendar whose hours, settings, holidays and exceptions hold here too. */
  extends: z.string().optional(),
  /** Choices that an office makes, with the one that holds when it says nothing. */
  settings: z.record(z.string(), z.strictObject({ default: z.string(), choices: z.array(z.string()).min(2) })
    .refine((setting) => setting.choices.includes(setting.default), { path: ['default'], message: 'not one of the choices' })).default({}),
  hours: z.partialRecord(z.enum(WEEKDAYS), hours)
    .refine((week) => Object.keys(week).length > 0, 'open on no weekday')
    .transform((week) => WEEKDAYS.map((each) => week[each] ?? []))
    .optional(),
  holidays: z.array(holiday).default([]),
  exceptions: z.array(exception).default([]),
});

/** A calendar file as read: everything checked, hours in minutes since midnight, weekdays from 1 (Monday). */
export type CalendarFile = z.output<typeof calendarFile>;
/** How one holiday is computed for any year. */
export type HolidayRule = CalendarFile['holidays'][number];
/** A day that no rule could know: closed by decree, or open after all. */
export type CalendarException = CalendarFile['exceptions'][number];
/** A part of a day in which the office is open, in minutes since local midnight. */
export interface OpenSpan { readonly from: number; readonly to: number }
/** What a holiday is called, in both languages of the office. */
export type CalendarName = z.output<typeof name>;

/** Reads a calendar file's text. @throws InvalidDocument with the path and reason of each fault. */
export function readCalendarFile(text: string, source: string): CalendarFile {
  return readDocument(calendarFile, text, source);
}

function isDayOfMonth(inMonth: number, onDay: number): boolean {
  // 2024 is a leap year: 29 February is a day that some years have.
  const next = inMonth === 12 ? dayNumberOf(2025, 1, 1) : dayNumberOf(2024, inMonth + 1, 1);
  return inMonth >= 1 && inMonth <= 12 && onDay >= 1 && dayNumberOf(2024, inMonth, onDay) < next;
}
