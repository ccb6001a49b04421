import type { CivilDate } from '../../libs/calendar/civil-date.js';
import type { CaseState, CloseReason } from '../cases/case.rules.js';
import type { Purpose, Proof } from '../cases/consents/consent.rules.js';
import type { Outcome } from '../follow-ups/attempts.rules.js';
import type { CheckpointState } from '../follow-ups/checkpoint.rules.js';
import type { NewCheckpoint } from '../follow-ups/follow-ups.store.js';
import type { Channel } from '../follow-ups/protocol.rules.js';
import type { Coming } from './arrivals.js';
import type { Household } from './household.js';
import type { ContactWay } from './ways.js';

/** A household with a file: everything that was settled before its story begins. */
export interface CaseFile {
  readonly id: string;
  readonly place: number;
  readonly household: Household;
  readonly coming: Coming;
  readonly ways: readonly ContactWay[];
  readonly newcomerIds: readonly string[];
  readonly teamId: string;
  readonly leadId: string;
  readonly ownerId: string;
  readonly assigned: boolean;
  readonly movedInOn: CivilDate | null;
  /** Whether the first contact will be in time: dealt, so that the city's figure is exact. */
  readonly punctual: boolean;
}

/** A checkpoint through its whole life. */
export interface Step extends Omit<NewCheckpoint, 'state'> {
  state: CheckpointState;
  dueAt: Date;
  checklist: NewCheckpoint['checklist'];
  movedReason: string | null;
  generation: number;
  attempts: number;
  lookedAt: Date | null;
  nextAttemptAt: Date | null;
  nextAttemptChannel: Channel | null;
  settledAt: Date | null;
  settledBy: string | null;
  contactId: string | null;
  reason: string | null;
}

export interface Trial {
  readonly id: string;
  readonly stepId: string;
  readonly channel: Channel;
  readonly outcome: Outcome;
  readonly contact: boolean;
  readonly interpreted: boolean;
  readonly minutes: number | null;
  readonly note: string | null;
  readonly at: Date;
  readonly by: string;
}

export interface Scored { readonly id: string; readonly code: string; readonly score: number; readonly at: Date; readonly by: string; readonly note: string | null }
export interface Agreed {
  readonly id: string; readonly newcomerId: string; readonly purpose: Purpose; readonly recipient: string; readonly language: string;
  readonly interpreted: boolean; readonly proof: Proof; readonly at: Date; readonly by: string; readonly expiresOn: string; readonly withdrawnAt: Date | null;
}
export interface Noted { readonly id: string; readonly body: string; readonly at: Date; readonly by: string }
export interface Told { readonly at: Date; readonly kind: string; readonly by: string | null; readonly details: Readonly<Record<string, unknown>> }
export interface Broken { readonly step: Step; readonly dueAt: Date; readonly ownerId: string }

/** What became of a household up to the morning on which the demo opens. */
export interface Story {
  readonly file: CaseFile;
  state: CaseState;
  arrivalOn: CivilDate | null;
  arrivalAt: Date | null;
  readonly steps: Step[];
  readonly trials: Trial[];
  readonly scores: Scored[];
  readonly consents: Agreed[];
  readonly notes: Noted[];
  readonly events: Told[];
  readonly broken: Broken[];
  unreachedSince: Date | null;
  lastContactAt: Date | null;
  closedAt: Date | null;
  closeReason: CloseReason | null;
}

/** A story in which nothing has happened. */
export const newStory = (file: CaseFile): Story => ({
  file, state: file.coming.plannedArrivalOn ? 'expected' : 'open', arrivalOn: null, arrivalAt: null, steps: [], trials: [], scores: [], consents: [],
  notes: [], events: [], broken: [], unreachedSince: null, lastContactAt: null, closedAt: null, closeReason: null,
});

/** What is promised and not settled, the soonest first. */
export const scheduledOf = ({ steps }: Pick<Story, 'steps'>): Step[] =>
  steps.filter(({ state }) => state === 'scheduled').sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());

/** A promise as it is when it is made. Every field by name: there are many, and this keeps them quick. */
export const newStep = (planned: NewCheckpoint, id: string, registeredAt: Date): Step => ({
  id, caseId: planned.caseId, ownerId: planned.ownerId, tier: planned.tier, code: planned.code, state: planned.state, channel: planned.channel,
  startedAt: planned.startedAt, standardDueAt: planned.standardDueAt, dueAt: planned.dueAt, checklist: planned.checklist, explain: planned.explain,
  movedReason: null, generation: 1, attempts: 0, lookedAt: null, nextAttemptAt: null, nextAttemptChannel: null,
  settledAt: planned.state === 'superseded' ? registeredAt : null, settledBy: null, contactId: null, reason: null,
});
