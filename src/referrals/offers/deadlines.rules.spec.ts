import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../../../libs/calendar/calendar.js';
import { loadCalendars } from '../../../libs/calendar/load-calendars.js';
import { civilDateAt, instantOf } from '../../../libs/calendar/zone.js';
import { answerSpan, dueAt, laterOn, minutesOn, questionDueAt, remindAt, type Span, STANDARDS, timeTaken } from './deadlines.rules.js';

const ZONE = 'America/Toronto';
const calendars = loadCalendars(join(import.meta.dirname, '../../../config/calendars'));
const labour = { calendar: calendars.get('qc-labour') as Calendar, zone: ZONE };
const counter = { calendar: calendars.get('mtl-counter') as Calendar, zone: ZONE };
const business = (within: number): Span => ({ within, unit: 'days', clock: 'business' });
const at = (date: `${number}-${number}-${number}`, time: `${number}:${number}`): Date => instantOf(date, time, ZONE);
const moment = fc.integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 }).map((minutes) => new Date(minutes * 60_000));

describe('when an answer is due', () => {
  it.each([
    ['2026-12-18', labour, ['2026-12-21', '2026-12-22', '2026-12-23', '2026-12-28', '2027-01-05']],
    ['2026-12-18', counter, ['2026-12-21', '2026-12-22', '2026-12-23', '2027-01-05', '2027-01-12']],
    ['2026-12-23', labour, ['2026-12-24', '2026-12-28', '2026-12-29', '2026-12-31', '2027-01-08']],
    ['2026-12-23', counter, ['2027-01-04', '2027-01-05', '2027-01-06', '2027-01-08', '2027-01-15']],
  ] as const)('asked on %s, one, two, three, five and ten business days end as doors close', (asked, hours, days) => {
    const due = [1, 2, 3, 5, 10].map((within) => dueAt(business(within), at(asked, '10:00'), hours));
    expect(due.map((each) => civilDateAt(each, ZONE))).toEqual(days);
    for (const each of due) expect(each).toEqual(instantOf(civilDateAt(each, ZONE), '17:00', ZONE));
  });

  it('runs by the tier', () => {
    const asked = at('2026-11-20', '16:00');
    expect(dueAt(STANDARDS.answer.P1, asked, counter)).toEqual(at('2026-11-23', '11:30'));
    expect(dueAt(STANDARDS.answer.P2, asked, counter)).toEqual(at('2026-11-23', '17:00'));
    expect(dueAt(STANDARDS.contact.P1, asked, counter)).toEqual(at('2026-11-21', '16:00'));
    expect(dueAt(STANDARDS.update.P3, asked, counter)).toEqual(at('2026-12-04', '16:00'));
    expect(dueAt(STANDARDS.outcome.P4, asked, counter)).toEqual(at('2027-01-19', '16:00'));
  });

  it('is what was agreed, number and clock, where something was', () => {
    const agreed: Span = { within: 48, unit: 'hours', clock: 'elapsed' };
    expect(answerSpan('P1', agreed)).toBe(agreed);
    expect(answerSpan('P1', null)).toBe(STANDARDS.answer.P1);
    expect(dueAt(agreed, at('2026-11-20', '16:00'), counter)).toEqual(at('2026-11-22', '16:00'));
  });

  it('keeps the time of day over a change of clocks, when days are counted as they pass', () => {
    expect(dueAt({ within: 7, unit: 'days', clock: 'elapsed' }, at('2026-10-28', '10:00'), counter)).toEqual(at('2026-11-04', '10:00'));
  });
});

describe('the time in between', () => {
  it('reminds at three quarters on the organisation’s own clock', () => {
    const [asked, due] = [at('2026-11-23', '09:00'), at('2026-11-23', '13:00')];
    expect(remindAt('business', asked, due, counter)).toEqual(at('2026-11-23', '12:00'));
    expect(remindAt('elapsed', asked, at('2026-11-25', '09:00'), counter)).toEqual(at('2026-11-24', '21:00'));
    // Friday afternoon to Monday evening: three quarters of the open hours, not of the weekend.
    expect(remindAt('business', at('2026-11-20', '16:00'), at('2026-11-23', '17:00'), counter)).toEqual(at('2026-11-23', '14:37'));
  });

  it('reminds after it was asked and before it is due, whenever there is a minute for it', () => {
    fc.assert(fc.property(moment, fc.constantFrom('P1', 'P2', 'P3', 'P4'), fc.constantFrom(labour, counter), (asked, tier, hours) => {
      const span = STANDARDS.answer[tier];
      const due = dueAt(span, asked, hours);
      const reminder = remindAt(span.clock, asked, due, hours);
      expect(due.getTime()).toBeGreaterThan(asked.getTime());
      expect(reminder.getTime()).toBeGreaterThan(asked.getTime());
      expect(reminder.getTime()).toBeLessThan(due.getTime());
    }));
  });

  it('runs on with what was left when a clock stood still', () => {
    fc.assert(fc.property(moment, fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 0, max: 20_000 }), fc.constantFrom('elapsed', 'business'), (asked, minutes, still, clock) => {
      const stopped = laterOn('elapsed', asked, still, counter);
      expect(minutesOn(clock, stopped, laterOn(clock, stopped, minutes, counter), counter)).toBe(minutes);
    }));
  });

  it('leaves out what stood still, as it passed and in business time', () => {
    const [asked, answered] = [at('2026-11-20', '16:00'), at('2026-11-23', '10:00')];
    expect(timeTaken(asked, answered, { minutes: 0, businessMinutes: 0 }, counter)).toEqual({ elapsed: 66 * 60, business: 150 });
    expect(timeTaken(asked, answered, { minutes: 60, businessMinutes: 30 }, counter)).toEqual({ elapsed: 65 * 60, business: 120 });
    expect(minutesOn('elapsed', answered, asked, counter)).toBe(0);
  });

  it('takes an unanswered question to the owner after a business day, and to their lead after another', () => {
    expect(questionDueAt(at('2026-12-23', '10:00'), 0, counter)).toEqual(at('2027-01-04', '17:00'));
    expect(questionDueAt(at('2026-12-23', '10:00'), 1, counter)).toEqual(at('2027-01-05', '17:00'));
  });
});
