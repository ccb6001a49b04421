import { describe, expect, it } from '@jest/globals';
import { againOn, asksReassessing, DECLINE_REASONS, FAIL_REASONS, meaningOf, UNACCEPT_REASONS } from './reasons.rules.js';

const TODAY = '2026-03-03';

describe('why an offer came to nothing', () => {
  it('lies on one side, and has one consequence', () => {
    for (const reason of [...DECLINE_REASONS, ...FAIL_REASONS, ...UNACCEPT_REASONS]) {
      const { side, consequence } = meaningOf(reason);
      // What lies with the person is looked at again by the office; it says nothing about the organisation.
      expect([reason, consequence.kind === 'reassess']).toEqual([reason, side === 'person']);
      expect(asksReassessing(reason)).toBe(side === 'person');
    }
  });

  it('says when the organisation may be asked again', () => {
    expect(againOn('no_capacity', TODAY)).toBe('2026-04-02');
    expect(againOn('other', TODAY)).toBe('2026-06-01');
    expect(againOn('by_mistake', TODAY)).toBe(TODAY);
    expect(againOn('not_eligible', TODAY)).toBe('infinity');
    expect(againOn('unreachable', TODAY)).toBeNull();
  });

  it('means the same wherever it may be given', () => {
    expect(UNACCEPT_REASONS.filter((reason) => DECLINE_REASONS.some((other) => other === reason)).map((reason) => [reason, meaningOf(reason).consequence])).toEqual([
      ['no_capacity', { kind: 'retry', days: 30 }], ['not_eligible', { kind: 'never' }], ['other', { kind: 'retry', days: 90 }],
    ]);
  });

  it('is one of the list', () => {
    expect(() => meaningOf('because')).toThrow(RangeError);
  });
});
