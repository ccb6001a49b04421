import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDateAt, instantOf, localAt } from '../../../libs/calendar/zone.js';
import { openingsOf, openState, type Opening, type Schedule } from './openings.rules.js';

const ZONE = 'America/Montreal';
const MONTH = { from: instantOf('2026-03-01', '00:00', ZONE), to: instantOf('2026-04-01', '00:00', ZONE) };
const daily = { freq: 'WEEKLY', opens_at: '09:00', closes_at: '17:00' } as const;

const written = ({ from, to }: Opening): string => {
  const [begin, end] = [localAt(from, ZONE), localAt(to, ZONE)];
  return `${begin.date} ${begin.minute / 60}–${end.minute / 60}`;
};
const hours = (schedules: Schedule[], within = MONTH): string[] => openingsOf(schedules, within, ZONE).map(written);
const days = (schedule: Schedule, within = MONTH): number[] => openingsOf([{ opens_at: '09:00', closes_at: '17:00', ...schedule }], within, ZONE).map(({ from }) => Number(civilDateAt(from, ZONE).slice(8)));

describe('a schedule', () => {
  it.each<[string, Schedule, number[]]>([
    ['each week on its days', { freq: 'WEEKLY', byday: 'MO,we' }, [2, 4, 9, 11, 16, 18, 23, 25, 30]],
    ['each week without its frequency said', { byday: 'MO' }, [2, 9, 16, 23, 30]],
    ['every second week from its beginning', { freq: 'WEEKLY', interval: 2, byday: 'TU', dtstart: '2026-02-24' }, [10, 24]],
    ['every second week, weeks beginning on Sunday', { freq: 'WEEKLY', interval: 2, byday: 'TU,SU', dtstart: '2026-03-03', wkst: 'SU' }, [3, 15, 17, 29, 31]],
    ['every second week, weeks beginning on Monday', { freq: 'WEEKLY', interval: 2, byday: 'TU,SU', dtstart: '2026-03-03', wkst: 'MO' }, [3, 8, 17, 22, 31]],
    ['each week on the day that it begins on', { freq: 'WEEKLY', dtstart: '2026-03-12' }, [12, 19, 26]],
    ['on the first Monday of the month', { freq: 'MONTHLY', byday: '1MO' }, [2]],
    ['on the last Friday and the second Tuesday', { freq: 'MONTHLY', byday: '-1FR, +2TU' }, [10, 27]],
    ['on days of the month from both ends', { freq: 'MONTHLY', bymonthday: '1,15,-1' }, [1, 15, 31]],
    ['on a Friday that is the thirteenth', { freq: 'MONTHLY', byday: 'FR', bymonthday: '13' }, [13]],
    ['every second month', { freq: 'MONTHLY', interval: 2, bymonthday: '5', dtstart: '2026-02-01' }, []],
    ['each month on the day that it begins on', { freq: 'MONTHLY', dtstart: '2026-01-20' }, [20]],
    ['in weeks of the year', { freq: 'WEEKLY', byday: 'MO', byweekno: '10,12' }, [2, 16]],
    ['on days of the year', { freq: 'WEEKLY', byyearday: '60,-280' }, [1, 27]],
    ['so many times', { freq: 'WEEKLY', byday: 'MO,TH', dtstart: '2026-03-01', count: 3 }, [2, 5, 9]],
    ['so many times, of which some are over', { freq: 'WEEKLY', byday: 'MO', dtstart: '2026-02-16', count: 3 }, [2]],
    ['until a day, that day too', { freq: 'WEEKLY', byday: 'MO', until: '2026-03-09' }, [2, 9]],
    ['while it is valid, both days too', { freq: 'WEEKLY', byday: 'MO', valid_from: '2026-03-09', valid_to: '2026-03-23' }, [9, 16, 23]],
    ['once', { dtstart: '2026-03-20' }, [20]],
    ['on all the days that it is valid', { valid_from: '2026-03-28', valid_to: '2026-04-30' }, [28, 29, 30, 31]],
  ])('opens %s', (_, schedule, expected) => {
    expect(days(schedule)).toEqual(expected);
  });

  it.each<[string, Schedule]>([
    ['has hours and no days', {}],
    ['is weekly on no day', { freq: 'WEEKLY' }],
    ['names days that are none', { freq: 'WEEKLY', byday: 'XX,8' }],
    ['has no end to its hours', { freq: 'WEEKLY', byday: 'MO', closes_at: null }],
    ['has an hour that no clock shows', { freq: 'WEEKLY', byday: 'MO', opens_at: '25:00' }],
  ])('opens nothing when it %s', (_, schedule) => {
    expect(days(schedule)).toEqual([]);
  });

  it('may open several times a day, and hours that touch are one', () => {
    expect(hours([
      { ...daily, byday: 'MO', opens_at: '13:00' }, { ...daily, byday: 'MO', closes_at: '12:00' }, { ...daily, byday: 'MO', opens_at: '17:00', closes_at: '18:30' },
    ], { ...MONTH, to: instantOf('2026-03-03', '00:00', ZONE) })).toEqual(['2026-03-02 9–12', '2026-03-02 13–18.5']);
  });

  it('may end on the next day, and a night that began before counts', () => {
    const night = { freq: 'WEEKLY', byday: 'SA', opens_at: '20:00', closes_at: '1:30' } as const;
    expect(hours([night], { ...MONTH, to: instantOf('2026-03-09', '00:00', ZONE) })).toEqual(['2026-02-28 20–1.5', '2026-03-07 20–1.5']);
  });

  it('opens round the clock from midnight to midnight', () => {
    const always = openingsOf([{ ...daily, byday: 'MO,TU,WE,TH,FR,SA,SU', opens_at: '00:00', closes_at: '00:00' }], MONTH, ZONE);
    expect(always).toHaveLength(1);
    expect(openState(always, new Date('2026-03-08T07:30Z'))).toEqual({ open: true, until: always[0]?.to });
  });

  it('is closed on the days that have no hours, whatever else is written', () => {
    const closing = { valid_from: '2026-03-09', valid_to: '2026-03-10' };
    expect(hours([{ ...daily, byday: 'MO,TU,WE' }, { ...daily, dtstart: '2026-03-09' }, closing], { from: MONTH.from, to: instantOf('2026-03-12', '00:00', ZONE) }))
      .toEqual(['2026-03-02 9–17', '2026-03-03 9–17', '2026-03-04 9–17', '2026-03-11 9–17']);
    expect(days({ freq: 'WEEKLY', byday: 'MO' })).toHaveLength(5);
    expect(hours([{ ...daily, byday: 'MO' }, { freq: 'WEEKLY', byday: 'MO', valid_to: '2026-03-20' }])).toEqual(['2026-03-23 9–17', '2026-03-30 9–17']);
  });

  it('has other hours instead of its usual ones on the days that are written so', () => {
    expect(hours([{ ...daily, byday: 'MO,TU' }, { valid_from: '2026-03-09', valid_to: '2026-03-10', opens_at: '10:00', closes_at: '12:00' }, { valid_from: '2026-03-10', valid_to: '2026-03-10' }],
      { from: MONTH.from, to: instantOf('2026-03-12', '00:00', ZONE) })).toEqual(['2026-03-02 9–17', '2026-03-03 9–17', '2026-03-09 10–12']);
  });

  it('keeps the hours of the wall clock when clocks change', () => {
    const openings = openingsOf([{ ...daily, byday: 'SA,SU' }], { from: new Date('2026-03-07T00:00Z'), to: new Date('2026-03-09T00:00Z') }, ZONE);
    expect(openings.map(({ from }) => from.toISOString())).toEqual(['2026-03-07T14:00:00.000Z', '2026-03-08T13:00:00.000Z']);
    // 02:30 is skipped: clocks show 03:30 when it would be.
    expect(hours([{ dtstart: '2026-03-08', opens_at: '01:30', closes_at: '02:30' }])).toEqual(['2026-03-08 1.5–3.5']);
  });

  it.each([
    [{ timezone: -5 }, '2026-03-18T14:00:00.000Z'], [{ timezone: 0 }, '2026-03-18T09:00:00.000Z'], [{ timezone: 5.5 }, '2026-03-18T03:30:00.000Z'],
    [{ opens_at: '09:00-05:00' }, '2026-03-18T14:00:00.000Z'], [{ opens_at: '09:00Z', closes_at: '17:00Z' }, '2026-03-18T09:00:00.000Z'], [{ opens_at: '09:00:00' }, '2026-03-18T13:00:00.000Z'],
  ])('reads hours in the zone that it names (%#)', (zone, opens) => {
    const [opening] = openingsOf([{ ...daily, dtstart: '2026-03-18', ...zone }], MONTH, ZONE);
    expect(opening?.from.toISOString()).toBe(opens);
    expect((opening?.to.getTime() ?? 0) - (opening?.from.getTime() ?? 0)).toBe(8 * 3_600_000);
  });
});

