import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../../libs/calendar/calendar.js';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { instantOf } from '../../libs/calendar/zone.js';
import { moments, nextMoment, reachedHead, STEPS } from './escalation.rules.js';
import { readProtocol } from './protocol.dto.js';
import { TIERS } from './protocol.rules.js';
import type { Tier } from './protocol.rules.js';

const config = join(import.meta.dirname, '../../config');
const protocol = readProtocol(readFileSync(join(config, 'protocols/mtl-premiers-jours@1.yaml'), 'utf8'), 'mtl-premiers-jours@1.yaml');
const calendar = loadCalendars(join(config, 'calendars')).get('mtl-counter') as Calendar;
const zone = 'America/Toronto';
const at = (date: CivilDate, time: `${number}:${number}`) => instantOf(date, time, zone);

function ladder(tier: Tier, startedAt: Date, dueAt: Date): [string, Date][] {
  return moments({ ladder: protocol.escalation[tier], startedAt, dueAt, calendar, zone }).map(({ what, at: when }) => [what, when]);
}

describe('escalation', () => {
  it('is at its end once the head of office has heard, and for as long as that is said again', () => {
    expect(STEPS.map((what, step) => [what, reachedHead(step)])).toEqual([['nudge', false], ['due', false], ['lead', false], ['manager', false], ['head', true]]);
  });

  it('of an urgent first contact runs by the hour, day and night', () => {
    expect(ladder('P1', at('2026-11-20', '20:00'), at('2026-11-21', '20:00'))).toEqual([
      ['nudge', at('2026-11-21', '14:00')], ['due', at('2026-11-21', '20:00')], ['lead', at('2026-11-21', '21:00')],
      ['manager', at('2026-11-22', '00:00')], ['head', at('2026-11-22', '04:00')],
    ]);
  });

  it('of a high tier first reaches the team lead after four business hours', () => {
    // 16.5 business hours of allowance: three quarters are gone at 12:52:30 on Friday.
    expect(ladder('P2', at('2026-11-19', '09:00'), at('2026-11-20', '17:00'))).toEqual([
      ['nudge', new Date(at('2026-11-20', '12:52').getTime() + 30_000)], ['due', at('2026-11-20', '17:00')],
      ['lead', at('2026-11-23', '12:30')], ['manager', at('2026-11-23', '17:00')], ['head', at('2026-11-25', '17:00')],
    ]);
  });

  it('of an ordinary one waits for open days, over Christmas too', () => {
    expect(ladder('P3', at('2026-11-23', '00:00'), at('2026-12-23', '17:00'))).toEqual([
      ['nudge', at('2026-12-21', '17:00')], ['due', at('2026-12-23', '17:00')], ['lead', at('2027-01-04', '17:00')],
      ['manager', at('2027-01-06', '17:00')], ['head', at('2027-01-15', '17:00')],
    ]);
  });

  it('nudges by the clock when the whole allowance lies in a closure', () => {
    expect(ladder('P2', at('2026-12-25', '17:00'), at('2026-12-26', '17:00'))[0]).toEqual(['nudge', at('2026-12-26', '11:00')]);
  });

  it('goes on from the step that rang, and ends after the head of office', () => {
    const facts = { ladder: protocol.escalation.P3, startedAt: at('2026-11-23', '00:00'), dueAt: at('2026-12-07', '17:00'), calendar, zone };
    const rung = [undefined, 0, 1, 2, 3, 4].map((step) => nextMoment(facts, step)?.what);
    expect(rung).toEqual([...STEPS, undefined]);
    expect(nextMoment(facts, 1)).toEqual({ step: 2, what: 'lead', at: at('2026-12-08', '17:00') });
  });

  it('skips the reminder of a promise that was made when it was already due', () => {
    expect(nextMoment({ ladder: protocol.escalation.P2, startedAt: at('2026-11-23', '17:00'), dueAt: at('2026-11-23', '17:00'), calendar, zone }))
      .toEqual({ step: 1, what: 'due', at: at('2026-11-23', '17:00') });
  });

  it('always climbs, in whole seconds, whenever it starts and however long it has', () => {
    const start = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2029, 11, 31) });
    fc.assert(fc.property(fc.constantFrom(...TIERS), start, fc.integer({ min: 0, max: 40 * 86_400_000 }), (tier, from, allowance) => {
      const facts = { ladder: protocol.escalation[tier], startedAt: new Date(from), dueAt: new Date(from + allowance), calendar, zone };
      const climbed = moments(facts);
      climbed.forEach((each, i) => {
        expect(nextMoment(facts, each.step)).toEqual(climbed[i + 1]);
        const previous = climbed[i - 1];
        expect(each.at.getTime() % 1000).toBe(0);
        expect(each.step).toBe(STEPS.indexOf(each.what));
        if (previous) expect(each.at > previous.at && each.step === previous.step + 1).toBe(true);
      });
      expect(climbed.at(-1)?.what).toBe('head');
    }), { numRuns: 200 });
  });
});
