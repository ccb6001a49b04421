/**
 * A household's first year at the office, as it might have gone: promises are made by the house's own plan, kept or
 * broken by chance, and what follows from each (contacts in between, attempts, silence, closing) follows the house's
 * own rules. Everything up to the scene's morning has happened; what lies after it is scheduled.
 */
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import type { CloseReason } from '../cases/case.rules.js';
import { plan, type PlanAnchors } from '../follow-ups/plan.rules.js';
import type { MoveReason } from '../follow-ups/reasons.rules.js';
import { CaseWork } from './case-work.js';
import type { Chance } from './chance.js';
import { isFirstContact, SETTLED, WAIVED } from './fates.js';
import { fail, reach } from './outreach.js';
import { appointment, dayOf, later, latest, morningOf, officeMoment, type Scene } from './scene.js';
import { type CaseFile, newStory, scheduledOf, type Step, type Story } from './story.js';

/** How the last days before the morning go, so that every desk has a believable day's work on it. */
export interface Ending {
  /** What was due may still be undone. */
  readonly late: boolean;
  /** What is due today was done yesterday. */
  readonly early: boolean;
  /** What comes in the next days was brought forward to today, because the household asked. */
  readonly today: boolean;
}

/** Days before a promise is due in which people begin to work on it. */
const BEGUN_DAYS = 4;
const ON_TIME = 0.83;
const LATE_MINUTES = { P1: 70, P2: 330, P3: 620, P4: 700 } as const;
const OFFICE_DAY_MINUTES = 510;

/** Tells the story of one household. The same chance and ending tell the same story. */
export function live(chance: Chance, scene: Scene, file: CaseFile, ending: Ending): Story {
  return new Life(chance, scene, newStory(file), ending).tell();
}

class Life {
  private readonly work: CaseWork;
  private readonly lostAt: string | null;

  constructor(private readonly chance: Chance, private readonly scene: Scene, private readonly story: Story, private readonly ending: Ending) {
    this.work = new CaseWork(chance, scene, story);
    const lost = !story.file.coming.fresh && chance.happens(0.09);
    this.lostAt = lost ? chance.weighted([[story.file.punctual ? 'D14' : 'D01', 2], ['D14', 1], ['D30', 2], ['CONTACT', 4], ['D60', 1], ['D90', 1]]) : null;
  }

  tell(): Story {
    const { story } = this;
    this.open();
    if (story.state === 'expected') {
      this.prepare();
      this.arrive();
    }
    for (let turns = 0; turns < 120 && story.state === 'open'; turns += 1) {
      const step = scheduledOf(story)[0];
      if (!step) throw new Error('nobody is without a next step, not even in a story');
      if (!this.go(step)) break;
    }
    for (const step of scheduledOf(story)) this.work.breakAt(step, this.scene.asOf);
    return story;
  }

  private open(): void {
    const { file } = this.story;
    const { registeredAt, plannedArrivalOn, arrivalOn, arrivalAt } = file.coming;
    this.work.say(registeredAt, 'case.opened', { state: this.story.state, tier: file.household.tier, size: file.household.people.length, source: file.coming.source }, file.assigned ? file.ownerId : file.leadId);
    if (file.household.restricted) this.work.say(later(this.scene, registeredAt, 3), 'case.restricted', {}, file.ownerId);
    if (!plannedArrivalOn) Object.assign(this.story, { arrivalOn, arrivalAt });
    this.work.promise(plan(this.request(plannedArrivalOn ? { plannedArrivalOn } : {})));
  }

  private request(anchors: Partial<PlanAnchors> = {}) {
    const { scene: { office, protocol }, story: { file, arrivalOn, arrivalAt } } = this;
    const { registeredAt, provinceArrivalOn } = file.coming;
    return {
      ...office, protocol, tier: file.household.tier, status: file.household.status,
      anchors: {
        registeredAt, arrivalOn: arrivalOn ?? undefined, arrivalAt: arrivalAt ?? undefined, provinceArrivalOn: provinceArrivalOn ?? undefined,
        moveInOn: file.movedInOn ?? undefined, ...anchors,
      },
    };
  }

  /** Before they come there is work on the file alone. */
  private prepare(): void {
    const step = scheduledOf(this.story)[0];
    if (step?.code !== 'PRE') return;
    const at = this.inTime(step, this.chance.happens(0.9));
    if (at > this.scene.asOf) return;
    this.work.settle(step, 'done', at);
    this.work.note('PRE', at, 0.7);
  }

