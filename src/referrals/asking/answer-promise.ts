import type { Tier } from '../../cases/cases.door.js';
import type { ServicesToAsk, ServiceToAsk } from '../../organisations/organisations.door.js';
import { answerSpan, type ClockKind, dueAt, minutesOn, type Span } from '../offers/deadlines.rules.js';

/** The time an organisation has to answer what it is asked at a moment. */
export interface AnswerTime {
  readonly clock: ClockKind;
  readonly calendar: string;
  readonly dueAt: Date;
  readonly allowanceMinutes: number;
  /** The same time on its own clock, whatever it was promised in: answers are learned in business minutes. */
  readonly businessMinutes: number;
}

/** What was agreed with the organisation or, without an agreement, the office’s time for the tier. */
export function answerTime(tier: Tier, service: ServiceToAsk, at: Date, services: Pick<ServicesToAsk, 'hours'>): AnswerTime {
  const { answerWithin, answerUnit, answerClock, calendar } = service;
  const promise: Span | null = answerWithin !== null && answerUnit !== null && answerClock !== null ? { within: answerWithin, unit: answerUnit, clock: answerClock } : null;
  const span = answerSpan(tier, promise);
  const hours = services.hours(calendar);
  const due = dueAt(span, at, hours);
  return { clock: span.clock, calendar, dueAt: due, allowanceMinutes: Math.max(1, minutesOn(span.clock, at, due, hours)), businessMinutes: minutesOn('business', at, due, hours) };
}
