import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { join } from 'node:path';
import { projectRoot } from '../../config/root.js';
import { isOpenAt } from '../../libs/calendar/business-time.js';
import type { Calendar } from '../../libs/calendar/calendar.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { isPaused, listingQuestionAt, placesAgainAt, placesQuestionAt, type QuestionFacts, reopensAt, whenOpen } from './questions.rules.js';

const hours = { calendar: loadCalendars(join(projectRoot(), 'config/calendars')).get('mtl-counter') as Calendar, zone: 'America/Toronto' };
// Told on a Monday at 9:00 in Montréal, confirmed on the same day.
const service = (over: Partial<QuestionFacts> = {}): QuestionFacts => ({
  status: 'active', closedUntil: null, since: '2026-03-02', cameOn: '2025-01-01', pausedUntil: null, places: [{ available: 4, maximum: null, updatedAt: new Date('2026-03-02T14:00:00Z') }], ...over,
});
const said = (at: Date | undefined): string | undefined => at?.toISOString();

describe('a question about places', () => {
  it('comes two weeks after the figure, and again a week later, twice in all', () => {
    expect([0, 1, 2].map((asked) => said(placesQuestionAt(service(), asked, hours)))).toEqual(['2026-03-16T14:00:00.000Z', '2026-03-23T14:00:00.000Z', undefined]);
  });

  it('waits for open doors: a figure told on a Friday evening is asked about on a Monday morning', () => {
    const told = new Date('2026-02-28T01:30:00Z');
    expect(said(placesQuestionAt(service({ places: [{ available: 1, maximum: null, updatedAt: told }] }), 0, hours))).toBe('2026-03-16T12:30:00.000Z');
  });

  it('waits for the end of a pause, and is not asked of a service that is not given', () => {
    expect(said(placesQuestionAt(service({ pausedUntil: '2026-04-30' }), 0, hours))).toBe('2026-05-01T12:30:00.000Z');
    for (const status of ['inactive', 'defunct', 'temporarily closed']) expect(placesQuestionAt(service({ status }), 0, hours)).toBeUndefined();
    expect(placesQuestionAt(service({ places: [] }), 0, hours)).toBeUndefined();
  });

  it('that came late is repeated no sooner than a week after', () => {
    expect(said(placesAgainAt(service(), 1, new Date('2026-05-01T12:30:00Z'), hours))).toBe('2026-05-08T12:30:00.000Z');
    expect(placesAgainAt(service(), 2, new Date('2026-05-01T12:30:00Z'), hours)).toBeUndefined();
  });
});

describe('a question about a listing', () => {
  it('comes when it falls due, once more when it drops out, and then no more', () => {
    expect([undefined, 'due', 'dropped'].map((last) => said(listingQuestionAt(service(), last as 'due', hours)))).toEqual(['2026-08-31T12:30:00.000Z', '2026-09-30T12:30:00.000Z', undefined]);
  });

  it('is asked of a service that is closed for a time, not of one that is given up', () => {
    expect(listingQuestionAt(service({ status: 'temporarily closed' }), undefined, hours)).toBeDefined();
    expect(listingQuestionAt(service({ status: 'defunct' }), undefined, hours)).toBeUndefined();
  });
});

describe('a directory that was just brought in', () => {
  it('asks nobody for a week, however old its figures and listings are', () => {
    const old = service({ since: '2024-01-01', cameOn: '2026-04-01' });
    expect([placesQuestionAt(old, 0, hours), listingQuestionAt(old, undefined, hours)].map(said)).toEqual(['2026-04-08T12:30:00.000Z', '2026-04-08T12:30:00.000Z']);
  });
});

describe('a temporary closing', () => {
  it('ends as the day after its last begins, if a last day is known', () => {
    expect(said(reopensAt(service({ status: 'temporarily closed', closedUntil: '2026-07-05' }), hours.zone))).toBe('2026-07-06T04:00:00.000Z');
    expect(reopensAt(service({ status: 'temporarily closed' }), hours.zone)).toBeUndefined();
    expect(reopensAt(service(), hours.zone)).toBeUndefined();
  });
});

describe('a pause', () => {
  it.each([['2026-03-01', true], ['2026-03-02', true], ['2026-03-03', false]] as const)('until 2 March holds on %s: %s', (today, held) => {
    expect(isPaused({ pausedUntil: '2026-03-02' }, today)).toBe(held);
  });
});

describe('open doors', () => {
  it('are found for every moment: never earlier, open, and the same when asked again', () => {
    const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
    fc.assert(fc.property(moment, (at) => {
      const open = whenOpen(at, hours);
      expect(open.getTime()).toBeGreaterThanOrEqual(at.getTime());
      expect(isOpenAt(hours.calendar, hours.zone, open)).toBe(true);
      expect(whenOpen(open, hours)).toEqual(open);
    }));
  });
});
