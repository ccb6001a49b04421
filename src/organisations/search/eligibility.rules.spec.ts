import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Answer, type EligibilityRules, type Gender, GENDERS, HOUSEHOLD_KINDS, type HouseholdFacts, householdKinds, judgeEligibility, type PersonFacts } from './eligibility.rules.js';

const everybody: EligibilityRules = { forStatuses: [], minimumAge: null, maximumAge: null, forGenders: [], forHouseholds: [], forLanguages: [], forBoroughs: [] };
const nobodyKnows: HouseholdFacts = { statuses: [], people: [], languages: [], borough: null };
const aged = (...ages: (number | null)[]): PersonFacts[] => ages.map((age) => ({ age, gender: null }));
const somebody = (age: number | null, gender: Gender | null): PersonFacts => ({ age, gender });

describe('A service', () => {
  it('without rules is for everybody and has nothing to explain', () => {
    expect(judgeEligibility(everybody, nobodyKnows)).toEqual([]);
  });

  it.each<[string, Partial<EligibilityRules>, Partial<HouseholdFacts>, Answer]>([
    ['for a status that they have', { forStatuses: ['ASYLUM', 'REF_GAR'] }, { statuses: ['REF_GAR'] }, 'met'],
    ['for a status that one of them has', { forStatuses: ['ASYLUM'] }, { statuses: ['STUDENT', 'ASYLUM'] }, 'met'],
    ['for a status that none of them has', { forStatuses: ['ASYLUM'] }, { statuses: ['STUDENT'] }, 'not-met'],
    ['for a status when theirs is unknown', { forStatuses: ['ASYLUM'] }, {}, 'unknown'],
    ['from an age that somebody has', { minimumAge: 16 }, { people: aged(3, 16) }, 'met'],
    ['up to an age that everybody has passed', { maximumAge: 15 }, { people: aged(16, 40) }, 'not-met'],
    ['up to an age that somebody may have', { maximumAge: 15 }, { people: aged(40, null) }, 'unknown'],
    ['for an age that somebody has, whatever the others’', { minimumAge: 12, maximumAge: 25 }, { people: aged(null, 20) }, 'met'],
    ['for women, when there is one', { forGenders: ['female'] }, { people: [somebody(null, 'male'), somebody(null, 'female')] }, 'met'],
    ['for women, when there is none', { forGenders: ['female'] }, { people: [somebody(30, 'male'), somebody(9, 'other')] }, 'not-met'],
    ['for women, when one may be', { forGenders: ['female'] }, { people: [somebody(30, null)] }, 'unknown'],
    ['for families, when they are one', { forHouseholds: ['family'] }, { people: aged(40, 8) }, 'met'],
    ['for families, when they are not', { forHouseholds: ['family', 'large_family'] }, { people: aged(40, 38) }, 'not-met'],
    ['for families, when they may be', { forHouseholds: ['family'] }, { people: aged(40, null) }, 'unknown'],
    ['for speakers of their language', { forLanguages: ['es'] }, { languages: ['fr-CA', 'es'] }, 'met'],
    ['for speakers of another', { forLanguages: ['es'] }, { languages: ['uk'] }, 'not-met'],
    ['for their borough', { forBoroughs: ['verdun', 'anjou'] }, { borough: 'anjou' }, 'met'],
    ['for another borough', { forBoroughs: ['verdun'] }, { borough: 'anjou' }, 'not-met'],
    ['for a borough when theirs is unknown', { forBoroughs: ['verdun'] }, {}, 'unknown'],
  ])('%s: %#', (_, rules, household, answer) => {
    expect(judgeEligibility({ ...everybody, ...rules }, { ...nobodyKnows, ...household }).map((each) => each.answer)).toEqual([answer]);
  });

  it('for women over eighteen is not for a father with his daughter', () => {
    const rules = { ...everybody, minimumAge: 18, forGenders: ['female'] };
    const answers = (...people: PersonFacts[]) => judgeEligibility(rules, { ...nobodyKnows, people }).map(({ answer }) => answer);
    expect(answers(somebody(40, 'male'), somebody(9, 'female'))).toEqual(['met', 'not-met']);
    expect(answers(somebody(40, 'male'), somebody(null, 'female'))).toEqual(['met', 'unknown']);
    expect(answers(somebody(40, 'female'))).toEqual(['met', 'met']);
  });
});

