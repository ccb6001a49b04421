import { describe, expect, it } from '@jest/globals';
import { callingForHelp, historyOf, repeated, standings, wayOf } from './needs.rules.js';

const scored = (code: string, score: number, on: string) => ({ code, score, scoredAt: new Date(`${on}T15:00:00Z`) });
const scores = [scored('FOOD', 0, '2026-11-03'), scored('FOOD', 2, '2026-11-10'), scored('HOUSING', 1, '2026-11-03'), scored('WORK', 3, '2026-11-10'), scored('WORK', 2, '2026-11-20')];

describe('the needs of a household', () => {
  it('stand at their latest score, the worst first', () => {
    expect(standings(scores).map(({ code, score, first, times }) => [code, score, first, times]))
      .toEqual([['HOUSING', 1, 1, 1], ['FOOD', 2, 0, 2], ['WORK', 2, 3, 2]]);
  });

  it('keep every earlier score, newest first', () => {
    expect(historyOf(scores, 'FOOD').map(({ score }) => score)).toEqual([2, 0]);
  });

  it('call for help at crisis and vulnerable', () => {
    expect(callingForHelp(scores).map(({ code }) => code)).toEqual(['HOUSING']);
    expect(callingForHelp([])).toEqual([]);
  });

  it('went better, worse or nowhere since the first time', () => {
    expect(Object.fromEntries(standings([...scores, scored('HEALTH', 2, '2026-11-03'), scored('HEALTH', 2, '2026-11-04')]).map((need) => [need.code, wayOf(need)])))
      .toEqual({ FOOD: 'better', WORK: 'worse', HOUSING: 'new', HEALTH: 'same' });
  });

  it('are scored once each in one sitting', () => {
    expect(repeated(['FOOD', 'WORK', 'FOOD', 'FOOD'])).toEqual(['FOOD']);
  });
});
