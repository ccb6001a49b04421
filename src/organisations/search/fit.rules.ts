/*
 * Whether a service can help, and why. Each reason is a code with a weight: it speaks for the service, leaves a doubt, or rules
 * the service out for now. The verdict is the heaviest of them. The search judges thousands of services by the same codes in
 * SQL (search.sql.ts); a test compares both, reason by reason. Values that words need (how many, until when) travel beside.
 */
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import type { ListingState } from '../listings/assurance.rules.js';
import { openState, type Opening } from '../listings/openings.rules.js';
import { expectedRoom, isStale, type PlaceFacts } from '../places/places.rules.js';
import type { ServiceStatus } from '../hsds/hsds.shape.js';
import { type EligibilityRules, type HouseholdFacts, judgeEligibility, RULES } from './eligibility.rules.js';

/** What a reason does to the verdict: it speaks for the service, is only said, leaves a doubt, or rules it out for now. */
export type Weight = 'for' | 'said' | 'doubt' | 'out';

const weigh = <const C extends string>(weight: Weight, ...codes: readonly C[]): Record<C, Weight> => Object.fromEntries(codes.map((code) => [code, weight])) as Record<C, Weight>;
const rulesAs = <const A extends string>(answer: A) => RULES.map((rule) => `${rule}.${answer}` as const);

/** Every reason, in the order in which reasons are told: for, then what rules out, then doubts. */
export const REASONS = {
  ...weigh('for', 'need.answered', 'speaks.theirs', 'area.served', 'room.free', 'open.now', ...rulesAs('met')),
  ...weigh('out', 'running.closed', 'running.inactive', 'running.defunct', 'organisation.paused', 'room.full', 'area.elsewhere', ...rulesAs('not-met')),
  ...weigh('doubt', 'room.waitlist', 'room.unsure', 'room.unknown', 'room.stale', 'speaks.others', 'listing.due', 'listing.dropped', ...rulesAs('unknown')),
  ...weigh('said', 'open.later'),
};
export type ReasonCode = keyof typeof REASONS;
export const REASON_CODES = Object.keys(REASONS) as readonly ReasonCode[];

/** The verdicts, best first: their places are the classes by which a search sorts. */
export const VERDICTS = ['fits', 'maybe', 'no'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** From so much expected room on, a place is likely there. */
export const ROOM_ENOUGH = 1;

/** What is looked at of a service. */
export interface FitFacts extends EligibilityRules {
  readonly needs: readonly string[];
  readonly speaks: readonly string[];
  /** Empty for the whole city. */
  readonly serves: readonly string[];
  readonly status: ServiceStatus;
  readonly closedUntil: string | null;
  readonly pausedUntil: string | null;
  readonly listingState: ListingState;
  readonly openings: readonly Opening[];
  readonly places: readonly PlaceFacts[];
  readonly waitlist: boolean;
}

/** For whom, and for what. */
export interface Asked {
  readonly needs: readonly string[];
  readonly household: HouseholdFacts | null;
}

/** A verdict with the reasons for it and against it. */
export interface Fit {
  readonly verdict: Verdict;
  readonly reasons: readonly ReasonCode[];
}

/** Judges one service at a moment, of which `today` is the office's day. */
export function judgeFit(service: FitFacts, asked: Asked, { at, today }: { readonly at: Date; readonly today: CivilDate }): Fit {
  const found = new Set<ReasonCode>([
    ...(asked.needs.some((need) => service.needs.includes(need)) ? ['need.answered' as const] : []),
    ...running(service, today), ...room(service, at), ...(asked.household ? suits(service, asked.household) : []),
    ...(service.listingState === 'assured' ? [] : [`listing.${service.listingState}` as const]),
    ...(service.openings.length === 0 ? [] : [openState(service.openings, at).open ? 'open.now' as const : 'open.later' as const]),
  ]);
  const reasons = REASON_CODES.filter((code) => found.has(code));
  return { verdict: verdictOf(reasons), reasons };
}

/** The heaviest reason decides. */
export function verdictOf(reasons: readonly ReasonCode[]): Verdict {
  const weights = reasons.map((code) => REASONS[code]);
  return weights.includes('out') ? 'no' : weights.includes('doubt') ? 'maybe' : 'fits';
}

function running({ status, closedUntil, pausedUntil }: FitFacts, today: CivilDate): ReasonCode[] {
  // A closing that is over is forgotten, whether or not somebody came by to say so.
  const closed = status === 'temporarily closed' && (closedUntil === null || closedUntil >= today);
  return [
    ...(closed ? ['running.closed' as const] : []), ...(status === 'inactive' || status === 'defunct' ? [`running.${status}` as const] : []),
    ...(pausedUntil !== null && pausedUntil >= today ? ['organisation.paused' as const] : []),
  ];
}

function room({ places, waitlist }: FitFacts, at: Date): ReasonCode[] {
  if (places.length === 0) return [waitlist ? 'room.waitlist' : 'room.unknown'];
  const expected = expectedRoom(places, at);
  const stale: ReasonCode[] = isStale(places, at) ? ['room.stale'] : [];
  if (places.every(({ available }) => available === 0)) return [waitlist ? 'room.waitlist' : 'room.full', ...stale];
  return [expected >= ROOM_ENOUGH ? 'room.free' : 'room.unsure', ...stale];
}

function suits(service: FitFacts, household: HouseholdFacts): ReasonCode[] {
  const speaks = service.speaks.length === 0 || household.languages.length === 0 ? [] : [household.languages.some((tag) => service.speaks.includes(tag)) ? 'speaks.theirs' as const : 'speaks.others' as const];
  const area = service.serves.length === 0 || household.borough === null ? [] : [service.serves.includes(household.borough) ? 'area.served' as const : 'area.elsewhere' as const];
  return [...speaks, ...area, ...judgeEligibility(service, household).map(({ rule, answer }) => `${rule}.${answer}` as const)];
}
