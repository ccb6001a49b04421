import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { firstAnswer, promisesFrom } from './answers.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';
import { acceptanceOf } from './offer.rules.js';

/** The organisation takes the household on: whoever else was asked is released, and its own next promises begin. */
@Injectable()
export class AcceptOffer {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly services: ServicesToAsk,
  ) {}

  run(by: Actor, offerId: string, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, (tx) => this.within(tx, offerId, seen));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, offerId: string, seen?: number): Promise<MovedOffer> {
    const entered = await this.move.enter(tx, offerId, seen);
    const { offer } = entered;
    return this.move.make(tx, entered, {
      move: acceptanceOf(offer.state), fact: 'offer.accepted', own: {},
      patch: { ...firstAnswer(offer, 'accepted', tx.at, this.services), acceptedAt: tx.at, ...promisesFrom(offer, tx.at, this.services) },
    });
  }
}
