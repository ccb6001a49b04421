import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Chronicle } from '../../cases/cases.door.js';
import { type EnteredOffer, MoveOffer } from '../offers/move-offer.js';
import { type Answer, reviewOf, sideOf, standingOf } from './loop.rules.js';
import { LoopStore } from './loop.store.js';

/** Holds what the organisation said against what the newcomer says: a review opens where they differ, and closes by itself when they agree after all. */
@Injectable()
export class CompareSides {
  constructor(
    private readonly store: LoopStore,
    private readonly move: MoveOffer,
    private readonly chronicle: Chronicle,
  ) {}

  /** For an entered offer; `person` is null while the newcomer has not answered. */
  async run(tx: Tx, entered: EnteredOffer, person: Answer | null): Promise<void> {
    const { offer } = entered;
    const organisation = sideOf(offer);
    if (organisation === null) return;
    const open = await this.store.openOne(tx, offer.id);
    const because = reviewOf(standingOf(organisation, await this.store.lastDecision(tx, offer.id)), person);

    if (because !== null && !open) {
      const reviewId = await this.store.openReview(tx, offer, because);
      if (reviewId === undefined) return;
      await this.tell(tx, entered, 'review.opened', { reviewId, because });
      await this.move.note(tx, entered, { fact: 'review.opened', own: { reviewId, because } });
    } else if (because === null && open && person !== null && person !== 'partly') {
      await this.store.settle(tx, open.id, person, null, null);
      await this.tell(tx, entered, 'review.settled', { reviewId: open.id, decision: person });
      await this.move.note(tx, entered, { fact: 'review.settled', own: { reviewId: open.id, decision: person } });
    }
  }

  private tell(tx: Tx, { offer }: EnteredOffer, kind: string, details: Readonly<Record<string, string>>): Promise<void> {
    const { caseId, referralId, organisationId, serviceId, need } = offer;
    return this.chronicle.tell(tx, { caseId, kind, details: { referralId, organisationId, serviceId, need, ...details } });
  }
}
