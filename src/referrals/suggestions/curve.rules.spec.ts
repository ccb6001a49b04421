import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AnswerFigures, answeredBy, ASSUMED, type Curve, curveOf, ENOUGH_ANSWERS, minutesToYes, yesBy } from './curve.rules.js';

const figures = (answered: number, over: Partial<AnswerFigures> = {}): AnswerFigures => ({ asked: answered, answered, accepted: answered, median: 120, p90: 600, ...over });

describe('The curve of a service', () => {
  it('is its own once it has answered often enough', () => {
    expect(curveOf({ service: figures(ENOUGH_ANSWERS), organisation: figures(50, { median: 500, p90: 900 }) })).toMatchObject({ whose: 'service', answered: 5, median: 120, p90: 600 });
  });

  it.each<[string, Parameters<typeof curveOf>[0], Curve['whose']]>([
    ['its organisation’s, with few answers', { service: figures(4), organisation: figures(12), network: figures(900) }, 'organisation'],
    ['the network’s, when its organisation is new too', { service: figures(1), organisation: figures(4), network: figures(900) }, 'network'],
    ['what networks are known to do, before anybody answered', {}, 'assumed'],
    ['what networks are known to do, when everybody was silent', { network: figures(0, { asked: 40, median: null, p90: null }) }, 'assumed'],
  ])('is %s', (_, histories, whose) => {
    expect(curveOf(histories).whose).toBe(whose);
  });

  it('never takes a few yeses for a certainty, nor a few noes for a never', () => {
    expect(curveOf({ service: figures(5) }).rate).toBeCloseTo((5 + 5 * 0.7) / 10);
    expect(curveOf({ service: figures(5, { accepted: 0 }) }).rate).toBeCloseTo(0.35);
    expect(curveOf({ service: figures(200, { accepted: 20 }) }).rate).toBeCloseTo(0.114, 2);
  });

  it('goes through its median and its ninetieth percentile', () => {
    expect(answeredBy(ASSUMED, ASSUMED.median)).toBeCloseTo(0.5);
    expect(answeredBy(ASSUMED, ASSUMED.p90)).toBeCloseTo(0.9);
    expect(yesBy(ASSUMED, ASSUMED.median)).toBeCloseTo(0.35);
    expect(answeredBy(ASSUMED, 0)).toBe(0);
  });

  it('expects a yes later of whoever says it seldom', () => {
    expect(minutesToYes({ median: 100, rate: 0.5 })).toBe(200);
    expect(minutesToYes({ median: 100, rate: 0 })).toBe(10_000);
  });
});

const anyFigures = fc.record({ asked: fc.integer({ min: 0, max: 400 }), shares: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), median: fc.integer({ min: 0, max: 20_000 }), more: fc.integer({ min: 0, max: 40_000 }) })
  .map(({ asked, shares: [answers, yeses], median, more }): AnswerFigures => {
    const answered = Math.floor(asked * answers);
    return { asked, answered, accepted: Math.floor(answered * yeses), median: answered > 0 ? median : null, p90: answered > 0 ? median + more : null };
  });
const anyHistories = fc.record({ service: fc.option(anyFigures, { nil: undefined }), organisation: fc.option(anyFigures, { nil: undefined }), network: fc.option(anyFigures, { nil: undefined }) });

describe('Every curve, whatever the history', () => {
  it('gives chances between none and certain that grow with time', () => {
    fc.assert(fc.property(anyHistories, fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 20 }), (histories, times) => {
      const curve = curveOf(histories);
      const chances = [...times].sort((one, other) => one - other).map((minutes) => yesBy(curve, minutes));
      expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
      expect(chances.every((chance, i) => i === 0 || chance >= (chances[i - 1] ?? 0))).toBe(true);
      expect(curve.rate).toBeGreaterThan(0);
      expect(curve.rate).toBeLessThan(1);
    }));
  });
});
