import { describe, expect, it } from '@jest/globals';
import { ANSWERS, type Answer, type BothSides, type Decided, isConfirmed, isOpen, OPEN_DAYS, reviewOf, sideOf, standingOf } from './loop.rules.js';

const at = (day: number): Date => new Date(Date.UTC(2026, 2, day, 15));
const decided = (decision: Decided['decision'], day = 5): Decided => ({ decision, settledAt: at(day) });
const said = (answer: Answer, day = 3) => ({ answer, answeredAt: at(day) });
const sides = (over: Partial<BothSides>): BothSides => ({ organisation: 'helped', person: null, reviewOpen: false, last: null, ...over });

describe('What the organisation said', () => {
  it.each([
    ['completed', 'helped', null, 'helped'], ['completed', 'partly', null, 'partly'], ['unsuccessful', null, 'stopped', 'not_helped'],
    ['unsuccessful', null, 'no_show', null], ['withdrawn', null, null, null], ['voided', 'helped', null, null], ['in_service', null, null, null],
  ] as const)('of an offer that is %s (%s, %s) is %s', (state, outcome, reason, side) => {
    expect(sideOf({ state, outcome, reason })).toBe(side);
  });
});

describe('Two sides', () => {
  it.each([
    ['helped', null, null], ['helped', 'helped', null], ['helped', 'partly', 'person_disagrees'], ['helped', 'not_helped', 'person_disagrees'],
    ['not_helped', null, null], ['not_helped', 'not_helped', null], ['not_helped', 'partly', 'organisation_disagrees'], ['not_helped', 'helped', 'organisation_disagrees'],
    ['partly', null, 'partly'], ['partly', 'helped', 'partly'], ['partly', 'partly', 'partly'], ['partly', 'not_helped', 'partly'],
  ] as const)('%s and %s are looked at because of %s', (standing, person, because) => {
    expect(reviewOf(standing, person)).toBe(because);
  });

  it('are held against what the office decided, once it has', () => {
    expect(standingOf('partly', null)).toBe('partly');
    expect(standingOf('partly', decided('ask_again'))).toBe('partly');
    expect(standingOf('helped', decided('not_helped'))).toBe('not_helped');
  });
});

describe('Help', () => {
  it('is confirmed by both sides, and by no side alone', () => {
    const whole = ANSWERS.flatMap((organisation) => ANSWERS.map((person) => [organisation, person, isConfirmed(sides({ organisation, person: said(person) }))] as const));
    expect(whole.filter(([, , confirmed]) => confirmed)).toEqual([['helped', 'helped', true]]);
    expect(ANSWERS.map((organisation) => isConfirmed(sides({ organisation })))).toEqual([false, false, false]);
    expect(isConfirmed(sides({ organisation: null, person: said('helped') }))).toBe(false);
  });

  it('is not while somebody looks', () => {
    expect(isConfirmed(sides({ person: said('helped'), reviewOpen: true }))).toBe(false);
  });

  it('is what the office decided, whatever was said before', () => {
    for (const person of [null, said('not_helped'), said('helped')]) {
      expect([isConfirmed(sides({ person, last: decided('helped') })), isConfirmed(sides({ person, last: decided('not_helped') }))]).toEqual([true, false]);
    }
    expect(isConfirmed(sides({ organisation: 'not_helped', person: said('helped'), last: decided('helped') }))).toBe(true);
  });

  it('is told anew by what the newcomer says after that', () => {
    expect(isConfirmed(sides({ person: said('not_helped', 8), last: decided('helped') }))).toBe(false);
    expect(isConfirmed(sides({ person: said('helped', 8), last: decided('helped') }))).toBe(true);
    expect(isConfirmed(sides({ person: said('helped', 8), last: decided('ask_again') }))).toBe(true);
  });
});

describe('The page of a link', () => {
  it('takes an answer for thirty days', () => {
    expect(isOpen(at(1), new Date(at(1).getTime() + OPEN_DAYS * 86_400_000 - 1))).toBe(true);
    expect(isOpen(at(1), new Date(at(1).getTime() + OPEN_DAYS * 86_400_000))).toBe(false);
  });
});
