import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../../libs/alarm-clock/alarm-clock.js';
import { NotFound, Refusal } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Chronicle } from '../../cases/cases.door.js';
import { type EnteredOffer, MoveOffer } from '../offers/move-offer.js';
import { QUESTION_ALARM } from './ask-newcomer.js';
import { CompareSides } from './compare-sides.js';
import { type Answer, isOpen, sideOf } from './loop.rules.js';
import { LoopStore } from './loop.store.js';

/** What the newcomer says came of it; why, where somebody wrote it down. */
export interface Told {
  readonly answer: Answer;
  readonly because?: string | undefined;
}

/** The newcomer says whether it helped. It stands beside what the organisation said, never over it. */
@Injectable()
export class TellOutcome {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveOffer,
    private readonly store: LoopStore,
    private readonly compare: CompareSides,
    private readonly chronicle: Chronicle,
    private readonly alarms: AlarmClock,
  ) {}

  /** Written down by whoever spoke with them, at any time. */
  run(by: Actor, offerId: string, told: Told, seen?: number): Promise<{ id: string; referralId: string; answer: Answer }> {
    return this.transactions.run(by, async (tx) => {
      const entered = await this.move.enter(tx, offerId, seen);
      if (!entered.hands.includes('office')) throw new Refusal('referrals.not-yours', { state: entered.offer.state });
      return this.write(tx, entered, told, 'contact');
    });
  }

  /** One tap on their own page, about an offer of the case that the page is of. A second tap corrects the first. */
  async byLink(tx: Tx, caseId: string, offerId: string, answer: Answer): Promise<void> {
    const entered = await this.move.enter(tx, offerId);
    const question = entered.offer.caseId === caseId ? await this.store.question(tx, offerId) : undefined;
    if (!question) throw new NotFound();
    if (!isOpen(question.askedAt, tx.at)) throw new Refusal('referrals.question-closed', { state: entered.offer.state });
    await this.write(tx, entered, { answer }, 'link');
  }

  private async write(tx: Tx, entered: EnteredOffer, { answer, because = '' }: Told, source: 'link' | 'contact'): Promise<{ id: string; referralId: string; answer: Answer }> {
    const { offer } = entered;
    if (sideOf(offer) === null) throw new Refusal('referrals.nothing-to-ask', { state: offer.state });
    await this.store.ask(tx, offer, source === 'link' ? 'link' : 'caseworker');
    const question = await this.store.lockQuestion(tx, offer.id);
    const said = because === '' ? null : because;
    const repeated = question?.answer === answer && question.because === said;
    if (!repeated) {
      await this.store.answer(tx, offer.id, { answer, source, because: said, recordedBy: tx.by.kind === 'person' ? tx.by.personId : null });
      await this.chronicle.tell(tx, { caseId: offer.caseId, kind: 'outcome.told', details: { referralId: offer.referralId, organisationId: offer.organisationId, serviceId: offer.serviceId, need: offer.need, answer, source } });
      await this.move.note(tx, entered, { fact: 'outcome.told', own: { answer }, reason: answer });
      if (question?.answer !== answer) await this.compare.run(tx, entered, answer);
      await this.alarms.cancel(tx, QUESTION_ALARM, [offer.id]);
    }
    return { id: offer.id, referralId: offer.referralId, answer };
  }
}
