import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { goesOn } from './answers.js';
import { MoveOffer, type MovedOffer } from './move-offer.js';
import { isHeld } from './offer.rules.js';

/** The organisation says how it goes: that it has been in touch, or that it is still helping. */
@Injectable()
export class TellProgress {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly services: ServicesToAsk,
  ) {}

  /** It spoke with the household for the first time. */
  contacted(by: Actor, offerId: string, seen?: number): Promise<MovedOffer> {
    return this.tell(by, offerId, 'offer.contacted', seen);
  }

  /** It goes on. */
  progressed(by: Actor, offerId: string, seen?: number): Promise<MovedOffer> {
    return this.tell(by, offerId, 'offer.progressed', seen);
  }

  private tell(by: Actor, offerId: string, fact: 'offer.contacted' | 'offer.progressed', seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      const { offer, hands } = entered;
      if (!hands.includes('organisation')) throw new Refusal('referrals.not-yours', { state: offer.state });
      if (!isHeld(offer.state)) throw new Refusal('referrals.not-from-this-state', { state: offer.state });
      const contactedAt = fact === 'offer.contacted' ? (offer.contactedAt ?? tx.at) : offer.contactedAt;
      return this.move.note(tx, entered, { fact, own: {}, patch: { ...goesOn(offer, tx.at, this.services), contactedAt } });
    });
  }
}
