import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Hsds } from '../hsds/hsds.shape.js';
import { type DifferentDays, faultsOfHours, hoursOf, schedulesOf, type Span, WEEKDAYS, type Week } from './hours.rules.js';

const TODAY = '2026-11-23';
const ids = () => { let count = 0; return () => `new-${(count += 1)}`; };
const schedule = (said: Partial<Hsds<'schedule'>>): Hsds<'schedule'> => ({ id: said.byday ?? 's', ...said });
const aWeek = (said: Partial<Record<keyof Week, Span[]>> = {}): Week => ({ MO: [], TU: [], WE: [], TH: [], FR: [], SA: [], SU: [], ...said });
const day = { opens: '09:00', closes: '17:00' };

describe('Opening hours', () => {
  it('are read as a week and as different days, and the rest stays', () => {
    const seasonal = schedule({ id: 'summer', freq: 'WEEKLY', byday: 'SA', valid_from: '2027-06-01', valid_to: '2027-08-31', opens_at: '10:00', closes_at: '12:00' });
    const fortnightly = schedule({ id: 'fortnight', freq: 'WEEKLY', interval: 2, byday: 'TU', opens_at: '18:00', closes_at: '20:00' });
    const over = schedule({ id: 'over', valid_from: '2026-07-01', valid_to: '2026-07-31' });
    const { week, different, others } = hoursOf([
      schedule({ byday: 'MO,we', freq: 'WEEKLY', opens_at: '13:00:00', closes_at: '17:00:00' }), schedule({ byday: 'MO', opens_at: '9:00', closes_at: '12:00' }),
      schedule({ valid_from: '2026-12-24', valid_to: '2027-01-04', description: 'Temps des fêtes' }), seasonal, fortnightly, over,
      schedule({ valid_from: '2026-12-01', valid_to: '2026-12-01', opens_at: '9:00', closes_at: '12:00' }),
    ], TODAY);
    expect(week).toEqual(aWeek({ MO: [{ opens: '09:00', closes: '12:00' }, { opens: '13:00', closes: '17:00' }], WE: [{ opens: '13:00', closes: '17:00' }] }));
    expect(different).toEqual([
      { from: '2026-12-01', to: '2026-12-01', opens: '09:00', closes: '12:00', note: null }, { from: '2026-12-24', to: '2027-01-04', opens: null, closes: null, note: 'Temps des fêtes' },
    ]);
    expect(others).toEqual([seasonal, fortnightly, over]);
  });

  it.each([
    ['of another zone', { byday: 'MO', opens_at: '09:00Z', closes_at: '17:00Z' }], ['with a zone of their own', { byday: 'MO', opens_at: '09:00', closes_at: '17:00', timezone: -5 }],
    ['of some days of a month', { byday: '1MO', freq: 'MONTHLY' as const, opens_at: '09:00', closes_at: '17:00' }], ['without days', { opens_at: '09:00', closes_at: '17:00' }],
    ['at half an hour only', { byday: 'MO', opens_at: '09:00' }], ['counted', { byday: 'MO', count: 3, opens_at: '09:00', closes_at: '17:00' }],
  ])('%s are left as they were written', (_, said) => {
    const given = schedule(said);
    expect(hoursOf([given], TODAY).others).toEqual([given]);
    expect(schedulesOf({ week: aWeek(), different: [] }, [given], TODAY, ids())).toEqual([given]);
    expect(schedulesOf({ week: aWeek(), different: [] }, [given], TODAY, ids(), () => false)).toEqual([]);
  });

  it('are written as few schedules, and what says the same stays as it was written', () => {
    const there = [schedule({ id: 'kept', freq: 'WEEKLY', byday: 'MO,TU', opens_at: '9:00', closes_at: '17:00', notes: 'Sur rendez-vous' }), schedule({ id: 'gone', byday: 'WE', opens_at: '9:00', closes_at: '11:00' })];
    const different: DifferentDays[] = [{ from: '2026-12-25', to: '2026-12-25', opens: null, closes: null, note: null }];
    expect(schedulesOf({ week: aWeek({ MO: [day], TU: [day], TH: [day], FR: [day] }), different }, there, TODAY, ids())).toEqual([
      there[0], { id: 'new-1', freq: 'WEEKLY', byday: 'TH,FR', opens_at: '09:00', closes_at: '17:00' }, { id: 'new-2', valid_from: '2026-12-25', valid_to: '2026-12-25' },
    ]);
  });

  const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
  const spans = fc.uniqueArray(fc.record({ opens: clock, closes: clock }), { maxLength: 3, selector: ({ opens }) => opens });
  const weeks = fc.record(Object.fromEntries(WEEKDAYS.map((each) => [each, spans])) as Record<keyof Week, typeof spans>);
  const dates = fc.integer({ min: 0, max: 300 }).map((days) => new Date(Date.UTC(2026, 10, 23 + days)).toISOString().slice(0, 10));
  const differents = fc.uniqueArray(fc.record({ from: dates, to: dates, note: fc.option(fc.string({ minLength: 1 })) }).map(({ from, to, note }) => ({ from: from < to ? from : to, to: from < to ? to : from, opens: null, closes: null, note })),
    { maxLength: 4, selector: ({ from }) => from });

  it('are the same after they were written and read, whatever was there before', () => {
    fc.assert(fc.property(weeks, weeks, differents, differents, (before, week, past, different) => {
      const there = schedulesOf({ week: before, different: past }, [], TODAY, ids());
      const again = hoursOf(schedulesOf({ week, different }, there, TODAY, ids()), TODAY);
      const sorted = (list: readonly Span[]): Span[] => [...list].sort((one, other) => one.opens.localeCompare(other.opens));
      for (const each of WEEKDAYS) expect(again.week[each]).toEqual(sorted(week[each]));
      expect(again.different).toEqual([...different].sort((one, other) => one.from.localeCompare(other.from)));
    }));
  });
});

