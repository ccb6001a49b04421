import { addDays, type CivilDate } from '../../libs/calendar/civil-date.js';
import type { Gender, Kinship } from '../cases/newcomers/newcomers.rules.js';
import type { Origin } from './cast.js';
import type { Chance } from './chance.js';

/** One person of a household of the demo city. */
export interface Member {
  readonly kinship: Kinship;
  readonly givenName: string;
  readonly familyName: string;
  readonly gender: Gender | null;
  readonly birthOn: CivilDate;
  readonly speaksFrench: boolean | null;
  readonly speaksEnglish: boolean | null;
  readonly languages: readonly string[];
}

/** What a family is made from. */
interface Making {
  readonly origin: Origin;
  readonly language: string;
  readonly french: boolean;
  readonly english: boolean;
  readonly size: number;
  readonly status: string;
  readonly arrivalOn: CivilDate;
}

/** Ages at which heads of each status come. */
const AGES: Readonly<Record<string, readonly [number, number]>> = { STUDENT: [19, 31], WORKER_TFW: [23, 46], PR_FAMILY: [24, 62] };

/** The people of a household: its head first, who is spoken to. */
export function peopleOf(chance: Chance, making: Making): Member[] {
  const { origin, size, status, arrivalOn } = making;
  const single = chance.happens(origin.single / 100);
  const familyName = single ? '' : chance.pick(origin.families);
  const taken = new Set<string>();
  const member = (kinship: Kinship, woman: boolean, birthOn: CivilDate): Member => {
    const adult = birthOn <= addDays(arrivalOn, -18 * 366);
    const head = kinship === 'head';
    return {
      kinship, birthOn, givenName: givenName(chance, woman ? origin.women : origin.men, taken),
      familyName: kinship === 'spouse' && !single && chance.happens(0.65) ? chance.pick(origin.families) : familyName,
      gender: chance.happens(0.004) ? 'X' : woman ? 'F' : 'M',
      speaksFrench: head ? making.french : adult ? making.french && chance.happens(0.75) : null,
      speaksEnglish: head ? making.english : adult ? making.english && chance.happens(0.7) : null,
      languages: head ? [making.language] : [],
    };
  };

  const woman = chance.happens(status === 'WORKER_TFW' ? 0.25 : 0.48);
  if (size === 1) return [member('head', woman, lonelyBirth(chance, status, arrivalOn))];

  const alone = chance.happens(size === 2 ? 0.38 : 0.16);
  const [low, high] = AGES[status] ?? [25, 46];
  const headBirth = born(chance, arrivalOn, low + 2, high);
  const people = [member('head', alone ? chance.happens(0.8) : woman, headBirth)];
  if (!alone) people.push(member('spouse', people[0]?.gender !== 'F', addDays(headBirth, chance.whole(-2_500, 2_500))));
  if (size > 3 && chance.happens(0.14)) people.push(member('parent', chance.happens(0.6), addDays(headBirth, -chance.whole(8_400, 12_000))));
  while (people.length < size) people.push(member('child', chance.happens(0.5), childBirth(chance, headBirth, arrivalOn)));
  return people;
}

function givenName(chance: Chance, names: readonly string[], taken: Set<string>): string {
  for (let tries = 0; tries < 20; tries += 1) {
    const name = chance.pick(names);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
  return chance.pick(names);
}

function lonelyBirth(chance: Chance, status: string, on: CivilDate): CivilDate {
  if (status === 'ASYLUM' && chance.happens(0.012)) return born(chance, on, 16, 16);
  if (!['STUDENT', 'WORKER_TFW', 'WORKER_IMP'].includes(status) && chance.happens(0.025)) return born(chance, on, 66, 78);
  const [low, high] = AGES[status] ?? [21, 52];
  return born(chance, on, low, high);
}

/** A child of somebody who was at least nineteen; now and then newly born. */
function childBirth(chance: Chance, parentBirth: CivilDate, on: CivilDate): CivilDate {
  if (chance.happens(0.006)) return addDays(on, -chance.whole(3, 25));
  const oldest = addDays(parentBirth, 19 * 366);
  const birth = born(chance, on, 0, 16);
  return birth > oldest ? birth : addDays(on, -chance.whole(120, 1_500));
}

const born = (chance: Chance, on: CivilDate, low: number, high: number): CivilDate =>
  addDays(on, -Math.floor(chance.whole(low, high) * 365.2425) - chance.whole(30, 363));
