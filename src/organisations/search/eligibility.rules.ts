/*
 * Who a service is for. HSDS says it in prose; beside the prose we keep rules that a machine can judge. A rule that is left
 * empty lets everybody in. A household is let in when, for each rule, somebody in it fits; what is not known of a household is
 * said to be unknown and never held against it.
 */

/** The kinds of household that a service may be kept for. */
export const HOUSEHOLD_KINDS = ['single', 'couple', 'family', 'single_parent', 'large_family', 'unaccompanied_minor', 'senior'] as const;
export type HouseholdKind = (typeof HOUSEHOLD_KINDS)[number];

/** Gender as HSDS's users write it. */
export const GENDERS = ['female', 'male', 'other'] as const;
export type Gender = (typeof GENDERS)[number];

/** Who a service is for. */
export interface EligibilityRules {
  readonly forStatuses: readonly string[];
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly forGenders: readonly string[];
  readonly forHouseholds: readonly string[];
  readonly forLanguages: readonly string[];
  readonly forBoroughs: readonly string[];
}

/** One person of a household, as far as rules ask: whole years, and what nobody knows is null. */
export interface PersonFacts {
  readonly age: number | null;
  readonly gender: Gender | null;
}

/** What is known of a household; an empty list says that nobody knows. */
export interface HouseholdFacts {
  readonly statuses: readonly string[];
  readonly people: readonly PersonFacts[];
  /** BCP-47 tags of the reference list. */
  readonly languages: readonly string[];
  readonly borough: string | null;
}

/** The rules a service may have, in the order in which they are explained. */
export const RULES = ['status', 'age', 'gender', 'household', 'language', 'borough'] as const;
export type Rule = (typeof RULES)[number];

/** How one rule answers: it is met, it is not, or too little is known. */
export type Answer = 'met' | 'not-met' | 'unknown';

/** The rules that a service has, each with its answer for a household. */
export type Eligibility = readonly { readonly rule: Rule; readonly answer: Answer }[];

/** Adults answer for themselves from this age, in Québec as in most of the world. */
const ADULT_FROM = 18;
/** From this age on, Canada pays its old age pension, and services call people seniors. */
const SENIOR_FROM = 65;
/** Three children and more: what Québec's family statistics call a large family. */
const MANY_CHILDREN = 3;

/** Judges each rule that a service has; a service without rules has nothing to explain. */
export function judgeEligibility(rules: EligibilityRules, household: HouseholdFacts): Eligibility {
  const answers: Record<Rule, Answer | undefined> = {
    status: anyOf(rules.forStatuses, household.statuses),
    age: hasAgeRule(rules) ? some(household.people, (person) => fitsAge(rules, person)) : undefined,
    // A service for women over eighteen is not for a father with his daughter: age and gender are asked of the same person.
    gender: rules.forGenders.length > 0 ? some(household.people, (person) => both(fitsAge(rules, person), fitsGender(rules, person))) : undefined,
    household: rules.forHouseholds.length > 0 ? someKind(rules.forHouseholds, household.people) : undefined,
    language: anyOf(rules.forLanguages, household.languages),
    borough: anyOf(rules.forBoroughs, household.borough === null ? [] : [household.borough]),
  };
  return RULES.flatMap((rule) => { const answer = answers[rule]; return answer ? [{ rule, answer }] : []; });
}

/** The kinds that a household certainly is, and those that it may be while some ages are unknown. */
export function householdKinds(people: readonly PersonFacts[]): { readonly certain: readonly HouseholdKind[]; readonly possible: readonly HouseholdKind[] } {
  if (people.length === 0) return { certain: [], possible: HOUSEHOLD_KINDS };
  const known = people.flatMap(({ age }) => (age === null ? [] : [age]));
  const of = (minors: number, seniors: number, adults: number): ReadonlySet<HouseholdKind> => kindsOf({
    minors: minors + known.filter((age) => age < ADULT_FROM).length, seniors: seniors + known.filter((age) => age >= SENIOR_FROM).length,
    adults: adults + known.filter((age) => age >= ADULT_FROM).length,
  });

  // Whoever's age is unknown may be a minor, an adult or a senior: every way of dividing them is tried.
  const unknown = people.length - known.length;
  const ways: ReadonlySet<HouseholdKind>[] = [];
  for (let minors = 0; minors <= unknown; minors += 1) {
    for (let seniors = 0; seniors <= unknown - minors; seniors += 1) ways.push(of(minors, seniors, unknown - minors));
  }
  return {
    certain: HOUSEHOLD_KINDS.filter((kind) => ways.every((kinds) => kinds.has(kind))),
    possible: HOUSEHOLD_KINDS.filter((kind) => ways.some((kinds) => kinds.has(kind))),
  };
}

function kindsOf({ minors, adults, seniors }: { minors: number; adults: number; seniors: number }): ReadonlySet<HouseholdKind> {
  const is: Record<HouseholdKind, boolean> = {
    single: adults === 1 && minors === 0,
    couple: adults === 2 && minors === 0,
    family: adults > 0 && minors > 0,
    single_parent: adults === 1 && minors > 0,
    large_family: adults > 0 && minors >= MANY_CHILDREN,
    unaccompanied_minor: adults === 0 && minors > 0,
    senior: seniors > 0,
  };
  return new Set(HOUSEHOLD_KINDS.filter((kind) => is[kind]));
}

type Known = boolean | null;

const hasAgeRule = ({ minimumAge, maximumAge }: EligibilityRules): boolean => minimumAge !== null || maximumAge !== null;

function fitsAge(rules: EligibilityRules, { age }: PersonFacts): Known {
  if (!hasAgeRule(rules)) return true;
  return age === null ? null : age >= (rules.minimumAge ?? 0) && age <= (rules.maximumAge ?? Infinity);
}

const fitsGender = ({ forGenders }: EligibilityRules, { gender }: PersonFacts): Known => (gender === null ? null : forGenders.includes(gender));

/** As SQL's `and`: one no is a no, whatever is unknown. */
const both = (one: Known, other: Known): Known => (one === false || other === false ? false : one === null || other === null ? null : true);

function some(people: readonly PersonFacts[], fits: (person: PersonFacts) => Known): Answer {
  const answers = people.map(fits);
  if (answers.includes(true)) return 'met';
  return answers.length === 0 || answers.includes(null) ? 'unknown' : 'not-met';
}

function someKind(wanted: readonly string[], people: readonly PersonFacts[]): Answer {
  const { certain, possible } = householdKinds(people);
  if (certain.some((kind) => wanted.includes(kind))) return 'met';
  return possible.some((kind) => wanted.includes(kind)) ? 'unknown' : 'not-met';
}

function anyOf(wanted: readonly string[], known: readonly string[]): Answer | undefined {
  if (wanted.length === 0) return undefined;
  if (known.length === 0) return 'unknown';
  return known.some((each) => wanted.includes(each)) ? 'met' : 'not-met';
}
