import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { runsOn } from './answers.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';
import { Deadlines } from './deadlines.js';
import { Thread } from './thread.js';

/** The office answers a question: the organisation’s clock runs on with what was left of it. */
@Injectable()
export class AnswerQuestion {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly services: ServicesToAsk,
    private readonly thread: Thread,
    private readonly deadlines: Deadlines,
  ) {}

  run(by: Actor, offerId: string, answer: string, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      const patch = runsOn(entered.offer, tx.at, this.services);
      const moved = await this.move.make(tx, entered, { move: 'answer', fact: 'offer.answered', own: {}, patch });
      await this.thread.say(tx, entered.offer, 'answer', answer);
      if (patch.dueAt) await this.deadlines.set(tx, { ...entered.offer, ...patch });
      return moved;
    });
  }
}
