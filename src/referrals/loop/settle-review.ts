import { Injectable } from '@nestjs/common';
import { NotFound, Refusal, Stale } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Chronicle } from '../../cases/cases.door.js';
import { AskNext } from '../asking/ask-next.js';
import { isBusy } from '../asking/next.rules.js';
import { type EnteredReferral, MoveReferral, type ReferralDeed } from '../move-referral.js';
import { MoveOffer } from '../offers/move-offer.js';
import { OffersStore } from '../offers/offers.store.js';
import { ReferralsStore } from '../referrals.store.js';
import { AskNewcomer } from './ask-newcomer.js';
import type { SettleInput } from './loop.dto.js';
import type { Decision } from './loop.rules.js';
import { LoopStore } from './loop.store.js';

/** Somebody looked at what both sides said, and decides: it helped, it did not and the need goes on, or the newcomer is asked once more. */
@Injectable()
export class SettleReview {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: LoopStore,
    private readonly referral: MoveReferral,
    private readonly referrals: ReferralsStore,
    private readonly offers: OffersStore,
    private readonly move: MoveOffer,
    private readonly asking: AskNewcomer,
    private readonly next: AskNext,
    private readonly chronicle: Chronicle,
  ) {}

  run(by: Actor, reviewId: string, { decision, note }: SettleInput, seen?: number): Promise<{ id: string; decision: Decision; referralId: string; referral: string }> {
    return this.transactions.run(by, async (tx) => {
      const review = await this.store.review(tx, reviewId);
      if (!review) throw new NotFound();
      const around = await this.referral.enter(tx, review.referralId);
      const entered = await this.move.enter(tx, review.offerId);
      const open = await this.store.openOne(tx, review.offerId);
      if (open?.id !== reviewId) throw new Refusal('referrals.review-settled', { state: review.decision ?? 'settled' });
      if (seen !== undefined && seen !== open.version) throw new Stale();

      await this.store.settle(tx, reviewId, decision, note ?? null, tx.by.kind === 'person' ? tx.by.personId : null);
      const { caseId, referralId, organisationId, serviceId, need } = entered.offer;
      await this.chronicle.tell(tx, { caseId, kind: 'review.settled', details: { referralId, organisationId, serviceId, need, decision } });
      await this.move.note(tx, entered, { fact: 'review.settled', own: { reviewId, decision }, reason: decision });
      if (decision === 'ask_again') await this.asking.again(tx, entered.offer, around.file);
      else if (decision === 'helped') await this.met(tx, around);
      else await this.goOn(tx, around);
      return { id: reviewId, decision, referralId, referral: (await this.referrals.byId(tx, referralId)).state };
    });
  }

  /** The need is met, whatever was written before; unless somebody else has been asked meanwhile, whom the office must first release. */
  private async met(tx: Tx, around: EnteredReferral): Promise<void> {
    const { state } = around.referral;
    if (around.busy || state === 'met') return;
    if (state === 'unmet') await this.make(tx, around, { move: 'reopen', reason: 'outcome_was_wrong' });
    if (state === 'paused') await this.make(tx, around, { move: 'resume' });
    if (state === 'open' || state === 'unmet' || state === 'paused') await this.make(tx, around, { move: 'meet' });
  }

  /** The need is still there: whoever comes next is asked, those who were released are asked anew, or it goes on the ledger. */
  private async goOn(tx: Tx, around: EnteredReferral): Promise<void> {
    const { id, state } = around.referral;
    if (state === 'met') await this.make(tx, around, { move: 'reopen', reason: 'outcome_was_wrong' });
    else if (state === 'paused') await this.make(tx, around, { move: 'resume' });
    else if (state !== 'open') return;
    // Whoever decides has looked at what was answered so far, and does not choose anew as after other reopenings.
    await this.referrals.change(tx, await this.referrals.byId(tx, id), { lookedAt: tx.at, reason: null });
    await this.next.run(tx, id);
  }

  private async make(tx: Tx, { referral: { id }, file }: EnteredReferral, deed: ReferralDeed): Promise<void> {
    await this.referral.make(tx, { referral: await this.referrals.byId(tx, id), file, busy: isBusy(await this.offers.ofReferral(tx, id)) }, deed);
  }
}
