import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { drafted, type OfferRow } from '../offers/offer.row.js';
import { isGoing } from '../offers/offer.rules.js';
import { type NewOffer, OffersStore } from '../offers/offers.store.js';
import type { ReferralRow } from '../referral.entity.js';
import type { Way } from '../referral.rules.js';
import { consentFor } from '../sharing/share.rules.js';
import type { Grounds } from './grounds.js';

/** Whom to ask, and how. */
export interface Asked {
  readonly services: readonly string[];
  readonly way: Way;
}

/** Puts services in the row of those that will be asked, after the ones that are there. */
@Injectable()
export class DraftOffers {
  constructor(
    private readonly offers: OffersStore,
    private readonly services: ServicesToAsk,
  ) {}

  /**
   * Gives the drafts, and begins to write them. Throws `InvalidInput` naming each service that does not exist, takes nobody on, was asked
   * already, or with which the household does not agree to be shared.
   */
  run(tx: Tx, referral: Pick<ReferralRow, 'id' | 'caseId' | 'need' | 'tier'>, { services: serviceIds, way }: Asked, before: readonly OfferRow[], { services, consents }: Grounds): { readonly drafts: readonly OfferRow[]; readonly written: Promise<void> } {
    const faults = serviceIds.flatMap((id, i) => {
      const service = services.get(id);
      const code = !service ? 'unknown-service'
        : before.some((offer) => offer.serviceId === id && isGoing(offer.state)) || serviceIds.indexOf(id) !== i ? 'asked-already'
          : !this.services.takesOn(service, tx.at) ? 'takes-nobody-on'
            : consentFor(consents, service.organisationId) === undefined ? 'no-consent' : undefined;
      return code === undefined ? [] : [{ path: `services.${i}`, code: `referrals.faults.${code}` }];
    });
    if (faults.length > 0) throw new InvalidInput(faults);

    const first = 1 + Math.max(-1, ...before.map(({ step }) => step));
    const drafts = serviceIds.map((serviceId, i): NewOffer => ({
      id: newId(), referralId: referral.id, caseId: referral.caseId, organisationId: services.get(serviceId)?.organisationId ?? '', serviceId, need: referral.need, tier: referral.tier,
      step: way === 'wave' ? first : first + i, position: i,
    }));
    return { drafts: drafts.map(drafted), written: this.offers.add(tx, drafts) };
  }
}
