import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { Refusal } from '../../libs/http/refusal.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Chronicle, type NextStep } from '../cases/cases.door.js';
import type { Checkpoint } from './checkpoint.entity.js';
import { fact } from './follow-ups.events.js';
import { FollowUpsStore, type NewCheckpoint } from './follow-ups.store.js';
import { NextSteps } from './next-steps.js';
import { plan, soonestDue, type PlannedCheckpoint } from './plan.rules.js';
import { CHECKPOINT_ALARM, firstAlarm, requestOf, rowOf } from './planning.js';
import { isUnchanged, replan, type PlanDifference } from './replan.rules.js';
import { admitHands, type CaseAtHand, TakeUp } from './take-up.js';

/** A difference that somebody looked at, with the digest that accepts exactly it. */
export interface PlanPreviewed {
  readonly difference: PlanDifference;
  readonly unchanged: boolean;
  readonly digest: string;
}

/** How long a difference may be looked at before it must be worked out again, in office milliseconds. */
const VALID_MS = 30 * 60_000;

/** The plan of a case worked out again: shown as a difference, then accepted by a person, exactly as it was shown. */
@Injectable()
export class ReplanCase {
  constructor(
    private readonly transactions: Transactions,
    private readonly takeUp: TakeUp,
    private readonly store: FollowUpsStore,
    private readonly steps: NextSteps,
    private readonly alarms: AlarmClock,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  /** What working the plan out again would change now. Writes nothing. */
  preview(by: Actor, caseId: string): Promise<PlanPreviewed> {
    return this.transactions.read(by, async (tx) => previewOf(await this.takeUp.look(tx, caseId), tx.at));
  }

  /** Applies the difference of that digest. @throws Refusal `follow-ups.plan-changed` when it would be another by now */
  accept(by: Actor, caseId: string, digest: string): Promise<{ id: string; added: string[]; superseded: string[]; next: NextStep }> {
    return this.transactions.run(by, async (tx) => {
      const atHand = await this.takeUp.case(tx, caseId);
      if (atHand.file.state === 'closed') throw new Refusal('follow-ups.case-closed', { state: atHand.file.state });
      admitHands(atHand, 'owner');
      const shownAt = new Date(Number(digest.split('.')[0]) || 0);
      const { difference, digest: expected } = previewOf(atHand, shownAt);
      const age = tx.at.getTime() - shownAt.getTime();
      if (expected !== digest || age < 0 || age > VALID_MS || !stillAhead(difference, tx.at)) throw new Refusal('follow-ups.plan-changed', { state: atHand.file.state });
      return this.apply(tx, atHand, difference);
    });
  }

  /** Applies a difference to a case that the caller holds; what moves is superseded by a promise with its own standard. */
  async apply(tx: Tx, atHand: CaseAtHand, difference: PlanDifference): Promise<{ id: string; added: string[]; superseded: string[]; next: NextStep }> {
    const { file, protocol, office } = atHand;
    const gone = [...difference.superseded, ...difference.moved].map(({ present }) => present.id);
    const news = newRows(atHand, difference);
    await this.store.settle(tx, gone, { state: 'superseded' });
    await this.alarms.cancel(tx, CHECKPOINT_ALARM, gone);
    await this.store.insert(tx, news);
    await this.alarms.setFirst(tx, news.map((row) => firstAlarm(row, protocol, office, tx.at)));
    await this.store.answerLost(tx, file.id);
    const next = await this.steps.keep(tx, atHand);

    const added = news.map(({ code }) => code);
    const superseded = difference.superseded.map(({ present }) => present.code);
    if (gone.length + news.length > 0) {
      await this.chronicle.write(tx, { caseId: file.id, kind: 'plan.changed', details: { added, superseded } });
      await this.outbox.add(tx, fact('plan.changed', file.id, { caseId: file.id, added, superseded }));
    }
    return { id: file.id, added, superseded, next };
  }
}

/** The difference between a case's checkpoints and its plan as of a moment. */
export function differenceOf({ file, checkpoints, protocol, office }: CaseAtHand, at: Date): PlanDifference {
  const request = requestOf(file, protocol, office);
  const present = checkpoints.map(({ id, code, state, dueAt, movedReason, explain }) => ({
    id, code, state, dueAt, movedByHand: movedReason !== null, absorbed: 'absorbed' in explain ? explain.absorbed ?? [] : [],
  }));
  return replan({ protocol, present, planned: plan(request), at, soonest: soonestDue(request, at) });
}

/** What working the plan out again would change as of a moment, with the digest that accepts it. */
export function previewOf(atHand: CaseAtHand, at: Date): PlanPreviewed {
  const difference = differenceOf(atHand, at);
  return { difference, unchanged: isUnchanged(difference), digest: `${at.getTime()}.${digestOf(atHand, difference)}` };
}

function digestOf({ checkpoints }: CaseAtHand, { moved, added, superseded }: PlanDifference): string {
  const said = {
    moved: moved.map(({ present, to }) => [present.id, to]),
    added: added.map(({ code, dueAt }) => [code, dueAt]),
    superseded: superseded.map(({ present, into }) => [present.id, into]),
    // What somebody does to a checkpoint meanwhile is a change of the facts.
    standing: checkpoints.filter(({ state }) => state === 'scheduled').map(({ id, version }) => [id, version]),
  };
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
}

function stillAhead({ moved, added }: PlanDifference, at: Date): boolean {
  return moved.every(({ to }) => to > at) && added.every(({ dueAt }) => dueAt > at);
}

function newRows({ file, checkpoints }: CaseAtHand, { moved, added }: PlanDifference): NewCheckpoint[] {
  const { ownerId, tier } = file;
  if (ownerId === null) throw new Error('a case without an owner cannot be planned');
  const owner = { caseId: file.id, ownerId, tier };
  // Ticks survive, whichever checkpoint their line now belongs to.
  const ticked = checkpoints.filter(({ state }) => state === 'scheduled').flatMap(({ checklist }: Checkpoint) => checklist.filter(({ done }) => done.length > 0));
  return [
    ...moved.map(({ planned, to, because }) => rowOf(datedFor(planned, to, because === 'already-past'), owner, ticked)),
    ...added.map((each) => rowOf(each, owner, ticked)),
  ];
}

/** What should have been already is promised for the soonest moment, and judged by that. */
function datedFor(planned: PlannedCheckpoint, to: Date, anew: boolean): PlannedCheckpoint {
  return { ...planned, dueAt: to, superseded: false, standardDueAt: anew ? to : planned.standardDueAt };
}
