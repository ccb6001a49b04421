import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { Refusal } from '../../libs/http/refusal.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { Chronicle } from '../cases/cases.door.js';
import { about, fact } from './follow-ups.events.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { NextSteps } from './next-steps.js';
import { firstAlarm } from './planning.js';
import type { UndoReason } from './reasons.rules.js';
import { admitMove, TakeUp } from './take-up.js';

/** What was done or waived by mistake is owed again, by whoever owns the case now, and its alarm is set again. */
@Injectable()
export class UndoCheckpoint {
  constructor(
    private readonly transactions: Transactions,
    private readonly takeUp: TakeUp,
    private readonly store: FollowUpsStore,
    private readonly steps: NextSteps,
    private readonly alarms: AlarmClock,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  run(by: Actor, checkpointId: string, reason: UndoReason, seen?: number): Promise<{ id: string; state: 'scheduled' }> {
    return this.transactions.run(by, async (tx) => {
      const atHand = await this.takeUp.checkpoint(tx, checkpointId);
      const { checkpoint, file, protocol, office } = atHand;
      admitMove(atHand, checkpoint, 'undo', { at: tx.at, reason }, seen);
      // A closed case owes nothing: it is opened again first.
      if (file.state === 'closed' || file.ownerId === null) throw new Refusal('follow-ups.case-closed', { state: checkpoint.state });

      await this.store.restore(tx, checkpoint, file.ownerId);
      await this.alarms.set(tx, [firstAlarm(checkpoint, protocol, office, tx.at)]);
      await this.steps.keep(tx, atHand);
      await this.chronicle.write(tx, { caseId: file.id, kind: 'checkpoint.undone', subjectId: checkpoint.id, details: { code: checkpoint.code, reason, from: checkpoint.state } });
      await this.outbox.add(tx, fact('checkpoint.undone', checkpoint.id, { ...about({ ...checkpoint, ownerId: file.ownerId }, file.teamId), reason }));
      return { id: checkpoint.id, state: 'scheduled' };
    });
  }
}
