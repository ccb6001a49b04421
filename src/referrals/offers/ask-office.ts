import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { minutesLeft } from './answers.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';
import { Thread } from './thread.js';

/** The organisation needs to know something first: its clock stands still until the office answers. */
@Injectable()
export class AskOffice {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly services: ServicesToAsk,
    private readonly thread: Thread,
  ) {}

  run(by: Actor, offerId: string, question: string, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, (tx) => this.within(tx, offerId, question, seen));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, offerId: string, question: string, seen?: number): Promise<MovedOffer> {
    const entered = await this.move.enter(tx, offerId, seen);
    const { offer } = entered;
    const moved = await this.move.make(tx, entered, {
      move: 'ask', fact: 'offer.asked', own: {},
      patch: { askedAt: tx.at, asks: offer.asks + 1, leftMinutes: minutesLeft(offer, tx.at, this.services) },
    });
    await this.thread.say(tx, offer, 'question', question);
    return moved;
  }
}
