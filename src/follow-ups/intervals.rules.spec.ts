import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../../libs/calendar/calendar.js';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { instantOf } from '../../libs/calendar/zone.js';
import { contactAfterReopening, nextContact } from './intervals.rules.js';
import { readProtocol } from './protocol.dto.js';
import { TIERS } from './protocol.rules.js';
import type { Tier } from './protocol.rules.js';

const config = join(import.meta.dirname, '../../config');
const protocol = readProtocol(readFileSync(join(config, 'protocols/mtl-premiers-jours@1.yaml'), 'utf8'), 'mtl-premiers-jours@1.yaml');
const calendar = loadCalendars(join(config, 'calendars')).get('mtl-counter') as Calendar;
const zone = 'America/Toronto';
const at = (date: CivilDate, time: `${number}:${number}` = '11:00') => instantOf(date, time, zone);
const office = { protocol, calendar, zone };
const after = (tier: Tier, date: CivilDate, scheduled: CivilDate[]) => nextContact({ ...office, tier, at: at(date), scheduled: scheduled.map((each) => at(each, '17:00')) });

describe('between two checkpoints', () => {
  it('an urgent household hears from us weekly, a high one every two weeks, an ordinary one monthly, a light one not', () => {
    const far: CivilDate[] = ['2027-06-01'];
    expect(TIERS.map((tier) => after(tier, '2026-11-09', far)?.dueOn)).toEqual(['2026-11-16', '2026-11-23', '2026-12-09', undefined]);
  });

  it('no contact is added when a checkpoint falls sooner, or the same day, or is late already', () => {
    expect(after('P2', '2026-11-09', ['2026-11-20'])).toBeUndefined();
    expect(after('P2', '2026-11-09', ['2026-11-23'])).toBeUndefined();
    expect(after('P2', '2026-11-09', ['2026-11-02', '2027-06-01'])).toBeUndefined();
  });

  it('a closure brings the contact forward for a high tier, and does not stop an urgent one', () => {
    expect(after('P1', '2026-12-18', [])?.dueOn).toBe('2026-12-25');
    expect(after('P2', '2026-12-14', [])?.dueOn).toBe('2026-12-23');
    expect(after('P3', '2026-11-30', [])?.dueOn).toBe('2027-01-04');
  });

  it('the contact is a checkpoint like any other', () => {
    expect(after('P1', '2026-11-09', [])).toMatchObject({
      code: 'CONTACT', dueAt: at('2026-11-16', '17:00'), standardDueAt: at('2026-11-16', '17:00'), startedAt: at('2026-11-09'), channel: 'call', superseded: false,
    });
  });
});

describe('a case', () => {
  it('never stays without a next step, whatever its tier and whenever its last checkpoint was done', () => {
    const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2030, 11, 31) });
    fc.assert(fc.property(fc.constantFrom(...TIERS), moment, (tier, when) => {
      const contact = nextContact({ ...office, tier, at: new Date(when), scheduled: [] });
      expect(contact && contact.dueAt.getTime() > when && contact.because === 'continuity').toBe(true);
    }));
  });

  it('that was reopened is heard from within one business day', () => {
    expect(contactAfterReopening({ ...office, tier: 'P3', at: at('2026-11-20') })).toMatchObject({ dueOn: '2026-11-23', because: 'reopened' });
    expect(contactAfterReopening({ ...office, tier: 'P2', at: at('2026-12-23') })).toMatchObject({ dueOn: '2027-01-04' });
  });
});
