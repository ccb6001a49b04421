import type { CaseFacts } from './case.entity.js';
import type { CaseState, CloseReason, ReopenReason, Tier } from './case.rules.js';

/** What every fact of a case says: identities and codes, never what a field of the file said. */
export interface AboutCase {
  readonly caseId: string;
  readonly teamId: string;
  readonly ownerId: string | null;
}

/** The facts that this room tells, by type, with their payloads. */
export interface CaseFactPayloads {
  'case.opened': AboutCase & { readonly state: CaseState; readonly tier: Tier; readonly size: number; readonly source: string };
  /** Names of the fields that changed; follow-ups works the plan out again when one of them moves an anchor. */
  'case.changed': AboutCase & { readonly fields: readonly string[] };
  'case.arrived': AboutCase & { readonly arrivalOn: string };
  'case.closed': AboutCase & { readonly reason: CloseReason };
  'case.reopened': AboutCase & { readonly reason: ReopenReason };
  'case.assigned': AboutCase & { readonly formerOwnerId: string | null; readonly formerTeamId: string };
  'case.restricted': AboutCase & { readonly restricted: boolean };
  'tier.set': AboutCase & { readonly from: Tier; readonly to: Tier };
  'head.changed': AboutCase & { readonly newcomerId: string };
  'household.changed': AboutCase & { readonly size: number };
  'contact-ways.changed': AboutCase & { readonly messagesBlocked: boolean };
  'need.scored': AboutCase & { readonly scores: readonly { readonly code: string; readonly score: number }[] };
  'note.written': AboutCase & { readonly noteId: string };
  'consent.recorded': AboutCase & { readonly consentId: string; readonly purpose: string; readonly recipient: string };
  'consent.withdrawn': AboutCase & { readonly consentId: string; readonly purpose: string; readonly recipient: string };
}

export type CaseFactType = keyof CaseFactPayloads;

/** A fact on its way to the outbox. */
export interface CaseFact<T extends CaseFactType = CaseFactType> {
  readonly type: T;
  readonly subjectId: string;
  readonly payload: CaseFactPayloads[T];
}

type Own<T extends CaseFactType> = Omit<CaseFactPayloads[T], keyof AboutCase>;

/** Makes a fact about a case; the file tells whose it is at that moment. */
export function fact<T extends CaseFactType>(type: T, file: Pick<CaseFacts, 'id' | 'teamId' | 'ownerId'>, own: Own<T>): CaseFact<T> {
  const about: AboutCase = { caseId: file.id, teamId: file.teamId, ownerId: file.ownerId };
  return { type, subjectId: file.id, payload: { ...about, ...own } as CaseFactPayloads[T] };
}
