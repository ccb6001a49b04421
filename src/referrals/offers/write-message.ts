import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';
import { Thread } from './thread.js';

/** A word from one side to the other about an offer that was sent; its clock runs on. */
@Injectable()
export class WriteMessage {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly thread: Thread,
  ) {}

  run(by: Actor, offerId: string, text: string): Promise<MovedOffer> {
    return this.transactions.run(by, (tx) => this.within(tx, offerId, text));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, offerId: string, text: string): Promise<MovedOffer> {
    const entered = await this.move.enter(tx, offerId);
    const { offer, around, hands } = entered;
    const ofOrganisation = hands.includes('organisation');
    if (offer.sentAt === null || offer.state === 'voided') throw new Refusal('referrals.not-from-this-state', { state: offer.state });
    if (!ofOrganisation && hands.length === 0) throw new Refusal('referrals.not-yours', { state: offer.state });
    if (ofOrganisation && !around.agreed) throw new Refusal('referrals.consent-withdrawn', { state: offer.state });
    await this.thread.say(tx, offer, 'message', text);
    return this.move.note(tx, entered, { fact: 'offer.messaged', own: { side: ofOrganisation ? 'organisation' : 'office' } });
  }
}
