import { describe, expect, it } from '@jest/globals';
import { agreesTo, faultsOfConsent, inForce, monthsAfter, PURPOSE_CODES, PURPOSES, standingOf, type ConsentFacts, type ConsentProposal } from './consent.rules.js';

const ONE = 'organisation:0190d3a0-0000-7000-8000-000000000001';
const OTHER = 'organisation:0190d3a0-0000-7000-8000-000000000002';
const given = (over: Partial<ConsentFacts> = {}): ConsentFacts =>
  ({ purpose: 'referral', recipient: ONE, givenOn: '2026-11-01', expiresOn: '2027-10-31', withdrawnOn: null, ...over });
const proposed = (over: Partial<ConsentProposal> = {}): ConsentProposal =>
  ({ purpose: 'follow_up', recipient: 'office', givenBy: 'self', givenOn: '2026-11-23', expiresOn: '2027-11-23', age: 34, ...over });

describe('a consent', () => {
  it('may be recorded for each purpose with each of its recipients, and with no other', () => {
    const kinds = [...new Set(PURPOSE_CODES.flatMap((purpose) => PURPOSES[purpose] as readonly string[]))];
    for (const purpose of PURPOSE_CODES) {
      for (const kind of kinds) {
        const recipient = kind === 'organisation' ? ONE : kind;
        const expected = (PURPOSES[purpose] as readonly string[]).includes(kind) ? [] : [{ path: 'recipient', fault: 'recipient' }];
        expect(faultsOfConsent(proposed({ purpose, recipient }))).toEqual(expected);
      }
    }
  });

  it.each([[13, 'self', 1], [13, 'parent_or_tutor', 0], [14, 'self', 0], [14, 'parent_or_tutor', 0], [null, 'self', 0]] as const)(
    'at the age of %s given by %s has %i fault', (age, givenBy, count) => {
      expect(faultsOfConsent(proposed({ age, givenBy }))).toHaveLength(count);
    });

  it('ends, and not after more than two years', () => {
    expect(faultsOfConsent(proposed({ expiresOn: '2028-11-23' }))).toEqual([]);
    expect(faultsOfConsent(proposed({ expiresOn: '2028-11-24' }))).toEqual([{ path: 'expiresOn', fault: 'expires-too-late' }]);
    expect(faultsOfConsent(proposed({ expiresOn: '2026-11-22' }))).toEqual([{ path: 'expiresOn', fault: 'expires-in-past' }]);
  });

  it('counts from the day it was given to the end of its last day', () => {
    expect(['2026-10-31', '2026-11-01', '2027-10-31', '2027-11-01'].map((on) => inForce(given(), on))).toEqual([false, true, true, false]);
  });

  it('counts no more from the day it is withdrawn', () => {
    expect(inForce(given({ withdrawnOn: '2026-11-20' }), '2026-11-19')).toBe(true);
    expect(inForce(given({ withdrawnOn: '2026-11-20' }), '2026-11-20')).toBe(false);
  });

  it('for one organisation opens nothing to another, while consent for the network opens to each', () => {
    expect(agreesTo([given()], 'referral', ONE, '2026-11-23')).toBe(true);
    expect(agreesTo([given()], 'referral', OTHER, '2026-11-23')).toBe(false);
    expect(agreesTo([given({ recipient: 'network' })], 'referral', OTHER, '2026-11-23')).toBe(true);
    expect(agreesTo([given({ recipient: 'network' })], 'ask_partner', OTHER, '2026-11-23')).toBe(false);
  });

  it('is said to be in force, expired or withdrawn', () => {
    expect(standingOf(given(), '2026-11-23')).toBe('in_force');
    expect(standingOf(given(), '2028-01-01')).toBe('expired');
    expect(standingOf(given({ withdrawnOn: '2026-11-20' }), '2028-01-01')).toBe('withdrawn');
  });
});

it('finds the same day of a later month, or that month’s last', () => {
  expect(monthsAfter('2026-11-30', 3)).toBe('2027-02-28');
  expect(monthsAfter('2027-11-30', 3)).toBe('2028-02-29');
  expect(monthsAfter('2026-11-23', 12)).toBe('2027-11-23');
});
