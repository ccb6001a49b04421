import { describe, expect, it } from '@jest/globals';
import { CHECKPOINT_STATES, isOverdue, judge, MOVES, whoMay } from './checkpoint.rules.js';
import type { CheckpointFacts, CheckpointState, Hand, Move, MoveDetails } from './checkpoint.rules.js';
import { TIERS } from './protocol.rules.js';

const HANDS: readonly Hand[] = ['owner', 'cover', 'team_lead', 'engine'];
const due = new Date('2026-11-24T22:00:00Z');
const before = new Date('2026-11-24T15:00:00Z');
const after = new Date('2026-11-24T22:00:01Z');

const checkpoint = (facts: Partial<CheckpointFacts> = {}): CheckpointFacts =>
  ({ state: 'scheduled', tier: 'P3', channel: 'call', dueAt: due, standardDueAt: due, ...facts });
const complete = (details: Partial<MoveDetails> = {}): MoveDetails =>
  ({ hands: HANDS, at: before, contactId: 'a-contact', reason: 'a reason', dueAt: new Date('2026-11-26T22:00:00Z'), ...details });

/** The design's table, written a second time by hand: who may do what from which state. */
const ALLOWED: Record<Move, { from: CheckpointState[]; to: CheckpointState; by: Hand[]; lateOrUrgentBy?: Hand[] }> = {
  complete: { from: ['scheduled'], to: 'done', by: ['owner', 'cover'] },
  waive: { from: ['scheduled'], to: 'waived', by: ['owner'], lateOrUrgentBy: ['team_lead'] },
  supersede: { from: ['scheduled'], to: 'superseded', by: ['engine'] },
  lapse: { from: ['scheduled'], to: 'lapsed', by: ['engine'] },
  undo: { from: ['done', 'waived'], to: 'scheduled', by: ['team_lead'] },
  move: { from: ['scheduled'], to: 'scheduled', by: ['owner'] },
};

describe('a checkpoint', () => {
  it('allows exactly what its table allows: every move, state, hand, tier, before and after it was due', () => {
    for (const move of Object.keys(MOVES) as Move[]) {
      const { from, to, by, lateOrUrgentBy } = ALLOWED[move];
      for (const state of CHECKPOINT_STATES) for (const hand of HANDS) for (const tier of TIERS) for (const at of [before, after]) {
        const hands = lateOrUrgentBy && (tier === 'P1' || at > due) ? lateOrUrgentBy : by;
        const verdict = judge(checkpoint({ state, tier }), move, complete({ hands: [hand], at }));
        const allowed = from.includes(state) && hands.includes(hand);
        expect([move, state, hand, tier, verdict.allowed, verdict.allowed && verdict.state]).toEqual([move, state, hand, tier, allowed, allowed && to]);
      }
    }
  });

  it('leaves every end by no other door than the team lead’s undo', () => {
    for (const state of ['superseded', 'lapsed'] as const) {
      for (const move of Object.keys(MOVES) as Move[]) {
        expect(judge(checkpoint({ state }), move, complete())).toEqual({ allowed: false, because: 'not-from-this-state' });
      }
    }
  });

  it('is done only with a contact, unless nobody was to be reached', () => {
    const without = complete({ contactId: undefined });
    expect(judge(checkpoint(), 'complete', without)).toEqual({ allowed: false, because: 'contact-missing' });
    expect(judge(checkpoint({ channel: 'file' }), 'complete', without)).toMatchObject({ allowed: true, state: 'done' });
  });

  it('is waived, moved and taken back only with a reason', () => {
    for (const [move, state] of [['waive', 'scheduled'], ['move', 'scheduled'], ['undo', 'done']] as const) {
      for (const reason of [undefined, '', '  ']) {
        expect(judge(checkpoint({ state }), move, complete({ reason }))).toEqual({ allowed: false, because: 'reason-missing' });
      }
    }
  });

  it('tells its owner that an urgent or late one is for the team lead to waive', () => {
    const owner = complete({ hands: ['owner'] });
    expect(judge(checkpoint({ tier: 'P1' }), 'waive', owner)).toEqual({ allowed: false, because: 'lead-only' });
    expect(judge(checkpoint(), 'waive', { ...owner, at: after })).toEqual({ allowed: false, because: 'lead-only' });
    expect(judge(checkpoint(), 'waive', { ...owner, hands: ['cover'] })).toEqual({ allowed: false, because: 'not-yours' });
    expect(whoMay(checkpoint({ tier: 'P1' }), 'waive', before)).toEqual(['team_lead']);
  });

  it('moves only to a time ahead', () => {
    for (const dueAt of [undefined, before, new Date(before.getTime() - 1)]) {
      expect(judge(checkpoint(), 'move', complete({ dueAt }))).toEqual({ allowed: false, because: 'not-ahead' });
    }
  });

  it('counts as missed by its standard, even after it was postponed, done late, or waived late', () => {
    const postponed = checkpoint({ dueAt: new Date('2026-12-01T22:00:00Z') });
    for (const move of ['complete', 'waive'] as const) {
      expect(judge(postponed, move, complete({ at: after }))).toMatchObject({ allowed: true, missed: true });
      expect(judge(postponed, move, complete({ at: due }))).toMatchObject({ allowed: true, missed: false });
    }
  });

  it('is overdue from the second after it was due, while it is scheduled', () => {
    expect(isOverdue(checkpoint(), due)).toBe(false);
    expect(isOverdue(checkpoint(), after)).toBe(true);
    expect(isOverdue(checkpoint({ state: 'done' }), after)).toBe(false);
  });
});
