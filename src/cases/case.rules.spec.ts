import { describe, expect, it } from '@jest/globals';
import { CLOSE_REASONS, judge, MOVES, moveOf, movesFrom, REOPEN_REASONS, STATES, type CaseState, type Move } from './case.rules.js';

const caseworker = { roles: ['caseworker'] };
const lead = { roles: ['team_lead'] };
const manager = { roles: ['manager'] };
const engine = { roles: 'engine' } as const;
const aCase = (state: CaseState, arrivalOn: string | null = '2026-11-03') => ({ state, arrivalOn });

/** Written out by hand, so that a slip in the table shows. */
const GRID: Record<Move, Record<CaseState, CaseState | null>> = {
  arrive: { expected: 'open', open: null, closed: null },
  notArrived: { expected: 'closed', open: null, closed: null },
  close: { expected: null, open: 'closed', closed: null },
  closeUnreached: { expected: null, open: 'closed', closed: null },
  reopen: { expected: null, open: null, closed: 'open' },
};

describe('the moves of a case', () => {
  const cells = (Object.keys(MOVES) as Move[]).flatMap((move) => STATES.map((state) => ({ move, state, to: GRID[move][state] })));

  it.each(cells)('$move from $state leads to $to', ({ move, state, to }) => {
    const verdict = judge(aCase(state), move, engine, MOVES[move].reasons[0]);
    expect(verdict).toEqual(to ? { allowed: true, state: to } : { allowed: false, because: 'not-from-this-state' });
  });

  it('asks for a reason that belongs to the move', () => {
    expect(judge(aCase('open'), 'close', caseworker)).toEqual({ allowed: false, because: 'wrong-reason' });
    expect(judge(aCase('open'), 'close', caseworker, 'did_not_arrive')).toEqual({ allowed: false, because: 'wrong-reason' });
    expect(judge(aCase('closed'), 'reopen', caseworker, 'settled')).toEqual({ allowed: false, because: 'wrong-reason' });
  });

  it('lets a caseworker close, but not for want of reaching somebody: their lead or a manager decides that', () => {
    expect(judge(aCase('open'), 'close', caseworker, 'settled').allowed).toBe(true);
    expect(judge(aCase('open'), 'closeUnreached', caseworker, 'unreached')).toEqual({ allowed: false, because: 'lead-decides' });
    expect(judge(aCase('open'), 'closeUnreached', lead, 'unreached').allowed).toBe(true);
    expect(judge(aCase('open'), 'closeUnreached', manager, 'unreached').allowed).toBe(true);
  });

  it('lets no manager and no privacy officer confirm an arrival', () => {
    expect(judge(aCase('expected'), 'arrive', manager)).toEqual({ allowed: false, because: 'not-yours' });
    expect(judge(aCase('expected'), 'arrive', { roles: ['privacy_officer'] })).toEqual({ allowed: false, because: 'not-yours' });
  });

  it('opens nothing without the day they came', () => {
    expect(judge(aCase('expected', null), 'arrive', caseworker)).toEqual({ allowed: false, because: 'arrival-unknown' });
    expect(judge(aCase('closed', null), 'reopen', caseworker, 'arrived_after_all')).toEqual({ allowed: false, because: 'arrival-unknown' });
  });

  it('gives every reason for closing to one move, and every reason for reopening to reopening', () => {
    for (const reason of CLOSE_REASONS) expect(MOVES[moveOf(reason)].reasons).toContain(reason);
    expect(MOVES.reopen.reasons).toEqual(REOPEN_REASONS);
  });

  it('offers the buttons that would be allowed', () => {
    expect(movesFrom(aCase('expected', null), caseworker)).toEqual(['arrive', 'notArrived']);
    expect(movesFrom(aCase('open'), caseworker)).toEqual(['close']);
    expect(movesFrom(aCase('open'), lead)).toEqual(['close', 'closeUnreached']);
    expect(movesFrom(aCase('closed'), caseworker)).toEqual(['reopen']);
    expect(movesFrom(aCase('closed'), manager)).toEqual([]);
  });
});
