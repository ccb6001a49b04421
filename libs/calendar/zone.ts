/**
 * Local time in an IANA zone, both ways.
 *
 * The rules of zones come from the runtime's ICU data, so nothing here knows when clocks change. Asking ICU costs some
 * microseconds; planning asks dozens of times, so the offset of each UTC day is asked for once and kept. Days on which
 * clocks change are cut at the second of the change.
 */
import { civil, dayNumber } from './civil-date.js';
import type { CivilDate } from './civil-date.js';

/** Hours and minutes of a day's clock, `08:30`. */
export type ClockTime = `${number}:${number}`;

/** What a wall clock and a wall calendar show at some moment. */
export interface LocalTime {
  readonly date: CivilDate;
  /** Minutes since local midnight. */
  readonly minute: number;
}

interface UtcDay {
  readonly before: number;
  readonly after: number;
  /** Epoch ms from which `after` holds; Infinity on the ordinary day. */
  readonly changesAt: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A century of days: beyond that a zone's memory is emptied, so that odd dates from outside cannot fill it. */
const REMEMBERED_DAYS = 36_600;

class Zone {
  private readonly format: Intl.DateTimeFormat;
  private readonly days = new Map<number, UtcDay>();

  constructor(name: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: name, hourCycle: 'h23', era: 'short',
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
  }

  /** Milliseconds that local clocks are ahead of UTC at a moment. */
  offsetAt(at: number): number {
    const day = this.utcDay(Math.floor(at / DAY_MS));
    return at < day.changesAt ? day.before : day.after;
  }

  private utcDay(number: number): UtcDay {
    const known = this.days.get(number);
    if (known) return known;

    if (this.days.size >= REMEMBERED_DAYS) this.days.clear();
    const from = number * DAY_MS;
    const before = this.ask(from);
    const after = this.ask(from + DAY_MS);
    const day = { before, after, changesAt: before === after ? Infinity : this.findChange(from, before) };
    this.days.set(number, day);
    return day;
  }

  private findChange(from: number, before: number): number {
    let unchanged = from;
    let changed = from + DAY_MS;
    while (changed - unchanged > 1000) {
      const middle = Math.floor((unchanged + changed) / 2000) * 1000;
      if (this.ask(middle) === before) unchanged = middle;
      else changed = middle;
    }
    return changed;
  }

  private ask(at: number): number {
    const shown: Record<string, string> = {};
    for (const part of this.format.formatToParts(at)) shown[part.type] = part.value;
    const year = shown['era'] === 'BC' ? 1 - Number(shown['year']) : Number(shown['year']);
    const local = new Date(0);
    local.setUTCFullYear(year, Number(shown['month']) - 1, Number(shown['day']));
    local.setUTCHours(Number(shown['hour']), Number(shown['minute']), Number(shown['second']));
    return local.getTime() - Math.floor(at / 1000) * 1000;
  }
}

const zones = new Map<string, Zone>();

function zoneNamed(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) zones.set(name, (zone = new Zone(name)));
  return zone;
}

/** Says whether the runtime knows a zone of that name. */
export function isZone(name: string): boolean {
  try {
    zoneNamed(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The moment at which a zone's clocks show a date and a time (`08:30`, or minutes since midnight; 1440 is the next
 * midnight). A time that the spring change skips moves forward by as much as the clocks do; a time that the autumn
 * change repeats is its first passing. @throws RangeError for an unknown zone.
 */
export function instantOf(date: CivilDate, time: ClockTime | number, zone: string): Date {
  const clocks = zoneNamed(zone);
  const local = dayNumber(date) * DAY_MS + (typeof time === 'number' ? time : minuteOf(time)) * MINUTE_MS;
  const earlier = clocks.offsetAt(local - DAY_MS);
  const later = clocks.offsetAt(local + DAY_MS);

  // The larger offset gives the earlier moment, hence the first of a repeated hour.
  for (const offset of [Math.max(earlier, later), Math.min(earlier, later)]) {
    if (clocks.offsetAt(local - offset) === offset) return new Date(local - offset);
  }
  return new Date(local - earlier);
}

/** What the clocks and calendars of a zone show at a moment. @throws RangeError for an unknown zone. */
export function localAt(at: Date, zone: string): LocalTime {
  const local = at.getTime() + zoneNamed(zone).offsetAt(at.getTime());
  const day = Math.floor(local / DAY_MS);
  return { date: civil(day), minute: Math.floor((local - day * DAY_MS) / MINUTE_MS) };
}

/** The civil date in a zone at a moment. */
export function civilDateAt(at: Date, zone: string): CivilDate {
  return localAt(at, zone).date;
}

/** Minutes since midnight of `08:30`; `24:00` is the end of the day. @throws RangeError for anything else. */
export function minuteOf(time: string): number {
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time)) throw new RangeError(`"${time}" is not a time written HH:MM`);
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
