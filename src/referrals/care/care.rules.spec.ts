import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Calendar } from '../../../libs/calendar/calendar.js';
import { loadCalendars } from '../../../libs/calendar/load-calendars.js';
import { instantOf } from '../../../libs/calendar/zone.js';
import { careAfter, careDue, type CareFacts, careMoments, consentMoment, questionMoment, reviewAt } from './care.rules.js';

const ZONE = 'America/Toronto';
const calendars = loadCalendars(join(import.meta.dirname, '../../../config/calendars'));
const hours = { calendar: calendars.get('mtl-counter') as Calendar, zone: ZONE };
const at = (date: Parameters<typeof instantOf>[0], time: `${number}:${number}`): Date => instantOf(date, time, ZONE);
const accepted = at('2026-03-03', '10:00');
const HELD: CareFacts = {
  state: 'accepted', tier: 'P2', acceptedAt: accepted, contactDueAt: at('2026-03-05', '17:00'), contactedAt: null, toldAt: null, updateDueAt: at('2026-03-10', '10:00'),
  outcomeDueAt: at('2026-04-02', '10:00'), disagreedAt: null, askedAt: null, answeredAt: accepted, waitWeeks: null, agreedUntil: '2027-03-01',
};

describe('what is owed to a household that somebody holds', () => {
  it('is reminded of at three quarters of its time, and late after it', () => {
    expect(careMoments(HELD, hours).map(({ what, late, at: when }) => [what, late, when.toISOString()])).toEqual([
      ['contact', false, '2026-03-05T16:00:00.000Z'], ['contact', true, '2026-03-05T22:00:00.000Z'],
      ['update', false, '2026-03-08T20:15:00.000Z'], ['update', true, '2026-03-10T14:00:00.000Z'],
      ['outcome', false, '2026-03-26T02:15:00.000Z'], ['outcome', true, '2026-04-02T14:00:00.000Z'],
    ]);
  });

  it('is no first contact once they spoke, and nothing once they do not agree or nobody holds it', () => {
    expect(careMoments({ ...HELD, contactedAt: accepted }, hours).some(({ what }) => what === 'contact')).toBe(false);
    expect(careMoments({ ...HELD, disagreedAt: accepted }, hours)).toEqual([]);
    expect(careMoments({ ...HELD, state: 'completed' }, hours)).toEqual([]);
    expect(careMoments({ ...HELD, state: 'waitlisted', acceptedAt: null }, hours)).toEqual([]);
  });

  it('is told at its moment, and whatever came due while nobody rang is told with it', () => {
    const moments = careMoments(HELD, hours);
    const [first, second, third] = moments;
    expect(careAfter(moments, accepted)).toBe(first);
    expect(careDue(moments, first?.at ?? accepted, first?.at ?? accepted)).toEqual([first]);
    expect(careDue(moments, first?.at ?? accepted, third?.at ?? accepted)).toEqual([first, second, third]);
    expect(careAfter(moments, second?.at ?? accepted)).toBe(third);
  });
});

describe('what waits for the office', () => {
  it('goes to the owner after a business day and to their lead on every later one', () => {
    const asked = { state: 'information_requested', askedAt: at('2026-12-23', '10:00') } as const;
    expect(questionMoment(asked, asked.askedAt, hours)).toEqual({ step: 0, at: at('2027-01-04', '17:00') });
    expect(questionMoment(asked, at('2027-01-04', '17:00'), hours)).toEqual({ step: 1, at: at('2027-01-05', '17:00') });
    expect(questionMoment({ ...asked, state: 'sent' }, asked.askedAt, hours)).toBeUndefined();
  });

  it('looks at a place on a list after the weeks that were said, or a month, and every month from then', () => {
    const waits = { state: 'waitlisted', answeredAt: accepted, waitWeeks: null } as const;
    expect(reviewAt(waits, accepted, hours)).toEqual(at('2026-04-02', '10:00'));
    expect(reviewAt({ ...waits, waitWeeks: 2 }, accepted, hours)).toEqual(at('2026-03-17', '10:00'));
    expect(reviewAt({ ...waits, waitWeeks: 2 }, at('2026-03-17', '10:00'), hours)).toEqual(at('2026-04-16', '10:00'));
    expect(reviewAt({ ...waits, waitWeeks: 0 }, accepted, hours)).toEqual(at('2026-04-02', '10:00'));
    expect(reviewAt({ ...waits, state: 'accepted' }, accepted, hours)).toBeUndefined();
  });

  it('looks at a consent at its end, as the database counts it', () => {
    expect(consentMoment(HELD, accepted, hours)).toEqual({ step: 0, at: new Date('2027-03-03T00:00:00Z') });
    expect(consentMoment({ ...HELD, state: 'declined' }, accepted, hours)).toBeUndefined();
  });

  it('asks for a decision a business day after they no longer agree, and every business day', () => {
    const lapsed = { ...HELD, agreedUntil: null, disagreedAt: accepted };
    expect(consentMoment(lapsed, accepted, hours)).toEqual({ step: 1, at: at('2026-03-04', '17:00') });
    expect(consentMoment(lapsed, at('2026-03-04', '17:00'), hours)).toEqual({ step: 2, at: at('2026-03-05', '17:00') });
    expect(consentMoment({ ...lapsed, disagreedAt: null }, accepted, hours)).toBeUndefined();
  });
});
