import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { firstAnswer, promisesFrom } from './answers.js';
import { type MovedOffer, MoveOffer, type OfferDeed } from './move-offer.js';
import type { OfferRow } from './offer.row.js';
import { acceptanceOf } from './offer.rules.js';

/** The organisation takes the household on: whoever else was asked is released, and its own next promises begin. */
@Injectable()
export class AcceptOffer {
  constructor(
    private readonly move: MoveOffer,
    private readonly services: ServicesToAsk,
  ) {}

  run(by: Actor, offerId: string, seen?: number): Promise<MovedOffer> {
    return this.move.run(by, offerId, seen, (offer, at) => this.deed(offer, at));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, offerId: string, seen?: number): Promise<MovedOffer> {
    const entered = await this.move.enter(tx, offerId, seen);
    return this.move.make(tx, entered, this.deed(entered.offer, tx.at));
  }

  private deed(offer: OfferRow, at: Date): OfferDeed<'offer.accepted'> {
    return {
      move: acceptanceOf(offer.state), fact: 'offer.accepted', own: {},
      patch: { ...firstAnswer(offer, 'accepted', at, this.services), acceptedAt: at, ...promisesFrom(offer, at, this.services) },
    };
  }
}
