/**
 * Escalation: who hears, and when, that a promise is at risk or missed.
 *
 * A checkpoint has one pending alarm: its next moment. Ringing it asks here for the one after. Moments are whole
 * seconds and strictly increase, so the ladder always ends, whatever calendars and clocks do. P1 runs by elapsed time,
 * to whoever is on duty; the others run by the team's business time, because nobody reads a nudge at midnight.
 */
import { addBusinessMinutes, businessMinutesBetween, closesAt } from '../../libs/calendar/business-time.js';
import { instantOf, localAt } from '../../libs/calendar/zone.js';
import { dayAfter, hoursAfter, wholeSecond } from './offset.rules.js';
import type { Office, Offset } from './offset.rules.js';
import type { EscalationLadder } from './protocol.rules.js';

/** What happens at each step, in order; the alarm's step is the place in this list. */
export const STEPS = ['nudge', 'due', 'lead', 'manager', 'head'] as const;
/** `nudge` reminds the owner; at `due` it is overdue; then team lead, manager and head of office hear of it. */
export type EscalationStep = (typeof STEPS)[number];
const DUE = STEPS.indexOf('due');

/** Whether the ladder is climbed to its end: from then on nobody settles the promise without saying why it was broken. */
export const reachedHead = (step: number): boolean => step >= STEPS.indexOf('head');

/** The next time something must be said about a checkpoint. */
export interface Moment {
  readonly step: number;
  readonly at: Date;
  readonly what: EscalationStep;
}

/** A checkpoint as escalation sees it; the ladder is its tier's, from the case's protocol. */
export interface EscalationFacts extends Office {
  readonly ladder: EscalationLadder;
  readonly dueAt: Date;
  /** The allowance began here. */
  readonly startedAt: Date;
}

/** The moment after a step; without a step, the first one. Nothing after the last. */
export function nextMoment(facts: EscalationFacts, afterStep?: number): Moment | undefined {
  // Once a promise is due its reminder is over: most alarms ring here, many at once, and an allowance of months is long to count through.
  const ahead = afterStep === undefined || afterStep < DUE ? moments(facts) : climb(facts, []);
  return ahead.find(({ step }) => afterStep === undefined || step > afterStep);
}

/** The whole ladder of a checkpoint, in order: what a page shows as "if nobody acts". */
export function moments(facts: EscalationFacts): Moment[] {
  const nudge = nudgeAt(facts);
  // A promise made at the last minute needs no reminder before it is due.
  return climb(facts, nudge > facts.startedAt && nudge < wholeSecond(facts.dueAt) ? [nudge] : []);
}

/** The moment it is due and those after it, behind what comes ahead of it. */
function climb(facts: EscalationFacts, ahead: readonly Date[]): Moment[] {
  const { ladder, dueAt } = facts;
  const due = wholeSecond(dueAt);
  const late = [ladder.lead, ladder.manager, ladder.head].map((offset) => lateBy(due, offset, facts));

  const times = [...ahead, due, ...late];
  const first = STEPS.length - times.length;
  let last = -Infinity;
  return times.map((each, i) => {
    // An exceptionally short day could make four business hours longer than one business day.
    last = Math.max(each.getTime(), last + 1000);
    return { step: first + i, at: new Date(last), what: STEPS[first + i] ?? 'head' };
  });
}

/** The later of a share of the allowance and so long before it is due. */
function nudgeAt({ ladder, dueAt, startedAt, calendar, zone }: EscalationFacts): Date {
  const { percent, before } = ladder.nudge;
  const open = before.clock === 'BUSINESS' ? businessMinutesBetween(calendar, zone, startedAt, dueAt) : 0;
  // An allowance that lies within one closure has no business time to take a share of.
  const share = open > 0
    ? addBusinessMinutes(calendar, zone, startedAt, (open * percent) / 100)
    : new Date(startedAt.getTime() + ((dueAt.getTime() - startedAt.getTime()) * percent) / 100);
  const limit = lateBy(dueAt, { ...before, amount: -before.amount }, { calendar, zone });
  return wholeSecond(share > limit ? share : limit);
}

/** Days end when the office closes on that day; if it is closed all day, at the hour at which the promise was due. */
function lateBy(due: Date, offset: Offset, { calendar, zone }: Office): Date {
  if (offset.unit === 'hours') return hoursAfter(due, offset, { calendar, zone });
  const { date, minute } = localAt(due, zone);
  const day = dayAfter(date, offset, calendar);
  return closesAt(calendar, zone, day) ?? instantOf(day, minute, zone);
}
