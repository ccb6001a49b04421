import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOpenAt } from '../../libs/calendar/business-time.js';
import type { Calendar } from '../../libs/calendar/calendar.js';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { instantOf } from '../../libs/calendar/zone.js';
import { closureProposedOn, escalatesAtOnce, failedSinceContact, isContact, isUnreached, nextAttempt, OUTCOMES } from './attempts.rules.js';
import type { AttemptFacts, AttemptRequest, Outcome, Way } from './attempts.rules.js';
import { readProtocol } from './protocol.dto.js';
import { CHANNELS, TIERS } from './protocol.rules.js';
import type { Channel } from './protocol.rules.js';

const config = join(import.meta.dirname, '../../config');
const { attempts: rules } = readProtocol(readFileSync(join(config, 'protocols/mtl-premiers-jours@1.yaml'), 'utf8'), 'mtl-premiers-jours@1.yaml');
const calendar = loadCalendars(join(config, 'calendars')).get('mtl-counter') as Calendar;
const zone = 'America/Toronto';

const at = (date: CivilDate, time: `${number}:${number}`) => instantOf(date, time, zone);
const tried = (date: CivilDate, time: `${number}:${number}`, channel: Channel = 'call', outcome: Outcome = 'no_answer'): AttemptFacts =>
  ({ at: at(date, time), channel, outcome });
const WAYS: readonly Way[] = [{ channel: 'call', safe: true }, { channel: 'sms', safe: true }, { channel: 'visit', safe: true }];

function next(attempts: readonly AttemptFacts[], more: Partial<AttemptRequest> = {}) {
  return nextAttempt({ rules, tier: 'P3', attempts, ways: WAYS, mayAskPartner: true, calendar, zone, ...more });
}

describe('an attempt', () => {
  it('is a contact only when the household answered', () => {
    expect((Object.keys(OUTCOMES) as Outcome[]).filter(isContact)).toEqual(['met', 'spoke', 'replied']);
    expect(isContact('message_sent')).toBe(false);
  });

  it('begins the count again after a contact', () => {
    const attempts = [tried('2026-11-20', '09:00'), tried('2026-11-20', '14:00', 'call', 'spoke'), tried('2026-11-23', '09:00')];
    expect(failedSinceContact(attempts)).toEqual([attempts[2]]);
    expect(next(attempts.slice(0, 2))).toEqual({ kind: 'stop', because: 'reached' });
  });
});

