import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adjusted, askAt, confidence, countedOn, expectedRoom, HALF_LIFE_DAYS, isStale, levelOf, levelOfAll, LEVELS, MOST_PLACES, type PlaceFacts, toldAt } from './places.rules.js';

const DAY_MS = 86_400_000;
const TOLD = new Date('2026-03-02T14:00:00Z');
const after = (days: number): Date => new Date(TOLD.getTime() + days * DAY_MS);
const figure = (over: Partial<PlaceFacts> = {}): PlaceFacts => ({ available: 12, maximum: 20, updatedAt: TOLD, ...over });

const days = fc.double({ min: 0, max: 3_650, noNaN: true });
const place = fc.record({
  available: fc.nat(500), maximum: fc.option(fc.nat(500)), updatedAt: fc.integer({ min: -400, max: 0 }).map(after),
});

describe('how far a figure is believed', () => {
  it('is wholly when told, half after two weeks, a quarter after four', () => {
    expect([0, HALF_LIFE_DAYS, 2 * HALF_LIFE_DAYS].map((day) => confidence(figure(), after(day)))).toEqual([1, 0.5, 0.25]);
  });

  it('falls with time and never rises by itself, nor leaves 0 to 1', () => {
    fc.assert(fc.property(place, days, days, (one, soon, more) => {
      const [now, then] = [confidence(one, after(soon)), confidence(one, after(soon + more))];
      expect(now).toBeLessThanOrEqual(1);
      expect(then).toBeLessThanOrEqual(now);
      expect(then).toBeGreaterThanOrEqual(0);
    }));
  });

  it('is whole for a figure told by a clock that is ahead', () => {
    expect(confidence(figure({ updatedAt: after(1) }), TOLD)).toBe(1);
  });

  it('makes the room to count on: never more than was claimed, and the sum of its parts', () => {
    fc.assert(fc.property(fc.array(place, { maxLength: 6 }), days, (places, day) => {
      const room = expectedRoom(places, after(day));
      expect(room).toBeLessThanOrEqual(places.reduce((sum, { available }) => sum + available, 0));
      expect(room).toBeCloseTo(places.reduce((sum, one) => sum + expectedRoom([one], after(day)), 0), 6);
    }));
    expect(expectedRoom([figure(), figure({ available: 4, updatedAt: after(14) })], after(14))).toBe(10);
  });
});

describe('the level that people read', () => {
  it.each([[0, 'fresh'], [6.9, 'fresh'], [7, 'ageing'], [13.9, 'ageing'], [14, 'stale'], [400, 'stale']] as const)('after %d days is %s', (day, level) => {
    expect(levelOf(figure(), after(day))).toBe(level);
  });

  it('of a service is that of its oldest figure, and it is stale exactly when it is time to ask', () => {
    fc.assert(fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), days, (places, day) => {
      const at = after(day);
      const worst = Math.max(...places.map((one) => LEVELS.indexOf(levelOf(one, at))));
      expect(levelOfAll(places, at)).toBe(LEVELS[worst]);
      expect(isStale(places, at)).toBe(at >= (askAt(places) ?? at));
      expect(toldAt(places)?.getTime()).toBe(Math.min(...places.map(({ updatedAt }) => updatedAt.getTime())));
    }));
  });

  it('of a service that never told a figure is none: it is not stale, and nobody is asked', () => {
    expect([levelOfAll([], TOLD), isStale([], TOLD), askAt([]), toldAt([]), expectedRoom([], TOLD)]).toEqual([undefined, false, undefined, undefined, 0]);
  });
});

describe('when to ask', () => {
  it('is after two weeks, once more after three, and then no more', () => {
    expect([0, 1, 2].map((asked) => askAt([figure()], asked))).toEqual([after(14), after(21), undefined]);
  });
});

describe('an acceptance and a completion', () => {
  it.each([
    ['takes one', figure(), -1, 11], ['gives one back', figure(), 1, 13], ['takes none from none', figure({ available: 0 }), -1, 0],
    ['gives none beyond the maximum', figure({ available: 20 }), 1, 20], ['needs no maximum', figure({ maximum: null }), 1, 13],
    ['does not cut what was told to be above', figure({ available: 25 }), 1, 25], ['counts down from above', figure({ available: 25 }), -1, 24],
  ])('%s', (_, before, by, expected) => {
    expect(adjusted(before, by)).toBe(expected);
  });

  it('stays between none and the maximum, moves by no more than it was told, and never the wrong way', () => {
    fc.assert(fc.property(place, fc.integer({ min: -50, max: 50 }), (before, by) => {
      const result = adjusted(before, by);
      expect(result).toBeGreaterThanOrEqual(0);
      expect(result).toBeLessThanOrEqual(Math.max(before.maximum ?? MOST_PLACES, before.available));
      expect(Math.abs(result - before.available)).toBeLessThanOrEqual(Math.abs(by));
      expect(Math.sign(result - before.available) * Math.sign(by)).toBeGreaterThanOrEqual(0);
    }));
  });
});

describe('an acceptance that names no group', () => {
  const [all, women] = [{ ...figure({ available: 1 }), description: null }, { ...figure({ available: 3 }), description: 'Femmes seules' }];

  it('is counted on the figure for everybody, then on one that can still move', () => {
    expect(countedOn([women, all], -1)).toBe(all);
    expect(countedOn([women, { ...all, available: 0 }], -1)).toBe(women);
    expect(countedOn([{ ...all, available: 0 }], -1)).toMatchObject({ available: 0 });
    expect(countedOn([], -1)).toBeUndefined();
  });
});
