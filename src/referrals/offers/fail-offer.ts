import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';
import { againOn, type FailReason, meaningOf } from './reasons.rules.js';

/** What was taken on came to nothing; the next is asked, unless the office must look first. */
@Injectable()
export class FailOffer {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly services: ServicesToAsk,
  ) {}

  run(by: Actor, offerId: string, reason: FailReason, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      return this.move.make(tx, entered, {
        move: 'fail', reason, fact: 'offer.unsuccessful', own: { reason },
        patch: { reason, side: meaningOf(reason).side, againOn: againOn(reason, this.services.today(tx.at)), toldAt: tx.at },
      });
    });
  }
}
