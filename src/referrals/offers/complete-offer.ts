import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';
import type { Outcome } from './reasons.rules.js';

/** The organisation says that it helped, wholly or in part; the newcomer is asked the same. */
@Injectable()
export class CompleteOffer {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
  ) {}

  run(by: Actor, offerId: string, outcome: Outcome, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      const { offer } = entered;
      return this.move.make(tx, entered, {
        move: 'complete', reason: outcome, fact: 'offer.completed', own: { outcome },
        patch: { outcome, contactedAt: offer.contactedAt ?? tx.at, startedAt: offer.startedAt ?? tx.at, toldAt: tx.at, updateDueAt: null, outcomeDueAt: offer.outcomeDueAt },
      });
    });
  }
}
