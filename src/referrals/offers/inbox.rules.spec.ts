import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { projectRoot } from '../../../config/root.js';
import type { Calendar } from '../../../libs/calendar/calendar.js';
import { loadCalendars } from '../../../libs/calendar/load-calendars.js';
import type { Hours } from './deadlines.rules.js';
import { type Answering, OFFER_TABS, tabOf, timeLeft } from './inbox.rules.js';
import { OFFER_STATES } from './offer.rules.js';

const calendar = loadCalendars(join(projectRoot(), 'config/calendars')).get('mtl-counter');
const hours: Hours = { calendar: calendar as Calendar, zone: 'America/Toronto' };
/** Sent on a Tuesday at ten in Montréal, to be answered by five of the next day. */
const asked = (over: Partial<Answering> = {}): Answering => ({ state: 'sent', clock: 'elapsed', allowanceMinutes: 1_860, dueAt: new Date('2026-03-04T22:00:00Z'), leftMinutes: null, ...over });

describe('The tabs of an inbox', () => {
  it('hold every state but drafts, which nobody sees, and what was entered in error, each once', () => {
    const held = Object.values(OFFER_TABS).flat();
    expect([...held].sort()).toEqual(OFFER_STATES.filter((state) => state !== 'drafted' && state !== 'voided').sort());
    for (const state of OFFER_STATES) expect(tabOf(state)).toBe(held.some((each) => each === state) ? Object.entries(OFFER_TABS).find(([, states]) => states.some((each) => each === state))?.[0] : undefined);
  });
});

describe('The time left to answer', () => {
  it('runs on its own clock, and says how much of it is gone', () => {
    expect(timeLeft(asked(), new Date('2026-03-04T06:30:00Z'), hours)).toEqual({ minutes: 930, clock: 'elapsed', paused: false, used: 0.5 });
    const counter = timeLeft(asked({ clock: 'business' }), new Date('2026-03-04T06:30:00Z'), hours);
    expect(counter?.minutes).toBeLessThan(930);
    expect(timeLeft(asked(), new Date('2026-03-05T22:00:00Z'), hours)).toMatchObject({ minutes: 0, used: 1 });
  });

  it('stands still while the office owes a word', () => {
    expect(timeLeft(asked({ state: 'information_requested', leftMinutes: 465 }), new Date('2026-03-04T21:59:00Z'), hours)).toEqual({ minutes: 465, clock: 'elapsed', paused: true, used: 0.75 });
  });

  it('is nothing once they have answered, or before they were asked', () => {
    for (const state of OFFER_STATES.filter((each) => each !== 'sent' && each !== 'information_requested')) expect(timeLeft(asked({ state }), new Date('2026-03-04T06:30:00Z'), hours)).toBeNull();
    expect(timeLeft(asked({ clock: null, dueAt: null }), new Date('2026-03-04T06:30:00Z'), hours)).toBeNull();
  });
});
