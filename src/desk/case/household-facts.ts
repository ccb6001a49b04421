import { ageOn } from '../../cases/cases.door.js';
import type { HouseholdFacts } from '../../organisations/organisations.door.js';
import type { WholeFile } from './file.js';

const GENDERS = { F: 'female', M: 'male', X: 'other' } as const;
type File = Pick<WholeFile, 'immigrationStatus' | 'borough' | 'language' | 'languages'> & { readonly newcomers: readonly Pick<WholeFile['newcomers'][number], 'leftOn' | 'birthOn' | 'gender' | 'languages' | 'speaksFrench' | 'speaksEnglish' | 'immigrationStatus'>[] };

/** What services' rules ask of a household, as its file says it today; who has left counts no more. */
export function factsOf(file: File, today: string): HouseholdFacts {
  const present = file.newcomers.filter(({ leftOn }) => leftOn === null);
  const speaks = present.flatMap((person) => [...person.languages, ...(person.speaksFrench ? ['fr-CA'] : []), ...(person.speaksEnglish ? ['en-CA'] : [])]);
  const statuses = [file.immigrationStatus, ...present.map(({ immigrationStatus }) => immigrationStatus)];
  return {
    statuses: [...new Set(statuses.filter((status) => status !== null && status !== 'UNKNOWN'))] as string[],
    people: present.map(({ birthOn, gender }) => ({ age: birthOn === null ? null : Math.max(0, ageOn(birthOn, today)), gender: gender === null ? null : GENDERS[gender] })),
    languages: [...new Set([file.language, ...file.languages, ...speaks])],
    borough: file.borough,
  };
}
