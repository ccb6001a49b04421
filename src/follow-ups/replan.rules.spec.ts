import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../../libs/calendar/calendar.js';
import { addDays, civil, dayNumber } from '../../libs/calendar/civil-date.js';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { instantOf } from '../../libs/calendar/zone.js';
import { plan, soonestDue } from './plan.rules.js';
import type { PlanAnchors, PlanRequest } from './plan.rules.js';
import { readProtocol } from './protocol.dto.js';
import { TIERS } from './protocol.rules.js';
import { isUnchanged, replan, settledCodes } from './replan.rules.js';
import type { PlanDifference, PresentCheckpoint } from './replan.rules.js';

const config = join(import.meta.dirname, '../../config');
const protocol = readProtocol(readFileSync(join(config, 'protocols/mtl-premiers-jours@1.yaml'), 'utf8'), 'mtl-premiers-jours@1.yaml');
const calendar = loadCalendars(join(config, 'calendars')).get('mtl-counter') as Calendar;
const zone = 'America/Toronto';
const at = (date: CivilDate, time: `${number}:${number}` = '10:00') => instantOf(date, time, zone);
const request = (anchors: Partial<PlanAnchors> = {}, more: Partial<PlanRequest> = {}): PlanRequest =>
  ({ protocol, tier: 'P3', status: 'STUDENT', calendar, zone, anchors: { arrivalOn: '2026-11-02', registeredAt: at('2026-11-02'), ...anchors }, ...more });

/** The case as its first plan left it, with some checkpoints done or moved since. */
function present(first: PlanRequest, changes: Record<string, Partial<PresentCheckpoint>> = {}): PresentCheckpoint[] {
  return plan(first).map(({ code, dueAt, absorbed, superseded }) =>
    ({ id: `id-${code}`, code, dueAt, absorbed, state: superseded ? 'superseded' : 'scheduled', movedByHand: false, ...changes[code] }));
}
function difference(now: PresentCheckpoint[], second: PlanRequest, when: Date): PlanDifference {
  const planned = plan({ ...second, settled: settledCodes(now) });
  return replan({ protocol, present: now, planned, at: when, soonest: soonestDue(second, when) });
}
const codes = (list: readonly { present: PresentCheckpoint }[]) => list.map(({ present: { code } }) => code);
const DONE = { state: 'done' } as const;

