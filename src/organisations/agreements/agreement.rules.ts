/**
 * What was agreed, as dates and promises. An agreement is to come, runs, ends soon or has ended: the comparison of its days with
 * today, never a stored state. A promised answer runs on the clock it names: time as it passes, or the organisation's own hours.
 */
import { addBusinessHours, addElapsedHours, closesAt } from '../../../libs/calendar/business-time.js';
import { addDays, type CivilDate, daysBetween } from '../../../libs/calendar/civil-date.js';
import { instantOf, localAt } from '../../../libs/calendar/zone.js';
import { type Hours, whenOpen } from '../questions.rules.js';

/** What an answer may be promised in, and on whose clock. */
export const ANSWER_UNITS = ['hours', 'days'] as const;
export const ANSWER_CLOCKS = ['business', 'elapsed'] as const;

/** What the rules look at of an agreement's life. */
export interface AgreementFacts {
  readonly endsOn: CivilDate | null;
  readonly remindDays: number;
  readonly endedAt: Date | null;
  /** The end of which both sides were reminded already. */
  readonly remindedOf: CivilDate | null;
}

/** The promised answer; without one the office's usual times hold. */
export interface AnswerPromise {
  readonly answerWithin: number | null;
  readonly answerUnit: (typeof ANSWER_UNITS)[number] | null;
  readonly answerClock: (typeof ANSWER_CLOCKS)[number] | null;
}

/** Where an agreement stands. */
export type AgreementState = 'coming' | 'running' | 'ending' | 'ended';

export function agreementState(agreement: AgreementFacts & { readonly startsOn: CivilDate }, today: CivilDate): AgreementState {
  const { startsOn, endsOn, endedAt, remindDays } = agreement;
  if (endedAt !== null || (endsOn !== null && endsOn < today)) return 'ended';
  if (today < startsOn) return 'coming';
  return endsOn !== null && daysBetween(today, endsOn) <= remindDays ? 'ending' : 'running';
}

/** When both sides are reminded of the end: so many days before it, as doors open; undefined when there is nothing to remind of. */
export function remindAt({ endsOn, remindDays, endedAt, remindedOf }: AgreementFacts, hours: Hours): Date | undefined {
  if (endsOn === null || endedAt !== null || remindedOf === endsOn) return undefined;
  return whenOpen(instantOf(addDays(endsOn, -remindDays), 0, hours.zone), hours);
}

/** When an answer to what is asked at a moment is due; undefined when no promise was made. */
export function answerDueAt({ answerWithin, answerUnit, answerClock }: AnswerPromise, askedAt: Date, hours: Hours): Date | undefined {
  if (answerWithin === null || answerUnit === null || answerClock === null) return undefined;
  const { calendar, zone } = hours;
  if (answerUnit === 'hours') return answerClock === 'elapsed' ? addElapsedHours(askedAt, answerWithin) : addBusinessHours(calendar, zone, askedAt, answerWithin);
  // A promise of calendar days keeps the time of day; one of business days runs until doors close on the last of them.
  const { date, minute } = localAt(askedAt, zone);
  if (answerClock === 'elapsed') return instantOf(addDays(date, answerWithin), minute, zone);
  const last = calendar.addBusinessDays(date, answerWithin);
  return closesAt(calendar, zone, last) ?? instantOf(last, 1440, zone);
}
