import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBusinessHours, addBusinessMinutes, businessMinutesBetween, closesAt, isOpenAt, opensAt } from './business-time.js';
import type { Calendar } from './calendar.js';
import { loadCalendars } from './load-calendars.js';
import { instantOf } from './zone.js';

const calendars = loadCalendars(join(import.meta.dirname, '../../config/calendars'));
const labour = calendars.get('qc-labour') as Calendar;
const counter = calendars.get('mtl-counter') as Calendar;
const TORONTO = 'America/Toronto';

const calendar = fc.constantFrom(labour, counter);
const zone = fc.constantFrom('America/Toronto', 'America/St_Johns', 'Australia/Lord_Howe', 'Europe/Paris', 'Asia/Kathmandu', 'America/Phoenix');
const moment = fc.integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 }).map((minutes) => new Date(minutes * 60_000));
const minutes = fc.integer({ min: 0, max: 6_000 });

describe('business time', () => {
  it.each([
    ['2026-11-23', '09:00', 4, '2026-11-23', '13:00'],
    ['2026-11-23', '15:00', 4, '2026-11-24', '10:30'],
    ['2026-11-20', '16:00', 4, '2026-11-23', '11:30'],
    ['2026-11-21', '12:00', 4, '2026-11-23', '12:30'],
    ['2026-11-23', '08:30', 8.5, '2026-11-23', '17:00'],
    ['2026-12-23', '15:00', 4, '2027-01-04', '10:30'],
  ] as const)('from %s at %s, %d hours later is %s at %s', (date, time, hours, toDate, toTime) => {
    expect(addBusinessHours(counter, TORONTO, instantOf(date, time, TORONTO), hours)).toEqual(instantOf(toDate, toTime, TORONTO));
  });

  it('stands still while the office is closed', () => {
    const evening = instantOf('2026-12-23', '17:00', TORONTO);
    expect(businessMinutesBetween(counter, TORONTO, evening, instantOf('2027-01-04', '08:30', TORONTO))).toBe(0);
    expect(businessMinutesBetween(counter, TORONTO, evening, instantOf('2027-01-04', '09:00', TORONTO))).toBe(30);
    expect(businessMinutesBetween(labour, TORONTO, evening, instantOf('2026-12-24', '17:00', TORONTO))).toBe(510);
  });

  it('knows when doors open and close', () => {
    expect(opensAt(labour, TORONTO, '2026-11-23')).toEqual(instantOf('2026-11-23', '08:30', TORONTO));
    expect(closesAt(labour, TORONTO, '2026-11-23')).toEqual(instantOf('2026-11-23', '17:00', TORONTO));
    expect(opensAt(labour, TORONTO, '2026-11-22')).toBeUndefined();
    expect(isOpenAt(labour, TORONTO, instantOf('2026-11-23', '08:30', TORONTO))).toBe(true);
    expect(isOpenAt(labour, TORONTO, instantOf('2026-11-23', '17:00', TORONTO))).toBe(false);
  });

  it('may be added in one go or in two', () => {
    fc.assert(fc.property(calendar, zone, moment, minutes, minutes, (of, where, from, a, b) => {
      expect(addBusinessMinutes(of, where, addBusinessMinutes(of, where, from, a), b)).toEqual(addBusinessMinutes(of, where, from, a + b));
    }));
  });

  it('is exactly what was added', () => {
    fc.assert(fc.property(calendar, zone, moment, minutes, (of, where, from, added) => {
      expect(businessMinutesBetween(of, where, from, addBusinessMinutes(of, where, from, added))).toBe(added);
    }));
  });

  it('between two moments is the sum of its parts, the same backwards, and never more than real time', () => {
    fc.assert(fc.property(calendar, zone, fc.tuple(moment, moment, moment), (of, where, moments) => {
      const [a, b, c] = moments.sort((one, other) => one.getTime() - other.getTime());
      const between = (from: Date, to: Date) => businessMinutesBetween(of, where, from, to);
      expect(between(a, b) + between(b, c)).toBeCloseTo(between(a, c), 6);
      expect(between(c, a)).toBe(-between(a, c));
      expect(between(a, c)).toBeLessThanOrEqual((c.getTime() - a.getTime()) / 60_000);
    }), { numRuns: 40 });
  });

  it('never lets the later start finish first', () => {
    fc.assert(fc.property(calendar, zone, moment, moment, minutes, (of, where, a, b, added) => {
      const [first, second] = a <= b ? [a, b] : [b, a];
      expect(addBusinessMinutes(of, where, first, added) <= addBusinessMinutes(of, where, second, added)).toBe(true);
    }));
  });

  it('cannot be counted backwards', () => {
    expect(() => addBusinessMinutes(labour, TORONTO, new Date(0), -1)).toThrow(RangeError);
  });
});
