import type { Tier } from './tier.rules.js';

/** The facts that this room tells, by type, with their payloads: identities and codes, never what a form said. */
export interface ArrivalFactPayloads {
  /** A household is registered, or expected: it has a file, an owner and its first days planned. */
  'arrival.registered': {
    readonly caseId: string;
    readonly teamId: string;
    readonly ownerId: string;
    /** False when the lead holds it until somebody is chosen. */
    readonly assigned: boolean;
    readonly state: 'expected' | 'open';
    readonly tier: Tier;
    readonly tierConfirmed: boolean;
    readonly source: string;
    /** The list it came by, if it did. */
    readonly importId: string | null;
  };
  /** Every household of a list has been looked at. */
  'arrival-list.loaded': {
    readonly importId: string;
    readonly uploadedBy: string;
    readonly teamId: string;
    readonly loaded: number;
    readonly repeats: number;
    readonly rejected: number;
  };
}

export type ArrivalFactType = keyof ArrivalFactPayloads;

/** A fact on its way to the outbox. */
export interface ArrivalFact<T extends ArrivalFactType = ArrivalFactType> {
  readonly type: T;
  readonly subjectId: string;
  readonly payload: ArrivalFactPayloads[T];
}

/** Makes a fact; the type decides what it must say. */
export const fact = <T extends ArrivalFactType>(type: T, subjectId: string, payload: ArrivalFactPayloads[T]): ArrivalFact<T> => ({ type, subjectId, payload });
