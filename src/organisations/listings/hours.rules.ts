/*
 * Opening hours as people say them, hours for each day of the week and days that are different, and as HSDS writes them,
 * schedules of RFC 5545's parts. What no week and no different day can say (every second Tuesday, a season, another zone)
 * stays as it was written. Pure: identities of new schedules come from the caller.
 */
import { daysBetween, type CivilDate } from '../../../libs/calendar/civil-date.js';
import { minuteOf } from '../../../libs/calendar/zone.js';
import type { Hsds } from '../hsds/hsds.shape.js';
import type { Mint } from './pieces.rules.js';

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

type Schedule = Hsds<'schedule'>;

/** From an hour to an hour, written `09:00`; closing at or before opening is on the next day. */
export interface Span { readonly opens: string; readonly closes: string }
export type Week = Readonly<Record<Weekday, readonly Span[]>>;

/** Days that are different from the usual week: other hours, or closed when there are none. */
export interface DifferentDays { readonly from: string; readonly to: string; readonly opens: string | null; readonly closes: string | null; readonly note: string | null }

export interface Hours {
  readonly week: Week;
  readonly different: readonly DifferentDays[];
  /** What only HSDS can say, and what is over. */
  readonly others: readonly Schedule[];
}

/** How many times a day a door may open: mornings, afternoons, evenings. */
export const MOST_SPANS = 3;
/** Nobody knows more than a year ahead that they will be closed. */
const MOST_DAYS = 366;

const RULE_PARTS = ['count', 'until', 'dtstart', 'byweekno', 'bymonthday', 'byyearday', 'timezone', 'wkst'] as const;
const says = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

/** Reads schedules: a week where they are one, different days that are not over, and the rest as it is. */
export function hoursOf(schedules: readonly Schedule[] = [], today: string): Hours {
  const week = Object.fromEntries(WEEKDAYS.map((day) => [day, [] as Span[]])) as Record<Weekday, Span[]>;
  const [different, others]: [DifferentDays[], Schedule[]] = [[], []];
  for (const schedule of schedules) {
    const [usual, dated] = [usualOf(schedule), differentOf(schedule)];
    if (usual) for (const day of usual.days) week[day].push(usual.span);
    else if (dated && dated.to >= today) different.push(dated);
    else others.push(schedule);
  }
  for (const day of WEEKDAYS) week[day] = inOrder(week[day]);
  return { week, different: different.sort((one, other) => one.from.localeCompare(other.from)), others };
}

/** Writes hours as schedules: those that say the same stay as they were written, `keep` says which of the others do. */
export function schedulesOf(hours: Pick<Hours, 'week' | 'different'>, there: readonly Schedule[] | undefined, today: string, mint: Mint, keep: (other: Schedule) => boolean = () => true): Schedule[] {
  const left = new Map(WEEKDAYS.map((day) => [day, hours.week[day].map(wordOf)]));
  const days = new Map(hours.different.map((each) => [JSON.stringify(each), each]));
  const kept = (there ?? []).filter((schedule) => {
    const [usual, dated] = [usualOf(schedule), differentOf(schedule)];
    if (usual) return takeAll(left, usual.days, wordOf(usual.span));
    return dated && dated.to >= today ? days.delete(JSON.stringify(dated)) : keep(schedule);
  });
  return [...kept, ...grouped(left, mint), ...[...days.values()].map((each) => datedSchedule(each, mint))];
}

/** What is wrong with hours: a dotted path and why. */
export interface HoursFault { readonly path: string; readonly fault: 'hours-half' | 'closes-before-opens' | 'hours-overlap' | 'ends-before-start' | 'too-far' }

/** Judges hours as they were typed; half a span, a day that ends before it begins, hours that overlap. */
export function faultsOfHours({ week, different }: Pick<Hours, 'week' | 'different'>): HoursFault[] {
  return [...WEEKDAYS.flatMap((day) => faultsOfDay(week[day], `week.${day}`)), ...different.flatMap((each, place) => faultsOfDifferent(each, `different.${place}`))];
}

function faultsOfDay(spans: readonly Span[], path: string): HoursFault[] {
  const faults = spans.flatMap((span, place): HoursFault[] => {
    const fault = faultOfSpan(span);
    return fault ? [{ path: `${path}.${place}.${fault === 'hours-half' && span.opens === '' ? 'opens' : 'closes'}`, fault }] : [];
  });
  if (faults.length > 0) return faults;
  const minutes = inOrder(spans).map(({ opens, closes }) => [minuteOf(opens), closingMinute(opens, closes)] as const);
  const overlap = minutes.findIndex(([opens], place) => place > 0 && opens < (minutes[place - 1]?.[1] ?? 0));
  return overlap < 0 ? [] : [{ path: `${path}.${overlap}.opens`, fault: 'hours-overlap' }];
}

