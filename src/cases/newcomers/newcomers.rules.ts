/**
 * Who is in a household. Exactly one person is its head, the one the office speaks to; everybody else is named by what
 * they are to the head. When another becomes the head, those words change with them, and people who have left keep
 * their place in the file but count no more.
 */

/** What a person is to the head of the household. */
export const KINSHIPS = ['head', 'spouse', 'child', 'parent', 'sibling', 'other'] as const;
export type Kinship = (typeof KINSHIPS)[number];

/** Gender as a person gives it; unknown stays empty. */
export const GENDERS = ['F', 'M', 'X'] as const;
export type Gender = (typeof GENDERS)[number];

/** Adults answer for themselves from this age. */
export const ADULT_FROM = 18;

/** Nobody whom the office welcomes was born before this day; an older date is a slip of the keyboard. */
export const OLDEST_BIRTH = '1900-01-01';

/** What the rules look at. */
export interface NewcomerFacts {
  readonly id: string;
  readonly head: boolean;
  readonly kinship: Kinship;
  /** A civil date, or unknown. */
  readonly birthOn: string | null;
  /** The day they left the household, if they did. */
  readonly leftOn: string | null;
}

/** What a change of head does to one person. */
export interface KinshipChange {
  readonly id: string;
  readonly head: boolean;
  readonly kinship: Kinship;
}

/** Why the rules refuse: `cases.refusals.<because>`. */
export type HouseholdRefusal = 'unknown-newcomer' | 'already-head' | 'has-left' | 'minor-cannot-lead' | 'head-cannot-leave';

export type HouseholdVerdict<T> = { readonly allowed: true; readonly changes: T } | { readonly allowed: false; readonly because: HouseholdRefusal };

/** What each becomes to the new head: the row is what the new head was to the former one. */
const SEEN_ANEW: Record<Exclude<Kinship, 'head'>, Record<Kinship, Kinship>> = {
  spouse: { head: 'spouse', spouse: 'other', child: 'child', parent: 'other', sibling: 'other', other: 'other' },
  child: { head: 'parent', spouse: 'parent', child: 'sibling', parent: 'other', sibling: 'other', other: 'other' },
  parent: { head: 'child', spouse: 'other', child: 'other', parent: 'spouse', sibling: 'child', other: 'other' },
  sibling: { head: 'sibling', spouse: 'other', child: 'other', parent: 'parent', sibling: 'sibling', other: 'other' },
  other: { head: 'other', spouse: 'other', child: 'other', parent: 'other', sibling: 'other', other: 'other' },
};

/** Whole years lived on a day; somebody born on 29 February turns a year older on 1 March. */
export function ageOn(birthOn: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthOn.slice(0, 4));
  return on.slice(5) < birthOn.slice(5) ? years - 1 : years;
}

/** Whether somebody is under age on a day; unknown birth dates count as adult. */
export const isMinor = ({ birthOn }: Pick<NewcomerFacts, 'birthOn'>, on: string): boolean => birthOn !== null && ageOn(birthOn, on) < ADULT_FROM;

/** The people who are in the household now. */
export const present = <N extends Pick<NewcomerFacts, 'leftOn'>>(newcomers: readonly N[]): N[] => newcomers.filter(({ leftOn }) => leftOn === null);

/** How many the household counts. */
export const sizeOf = (newcomers: readonly Pick<NewcomerFacts, 'leftOn'>[]): number => present(newcomers).length;

/** Whether there is exactly one head and it is somebody who is there. */
export function hasOneHead(newcomers: readonly Pick<NewcomerFacts, 'head' | 'kinship' | 'leftOn'>[]): boolean {
  const heads = newcomers.filter(({ head }) => head);
  return heads.length === 1 && heads[0]?.leftOn === null && newcomers.every(({ head, kinship }) => head === (kinship === 'head'));
}

/** Works out who is what once another person is the head: the changes only. A minor may lead a household of minors. */
export function changeHead(newcomers: readonly NewcomerFacts[], newHeadId: string, on: string): HouseholdVerdict<KinshipChange[]> {
  const next = newcomers.find(({ id }) => id === newHeadId);
  if (!next) return { allowed: false, because: 'unknown-newcomer' };
  if (next.kinship === 'head') return { allowed: false, because: 'already-head' };
  if (next.leftOn !== null) return { allowed: false, because: 'has-left' };
  if (isMinor(next, on) && present(newcomers).some((person) => !isMinor(person, on))) return { allowed: false, because: 'minor-cannot-lead' };

  const seen = SEEN_ANEW[next.kinship];
  const changes = newcomers
    .map((person): KinshipChange => (person === next ? { id: person.id, head: true, kinship: 'head' } : { id: person.id, head: false, kinship: seen[person.kinship] }))
    .filter(({ id, head, kinship }) => newcomers.some((person) => person.id === id && (person.head !== head || person.kinship !== kinship)));
  return { allowed: true, changes };
}

/** Decides whether somebody may leave the household: anybody but its head, who first hands over. */
export function judgeLeaving(newcomers: readonly NewcomerFacts[], leaverId: string): HouseholdVerdict<{ readonly size: number }> {
  const leaver = newcomers.find(({ id }) => id === leaverId);
  if (!leaver) return { allowed: false, because: 'unknown-newcomer' };
  if (leaver.leftOn !== null) return { allowed: false, because: 'has-left' };
  if (leaver.head) return { allowed: false, because: 'head-cannot-leave' };
  return { allowed: true, changes: { size: sizeOf(newcomers) - 1 } };
}

/** What is wrong with a birth date on a day; undefined when nothing is. */
export function faultOfBirth(birthOn: string, on: string): 'birth-in-future' | 'birth-too-old' | undefined {
  if (birthOn > on) return 'birth-in-future';
  return birthOn < OLDEST_BIRTH ? 'birth-too-old' : undefined;
}

/** How a person is called: given name first; a person of one name has only that. */
export const fullName = ({ givenName, familyName }: { readonly givenName: string; readonly familyName: string }): string => `${givenName} ${familyName}`.trim();
