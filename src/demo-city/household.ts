import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { proposeTier, type TierHousehold } from '../arrivals/tier.rules.js';
import type { Housing, Interpreter, Tier, TierReason, Urgency } from '../cases/case.rules.js';
import { type Member, peopleOf } from './family.js';
import type { Origin } from './cast.js';
import type { Chance } from './chance.js';
import type { Scene } from './scene.js';

/** Domain §4: the mix of statuses, by immigration status; households of each size; both are dealt exactly. */
export const STATUS_SHARES: readonly (readonly [string, number])[] = [
  ['ASYLUM', 22], ['STUDENT', 22], ['WORKER_TFW', 9], ['WORKER_IMP', 11], ['PR_ECONOMIC', 22], ['PR_FAMILY', 7], ['REF_GAR', 2], ['REF_PSR', 2],
  ['REF_PROTECTED', 1], ['CUAET', 1], ['PR_HUMANITARIAN', 0.4], ['REF_BVOR', 0.2], ['VISITOR', 0.2], ['NO_STATUS', 0.1], ['CITIZEN_RETURN', 0.1],
];
/** One, two, three, four, five or more. */
export const SIZE_SHARES: readonly (readonly [number, number])[] = [[1, 45], [2, 20], [3, 14], [4, 13], [5, 8]];

/** How much likelier than others these come with a family. */
const FAMILY_LEANING: Readonly<Record<string, number>> = {
  STUDENT: -0.9, WORKER_TFW: -0.7, WORKER_IMP: -0.2, ASYLUM: 0.15, PR_ECONOMIC: 0.35, PR_FAMILY: 0.2, REF_GAR: 0.9, REF_PSR: 0.8, REF_BVOR: 0.8, CUAET: 0.4,
};

/** A household as chance made it, before anybody opened its file. */
export interface Household {
  readonly origin: Origin;
  readonly status: string;
  readonly people: readonly Member[];
  readonly language: string;
  readonly french: boolean;
  readonly english: boolean;
  readonly interpreter: Interpreter;
  readonly borough: string;
  readonly address: string | null;
  readonly housing: Housing;
  readonly urgencies: readonly Urgency[];
  readonly restricted: boolean;
  readonly tier: Tier;
  readonly reasons: readonly TierReason[];
}

/** What is dealt to a household before it is drawn. */
export interface Lot {
  readonly status: string;
  readonly size: number;
  readonly borough: string;
  /** They wrote to the office themselves before they came, and need little. */
  readonly prepared: boolean;
}

/** Deals status, size and borough so that the city's figures are exact, and families come where families come. */
export function dealLots(chance: Chance, scene: Pick<Scene, 'reference'>, count: number): Lot[] {
  const statuses = chance.deal(STATUS_SHARES, count);
  const boroughs = chance.deal(scene.reference.boroughs.map(({ code, demoWeight }) => [code, demoWeight] as const), count);
  const sizes = chance.deal(SIZE_SHARES, count).sort((a, b) => a - b);
  const byFamily = statuses
    .map((status, i) => ({ i, lean: (FAMILY_LEANING[status] ?? 0) + chance.unit() + chance.unit() }))
    .sort((a, b) => a.lean - b.lean);
  const sizeOf = new Map(byFamily.map(({ i }, place) => [i, sizes[place] ?? 1]));
  return statuses.map((status, i) => {
    const size = sizeOf.get(i) ?? 1;
    return {
      status, borough: boroughs[i] ?? '', size: size === 5 ? chance.weighted([[5, 6], [6, 3], [7, 1]]) : size,
      prepared: ['STUDENT', 'WORKER_IMP', 'PR_ECONOMIC'].includes(status) && chance.happens(0.14),
    };
  });
}

