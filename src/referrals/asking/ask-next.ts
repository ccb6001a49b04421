import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { CaseFacts } from '../../cases/cases.door.js';
import type { OfferRow } from '../offers/offer.row.js';
import { OffersStore } from '../offers/offers.store.js';
import { MoveReferral } from '../move-referral.js';
import type { ReferralRow } from '../referral.entity.js';
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
    // Each round settles at least one draft, so it ends: a step of which nobody could be sent makes room for the next.
    for (;;) {
      const offers = first?.offers ?? (await this.offers.ofReferral(tx, referral.id));
      const next = nextFor(referral, offers);
      const entered = { referral, file, busy: isBusy(offers) };
      if (next.do === 'give-up') await this.move.make(tx, entered, { move: 'giveUp', reason: next.reason });
      else if (next.do === 'meet') await this.move.make(tx, entered, { move: 'meet' });
      else if (next.do === 'reassess') await this.move.make(tx, entered, { move: 'pause', reason: 'reassess', until: null });
      if (next.do !== 'ask') return next.do;
      const drafts = offers.filter(({ id }) => next.offerIds.includes(id));
      if ((await this.send.run(tx, referral, file, drafts, first?.grounds)).length > 0) return 'ask';
      first = undefined;
    }
  }
}
