/** The identity of a person with an account. */
export type PersonId = string;

/** The key and body under which a POST must happen once. */
export interface Once {
  readonly key: string;
  readonly fingerprint: string;
}

/** A signed-in person, as every deed and every policy sees them. */
export interface PersonActor {
  readonly kind: 'person';
  readonly personId: PersonId;
  readonly roles: readonly string[];
  readonly teamId: string | null;
  readonly organisationId: string | null;
  readonly once?: Once;
}

/** Passerelle itself: an alarm, a listener, an import, the watchdog. */
export interface EngineActor {
  readonly kind: 'engine';
  readonly name: string;
  /**
   * Gives up waiting for a lock at once. People lock their case first and its alarm last, the engine the other way round:
   * it waits far less than Postgres's deadlock_timeout, so it is never a person's request that is broken off.
   */
  readonly givesWay?: boolean;
}

/** Somebody without an account who holds a link that was sent to an organisation: they act for it, and for nothing else. */
export interface LinkActor {
  readonly kind: 'link';
  /** As the audit shows them. */
  readonly name: string;
  readonly linkId: string;
  readonly organisationId: string;
}

/** Whoever does a deed. */
export type Actor = PersonActor | EngineActor | LinkActor;

/** The organisation that somebody acts for; null for the office and for Passerelle itself. */
export const organisationOf = (by: Actor): string | null => (by.kind === 'engine' ? null : by.organisationId);

/** Passerelle acting by itself, under a name that the audit shows. */
export const engine = (name: string): EngineActor => ({ kind: 'engine', name });

/** As `engine`, for work that can be taken up again a moment later. */
export const yieldingEngine = (name: string): EngineActor => ({ kind: 'engine', name, givesWay: true });
