import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound, Refusal, Stale } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { CaseFiles } from '../../cases/cases.door.js';
import { type AboutOffer, fact, type ReferralFactPayloads } from '../referrals.events.js';
import { actsFor, officeHands, organisationHands } from '../referrals.policy.js';
import type { OfferRow } from './offer.row.js';
import { isGoing, judgeOffer, type OfferHand, type OfferMoveName, type OfferState } from './offer.rules.js';
import { type Entered, type OfferPatch, OffersStore } from './offers.store.js';

/** An offer that somebody may act on, locked with its referral. */
export interface EnteredOffer {
  readonly offer: OfferRow;
  readonly around: Entered;
  readonly hands: readonly OfferHand[];
}

/** What a move answers. */
export interface MovedOffer {
  readonly id: string;
  readonly state: OfferState;
  readonly version: number;
}

type OfferFactType = { [T in keyof ReferralFactPayloads]: ReferralFactPayloads[T] extends AboutOffer ? T : never }[keyof ReferralFactPayloads];
type Own<T extends OfferFactType> = Omit<ReferralFactPayloads[T], keyof AboutOffer>;

/** One move: which, why, what it writes beside the state, and the fact that tells it. */
export interface OfferDeed<T extends OfferFactType = OfferFactType> {
  readonly move: OfferMoveName;
  readonly reason?: string | undefined;
  readonly patch?: OfferPatch;
  readonly fact: T;
  readonly own: Own<T>;
}

/** The one way to change an offer: whoever acts is let in, the rules are asked, and what happened is written, audited and told together. */
@Injectable()
export class MoveOffer {
  constructor(
    private readonly files: CaseFiles,
    private readonly offers: OffersStore,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Locks an offer for whoever acts. Throws `NotFound` for what is not theirs, `Forbidden` for a case that they may not edit or a household that no longer
   * agrees, `Stale` if it changed since it was seen.
   */
  async enter(tx: Tx, offerId: string, seen?: number): Promise<EnteredOffer> {
    const ofOffice = tx.by.kind === 'engine' || tx.by.organisationId === null;
    // The case before the referral before the offer: everybody locks in this order.
    const file = ofOffice && tx.by.kind === 'person' ? await this.files.lock(tx, await this.offers.caseOf(tx, offerId)) : undefined;
    const { offer, around } = await this.offers.enter(tx, offerId);
    if (!ofOffice && !actsFor(tx.by, offer.organisationId)) throw new NotFound();
    if (!ofOffice && !around.agreed) throw new Forbidden('referrals.consent-withdrawn');
    const hands = file ? officeHands(tx.by, file) : ofOffice ? (['engine', 'office', 'team_lead'] as const) : organisationHands(tx.by, offer.organisationId);
    if (seen !== undefined && seen !== offer.version) throw new Stale();
    return { offer, around, hands };
  }

  /** Makes a move of an entered offer. Throws a `Refusal` with the present state when the rules say no. */
  async make<T extends OfferFactType>(tx: Tx, { offer, around, hands }: EnteredOffer, deed: OfferDeed<T>): Promise<MovedOffer> {
    const verdict = judgeOffer(offer, deed.move, around, { hands, at: tx.at, reason: deed.reason });
    if (!verdict.allowed) throw new Refusal(`referrals.${verdict.because}`, { state: offer.state });
    const settled = isGoing(verdict.state) ? null : tx.at;
    const [version] = await together(
      this.offers.write(tx, offer.id, { state: verdict.state, ...(isGoing(offer.state) === isGoing(verdict.state) ? {} : { settledAt: settled }), ...deed.patch }),
      ...(deed.move === 'accept' || deed.move === 'acceptLate' ? [this.offers.releaseOthers(tx, offer.id)] : []),
      this.record(tx, { offer, around }, deed),
    );
    return { id: offer.id, state: verdict.state, version };
  }

  /** What happens to an offer without moving it. */
  async note<T extends OfferFactType>(tx: Tx, { offer, around }: EnteredOffer, deed: Omit<OfferDeed<T>, 'move'>): Promise<MovedOffer> {
    const [version] = await together(
      deed.patch ? this.offers.write(tx, offer.id, deed.patch) : Promise.resolve(offer.version),
      this.record(tx, { offer, around }, deed),
    );
    return { id: offer.id, state: offer.state, version };
  }

  private async record<T extends OfferFactType>(tx: Tx, { offer, around }: Pick<EnteredOffer, 'offer' | 'around'>, { fact: type, own, reason }: Omit<OfferDeed<T>, 'move'>): Promise<void> {
    await this.audit.record(tx, { chain: offer.caseId, action: type, subjectId: offer.id, details: { organisationId: offer.organisationId, ...(reason === undefined ? {} : { reason }) } });
    await this.outbox.add(tx, fact(type, { ...aboutOffer(tx, offer, around), ...own } as ReferralFactPayloads[T]));
  }
}

/** What every fact of an offer says. */
export const aboutOffer = (tx: Tx, offer: Pick<OfferRow, 'id' | 'referralId' | 'caseId' | 'organisationId' | 'serviceId' | 'need' | 'tier'>, { teamId, ownerId }: Pick<Entered, 'teamId' | 'ownerId'>): AboutOffer => ({
  referralId: offer.referralId, caseId: offer.caseId, teamId, ownerId, need: offer.need, tier: offer.tier,
  offerId: offer.id, organisationId: offer.organisationId, serviceId: offer.serviceId, by: tx.by.kind === 'person' ? tx.by.personId : null,
});
