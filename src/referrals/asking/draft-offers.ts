import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../libs/http/refusal.js';
import { together } from '../../../libs/sql/sql.js';
import { newId } from '../../../libs/sql/id.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import type { NewOffer } from '../offers/offers.store.js';
import { OffersStore } from '../offers/offers.store.js';
import type { ReferralRow } from '../referral.entity.js';
import type { Way } from '../referral.rules.js';
import { SharesStore } from '../sharing/shares.store.js';
import { ReferralFile } from './referral-file.js';

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
    private readonly shares: SharesStore,
    private readonly file: ReferralFile,
  ) {}

  /** Throws `InvalidInput` naming each service that does not exist, takes nobody on, was asked already, or with which the household does not agree to be shared. */
  async run(tx: Tx, referral: Pick<ReferralRow, 'id' | 'caseId' | 'need' | 'tier'>, { services: serviceIds, way }: Asked, before: readonly { readonly serviceId: string; readonly step: number; readonly settledAt: Date | null }[]): Promise<NewOffer[]> {
    const services = await this.services.byIds(tx, serviceIds);
    const consents = await together(...serviceIds.map((id) => {
      const organisationId = services.get(id)?.organisationId;
      return organisationId === undefined ? Promise.resolve(undefined) : this.shares.consentFor(tx, referral.caseId, organisationId, this.file.today(tx.at));
    }));
    const faults = serviceIds.flatMap((id, i) => {
      const service = services.get(id);
      const code = !service ? 'unknown-service'
        : before.some((offer) => offer.serviceId === id && offer.settledAt === null) || serviceIds.indexOf(id) !== i ? 'asked-already'
          : !this.services.takesOn(service, tx.at) ? 'takes-nobody-on'
            : consents[i] === undefined ? 'no-consent' : undefined;
      return code === undefined ? [] : [{ path: `services.${i}`, code: `referrals.faults.${code}` }];
    });
    if (faults.length > 0) throw new InvalidInput(faults);

    const first = 1 + Math.max(-1, ...before.map(({ step }) => step));
    const drafts = serviceIds.map((serviceId, i): NewOffer => ({
      id: newId(), referralId: referral.id, caseId: referral.caseId, organisationId: services.get(serviceId)?.organisationId ?? '', serviceId, need: referral.need, tier: referral.tier,
      step: way === 'wave' ? first : first + i, position: i,
    }));
    await this.offers.add(tx, drafts);
    return drafts;
  }
}
