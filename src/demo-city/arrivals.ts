import { addDays, type CivilDate } from '../../libs/calendar/civil-date.js';
import { instantOf } from '../../libs/calendar/zone.js';
import type { Source } from '../cases/case.rules.js';
import type { Chance } from './chance.js';
import type { Lot } from './household.js';
import { later, morningOf, type Scene } from './scene.js';

/** When and how a household came to the office's knowledge. */
export interface Coming {
  readonly registeredAt: Date;
  readonly source: Source;
  readonly plannedArrivalOn: CivilDate | null;
  /** Null while they are expected, and for those who never came. */
  readonly arrivalOn: CivilDate | null;
  readonly arrivalAt: Date | null;
  readonly provinceArrivalOn: CivilDate | null;
  readonly came: 'yes' | 'not-yet' | 'never';
  /** Nobody has been chosen for it yet. */
  readonly fresh: boolean;
}

/** Share of a usual month's arrivals: summer for families and schools, a crest in January for the winter term. */
const SEASON = [1.15, 0.8, 0.85, 0.9, 0.95, 1.1, 1.5, 2.1, 1.6, 1, 0.8, 0.7] as const;
/** Some days a plane, a bus or a shelter brings many at once. */
const BURSTS = 7;
const YEAR_DAYS = 366;

/** How many households are expected, never came, and have waited for an owner since yesterday or this morning. */
const EXPECTED = 16;
const NEVER_CAME = 6;
const FRESH_YESTERDAY = 5;
const FRESH_TODAY = 3;

/** Decides for every lot when it comes; in the order in which files were opened. */
export function dealComings(chance: Chance, scene: Scene, lots: readonly Lot[]): { lot: Lot; coming: Coming }[] {
  const days = registrationDays(chance, scene, lots.length);
  const dealt = lots.map((lot, i) => ({ lot, registeredOn: days[i] ?? scene.day }));
  const announced = dealt.filter(({ lot }) => isAnnounced(lot) || lot.prepared);
  const special = new Map<unknown, 'not-yet' | 'never'>();
  announced.slice(0, EXPECTED).forEach((each) => special.set(each, 'not-yet'));
  announced.slice(EXPECTED, EXPECTED + NEVER_CAME).forEach((each) => special.set(each, 'never'));
  let fresh = 0;

  return dealt.map((each) => {
    const { lot, registeredOn } = each;
    const came = special.get(each) ?? 'yes';
    if (came === 'not-yet') return { lot, coming: expected(chance, scene, lot) };
    if (came === 'never') return { lot, coming: { ...announcedOn(chance, scene, lot, sooner(registeredOn, addDays(scene.day, -12))), arrivalOn: null, arrivalAt: null, came } };
    if (isAnnounced(lot) || (lot.prepared && registeredOn < addDays(scene.day, -1))) return { lot, coming: announcedOn(chance, scene, lot, registeredOn) };
    if (fresh < FRESH_YESTERDAY + FRESH_TODAY && chance.happens(0.3)) return { lot, coming: freshComing(chance, scene, lot, (fresh += 1)) };
    return { lot, coming: walkedIn(chance, scene, lot, registeredOn) };
  }).sort((a, b) => a.coming.registeredAt.getTime() - b.coming.registeredAt.getTime());
}

/** Refugees are announced: the office hears of them weeks before. */
const isAnnounced = ({ status }: Lot): boolean => ['REF_GAR', 'REF_PSR', 'REF_BVOR'].includes(status);

/** Open days of the past year, by season, with bursts. */
function registrationDays(chance: Chance, { day, office }: Scene, count: number): CivilDate[] {
  const open = Array.from({ length: YEAR_DAYS }, (_, i) => addDays(day, -i - 1)).filter((each) => office.calendar.isOpen(each));
  const bursts = new Set(Array.from({ length: BURSTS }, () => chance.pick(open)));
  return chance.deal(open.map((each) => [each, (SEASON[Number(each.slice(5, 7)) - 1] ?? 1) * (0.6 + 0.8 * chance.unit()) * (bursts.has(each) ? 4.5 : 1)] as const), count);
}

