import type { Locale } from './language.js';

/**
 * A point in time: a Date or an ISO instant is told in the reader's zone;
 * a civil date (`2026-11-24`) is a day everywhere and never shifts.
 */
export type Moment = Date | string;

const CIVIL = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** Whether a moment is a day without an hour. */
export const isCivil = (moment: Moment): moment is string => typeof moment === 'string' && CIVIL.test(moment);

/** The instant behind a moment; a civil date stands at its noon in UTC. */
export function instantOf(moment: Moment): Date {
  const instant = isCivil(moment) ? new Date(`${moment}T12:00:00Z`) : new Date(moment);
  if (Number.isNaN(instant.getTime())) throw new RangeError(`not a moment: ${String(moment)}`);
  return instant;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${name}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    formats.set(key, made);
  }
  return made;
}

const zoneOf = (moment: Moment, zone: string): string => (isCivil(moment) ? 'UTC' : zone);

/** The civil date of a moment in a zone, as `2026-11-24`. */
export function civilDay(moment: Moment, zone: string): string {
  if (isCivil(moment)) return moment;
  return format('en-CA', zone, 'iso', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(instantOf(moment));
}

/** How many calendar days a moment lies after another, in a zone. */
export function daysBetween(from: Moment, to: Moment, zone: string): number {
  const at = (moment: Moment): number => instantOf(civilDay(moment, zone)).getTime();
  return Math.round((at(to) - at(from)) / DAY_MS);
}

const SHAPES = {
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  plain: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  shortWithYear: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  tick: { day: 'numeric', month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DayShape = keyof typeof SHAPES;

/** A day in words; French says « 1er » for the first. */
export function dayText(locale: Locale, zone: string, shape: DayShape, moment: Moment): string {
  return format(locale, zoneOf(moment, zone), shape, SHAPES[shape])
    .formatToParts(instantOf(moment))
    .map(({ type, value }) => (type === 'day' && value === '1' && locale === 'fr-CA' ? '1er' : value))
    .join('');
}

/** A clock time: « 17 h », « 10 h 30 », “5:00 p.m.”, « 17:00 » in Arabic and Spanish — with spaces that never break. */
export function timeText(locale: Locale, zone: string, moment: Moment): string {
  if (isCivil(moment)) throw new RangeError(`${moment} is a day, it has no time`);
  const instant = instantOf(moment);
  if (locale === 'en-CA') {
    return format(locale, zone, 'time', { hour: 'numeric', minute: '2-digit' }).format(instant).replace(/\s/g, '\u00a0');
  }
  const parts = format(locale, zone, 'time', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).formatToParts(instant);
  // Figures and a colon keep their order within Arabic words; Spanish writes them alike.
  if (locale === 'ar-u-nu-latn' || locale === 'es') return parts.map(({ value }) => value).join('');
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  const minutes = part('minute');
  return minutes === 0 ? `${part('hour')}\u00a0h` : `${part('hour')}\u00a0h\u00a0${String(minutes).padStart(2, '0')}`;
}
