import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { goesOn } from './answers.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';

/** The service has begun. */
@Injectable()
export class StartService {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly services: ServicesToAsk,
  ) {}

  run(by: Actor, offerId: string, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      return this.move.make(tx, entered, { move: 'start', fact: 'offer.started', own: {}, patch: { startedAt: tx.at, contactedAt: entered.offer.contactedAt ?? tx.at, ...goesOn(entered.offer, tx.at, this.services) } });
    });
  }
}
