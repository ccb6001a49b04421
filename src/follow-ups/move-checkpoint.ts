import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { Chronicle } from '../cases/cases.door.js';
import { about, fact } from './follow-ups.events.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { NextSteps } from './next-steps.js';
import { wholeSecond } from './offset.rules.js';
import { firstAlarm } from './planning.js';
import type { MoveReason } from './reasons.rules.js';
import { admitMove, TakeUp } from './take-up.js';

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
  ) {}

  run(by: Actor, checkpointId: string, to: { readonly dueAt: Date; readonly reason: MoveReason }, seen?: number): Promise<{ id: string; state: 'scheduled'; dueAt: Date }> {
    const dueAt = wholeSecond(to.dueAt);
    return this.transactions.run(by, async (tx) => {
      const atHand = await this.takeUp.checkpoint(tx, checkpointId);
      const { checkpoint, file, protocol, office } = atHand;
      admitMove(atHand, checkpoint, 'move', { at: tx.at, reason: to.reason, dueAt }, seen);

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
