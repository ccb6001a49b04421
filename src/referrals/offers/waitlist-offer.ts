import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { firstAnswer } from './answers.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';
import type { WaitlistInput } from './offers.dto.js';

/** The organisation has no room yet, and keeps a place on its list: where in it, or how long it may take. */
@Injectable()
export class WaitlistOffer {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly services: ServicesToAsk,
  ) {}

  run(by: Actor, offerId: string, input: WaitlistInput, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, (tx) => this.within(tx, offerId, input, seen));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, offerId: string, { place, weeks }: WaitlistInput, seen?: number): Promise<MovedOffer> {
    const entered = await this.move.enter(tx, offerId, seen);
    return this.move.make(tx, entered, {
      move: 'waitlist', fact: 'offer.waitlisted', own: {},
      patch: { ...firstAnswer(entered.offer, 'waitlisted', tx.at, this.services), waitPlace: place, waitWeeks: weeks, askedAt: null },
    });
  }
}
