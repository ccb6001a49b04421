import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Calendar } from '../../libs/calendar/calendar.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { instantOf } from '../../libs/calendar/zone.js';
import { momentAfter, readOffset } from './offset.rules.js';
import type { Offset } from './offset.rules.js';

const calendar = loadCalendars(join(import.meta.dirname, '../../config/calendars')).get('mtl-counter') as Calendar;
const zone = 'America/Toronto';

describe('an offset', () => {
  it('is read with its clock', () => {
    expect(readOffset('24 H')).toEqual({ amount: 24, unit: 'hours', clock: 'ELAPSED' });
    expect(readOffset('-7 C')).toEqual({ amount: -7, unit: 'days', clock: 'CALENDAR' });
    expect(readOffset('3B')).toEqual({ amount: 3, unit: 'days', clock: 'BUSINESS' });
    expect(readOffset('+4 BH')).toEqual({ amount: 4, unit: 'hours', clock: 'BUSINESS' });
    for (const text of ['3', 'B', '1.5 H', '3 D', '3 b', '']) expect(readOffset(text)).toBeUndefined();
  });

  it.each([
    ['24 H', '2026-12-24', '10:00'],
    ['1 C', '2026-12-24', '17:00'],
    ['1 B', '2027-01-04', '17:00'],
    ['4 BH', '2026-12-23', '14:00'],
    ['-1 B', '2026-12-22', '17:00'],
  ] as const)('of %s from 23 December at ten leads to %s at %s', (text, date, time) => {
    const from = instantOf('2026-12-23', '10:00', zone);
    expect(momentAfter(from, readOffset(text) as Offset, { calendar, zone }, '17:00')).toEqual(instantOf(date, time, zone));
  });

  it('keeps 24 hours 24 hours long when the clocks change, and ends on a whole second', () => {
    const from = new Date(instantOf('2027-03-13', '10:00', zone).getTime() + 1);
    expect(momentAfter(from, readOffset('24 H') as Offset, { calendar, zone }, '17:00')).toEqual(new Date(instantOf('2027-03-14', '11:00', zone).getTime() + 1000));
  });
});