function walkedIn(chance: Chance, scene: Scene, { status, prepared }: Lot, registeredOn: CivilDate): Coming {
  const mean = { ASYLUM: 2.2, STUDENT: 3, CUAET: 2, REF_PROTECTED: 6, NO_STATUS: 20 }[status] ?? 3.2;
  const arrivalOn = addDays(registeredOn, -Math.min(25, Math.floor(prepared ? 0 : chance.delay(mean) * (chance.happens(0.35) ? 0 : 1))));
  return {
    registeredAt: inOfficeOn(chance, scene, registeredOn), source: sourceOf(chance, status), plannedArrivalOn: null, arrivalOn,
    arrivalAt: status === 'ASYLUM' && chance.happens(0.2) ? hourOn(chance, scene, arrivalOn, 6, 8) : null,
    provinceArrivalOn: chance.happens(0.05) ? addDays(arrivalOn, -chance.whole(12, 90)) : null, came: 'yes', fresh: false,
  };
}

/** Announced days or weeks before; here the given day is that of the arrival. */
function announcedOn(chance: Chance, scene: Scene, lot: Lot, arrivalOn: CivilDate): Coming {
  const plannedArrivalOn = chance.happens(0.85) ? arrivalOn : addDays(arrivalOn, chance.pick([-2, -1, 1, 2]));
  const registeredOn = scene.office.calendar.roll(addDays(plannedArrivalOn < arrivalOn ? plannedArrivalOn : arrivalOn, -chance.whole(lot.prepared ? 5 : 12, lot.prepared ? 20 : 35)), 'BACK');
  return {
    registeredAt: inOfficeOn(chance, scene, registeredOn), plannedArrivalOn, arrivalOn, source: lot.prepared ? 'person' : sourceOf(chance, lot.status),
    arrivalAt: chance.happens(0.8) ? hourOn(chance, scene, arrivalOn, 9, 20) : null, provinceArrivalOn: null, came: 'yes', fresh: false,
  };
}

function expected(chance: Chance, scene: Scene, lot: Lot): Coming {
  const arrivalOn = addDays(scene.day, chance.happens(0.65) ? chance.whole(1, 8) : chance.whole(9, 24));
  const registeredOn = scene.office.calendar.roll(addDays(scene.day, -chance.whole(2, 18)), 'BACK');
  return {
    registeredAt: inOfficeOn(chance, scene, registeredOn), plannedArrivalOn: arrivalOn, arrivalOn: null, arrivalAt: null, provinceArrivalOn: null,
    source: lot.prepared ? 'person' : sourceOf(chance, lot.status), came: 'not-yet', fresh: false,
  };
}

function freshComing(chance: Chance, scene: Scene, lot: Lot, place: number): Coming {
  const { calendar } = scene.office;
  const today = place <= FRESH_TODAY;
  const on = today ? scene.day : calendar.addBusinessDays(scene.day, -1);
  const registeredAt = later(scene, morningOf(scene, on), today ? chance.whole(3, 28) : chance.whole(300, 490));
  return {
    registeredAt, source: sourceOf(chance, lot.status), plannedArrivalOn: null, arrivalOn: addDays(on, -chance.whole(0, 2)), arrivalAt: null,
    provinceArrivalOn: null, came: 'yes', fresh: true,
  };
}

function sourceOf(chance: Chance, status: string): Source {
  if (status === 'REF_GAR' || status === 'REF_BVOR') return chance.weighted([['notice', 70], ['list', 30]]);
  if (status === 'REF_PSR') return chance.weighted([['sponsor', 55], ['notice', 45]]);
  if (status === 'ASYLUM') return chance.weighted([['organisation', 62], ['person', 26], ['ministry', 12]]);
  return chance.weighted([['person', 64], ['organisation', 18], ['ministry', 18]]);
}

const inOfficeOn = (chance: Chance, scene: Scene, on: CivilDate): Date => later(scene, morningOf(scene, on), 10 + chance.unit() * 470);
const hourOn = (chance: Chance, { office }: Scene, on: CivilDate, low: number, high: number): Date =>
  instantOf(on, chance.whole(low * 12, high * 12) * 5, office.zone);
const sooner = (one: CivilDate, other: CivilDate): CivilDate => (one < other ? one : other);
