import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chanceOfAny, wavesOf } from './waves.rules.js';

describe('A wave', () => {
  it('asks as few as reach the chance, and the rest afterwards', () => {
    expect(wavesOf([0.5, 0.5, 0.5, 0.5], 0.8)).toEqual([0, 0, 0, 1]);
    expect(wavesOf([0.9, 0.1, 0.9], 0.8)).toEqual([0, 1, 1]);
    expect(wavesOf([0.2, 0.2], 0.8)).toEqual([0, 0]);
    expect(wavesOf([], 0.8)).toEqual([]);
  });

  it('asks everybody at once when the aim is next to certainty', () => {
    expect(new Set(wavesOf(Array.from({ length: 12 }, () => 0.5), 0.9999))).toEqual(new Set([0]));
  });

  it('counts answers as independent', () => {
    expect(chanceOfAny([0.5, 0.5])).toBe(0.75);
    expect(chanceOfAny([])).toBe(0);
  });
});

describe('Whatever the chances and the aim', () => {
  const anyChances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });
  const anyAim = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  const members = (chances: readonly number[], waves: readonly number[], wave: number) => chances.filter((_, i) => waves[i] === wave);

  it('every service is in one wave, in the given order', () => {
    fc.assert(fc.property(anyChances, anyAim, (chances, aim) => {
      const waves = wavesOf(chances, aim);
      expect(waves).toHaveLength(chances.length);
      expect(waves.every((wave, i) => (i === 0 ? wave === 0 : wave === waves[i - 1] || wave === (waves[i - 1] ?? 0) + 1))).toBe(true);
    }));
  });

  it('every wave but the last reaches the aim, and would not with one service less', () => {
    fc.assert(fc.property(anyChances, anyAim, (chances, aim) => {
      const waves = wavesOf(chances, aim);
      const last = waves.at(-1) ?? 0;
      for (let wave = 0; wave <= last; wave += 1) {
        const asked = members(chances, waves, wave);
        if (wave < last) expect(chanceOfAny(asked)).toBeGreaterThanOrEqual(aim);
        expect(chanceOfAny(asked.slice(0, -1))).toBeLessThan(aim);
      }
    }));
  });
});
