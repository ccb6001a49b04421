/**
 * Why an offer came to nothing. Reasons of the provider's side and of the person's side are kept apart, because they mean
 * different things to whoever reads figures and to whoever asks next: each carries its own consequence.
 */
import { addDays, type CivilDate } from '../../../libs/calendar/civil-date.js';

/** Whose side a reason lies on. */
export type Side = 'provider' | 'person';

/** What follows: ask this organisation again after so many days, never again for this need, or look again at what the household needs before anybody is asked. */
export type Consequence = { readonly kind: 'retry'; readonly days: number } | { readonly kind: 'never' } | { readonly kind: 'reassess' };

interface Meaning { readonly side: Side; readonly consequence: Consequence }

const retry = (days: number): Consequence => ({ kind: 'retry', days });
const NEVER: Consequence = { kind: 'never' };
const REASSESS: Consequence = { kind: 'reassess' };

/** Why an organisation says no. */
const DECLINING = {
  // A month: the turn of most courses and groups.
  no_capacity:     { side: 'provider', consequence: retry(30) },
  not_eligible:    { side: 'provider', consequence: NEVER },
  wrong_service:   { side: 'provider', consequence: NEVER },
  language:        { side: 'provider', consequence: NEVER },
  distance:        { side: 'provider', consequence: NEVER },
  other:           { side: 'provider', consequence: retry(90) },
  already_served:  { side: 'person',   consequence: REASSESS },
  unreachable:     { side: 'person',   consequence: REASSESS },
  person_declined: { side: 'person',   consequence: REASSESS },
  duplicate:       { side: 'person',   consequence: REASSESS },
  moved:           { side: 'person',   consequence: REASSESS },
} as const satisfies Record<string, Meaning>;

/** Why something that was taken on came to nothing. */
const FAILING = {
  no_place:   { side: 'provider', consequence: retry(30) },
  stopped:    { side: 'provider', consequence: retry(90) },
  no_contact: { side: 'person',   consequence: REASSESS },
  no_show:    { side: 'person',   consequence: REASSESS },
} as const satisfies Record<string, Meaning>;

/** Why an organisation takes its yes back. */
const TAKING_BACK = {
  by_mistake:   { side: 'provider', consequence: retry(0) },
  no_capacity:  { side: 'provider', consequence: retry(30) },
  not_eligible: { side: 'provider', consequence: NEVER },
  other:        { side: 'provider', consequence: retry(90) },
} as const satisfies Record<string, Meaning>;

export type DeclineReason = keyof typeof DECLINING;
export type FailReason = keyof typeof FAILING;
export type UnacceptReason = keyof typeof TAKING_BACK;

export const DECLINE_REASONS = Object.keys(DECLINING) as DeclineReason[];
export const FAIL_REASONS = Object.keys(FAILING) as FailReason[];
export const UNACCEPT_REASONS = Object.keys(TAKING_BACK) as UnacceptReason[];

/** Why a meeting is called off. */
export const UNSCHEDULE_REASONS = ['household_asked', 'organisation_asked', 'no_show', 'other'] as const;
export type UnscheduleReason = (typeof UNSCHEDULE_REASONS)[number];

/** What came of it, as the organisation says. */
export const OUTCOMES = ['helped', 'partly'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why the office takes an offer back. */
export const WITHDRAW_OFFER_REASONS = ['asked_elsewhere', 'met_otherwise', 'moved', 'consent_withdrawn', 'case_closed', 'referral_withdrawn', 'sent_by_mistake', 'no_longer_fits'] as const;
export type WithdrawOfferReason = (typeof WITHDRAW_OFFER_REASONS)[number];

const MEANINGS: Readonly<Record<string, Meaning>> = { ...TAKING_BACK, ...FAILING, ...DECLINING };

/** What a reason for a no, a failure or a yes taken back means. @throws RangeError for one that nobody may give */
export function meaningOf(reason: string): Meaning {
  const meaning = MEANINGS[reason];
  if (!meaning) throw new RangeError(`nobody may give the reason ${reason}`);
  return meaning;
}

/** From which day on the organisation may be asked again for that need; `infinity` for never, null when it is not the organisation's doing. */
export function againOn(reason: string, today: CivilDate): CivilDate | 'infinity' | null {
  const { consequence } = meaningOf(reason);
  if (consequence.kind === 'never') return 'infinity';
  return consequence.kind === 'retry' ? addDays(today, consequence.days) : null;
}

/** Whether the office looks again before anybody else is asked. */
export const asksReassessing = (reason: string): boolean => meaningOf(reason).consequence.kind === 'reassess';
