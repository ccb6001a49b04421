/**
 * How far the network reaches: which need is answered in which borough, in which language, and where nobody answers. A
 * service that serves the whole city serves each borough. Gaps come first: they are what the page is for.
 */

/** A service that can be asked today, as coverage sees it. */
export interface ReachingService {
  readonly needs: readonly string[];
  /** Codes of the boroughs it serves; none means all of them. */
  readonly serves: readonly string[];
  readonly speaks: readonly string[];
  /** Whether a place may be expected. */
  readonly hasRoom: boolean;
}

/** How many services answer, and how many of them have room. */
export interface Reach {
  readonly services: number;
  readonly withRoom: number;
}

/** A need over the city. */
export interface NeedCoverage extends Reach {
  readonly need: string;
  readonly boroughs: ReadonlyMap<string, Reach>;
  /** Boroughs where nobody answers, then those where nobody who answers has room. */
  readonly unserved: readonly string[];
  readonly full: readonly string[];
  /** The share of the city's people who live where nobody answers, 0 to 1. */
  readonly peopleUnserved: number;
}

/** A borough, and how many people live in it. */
export interface Place {
  readonly code: string;
  readonly population: number;
}

const NOBODY: Reach = { services: 0, withRoom: 0 };

/** Each need over the city, in one language if one is asked for: the widest gaps first, then the fewest with room. */
export function coverageOf(services: readonly ReachingService[], needs: readonly string[], places: readonly Place[], language: string | null = null): NeedCoverage[] {
  const speaking = language === null ? services : services.filter(({ speaks }) => speaks.includes(language));
  const people = places.reduce((sum, { population }) => sum + population, 0);
  return needs
    .map((need) => overCity(need, speaking.filter((service) => service.needs.includes(need)), places, people))
    .sort((one, other) => other.peopleUnserved - one.peopleUnserved || other.full.length - one.full.length || one.services - other.services);
}

function overCity(need: string, answering: readonly ReachingService[], places: readonly Place[], people: number): NeedCoverage {
  const boroughs = new Map(places.map(({ code }) => [code, reachOf(answering.filter(({ serves }) => serves.length === 0 || serves.includes(code)))]));
  const without = (what: (reach: Reach) => boolean): Place[] => places.filter(({ code }) => what(boroughs.get(code) ?? NOBODY));
  const unserved = without((reach) => reach.services === 0);
  return {
    need, ...reachOf(answering), boroughs,
    unserved: unserved.map(({ code }) => code),
    full: without((reach) => reach.services > 0 && reach.withRoom === 0).map(({ code }) => code),
    peopleUnserved: people === 0 ? 0 : unserved.reduce((sum, { population }) => sum + population, 0) / people,
  };
}

/** In which languages a need is answered, the most frequent first; of every language asked for, also those of nobody. */
export function languagesOf(services: readonly ReachingService[], need: string | null, languages: readonly string[]): (Reach & { readonly language: string })[] {
  const answering = need === null ? services : services.filter(({ needs }) => needs.includes(need));
  return languages
    .map((language) => ({ language, ...reachOf(answering.filter(({ speaks }) => speaks.includes(language))) }))
    .sort((one, other) => other.services - one.services);
}

function reachOf(services: readonly ReachingService[]): Reach {
  return { services: services.length, withRoom: services.filter(({ hasRoom }) => hasRoom).length };
}

/** How dark a square is drawn: nobody, somebody without room, a few with room, several. */
export type Shade = 'none' | 'full' | 'few' | 'several';

/** From so many services with room on, somebody has a choice. */
const SEVERAL = 3;

/** The shade of a borough. */
export function shadeOf({ services, withRoom }: Reach): Shade {
  if (services === 0) return 'none';
  if (withRoom === 0) return 'full';
  return withRoom < SEVERAL ? 'few' : 'several';
}
