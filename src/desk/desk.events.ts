/** The facts that the desk tells, by type, with their payloads. */
export interface DeskFactPayloads {
  /** Somebody was told something, or has read what they were told. */
  'notices.changed': { readonly personId: string };
}

export type DeskFactType = keyof DeskFactPayloads;

/** A fact on its way to the outbox. */
export interface DeskFact<T extends DeskFactType = DeskFactType> {
  readonly type: T;
  readonly subjectId: string;
  readonly payload: DeskFactPayloads[T];
}

/** Somebody's notices are no longer what they were. */
export const noticesChanged = (personId: string): DeskFact => ({ type: 'notices.changed', subjectId: personId, payload: { personId } });
