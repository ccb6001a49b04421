import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysWaiting, inTurn, nextLookOn, stillFree } from './unmet.rules.js';

const waits = (id: string, tier: string, day: number) => ({ id, tier, since: new Date(Date.UTC(2026, 2, day)) });

describe('Those who wait', () => {
  it('have their turn by urgency, then by how long they have waited', () => {
    const ledger = [waits('d', 'P3', 1), waits('c', 'P1', 9), waits('a', 'P2', 5), waits('b', 'P1', 3), waits('e', 'P2', 4)];
    expect(inTurn(ledger).map(({ id }) => id)).toEqual(['b', 'c', 'e', 'a', 'd']);
  });

  it('have one order, however they were read', () => {
    const anyone = fc.record({ id: fc.uuid(), tier: fc.constantFrom('P1', 'P2', 'P3', 'P4'), since: fc.date({ noInvalidDate: true }) });
    fc.assert(fc.property(fc.uniqueArray(anyone, { selector: ({ id }) => id }).chain((ledger) => fc.tuple(fc.constant(ledger), fc.shuffledSubarray(ledger, { minLength: ledger.length }))),
      ([ledger, shuffled]) => { expect(inTurn(shuffled)).toEqual(inTurn(ledger)); }));
  });

  it('are as many as there is room, less whom the service is being asked about', () => {
    expect([stillFree(3.9, 0), stillFree(3, 2), stillFree(1, 4), stillFree(0.9, 0)]).toEqual([3, 1, 0, 0]);
  });

  it('are looked at a month later, and have waited whole days', () => {
    expect(nextLookOn('2026-03-03')).toBe('2026-04-02');
    expect(daysWaiting(new Date('2026-03-03T15:00:00Z'), new Date('2026-03-05T14:59:00Z'))).toBe(1);
  });
});