function faultsOfDifferent({ from, to, opens, closes }: DifferentDays, path: string): HoursFault[] {
  if (to < from) return [{ path: `${path}.to`, fault: 'ends-before-start' }];
  if (daysBetween(from as CivilDate, to as CivilDate) > MOST_DAYS) return [{ path: `${path}.to`, fault: 'too-far' }];
  const fault = opens === null && closes === null ? undefined : faultOfSpan({ opens: opens ?? '', closes: closes ?? '' });
  return fault ? [{ path: `${path}.${fault === 'hours-half' && opens === null ? 'opens' : 'closes'}`, fault }] : [];
}

/** The small hours until which a door that opened in the evening may be open; a later closing before opening is a mistake. */
const NIGHT_ENDS = 6 * 60;

function faultOfSpan({ opens, closes }: Span): 'hours-half' | 'closes-before-opens' | undefined {
  if (opens === '' || closes === '') return 'hours-half';
  return minuteOf(closes) <= minuteOf(opens) && minuteOf(closes) > NIGHT_ENDS ? 'closes-before-opens' : undefined;
}

const closingMinute = (opens: string, closes: string): number => minuteOf(closes) + (minuteOf(closes) <= minuteOf(opens) ? 1440 : 0);

function usualOf(schedule: Schedule): { readonly days: readonly Weekday[]; readonly span: Span } | undefined {
  const { freq, interval, byday, opens_at, closes_at, valid_from, valid_to } = schedule;
  const days = (byday ?? '').split(',').map((day) => day.trim().toUpperCase());
  const span = spanOf(opens_at, closes_at);
  const simple = freq !== 'MONTHLY' && (interval ?? 1) === 1 && !says(valid_from) && !says(valid_to) && !RULE_PARTS.some((part) => says(schedule[part]));
  return simple && span && days.every((day) => (WEEKDAYS as readonly string[]).includes(day)) ? { days: [...new Set(days)] as Weekday[], span } : undefined;
}

/** A schedule for named days without any rule: it holds on these days instead of the usual week. */
function differentOf(schedule: Schedule): DifferentDays | undefined {
  const { valid_from, valid_to, freq, byday, opens_at, closes_at, description } = schedule;
  if (!valid_from || !valid_to || says(freq) || says(byday) || RULE_PARTS.some((part) => says(schedule[part]))) return undefined;
  const span = spanOf(opens_at, closes_at);
  if (!span && (says(opens_at) || says(closes_at))) return undefined;
  return { from: valid_from, to: valid_to, opens: span?.opens ?? null, closes: span?.closes ?? null, note: description || null };
}

/** Hours of the clock as `09:00`; undefined when one is missing or is told in another zone. */
function spanOf(opens: string | null | undefined, closes: string | null | undefined): Span | undefined {
  const [from, to] = [opens, closes].map((time) => /^(\d{1,2}):([0-5]\d)(?::\d{2})?$/.exec(time ?? ''));
  if (!from || !to || Number(from[1]) > 23 || Number(to[1]) > 23) return undefined;
  const clock = ([, hours = '', minutes = '']: RegExpExecArray): string => `${hours.padStart(2, '0')}:${minutes}`;
  return { opens: clock(from), closes: clock(to) };
}

const wordOf = ({ opens, closes }: Span): string => `${opens}-${closes}`;
const inOrder = (spans: readonly Span[]): Span[] => [...spans].sort((one, other) => one.opens.localeCompare(other.opens));

/** Takes a span off each of some days, if it stands on all of them. */
function takeAll(left: Map<Weekday, string[]>, days: readonly Weekday[], word: string): boolean {
  if (!days.every((day) => left.get(day)?.includes(word))) return false;
  for (const day of days) left.get(day)?.splice(left.get(day)?.indexOf(word) ?? 0, 1);
  return true;
}

/** One schedule for all days that share the same hours. */
function grouped(left: ReadonlyMap<Weekday, readonly string[]>, mint: Mint): Schedule[] {
  const byWord = new Map<string, Weekday[]>();
  for (const [day, words] of left) for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), day]);
  return [...byWord].map(([word, days]) => ({ id: mint(), freq: 'WEEKLY', byday: days.join(','), opens_at: word.slice(0, 5), closes_at: word.slice(6) }));
}

const datedSchedule = ({ from, to, opens, closes, note }: DifferentDays, mint: Mint): Schedule =>
  ({ id: mint(), valid_from: from, valid_to: to, ...(opens && closes ? { opens_at: opens, closes_at: closes } : {}), ...(note ? { description: note } : {}) });