  /** The plan made again with the true day; not while they are expected, and not for those who never came. */
  private arrive(): void {
    const { story, scene } = this;
    const { coming } = story.file;
    if (coming.came === 'not-yet') return;
    if (coming.came === 'never') {
      const asked = morningOf(scene, scene.office.calendar.addBusinessDays(coming.plannedArrivalOn ?? scene.day, this.chance.whole(2, 4)));
      this.work.close('did_not_arrive', later(scene, asked, this.chance.whole(20, 300)));
      return;
    }
    const arrivedOn = coming.arrivalOn as CivilDate;
    const at = latest(coming.arrivalAt ?? morningOf(scene, arrivedOn), coming.registeredAt);
    const confirmedAt = new Date(at.getTime() + this.chance.whole(40, 150) * 60_000);
    const before = story.steps.splice(0).filter(({ code }) => code === 'PRE');
    for (const step of before) if (step.state === 'scheduled') this.work.settle(step, 'superseded', confirmedAt, null);
    story.steps.push(...before);
    Object.assign(story, { state: 'open', arrivalOn: arrivedOn, arrivalAt: coming.arrivalAt });
    this.work.say(confirmedAt, 'case.arrived', {});
    this.work.promise(plan({ ...this.request({ plannedArrivalOn: coming.plannedArrivalOn ?? undefined }), settled: new Set(['PRE']) }));
    this.work.clock = latest(this.work.clock, confirmedAt);
  }

  /** One step further; false when the morning is reached. */
  private go(step: Step): boolean {
    const { chance, scene, story, ending } = this;
    const { asOf, midnight, nextMidnight } = scene;
    if (step.dueAt < scene.asOf && this.isLost(step)) return this.loseTouch(step);

    const first = isFirstContact(step);
    const punctual = first ? story.file.punctual : chance.happens(ON_TIME);
    const flexible = !step.movedReason && story.file.household.tier !== 'P1' && step.channel !== 'file' && !(first && punctual);
    const luck = chance.unit();
    if (flexible && luck < 0.05) return this.move(step);
    if (flexible && !first && luck < 0.075 && WAIVED[step.code]) return this.waive(step);

    let at = this.inTime(step, punctual);
    if (ending.early && step.dueAt >= asOf && step.dueAt < nextMidnight && at > midnight && this.work.clock < midnight) at = officeMoment(chance, scene, this.work.clock, midnight, 2);
    if (!ending.late && step.dueAt < asOf && at > asOf) at = officeMoment(chance, scene, latest(this.work.clock, addDaysTo(step.dueAt, -1)), asOf, 1);
    if (at <= asOf) return this.meet(step, at);
    return this.wait(step);
  }

  /** Up to the morning nothing was settled: perhaps somebody tried already, or the household asked to come today. */
  private wait(step: Step): false {
    const { chance, scene, ending } = this;
    const begun = latest(this.work.clock, addDaysTo(scene.asOf, -2));
    if (ending.today && step.dueAt >= scene.nextMidnight && !step.movedReason) {
      this.work.shift(step, officeMoment(chance, scene, begun, scene.asOf), appointment(chance, scene, scene.day, 10), 'household_asked');
    } else if (step.dueAt < scene.nextMidnight && step.channel !== 'file' && begun < scene.asOf && chance.happens(0.3)) {
      const at = officeMoment(chance, scene, begun, scene.asOf);
      if (at < scene.asOf) fail(chance, scene, this.story, step, at);
    }
    return false;
  }

  private inTime(step: Step, punctual: boolean): Date {
    const { chance, scene } = this;
    const begin = latest(this.work.clock, latest(step.startedAt, addDaysTo(step.dueAt, -BEGUN_DAYS)));
    if (punctual && begin < step.dueAt) return officeMoment(chance, scene, begin, step.dueAt, 0.6);
    const minutes = Math.min(7 * OFFICE_DAY_MINUTES, 20 + chance.delay(LATE_MINUTES[step.tier]));
    return later(scene, latest(this.work.clock, step.dueAt), minutes);
  }

  /** A contact, after a failed attempt or two; it settles everything that was due by then. */
  private meet(step: Step, at: Date): boolean {
    const { chance, scene, story } = this;
    if (step.channel !== 'file') this.tryBefore(step, at);
    const served = [step, ...scheduledOf(story).filter((each) => each !== step && each.dueAt <= at)];
    const contactId = step.channel === 'file' ? null : reach(chance, story, step, at, this.work.remark(step.code, 0.12));
    for (const each of served) {
      this.work.tickOff(each, at);
      this.work.settle(each, 'done', at, story.file.ownerId, contactId);
    }
    this.work.clock = at;
    for (const { code } of served) this.work.follow(code, at);
    this.work.note(step.code, later(scene, at, 4), step.code === 'CONTACT' ? 0.18 : 0.4);
    const reason = this.endingReason(step.code);
    const closing = later(scene, at, chance.whole(10, 40));
    if (reason && closing <= scene.asOf) return this.work.close(reason, closing);
    this.work.keep(at);
    return true;
  }

