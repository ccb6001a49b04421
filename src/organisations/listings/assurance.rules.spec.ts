import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CivilDate, civil } from '../../../libs/calendar/civil-date.js';
import { assuranceCutoffs, assuranceDueOn, dropsOn, listingState } from './assurance.rules.js';

const SINCE = '2026-03-02';

describe('a listing', () => {
  it.each([
    ['2026-03-02', 'assured'], ['2026-08-30', 'assured'], ['2026-08-31', 'due'], ['2026-09-29', 'due'], ['2026-09-30', 'dropped'], ['2030-01-01', 'dropped'],
  ] as const)('that was confirmed on 2 March is, on %s, %s', (today, state) => {
    expect(listingState(SINCE, today)).toBe(state);
  });

  it('is asked about on the same weekday, and drops out thirty days later', () => {
    expect([assuranceDueOn(SINCE), dropsOn(SINCE)]).toEqual(['2026-08-31', '2026-09-30']);
  });

  it('is in the same state for SQL, which compares the day itself with two others', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((n): CivilDate => civil(n));
    fc.assert(fc.property(day, fc.integer({ min: -10, max: 400 }), (since, later) => {
      const today = addDays(since, later);
      const { due, dropped } = assuranceCutoffs(today);
      expect(since <= dropped ? 'dropped' : since <= due ? 'due' : 'assured').toBe(listingState(since, today));
    }));
  });
});
