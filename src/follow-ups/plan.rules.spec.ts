import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../../libs/calendar/calendar.js';
import { addDays, civil, dayNumber, daysBetween } from '../../libs/calendar/civil-date.js';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { instantOf } from '../../libs/calendar/zone.js';
import { plan } from './plan.rules.js';
import type { PlanAnchors, PlannedCheckpoint, PlanRequest } from './plan.rules.js';
import { readProtocol } from './protocol.dto.js';
import { TIERS } from './protocol.rules.js';
import type { Tier } from './protocol.rules.js';

const config = join(import.meta.dirname, '../../config');
const protocol = readProtocol(readFileSync(join(config, 'protocols/mtl-premiers-jours@1.yaml'), 'utf8'), 'mtl-premiers-jours@1.yaml');
const calendars = loadCalendars(join(config, 'calendars'));
const labour = calendars.get('qc-labour') as Calendar;
const counter = calendars.get('mtl-counter') as Calendar;
const zone = 'America/Toronto';

const at = (date: CivilDate, time: `${number}:${number}` = '10:00') => instantOf(date, time, zone);
const came = (arrivalOn: CivilDate): PlanAnchors => ({ arrivalOn, registeredAt: at(arrivalOn) });

function planFor(tier: Tier, anchors: PlanAnchors, more: Partial<PlanRequest> = {}): PlannedCheckpoint[] {
  return plan({ protocol, tier, status: 'REF_GAR', anchors, calendar: counter, zone, ...more });
}
function standing(planned: readonly PlannedCheckpoint[]): PlannedCheckpoint[] {
  return planned.filter(({ superseded }) => !superseded);
}
function dates(planned: readonly PlannedCheckpoint[]): Record<string, string> {
  return Object.fromEntries(standing(planned).map(({ code, dueOn }) => [code, dueOn]));
}
function byCode(planned: readonly PlannedCheckpoint[], code: string): PlannedCheckpoint {
  const found = planned.find((each) => each.code === code);
  if (!found) throw new Error(`${code} is not planned`);
  return found;
}
const arrivalDays = (from: CivilDate, to: CivilDate) =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));

describe('the plan of an ordinary arrival', () => {
  it('follows the protocol of its tier', () => {
    expect(dates(planFor('P3', came('2026-11-23')))).toEqual({
      D01: '2026-11-24', D03: '2026-11-26', D07: '2026-11-30', D14: '2026-12-07', D30: '2026-12-23', D60: '2027-01-22',
      D90: '2027-02-19', D165: '2027-05-07', D180: '2027-05-25', D330: '2027-10-19', D365: '2027-11-23',
    });
  });

  it('runs in hours for whoever is urgent', () => {
    const planned = planFor('P1', { ...came('2026-11-20'), arrivalAt: at('2026-11-20', '22:15') });
    expect(byCode(planned, 'D01').dueAt).toEqual(at('2026-11-21', '22:15'));
    expect(byCode(planned, 'D03').dueAt).toEqual(at('2026-11-22', '22:15'));
    expect(byCode(planned, 'D01')).toMatchObject({ channel: 'visit', explain: { clock: 'ELAPSED', from: '2026-11-20', rolled: null } });
  });

  it('leaves out what a tier or a status is not promised', () => {
    expect(dates(planFor('P4', came('2026-11-23')))).not.toHaveProperty('D60');
    expect(dates(planFor('P3', came('2026-11-23'), { status: 'STUDENT' }))).not.toHaveProperty('D330');
    expect(dates(planFor('P3', came('2026-11-23'), { status: undefined }))).not.toHaveProperty('D330');
  });

  it('says where each date comes from', () => {
    expect(byCode(planFor('P3', came('2026-11-23')), 'D90').explain).toEqual({
      anchor: 'ARRIVAL', from: '2026-11-23', offset: { amount: 90, unit: 'days', clock: 'CALENDAR' }, clock: 'CALENDAR',
      rolled: 'back', provisional: false, heldFor: null,
    });
    expect(byCode(planFor('P3', came('2026-11-23')), 'D180').explain.rolled).toBe('forward');
  });
});