describe('a new plan', () => {
  it('changes nothing when nothing changed, even late and half done', () => {
    const first = request({ registeredAt: at('2026-11-23') });
    const now = present(first, { D01: DONE });
    expect(isUnchanged(difference(present(first), first, at('2026-11-23')))).toBe(true);
    expect(isUnchanged(difference(now, first, at('2026-12-01')))).toBe(true);
  });

  it('moves what is scheduled when the arrival moves, and shows from when to when', () => {
    const announced = request({ plannedArrivalOn: '2026-12-07', arrivalOn: undefined });
    const arrived = request({ plannedArrivalOn: '2026-12-07', arrivalOn: '2026-12-09' });
    const { moved, kept, superseded, added } = difference(present(announced), arrived, at('2026-12-09'));
    expect(moved[0]).toMatchObject({ present: { code: 'D01' }, from: at('2026-12-08', '17:00'), to: at('2026-12-10', '17:00'), because: 'plan' });
    expect(codes(superseded)).toEqual(['PRE']);
    // Both ends fall on the same open day, after the weekend: nothing to show.
    expect(codes(kept)).toContain('D180');
    expect(added).toEqual([]);
  });

  it('leaves alone what is done or waived', () => {
    const now = present(request(), { D01: DONE, D03: { state: 'waived' }, D07: DONE });
    const all = difference(now, request({ arrivalOn: '2026-11-04' }), at('2026-11-12'));
    expect([...codes(all.moved), ...codes(all.kept)].sort()).toEqual(['D14', 'D165', 'D180', 'D30', 'D365', 'D60', 'D90']);
    expect([all.superseded, all.added]).toEqual([[], []]);
  });

  it('adds and takes away what the new tier or status promises', () => {
    const light = request({}, { tier: 'P4' });
    const now = present(light, { D01: DONE, D03: DONE, D07: DONE });
    const raised = difference(now, request({}, { status: 'REF_GAR' }), at('2026-11-13'));
    expect(raised.added.map(({ code }) => code)).toEqual(['D60', 'D330']);
    expect(codes(difference(present(request(), { D01: DONE }), light, at('2026-11-04')).superseded)).toEqual(['D60']);
  });

  it('keeps a date that a person chose, unless it no longer fits', () => {
    const now = present(request(), { D01: DONE, D30: { dueAt: at('2026-12-08', '14:00'), movedByHand: true } });
    const fits = difference(now, request({ arrivalOn: '2026-11-05' }), at('2026-11-04'));
    expect(fits.kept[0]).toMatchObject({ present: { code: 'D30' }, byHand: true, planned: { dueOn: '2026-12-04' } });
    const impossible = difference(now, request({ arrivalOn: '2026-12-08' }), at('2026-11-04'));
    expect(impossible.moved.find(({ present: { code } }) => code === 'D30')).toMatchObject({ because: 'hand-date-impossible', to: at('2027-01-07', '17:00') });
  });

  it('does not rewrite a promise that was already missed', () => {
    const { kept } = difference(present(request()), request({ arrivalOn: '2026-11-01' }), at('2026-11-06'));
    expect(codes(kept)).toEqual(expect.arrayContaining(['D01', 'D03']));
  });

  it('promises nothing for the past: what they should have had is asked at once, in one checkpoint', () => {
    const now = present(request(), { D01: DONE, D03: DONE });
    const { moved, superseded } = difference(now, request({ arrivalOn: '2026-10-01' }), at('2026-11-06'));
    expect(moved[0]).toMatchObject({ present: { code: 'D30' }, to: at('2026-11-09', '17:00'), because: 'already-past' });
    expect(superseded.map(({ present: { code }, into }) => [code, into])).toEqual([['D07', 'D30'], ['D14', 'D30']]);
  });

  it('lets the first contact take over what is past, while it is still to come', () => {
    const { superseded } = difference(present(request()), request({ arrivalOn: '2026-10-12' }), at('2026-11-02', '11:00'));
    expect(superseded.map(({ present: { code }, into }) => [code, into])).toEqual([['D03', 'D01'], ['D07', 'D01'], ['D14', 'D01']]);
  });

  it('takes up again what a done checkpoint had not taken over', () => {
    const christmas = request({ arrivalOn: '2026-12-23', registeredAt: at('2026-12-23') });
    const merged = present(christmas, { D01: DONE });
    const later = difference(merged, request({ arrivalOn: '2027-01-04', registeredAt: at('2026-12-23') }), at('2027-01-05'));
    expect(later.added.map(({ code }) => code)).toEqual(['D03', 'D07']);
    const all = present(christmas, { D01: DONE, D14: DONE });
    expect(difference(all, request({ arrivalOn: '2027-01-04', registeredAt: at('2026-12-23') }), at('2027-01-05')).added).toEqual([]);
  });

  it('keeps the contacts in between', () => {
    const between: PresentCheckpoint = { id: 'c', code: 'CONTACT', state: 'scheduled', dueAt: at('2026-12-10', '17:00'), absorbed: [], movedByHand: false };
    expect(difference([...present(request()), between], request(), at('2026-11-02')).kept.at(-1)).toEqual({ present: between, byHand: false });
  });

  it('loses no checkpoint, promises nothing for the past, and stays in order, whatever changes', () => {
    const start = dayNumber('2026-06-01');
    fc.assert(fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: -45, max: 45 }), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 6 }), fc.constantFrom(...TIERS), fc.constantFrom(...TIERS),
      (day, shift, later, done, tier, newTier) => {
        const arrivalOn = civil(start + day);
        const registeredAt = at(arrivalOn, '09:00');
        const when = at(addDays(arrivalOn, later), '11:30');
        const first = request({ arrivalOn, registeredAt }, { tier });
        const now = present(first).map((each, i) => (i < done ? { ...each, state: 'done' as const } : each));
        const changed = difference(now, request({ arrivalOn: addDays(arrivalOn, shift), registeredAt }, { tier: newTier }), when);

        const accounted = [...codes(changed.kept), ...codes(changed.moved), ...codes(changed.superseded)].sort();
        expect(accounted).toEqual(now.filter(({ state }) => state === 'scheduled').map(({ code }) => code).sort());
        expect(changed.moved.every(({ to }) => to > when) && changed.added.every(({ dueAt }) => dueAt > when)).toBe(true);
        const ahead = [...changed.moved.map(({ to }) => to), ...changed.added.map(({ dueAt }) => dueAt), ...changed.kept.map(({ present: { dueAt } }) => dueAt)].map((each) => each.getTime());
        expect(new Set(ahead).size).toBe(ahead.length);
      }), { numRuns: 300, examples: [[369, -10, 4, 1, 'P3', 'P2']] });
  });
});
