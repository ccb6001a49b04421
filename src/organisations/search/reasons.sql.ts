import { STALE_DAYS } from '../places/places.rules.js';
import type { Asking } from './asking.js';
import { householdKinds, type HouseholdFacts } from './eligibility.rules.js';
import { REASON_CODES, REASONS, ROOM_ENOUGH, type ReasonCode, type Weight } from './fit.rules.js';

/** Where in a statement the values stand that are known of a household. */
export type HouseholdValues = Readonly<Record<'statuses' | 'ages' | 'genders' | 'agesKnown' | 'anyAgeUnknown' | 'certain' | 'possible' | 'languages' | 'borough', string>>;

/** Puts what is known of a household into a statement. */
export function householdValues(asking: Asking, household: HouseholdFacts): HouseholdValues {
  const { certain, possible } = householdKinds(household.people);
  return {
    statuses: asking.value('text[]', household.statuses), languages: asking.value('text[]', household.languages), borough: asking.value('text', household.borough),
    ages: asking.value('int[]', household.people.map(({ age }) => age)), genders: asking.value('text[]', household.people.map(({ gender }) => gender)),
    agesKnown: asking.value('nummultirange', `{${household.people.flatMap(({ age }) => (age === null ? [] : `[${age},${age}]`)).join(',')}}`),
    anyAgeUnknown: asking.value('boolean', household.people.length === 0 || household.people.some(({ age }) => age === null)),
    certain: asking.value('text[]', certain), possible: asking.value('text[]', possible),
  };
}

/** How the rules about age and about gender answer: 2 met, 1 unknown, 0 not met; null without such a rule. Columns of a service `s`. */
export function answersSql({ ages, genders, agesKnown, anyAgeUnknown }: HouseholdValues): string {
  const ruled = '(s.minimum_age is not null or s.maximum_age is not null)';
  const fits = `(not ${ruled} or p.age >= coalesce(s.minimum_age, 0) and p.age <= coalesce(s.maximum_age, 'Infinity')) and p.gender = any(s.for_genders)`;
  return `case when ${ruled} then case when numrange(s.minimum_age, s.maximum_age, '[]') && ${agesKnown} then 2 when ${anyAgeUnknown} then 1 else 0 end end as age_answer,
        case when s.for_genders <> '{}' then (select case when bool_or(${fits}) then 2 when count(*) = 0 or bool_or((${fits}) is null) then 1 else 0 end
          from unnest(${ages}, ${genders}) as p(age, gender)) end as gender_answer`;
}

/**
 * Each reason as a condition on a candidate `c`; the twin of `judgeFit`. Whether it is `open` decides nothing, so only the page knows it.
 * What is asked of a household that nobody named is false.
 */
export function reasonsSql(needs: string | null, household: HouseholdValues | null): Readonly<Record<ReasonCode, string>> {
  const list = (column: string, known: string) => ({
    met: `${column} && ${known}`,
    'not-met': `${column} <> '{}' and ${known} <> '{}' and not ${column} && ${known}`,
    unknown: `${column} <> '{}' and ${known} = '{}'`,
  });
  const answer = (column: string) => ({ met: `${column} = 2`, 'not-met': `${column} = 0`, unknown: `${column} = 1` });
  const ofHousehold = household && {
    status: list('c.for_statuses', household.statuses), language: list('c.for_languages', household.languages),
    age: answer('c.age_answer'), gender: answer('c.gender_answer'),
    borough: {
      met: `${household.borough} = any(c.for_boroughs)`, 'not-met': `c.for_boroughs <> '{}' and not ${household.borough} = any(c.for_boroughs)`,
      unknown: `c.for_boroughs <> '{}' and ${household.borough} is null`,
    },
    household: {
      met: `c.for_households && ${household.certain}`, 'not-met': `c.for_households <> '{}' and not c.for_households && ${household.possible}`,
      unknown: `c.for_households && ${household.possible} and not c.for_households && ${household.certain}`,
    },
  };
  const rule = (name: 'status' | 'age' | 'gender' | 'household' | 'language' | 'borough') => ({
    [`${name}.met`]: ofHousehold?.[name].met ?? 'false', [`${name}.not-met`]: ofHousehold?.[name]['not-met'] ?? 'false', [`${name}.unknown`]: ofHousehold?.[name].unknown ?? 'false',
  });
  return {
    'need.answered': needs ? `c.needs && ${needs}` : 'false',
    'speaks.theirs': household ? `c.speaks && ${household.languages}` : 'false',
    'speaks.others': household ? `c.speaks <> '{}' and ${household.languages} <> '{}' and not c.speaks && ${household.languages}` : 'false',
    'area.served': household ? `${household.borough} = any(c.serves)` : 'false',
    'area.elsewhere': household ? `c.serves <> '{}' and not ${household.borough} = any(c.serves)` : 'false',
    'room.free': `c.available > 0 and c.expected >= ${ROOM_ENOUGH}`,
    'room.unsure': `c.available > 0 and c.expected < ${ROOM_ENOUGH}`,
    'room.full': 'c.available = 0 and not c.waitlist',
    'room.waitlist': 'coalesce(c.available, 0) = 0 and c.waitlist',
    'room.unknown': 'c.available is null and not c.waitlist',
    'room.stale': `c.told <= c.now - interval '${STALE_DAYS} days'`,
    'open.now': 'c.open',
    'open.later': "case when c.open is null then c.openings <> '{}' else not c.open end",
    'running.closed': "c.status = 'temporarily closed' and coalesce(c.closed_until, 'infinity') >= c.today",
    'running.inactive': "c.status = 'inactive'",
    'running.defunct': "c.status = 'defunct'",
    'organisation.paused': 'c.paused',
    'listing.due': 'c.since <= c.due and c.since > c.dropped',
    'listing.dropped': 'c.since <= c.dropped',
    ...rule('status'), ...rule('age'), ...rule('gender'), ...rule('household'), ...rule('language'), ...rule('borough'),
  } as Record<ReasonCode, string>;
}

/** The class of a candidate by its room, or by the rest: the greater of both is its verdict. */
export function classSql(reasons: Readonly<Record<ReasonCode, string>>, by: 'room' | 'rest'): string {
  const any = (weight: Weight): string => REASON_CODES.filter((code) => REASONS[code] === weight && reasons[code] !== 'false' && code.startsWith('room.') === (by === 'room'))
    .map((code) => `(${reasons[code]})`).join(' or ');
  return `case when ${any('out')} then 2 when ${any('doubt')} then 1 else 0 end`;
}

/** The codes of the reasons that hold, in their order. */
export const codesSql = (reasons: Readonly<Record<ReasonCode, string>>): string =>
  `array_remove(array[${REASON_CODES.filter((code) => reasons[code] !== 'false').map((code) => `case when ${reasons[code]} then '${code}' end`).join(', ')}], null)`;
