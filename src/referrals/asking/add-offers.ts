import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../libs/http/refusal.js';
import { together } from '../../../libs/sql/sql.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { MoveReferral } from '../move-referral.js';
import { ReferralsStore } from '../referrals.store.js';
import { AskNext } from './ask-next.js';
import { DraftOffers } from './draft-offers.js';
import { ReadGrounds } from './grounds.js';
import type { OffersInput } from './referrals.dto.js';

/** More services are asked for a referral: now, if nobody else is, and otherwise in their turn. */
@Injectable()
export class AddOffers {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveReferral,
    private readonly referrals: ReferralsStore,
    private readonly grounds: ReadGrounds,
    private readonly drafts: DraftOffers,
    private readonly next: AskNext,
  ) {}

  run(by: Actor, referralId: string, { services, way, despite, restrictedToo }: OffersInput, seen?: number): Promise<{ id: string; offers: readonly { readonly id: string; readonly serviceId: string }[] }> {
    return this.transactions.runAsking(by, this.referrals.entering(referralId), async (tx, found) => {
      const { referral, file, offers: before } = await this.move.admit(tx, referralId, this.referrals.entered(found), seen);
      if (referral.state !== 'open') throw new Refusal('referrals.not-from-this-state', { state: referral.state });
      if (file.state === 'closed') throw new Refusal('referrals.case-closed', { state: file.state });
      if (file.restricted && !restrictedToo && !referral.restrictedToo) throw new Refusal('referrals.restricted');
      if (referral.splitAt !== null) throw new Refusal('referrals.split', { state: referral.state });
      const asked = { services, way: way ?? referral.way, despite };
      const grounds = await this.grounds.choosing(tx, referral, asked);
      const drafts = this.drafts.judge(tx, referral, asked, before, grounds);
      const written = this.drafts.write(tx, drafts, despite);
      // Whoever asks more has looked at what was answered so far.
      const looked = this.referrals.looked(tx, referralId, file.restricted);
      await together(written, looked, this.next.within(tx, { ...referral, lookedAt: tx.at, restrictedToo: true, version: referral.version + 1 }, file, { offers: [...before, ...drafts], grounds }));
      return { id: referralId, offers: drafts.map(({ id, serviceId }) => ({ id, serviceId })) };
    });
  }
}
