import { describe, expect, it } from '@jest/globals';
import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import { civil, dayNumber } from './civil-date.js';
import { instantOf, isZone, localAt, minuteOf } from './zone.js';

/** Half-hour summer time, a half-hour and a quarter-hour offset, Ramadan rules, a skipped day, no summer time at all. */
const ZONES = [
  'America/Toronto', 'America/St_Johns', 'Australia/Lord_Howe', 'Europe/Paris', 'Asia/Kathmandu', 'America/Phoenix',
  'Pacific/Apia', 'Africa/Casablanca', 'Asia/Kolkata', 'Pacific/Chatham', 'America/Montreal', 'UTC',
];
const zone = fc.constantFrom(...ZONES);
const minute = fc.integer({ min: 0, max: 1439 });
const day = fc.integer({ min: dayNumber('1995-01-01'), max: dayNumber('2037-12-31') });
/** Days on which some clock of the list changes, so that chance is not needed to meet one. */
const changingDay = fc.constantFrom('2026-03-08', '2026-11-01', '2027-03-14', '2027-11-07', '2026-03-29', '2026-10-25',
  '2026-04-05', '2026-10-04', '2011-12-30', '2011-12-29', '2026-09-27').map((text) => dayNumber(text as '2026-03-08'));

function byTemporal(date: string, at: number, name: string): number {
  return Temporal.PlainDateTime.from(`${date}T00:00`).add({ minutes: at }).toZonedDateTime(name, { disambiguation: 'compatible' }).epochMilliseconds;
}

describe('local time in a zone', () => {
  it('agrees with Temporal on every kind of day, in every kind of zone', () => {
    fc.assert(fc.property(zone, fc.oneof(day, changingDay), minute, (name, number, at) => {
      expect(instantOf(civil(number), at, name).getTime()).toBe(byTemporal(civil(number), at, name));
    }), { numRuns: 400 });
  });

  it('reads back as it was written, unless the clocks skipped it', () => {
    fc.assert(fc.property(zone, fc.oneof(day, changingDay), minute, (name, number, at) => {
      const shown = localAt(instantOf(civil(number), at, name), name);
      const skipped = dayNumber(shown.date) * 1440 + shown.minute - (number * 1440 + at);
      expect(skipped).toBeGreaterThanOrEqual(0);
      if (skipped === 0) expect(shown).toEqual({ date: civil(number), minute: at });
    }), { numRuns: 400 });
  });

  it('moves a time that the spring change skips forward, by as much as the clocks', () => {
    expect(instantOf('2027-03-14', '02:30', 'America/Toronto').toISOString()).toBe('2027-03-14T07:30:00.000Z');
    expect(localAt(instantOf('2027-03-14', '02:30', 'America/Toronto'), 'America/Toronto')).toEqual({ date: '2027-03-14', minute: 210 });
    expect(localAt(instantOf('2026-10-04', '02:15', 'Australia/Lord_Howe'), 'Australia/Lord_Howe')).toEqual({ date: '2026-10-04', minute: 165 });
  });

  it('takes the first passing of a time that the autumn change repeats', () => {
    expect(instantOf('2026-11-01', '01:30', 'America/Toronto').toISOString()).toBe('2026-11-01T05:30:00.000Z');
    expect(instantOf('2026-11-01', '00:30', 'America/St_Johns').toISOString()).toBe('2026-11-01T03:00:00.000Z');
  });

  it('knows the office’s winter, its summer, and its old name', () => {
    expect(instantOf('2026-12-24', '17:00', 'America/Toronto').toISOString()).toBe('2026-12-24T22:00:00.000Z');
    expect(instantOf('2026-07-02', '17:00', 'America/Montreal').toISOString()).toBe('2026-07-02T21:00:00.000Z');
    expect(instantOf('2026-07-02', 1440, 'America/Toronto')).toEqual(instantOf('2026-07-03', 0, 'America/Toronto'));
  });

  it('refuses a zone or a time that nobody knows', () => {
    expect(isZone('America/Toronto')).toBe(true);
    expect(isZone('America/Tiohtiake')).toBe(false);
    expect(() => instantOf('2026-01-01', '08:00', 'Nowhere/Here')).toThrow(RangeError);
    for (const text of ['8:30', '25:00', '08:60', '24:01', 'noon']) expect(() => minuteOf(text)).toThrow(RangeError);
  });
});