describe('A household', () => {
  it.each([
    [[30], ['single']], [[30, 31], ['couple']], [[30, 5], ['family', 'single_parent']], [[30, 31, 5], ['family']], [[17], ['unaccompanied_minor']],
    [[30, 1, 2, 3], ['family', 'single_parent', 'large_family']], [[66, 70], ['couple', 'senior']], [[40, 41, 42], []], [[15, 17], ['unaccompanied_minor']],
  ])('of people aged %j is %j', (ages, kinds) => {
    expect(householdKinds(aged(...ages))).toEqual({ certain: kinds, possible: kinds });
  });

  it('whose ages are not all known may be several kinds', () => {
    expect(householdKinds(aged(30, null))).toEqual({ certain: [], possible: ['couple', 'family', 'single_parent', 'senior'] });
    expect(householdKinds(aged(30, 4, null))).toEqual({ certain: ['family'], possible: ['family', 'single_parent', 'senior'] });
    expect(householdKinds([])).toEqual({ certain: [], possible: HOUSEHOLD_KINDS });
  });
});

const anyPerson = fc.record({ age: fc.option(fc.integer({ min: 0, max: 99 })), gender: fc.option(fc.constantFrom(...GENDERS)) });
const anyPeople = fc.array(anyPerson, { maxLength: 6 });
const someOf = (...codes: string[]) => fc.subarray(codes);
const anyRules: fc.Arbitrary<EligibilityRules> = fc.record({
  forStatuses: someOf('A', 'B'), minimumAge: fc.option(fc.integer({ min: 0, max: 70 })), maximumAge: fc.option(fc.integer({ min: 0, max: 70 })),
  forGenders: someOf(...GENDERS), forHouseholds: someOf(...HOUSEHOLD_KINDS), forLanguages: someOf('fr-CA', 'es'), forBoroughs: someOf('anjou', 'verdun'),
});
const anyHousehold: fc.Arbitrary<HouseholdFacts> = fc.record({
  statuses: someOf('A', 'B', 'C'), people: anyPeople, languages: someOf('fr-CA', 'es', 'uk'), borough: fc.option(fc.constantFrom('anjou', 'verdun', 'lachine')),
});

describe('Whatever the rules and the household', () => {
  it('what is not known is never held against anybody: some way of learning it all lets them in', () => {
    fc.assert(fc.property(anyRules, anyHousehold, (rules, household) => {
      const answers = judgeEligibility(rules, household);
      const empty = (codes: readonly string[], known: readonly string[]): boolean => codes.length > 0 && known.length === 0;
      return answers.every(({ rule, answer }) => answer !== 'not-met' || {
        status: !empty(rules.forStatuses, household.statuses), language: !empty(rules.forLanguages, household.languages), borough: household.borough !== null,
        age: household.people.length > 0, gender: household.people.length > 0, household: household.people.length > 0,
      }[rule]);
    }));
  });

  it('learning an age or a gender turns an unknown into an answer, and no answer into its opposite', () => {
    fc.assert(fc.property(anyRules, anyHousehold, fc.integer({ min: 0, max: 99 }), fc.constantFrom(...GENDERS), (rules, household, age, gender) => {
      const before = judgeEligibility(rules, household);
      const after = judgeEligibility(rules, { ...household, people: household.people.map((person) => ({ age: person.age ?? age, gender: person.gender ?? gender })) });
      return before.every(({ answer }, i) => answer === 'unknown' || after[i]?.answer === answer);
    }));
  });

  it('a household is certainly no kind that it cannot be, and whole knowledge leaves no doubt', () => {
    fc.assert(fc.property(anyPeople, (people) => {
      const { certain, possible } = householdKinds(people);
      return certain.every((kind) => possible.includes(kind)) && (people.length === 0 || people.some(({ age }) => age === null) || certain.length === possible.length);
    }));
  });

  it('one more person never shuts out by status, age, gender or language', () => {
    fc.assert(fc.property(anyRules, anyHousehold, anyPerson, (rules, household, person) => {
      const more = judgeEligibility(rules, { ...household, people: [...household.people, person] });
      return judgeEligibility(rules, household).every(({ rule, answer }, i) => rule === 'household' || answer !== 'met' || more[i]?.answer === 'met');
    }));
  });
});
