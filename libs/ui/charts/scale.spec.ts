import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linear, path, ticks } from './scale.js';

describe('A chart’s scale', () => {
  it('counts in round steps from nothing to the greatest value', () => {
    expect(ticks(6.4)).toEqual([0, 2, 4, 6, 8]);
    expect(ticks(9.2, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(ticks(0.4)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    expect(ticks(0)).toEqual([0, 1]);
  });

  it('never leaves a value above its last step, nor crowds the axis', () => {
    fc.assert(fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), (greatest) => {
      const all = ticks(greatest);
      expect(all.at(-1)).toBeGreaterThanOrEqual(greatest * (1 - 1e-6));
      expect(all.length).toBeLessThanOrEqual(7);
    }));
  });

  it('places values between the ends, and breaks a line where a value is missing', () => {
    expect([0, 5, 10].map(linear([0, 10], [100, 0]))).toEqual([100, 50, 0]);
    expect(path([[0, 1], null, [2, 3], [4, 5]])).toBe('M0 1M2 3L4 5');
  });
});
