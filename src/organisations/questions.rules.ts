/**
 * When an organisation is asked something. Questions come when its doors are open, so that they lie on top of somebody's
 * morning; nothing is asked while it is paused, nor about a service that is not given. Every moment is worked out of what the
 * rows say, so that it may be worked out anew whenever one of them changes.
 */
import { isOpenAt, opensAt } from '../../libs/calendar/business-time.js';
import type { Calendar } from '../../libs/calendar/calendar.js';
import { addDays, type CivilDate } from '../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf } from '../../libs/calendar/zone.js';
import { assuranceDueOn, dropsOn, type ListingState } from './listings/assurance.rules.js';
import { ASK_AGAIN_DAYS, askAt, type PlaceFacts } from './places/places.rules.js';

/** When doors are open: a calendar, and the zone of its clocks. */
export interface Hours {
  readonly calendar: Calendar;
  readonly zone: string;
}

/** What the rules look at of a service. */
export interface QuestionFacts {
  readonly status: string;
  /** The last day of a temporary closing, when it is known. */
  readonly closedUntil: CivilDate | null;
  /** The day on which its listing was last confirmed or, if it never was, the day it came. */
  readonly since: CivilDate;
  /** The day on which the office got to know it. */
  readonly cameOn: CivilDate;
  /** Nothing is asked of its organisation up to and including this day. */
  readonly pausedUntil: CivilDate | null;
  readonly places: readonly PlaceFacts[];
}

const DAY_MS = 86_400_000;

/** A directory that was brought in is a year old in places: the office looks it over for a week before anybody is written to. */
export const SETTLING_DAYS = 7;

/** When to ask about places for the nth time (0 the first); undefined when there is nothing to ask. */
export function placesQuestionAt(facts: QuestionFacts, asked: number, hours: Hours): Date | undefined {
  const due = facts.status === 'active' ? askAt(facts.places, asked) : undefined;
  return due && whenOpen(unhurried(due, facts, hours.zone), hours);
}

/** When to ask again after a question just put; undefined when it was asked often enough. */
export function placesAgainAt(facts: QuestionFacts, asked: number, at: Date, hours: Hours): Date | undefined {
  const due = placesQuestionAt(facts, asked, hours);
  return due && whenOpen(latest(due, new Date(at.getTime() + ASK_AGAIN_DAYS * DAY_MS)), hours);
}

/** When to ask whether the listing is true: when it falls due, and once more when it drops out; undefined when both were asked. */
export function listingQuestionAt(facts: QuestionFacts, last: ListingState | undefined, hours: Hours): Date | undefined {
  if (!isGiven(facts) || last === 'dropped') return undefined;
  const on = last === 'due' ? dropsOn(facts.since) : assuranceDueOn(facts.since);
  return whenOpen(unhurried(instantOf(on, 0, hours.zone), facts, hours.zone), hours);
}

/** When a service that is closed for a time is given again: as its day of return begins. */
export const reopensAt = ({ status, closedUntil }: QuestionFacts, zone: string): Date | undefined =>
  (status === 'temporarily closed' && closedUntil !== null ? instantOf(addDays(closedUntil, 1), 0, zone) : undefined);

/** Whether its organisation is to be asked nothing today. */
export const isPaused = ({ pausedUntil }: Pick<QuestionFacts, 'pausedUntil'>, today: CivilDate): boolean => pausedUntil !== null && today <= pausedUntil;

/** The first moment from a given one on at which doors are open. */
export function whenOpen(at: Date, { calendar, zone }: Hours): Date {
  if (isOpenAt(calendar, zone, at)) return at;
  const today = civilDateAt(at, zone);
  const opens = opensAt(calendar, zone, today);
  if (opens && opens > at) return opens;
  return opensAt(calendar, zone, calendar.addBusinessDays(today, 1)) ?? at;
}

/** A service that is for good or for now not given has no listing to ask about; one that is closed for a time has. */
const isGiven = ({ status }: QuestionFacts): boolean => status === 'active' || status === 'temporarily closed';

const unhurried = (at: Date, { pausedUntil, cameOn }: QuestionFacts, zone: string): Date => {
  const settled = latest(at, instantOf(addDays(cameOn, SETTLING_DAYS), 0, zone));
  return pausedUntil === null ? settled : latest(settled, instantOf(addDays(pausedUntil, 1), 0, zone));
};

const latest = (one: Date, other: Date): Date => (one > other ? one : other);
