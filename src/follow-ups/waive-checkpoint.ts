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
import { CHECKPOINT_ALARM } from './planning.js';
import type { LateReason, WaiveReason } from './reasons.rules.js';
import { admitMove, TakeUp } from './take-up.js';

/** A checkpoint is let go, with a reason; after its due time it still counts as missed. */
@Injectable()
export class WaiveCheckpoint {
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

  /** `lateBecause` says why it comes so late; it is needed once the head of office has heard of it. */
  run(by: Actor, checkpointId: string, reason: WaiveReason, seen?: number, lateBecause?: LateReason): Promise<{ id: string; state: 'waived'; missed: boolean }> {
    return this.transactions.run(by, async (tx) => {
      const atHand = await this.takeUp.checkpoint(tx, checkpointId);
      const { checkpoint, file } = atHand;
      const { missed } = admitMove(atHand, checkpoint, 'waive', { at: tx.at, reason }, seen);

      await this.reasons.take(tx, [checkpoint], lateBecause);
      await this.store.settle(tx, [checkpoint.id], { state: 'waived', reason });
      await this.alarms.cancel(tx, CHECKPOINT_ALARM, [checkpoint.id]);
      await this.steps.keep(tx, atHand);
      await this.chronicle.write(tx, { caseId: file.id, kind: 'checkpoint.waived', subjectId: checkpoint.id, details: { code: checkpoint.code, reason, missed } });
      await this.outbox.add(tx, fact('checkpoint.waived', checkpoint.id, { ...about(checkpoint, file.teamId), reason, missed }));
      return { id: checkpoint.id, state: 'waived', missed };
    });
  }
}
