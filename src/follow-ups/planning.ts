import { asCivilDate, type CivilDate } from '../../libs/calendar/civil-date.js';
import { newId } from '../../libs/sql/id.js';
import type { NewAlarm } from '../../libs/alarm-clock/alarm.js';
import type { CaseFacts } from '../cases/cases.door.js';
import type { Checkpoint, ChecklistLine } from './checkpoint.entity.js';
import { nextMoment, STEPS, type EscalationFacts, type Moment } from './escalation.rules.js';
import type { NewCheckpoint } from './follow-ups.store.js';
import type { PlannedContact } from './intervals.rules.js';
import type { Office } from './offset.rules.js';
import type { PlanAnchors, PlannedCheckpoint, PlanRequest } from './plan.rules.js';
import type { ChecklistItem, Protocol, Tier } from './protocol.rules.js';

/** The kind of a checkpoint's alarm; its step is the place in the escalation's ladder. */
export const CHECKPOINT_ALARM = 'checkpoint';

/** The kind of the alarm that asks whether an expected household came. */
export const CASE_ARRIVAL_ALARM = 'case-arrival';

/** To whom a row belongs. */
export interface RowOwner {
  readonly caseId: string;
  readonly ownerId: string;
  readonly tier: Tier;
}

/** What a plan reads of a case's file. */
export function anchorsOf(file: CaseFacts): PlanAnchors {
  const day = (text: string | null): CivilDate | undefined => (text === null ? undefined : asCivilDate(text));
  return {
    registeredAt: file.registeredAt,
    plannedArrivalOn: day(file.plannedArrivalOn),
    arrivalOn: day(file.arrivalOn),
    arrivalAt: file.arrivalAt ?? undefined,
    provinceArrivalOn: day(file.provinceArrivalOn),
    moveInOn: day(file.movedInOn),
  };
}

/** Everything the plan of a case depends on. */
export function requestOf(file: CaseFacts, protocol: Protocol, office: Office): PlanRequest {
  return { ...office, protocol, tier: file.tier, status: file.immigrationStatus, anchors: anchorsOf(file) };
}

/** A planned checkpoint as a row; ticks that were already given are kept. */
export function rowOf(planned: PlannedCheckpoint, { caseId, ownerId, tier }: RowOwner, ticked: readonly ChecklistLine[] = []): NewCheckpoint {
  return {
    id: newId(), caseId, ownerId, tier,
    code: planned.code,
    state: planned.superseded ? 'superseded' : 'scheduled',
    channel: planned.channel,
    startedAt: planned.startedAt,
    standardDueAt: planned.standardDueAt,
    dueAt: planned.dueAt,
    checklist: linesOf(planned.checklist, ticked),
    explain: planned.absorbed.length > 0 ? { ...planned.explain, absorbed: planned.absorbed } : planned.explain,
  };
}

/** A contact between checkpoints as a row. */
export function contactRowOf(contact: PlannedContact, { caseId, ownerId, tier }: RowOwner): NewCheckpoint {
  return {
    id: newId(), caseId, ownerId, tier,
    code: contact.code, state: 'scheduled', channel: contact.channel,
    startedAt: contact.startedAt, standardDueAt: contact.standardDueAt, dueAt: contact.dueAt,
    checklist: linesOf(contact.checklist),
    explain: { because: contact.because, offset: contact.offset, tier },
  };
}

function linesOf(items: readonly ChecklistItem[], ticked: readonly ChecklistLine[] = []): ChecklistLine[] {
  return items.map(({ code, per }) => ({ code, per, done: ticked.find((line) => line.code === code)?.done ?? [] }));
}

type Promised = Pick<Checkpoint, 'dueAt' | 'startedAt' | 'tier'>;

/** A checkpoint as escalation sees it. */
export function escalationOf({ dueAt, startedAt, tier }: Promised, protocol: Protocol, office: Office): EscalationFacts {
  return { ...office, ladder: protocol.escalation[tier], dueAt, startedAt };
}

/** The next moment of a checkpoint's ladder after a step; after the last one, that one again, for as long as nobody acts. */
export function momentAfterStep(facts: EscalationFacts, step: number | undefined, at: Date): Moment {
  const next = nextMoment(facts, step);
  if (next) return next;
  const again = nextMoment({ ...facts, dueAt: at, startedAt: at }, STEPS.length - 2);
  return { step: STEPS.length - 1, what: 'head', at: again && again.at > at ? again.at : new Date(at.getTime() + WEEK_MS) };
}

const WEEK_MS = 7 * 86_400_000;

/** The first alarm of a checkpoint as of a moment: what has gone by is not said, unless the promise is already broken. */
export function firstAlarm(checkpoint: Promised & { readonly id: string }, protocol: Protocol, office: Office, at: Date): NewAlarm {
  const facts = escalationOf(checkpoint, protocol, office);
  const due = STEPS.indexOf('due');
  const first = momentAfterStep(facts, undefined, at);
  const moment = checkpoint.dueAt <= at ? { step: due, at } : first.at > at ? first : momentAfterStep(facts, first.step, at);
  return { kind: CHECKPOINT_ALARM, subjectId: checkpoint.id, step: moment.step, at: moment.at };
}
