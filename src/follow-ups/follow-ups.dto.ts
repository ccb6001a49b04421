import { z } from 'zod';
import { many, ticked } from '../../libs/http/forms.js';
import { pageQuery } from '../../libs/http/keyset.js';
import { CLOSE_REASONS, OPENING_REASONS, REOPEN_REASONS } from '../cases/cases.door.js';
import { OUTCOMES, type Outcome } from './attempts.rules.js';
import { CHANNELS } from './protocol.rules.js';
import { LATE_REASONS, MOVE_REASONS, UNDO_REASONS, WAIVE_REASONS } from './reasons.rules.js';

/** An identity in a path. */
export const id = z.uuid();

const outcome = z.enum(Object.keys(OUTCOMES) as [Outcome, ...Outcome[]]).meta({ description: 'What came of it; `met`, `spoke` and `replied` are contacts.' });
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** A list that a form may post as one field or as several. */
const list = <S extends z.ZodType>(item: S) => z.preprocess((value) => (value === undefined ? undefined : many(value)), z.array(item).max(200).optional());
const yes = z.preprocess((value) => (value === undefined ? undefined : ticked(value)), z.boolean().optional());
const minutes = z.coerce.number().int().min(0).max(600).optional();

const lateBecause = z.enum(LATE_REASONS).optional().meta({
  description: 'Why what was promised comes so late: needed for what the head of office has heard of, unless it is explained already.',
});

const tick = z.string().max(120).regex(/^[a-z][a-z0-9-]*(:[0-9a-f-]{36})?$/i).meta({ description: 'A line of the checklist: its code, or `code:newcomerId`.' });

/** How somebody tried, and what came of it. */
export const tried = z.strictObject({
  channel: z.enum(CHANNELS).exclude(['file']),
  outcome,
  minutes,
  interpreted: yes,
  note: z.string().trim().max(2_000).optional(),
  newcomerId: id.optional(),
}).meta({ id: 'Tried' });

/** An attempt, and what it completes if it was a contact. */
export const newAttempt = tried.extend({ completes: list(id), ticks: list(tick), lateBecause }).meta({ id: 'NewAttempt' });
export type NewAttemptBody = z.output<typeof newAttempt>;

/** Completing: by a contact made before, or by one made now. */
export const completion = z.strictObject({
  contactId: id.optional(),
  contact: tried.optional(),
  also: list(id),
  ticks: list(tick),
  lateBecause,
}).refine(({ contactId, contact }) => !(contactId && contact), { path: ['contactId'], message: 'follow-ups.faults.one-contact' }).meta({ id: 'Completion' });
export type CompletionBody = z.output<typeof completion>;

/** Putting a promise off, or bringing it forward. */
export const moving = z.strictObject({ dueAt: moment, reason: z.enum(MOVE_REASONS), lateBecause }).meta({ id: 'MoveCheckpoint' });
export type MovingBody = z.output<typeof moving>;

/** The same on a page: a day, at the protocol's hour, or a local moment. */
export const movingForm = z.strictObject({ dueOn: z.iso.date(), dueTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'follow-ups.faults.time').optional(), reason: z.enum(MOVE_REASONS), lateBecause });

/** Letting a promise go. */
export const waiving = z.strictObject({ reason: z.enum(WAIVE_REASONS), lateBecause }).meta({ id: 'WaiveCheckpoint' });

/** Saying why a promise was broken. */
export const explaining = z.strictObject({ reason: z.enum(LATE_REASONS) }).meta({ id: 'ExplainBreach' });

/** Taking back what was done or waived. */
export const undoing = z.strictObject({ reason: z.enum(UNDO_REASONS) }).meta({ id: 'UndoCheckpoint' });

const opening = z.enum(OPENING_REASONS).optional().meta({ description: 'Why a restricted case is touched by somebody who must say so.' });

/** Closing a case. */
export const closing = z.strictObject({ reason: z.enum(CLOSE_REASONS), opening }).meta({ id: 'CloseCase' });
export type ClosingBody = z.output<typeof closing>;

/** Opening a case again; whoever never came needs the day they did. */
export const reopening = z.strictObject({ reason: z.enum(REOPEN_REASONS), arrivalOn: z.iso.date().optional(), opening }).meta({ id: 'ReopenCase' });
export type ReopeningBody = z.output<typeof reopening>;

/** Giving one case to somebody. */
export const assigning = z.strictObject({ ownerId: id, opening }).meta({ id: 'AssignCase' });
export type AssigningBody = z.output<typeof assigning>;

/** Giving several cases to somebody: all of them, or none. */
export const assigningMany = z.strictObject({ ids: z.preprocess(many, z.array(id).min(1).max(200)), ownerId: id, opening }).meta({ id: 'AssignCases' });
export type AssigningManyBody = z.output<typeof assigningMany>;

/** Accepting exactly the difference that was shown. */
export const accepting = z.strictObject({ digest: z.string().regex(/^\d{1,15}\.[0-9a-f]{32}$/, 'http.faults.other') }).meta({ id: 'AcceptPlan' });

/** To whom everything somebody owes goes: one colleague, or the team. */
export const handingOver = z.strictObject({ ownerId: z.union([id, z.literal('team')]) }).meta({ id: 'HandOver' });

/** Which checkpoints to list. */
export const workQuery = z.strictObject({
  ...pageQuery.shape,
  whose: z.enum(['mine', 'team']).default('mine').meta({ description: 'Your own, or your team’s.' }),
  when: z.enum(['all', 'overdue', 'ahead']).default('all'),
  before: moment.optional().meta({ description: 'Only what is due before this moment.' }),
});
export type WorkQueryParams = z.output<typeof workQuery>;
