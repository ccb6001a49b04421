/**
 * What a new plan would change: shown as a difference, then accepted by a person.
 *
 * Three things are never rewritten: what is done or waived; a promise already missed whose new date has passed too (a
 * breach is recorded once and not erased); and a date that a person chose by hand, unless the new plan makes it
 * impossible. And nothing is promised for the past: what should already have been, but was not yet due, falls due as
 * soon as a first contact would; what meets there becomes one checkpoint.
 */
import type { CheckpointState } from './checkpoint.rules.js';
import type { PlannedCheckpoint } from './plan.rules.js';
import type { Protocol } from './protocol.rules.js';

/** A checkpoint of the case as it stands. */
export interface PresentCheckpoint {
  readonly id: string;
  readonly code: string;
  readonly state: CheckpointState;
  readonly dueAt: Date;
  /** Codes whose checklists it took over. */
  readonly absorbed: readonly string[];
  /** A person chose its present date. */
  readonly movedByHand: boolean;
}

/** What the difference is made from: a plan made with `settledCodes`, and `soonestDue` at the same moment. */
export interface ReplanRequest {
  readonly protocol: Pick<Protocol, 'checkpoints'>;
  readonly present: readonly PresentCheckpoint[];
  readonly planned: readonly PlannedCheckpoint[];
  readonly at: Date;
  readonly soonest: Date;
}

/** Why a date changes: the plan says so; it would lie in the past; the date chosen by hand no longer fits. */
export type MoveReason = 'plan' | 'already-past' | 'hand-date-impossible';

/** The difference, each part in the order of the protocol. What is done appears nowhere: it stays. */
export interface PlanDifference {
  /** `planned` is absent for what no plan makes, such as contacts in between. */
  readonly kept: readonly { readonly present: PresentCheckpoint; readonly planned?: PlannedCheckpoint; readonly byHand: boolean }[];
  readonly moved: readonly { readonly present: PresentCheckpoint; readonly planned: PlannedCheckpoint; readonly from: Date; readonly to: Date; readonly because: MoveReason }[];
  readonly added: readonly PlannedCheckpoint[];
  /** `into` takes over the checklist, if one does. */
  readonly superseded: readonly { readonly present: PresentCheckpoint; readonly into: string | null }[];
}

interface Entry { present: PresentCheckpoint; planned: PlannedCheckpoint; to: Date; because: MoveReason | 'kept' | 'kept-by-hand' }
interface Addition { present?: undefined; planned: PlannedCheckpoint; to: Date; because: 'added' }

/** What is done with, its own code and those it had taken over: a new plan leaves them alone. */
export function settledCodes(present: readonly Pick<PresentCheckpoint, 'code' | 'state' | 'absorbed'>[]): ReadonlySet<string> {
  const settled = present.filter(({ state }) => state === 'done' || state === 'waived');
  return new Set(settled.flatMap(({ code, absorbed }) => [code, ...absorbed]));
}

/** Works out the difference between the scheduled checkpoints and a new plan. */
export function replan(request: ReplanRequest): PlanDifference {
  const { protocol, present, planned, at } = request;
  const codes = new Set(protocol.checkpoints.map(({ code }) => code));
  const scheduled = present.filter(({ state }) => state === 'scheduled');
  const settled = settledCodes(present);
  const inherited = new Set(planned.flatMap(({ absorbed }) => absorbed));
  // What is past and taken over by nothing is still to be asked, if it was scheduled.
  const standing = planned.filter(({ superseded, code }) => !settled.has(code) && !(superseded && inherited.has(code)));

  const entries = standing.flatMap((each): (Entry | Addition)[] => {
    const found = scheduled.find(({ code }) => code === each.code);
    if (found) return [entry(found, each, standing, request)];
    return each.superseded || each.dueAt <= at ? [] : [{ planned: each, to: each.dueAt, because: 'added' }];
  });
  const { staying, joined } = joinPast(entries);
  const gone = scheduled.filter(({ code }) => codes.has(code) && !standing.some((each) => each.code === code));

  return {
    kept: [
      ...staying.filter(isKept).map((each) => ({ present: each.present, planned: each.planned, byHand: each.because === 'kept-by-hand' })),
      ...scheduled.filter(({ code }) => !codes.has(code)).map((each) => ({ present: each, byHand: each.movedByHand })),
    ],
    moved: staying.flatMap((each) => each.because === 'kept' || each.because === 'kept-by-hand' || each.because === 'added' ? []
      : [{ present: each.present, planned: each.planned, from: each.present.dueAt, to: each.to, because: each.because }]),
    added: staying.flatMap((each) => each.because === 'added' ? [each.planned] : []),
    superseded: [
      ...gone.map((each) => ({ present: each, into: standing.find(({ absorbed }) => absorbed.includes(each.code))?.code ?? null })),
      ...joined.map(({ present: from, into }) => ({ present: from, into })),
    ],
  };
}

/** Says whether accepting would change anything. */
export function isUnchanged({ moved, added, superseded }: PlanDifference): boolean {
  return moved.length + added.length + superseded.length === 0;
}

function entry(present: PresentCheckpoint, planned: PlannedCheckpoint, standing: readonly PlannedCheckpoint[], { at, soonest }: ReplanRequest): Entry {
  const keep = { present, planned, to: present.dueAt };
  const { dueAt } = planned;
  if (present.dueAt.getTime() === dueAt.getTime()) return { ...keep, because: present.movedByHand ? 'kept-by-hand' : 'kept' };
  if (present.dueAt <= at && dueAt <= at) return { ...keep, because: 'kept' };
  if (present.movedByHand && isPossible(present.dueAt, planned, standing, at)) return { ...keep, because: 'kept-by-hand' };
  // The sooner of the two: learning that they came earlier never buys us time.
  if (dueAt <= at) return { ...keep, to: soonest < present.dueAt ? soonest : present.dueAt, because: 'already-past' };
  return { ...keep, to: dueAt, because: present.movedByHand ? 'hand-date-impossible' : 'plan' };
}

/** Ahead of us, after the checkpoint before it and before the one after it. */
function isPossible(dueAt: Date, planned: PlannedCheckpoint, standing: readonly PlannedCheckpoint[], at: Date): boolean {
  const place = standing.indexOf(planned);
  const previous = standing[place - 1];
  const next = standing[place + 1];
  return dueAt > at && (!previous || dueAt > previous.dueAt) && (!next || dueAt < next.dueAt);
}

/** Where what is past would fall with what follows it, or after, that one takes it over. */
function joinPast(entries: readonly (Entry | Addition)[]): { staying: (Entry | Addition)[]; joined: { present: PresentCheckpoint; into: string }[] } {
  const staying: (Entry | Addition)[] = [];
  const joined: { present: PresentCheckpoint; into: string }[] = [];
  for (const each of entries) {
    let previous = staying.at(-1);
    while (previous?.because === 'already-past' && each.to <= previous.to) {
      staying.pop();
      joined.push({ present: previous.present, into: each.planned.code });
      previous = staying.at(-1);
    }
    staying.push(each);
  }
  const last = new Map(joined.map(({ present, into }) => [present.code, into]));
  return { staying, joined: joined.map((each) => ({ ...each, into: finallyInto(each.into, last) })) };
}

function finallyInto(code: string, into: ReadonlyMap<string, string>): string {
  const next = into.get(code);
  return next ? finallyInto(next, into) : code;
}

function isKept(each: Entry | Addition): each is Entry {
  return each.because === 'kept' || each.because === 'kept-by-hand';
}
