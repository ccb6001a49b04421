import type { CloseReason } from '../cases/case.rules.js';
import { isMinor } from '../cases/newcomers/newcomers.rules.js';
import { pointsOf, tick } from '../follow-ups/checklist.rules.js';
import { nextContact } from '../follow-ups/intervals.rules.js';
import type { PlannedCheckpoint } from '../follow-ups/plan.rules.js';
import { contactRowOf, rowOf } from '../follow-ups/planning.js';
import type { MoveReason } from '../follow-ups/reasons.rules.js';
import { askConsents, assess, assessAgain } from './assessments.js';
import type { Chance } from './chance.js';
import { dayOf, later, latest, type Scene } from './scene.js';
import { newStep, scheduledOf, type Step, type Story } from './story.js';

/** What can be done in a case, written into its story as the house's deeds would write it into its tables. */
export class CaseWork {
  /** The last moment at which something was done. */
  clock: Date;

  constructor(private readonly chance: Chance, private readonly scene: Scene, private readonly story: Story) {
    this.clock = story.file.coming.registeredAt;
  }

  /** Promises what a plan says. */
  promise(planned: readonly PlannedCheckpoint[]): void {
    const { file, steps } = this.story;
    const owner = { caseId: file.id, ownerId: file.ownerId, tier: file.household.tier };
    steps.push(...planned.map((each) => newStep(rowOf(each, owner), this.chance.id(file.coming.registeredAt), file.coming.registeredAt)));
  }

  /** The house's own rule: the case goes on with a next step, sooner if its tier asks for it. */
  keep(at: Date): void {
    const { story, scene: { office, protocol } } = this;
    const { file } = story;
    const contact = nextContact({ ...office, protocol, tier: file.household.tier, at, scheduled: scheduledOf(story).map(({ dueAt }) => dueAt) });
    if (!contact) return;
    const row = contactRowOf(contact, { caseId: file.id, ownerId: file.ownerId, tier: file.household.tier });
    story.steps.push(newStep(row, this.chance.id(at), at));
  }

  /** Puts a step off, or brings it forward. */
  shift(step: Step, at: Date, to: Date, reason: MoveReason): void {
    this.breakAt(step, at);
    this.say(at, 'checkpoint.moved', { code: step.code, from: step.dueAt.toISOString(), to: to.toISOString(), reason, subjectId: step.id });
    step.dueAt = to;
    step.movedReason = reason;
    step.generation += 1;
    this.clock = latest(this.clock, at);
    this.keep(at);
  }

  /** Ends a step; if its time had passed, the promise is broken all the same. */
  settle(step: Step, state: 'done' | 'waived' | 'superseded' | 'lapsed', at: Date, by: string | null = this.story.file.ownerId, contactId: string | null = null, reason: string | null = null): void {
    this.breakAt(step, at);
    step.state = state;
    step.settledAt = at;
    step.settledBy = by;
    step.contactId = contactId;
    step.reason = reason;
    step.nextAttemptAt = null;
    step.nextAttemptChannel = null;
    const missed = at > step.standardDueAt;
    if (state === 'done') this.say(at, 'checkpoint.done', { code: step.code, contactId, missed, subjectId: step.id });
    if (state === 'waived') this.say(at, 'checkpoint.waived', { code: step.code, reason, missed, subjectId: step.id });
  }

  /** A promise that had passed by then is broken, whatever becomes of it. */
  breakAt(step: Step, at: Date): void {
    const { broken, file } = this.story;
    if (at > step.dueAt && !broken.some((each) => each.step === step)) broken.push({ step, dueAt: step.dueAt, ownerId: file.ownerId });
  }

  /** Ticks nearly everything that was to be asked. */
  tickOff(step: Step, at: Date): void {
    const { file: { newcomerIds, household, ownerId } } = this.story;
    const members = household.people.map(({ birthOn }, i) => ({ id: newcomerIds[i] ?? '', child: isMinor({ birthOn }, dayOf(this.scene, at)) }));
    const keys = pointsOf(step.checklist, members).filter(() => this.chance.happens(0.93)).map(({ key }) => key);
    step.checklist = tick(step.checklist, keys, at, ownerId);
  }

  /** What belongs to a step besides the contact: consents and scores. */
  follow(code: string, at: Date): void {
    const { chance, scene, story } = this;
    const first = code === 'D07' || (story.scores.length === 0 && ['D14', 'D30', 'D90'].includes(code));
    if (first) {
      const { consents, events } = askConsents(chance, scene, story, later(scene, at, 6));
      story.consents.push(...consents);
      story.events.push(...events);
    } else if (!['D90', 'D180', 'D365'].includes(code)) return;
    const find = story.scores.length === 0 ? assess : assessAgain;
    const found = find(chance, story, later(scene, at, 12), scene.cast.notes['needs'] ?? []);
    story.scores.push(...found.scores);
    story.events.push(...found.events);
  }

  /** Closes the case; what was still promised lapses. */
  close(reason: CloseReason, at: Date, by = this.story.file.ownerId): false {
    const { story } = this;
    for (const step of scheduledOf(story)) this.settle(step, 'lapsed', at, by);
    if (reason !== 'did_not_arrive') this.note('closed', later(this.scene, at, -1), 0.3);
    Object.assign(story, { state: 'closed', closedAt: at, closeReason: reason, unreachedSince: null });
    this.say(at, 'case.closed', { reason }, by);
    return false;
  }

  /** A sentence that belongs to a step, or none. */
  remark(code: string, probability: number): string | null {
    const sentences = this.scene.cast.notes[code];
    return sentences && this.chance.happens(probability) ? this.chance.pick(sentences) : null;
  }

  /** Somebody writes a note, with this probability. */
  note(code: string, at: Date, probability: number): void {
    const body = this.remark(code, probability);
    if (!body || at > this.scene.asOf) return;
    const id = this.chance.id(at);
    this.story.notes.push({ id, body, at, by: this.story.file.ownerId });
    this.say(at, 'note.written', { noteId: id });
  }

  /** A line of the timeline. */
  say(at: Date, kind: string, details: Readonly<Record<string, unknown>>, by: string | null = this.story.file.ownerId): void {
    this.story.events.push({ at, kind, by, details });
  }
}
