import { Injectable } from '@nestjs/common';
import { Forbidden, Refusal } from '../../libs/http/refusal.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { mayExplain } from './follow-ups.policy.js';
import { LateReasons } from './late-reasons.js';
import type { LateReason } from './reasons.rules.js';
import { TakeUp } from './take-up.js';

/** What explaining gives back. */
export interface Explained {
  readonly id: string;
  readonly reason: LateReason;
  readonly explainedAt: Date;
}

/** Somebody says why a promise was broken. The breach stays; its reason may be said again, and the latest stands. */
@Injectable()
export class ExplainBreach {
  constructor(
    private readonly transactions: Transactions,
    private readonly takeUp: TakeUp,
    private readonly reasons: LateReasons,
  ) {}

  run(by: Actor, checkpointId: string, reason: LateReason): Promise<Explained> {
    return this.transactions.run(by, async (tx) => {
      const { checkpoint, hands } = await this.takeUp.checkpoint(tx, checkpointId);
      if (!mayExplain(hands)) throw new Forbidden();
      if (await this.reasons.write(tx, [checkpoint], reason) === 0) throw new Refusal('follow-ups.no-breach', { state: checkpoint.state });
      return { id: checkpoint.id, reason, explainedAt: tx.at };
    });
  }
}
