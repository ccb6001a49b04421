import { ageOn, type CaseFacts, type HouseholdSheet } from '../../cases/cases.door.js';
import type { HouseholdFacts } from '../../organisations/organisations.door.js';

const GENDERS = { F: 'female', M: 'male', X: 'other' } as const;

/** What of a file services' rules ask about. */
export interface FileForRules extends Pick<CaseFacts, 'immigrationStatus' | 'borough' | 'language' | 'languages'> {
  readonly newcomers: readonly Pick<HouseholdSheet['newcomers'][number], 'id' | 'leftOn' | 'birthOn' | 'gender' | 'languages' | 'speaksFrench' | 'speaksEnglish' | 'immigrationStatus'>[];
}

/** What services' rules ask of a household, or of one of its people, as its file says it today; who has left counts no more. */
export function factsOf(file: FileForRules, today: string, newcomerId: string | null = null): HouseholdFacts {
  const about = file.newcomers.filter(({ id, leftOn }) => leftOn === null && (newcomerId === null || id === newcomerId));
  const speaks = about.flatMap((person) => [...person.languages, ...(person.speaksFrench ? ['fr-CA'] : []), ...(person.speaksEnglish ? ['en-CA'] : [])]);
  const own = about.map(({ immigrationStatus }) => immigrationStatus).filter((status) => status !== null);
  const statuses = newcomerId !== null && own.length > 0 ? own : [file.immigrationStatus, ...own];
  return {
    statuses: [...new Set(statuses.filter((status) => status !== null && status !== 'UNKNOWN'))] as string[],
    people: about.map(({ birthOn, gender }) => ({ age: birthOn === null ? null : Math.max(0, ageOn(birthOn, today)), gender: gender === null ? null : GENDERS[gender] })),
    languages: [...new Set([file.language, ...file.languages, ...speaks])],
    borough: file.borough,
  };
}
