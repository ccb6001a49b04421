import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { join } from 'node:path';
import { projectRoot } from '../../../config/root.js';
import type { Calendar } from '../../../libs/calendar/calendar.js';
import { loadCalendars } from '../../../libs/calendar/load-calendars.js';
import { type AgreementFacts, agreementState, ANSWER_CLOCKS, ANSWER_UNITS, answerDueAt, remindAt } from './agreement.rules.js';

const hours = { calendar: loadCalendars(join(projectRoot(), 'config/calendars')).get('mtl-counter') as Calendar, zone: 'America/Toronto' };
const agreement = (over: Partial<AgreementFacts & { startsOn: '2026-01-01' }> = {}) => ({ startsOn: '2026-01-01' as const, endsOn: '2026-12-31' as const, remindDays: 60, endedAt: null, remindedOf: null, ...over });

describe('where an agreement stands', () => {
  it.each([
    ['2025-12-31', 'coming'], ['2026-01-01', 'running'], ['2026-10-31', 'running'], ['2026-11-01', 'ending'], ['2026-12-31', 'ending'], ['2027-01-01', 'ended'],
  ] as const)('on %s: %s', (today, state) => {
    expect(agreementState(agreement(), today)).toBe(state);
  });

  it('without an end runs for ever, unless it is ended', () => {
    expect(agreementState(agreement({ endsOn: null }), '2090-01-01')).toBe('running');
    expect(agreementState(agreement({ endsOn: null, endedAt: new Date('2026-03-01T15:00:00Z') }), '2026-03-02')).toBe('ended');
  });
});

describe('the reminder', () => {
  it('comes so many days before the end, as doors open, and once for each end', () => {
    expect(remindAt(agreement(), hours)?.toISOString()).toBe('2026-11-02T13:30:00.000Z'); // the 1st is a Sunday
    expect(remindAt(agreement({ remindedOf: '2026-12-31' }), hours)).toBeUndefined();
    expect(remindAt(agreement({ endsOn: null }), hours)).toBeUndefined();
    expect(remindAt(agreement({ endedAt: new Date() }), hours)).toBeUndefined();
  });
});

describe('a promised answer', () => {
  // Asked on the last Friday before Christmas at 15:00; the city closes from 24 to 31 December.
  const ASKED = new Date('2026-12-18T20:00:00Z');
  it.each([
    [4, 'hours', 'elapsed', '2026-12-19T00:00:00.000Z'], [4, 'hours', 'business', '2026-12-21T15:30:00.000Z'],
    [2, 'days', 'elapsed', '2026-12-20T20:00:00.000Z'], [2, 'days', 'business', '2026-12-22T22:00:00.000Z'], [5, 'days', 'business', '2027-01-05T22:00:00.000Z'],
  ] as const)('of %d %s on the %s clock is due at %s', (answerWithin, answerUnit, answerClock, due) => {
    expect(answerDueAt({ answerWithin, answerUnit, answerClock }, ASKED, hours)?.toISOString()).toBe(due);
  });

  it('is none where nothing was promised', () => {
    expect(answerDueAt({ answerWithin: null, answerUnit: null, answerClock: null }, ASKED, hours)).toBeUndefined();
  });

  it('is always later than the question, and later still for a longer promise', () => {
    const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
    fc.assert(fc.property(moment, fc.integer({ min: 1, max: 40 }), fc.constantFrom(...ANSWER_UNITS), fc.constantFrom(...ANSWER_CLOCKS), (askedAt, answerWithin, answerUnit, answerClock) => {
      const [due, longer] = [answerWithin, answerWithin + 1].map((within) => answerDueAt({ answerWithin: within, answerUnit, answerClock }, askedAt, hours)?.getTime() ?? 0) as [number, number];
      expect(due).toBeGreaterThan(askedAt.getTime());
      expect(longer).toBeGreaterThan(due);
    }));
  });
});
