import { describe, expect, it } from '@jest/globals';
import { openingsOf, type Schedule } from '../listings/openings.rules.js';
import { isEndless, weekFrom } from './week.rules.js';

const ZONE = 'America/Toronto';
// A Monday, 10 o'clock.
const at = new Date('2026-11-23T15:00:00Z');
const range = { from: new Date('2026-11-23T05:00:00Z'), to: new Date('2027-01-22T05:00:00Z') };
const week = (...schedules: Schedule[]) => weekFrom(at, openingsOf(schedules, range, ZONE), ZONE).map((day) => (day.dayAndNight ? 'always' : day.openings.map(({ from, to }) => `${from.toISOString().slice(8, 13)}–${to.toISOString().slice(8, 13)}`).join(' ')));

describe('The week ahead', () => {
  it('begins today and says each day’s openings, several where there are several', () => {
    expect(week({ freq: 'WEEKLY', byday: 'MO,WE', opens_at: '09:00', closes_at: '12:00' }, { freq: 'WEEKLY', byday: 'WE', opens_at: '13:00', closes_at: '17:00' }))
      .toEqual(['23T14–23T17', '', '25T14–25T17 25T18–25T22', '', '', '', '']);
  });

  it('leaves out the days that are closed for once', () => {
    expect(week({ freq: 'WEEKLY', byday: 'MO,TU', opens_at: '09:00', closes_at: '12:00' }, { valid_from: '2026-11-24', valid_to: '2026-11-24' })).toEqual(['23T14–23T17', '', '', '', '', '', '']);
  });

  it('says a night on the evening it begins', () => {
    expect(week({ freq: 'WEEKLY', byday: 'TU', opens_at: '20:00', closes_at: '02:00' })).toEqual(['', '25T01–25T07', '', '', '', '', '']);
  });

  it('knows a door that never closes', () => {
    const always = openingsOf([{ freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR,SA,SU', opens_at: '00:00', closes_at: '00:00' }], range, ZONE);
    expect(weekFrom(at, always, ZONE).map(({ dayAndNight }) => dayAndNight)).toEqual(Array.from({ length: 7 }, () => true));
    expect(always.map((opening) => isEndless(at, opening))).toEqual([true]);
  });
});
