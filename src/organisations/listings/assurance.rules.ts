/**
 * How long a listing is believed. Somebody says that it is true (HSDS: assured_date); half a year later we ask again and say
 * so in search; unanswered for thirty days it drops out of search until somebody confirms it. Nothing stores that a listing
 * is due or dropped: it is the comparison of a day with today. A listing that nobody ever confirmed counts from the day it came.
 */
import { addDays, type CivilDate } from '../../../libs/calendar/civil-date.js';

/** Six months in whole weeks, so that the question comes on the weekday on which somebody last answered it. */
export const ASSURED_DAYS = 182;

/** Time enough for a holiday or a vacant post, short enough that nobody is sent to a closed door for a season. */
export const GRACE_DAYS = 30;

/** Assured, due (asked, and flagged in search), or dropped out of search. */
export type ListingState = 'assured' | 'due' | 'dropped';

/** The day on which we ask. `since`: the day it was last confirmed or, if it never was, the day it came. */
export const assuranceDueOn = (since: CivilDate): CivilDate => addDays(since, ASSURED_DAYS);

/** The day from which search no longer shows it. */
export const dropsOn = (since: CivilDate): CivilDate => addDays(assuranceDueOn(since), GRACE_DAYS);

/** How far the listing may be believed today. */
export function listingState(since: CivilDate, today: CivilDate): ListingState {
  if (today < assuranceDueOn(since)) return 'assured';
  return today < dropsOn(since) ? 'due' : 'dropped';
}

/** The same for SQL: whatever was last confirmed on this day or before is due today, and on `dropped` or before has dropped out. */
export const assuranceCutoffs = (today: CivilDate): { readonly due: CivilDate; readonly dropped: CivilDate } =>
  ({ due: addDays(today, -ASSURED_DAYS), dropped: addDays(today, -ASSURED_DAYS - GRACE_DAYS) });
