import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { NewcomerSheet, WaySheet } from '../../cases/cases.door.js';
import { ALWAYS_TOLD, byTag, consentFor, contentOf, isSensitive, keptFields, proposedFields, SHARE_FIELD_CODES, type Shareable, type ShareField, subjectOf, summaryOf, toldFields, usualFields } from './share.rules.js';

const person = (over: Partial<NewcomerSheet>): NewcomerSheet => ({
  id: 'amal', position: 0, head: false, kinship: 'other', givenName: 'Quelqu’un', familyName: '', gender: null, birthOn: null, speaksFrench: null, speaksEnglish: null, languages: [],
  immigrationStatus: null, leftOn: null, version: 1, ...over,
});
const way = (over: Partial<WaySheet>): WaySheet => ({
  id: 'w', newcomerId: null, kind: 'phone', value: '+15145550119', safeToCall: true, safeToText: false, voicemailOk: false, codeWord: null, preferred: false, version: 1, ...over,
});
const aFile = (over: { readonly ways?: readonly WaySheet[]; readonly people?: readonly NewcomerSheet[]; readonly newcomerId?: string | null } = {}): Shareable => ({
  file: {
    language: 'ar', languages: ['en-CA'], interpreter: 'needed', borough: 'verdun', address: '12, rue des Érables', housing: 'temporary', urgencies: ['urgent_health', 'violence', 'judged_urgent'],
    immigrationStatus: 'ASYLUM',
  },
  household: {
    newcomers: over.people ?? [
      person({ id: 'amal', head: true, givenName: 'Amal', familyName: 'Haddad', gender: 'F', birthOn: '1990-05-01' }), person({ id: 'lina', givenName: 'Lina', familyName: 'Haddad', birthOn: '2018-05-01' }),
      person({ id: 'gone', givenName: 'Omar', birthOn: '1988-01-01', leftOn: '2026-01-01' }),
    ],
    contactWays: over.ways ?? [way({})], scores: [], consents: [],
  },
  newcomerId: over.newcomerId ?? null, today: '2026-03-03',
});

describe('What is told of each field', () => {
  it.each<[ShareField, unknown]>([
    ['given_name', 'Amal'], ['full_name', 'Amal Haddad'], ['birth_date', '1990-05-01'], ['gender', 'F'],
    ['phone', [{ value: '514\u00a0555-0119', call: true, text: false, voicemail: false }]],
    ['language', { language: 'ar', others: ['en-CA'], interpreter: 'needed' }],
    ['household', { adults: 1, children: 1 }], ['ages', [35, 7]],
    ['borough', 'verdun'], ['address', '12, rue des Érables'], ['housing', 'temporary'],
    ['status', 'ASYLUM'], ['health', ['urgent_health']], ['safety', ['violence']],
  ])('%s', (field, told) => {
    expect(contentOf(aFile(), [field])).toEqual({ [field]: told });
  });

  it('is nothing where the file says nothing', () => {
    expect(contentOf(aFile({ ways: [] }), ['phone', 'email'])).toEqual({});
    expect(contentOf(aFile({ people: [] }), SHARE_FIELD_CODES)).toEqual({});
  });

  it('is about the person whom the referral names, and about nobody who has left', () => {
    expect(contentOf(aFile({ newcomerId: 'lina' }), ['given_name', 'birth_date'])).toEqual({ given_name: 'Lina', birth_date: '2018-05-01' });
    expect(subjectOf(aFile({ newcomerId: 'gone' }))).toBeUndefined();
    expect(contentOf(aFile({ newcomerId: 'gone' }), SHARE_FIELD_CODES)).toEqual({});
    expect(summaryOf(aFile())).toEqual({ adults: 1, children: 1, language: 'ar', interpreter: 'needed', borough: 'verdun' });
  });
});

