import { describe, expect, it } from '@jest/globals';
import { openPoints, pointsOf, tick } from './checklist.rules.js';

const lines = [
  { code: 'bed-ready', per: 'household', done: [] },
  { code: 'school-registered', per: 'child', done: [] },
  { code: 'sin', per: 'adult', done: [] },
  { code: 'health-cover', per: 'newcomer', done: [] },
] as const;
const household = [{ id: 'mother', child: false }, { id: 'son', child: true }];
const noon = new Date('2026-03-04T17:00:00Z');

describe('a checklist', () => {
  it('asks once for the household, and of each person it concerns', () => {
    expect(pointsOf(lines, household).map(({ key }) => key)).toEqual([
      'bed-ready', 'school-registered:son', 'sin:mother', 'health-cover:mother', 'health-cover:son',
    ]);
  });

  it('settles a line for one child and leaves the others open', () => {
    const settled = tick(lines, ['school-registered:son', 'bed-ready'], noon, 'anna');
    expect(pointsOf(settled, household).filter(({ done }) => done).map(({ key }) => key)).toEqual(['bed-ready', 'school-registered:son']);
    expect(openPoints(settled, household)).toBe(3);
  });

  it('settles nothing twice, and nothing for the wrong kind of line', () => {
    const once = tick(lines, ['bed-ready'], noon, 'anna');
    expect(tick(once, ['bed-ready', 'bed-ready:son', 'sin', 'no-such-line'], noon, 'bao')).toEqual(once);
  });

  it('asks again when somebody joins the household', () => {
    const settled = tick(lines, pointsOf(lines, household).map(({ key }) => key), noon, 'anna');
    expect(openPoints(settled, household)).toBe(0);
    expect(pointsOf(settled, [...household, { id: 'baby', child: true }]).filter(({ done }) => !done).map(({ key }) => key))
      .toEqual(['school-registered:baby', 'health-cover:baby']);
  });
});