  private tryBefore(step: Step, at: Date): void {
    const { chance, scene, story } = this;
    const fails = chance.weighted([[0, 63], [1, 24], [2, 9], [3, 4]]);
    let when = officeMoment(chance, scene, latest(this.work.clock, addDaysTo(at, -3)), at);
    let channel: Parameters<typeof fail>[5];
    for (let i = 0; i < fails && when < at; i += 1) {
      const next = fail(chance, scene, story, step, when, channel);
      if (next.kind === 'stop') return;
      when = next.at;
      channel = next.channel;
    }
  }

  /** The ladder of attempts to its end; found again after a while, or closed by the lead after the protocol's thirty days. */
  private loseTouch(step: Step): boolean {
    const { chance, scene, story } = this;
    const firstTry = officeMoment(chance, scene, latest(this.work.clock, addDaysTo(step.dueAt, -3)), latest(step.dueAt, addDaysTo(this.work.clock, 1)));
    let next: ReturnType<typeof fail> = { kind: 'attempt', at: firstTry, channel: step.channel, rung: 0 };
    for (let i = 0; i < 6 && next.kind === 'attempt' && next.at < scene.asOf; i += 1) {
      this.work.clock = next.at;
      next = fail(chance, scene, story, step, next.at, i === 0 ? undefined : next.channel);
    }
    this.work.note('unreached', later(scene, this.work.clock, 5), 0.6);
    const foundAt = later(scene, this.work.clock, OFFICE_DAY_MINUTES * chance.whole(2, 12));
    if (chance.happens(0.35) && foundAt < scene.asOf) return this.meetAgain(step, foundAt);

    const silentSince = story.lastContactAt ?? story.file.coming.registeredAt;
    const closing = later(scene, latest(this.work.clock, addDaysTo(silentSince, scene.protocol.attempts.closureAfter.amount)), OFFICE_DAY_MINUTES * chance.whole(1, 9));
    if (story.unreachedSince && closing < scene.asOf) return this.work.close('unreached', closing, story.file.leadId);
    const movedAt = later(scene, this.work.clock, 30);
    if (movedAt < scene.asOf) this.work.shift(step, movedAt, appointment(chance, scene, scene.office.calendar.addBusinessDays(scene.day, chance.whole(1, 6))), 'household_away');
    return false;
  }

  private meetAgain(step: Step, at: Date): boolean {
    this.work.clock = latest(this.work.clock, addDaysTo(at, -0.02));
    const contactId = reach(this.chance, this.story, step, at, null);
    for (const each of [step, ...scheduledOf(this.story).filter((other) => other !== step && other.dueAt <= at)]) {
      this.work.settle(each, 'done', at, this.story.file.ownerId, contactId);
      this.work.follow(each.code, at);
    }
    this.work.clock = at;
    this.work.keep(at);
    return true;
  }

  private move(step: Step): boolean {
    const { chance, scene } = this;
    const begin = latest(this.work.clock, addDaysTo(step.dueAt, -3));
    const at = officeMoment(chance, scene, begin, latest(step.dueAt, addDaysTo(begin, 0.1)), 0.5);
    const to = appointment(chance, scene, scene.office.calendar.addBusinessDays(dayOf(scene, latest(step.dueAt, at)), chance.whole(1, 4)));
    if (at > scene.asOf) return this.wait(step);
    this.work.shift(step, at, to, chance.pick<MoveReason>(['household_asked', 'interpreter_missing', 'household_away', 'illness', 'waiting_for_answer']));
    return true;
  }

  private waive(step: Step): boolean {
    const { chance, scene } = this;
    const begin = latest(this.work.clock, addDaysTo(step.dueAt, -3));
    const at = officeMoment(chance, scene, begin, latest(step.dueAt, addDaysTo(begin, 0.1)));
    if (at > scene.asOf) return this.wait(step);
    // Once it is late, letting it go is no longer for its owner alone.
    if (at >= step.dueAt) return this.meet(step, at);
    const reason = chance.pick(WAIVED[step.code] ?? ['already_settled']);
    this.work.settle(step, 'waived', at, this.story.file.ownerId, null, reason);
    this.work.clock = at;
    this.work.keep(at);
    return true;
  }

  private endingReason(code: string): CloseReason | undefined {
    const { chance, story: { file: { household: { tier } } } } = this;
    const settled = SETTLED[code]?.[tier] ?? 0;
    if (chance.happens(settled)) return 'settled';
    if (code === 'D01') return chance.happens(0.005) ? 'duplicate' : undefined;
    return chance.happens(0.012) ? chance.weighted<CloseReason>([['moved', 6], ['declined_help', 3], ['transferred', 2]]) : undefined;
  }

  private isLost(step: Step): boolean {
    return this.lostAt === step.code && this.story.unreachedSince === null && !this.story.trials.some(({ stepId, contact }) => stepId === step.id && !contact)
      && this.story.events.every(({ kind }) => kind !== 'case.unreached') && step.channel !== 'file' && !step.movedReason;
  }

}

const addDaysTo = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000);
