import { Injectable } from '@nestjs/common';
import { type FieldFault, InvalidInput } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import { together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Chronicle } from '../../cases/cases.door.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { drafted, type OfferRow } from '../offers/offer.row.js';
import { isGoing } from '../offers/offer.rules.js';
import { OffersStore } from '../offers/offers.store.js';
import type { ReferralRow } from '../referral.entity.js';
import type { Way } from '../referral.rules.js';
import { consentFor } from '../sharing/share.rules.js';
import { yesBy } from '../suggestions/curve.rules.js';
import { type Despite, mustNotAsk, remembered } from '../suggestions/memory.rules.js';
import { answerTime } from './answer-promise.js';
import type { ChoosingGrounds } from './grounds.js';
import { USUAL_CHANCE, wavesOf } from './waves.rules.js';

/** Whom to ask, and how. */
export interface Asked {
  readonly services: readonly string[];
  readonly way: Way;
  /** Why a service is asked that must not be asked by itself; only where one service is asked directly. */
  readonly despite: Despite | null;
}

/** The referral they are asked for. */
export type AskedFor = Pick<ReferralRow, 'id' | 'caseId' | 'need' | 'tier' | 'chance' | 'newcomerId'>;

/** Puts services in the row of those that will be asked, after the ones that are there. */
@Injectable()
export class DraftOffers {
  constructor(
    private readonly offers: OffersStore,
    private readonly services: ServicesToAsk,
    private readonly chronicle: Chronicle,
  ) {}

  /**
   * Works out the drafts and writes nothing. Throws `InvalidInput` naming each service that does not exist, takes nobody on, is being
   * asked, said no for this need, has its quota used, or with which the household does not agree to be shared.
   */
  judge(tx: Tx, referral: AskedFor, asked: Asked, before: readonly OfferRow[], grounds: ChoosingGrounds): OfferRow[] {
    const faults = this.faultsOf(tx, referral, asked, before, grounds);
    if (faults.length > 0) throw new InvalidInput(faults);

    const first = 1 + Math.max(-1, ...before.map(({ step }) => step));
    const steps = this.stepsOf(tx, referral, asked, grounds);
    return asked.services.map((serviceId, i) => drafted({
      id: newId(), referralId: referral.id, caseId: referral.caseId, organisationId: grounds.services.get(serviceId)?.organisationId ?? '', serviceId, need: referral.need, tier: referral.tier,
      step: first + (steps[i] ?? 0), position: i,
    }));
  }

  /** Writes judged drafts; that the rules were overruled, and why, is on record. */
  async write(tx: Tx, drafts: readonly OfferRow[], despite: Despite | null): Promise<void> {
    const overruled = despite ? drafts : [];
    await together(
      this.offers.add(tx, drafts),
      ...overruled.map(({ id, caseId, serviceId }) => this.chronicle.record(tx, { caseId, kind: 'offer.asked-despite', subjectId: id, details: { serviceId, despite } })),
    );
  }

  private faultsOf(tx: Tx, { newcomerId }: AskedFor, { services: serviceIds, way, despite }: Asked, before: readonly OfferRow[], { services, consents, past, quotas, today }: ChoosingGrounds): FieldFault[] {
    const faultOf = (id: string, i: number): string | undefined => {
      const service = services.get(id);
      if (!service) return 'unknown-service';
      if (before.some((offer) => offer.serviceId === id && isGoing(offer.state)) || serviceIds.indexOf(id) !== i) return 'asked-already';
      if (!this.services.takesOn(service, tx.at)) return 'takes-nobody-on';
      if (consentFor(consents, service.organisationId) === undefined) return 'no-consent';
      const mustNot = mustNotAsk(remembered(service, newcomerId, past, today), quotas.get(id) ?? null);
      return mustNot !== 'asked-already' && way === 'direct' && despite !== null ? undefined : mustNot;
    };
    const faults = serviceIds.flatMap((id, i): FieldFault[] => {
      const code = faultOf(id, i);
      return code === undefined ? [] : [{ path: `services.${i}`, code: `referrals.faults.${code}`, values: { service: services.get(id)?.service ?? '' } }];
    });
    return way === 'direct' && serviceIds.length > 1 ? [{ path: 'services', code: 'referrals.faults.direct-one' }, ...faults] : faults;
  }

  /** One after the other; or together as few as reach the aim, by how each has answered so far. */
  private stepsOf(tx: Tx, { chance, tier }: AskedFor, { services: serviceIds, way }: Asked, { services, curves }: ChoosingGrounds): number[] {
    if (way !== 'wave') return serviceIds.map((_, i) => i);
    return wavesOf(serviceIds.map((id) => {
      const [service, curve] = [services.get(id), curves.get(id)];
      return service && curve ? yesBy(curve, answerTime(tier, service, tx.at, this.services).businessMinutes) : 0;
    }), chance ?? USUAL_CHANCE);
  }
}
