import type { ServicesToAsk } from '../../organisations/organisations.door.js';
import { dueAt, laterOn, minutesOn, STANDARDS, timeTaken } from './deadlines.rules.js';
import type { OfferRow } from './offer.row.js';
import type { OfferPatch } from './offers.store.js';

type Hours = Pick<ServicesToAsk, 'hours'>;

const hoursOf = (offer: Pick<OfferRow, 'calendar'>, services: Hours) => services.hours(offer.calendar ?? '');

/** How long its clock has stood still until now, both ways of counting. */
function pausedUntil(offer: OfferRow, at: Date, services: Hours): { readonly minutes: number; readonly businessMinutes: number } {
  const now = offer.askedAt;
  return {
    minutes: offer.pausedMinutes + (now ? minutesOn('elapsed', now, at, hoursOf(offer, services)) : 0),
    businessMinutes: offer.pausedBusinessMinutes + (now ? minutesOn('business', now, at, hoursOf(offer, services)) : 0),
  };
}

/** What is written with a first answer: when, what, and how long it took on each clock. A later answer does not change it. */
export function firstAnswer(offer: OfferRow, answer: NonNullable<OfferRow['answer']>, at: Date, services: Hours): OfferPatch {
  if (offer.answeredAt !== null || offer.sentAt === null) return {};
  const paused = pausedUntil(offer, at, services);
  const { elapsed, business } = timeTaken(offer.sentAt, at, paused, hoursOf(offer, services));
  return { answeredAt: at, answer, elapsedMinutes: elapsed, businessMinutes: business, pausedMinutes: paused.minutes, pausedBusinessMinutes: paused.businessMinutes };
}

/** What an organisation promises with its yes: to be in touch, to say how it goes, and what came of it. */
export function promisesFrom(offer: OfferRow, at: Date, services: Hours): OfferPatch {
  const hours = hoursOf(offer, services);
  return {
    contactDueAt: dueAt(STANDARDS.contact[offer.tier], at, hours), updateDueAt: dueAt(STANDARDS.update[offer.tier], at, hours),
    outcomeDueAt: dueAt(STANDARDS.outcome[offer.tier], at, hours), askedAt: null,
  };
}

/** The organisation said how it goes: the next word is due as long after this one. */
export const goesOn = (offer: OfferRow, at: Date, services: Hours): OfferPatch => ({ toldAt: at, updateDueAt: dueAt(STANDARDS.update[offer.tier], at, hoursOf(offer, services)) });

/** What is left of the time to answer when its clock stops. */
export const minutesLeft = (offer: OfferRow, at: Date, services: Hours): number =>
  (offer.dueAt && offer.clock ? minutesOn(offer.clock, at, offer.dueAt, hoursOf(offer, services)) : 0);

/** The clock runs on: what was left of it begins now, and the time it stood still is kept apart. */
export function runsOn(offer: OfferRow, at: Date, services: Hours): OfferPatch {
  if (!offer.clock || !offer.askedAt) return {};
  const paused = pausedUntil(offer, at, services);
  return {
    askedAt: null, leftMinutes: null, pausedMinutes: paused.minutes, pausedBusinessMinutes: paused.businessMinutes,
    dueAt: laterOn(offer.clock, at, offer.leftMinutes ?? 0, hoursOf(offer, services)),
  };
}
