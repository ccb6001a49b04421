import { createHash } from 'node:crypto';
import type { PlaceRow, PlaceSource } from './place.entity.js';
import { confidence, expectedRoom, type Level, levelOf, levelOfAll, toldAt } from './places.rules.js';
import type { ServiceOfPlaces } from './places.store.js';

/** One figure as it is read: what was said, when, and how far that may be believed. */
export interface ToldFigure {
  readonly id: string;
  readonly unit: string;
  readonly description: string | null;
  readonly available: number;
  readonly maximum: number | null;
  readonly updatedAt: Date;
  readonly source: PlaceSource;
  /** From 1, just told, towards 0. */
  readonly confidence: number;
  readonly level: Level;
}

/** The places of a service as they are read. */
export interface ToldPlaces {
  readonly serviceId: string;
  readonly organisationId: string;
  readonly serviceName: string;
  readonly organisationName: string;
  readonly places: readonly ToldFigure[];
  /** That of the oldest figure; null when nobody told one. */
  readonly level: Level | null;
  readonly toldAt: Date | null;
  /** How many places to count on, with decimals. */
  readonly expectedRoom: number;
  /** Of all figures together: it is another one after any of them was told, added or removed. */
  readonly version: number;
}

/** Tells the places of a service as of a moment. */
export function tell(service: ServiceOfPlaces, places: readonly PlaceRow[], at: Date): ToldPlaces {
  return {
    serviceId: service.id, organisationId: service.organisationId, serviceName: service.name, organisationName: service.organisationName,
    places: places.map((place) => {
      const { id, unit, description, available, maximum, updatedAt, source } = place;
      return { id, unit, description, available, maximum, updatedAt, source, confidence: rounded(confidence(place, at)), level: levelOf(place, at) };
    }),
    level: levelOfAll(places, at) ?? null, toldAt: toldAt(places) ?? null, expectedRoom: rounded(expectedRoom(places, at)), version: versionOf(places),
  };
}

/** A version of a set of rows that each have their own: short enough for an ETag, and not to be guessed wrong by chance. */
export function versionOf(places: readonly Pick<PlaceRow, 'id' | 'version'>[]): number {
  const said = places.map(({ id, version }) => `${id}:${version}`).sort().join('\n');
  return createHash('sha256').update(said).digest().readUInt32BE() % 1_000_000_000;
}

const rounded = (figure: number): number => Math.round(figure * 100) / 100;
