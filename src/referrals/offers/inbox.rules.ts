/** An organisation’s inbox: its offers by what they ask of it, and how much of its time to answer is left. */
import { type ClockKind, type Hours, minutesOn } from './deadlines.rules.js';
import type { OfferState } from './offer.rules.js';

/** The tabs of the inbox, and the states in each; an offer that was entered in error is in none. */
export const OFFER_TABS = {
  new: ['sent'],
  waiting: ['information_requested', 'waitlisted'],
  accepted: ['accepted', 'scheduled'],
  in_service: ['in_service'],
  done: ['completed', 'unsuccessful'],
  // Whatever did not become theirs: they said no or nothing, somebody else was first, or the office took it back.
  declined: ['declined', 'expired', 'superseded', 'withdrawn', 'person_declined'],
} as const satisfies Record<string, readonly OfferState[]>;
export type OfferTab = keyof typeof OFFER_TABS;
export const OFFER_TAB_CODES = Object.keys(OFFER_TABS) as OfferTab[];

/** Of a tab whose offers are over the last sent come first; of the others, whatever is due first. */
export const isOverTab = (tab: OfferTab): boolean => tab === 'done' || tab === 'declined';

/** The tab in which an offer stands; none, if it is in no inbox. */
export const tabOf = (state: OfferState): OfferTab | undefined => OFFER_TAB_CODES.find((tab) => (OFFER_TABS[tab] as readonly OfferState[]).includes(state));

/** What is left of the time to answer, on the organisation’s own clock. */
export interface TimeLeft {
  readonly minutes: number;
  readonly clock: ClockKind;
  /** It stands still while the office owes a word. */
  readonly paused: boolean;
  /** How much of it is gone, between 0 and 1. */
  readonly used: number;
}

/** What the time left is worked out of. */
export interface Answering {
  readonly state: OfferState;
  readonly clock: ClockKind | null;
  readonly allowanceMinutes: number | null;
  readonly dueAt: Date | null;
  readonly leftMinutes: number | null;
}

/** How much time is left; null when no answer is owed. */
export function timeLeft({ state, clock, allowanceMinutes, dueAt, leftMinutes }: Answering, at: Date, hours: Hours): TimeLeft | null {
  if (clock === null || dueAt === null || (state !== 'sent' && state !== 'information_requested')) return null;
  const paused = state === 'information_requested';
  const minutes = paused ? leftMinutes ?? 0 : minutesOn(clock, at, dueAt, hours);
  return { minutes, clock, paused, used: Math.min(1, Math.max(0, 1 - minutes / Math.max(1, allowanceMinutes ?? minutes))) };
}