describe('whether it is open', () => {
  const openings = openingsOf([{ ...daily, byday: 'MO,WE' }], MONTH, ZONE);
  const at = (day: '2026-03-02' | '2026-03-30', hour: '08:59' | '09:00' | '16:59' | '17:00') => openState(openings, instantOf(day, hour, ZONE));

  it('is told until when, or from when', () => {
    expect(at('2026-03-02', '08:59')).toEqual({ open: false, next: instantOf('2026-03-02', '09:00', ZONE) });
    expect(at('2026-03-02', '09:00')).toEqual({ open: true, until: instantOf('2026-03-02', '17:00', ZONE) });
    expect(at('2026-03-02', '16:59')).toMatchObject({ open: true });
    expect(at('2026-03-02', '17:00')).toEqual({ open: false, next: instantOf('2026-03-04', '09:00', ZONE) });
    expect(at('2026-03-30', '17:00')).toEqual({ open: false, next: null });
  });
});

const hour = fc.integer({ min: 0, max: 1439 }).map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
const someDay = fc.integer({ min: 0, max: 900 }).map((days) => new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const numbers = (min: number, max: number) => maybe(fc.array(fc.integer({ min, max }), { minLength: 1, maxLength: 4 }).map((list) => list.join(',')));
const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  freq: maybe(fc.constantFrom('WEEKLY', 'MONTHLY')), interval: maybe(fc.integer({ min: 0, max: 4 })), count: maybe(fc.integer({ min: 1, max: 30 })),
  byday: maybe(fc.array(fc.constantFrom('MO', 'TU', '2WE', '-1TH', 'FR', '5SA', 'SU'), { minLength: 1 }).map((list) => list.join(','))),
  bymonthday: numbers(-31, 31), byyearday: numbers(-366, 366), byweekno: numbers(-53, 53), wkst: maybe(fc.constantFrom('MO', 'SA', 'SU')),
  dtstart: maybe(someDay), until: maybe(someDay), valid_from: maybe(someDay), valid_to: maybe(someDay), timezone: maybe(fc.integer({ min: -11, max: 13 })),
  opens_at: maybe(hour), closes_at: maybe(hour),
});
const anySpan = fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 1439 }))
  .map(([day, length, minute]) => { const from = Date.UTC(2025, 0, 1) + day * 86_400_000 + minute * 60_000; return { from: new Date(from), to: new Date(from + length * 86_400_000) }; });

