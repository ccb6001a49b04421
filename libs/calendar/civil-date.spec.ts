import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, asCivilDate, civil, dayNumber, daysBetween, isCivilDate, weekdayOf } from './civil-date.js';

const anyDay = fc.integer({ min: -100_000, max: 100_000 });

describe('a civil date', () => {
  it('exists or is refused', () => {
    for (const text of ['2026-02-28', '2028-02-29', '0001-01-01', '1999-12-31']) expect(isCivilDate(text)).toBe(true);
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T00:00', '', '2026-00-10']) expect(isCivilDate(text)).toBe(false);
    expect(() => asCivilDate('2026-04-31')).toThrow('"2026-04-31" is not a day');
  });

  it('is the same day after being counted and written again', () => {
    fc.assert(fc.property(anyDay, (day) => dayNumber(civil(day)) === day));
  });

  it('is the day that the runtime’s own calendar counts', () => {
    fc.assert(fc.property(anyDay, (day) => civil(day) === new Date(day * 86_400_000).toISOString().slice(0, 10)));
  });

  it('comes back when as many days are added as taken away', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -5_000, max: 5_000 }), (day, days) => {
      const moved = addDays(civil(day), days);
      return addDays(moved, -days) === civil(day) && daysBetween(civil(day), moved) === days;
    }));
  });

  it('has the weekday that everybody else’s calendar shows', () => {
    fc.assert(fc.property(anyDay, (day) => weekdayOf(day) % 7 === new Date(`${civil(day)}T00:00Z`).getUTCDay()));
  });
});
