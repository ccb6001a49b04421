import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { VoidReason } from '../referral.rules.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';

/** An offer was entered in error: it leaves the figures, and stays on the record. */
@Injectable()
export class VoidOffer {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
  ) {}

  run(by: Actor, offerId: string, reason: VoidReason, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      return this.move.make(tx, entered, { move: 'void', reason, fact: 'offer.voided', own: { reason }, patch: { reason, askedAt: null } });
    });
  }
}