/** Draws a household that comes on a day. */
export function drawHousehold(chance: Chance, scene: Scene, lot: Lot, arrivalOn: CivilDate): Household {
  const origin = chance.weighted(scene.cast.origins.map((each) => [each, each.statuses[lot.status] ?? 0] as const));
  const language = chance.weighted(Object.entries(origin.languages));
  const french = language === 'fr-CA' || chance.happens(origin.french / 100);
  const english = language === 'en-CA' || chance.happens(origin.english / 100);
  const people = peopleOf(chance, { origin, language, french, english, size: lot.size, status: lot.status, arrivalOn });
  const situation = situationOf(chance, lot, people.length);
  const household: TierHousehold = {
    newcomers: people.map(({ birthOn, speaksFrench, speaksEnglish }) => ({ birthOn, speaksFrench, speaksEnglish, status: lot.status })),
    ...Object.fromEntries(situation.urgencies.map((each) => [FLAG_OF[each], true])),
    noBedWithin72h: situation.housing === 'none_within_72h', temporaryLodging: situation.housing === 'temporary',
    registeredBeforeArrival: lot.prepared, hasHome: lot.prepared, hasJobOrSchool: lot.prepared, hasPhone: lot.prepared, agreesToMessages: lot.prepared,
  };
  const { tier, reasons } = proposeTier(household, { on: arrivalOn, statusTier: (code) => scene.reference.status(code)?.countsTowards ?? 'P3' });
  return {
    origin, status: lot.status, people, language, french, english, ...situation, borough: lot.borough, tier, reasons,
    interpreter: interpreterFor(chance, language, french, english),
    address: situation.restricted || chance.happens(0.4) ? null : `${chance.whole(12, 9_800)}, rue de la Démonstration${chance.happens(0.6) ? `, app. ${chance.whole(1, 42)}` : ''}`,
  };
}

const FLAG_OF: Readonly<Record<Urgency, keyof TierHousehold>> = {
  unaccompanied_minor: 'unaccompaniedMinor', violence: 'violence', urgent_health: 'urgentHealth', perinatal: 'perinatal',
  judged_urgent: 'judgedUrgent', needs_shelter: 'needsShelter', disability: 'disability',
};

interface Situation { housing: Housing; urgencies: Urgency[]; restricted: boolean }

function situationOf(chance: Chance, { status, prepared }: Lot, size: number): Situation {
  if (prepared) return { housing: 'stable', urgencies: [], restricted: false };
  const housing = chance.weighted<Housing>(HOUSING_OF[status] ?? [['temporary', 20], ['stable', 80]]);
  const urgencies: Urgency[] = [];
  const add = (urgency: Urgency, probability: number): void => {
    if (chance.happens(probability)) urgencies.push(urgency);
  };
  const hard = status === 'ASYLUM' || status.startsWith('REF') || status === 'NO_STATUS';
  add('violence', hard ? 0.02 : 0.008);
  add('urgent_health', hard ? 0.015 : 0.004);
  add('perinatal', size > 1 ? 0.018 : 0.004);
  add('disability', size > 2 ? 0.03 : 0.008);
  add('judged_urgent', 0.004);
  if (housing !== 'stable') add('needs_shelter', status === 'ASYLUM' ? 0.3 : 0.04);
  return { housing, urgencies, restricted: urgencies.includes('violence') ? chance.happens(0.8) : chance.happens(0.004) };
}

const HOUSING_OF: Readonly<Record<string, readonly (readonly [Housing, number])[]>> = {
  ASYLUM: [['none_within_72h', 2.5], ['temporary', 66], ['stable', 31.5]],
  STUDENT: [['temporary', 14], ['stable', 86]],
  WORKER_TFW: [['temporary', 5], ['stable', 95]],
  PR_ECONOMIC: [['temporary', 24], ['stable', 76]],
  PR_FAMILY: [['temporary', 4], ['stable', 96]],
  REF_GAR: [['temporary', 92], ['stable', 8]],
  REF_PSR: [['temporary', 35], ['stable', 65]],
  CUAET: [['temporary', 60], ['stable', 40]],
};

function interpreterFor(chance: Chance, language: string, french: boolean, english: boolean): Interpreter {
  if (language === 'fr-CA' || language === 'en-CA') return 'not_needed';
  if (!french && !english) return chance.happens(0.9) ? 'needed' : 'wished';
  return chance.happens(0.2) ? 'wished' : 'not_needed';
}
