/**
 * The plan of a household: its protocol's promises with their dates.
 *
 * It is a pure function of protocol, tier, status, dated events and the team's calendar, so the preview in the
 * registration form, the plan that is saved and the plan worked out again later cannot differ. Due times strictly
 * increase in every plan; these rules make it so:
 *
 * - A date that rolls BACK never lands on or before the checkpoint before it, nor on or before the arrival: then it
 *   rolls FORWARD.
 * - A checkpoint that would fall on the day of the one before it, or earlier, comes on that one's day and takes over its
 *   checklist: one contact, everything asked. (Around Christmas seven calendar days may be shorter than three business
 *   days.) What is counted from another event than the arrival keeps its own date and joins whatever falls that day.
 * - Whoever is registered late does not start with a heap of missed promises: what is past is superseded, and the first
 *   contact falls due at registration plus its offset, with all that was to be asked.
 */
import { daysBetween } from '../../libs/calendar/civil-date.js';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf } from '../../libs/calendar/zone.js';
import { dayAfter, hoursAfter, momentAfter } from './offset.rules.js';
import type { Office, Offset, OffsetClock } from './offset.rules.js';
import { concernsStatus, firstContactOf, moreDemanding } from './protocol.rules.js';
import type { Anchor, Channel, ChecklistItem, Protocol, ProtocolCheckpoint, Tier } from './protocol.rules.js';

/** What is known of when the household came, comes and moves. */
export interface PlanAnchors {
  /** The file was opened, or an earlier arrival became known: nothing is promised before that. */
  readonly registeredAt: Date;
  /** From an arrival notice. While nobody has arrived, everything is planned from it, provisionally. */
  readonly plannedArrivalOn?: CivilDate | undefined;
  readonly arrivalOn?: CivilDate | undefined;
  /** If somebody knows the hour; always with its `arrivalOn`. */
  readonly arrivalAt?: Date | undefined;
  /** If they lived elsewhere in the province before; else the arrival. */
  readonly provinceArrivalOn?: CivilDate | undefined;
  readonly moveInOn?: CivilDate | undefined;
}

/** Everything that a plan depends on, and nothing else. */
export interface PlanRequest extends Office {
  readonly protocol: Protocol;
  readonly tier: Tier;
  readonly status?: string | undefined;
  readonly anchors: PlanAnchors;
  /** Codes that are done with, when a plan is worked out again: they are neither planned nor take anything over. */
  readonly settled?: ReadonlySet<string> | undefined;
}

/** How a date came about, for the page that explains it. */
export interface PlanExplanation {
  readonly anchor: Anchor | 'REGISTRATION';
  readonly from: CivilDate;
  readonly offset: Offset;
  readonly clock: OffsetClock;
  readonly rolled: 'back' | 'forward' | null;
  /** The date stands on a planned arrival that nobody has confirmed. */
  readonly provisional: boolean;
  /** It would have come sooner; it waits for the day of this checkpoint, which it absorbs. */
  readonly heldFor: string | null;
}

/** One promise with its date. */
export interface PlannedCheckpoint {
  readonly code: string;
  readonly dueAt: Date;
  readonly dueOn: CivilDate;
  /** What figures judge, whatever becomes of `dueAt` later. */
  readonly standardDueAt: Date;
  /** The allowance runs from here; escalation takes its shares of it. */
  readonly startedAt: Date;
  readonly channel: Channel;
  /** Its own lines, after those of what it absorbed. */
  readonly checklist: readonly ChecklistItem[];
  readonly absorbed: readonly string[];
  readonly explain: PlanExplanation;
  /** Past before it could be promised: kept for the record, never in the figures. */
  readonly superseded: boolean;
}

/** Works out a plan: promises in the order of their due times, the superseded among them. */
export function plan(request: PlanRequest): PlannedCheckpoint[] {
  const steps = request.protocol.checkpoints.filter((each) => isPromised(each, request));
  const { standing, past } = inSequence(steps.filter(({ anchor }) => !isApart(anchor)), request);
  for (const step of steps.filter(({ anchor }) => isApart(anchor))) joinApart(step, standing, past, request);

  const { code } = firstContactOf(request.protocol);
  const heir = standing.findIndex((each) => each.code === code || each.absorbed.includes(code));
  const inheriting = standing[heir];
  if (inheriting) standing[heir] = past.toReversed().reduce(inherit, inheriting);
  return [...past.map((each) => ({ ...each, superseded: true })), ...standing]
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
}

