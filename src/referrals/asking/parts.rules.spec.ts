import { describe, expect, it } from '@jest/globals';
import type { ReferralState } from '../referral.rules.js';
import { type AfterParts, afterParts } from './parts.rules.js';

describe('A referral that was split', () => {
  it.each<[string, ReferralState[], AfterParts]>([
    ['is met when all its parts are', ['met', 'met'], 'meet'],
    ['waits for one that is open', ['met', 'open'], 'wait'],
    ['waits for one that rests', ['met', 'paused'], 'wait'],
    ['is not met by one that nobody could meet', ['met', 'unmet'], 'wait'],
    ['does not count what was taken back or entered in error', ['met', 'withdrawn', 'voided'], 'meet'],
    ['is the office’s to decide when nothing counts any more', ['withdrawn', 'voided'], 'wait'],
  ])('%s', (_, parts, after) => {
    expect(afterParts(parts)).toBe(after);
  });
});
