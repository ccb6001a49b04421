import { describe, expect, it } from '@jest/globals';
import { proposalFor, settleTier, type TierFacts, type TierSetting } from './household.rules.js';

const setting: TierSetting = { on: '2026-11-23', announced: false, statusTier: (code) => (code === 'ASYLUM' ? 'P2' : 'P3') };
const aFamily = (more: Partial<TierFacts> = {}): TierFacts => ({
  newcomers: [{ birthOn: '1992-03-14' }, { birthOn: '1990-11-02' }, { birthOn: '2018-06-21' }], immigrationStatus: 'STUDENT', language: 'ar', interpreter: 'wished', ...more,
});
const why = (household: TierFacts, more: Partial<TierSetting> = {}) => {
  const { tier, reasons } = proposalFor(household, { ...setting, ...more });
  return [tier, ...reasons.map(({ code, field }) => `${code} at ${field}`)];
};

describe('what the tier rules read of a form', () => {
  it('points each reason at the field that a person can correct', () => {
    expect(why(aFamily({ immigrationStatus: 'ASYLUM', housing: 'temporary', interpreter: 'needed', urgencies: ['disability'] }))).toEqual([
      'P2', 'status_priority at immigrationStatus', 'temporary_lodging at housing', 'neither_french_nor_english at interpreter', 'disability at urgencies',
    ]);
    expect(why(aFamily({ housing: 'none_within_72h' }))).toEqual(['P1', 'no_bed_within_72h at housing']);
  });

  it('takes an interpreter who is needed for speaking neither language, and one who is wished for nothing', () => {
    expect(why(aFamily())).toEqual(['P3', 'status_standard at immigrationStatus']);
    expect(why(aFamily({ interpreter: 'needed', languages: ['fr-CA'] }))).toEqual(['P3', 'status_standard at immigrationStatus']);
  });

  it('finds somebody at ease only before they come, with a home, work, a phone that is safe, and their agreement', () => {
    const atEase = aFamily({ housing: 'stable', hasJobOrSchool: true, agreesToMessages: true, contactWays: [{ kind: 'phone', safeToCall: true }] });
    expect(why(atEase)[0]).toBe('P3');
    expect(why(atEase, { announced: true })[0]).toBe('P4');
    expect(why({ ...atEase, contactWays: [{ kind: 'phone' }] }, { announced: true })[0]).toBe('P3');
  });
});

describe('the last word about a tier', () => {
  const proposal = proposalFor(aFamily({ immigrationStatus: 'ASYLUM' }), setting);

  it('is open while nobody has looked', () => {
    expect(settleTier(proposal, undefined)).toEqual({ settled: true, ...proposal, confirmed: false });
  });

  it('confirms what the rules propose', () => {
    expect(settleTier(proposal, { confirmed: 'P2' })).toEqual({ settled: true, ...proposal, confirmed: true });
  });

  it('needs a reason to differ, which then comes first', () => {
    expect(settleTier(proposal, { confirmed: 'P1' })).toEqual({ settled: false, because: 'tier-differs', proposed: 'P2' });
    expect(settleTier(proposal, { confirmed: 'P1', because: 'known_risk' })).toEqual({
      settled: true, tier: 'P1', confirmed: true, reasons: [{ tier: 'P1', code: 'known_risk', field: 'tier' }, ...proposal.reasons],
    });
  });
});
