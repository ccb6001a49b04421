import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asCivilDate, type CivilDate } from '../../libs/calendar/civil-date.js';
import { ageOn, AT_EASE, proposeTier, TRIGGERS, type TierContext, type TierHousehold, type TierNewcomer } from './tier.rules.js';

const TOWARDS_P2 = ['REF_GAR', 'REF_PSR', 'REF_BVOR', 'REF_PROTECTED', 'ASYLUM', 'CUAET', 'NO_STATUS', 'UNKNOWN'];
const TOWARDS_P3 = ['PR_ECONOMIC', 'PR_FAMILY', 'PR_HUMANITARIAN', 'WORKER_TFW', 'WORKER_IMP', 'STUDENT', 'VISITOR', 'TRP', 'CITIZEN_RETURN'];
const context: TierContext = { on: '2026-11-23', statusTier: (code) => (TOWARDS_P3.includes(code) ? 'P3' : 'P2') };

const adult: TierNewcomer = { birthOn: '1990-04-02', status: 'STUDENT', speaksFrench: true };
const child = (birthOn: CivilDate): TierNewcomer => ({ birthOn, status: 'STUDENT' });
const ready = { registeredBeforeArrival: true, hasHome: true, hasJobOrSchool: true, hasPhone: true, agreesToMessages: true };
const quiet = (more: Partial<TierHousehold> = {}): TierHousehold => ({ newcomers: [adult], ...more });
const propose = (household: TierHousehold) => proposeTier(household, context);

describe('the tier proposed for a household', () => {
  it.each<[string, TierHousehold, string, string]>([
    ['a minor without a guardian', quiet({ unaccompaniedMinor: true }), 'unaccompanied_minor', 'unaccompaniedMinor'],
    ['brothers of 17 and 12 alone', { newcomers: [child('2008-11-24'), child('2014-01-01')] }, 'only_minors', 'newcomers.0.birthOn'],
    ['violence or trafficking', quiet({ violence: true }), 'violence', 'violence'],
    ['no bed within 72 hours, confirmed by a person', quiet({ noBedWithin72h: true }), 'no_bed_within_72h', 'noBedWithin72h'],
    ['urgent health', quiet({ urgentHealth: true }), 'urgent_health', 'urgentHealth'],
    ['a third trimester or a newborn', quiet({ perinatal: true }), 'perinatal', 'perinatal'],
    ['a baby of 27 days', { newcomers: [adult, adult, child('2026-10-27')] }, 'newborn', 'newcomers.2.birthOn'],
    ['a caseworker who judges it urgent', quiet({ judgedUrgent: true }), 'judged_urgent', 'judgedUrgent'],
  ])('%s is P1, and the field is named', (_, household, code, field) => {
    expect(propose(household).tier).toBe('P1');
    expect(propose(household).reasons[0]).toEqual({ tier: 'P1', code, field });
  });

  it.each<[string, TierHousehold, string, string]>([
    ['a list that asks for shelter, until somebody has looked', quiet({ needsShelter: true }), 'needs_shelter', 'needsShelter'],
    ['shelter asked for and a bed found', quiet({ needsShelter: true, noBedWithin72h: false }), 'needs_shelter', 'needsShelter'],
    ['temporary lodging', quiet({ temporaryLodging: true }), 'temporary_lodging', 'temporaryLodging'],
    ['a head who speaks neither French nor English', { newcomers: [{ ...adult, speaksFrench: false, speaksEnglish: false }, adult] }, 'neither_french_nor_english', 'newcomers.0.speaksFrench'],
    ['a lone parent of a child of five', { newcomers: [adult, child('2020-11-24')] }, 'lone_parent_young_child', 'newcomers.1.birthOn'],
    ['a disability', quiet({ disability: true }), 'disability', 'disability'],
    ['a person of 65 alone', { newcomers: [{ ...adult, birthOn: '1961-11-23' }] }, 'aged_alone', 'newcomers.0.birthOn'],
    ['a status nobody has said', { newcomers: [{ birthOn: '1990-04-02' }] }, 'status_priority', 'newcomers.0.status'],
    ['a household nobody has described yet', { newcomers: [] }, 'status_priority', 'newcomers.0.status'],
    ['one claimant in a family of students', { newcomers: [adult, { ...adult, status: 'ASYLUM' }] }, 'status_priority', 'newcomers.1.status'],
  ])('%s is P2, and the field is named', (_, household, code, field) => {
    expect(propose(household)).toEqual({ tier: 'P2', reasons: [{ tier: 'P2', code, field }] });
  });

  it.each(TOWARDS_P2)('status %s counts towards P2', (status) => {
    expect(propose({ newcomers: [{ ...adult, status }] }).reasons).toEqual([{ tier: 'P2', code: 'status_priority', field: 'newcomers.0.status' }]);
  });

  it.each(TOWARDS_P3)('status %s counts towards P3', (status) => {
    expect(propose({ newcomers: [{ ...adult, status }] })).toEqual({ tier: 'P3', reasons: [{ tier: 'P3', code: 'status_standard', field: 'newcomers.0.status' }] });
  });

  it.each<[string, TierHousehold]>([
    ['a child of six with one parent', { newcomers: [adult, child('2020-11-23')] }],
    ['a young child with two parents', { newcomers: [adult, adult, child('2024-01-01')] }],
    ['a young child, one parent and a relative whose birth date is unknown', { newcomers: [adult, { status: 'STUDENT' }, child('2024-01-01')] }],
    ['a baby of 28 days with two parents', { newcomers: [adult, adult, child('2026-10-26')] }],
    ['a couple of 70', { newcomers: [{ ...adult, birthOn: '1956-01-01' }, { ...adult, birthOn: '1956-01-01' }] }],
    ['a person of 64 alone', { newcomers: [{ ...adult, birthOn: '1961-11-24' }] }],
    ['somebody alone who turned 18 today', { newcomers: [{ ...adult, birthOn: '2008-11-23' }] }],
    ['a head who speaks English only', { newcomers: [{ ...adult, speaksFrench: false, speaksEnglish: true }] }],
    ['a head whose languages were not asked', { newcomers: [{ birthOn: '1990-04-02', status: 'STUDENT' }] }],
    ['a child whose own status is blank beside a student', { newcomers: [adult, adult, { birthOn: '2015-01-01' }] }],
  ])('%s stays P3', (_, household) => {
    expect(propose(household).tier).toBe('P3');
  });

  it('is P4 when everything was prepared, with what made it so', () => {
    expect(propose(quiet(ready)).tier).toBe('P4');
    expect(propose(quiet(ready)).reasons.map((reason) => reason.field)).toEqual(Object.keys(ready));
  });

  it.each(AT_EASE)('is not P4 when $field is missing', ({ field }) => {
    expect(propose(quiet({ ...ready, [field]: false })).tier).toBe('P3');
    expect(propose(quiet({ ...ready, [field]: null })).tier).toBe('P3');
  });

  it('is P2 for a claimant who prepared everything', () => {
    expect(propose({ ...ready, newcomers: [{ ...adult, status: 'ASYLUM' }] }).tier).toBe('P2');
  });

  it('shows the lesser worries after the urgent one', () => {
    const { tier, reasons } = propose({ newcomers: [{ ...adult, status: 'ASYLUM' }], violence: true, temporaryLodging: true });
    expect(tier).toBe('P1');
    expect(reasons.map((reason) => reason.code)).toEqual(['violence', 'status_priority', 'temporary_lodging']);
  });

  it('counts a birthday of 29 February on 1 March', () => {
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
  });
});

