import { Injectable } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import { instantOf } from '../../libs/calendar/zone.js';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { InvalidInput } from '../../libs/http/refusal.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { AskNext } from './asking/ask-next.js';
import { isBusy } from './asking/next.rules.js';
import { MoveOffer } from './offers/move-offer.js';
import { isGoing } from './offers/offer.rules.js';
import { OffersStore } from './offers/offers.store.js';
import { type EnteredReferral, type MovedReferral, MoveReferral, type ReferralDeed } from './move-referral.js';
import { ReferralsStore } from './referrals.store.js';
import type { PauseReason, ReopenReason, UnmetReason, VoidReason, WithdrawReason } from './referral.rules.js';

/** What the office decides about a referral as a whole. */
@Injectable()
export class ChangeReferral {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveReferral,
    private readonly referrals: ReferralsStore,
    private readonly offers: OffersStore,
    private readonly moveOffer: MoveOffer,
    private readonly next: AskNext,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** Nobody is asked until a day, or until somebody says so. */
  pause(by: Actor, referralId: string, { reason, until }: { readonly reason: PauseReason; readonly until: string | null }, seen?: number): Promise<MovedReferral> {
    return this.one(by, referralId, seen, (tx) => {
      const at = until === null ? null : instantOf(until as CivilDate, 8 * 60, this.env.OFFICE_ZONE);
      if (at !== null && at <= tx.at) throw new InvalidInput([{ path: 'until', code: 'referrals.faults.not-ahead' }]);
      return { move: 'pause', reason, until: at };
    });
  }

  /** Those that wait are asked again. */
  async resume(by: Actor, referralId: string, seen?: number): Promise<MovedReferral> {
    return this.transactions.run(by, (tx) => this.resumeWithin(tx, referralId, seen));
  }

  /** As `resume`, in the transaction of whoever calls. */
  async resumeWithin(tx: Tx, referralId: string, seen?: number): Promise<MovedReferral> {
    const moved = await this.move.make(tx, await this.move.enter(tx, referralId, seen), { move: 'resume' });
    await this.next.run(tx, referralId);
    const { state, version } = await this.referrals.byId(tx, referralId);
    return { ...moved, state, version };
  }

  /** The office knows that the need is met, or that nobody can meet it. */
  close(by: Actor, referralId: string, as: { readonly met: true } | { readonly met: false; readonly reason: UnmetReason }, seen?: number): Promise<MovedReferral> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, referralId, seen);
      await this.offers.dropDrafts(tx, referralId, as.met ? 'met_otherwise' : 'no_longer_fits');
      return this.move.make(tx, await this.again(tx, entered), as.met ? { move: 'meet' } : { move: 'giveUp', reason: as.reason });
    });
  }

  /** It was over, and goes on. */
  reopen(by: Actor, referralId: string, reason: ReopenReason, seen?: number): Promise<MovedReferral> {
    return this.one(by, referralId, seen, () => ({ move: 'reopen', reason }));
  }

  /** The referral is taken back, with every offer that is not over. */
  withdraw(by: Actor, referralId: string, reason: WithdrawReason, seen?: number): Promise<MovedReferral> {
    return this.transactions.run(by, async (tx) => this.withdrawWithin(tx, await this.move.enter(tx, referralId, seen), reason));
  }

  /** An entered referral, in the transaction of whoever calls. */
  async withdrawWithin(tx: Tx, entered: EnteredReferral, reason: WithdrawReason): Promise<MovedReferral> {
    const moved = await this.move.make(tx, entered, { move: 'withdraw', reason });
    for (const { id, state } of await this.offers.ofReferral(tx, entered.referral.id)) {
      if (!isGoing(state)) continue;
      const why = reason === 'consent_withdrawn' || reason === 'case_closed' || reason === 'moved' || reason === 'met_otherwise' ? reason : 'referral_withdrawn';
      await this.moveOffer.make(tx, await this.moveOffer.enter(tx, id), { move: 'withdraw', reason: why, fact: 'offer.withdrawn', own: { reason: why, side: 'office' }, patch: { reason: why, askedAt: null } });
    }
    return moved;
  }

  /** It was entered in error: the referral and its offers leave the figures. */
  void(by: Actor, referralId: string, reason: VoidReason, seen?: number): Promise<MovedReferral> {
    return this.transactions.run(by, async (tx) => {
      const moved = await this.move.make(tx, await this.move.enter(tx, referralId, seen), { move: 'void', reason });
      for (const { id, state } of await this.offers.ofReferral(tx, referralId)) {
        if (state !== 'voided') await this.moveOffer.make(tx, await this.moveOffer.enter(tx, id), { move: 'void', reason, fact: 'offer.voided', own: { reason }, patch: { reason, askedAt: null } });
      }
      return moved;
    });
  }

  private one(by: Actor, referralId: string, seen: number | undefined, deedOf: (tx: Tx) => ReferralDeed): Promise<MovedReferral> {
    return this.transactions.run(by, async (tx) => this.move.make(tx, await this.move.enter(tx, referralId, seen), deedOf(tx)));
  }

  private async again(tx: Tx, entered: EnteredReferral): Promise<EnteredReferral> {
    return { ...entered, busy: isBusy(await this.offers.ofReferral(tx, entered.referral.id)) };
  }
}