describe('the plan at Christmas', () => {
  it('waits for the counters to reopen, or not, as the team’s calendar says', () => {
    expect(byCode(planFor('P3', came('2026-12-23')), 'D01').dueAt).toEqual(at('2027-01-04', '17:00'));
    expect(byCode(planFor('P3', came('2026-12-23'), { calendar: labour }), 'D01').dueAt).toEqual(at('2026-12-24', '17:00'));
  });

  it('does not let whoever is urgent or without a roof wait', () => {
    expect(byCode(planFor('P1', came('2026-12-23')), 'D01').dueAt).toEqual(at('2026-12-24', '10:00'));
    expect(byCode(planFor('P2', came('2026-12-23')), 'D01').dueAt).toEqual(at('2026-12-24', '17:00'));
  });

  it('never rolls the essentials back onto the arrival or the first contact', () => {
    const essentials = byCode(planFor('P2', came('2026-12-23')), 'D03');
    expect(essentials.dueOn).toBe('2027-01-04');
    expect(essentials.explain.rolled).toBe('forward');
  });

  it('asks everything in one contact when several fall on one day', () => {
    const planned = planFor('P3', came('2026-12-23'));
    const merged = byCode(planned, 'D14');
    expect(merged).toMatchObject({ dueOn: '2027-01-06', absorbed: ['D03', 'D07'], channel: 'in_person' });
    expect(merged.checklist.map(({ code }) => code)).toEqual(expect.arrayContaining(['food', 'plan-agreed', 'school-registered']));
    expect(Object.keys(dates(planned))).toEqual(expect.not.arrayContaining(['D03', 'D07']));
  });
});

describe('a late registration', () => {
  const late = planFor('P3', { arrivalOn: '2026-11-02', registeredAt: at('2026-11-23') });

  it('begins with a first contact counted from registration, with everything that was to be asked', () => {
    const first = byCode(late, 'D01');
    expect(first).toMatchObject({ dueAt: at('2026-11-24', '17:00'), startedAt: at('2026-11-23'), channel: 'call', absorbed: ['D03', 'D07', 'D14'] });
    expect(first.explain).toMatchObject({ anchor: 'REGISTRATION', from: '2026-11-23' });
    expect(first.checklist.map(({ code }) => code)).toEqual(expect.arrayContaining(['two-way-contact', 'food', 'needs-scored', 'sin']));
  });

  it('keeps what is past for the record only, and the rest as promised', () => {
    expect(late.filter(({ superseded }) => superseded).map(({ code }) => code)).toEqual(['D03', 'D07', 'D14']);
    expect(byCode(late, 'D30').dueOn).toBe('2026-12-02');
  });

  it('keeps the ordinary first contact while that is not past', () => {
    const monday = planFor('P3', { arrivalOn: '2026-11-20', registeredAt: at('2026-11-23') });
    expect(byCode(monday, 'D01')).toMatchObject({ dueAt: at('2026-11-23', '17:00'), absorbed: [], explain: { anchor: 'ARRIVAL' } });
  });

  it('gives an urgent household 24 hours from registration when nobody knows when they came', () => {
    const urgent = planFor('P1', { arrivalOn: '2026-11-10', registeredAt: at('2026-11-23', '14:30') });
    expect(byCode(urgent, 'D01')).toMatchObject({ dueAt: at('2026-11-24', '14:30'), absorbed: ['D07', 'D14'] });
  });

  it('still makes one promise to somebody registered after more than a year', () => {
    expect(dates(planFor('P2', { arrivalOn: '2025-01-15', registeredAt: at('2026-11-23') }))).toEqual({ D01: '2026-11-24' });
  });
});

describe('an arrival that is only announced', () => {
  const announced: PlanAnchors = { plannedArrivalOn: '2026-12-14', registeredAt: at('2026-11-23') };

  it('is prepared before it happens, and planned provisionally from the day announced', () => {
    const planned = planFor('P2', announced);
    expect(byCode(planned, 'PRE')).toMatchObject({ dueOn: '2026-12-07', channel: 'file', startedAt: announced.registeredAt });
    expect(byCode(planned, 'D01')).toMatchObject({ dueOn: '2026-12-15', explain: { provisional: true } });
  });

  it('is prepared before a closure, not during it', () => {
    expect(byCode(planFor('P2', { ...announced, plannedArrivalOn: '2027-01-03' }), 'PRE')).toMatchObject({ dueOn: '2026-12-23', explain: { rolled: 'back' } });
  });

  it('passes its preparation on to the first contact when the notice comes too late', () => {
    const planned = planFor('P2', { ...announced, plannedArrivalOn: '2026-11-25' });
    expect(byCode(planned, 'PRE').superseded).toBe(true);
    expect(byCode(planned, 'D01')).toMatchObject({ dueOn: '2026-11-26', absorbed: ['PRE'] });
  });

  it('counts an urgent household’s hours from noon when it is confirmed without a time', () => {
    const planned = planFor('P1', { ...announced, arrivalOn: '2026-12-15' });
    expect(byCode(planned, 'D01').dueAt).toEqual(at('2026-12-16', '12:00'));
    expect(planned.some(({ code }) => code === 'PRE')).toBe(false);
  });
});

