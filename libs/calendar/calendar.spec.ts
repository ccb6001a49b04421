import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildCalendars } from './build-calendars.js';
import { readCalendarFile } from './calendar-file.js';
import { civil, dayNumber, weekdayOf } from './civil-date.js';
import type { CivilDate } from './civil-date.js';
import { loadCalendars } from './load-calendars.js';
import type { Calendar } from './calendar.js';

const FOLDER = join(import.meta.dirname, '../../config/calendars');
const calendars = loadCalendars(FOLDER);
const labour = calendars.get('qc-labour') as Calendar;
const counter = calendars.get('mtl-counter') as Calendar;
const labourWithEasterMonday = loadCalendars(FOLDER, { easterHoliday: 'easter-monday' }).get('qc-labour') as Calendar;

const calendar = fc.constantFrom(labour, counter, labourWithEasterMonday);
const date = fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2040-12-31') }).map(civil);

function closedWeekdays(of: Calendar, year: number): string[] {
  const closed: string[] = [];
  for (let day = dayNumber(`${year}-01-01` as CivilDate); day <= dayNumber(`${year}-12-31` as CivilDate); day += 1) {
    if (weekdayOf(day) <= 5 && !of.isOpen(civil(day))) closed.push(civil(day).slice(5));
  }
  return closed;
}

describe('holidays by rule', () => {
  it.each([
    [2026, ['01-01', '04-03', '05-18', '06-24', '07-01', '09-07', '10-12', '12-25']],
    [2027, ['01-01', '03-26', '05-24', '06-24', '07-01', '09-06', '10-11']],
    [2028, ['04-14', '05-22', '09-04', '10-09', '12-25']],
    [2029, ['01-01', '03-30', '05-21', '07-02', '09-03', '10-08', '12-25']],
  ])('closes the weekdays of %i that the labour standards close', (year, days) => {
    expect(closedWeekdays(labour, year)).toEqual(days);
  });

  it.each([[2026, '04-06'], [2027, '03-29'], [2028, '04-17'], [2029, '04-02']])('in %i closes on Easter Monday instead, when the office chose so', (year, monday) => {
    const days = closedWeekdays(labourWithEasterMonday, year);
    expect(days).toContain(monday);
    expect(days.filter((day) => day >= '03-20' && day < '05-01')).toEqual([monday]);
  });

  it('closes the city’s counters on both Easter days and from Christmas Eve to New Year', () => {
    expect(closedWeekdays(counter, 2026)).toEqual(
      ['01-01', '04-03', '04-06', '05-18', '06-24', '07-01', '09-07', '10-12', '12-24', '12-25', '12-28', '12-29', '12-30', '12-31']);
  });

  it('keeps open on days that are holidays elsewhere', () => {
    expect(labour.isOpen('2026-09-30')).toBe(true);
    expect(labour.isOpen('2026-11-11')).toBe(true);
  });

  it('says why it is closed', () => {
    expect(labour.closedFor('2029-07-02')?.fr).toBe('Fête du Canada');
    expect(counter.closedFor('2026-12-29')?.en).toBe('Year-end closure');
    expect(labour.closedFor('2026-11-22')).toBeUndefined();
  });
});

describe('business days', () => {
  it.each([
    ['2026-12-18', labour, ['2026-12-21', '2026-12-22', '2026-12-23', '2026-12-28', '2027-01-05'], '2026-12-28', '2026-12-24'],
    ['2026-12-18', counter, ['2026-12-21', '2026-12-22', '2026-12-23', '2027-01-05', '2027-01-12'], '2027-01-04', '2026-12-23'],
    ['2026-12-23', labour, ['2026-12-24', '2026-12-28', '2026-12-29', '2026-12-31', '2027-01-08'], '2026-12-30', '2026-12-30'],
    ['2026-12-23', counter, ['2027-01-04', '2027-01-05', '2027-01-06', '2027-01-08', '2027-01-15'], '2027-01-04', '2026-12-23'],
  ] as const)('after %s pass over weekends and the year’s end', (from, of, plus, forward, back) => {
    expect([1, 2, 3, 5, 10].map((count) => of.addBusinessDays(from, count))).toEqual(plus);
    const weekLater = civil(dayNumber(from) + 7);
    expect(of.roll(weekLater, 'FORWARD')).toBe(forward);
    expect(of.roll(weekLater, 'BACK')).toBe(back);
    expect(of.roll(weekLater, 'NONE')).toBe(weekLater);
  });

  it('count back over a weekend too', () => {
    expect(labour.addBusinessDays('2026-11-23', -3)).toBe('2026-11-18');
    expect(labour.addBusinessDays('2026-11-22', -1)).toBe('2026-11-20');
    expect(labour.addBusinessDays('2026-11-22', 0)).toBe('2026-11-22');
  });

  it('always end on an open day', () => {
    fc.assert(fc.property(calendar, date, fc.integer({ min: 1, max: 40 }), fc.boolean(), (of, from, count, back) =>
      of.isOpen(of.addBusinessDays(from, back ? -count : count))));
  });

  it('come back to the same open day, and are counted between', () => {
    fc.assert(fc.property(calendar, date, fc.integer({ min: -40, max: 40 }), (of, any, count) => {
      const from = of.roll(any, 'FORWARD');
      const to = of.addBusinessDays(from, count);
      expect(of.addBusinessDays(to, -count)).toBe(from);
      expect(of.businessDaysBetween(from, to)).toBe(count);
    }));
  });

  it('never overtake each other', () => {
    fc.assert(fc.property(calendar, date, date, fc.integer({ min: -20, max: 20 }), (of, a, b, count) => {
      const [first, second] = a <= b ? [a, b] : [b, a];
      expect(of.addBusinessDays(first, count) <= of.addBusinessDays(second, count)).toBe(true);
    }));
  });

  it('rolls to the nearest open day and no further', () => {
    fc.assert(fc.property(calendar, date, (of, day) => {
      const [back, forward] = [of.roll(day, 'BACK'), of.roll(day, 'FORWARD')];
      expect(back <= day && day <= forward).toBe(true);
      expect(of.businessDaysBetween(back, forward)).toBe(of.isOpen(day) ? 0 : 1);
    }));
  });
});