const holds = (openings: readonly Opening[], at: number): boolean => openings.some(({ from, to }) => from.getTime() <= at && to.getTime() > at);

describe('whatever schedules say', () => {
  it('openings are in order, apart, not empty, and touch what was asked for', () => {
    fc.assert(fc.property(fc.array(anySchedule, { maxLength: 5 }), anySpan, (schedules, span) => {
      const openings = openingsOf(schedules, span, ZONE);
      return openings.every(({ from, to }, i) => from < to && to > span.from && from < span.to && (i === 0 || (openings[i - 1]?.to ?? from) < from));
    }), { numRuns: 60 });
  });

  it('asking for two spans that meet tells no other moments than asking for both at once', () => {
    fc.assert(fc.property(anySchedule, anySpan, fc.double({ min: 0, max: 1, noNaN: true }), (schedule, span, share) => {
      const cut = new Date(Math.round(span.from.getTime() + (span.to.getTime() - span.from.getTime()) * share));
      const whole = openingsOf([schedule], span, ZONE);
      const parts = [...openingsOf([schedule], { from: span.from, to: cut }, ZONE), ...openingsOf([schedule], { from: cut, to: span.to }, ZONE)];
      for (let at = span.from.getTime(); at < span.to.getTime(); at += 3_600_000 * 5) {
        if (holds(parts, at) !== holds(whole, at)) return false;
      }
      return true;
    }));
  });

  it('a closing takes away every opening that begins on its days and no other', () => {
    fc.assert(fc.property(anySchedule, anySpan, someDay, (schedule, span, day) => {
      const inZone = { ...schedule, timezone: null, opens_at: '10:00', closes_at: '11:00' };
      const kept = openingsOf([inZone], span, ZONE).filter(({ from }) => civilDateAt(from, ZONE) !== day);
      return JSON.stringify(openingsOf([inZone, { valid_from: day, valid_to: day }], span, ZONE)) === JSON.stringify(kept);
    }));
  });
});
