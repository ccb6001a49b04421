import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { InvalidInput, NotFound } from '../../libs/http/refusal.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Chronicle } from '../cases/cases.door.js';
import { isContact } from './attempts.rules.js';
import { tick } from './checklist.rules.js';
import type { Checkpoint } from './checkpoint.entity.js';
import { ContactLog, type Tried } from './contact-log.js';
import { about, fact } from './follow-ups.events.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { LateReasons } from './late-reasons.js';
import { NextSteps } from './next-steps.js';
import { CHECKPOINT_ALARM } from './planning.js';
import type { LateReason } from './reasons.rules.js';
import { admitMove, type CheckpointAtHand, TakeUp } from './take-up.js';

/** How a checkpoint is completed: by a contact made already, by one made now, or (work on the file alone) by none. */
export interface Completion {
  readonly contactId?: string | undefined;
  readonly contact?: Tried | undefined;
  /** Other checkpoints of the case that the same contact serves. */
  readonly also?: readonly string[] | undefined;
  /** Lines settled: a code, or `code:newcomerId`. */
  readonly ticks?: readonly string[] | undefined;
  /** Why it comes so late; needed once the head of office has heard of it. */
  readonly lateBecause?: LateReason | undefined;
}

/** What completing gives back. */
export interface Completed {
  readonly id: string;
  readonly state: 'done';
  readonly done: readonly string[];
  readonly contactId: string | null;
  /** Whether the standard had passed: it counts as kept late. */
  readonly missed: boolean;
  readonly next: { readonly checkpointId: string; readonly code: string; readonly dueAt: Date };
}

/** A promise is kept: one contact, and as many checkpoints as it served. */
@Injectable()
export class CompleteCheckpoint {
  constructor(
    private readonly transactions: Transactions,
    private readonly takeUp: TakeUp,
    private readonly log: ContactLog,
    private readonly store: FollowUpsStore,
    private readonly steps: NextSteps,
    private readonly alarms: AlarmClock,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
    private readonly reasons: LateReasons,
  ) {}

  run(by: Actor, checkpointId: string, completion: Completion, seen?: number): Promise<Completed> {
    return this.transactions.run(by, async (tx) => {
      const atHand = await this.takeUp.checkpoint(tx, checkpointId);
      return this.within(tx, atHand, completion, seen);
    });
  }

  /** The same inside another deed's transaction, for a case that it holds already. */
  async within(tx: Tx, atHand: CheckpointAtHand, completion: Completion, seen?: number): Promise<Completed> {
    const { checkpoint, file } = atHand;
    const chosen = [checkpoint, ...others(atHand, completion.also ?? [])];
    const promised = completion.contactId ?? (completion.contact && 'made in this deed');
    const verdicts = chosen.map((each) => admitMove(atHand, each, 'complete', { at: tx.at, contactId: promised }, each === checkpoint ? seen : undefined));

    await this.reasons.take(tx, chosen, completion.lateBecause);
    const contactId = await this.contactOf(tx, atHand, completion);
    await this.tickAll(tx, chosen, completion.ticks ?? []);
    await this.store.settle(tx, chosen.map(({ id }) => id), { state: 'done', contactId });
    await this.alarms.cancel(tx, CHECKPOINT_ALARM, chosen.map(({ id }) => id));
    const next = await this.steps.keep(tx, atHand);
    for (const [i, each] of chosen.entries()) {
      const missed = verdicts[i]?.missed ?? false;
      await this.chronicle.write(tx, { caseId: file.id, kind: 'checkpoint.done', subjectId: each.id, details: { code: each.code, contactId, missed } });
    }
    await this.outbox.add(tx, ...chosen.map((each, i) =>
      fact('checkpoint.done', each.id, { ...about(each, file.teamId), contactId, missed: verdicts[i]?.missed ?? false })));
    return { id: checkpoint.id, state: 'done', done: chosen.map(({ id }) => id), contactId, missed: verdicts[0]?.missed ?? false, next };
  }

  private async contactOf(tx: Tx, atHand: CheckpointAtHand, { contactId, contact }: Completion): Promise<string | null> {
    if (contact) {
      if (!isContact(contact.outcome)) throw new InvalidInput([{ path: 'contact.outcome', code: 'follow-ups.faults.not-a-contact' }]);
      return (await this.log.write(tx, atHand, contact)).attemptId;
    }
    if (!contactId) return null;
    const made = await this.store.attemptById(tx, contactId);
    if (!made?.contact || made.caseId !== atHand.file.id) throw new InvalidInput([{ path: 'contactId', code: 'follow-ups.faults.not-a-contact' }]);
    return made.id;
  }

  private async tickAll(tx: Tx, chosen: readonly Checkpoint[], keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const by = tx.by.kind === 'person' ? tx.by.personId : null;
    await this.store.writeChecklists(tx, chosen.map(({ id, checklist }) => ({ id, checklist: tick(checklist, keys, tx.at, by) })));
  }
}

function others({ checkpoint, checkpoints }: CheckpointAtHand, ids: readonly string[]): Checkpoint[] {
  return [...new Set(ids)].filter((id) => id !== checkpoint.id).map((id) => {
    const found = checkpoints.find((each) => each.id === id);
    if (!found) throw new NotFound();
    return found;
  });
}