/** The earliest moment that may be promised for something learnt at a moment: the first contact's own allowance. */
export function soonestDue({ protocol, tier, calendar, zone }: Omit<PlanRequest, 'anchors'>, at: Date): Date {
  const offset = firstContactOf(protocol).offsets[tier];
  return offset ? momentAfter(at, offset, { calendar, zone }, protocol.dueTime) : at;
}

function isPromised(step: ProtocolCheckpoint, { tier, status, anchors, settled }: PlanRequest): boolean {
  const { arrivalOn, moveInOn } = anchors;
  if (settled?.has(step.code) || !step.offsets[tier] || !concernsStatus(step, status)) return false;
  // Once they are here, preparing for them is over.
  if (step.anchor === 'PLANNED_ARRIVAL') return anchors.plannedArrivalOn !== undefined && !arrivalOn;
  if (step.anchor !== 'MOVE_IN') return arrivalDay(anchors) !== undefined;
  if (!moveInOn || !arrivalOn) return false;
  // Moving in on the day of the arrival is the arrival.
  const days = daysBetween(arrivalOn, moveInOn);
  return days > 0 && days <= (step.withinDaysOfArrival ?? Infinity);
}

/** Counted from another event than the arrival, so that the protocol's order says nothing about it. */
function isApart(anchor: Anchor): boolean {
  return anchor === 'ARRIVAL_PROVINCE' || anchor === 'MOVE_IN';
}

function inSequence(steps: readonly ProtocolCheckpoint[], request: PlanRequest): { standing: PlannedCheckpoint[]; past: PlannedCheckpoint[] } {
  const standing: PlannedCheckpoint[] = [];
  const past: PlannedCheckpoint[] = [];

  for (const step of steps) {
    const previous = standing.at(-1);
    const dated = date(step, request, previous?.dueOn);
    if (step.firstContact && isPast(dated, standing, request)) standing.push(fromRegistration(step, request));
    else if (isPast(dated, standing, request)) past.push(dated);
    else if (previous && dated.dueOn <= previous.dueOn) standing.splice(-1, 1, holdFor(previous, dated));
    else standing.push(dated);
  }
  return { standing, past };
}

function joinApart(step: ProtocolCheckpoint, standing: PlannedCheckpoint[], past: PlannedCheckpoint[], request: PlanRequest): void {
  const raw = dayAfter(anchorDay(step.anchor, request.anchors), offsetOf(step, request), request.calendar);
  const dated = date(step, request, standing.findLast(({ dueOn }) => dueOn < raw)?.dueOn);
  if (isPast(dated, standing, request)) {
    past.push(dated);
    return;
  }

  const place = standing.findIndex(({ dueOn }) => dueOn >= dated.dueOn);
  const host = standing[place];
  if (!host) standing.push(dated);
  else if (host.dueOn === dated.dueOn) standing[place] = absorb(host, dated);
  else standing.splice(place, 0, dated);
}

/** Gone by at registration, or by the day on which a late first contact asks everything. */
function isPast({ dueAt, dueOn }: PlannedCheckpoint, standing: readonly PlannedCheckpoint[], { anchors }: PlanRequest): boolean {
  if (dueAt <= anchors.registeredAt) return true;
  return standing.some((each) => each.explain.anchor === 'REGISTRATION' && dueOn <= each.dueOn);
}

function date(step: ProtocolCheckpoint, request: PlanRequest, previousOn: CivilDate | undefined): PlannedCheckpoint {
  const { anchors, calendar, zone, protocol } = request;
  const offset = offsetOf(step, request);
  if (offset.unit === 'hours') {
    const start = elapsedFrom(anchors, zone);
    return promise(step, request, { dueAt: hoursAfter(start, offset, request), from: civilDateAt(start, zone), start, rolled: null });
  }

  const from = anchorDay(step.anchor, anchors);
  const raw = dayAfter(from, offset, calendar);
  // Nothing that follows an event rolls back onto it; what prepares it may.
  const floor = [previousOn, offset.amount > 0 ? from : undefined].reduce((a, b) => (!a || (b && b > a) ? b : a), undefined);
  const dueOn = rollFrom(raw, step, request, floor);
  const rolled = dueOn === raw ? null : dueOn < raw ? 'back' : 'forward';
  return promise(step, request, { dueAt: instantOf(dueOn, protocol.dueTime, zone), from, start: instantOf(from, 0, zone), rolled });
}

