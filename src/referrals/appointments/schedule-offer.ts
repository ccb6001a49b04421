import { Injectable } from '@nestjs/common';
import { InvalidInput, Refusal } from '../../../libs/http/refusal.js';
import { together } from '../../../libs/sql/sql.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { goesOn } from '../offers/answers.js';
import { MoveOffer, type MovedOffer } from '../offers/move-offer.js';
import type { OfferRow } from '../offers/offer.row.js';
import type { OfferPatch } from '../offers/offers.store.js';
import type { UnscheduleReason } from '../offers/reasons.rules.js';
import type { NoShowInput, ScheduleInput } from './appointments.dto.js';
import { AppointmentsStore, type Meeting } from './appointments.store.js';

/** The organisation and the household meet: it is planned, moved, called off, or nobody comes. */
@Injectable()
export class ScheduleOffer {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly appointments: AppointmentsStore,
    private readonly services: ServicesToAsk,
  ) {}

  /** They meet then and there; a meeting that was planned before is called off for it. */
  run(by: Actor, offerId: string, input: ScheduleInput, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      const { offer } = entered;
      const meeting = ahead(tx, input);
      const reason = offer.state === 'scheduled' ? 'rebooked' : undefined;
      const [moved] = await together(
        this.move.make(tx, entered, { move: 'schedule', reason, fact: 'offer.scheduled', own: {}, patch: this.agreed(tx, offer) }),
        this.appointments.settle(tx, offerId, 'cancelled'),
        this.appointments.add(tx, offer, meeting),
      );
      return moved;
    });
  }

  /** The meeting is called off. */
  unschedule(by: Actor, offerId: string, reason: UnscheduleReason, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      return this.move.make(tx, entered, { move: 'unschedule', reason, fact: 'offer.unscheduled', own: {}, patch: { scheduledAt: null } });
    });
  }

  /** Nobody came to the meeting that was planned; another may have been agreed at once. */
  noShow(by: Actor, offerId: string, { rebook }: NoShowInput, seen?: number): Promise<MovedOffer> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      const { offer } = entered;
      const planned = await this.appointments.planned(tx, offerId);
      if (planned && planned.startsAt > tx.at) throw new Refusal('referrals.not-yet', { state: offer.state });
      if (rebook === null) return this.move.make(tx, entered, { move: 'unschedule', reason: 'no_show', fact: 'offer.no-show', own: {}, patch: { scheduledAt: null } });
      if (offer.state !== 'scheduled') throw new Refusal('referrals.not-from-this-state', { state: offer.state });
      const meeting = ahead(tx, rebook, 'rebook.');
      const [moved] = await together(
        this.move.make(tx, entered, { move: 'schedule', reason: 'no_show', fact: 'offer.no-show', own: {}, patch: this.agreed(tx, offer) }),
        this.appointments.settle(tx, offerId, 'no_show'),
        this.appointments.add(tx, offer, meeting),
      );
      await this.move.note(tx, entered, { fact: 'offer.scheduled', own: {} });
      return moved;
    });
  }

  /** Whoever agrees on a time has spoken with the household, and said how it goes. */
  private agreed(tx: Tx, offer: OfferRow): OfferPatch {
    return { scheduledAt: tx.at, contactedAt: offer.contactedAt ?? tx.at, ...goesOn(offer, tx.at, this.services) };
  }
}

/** A meeting that is still to come. Throws `InvalidInput`. */
function ahead(tx: Tx, { startsAt, ...rest }: ScheduleInput, under = ''): Meeting {
  const at = new Date(startsAt);
  if (at <= tx.at) throw new InvalidInput([{ path: `${under}startsAt`, code: 'referrals.faults.not-ahead' }]);
  return { startsAt: at, ...rest };
}
