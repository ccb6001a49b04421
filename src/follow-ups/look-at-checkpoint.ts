import { Injectable } from '@nestjs/common';
import { Refusal, Stale } from '../../libs/http/refusal.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { Chronicle } from '../cases/cases.door.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { admitHands, TakeUp } from './take-up.js';

/** Somebody looked at a checkpoint and is not finished: colleagues see that it is not forgotten. */
@Injectable()
export class LookAtCheckpoint {
  constructor(
    private readonly transactions: Transactions,
    private readonly takeUp: TakeUp,
    private readonly store: FollowUpsStore,
    private readonly chronicle: Chronicle,
  ) {}

  run(by: Actor, checkpointId: string, seen?: number): Promise<{ id: string; state: 'scheduled'; lookedAt: Date }> {
    return this.transactions.run(by, async (tx) => {
      const atHand = await this.takeUp.checkpoint(tx, checkpointId);
      const { checkpoint, file } = atHand;
      if (checkpoint.state !== 'scheduled') throw new Refusal('follow-ups.not-from-this-state', { state: checkpoint.state });
      admitHands(atHand);
      if (seen !== undefined && seen !== checkpoint.version) throw new Stale();

      await this.store.look(tx, checkpoint);
      await this.chronicle.write(tx, { caseId: file.id, kind: 'checkpoint.looked-at', subjectId: checkpoint.id, details: { code: checkpoint.code } });
      return { id: checkpoint.id, state: 'scheduled', lookedAt: tx.at };
    });
  }
}
