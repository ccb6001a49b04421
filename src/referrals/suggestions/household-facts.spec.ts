import { describe, expect, it } from '@jest/globals';
import { factsOf } from './household-facts.js';

const person = { id: 'amal', leftOn: null, birthOn: '1992-03-14', gender: 'F' as const, languages: ['ar'], speaksFrench: null, speaksEnglish: null, immigrationStatus: null };
const file = { immigrationStatus: 'ASYLUM', borough: 'verdun', language: 'ar', languages: ['es'], newcomers: [person] };

describe('What a file says of a household, for services’ rules', () => {
  it('is its people’s ages and genders, its languages, statuses and borough', () => {
    const child = { ...person, id: 'lina', birthOn: '2018-11-24', gender: null, languages: [], speaksFrench: true, immigrationStatus: 'STUDENT' };
    expect(factsOf({ ...file, newcomers: [person, child] }, '2026-11-23')).toEqual({
      statuses: ['ASYLUM', 'STUDENT'], people: [{ age: 34, gender: 'female' }, { age: 7, gender: null }], languages: ['ar', 'es', 'fr-CA'], borough: 'verdun',
    });
  });

  it('is one person’s, when it is about one', () => {
    const child = { ...person, id: 'lina', birthOn: '2018-11-24', gender: null, languages: [], speaksFrench: true, immigrationStatus: 'STUDENT' };
    expect(factsOf({ ...file, newcomers: [person, child] }, '2026-11-23', 'lina')).toMatchObject({ statuses: ['STUDENT'], people: [{ age: 7, gender: null }], languages: ['ar', 'es', 'fr-CA'] });
    expect(factsOf({ ...file, newcomers: [person, child] }, '2026-11-23', 'amal')).toMatchObject({ statuses: ['ASYLUM'], people: [{ age: 34, gender: 'female' }] });
  });

  it('leaves out whoever has left, and never takes the unknown for known', () => {
    const facts = factsOf({ ...file, immigrationStatus: 'UNKNOWN', borough: null, newcomers: [{ ...person, birthOn: null, gender: 'X' as const }, { ...person, leftOn: '2026-10-01' }] }, '2026-11-23');
    expect(facts).toMatchObject({ statuses: [], people: [{ age: null, gender: 'other' }], borough: null });
  });
});
