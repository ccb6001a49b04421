import { describe, expect, it } from '@jest/globals';
import { type Hand, judgeReferral, MOVES, type ReferralMove, type ReferralMoveName, referralMovesFrom, REFERRAL_STATES } from './referral.rules.js';

const HANDS: readonly Hand[] = ['office', 'team_lead', 'engine'];
const NAMES = Object.keys(MOVES) as ReferralMoveName[];
const reasonOf = (move: ReferralMoveName): string | undefined => MOVES[move].reasons[0];

describe('the moves of a referral', () => {
  it('are judged as the table says, from every state, by every hand, busy or not', () => {
    for (const state of REFERRAL_STATES) {
      for (const move of NAMES) {
        for (const hand of HANDS) {
          for (const busy of [true, false]) {
            const { from, to, by, quiet }: ReferralMove = MOVES[move];
            const verdict = judgeReferral({ state, busy }, move, [hand], reasonOf(move));
            const may = from.includes(state) && by.includes(hand) && !(quiet && busy);
            expect([move, state, hand, busy, verdict.allowed]).toEqual([move, state, hand, busy, may]);
            if (verdict.allowed) expect(verdict.state).toBe(to);
          }
        }
      }
    }
  });

  it('ask for one of their reasons', () => {
    for (const move of NAMES.filter((name) => MOVES[name].reasons.length > 0)) {
      for (const reason of [undefined, '', 'because']) {
        expect(judgeReferral({ state: MOVES[move].from[0], busy: false }, move, MOVES[move].by, reason)).toEqual({ allowed: false, because: 'wrong-reason' });
      }
    }
  });

  it('say why they are refused', () => {
    expect(judgeReferral({ state: 'met', busy: false }, 'pause', ['office'], 'away')).toEqual({ allowed: false, because: 'not-from-this-state' });
    expect(judgeReferral({ state: 'open', busy: true }, 'pause', ['office'], 'away')).toEqual({ allowed: false, because: 'still-asking' });
    expect(judgeReferral({ state: 'open', busy: false }, 'void', ['office'], 'duplicate')).toEqual({ allowed: false, because: 'lead-only' });
    expect(judgeReferral({ state: 'unmet', busy: false }, 'reappear', ['office'])).toEqual({ allowed: false, because: 'not-yours' });
  });

  it('are shown to whoever may make them', () => {
    expect(referralMovesFrom({ state: 'open', busy: false }, ['office'])).toEqual(['pause', 'meet', 'giveUp', 'withdraw']);
    expect(referralMovesFrom({ state: 'open', busy: true }, ['office'])).toEqual(['withdraw']);
    expect(referralMovesFrom({ state: 'unmet', busy: false }, ['office', 'team_lead'])).toEqual(['reopen', 'void']);
    expect(referralMovesFrom({ state: 'voided', busy: false }, HANDS)).toEqual([]);
  });
});
