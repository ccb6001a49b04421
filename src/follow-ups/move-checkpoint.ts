import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { Chronicle } from '../cases/cases.door.js';
import { about, fact } from './follow-ups.events.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { LateReasons } from './late-reasons.js';
import { NextSteps } from './next-steps.js';
import { wholeSecond } from './offset.rules.js';
import { firstAlarm } from './planning.js';
import type { LateReason, MoveReason } from './reasons.rules.js';
import { admitMove, TakeUp } from './take-up.js';

/** Until when, and why. */
export interface Moving {
  readonly dueAt: Date;
  readonly reason: MoveReason;
  /** Why it comes so late: needed once the head of office has heard of it, since moving begins the ladder anew. */
  readonly lateBecause?: LateReason | undefined;
}

/** A promise is put off, or brought forward, with a reason. Figures go on judging by the standard, which stays. */
@Injectable()
export class MoveCheckpoint {
  constructor(
    private readonly transactions: Transactions,
    private readonly takeUp: TakeUp,
    private readonly store: FollowUpsStore,
    private readonly steps: NextSteps,
    private readonly alarms: AlarmClock,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
    private readonly reasons: LateReasons,
  ) {}

  run(by: Actor, checkpointId: string, to: Moving, seen?: number): Promise<{ id: string; state: 'scheduled'; dueAt: Date }> {
    const dueAt = wholeSecond(to.dueAt);
    return this.transactions.run(by, async (tx) => {
      const atHand = await this.takeUp.checkpoint(tx, checkpointId);
      const { checkpoint, file, protocol, office } = atHand;
      admitMove(atHand, checkpoint, 'move', { at: tx.at, reason: to.reason, dueAt }, seen);

      await this.reasons.take(tx, [checkpoint], to.lateBecause);
      await this.store.move(tx, checkpoint, dueAt, to.reason);
      await this.alarms.set(tx, [firstAlarm({ ...checkpoint, dueAt }, protocol, office, tx.at)]);
      await this.steps.keep(tx, atHand);
      const details = { code: checkpoint.code, from: checkpoint.dueAt.toISOString(), to: dueAt.toISOString(), reason: to.reason };
      await this.chronicle.write(tx, { caseId: file.id, kind: 'checkpoint.moved', subjectId: checkpoint.id, details });
      await this.outbox.add(tx, fact('checkpoint.moved', checkpoint.id, { ...about(checkpoint, file.teamId), ...details }));
      return { id: checkpoint.id, state: 'scheduled', dueAt };
    });
  }
}
