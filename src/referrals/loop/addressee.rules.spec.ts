import { describe, expect, it } from '@jest/globals';
import type { HouseholdSheet } from '../../cases/cases.door.js';
import { addresseeOf, besideOf, mayAskByLink, safeAddresses } from './addressee.rules.js';

const TODAY = '2026-03-03';
const person = (id: string, over: object = {}) => ({ id, head: id === 'amal', leftOn: null, ...over });
const way = (id: string, over: object = {}) => ({ id, newcomerId: null, kind: 'email', value: `${id}@courriel.example`, safeToText: true, preferred: false, ...over });
const consent = (newcomerId: string, over: object = {}) => ({ newcomerId, purpose: 'messages', withdrawnAt: null, expiresOn: '2027-03-01', ...over });
const household = (over: object = {}) => ({ newcomers: [person('amal'), person('karim')], contactWays: [way('maison')], consents: [consent('amal')], ...over }) as unknown as HouseholdSheet;

describe('A question to a household', () => {
  it('goes to an address that is safe, of somebody who agreed to messages', () => {
    expect(addresseeOf(household(), TODAY)).toEqual({ newcomerId: 'amal', wayId: 'maison', address: 'maison@courriel.example' });
  });

  it.each<[string, object]>([
    ['nobody said that writing there is safe', { contactWays: [way('maison', { safeToText: false })] }],
    ['there is only a telephone', { contactWays: [way('maison', { kind: 'phone' })] }],
    ['nobody agreed', { consents: [] }],
    ['they agreed to something else', { consents: [consent('amal', { purpose: 'referral' })] }],
    ['they took it back', { consents: [consent('amal', { withdrawnAt: '2026-03-01T12:00:00Z' })] }],
    ['it ended', { consents: [consent('amal', { expiresOn: '2026-03-02' })] }],
    ['the address is somebody else’s than who agreed', { contactWays: [way('karim', { newcomerId: 'karim' })] }],
    ['whoever agreed has left', { newcomers: [person('amal', { leftOn: '2026-02-01' }), person('karim')] }],
  ])('goes nowhere when %s', (_, over) => {
    expect(addresseeOf(household(over), TODAY)).toBeUndefined();
  });

  it('prefers the address that they prefer', () => {
    const ways = [way('maison'), way('karim', { newcomerId: 'karim', preferred: true })];
    expect(addresseeOf(household({ contactWays: ways, consents: [consent('amal'), consent('karim')] }), TODAY)?.newcomerId).toBe('karim');
    expect(addresseeOf(household({ contactWays: ways }), TODAY)?.newcomerId).toBe('amal');
  });

  it('knows which addresses are safe', () => {
    expect(safeAddresses(household({ contactWays: [way('un'), way('deux', { safeToText: false }), way('trois', { kind: 'phone' })] }))).toEqual(['un']);
  });
});

describe('A link', () => {
  it('asks nothing about safety, nor about a restricted case', () => {
    const open = { restricted: false, state: 'open' };
    expect([mayAskByLink('FOOD', open), mayAskByLink('SAFETY', open), mayAskByLink('FOOD', { ...open, restricted: true }), mayAskByLink('FOOD', { ...open, state: 'closed' })]).toEqual([true, false, false, false]);
  });
});

describe('Beside the French stands', () => {
  it.each([
    ['ar', [], 'ar'], ['es', [], 'es'], ['en-CA', [], 'en'], ['fr-CA', ['ar'], 'fr'], ['ps', [], 'fr'], ['ps', ['fa-AF', 'en-CA'], 'en'], ['ht', ['fr-CA', 'es'], 'es'],
  ] as const)('for %s (also %j): %s', (language, others, beside) => {
    expect(besideOf(language, others)).toBe(beside);
  });
});
