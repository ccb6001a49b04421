import { Injectable } from '@nestjs/common';
import { InvalidInput, NotFound } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { row, statement } from '../../../libs/sql/sql.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { AskDrafted } from '../asking/ask-drafted.js';
import { closeInput, pauseInput, reopenInput, voidInput, withdrawInput } from '../asking/referrals.dto.js';
import { ChangeReferral } from '../change-referral.js';
import { AnswerQuestion } from '../offers/answer-question.js';
import { saidInput, voidInput as voidOfferInput, withdrawOfferInput } from '../offers/offers.dto.js';
import { VoidOffer } from '../offers/void-offer.js';
import { WithdrawOffer } from '../offers/withdraw-offer.js';
import { WriteMessage } from '../offers/write-message.js';
import type { OfferDeedName, ReferralDeedName } from './office-deeds.rules.js';
import type { OpenedReferral } from './read-referral.js';
import type { OfferSheet } from './referral-sheet.js';

type Typed = Readonly<Record<string, unknown>>;

const IN_REFERRAL = statement('referrals.offer-in', 'select true as found from offers where id = $1 and referral_id = $2');

/** Reads the office’s forms, and calls the deed that each is for. */
@Injectable()
export class DoOffice {
  constructor(
    private readonly transactions: Transactions,
    private readonly change: ChangeReferral,
    private readonly ask: AskDrafted,
    private readonly answer: AnswerQuestion,
    private readonly write: WriteMessage,
    private readonly withdraw: WithdrawOffer,
    private readonly voidIt: VoidOffer,
  ) {}

  /** Throws what the deed throws, and `InvalidInput` for what the form leaves open. */
  async onReferral(by: Actor, { referralId, deed, seen }: { readonly referralId: string; readonly deed: ReferralDeedName; readonly seen: number | undefined }, typed: Typed): Promise<void> {
    const { change } = this;
    if (deed === 'ask') await this.ask.run(by, referralId, seen);
    else if (deed === 'pause') await change.pause(by, referralId, judgeInput(pauseInput, { until: null, ...typed }), seen);
    else if (deed === 'resume') await change.resume(by, referralId, seen);
    else if (deed === 'close') await change.close(by, referralId, judgeInput(closeInput, closing(typed)), seen);
    else if (deed === 'withdraw') await change.withdraw(by, referralId, judgeInput(withdrawInput, typed).reason, seen);
    else if (deed === 'reopen') await change.reopen(by, referralId, judgeInput(reopenInput, typed).reason, seen);
    else await change.void(by, referralId, judgeInput(voidInput, typed).reason, seen);
  }

  /** As `onReferral`, for one of its offers; throws `NotFound` for one that is not its own. */
  async onOffer(by: Actor, { referralId, offerId, deed, seen }: { readonly referralId: string; readonly offerId: string; readonly deed: OfferDeedName; readonly seen: number | undefined }, typed: Typed): Promise<void> {
    if (!await this.transactions.read(by, (tx) => row(tx, IN_REFERRAL, [offerId, referralId]))) throw new NotFound();
    if (deed === 'answer') await this.answer.run(by, offerId, judgeInput(saidInput, typed).text, seen);
    else if (deed === 'message') await this.write.run(by, offerId, judgeInput(saidInput, typed).text);
    else if (deed === 'withdraw') await this.withdraw.run(by, offerId, judgeInput(withdrawOfferInput, typed).reason, seen);
    else if (deed === 'declined') await this.withdraw.personDeclined(by, offerId, seen);
    else await this.voidIt.run(by, offerId, judgeInput(voidOfferInput, typed).reason, seen);
  }

  /** One of the offers of an opened referral. Throws `NotFound`. */
  offerIn({ sheet }: OpenedReferral, offerId: string): OfferSheet {
    const offer = sheet.offers.find(({ id }) => id === offerId);
    if (!offer) throw new NotFound();
    return offer;
  }
}

/** A yes needs no reason; a no does. */
function closing({ met, reason }: Typed): Typed {
  if (met === 'yes') return { met: true };
  if (met === 'no') return { met: false, reason };
  throw new InvalidInput([{ path: 'met', code: 'referrals.office.faults.met' }]);
}
