import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { MoveReferral } from '../move-referral.js';
import type { ReferralState } from '../referral.rules.js';
import { ReferralsStore } from '../referrals.store.js';
import { AskNext } from './ask-next.js';

/** The office looked at who was put in the row, when room appeared, and asks them. */
@Injectable()
export class AskDrafted {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveReferral,
    private readonly referrals: ReferralsStore,
    private readonly next: AskNext,
  ) {}

  run(by: Actor, referralId: string, seen?: number): Promise<{ id: string; state: ReferralState }> {
    return this.transactions.run(by, async (tx) => {
      const { referral, file, offers } = await this.move.enter(tx, referralId, seen);
      if (referral.state !== 'open') throw new Refusal('referrals.not-from-this-state', { state: referral.state });
      if (file.state === 'closed') throw new Refusal('referrals.case-closed', { state: file.state });
      if (file.restricted && !referral.restrictedToo) throw new Refusal('referrals.restricted');
      if (!offers.some(({ state }) => state === 'drafted')) throw new Refusal('referrals.nobody-in-the-row', { state: referral.state });
      const version = await this.referrals.change(tx, referral, { lookedAt: tx.at, reason: null });
      await this.next.within(tx, { ...referral, lookedAt: tx.at, reason: null, version }, file);
      return { id: referralId, state: (await this.referrals.byId(tx, referralId)).state };
    });
  }
}
