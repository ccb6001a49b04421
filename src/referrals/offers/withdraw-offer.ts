import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type EnteredOffer, MoveOffer, type MovedOffer } from './move-offer.js';
import type { WithdrawOfferReason } from './reasons.rules.js';

/** The office takes an offer back, whatever became of it so far. */
@Injectable()
export class WithdrawOffer {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
  ) {}

  run(by: Actor, offerId: string, reason: WithdrawOfferReason, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => this.within(tx, await this.move.enter(tx, offerId, seen), reason));
  }

  /** An entered offer, in the transaction of whoever calls. */
  within(tx: Tx, entered: EnteredOffer, reason: WithdrawOfferReason): Promise<MovedOffer> {
    return this.move.make(tx, entered, { move: 'withdraw', reason, fact: 'offer.withdrawn', own: { reason, side: 'office' }, patch: { reason, askedAt: null } });
  }

  /** The household does not want this help. */
  personDeclined(by: Actor, offerId: string, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      return this.move.make(tx, entered, { move: 'personDeclined', fact: 'offer.person-declined', own: {}, patch: { side: 'person', reason: 'person_declined', askedAt: null } });
    });
  }
}