describe('promises that are counted from something else', () => {
  it('keep the six months of language from the arrival in the province', () => {
    const planned = planFor('P3', { ...came('2026-11-23'), provinceArrivalOn: '2026-07-20' });
    // New Year's Day; before the closure stands the 30-day review, so it waits for the counters to reopen.
    expect(byCode(planned, 'D165')).toMatchObject({ dueOn: '2027-01-04', explain: { from: '2026-07-20', rolled: 'forward' } });
    expect(daysBetween('2026-07-20', byCode(planned, 'D165').dueOn)).toBeLessThan(180);
  });

  it('visit a new address a week after the move, if it comes within 90 days', () => {
    expect(byCode(planFor('P3', { ...came('2026-11-02'), moveInOn: '2026-12-02' }), 'MOVE')).toMatchObject({ dueOn: '2026-12-09', channel: 'visit' });
    for (const moveInOn of ['2026-11-02', '2027-02-01'] as const) {
      expect(planFor('P3', { ...came('2026-11-02'), moveInOn }).some(({ code }) => code === 'MOVE')).toBe(false);
    }
  });

  it('join the checkpoint that falls on their day', () => {
    const merged = byCode(planFor('P3', { ...came('2026-11-02'), moveInOn: '2026-11-25' }), 'D30');
    expect(merged).toMatchObject({ dueOn: '2026-12-02', absorbed: ['MOVE'], channel: 'visit' });
  });
});

describe('every plan', () => {
  const dueInOrder = (planned: readonly PlannedCheckpoint[]) => standing(planned)
    .every((each, i, all) => i === 0 || (all[i - 1] as PlannedCheckpoint).dueOn < each.dueOn);
  const everythingOnce = (planned: readonly PlannedCheckpoint[]) => {
    const asked = standing(planned).flatMap(({ checklist }) => checklist.map(({ code }) => code));
    return new Set(asked).size === asked.length;
  };

  it.each([['mtl-counter', counter], ['qc-labour', labour]] as const)('strictly increases for every arrival day of 2026–2030 and tier, with %s', (_, calendar) => {
    const faults: string[] = [];
    for (const day of arrivalDays('2026-01-01', '2030-12-31')) {
      for (const tier of TIERS) {
        const planned = planFor(tier, came(day), { calendar });
        const first = standing(planned)[0];
        const fits = dueInOrder(planned) && everythingOnce(planned) && first?.code === 'D01' && first.dueOn > day;
        if (!fits) faults.push(`${day} ${tier}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('strictly increases, however late or early it is made, and asks every line exactly once', () => {
    const day = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2030-12-31') });
    const maybe = (within: number) => fc.option(fc.integer({ min: -within, max: within }), { nil: undefined });
    fc.assert(fc.property(day, fc.constantFrom(...TIERS), fc.constantFrom(counter, labour), fc.integer({ min: -30, max: 420 }), maybe(20), maybe(300), maybe(120), fc.boolean(),
      (number, tier, calendar, registered, notice, province, move, arrived) => {
        const relative = (days: number | undefined) => days === undefined ? undefined : civil(number + days);
        const planned = planFor(tier, {
          registeredAt: at(civil(number + registered), '14:20'),
          plannedArrivalOn: arrived ? relative(notice) : civil(number),
          arrivalOn: arrived ? civil(number) : undefined,
          provinceArrivalOn: province === undefined ? undefined : relative(-Math.abs(province)),
          moveInOn: relative(move),
        }, { calendar });
        const whole = planFor(tier, { registeredAt: at(civil(number - 60)), arrivalOn: civil(number) }, { calendar });
        const asked = new Set(standing(planned).flatMap(({ checklist }) => checklist.map(({ code }) => code)));
        expect(dueInOrder(planned)).toBe(true);
        expect(everythingOnce(planned)).toBe(true);
        expect(standing(planned).length).toBeGreaterThan(0);
        expect(standing(planned).every(({ dueAt, startedAt }) => dueAt > at(civil(number + registered), '14:20') && startedAt < dueAt && dueAt.getTime() % 1000 === 0)).toBe(true);
        expect(whole.flatMap(({ checklist }) => checklist).filter(({ code }) => !asked.has(code))).toEqual([]);
      }), { numRuns: 300 });
  });

  it('is the same when worked out again', () => {
    expect(planFor('P2', came('2026-12-23'))).toEqual(planFor('P2', came('2026-12-23')));
  });
});
