import { describe, expect, it } from '@jest/globals';
import { rank, type Ranked } from './rank.rules.js';

const service = (name: string, over: Partial<Ranked> = {}) => ({ name, verdict: 'fits' as const, putFirst: false, yesMinutes: 500, mustNot: null, ...over });
const order = (...services: ReturnType<typeof service>[]) => rank(services).suggested.map(({ name }) => name);

describe('Services that may be asked', () => {
  it('come by how they fit, then by whom agreements put first, then by how soon they may say yes', () => {
    expect(order(service('maybe', { verdict: 'maybe', yesMinutes: 10 } as object), service('late', { yesMinutes: 2_000 }), service('soon', { yesMinutes: 300 }), service('first', { putFirst: true, yesMinutes: 2_000 })))
      .toEqual(['first', 'soon', 'late', 'maybe']);
  });

  it('keep the order of the search within half a business day', () => {
    expect(order(service('roomy', { yesMinutes: 250 }), service('near', { yesMinutes: 20 }))).toEqual(['roomy', 'near']);
  });

  it('are without those that cannot help now or must not be asked', () => {
    const { suggested, excluded } = rank([service('full', { verdict: 'no' } as object), service('declined', { mustNot: 'said-no' }), service('fits')]);
    expect(suggested.map(({ name }) => name)).toEqual(['fits']);
    expect(excluded.map(({ name }) => name)).toEqual(['full', 'declined']);
  });
});
