import { addDays, type CivilDate } from '../../libs/calendar/civil-date.js';
import { instantOf } from '../../libs/calendar/zone.js';
import type { AgreementRow } from '../organisations/agreements/agreement.entity.js';
import type { Chance } from './chance.js';
import type { Scene } from './scene.js';

/** One organisation in three has agreed on something with the office. */
const SHARE = 1 / 3;
const REMIND_DAYS = 60;
/** In how many days agreements end: soon, in some months, one is over, and the others have no end. */
const ENDS: readonly (readonly [readonly [number, number] | null, number])[] = [[[12, 55], 3], [[62, 88], 2], [[120, 380], 8], [[-40, -5], 1], [null, 6]];
type Answer = readonly [AgreementRow['answerWithin'], AgreementRow['answerUnit'], AgreementRow['answerClock']];
const ANSWERS: readonly (readonly [Answer, number])[] = [
  [[2, 'days', 'business'], 5], [[1, 'days', 'business'], 3], [[24, 'hours', 'elapsed'], 1], [[4, 'hours', 'business'], 1], [[null, null, null], 2],
];
const FIRST: readonly (readonly string[])[] = [['single_parent'], ['ASYLUM'], ['REF_GAR', 'REF_PSR'], ['family', 'large_family'], [], []];

/** A moment of the office's day so many days ago. */
export const dayBefore = ({ day, office }: Scene, days: number, minute: number): Date => instantOf(addDays(day, -days), minute, office.zone);

/** Draws what the office and some organisations have agreed. What ends soon both sides were reminded of already. */
export function drawAgreements(chance: Chance, scene: Scene, organisations: readonly { readonly id: string; readonly serviceIds: readonly string[] }[]): Omit<AgreementRow, 'version'>[] {
  const agreed = chance.shuffled(organisations).slice(0, Math.round(organisations.length * SHARE));
  const ends = chance.deal(ENDS, agreed.length);
  return agreed.map(({ id: organisationId, serviceIds }, place) => {
    const [answerWithin, answerUnit, answerClock] = chance.weighted(ANSWERS);
    const span = ends[place];
    const endsOn: CivilDate | null = span ? addDays(scene.day, chance.whole(span[0], span[1])) : null;
    return {
      organisationId, id: chance.id(scene.asOf), serviceId: chance.happens(0.4) ? chance.pick(serviceIds) : null, terms: chance.pick(scene.cast.network.agreements),
      answerWithin, answerUnit, answerClock, quotaPerMonth: chance.happens(0.7) ? chance.whole(3, 25) : null, priorityGroups: [...chance.pick(FIRST)],
      startsOn: addDays(scene.day, -chance.whole(60, 330)), endsOn, remindDays: REMIND_DAYS, endedAt: null,
      remindedOf: endsOn !== null && endsOn <= addDays(scene.day, REMIND_DAYS) ? endsOn : null, demo: true,
    };
  });
}
