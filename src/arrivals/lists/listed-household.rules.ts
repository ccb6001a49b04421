/**
 * A household of a list as registration takes it. A list is written far away, so it decides little: whoever is not named
 * head stands as another relative, the telephone may be called (it was given so that the office calls) but neither
 * written to nor left a message, and the tier waits for a person to confirm it.
 */
import type { NewcomerDraft } from '../../cases/cases.door.js';
import type { Household } from '../household.rules.js';
import type { Coming } from '../open-household.js';
import type { ListedHousehold, ListedNewcomer, ReadList } from './listed.js';
import { type ListProblem, PROBLEMS } from './problems.rules.js';

/** A household with what a person should look at in its rows. */
export interface RemarkedHousehold extends ListedHousehold {
  readonly remarks: readonly ListProblem[];
}

const OTHERWISE = 'fr-CA';

/** Gives each household its own remarks and those of its rows. */
export function withRemarks({ households, rows }: Pick<ReadList, 'households' | 'rows'>): RemarkedHousehold[] {
  const remarks = new Map<string, ListProblem[]>();
  for (const { household, outcome, problems } of rows) {
    if (household === null || outcome === 'rejected' || outcome === 'repeat') continue;
    const worth = problems.filter(({ code }) => PROBLEMS[code] === 'warned');
    if (worth.length > 0) remarks.set(household, [...(remarks.get(household) ?? []), ...worth]);
  }
  return households.map((household) => ({ ...household, remarks: [...household.problems, ...(remarks.get(household.fingerprint) ?? [])] }));
}

/** What registration is told of it. The newcomers named by `known` are left out. */
export function asHousehold(listed: ListedHousehold, note: string | null): Household {
  const head = listed.newcomers[0];
  if (!head) throw new Error('a household has somebody in it');
  const spoken = [...new Set(listed.newcomers.flatMap(({ languages }) => languages))];
  const language = head.languages[0] ?? spoken[0] ?? OTHERWISE;
  return {
    newcomers: listed.newcomers.map(asNewcomer),
    immigrationStatus: head.status,
    source: 'list',
    language,
    languages: spoken.filter((tag) => tag !== language),
    interpreter: head.speaksFrench || head.speaksEnglish ? 'not_needed' : head.speaksFrench === false && head.speaksEnglish === false ? 'needed' : 'wished',
    borough: listed.borough,
    urgencies: listed.needsShelter ? ['needs_shelter'] : [],
    contactWays: waysOf(listed.newcomers),
    note,
  };
}

/** The day they come or came, seen from today. */
export function comingOf({ arrivesOn, noticeNumber }: ListedHousehold, today: string): Coming {
  return arrivesOn > today ? { state: 'expected', plannedArrivalOn: arrivesOn, noticeNumber } : { state: 'open', arrivalOn: arrivesOn, noticeNumber };
}

/** Somebody with one name has it as a given name. */
export function asNewcomer({ givenName, familyName, gender, birthOn, speaksEnglish, speaksFrench, languages, status, fingerprint }: ListedNewcomer, place: number): NewcomerDraft {
  return {
    kinship: place === 0 ? 'head' : 'other', givenName: givenName || familyName, familyName: givenName ? familyName : '',
    gender, birthOn, speaksEnglish, speaksFrench, languages, immigrationStatus: status, fingerprint,
  };
}

function waysOf(newcomers: readonly ListedNewcomer[]): NonNullable<Household['contactWays']> {
  const phones = new Map<string, number>();
  newcomers.forEach(({ phone }, place) => {
    if (phone !== null && !phones.has(phone)) phones.set(phone, place);
  });
  return [...phones].map(([value, newcomer], i) => ({ newcomer, kind: 'phone', value, safeToCall: true, safeToText: false, voicemailOk: false, preferred: i === 0 }));
}