describe('Ways to reach them', () => {
  const shared = (...ways: Partial<WaySheet>[]): unknown => contentOf(aFile({ ways: ways.map((each) => way(each)) }), ['phone', 'email']);

  it('are told with what one may do with them, and the word that comes first', () => {
    expect(shared({ safeToText: true, voicemailOk: true, codeWord: 'lilas' })).toEqual({ phone: [{ value: '514\u00a0555-0119', call: true, text: true, voicemail: true, codeWord: 'lilas' }] });
    expect(shared({ safeToCall: false, safeToText: true })).toEqual({ phone: [{ value: '514\u00a0555-0119', call: false, text: true, voicemail: false }] });
    expect(shared({ kind: 'email', value: 'amal@courriel.example', safeToText: true })).toMatchObject({ email: [{ value: 'amal@courriel.example' }] });
  });

  it('of somebody else of the household are not told', () => {
    expect(shared({ newcomerId: 'lina' })).toEqual({});
  });

  it('that are not safe never appear, whatever is shared', () => {
    const anyWay = fc.record({ kind: fc.constantFrom('phone' as const, 'email' as const), safeToCall: fc.boolean(), safeToText: fc.boolean(), voicemailOk: fc.boolean(), preferred: fc.boolean() });
    fc.assert(fc.property(fc.array(anyWay, { maxLength: 6 }), fc.subarray([...SHARE_FIELD_CODES]), (ways, fields) => {
      const numbered = ways.map((each, n) => way({ ...each, value: each.kind === 'phone' ? `+1514555010${n}` : `personne${n}@courriel.example` }));
      const said = JSON.stringify(contentOf(aFile({ ways: numbered }), fields));
      for (const { kind, safeToCall, safeToText, value } of numbered) {
        const safe = safeToText || (kind === 'phone' && safeToCall);
        const seen = said.includes(kind === 'phone' ? `514\u00a0555-${value.slice(-4)}` : value);
        expect(seen).toBe(safe && fields.includes(kind));
      }
    }));
  });
});

describe('A field that was not agreed', () => {
  /** What gives each field away, if it were there. */
  const GIVEN_AWAY: Readonly<Partial<Record<ShareField, string>>> = {
    full_name: 'Haddad', birth_date: '1990-05-01', phone: '0119', email: 'amal@', borough: 'verdun', address: 'Érables', housing: 'temporary', status: 'ASYLUM', health: 'urgent_health', safety: 'violence',
    language: 'interpreter', ages: '35', household: 'adults',
  };

  it('never appears in what is sent', () => {
    const from = aFile({ ways: [way({}), way({ kind: 'email', value: 'amal@courriel.example', safeToText: true })] });
    fc.assert(fc.property(fc.subarray([...SHARE_FIELD_CODES]), (fields) => {
      const content = contentOf(from, fields);
      expect(Object.keys(content).filter((field) => !fields.some((agreed) => agreed === field))).toEqual([]);
      for (const [field, telling] of Object.entries(GIVEN_AWAY)) expect([field, JSON.stringify(content).includes(telling)]).toEqual([field, fields.some((agreed) => agreed === field)]);
    }));
  });

  it('stays at the office: what is shared and what is kept are all there is', () => {
    fc.assert(fc.property(fc.subarray([...SHARE_FIELD_CODES]), (fields) => {
      expect([...toldFields(fields), ...keptFields(fields)].sort()).toEqual([...SHARE_FIELD_CODES].sort());
      for (const field of ALWAYS_TOLD) expect(toldFields(fields)).toContain(field);
    }));
    expect(byTag(['status', 'given_name', 'full_name'])).toEqual([{ tag: 'status', fields: ['status'] }, { tag: 'identity', fields: ['given_name', 'full_name'] }]);
  });
});

describe('What is proposed', () => {
  it('is little for bread, and more where the help needs it', () => {
    expect(proposedFields('FOOD', null)).toEqual(['given_name', 'phone', 'language', 'household', 'borough']);
    expect(proposedFields('LEGAL', null)).toEqual(expect.arrayContaining(['full_name', 'status']));
    expect(proposedFields('SAFETY', null)).toEqual(expect.arrayContaining(['safety']));
  });

  it('is what the service was said to need, once somebody said so', () => {
    expect(proposedFields('FOOD', ['given_name'])).toEqual(['given_name', 'language', 'household', 'borough']);
    expect(proposedFields('FOOD', [])).toEqual(['language', 'household', 'borough']);
  });

  it('has nothing sensitive in it unless the need asks for it, whatever the service would like', () => {
    fc.assert(fc.property(fc.constantFrom('FOOD', 'HOUSING', 'LEGAL', 'HEALTH', 'SAFETY', 'WORK'), fc.option(fc.subarray([...SHARE_FIELD_CODES])), (need, template) => {
      for (const field of proposedFields(need, template)) expect(!isSensitive(field) || usualFields(need).includes(field)).toBe(true);
    }));
    expect(proposedFields('FOOD', ['status', 'phone'])).not.toContain('status');
    expect(proposedFields('LEGAL', ['status', 'phone'])).toContain('status');
  });
});

it('takes a consent for the organisation itself before one for the network, and none for another', () => {
  const given = [{ id: 'all', recipient: 'network' }, { id: 'one', recipient: 'organisation:1' }];
  expect([consentFor(given, '1'), consentFor(given, '2'), consentFor(given.slice(1), '2')]).toEqual(['one', 'all', undefined]);
});
