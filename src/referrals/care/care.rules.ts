/**
 * What is owed once somebody was asked, and when it is looked at: whoever holds a household is reminded to be in touch, to say how
 * it goes and what came of it; a question waits for the office; a place on a list is looked at again; and a consent ends. A moment
 * is worked out of the offer as it is, so that alarms may be set anew at any time.
 */
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import { addDays } from '../../../libs/calendar/civil-date.js';
import { instantOf } from '../../../libs/calendar/zone.js';
import type { Tier } from '../../cases/cases.door.js';
import { dueAt, type Hours, questionDueAt, remindAt, STANDARDS } from '../offers/deadlines.rules.js';
import { isHeld, type OfferState } from '../offers/offer.rules.js';

/** What an organisation that holds a household owes. */
export const OWED = ['contact', 'update', 'outcome'] as const;
export type Owed = (typeof OWED)[number];

/** What the rules look at of an offer. */
export interface CareFacts {
  readonly state: OfferState;
  readonly tier: Tier;
  readonly acceptedAt: Date | null;
  readonly contactDueAt: Date | null;
  readonly contactedAt: Date | null;
  readonly toldAt: Date | null;
  readonly updateDueAt: Date | null;
  readonly outcomeDueAt: Date | null;
  /** Since when the household no longer agrees. */
  readonly disagreedAt: Date | null;
  /** Since when a question waits for the office. */
  readonly askedAt: Date | null;
  /** When it was put on a list, and how many weeks that was to take. */
  readonly answeredAt: Date | null;
  readonly waitWeeks: number | null;
  /** The last day of the consent under which it is shared; null if there is none. */
  readonly agreedUntil: CivilDate | null;
}

/** A moment at which something that is owed is looked at: first the organisation is reminded, then the office hears. */
export interface CareMoment {
  readonly what: Owed;
  readonly late: boolean;
  readonly dueAt: Date;
  readonly at: Date;
}

/** An alarm rings at whole seconds: the first that is not before a moment. */
const rounded = (at: Date): number => Math.ceil(at.getTime() / 1_000) * 1_000;

/** Every moment of what an organisation owes, in their order; none once the household no longer agrees: then the office decides. */
export function careMoments(offer: CareFacts, hours: Hours): CareMoment[] {
  const { state, tier, acceptedAt, disagreedAt, toldAt, contactedAt } = offer;
  if (!isHeld(state) || acceptedAt === null || disagreedAt !== null) return [];
  const owed = { contact: contactedAt === null ? offer.contactDueAt : null, update: offer.updateDueAt, outcome: offer.outcomeDueAt };
  return OWED.flatMap((what): CareMoment[] => {
    const due = owed[what];
    if (due === null) return [];
    const from = what === 'update' ? (toldAt ?? acceptedAt) : acceptedAt;
    return [{ what, late: false, dueAt: due, at: remindAt(STANDARDS[what][tier].clock, from, due, hours) }, { what, late: true, dueAt: due, at: due }];
  }).sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** Those that an alarm rings for: from its own moment until now. */
export const careDue = (moments: readonly CareMoment[], rings: Date, now: Date): CareMoment[] => moments.filter(({ at }) => rounded(at) >= rings.getTime() && at <= now);

/** The first after a moment. */
export const careAfter = (moments: readonly CareMoment[], after: Date): CareMoment | undefined => moments.find(({ at }) => at > after);

/** When the office hears of a question that it has not answered: its owner a business day later, then its lead, every business day. */
export function questionMoment({ state, askedAt }: Pick<CareFacts, 'state' | 'askedAt'>, after: Date, hours: Hours): { readonly step: number; readonly at: Date } | undefined {
  return state === 'information_requested' && askedAt !== null ? nextDay(askedAt, after, hours) : undefined;
}

/** A place on a list is looked at again after so many days. */
const REVIEW_DAYS = 30;

/** When a place on a list is looked at: after the weeks that were said, else a month later; and every month from then. */
export function reviewAt({ state, answeredAt, waitWeeks }: Pick<CareFacts, 'state' | 'answeredAt' | 'waitWeeks'>, after: Date, hours: Hours): Date | undefined {
  if (state !== 'waitlisted' || answeredAt === null) return undefined;
  const later = (days: number): Date => dueAt({ within: days, unit: 'days', clock: 'elapsed' }, answeredAt, hours);
  let days = waitWeeks !== null && waitWeeks > 0 ? waitWeeks * 7 : REVIEW_DAYS;
  while (later(days) <= after) days += REVIEW_DAYS;
  return later(days);
}

/** When a consent has ended everywhere: as the database counts it, at the end of the day after its last, in universal time. */
const endOf = (agreedUntil: CivilDate): Date => instantOf(addDays(agreedUntil, 2), 0, 'UTC');

/**
 * When the consent of an offer is looked at: at its end (step 0); and once the household no longer agrees while an organisation
 * holds it, a business day later and every business day, until the office has decided.
 */
export function consentMoment({ state, agreedUntil, disagreedAt }: Pick<CareFacts, 'state' | 'agreedUntil' | 'disagreedAt'>, after: Date, hours: Hours): { readonly step: number; readonly at: Date } | undefined {
  if (!isHeld(state) && state !== 'waitlisted' && state !== 'information_requested') return undefined;
  if (agreedUntil !== null) return { step: 0, at: endOf(agreedUntil) };
  if (disagreedAt === null) return undefined;
  const { step, at } = nextDay(disagreedAt, after, hours);
  return { step: step + 1, at };
}

/** The first end of a business day after a moment, counted from another: step 0 is the first. */
function nextDay(from: Date, after: Date, hours: Hours): { readonly step: number; readonly at: Date } {
  let step = 0;
  while (questionDueAt(from, step, hours) <= after) step += 1;
  return { step, at: questionDueAt(from, step, hours) };
}