function rollFrom(raw: CivilDate, step: ProtocolCheckpoint, { calendar }: PlanRequest, floor: CivilDate | undefined): CivilDate {
  const rolled = calendar.roll(raw, step.roll);
  return step.roll === 'BACK' && rolled < raw && floor && rolled <= floor ? calendar.roll(raw, 'FORWARD') : rolled;
}

function fromRegistration(step: ProtocolCheckpoint, request: PlanRequest): PlannedCheckpoint {
  const { registeredAt } = request.anchors;
  const late = promise(step, request, {
    dueAt: soonestDue(request, registeredAt), from: civilDateAt(registeredAt, request.zone), start: registeredAt, rolled: null,
  });
  return { ...late, explain: { ...late.explain, anchor: 'REGISTRATION' } };
}

interface Dated { dueAt: Date; from: CivilDate; start: Date; rolled: PlanExplanation['rolled'] }

function promise(step: ProtocolCheckpoint, request: PlanRequest, { dueAt, from, start, rolled }: Dated): PlannedCheckpoint {
  const { tier, zone, anchors } = request;
  const offset = offsetOf(step, request);
  const { registeredAt } = anchors;
  return {
    code: step.code,
    dueAt,
    dueOn: civilDateAt(dueAt, zone),
    standardDueAt: dueAt,
    startedAt: start < registeredAt || dueAt <= start ? registeredAt : start,
    channel: step.channels[tier]?.[0] ?? 'call',
    checklist: step.checklist,
    absorbed: [],
    explain: { anchor: step.anchor, from, offset, clock: offset.clock, rolled, provisional: !anchors.arrivalOn, heldFor: null },
    superseded: false,
  };
}

/** The later checkpoint takes over the one it meets, on the later of their two moments. */
function holdFor(previous: PlannedCheckpoint, later: PlannedCheckpoint): PlannedCheckpoint {
  const merged = absorb(later, previous);
  if (later.dueAt >= previous.dueAt) return merged;
  const { dueAt, dueOn } = previous;
  return { ...merged, dueAt, dueOn, standardDueAt: dueAt, explain: { ...merged.explain, heldFor: previous.code } };
}

function absorb(host: PlannedCheckpoint, guest: PlannedCheckpoint): PlannedCheckpoint {
  return { ...inherit(host, guest), channel: moreDemanding(host.channel, guest.channel) };
}

/** What is asked passes on; a late first contact stays a call even if a visit was missed. */
function inherit(host: PlannedCheckpoint, guest: PlannedCheckpoint): PlannedCheckpoint {
  return {
    ...host,
    checklist: [...guest.checklist, ...host.checklist],
    absorbed: [...guest.absorbed, guest.code, ...host.absorbed],
  };
}

/** Known arrival time; else noon for one that was announced or lies ahead; else registration, when somebody stood there. */
function elapsedFrom(anchors: PlanAnchors, zone: string): Date {
  const { arrivalAt, registeredAt, plannedArrivalOn } = anchors;
  if (arrivalAt) return arrivalAt;
  const day = arrivalDay(anchors);
  if (day && (plannedArrivalOn || day > civilDateAt(registeredAt, zone))) return instantOf(day, '12:00', zone);
  return registeredAt;
}

function arrivalDay({ arrivalOn, plannedArrivalOn }: PlanAnchors): CivilDate | undefined {
  return arrivalOn ?? plannedArrivalOn;
}

function anchorDay(anchor: Anchor, anchors: PlanAnchors): CivilDate {
  const arrival = arrivalDay(anchors);
  const day = { PLANNED_ARRIVAL: anchors.plannedArrivalOn, ARRIVAL: arrival, ARRIVAL_PROVINCE: anchors.provinceArrivalOn ?? arrival, MOVE_IN: anchors.moveInOn }[anchor];
  if (!day) throw new RangeError(`A promise counted from ${anchor} needs its date`);
  return day;
}

function offsetOf({ code, offsets }: ProtocolCheckpoint, { tier }: PlanRequest): Offset {
  const offset = offsets[tier];
  if (!offset) throw new RangeError(`${code} is not promised to ${tier}`);
  return offset;
}
