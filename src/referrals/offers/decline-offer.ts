import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { firstAnswer } from './answers.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';
import { againOn, type DeclineReason, meaningOf } from './reasons.rules.js';
import { Thread } from './thread.js';

/** The organisation says no, and why; what follows hangs on the reason. */
@Injectable()
export class DeclineOffer {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly services: ServicesToAsk,
    private readonly thread: Thread,
  ) {}

  run(by: Actor, offerId: string, input: { readonly reason: DeclineReason; readonly note?: string | undefined }, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, (tx) => this.within(tx, offerId, input, seen));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, offerId: string, { reason, note }: { readonly reason: DeclineReason; readonly note?: string | undefined }, seen?: number): Promise<MovedOffer> {
    const entered = await this.move.enter(tx, offerId, seen);
    if (note) await this.thread.say(tx, entered.offer, 'message', note);
    return this.move.make(tx, entered, {
      move: 'decline', reason, fact: 'offer.declined', own: { reason },
      patch: { ...firstAnswer(entered.offer, 'declined', tx.at, this.services), reason, side: meaningOf(reason).side, againOn: againOn(reason, this.services.today(tx.at)), askedAt: null },
    });
  }
}