describe('whatever the household', () => {
  const known = fc.option(fc.boolean());
  const newcomers = fc.array(fc.record({
    birthOn: fc.option(fc.date({ min: new Date('1930-01-01'), max: new Date('2026-11-23'), noInvalidDate: true }).map((day) => asCivilDate(day.toISOString().slice(0, 10)))),
    status: fc.option(fc.constantFrom(...TOWARDS_P2, ...TOWARDS_P3)),
    speaksFrench: known,
    speaksEnglish: known,
  }), { maxLength: 6 });
  const urgent = ['unaccompaniedMinor', 'violence', 'noBedWithin72h', 'urgentHealth', 'perinatal', 'judgedUrgent'] as const;
  const worrying = ['needsShelter', 'temporaryLodging', 'disability'] as const;
  const flags = [...urgent, ...worrying, ...AT_EASE.map(({ field }) => field)];
  const anyHousehold = fc.tuple(newcomers, fc.record(Object.fromEntries(flags.map((name) => [name, known]))))
    .map(([people, answers]): TierHousehold => ({ ...answers, newcomers: people }));
  // Which of two tiers is contacted sooner.
  const soonness = { P1: 0, P2: 1, P3: 2, P4: 3 };

  it('an urgent fact always makes it P1', () => {
    fc.assert(fc.property(anyHousehold, fc.constantFrom(...urgent), (household, fact) => {
      expect(propose({ ...household, [fact]: true }).tier).toBe('P1');
    }));
  });

  it('one more worry never makes it less urgent', () => {
    fc.assert(fc.property(anyHousehold, fc.constantFrom(...urgent, ...worrying), (household, fact) => {
      expect(soonness[propose({ ...household, [fact]: true }).tier]).toBeLessThanOrEqual(soonness[propose({ ...household, [fact]: false }).tier]);
    }));
  });

  it('there is always a reason, the first is of the tier proposed, and every one is known', () => {
    const codes = new Set<string>([...TRIGGERS.map(({ code }) => code), ...AT_EASE.map(({ code }) => code), 'status_standard']);
    fc.assert(fc.property(anyHousehold, (household) => {
      const { tier, reasons } = propose(household);
      expect(reasons[0]?.tier).toBe(tier);
      for (const reason of reasons) expect(codes).toContain(reason.code);
    }));
  });

  it('is proposed the same twice, and the household is left as it was', () => {
    fc.assert(fc.property(anyHousehold, (household) => {
      const before = structuredClone(household);
      expect(propose(household)).toEqual(propose(household));
      expect(household).toEqual(before);
    }));
  });
});
