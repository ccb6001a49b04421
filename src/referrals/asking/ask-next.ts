import { Injectable } from '@nestjs/common';
import { newId } from '../../../libs/sql/id.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { CaseFacts } from '../../cases/cases.door.js';
import type { OfferRow } from '../offers/offer.row.js';
import { type NewOffer, OffersStore } from '../offers/offers.store.js';
import { type EnteredReferral, MoveReferral } from '../move-referral.js';
import type { ReferralRow } from '../referral.entity.js';
import type { Way } from '../referral.rules.js';
import { ReferralsStore } from '../referrals.store.js';
import type { Grounds } from './grounds.js';
import { isBusy, nextFor, type Next } from './next.rules.js';
import { ReferralFile } from './referral-file.js';
import { SendOffers } from './send-offers.js';

/** Does what a referral needs next, worked out of its offers as they are: asks the next, gives up, waits for the office, or waits. */
@Injectable()
export class AskNext {
  constructor(
    private readonly referrals: ReferralsStore,
    private readonly offers: OffersStore,
    private readonly file: ReferralFile,
    private readonly send: SendOffers,
    private readonly move: MoveReferral,
  ) {}

  /** For a referral by its identity; locks it. It may be called as often as one likes. */
  async run(tx: Tx, referralId: string): Promise<Next['do']> {
    const referral = await this.referrals.lock(tx, referralId);
    return this.within(tx, referral, await this.file.facts(tx, referral.caseId));
  }

  /** For a referral whose lock the caller holds. `known`: its offers and what asking them needs, if the caller has read it. */
  async within(tx: Tx, referral: ReferralRow, file: CaseFacts, known?: { readonly offers: readonly OfferRow[]; readonly grounds: Grounds }): Promise<Next['do']> {
    let first = known;
    // Each round settles at least one draft, or drafts whoever was released anew, once: so it ends.
    for (;;) {
      const offers = first?.offers ?? (await this.offers.ofReferral(tx, referral.id));
      const next = nextFor(referral, offers);
      if ((next.do === 'ask' || next.do === 'ask-again') && !mayBeAsked(referral, file)) {
        // Since it was opened the case was restricted, or closed: the office looks first.
        if (file.state !== 'closed' && !isBusy(offers)) await this.settle(tx, { referral, file, busy: false }, { do: 'reassess' });
        return 'reassess';
      }
      if (next.do === 'ask') {
        const drafts = offers.filter(({ id }) => next.offerIds.includes(id));
        if ((await this.send.run(tx, referral, file, drafts, first?.grounds)).length > 0) return 'ask';
      } else if (next.do === 'ask-again') {
        await this.offers.add(tx, draftedAnew(offers, next.offerIds, referral.way));
      } else {
        await this.settle(tx, { referral, file, busy: isBusy(offers) }, next);
        return next.do;
      }
      first = undefined;
    }
  }

  private async settle(tx: Tx, entered: Omit<EnteredReferral, 'offers'>, next: Next): Promise<void> {
    if (next.do === 'give-up') await this.move.make(tx, entered, { move: 'giveUp', reason: next.reason });
    else if (next.do === 'reassess') await this.move.make(tx, entered, { move: 'pause', reason: 'reassess', until: null });
    else if (next.do === 'meet') {
      await this.offers.dropDrafts(tx, entered.referral.id, 'met_otherwise');
      await this.move.make(tx, entered, { move: 'meet' });
    }
  }
}

/** Whether the household may be put to anybody else without a look of the office. */
const mayBeAsked = ({ restrictedToo }: ReferralRow, file: CaseFacts): boolean => file.state !== 'closed' && (!file.restricted || restrictedToo);

/** Those who were released are put in the row again: a wave at once, an order in its order. */
function draftedAnew(offers: readonly OfferRow[], released: readonly string[], way: Way): NewOffer[] {
  const first = 1 + Math.max(...offers.map(({ step }) => step));
  return offers.filter(({ id }) => released.includes(id)).map((offer, i) => ({
    id: newId(), referralId: offer.referralId, caseId: offer.caseId, organisationId: offer.organisationId, serviceId: offer.serviceId, need: offer.need, tier: offer.tier,
    step: way === 'wave' ? first : first + i, position: i,
  }));
}
