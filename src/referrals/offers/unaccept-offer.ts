import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';
import { againOn, meaningOf, type UnacceptReason } from './reasons.rules.js';

/** The organisation takes its yes back within a day, and the next is asked. */
@Injectable()
export class UnacceptOffer {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly services: ServicesToAsk,
  ) {}

  run(by: Actor, offerId: string, reason: UnacceptReason, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      return this.move.make(tx, entered, {
        move: 'unaccept', reason, fact: 'offer.withdrawn', own: { reason, side: 'organisation' },
        patch: { reason, side: meaningOf(reason).side, againOn: againOn(reason, this.services.today(tx.at)) },
      });
    });
  }
}
