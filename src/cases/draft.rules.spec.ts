import { describe, expect, it } from '@jest/globals';
import { faultsOfDraft, type CaseDraft } from './draft.rules.js';

const TODAY = '2026-11-23';
const household = (over: Partial<CaseDraft> = {}): Parameters<typeof faultsOfDraft>[0] => ({
  newcomers: [{ kinship: 'head', givenName: 'Samira', birthOn: '1990-05-01' }, { kinship: 'child', givenName: 'Lina', birthOn: '2015-01-01' }],
  ...over,
});

describe('a household about to be registered', () => {
  it('needs nothing more than one head', () => {
    expect(faultsOfDraft(household(), TODAY)).toEqual([]);
    expect(faultsOfDraft(household({ newcomers: [] }), TODAY)).toEqual([{ path: 'newcomers', fault: 'one-head' }]);
  });

  it('is told of each wrong birth date at its own field', () => {
    const newcomers = [{ kinship: 'head', givenName: 'A', birthOn: '1890-01-01' }, { kinship: 'other', givenName: 'B', birthOn: '2026-12-01' }] as const;
    expect(faultsOfDraft(household({ newcomers }), TODAY)).toEqual([
      { path: 'newcomers.0.birthOn', fault: 'birth-too-old' }, { path: 'newcomers.1.birthOn', fault: 'birth-in-future' }]);
  });

  it('has at most one preferred way, and none that contradicts itself', () => {
    const contactWays = [
      { kind: 'phone', value: '+15145550119', safeToCall: true, preferred: true },
      { kind: 'phone', value: '+15145550120', voicemailOk: true },
      { kind: 'email', value: 'a@b.example', safeToText: true, preferred: true, newcomer: 7 },
    ] as const;
    expect(faultsOfDraft(household({ contactWays }), TODAY)).toEqual([
      { path: 'contactWays.1.voicemailOk', fault: 'voicemail-without-call' },
      { path: 'contactWays.2.newcomer', fault: 'unknown-newcomer' },
      { path: 'contactWays', fault: 'one-preferred' },
    ]);
  });

  it('scores a need once', () => {
    expect(faultsOfDraft(household({ needs: [{ code: 'FOOD', score: 1 }, { code: 'FOOD', score: 2 }] }), TODAY)).toEqual([{ path: 'needs', fault: 'need-twice' }]);
  });

  it('lets a parent consent for a child, and nobody of eleven for themselves', () => {
    const consent = { newcomer: 1, purpose: 'follow_up', recipient: 'office', language: 'ar', interpreted: true, proof: 'signed', givenBy: 'self', expiresOn: '2027-11-23' } as const;
    expect(faultsOfDraft(household({ consents: [consent] }), TODAY)).toEqual([{ path: 'consents.0.givenBy', fault: 'too-young-to-consent' }]);
    expect(faultsOfDraft(household({ consents: [{ ...consent, givenBy: 'parent_or_tutor' }] }), TODAY)).toEqual([]);
    expect(faultsOfDraft(household({ consents: [{ ...consent, newcomer: 5 }] }), TODAY)).toEqual([{ path: 'consents.0.newcomer', fault: 'unknown-newcomer' }]);
  });
});
