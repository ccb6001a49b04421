/**
 * How far a figure of places may be believed, and when to ask again.
 *
 * A figure is true on the day it is told and drifts from then on: people come, leave, or never came. We do not know how each
 * organisation drifts, so its confidence simply halves every so many days, for large and small figures alike. A small one
 * needs no faster clock of its own: what search counts on is the figure times its confidence, and one place falls below a
 * whole place at once while forty stay many for weeks. What referrals themselves take and give back is counted at once and
 * makes a figure no younger: only somebody who looks makes it so.
 */

/** What the rules look at of one figure. */
export interface PlaceFacts {
  readonly available: number;
  readonly maximum: number | null;
  /** When somebody last said that it is true. */
  readonly updatedAt: Date;
}

const DAY_MS = 86_400_000;

/** Half of the confidence is gone after two weeks: two turns of the weekly groups and courses that most services run. */
export const HALF_LIFE_DAYS = 14;

/** Until a week old a figure is taken as it is: asking more often than weekly is the chore that made other directories rot. */
export const FRESH_DAYS = 7;

/** From two weeks on it is as likely wrong as right, so somebody is asked. */
export const STALE_DAYS = 14;

/** A second question comes a week after the first, when the same person is likely back at the same desk. */
export const ASK_AGAIN_DAYS = 7;

/** A third mail would be read as little as the second; from then on the figure is only shown as old. */
export const MOST_QUESTIONS = 2;

/** No form, list or waiting room of an organisation holds more; a larger figure is a typing mistake. */
export const MOST_PLACES = 100_000;

/** How old a figure is, for people: each level has a word and a shape. */
export const LEVELS = ['fresh', 'ageing', 'stale'] as const;
export type Level = (typeof LEVELS)[number];

const daysSince = ({ updatedAt }: PlaceFacts, at: Date): number => Math.max(0, (at.getTime() - updatedAt.getTime()) / DAY_MS);
const later = (moment: Date, days: number): Date => new Date(moment.getTime() + days * DAY_MS);

/** How far a figure may be believed: 1 when it is told, half of it every fortnight, never quite 0. */
export const confidence = (place: PlaceFacts, at: Date): number => 0.5 ** (daysSince(place, at) / HALF_LIFE_DAYS);

/** How much room to count on: what was claimed, each figure as far as it may be believed. */
export const expectedRoom = (places: readonly PlaceFacts[], at: Date): number =>
  places.reduce((sum, place) => sum + place.available * confidence(place, at), 0);

/** The level of one figure. */
export function levelOf(place: PlaceFacts, at: Date): Level {
  const days = daysSince(place, at);
  return days < FRESH_DAYS ? 'fresh' : days < STALE_DAYS ? 'ageing' : 'stale';
}

/** The level of a service: that of its oldest figure; undefined when nobody ever told one. */
export function levelOfAll(places: readonly PlaceFacts[], at: Date): Level | undefined {
  const oldest = oldestOf(places);
  return oldest && levelOf(oldest, at);
}

/** Whether somebody must be asked: some figure is as likely wrong as right. */
export const isStale = (places: readonly PlaceFacts[], at: Date): boolean => levelOfAll(places, at) === 'stale';

/** When the figures of a service were last all said to be true. */
export const toldAt = (places: readonly PlaceFacts[]): Date | undefined => oldestOf(places)?.updatedAt;

/** When to ask for the nth time (0 the first); undefined when there is nothing to ask, or it was asked often enough. */
export function askAt(places: readonly PlaceFacts[], asked = 0): Date | undefined {
  const told = toldAt(places);
  return told && asked < MOST_QUESTIONS ? later(told, STALE_DAYS + asked * ASK_AGAIN_DAYS) : undefined;
}

/** A figure after so many came or left: never below none, nor above its maximum unless it was told to be above already. */
export function adjusted({ available, maximum }: Pick<PlaceFacts, 'available' | 'maximum'>, by: number): number {
  const most = Math.max(maximum ?? MOST_PLACES, available);
  return Math.min(Math.max(available + by, 0), most);
}

/**
 * Which figure an acceptance or a completion is counted on: the one for everybody before those for a group, and among
 * these one that can still move. The organisation corrects with a tap what we could not know.
 */
export function countedOn<P extends PlaceFacts & { readonly description: string | null }>(places: readonly P[], by: number): P | undefined {
  const forAll = [...places].sort((one, other) => Number(one.description !== null) - Number(other.description !== null));
  return forAll.find((place) => adjusted(place, by) !== place.available) ?? forAll[0];
}

function oldestOf(places: readonly PlaceFacts[]): PlaceFacts | undefined {
  const [first, ...others] = places;
  return first && others.reduce((oldest, place) => (place.updatedAt < oldest.updatedAt ? place : oldest), first);
}