describe('Hours are refused', () => {
  const fault = (week: Partial<Record<keyof Week, Span[]>>, different: DifferentDays[] = []) => faultsOfHours({ week: aWeek(week), different });

  it('when half of them is missing, they end before they begin, or overlap', () => {
    expect(fault({ MO: [{ opens: '09:00', closes: '' }] })).toEqual([{ path: 'week.MO.0.closes', fault: 'hours-half' }]);
    expect(fault({ TU: [{ opens: '', closes: '12:00' }] })).toEqual([{ path: 'week.TU.0.opens', fault: 'hours-half' }]);
    expect(fault({ WE: [{ opens: '17:00', closes: '09:00' }] })).toEqual([{ path: 'week.WE.0.closes', fault: 'closes-before-opens' }]);
    expect(fault({ TH: [day, { opens: '16:00', closes: '18:00' }] })).toEqual([{ path: 'week.TH.1.opens', fault: 'hours-overlap' }]);
  });

  it('but not when a door stays open into the night, or all day and night', () => {
    expect(fault({ FR: [{ opens: '20:00', closes: '02:00' }], SA: [{ opens: '00:00', closes: '00:00' }] })).toEqual([]);
  });

  it('on different days for the same reasons, and when the days are not in order', () => {
    const dated = { from: '2026-12-24', to: '2026-12-24', opens: null, closes: null, note: null };
    expect(fault({}, [dated, { ...dated, opens: '09:00' }, { ...dated, opens: '17:00', closes: '09:00' }, { ...dated, to: '2026-12-20' }, { ...dated, to: '2028-12-24' }])).toEqual([
      { path: 'different.1.closes', fault: 'hours-half' }, { path: 'different.2.closes', fault: 'closes-before-opens' }, { path: 'different.3.to', fault: 'ends-before-start' },
      { path: 'different.4.to', fault: 'too-far' },
    ]);
  });
});