describe('after a failed attempt', () => {
  it('the same way is tried four business hours later, at another time of day', () => {
    expect(next([tried('2026-11-23', '09:00')])).toEqual({ kind: 'attempt', at: at('2026-11-23', '13:00'), channel: 'call', rung: 1 });
    expect(next([tried('2026-11-23', '15:00')])).toMatchObject({ at: at('2026-11-24', '10:30') });
    expect(next([tried('2026-11-23', '12:30')])).toMatchObject({ at: at('2026-11-24', '09:00') });
    expect(next([tried('2026-12-23', '15:00')])).toMatchObject({ at: at('2027-01-04', '10:30') });
  });

  it('then another way on the next business day, then the partner, then a visit, then a person must think', () => {
    const first = tried('2026-11-19', '09:00');
    const second = tried('2026-11-19', '13:00');
    const third = tried('2026-11-20', '09:00', 'sms', 'message_sent');
    const fourth = tried('2026-11-23', '13:30', 'partner', 'left_word');
    const fifth = tried('2026-11-24', '09:00', 'visit', 'nobody_home');
    expect(next([first, second])).toEqual({ kind: 'attempt', at: at('2026-11-20', '09:00'), channel: 'sms', rung: 2 });
    expect(next([first, second, third])).toEqual({ kind: 'attempt', at: at('2026-11-23', '13:30'), channel: 'partner', rung: 3 });
    expect(next([first, second, third, fourth])).toEqual({ kind: 'attempt', at: at('2026-11-24', '09:00'), channel: 'visit', rung: 4 });
    expect(next([first, second, third, fourth, fifth])).toEqual({ kind: 'stop', because: 'none-left' });
  });

  it('nobody else is asked without consent', () => {
    const attempts = [tried('2026-11-19', '09:00'), tried('2026-11-19', '13:00'), tried('2026-11-20', '09:00', 'sms', 'message_sent')];
    expect(next(attempts, { mayAskPartner: false })).toMatchObject({ channel: 'visit', rung: 4 });
  });

  it('a wrong number is not tried again, neither by voice nor by text', () => {
    expect(next([tried('2026-11-23', '09:00', 'call', 'wrong_number')])).toMatchObject({ channel: 'visit' });
  });

  it('an urgent household is tried again every four hours, whatever the calendar', () => {
    const night = tried('2026-12-24', '22:00');
    expect(next([night], { tier: 'P1' })).toMatchObject({ at: at('2026-12-25', '02:00'), channel: 'sms' });
    expect(next(Array.from({ length: 9 }, () => night), { tier: 'P1' })).toMatchObject({ kind: 'attempt', at: at('2026-12-25', '02:00') });
  });

  it('and no safe way, a person must think', () => {
    const unsafe = WAYS.map(({ channel }) => ({ channel, safe: false }));
    for (const tier of TIERS) expect(next([tried('2026-11-23', '09:00')], { tier, ways: unsafe, mayAskPartner: false })).toEqual({ kind: 'stop', because: 'no-safe-channel' });
  });

  it('an unsafe way is never suggested, and only an urgent household is disturbed outside office hours', () => {
    const attempt = fc.record({
      at: fc.integer({ min: 0, max: 20_000 }).map((minutes) => new Date(at('2026-12-14', '08:00').getTime() + minutes * 60_000)),
      channel: fc.constantFrom(...CHANNELS), outcome: fc.constantFrom(...(Object.keys(OUTCOMES) as Outcome[])),
    });
    const attempts = fc.array(attempt, { minLength: 1, maxLength: 7 }).map((all) => all.sort((a, b) => a.at.getTime() - b.at.getTime()));
    const ways = fc.array(fc.record({ channel: fc.constantFrom<Channel>('call', 'sms', 'email', 'visit'), safe: fc.boolean() }), { maxLength: 4 });
    fc.assert(fc.property(attempts, ways, fc.constantFrom(...TIERS), fc.boolean(), (made, way, tier, mayAskPartner) => {
      const suggested = next(made, { ways: way, tier, mayAskPartner });
      if (suggested.kind === 'stop') return;
      const allowed = way.some(({ channel, safe }) => safe && channel === suggested.channel) || (mayAskPartner && suggested.channel === 'partner');
      expect(allowed).toBe(true);
      expect(suggested.at > (made.at(-1) as AttemptFacts).at).toBe(true);
      if (tier !== 'P1') expect(isOpenAt(calendar, zone, suggested.at)).toBe(true);
    }), { numRuns: 500 });
  });
});

describe('a household', () => {
  const three = [tried('2026-11-19', '09:00'), tried('2026-11-19', '13:00'), tried('2026-11-20', '09:00', 'sms', 'message_sent')];

  it('is unreached after three attempts, on two days, by two channels', () => {
    expect(isUnreached(three, rules, zone)).toBe(true);
    expect(isUnreached(three.slice(1), rules, zone)).toBe(false);
    expect(isUnreached(three.map((each) => ({ ...each, channel: 'call' as const })), rules, zone)).toBe(false);
    expect(isUnreached(three.map((each, i) => ({ ...each, at: at('2026-11-19', `${9 + i}:00`.padStart(5, '0') as '09:00') })), rules, zone)).toBe(false);
    expect(isUnreached([...three, tried('2026-11-21', '09:00', 'sms', 'replied')], rules, zone)).toBe(false);
  });

  it('that is urgent is the team lead’s concern after the first failed attempt', () => {
    expect(TIERS.map((tier) => escalatesAtOnce(tier, three.slice(0, 1), rules))).toEqual([true, false, false, false]);
    expect(escalatesAtOnce('P1', [], rules)).toBe(false);
  });

  it('silent for thirty days is proposed for closing', () => {
    expect(closureProposedOn('2026-11-23', rules)).toBe('2026-12-23');
  });
});