describe('a calendar file', () => {
  const week = 'hours: { monday: "08:30-12:00, 13:00-17:00", tuesday: 09:00-16:00 }';
  const named = (id: string) => `id: ${id}\nname: { fr: Essai, en: Trial }\n`;
  const build = (text: string) => buildCalendars([readCalendarFile(text, 'trial.yaml')]).get('trial') as Calendar;

  it('closes and opens single days by exception', () => {
    const trial = build(`${named('trial')}${week}
exceptions:
  - { date: 2026-11-23, is: closed, name: { fr: Inventaire, en: Stocktaking } }
  - { date: 2026-11-22, is: open, hours: 10:00-12:00 }`);
    expect(trial.isOpen('2026-11-23')).toBe(false);
    expect(trial.closedFor('2026-11-23')?.en).toBe('Stocktaking');
    expect(trial.openSpans('2026-11-22')).toEqual([{ from: 600, to: 720 }]);
    expect(trial.openSpans('2026-11-30')).toEqual([{ from: 510, to: 720 }, { from: 780, to: 1020 }]);
  });

  it('computes the last weekday of a month, 29 February, and a closure over New Year', () => {
    const trial = build(`${named('trial')}hours: { ${['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => `${day}: 09:00-17:00`).join(', ')} }
holidays:
  - { id: a, name: { fr: A, en: A }, rule: nth-weekday, nth: -1, weekday: monday, month: 5 }
  - { id: b, name: { fr: B, en: B }, rule: fixed, month: 2, day: 29 }
  - { id: c, name: { fr: C, en: C }, rule: range, from: 12-30, to: 01-02 }`);
    expect(closedWeekdays(trial, 2026)).toEqual(['01-01', '01-02', '05-25', '12-30', '12-31']);
    expect(closedWeekdays(trial, 2028)).toEqual(['02-29', '05-29']);
  });

  it.each([
    ['a misspelt key', `${named('trial')}${week}\nholiday: []`, /trial\.yaml: Unrecognized key: "holiday"/],
    ['a day that no month has', `${named('trial')}${week}\nholidays: [{ id: x, name: { fr: X, en: X }, rule: fixed, month: 4, day: 31 }]`, /holidays\.0\.day: month 4 has no day 31/],
    ['an unknown rule', `${named('trial')}${week}\nholidays: [{ id: x, name: { fr: X, en: X }, rule: moon }]`, /holidays\.0\.rule: Invalid/],
    ['hours that end before they begin', `${named('trial')}hours: { monday: 17:00-08:30 }`, /hours\.monday: "17:00-08:30" is not hours/],
    ['no weekday at all', `${named('trial')}hours: {}`, /hours: open on no weekday/],
    ['a missing translation', `id: trial\nname: { fr: Essai }\n${week}`, /name\.en: /],
    ['an exception on no day', `${named('trial')}${week}\nexceptions: [{ date: 2026-02-30, is: open }]`, /exceptions\.0\.date: not a day/],
    ['broken YAML', `id: [trial`, /trial\.yaml: line 1: /],
    ['no hours', named('trial'), /hours: no hours here/],
    ['an unknown parent', `${named('trial')}extends: other`, /extends: no calendar "other"/],
    ['itself as a parent', `${named('trial')}extends: trial`, /extends: it extends itself/],
    ['an unknown setting', `${named('trial')}${week}\nholidays: [{ id: x, name: { fr: X, en: X }, rule: easter, days: 1, only: { easter: both } }]`, /holidays\.0\.only\.easter: no such setting/],
  ])('is refused for %s, with the path and the reason', (_, text, message) => {
    expect(() => build(text)).toThrow(message);
  });

  it('refuses an office’s choice that does not exist', () => {
    expect(() => loadCalendars(FOLDER, { easterHoliday: 'both' })).toThrow(/"both" is not one of good-friday, easter-monday/);
  });
});
