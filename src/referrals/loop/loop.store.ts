import { Injectable } from '@nestjs/common';
import { newId } from '../../../libs/sql/id.js';
import { changed, row, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { OfferRow } from '../offers/offer.row.js';
import type { Answer, Decided, Decision, ReviewReason } from './loop.rules.js';

/** What a newcomer is asked of one offer, and what they said. */
export interface Question {
  readonly offerId: string;
  readonly caseId: string;
  readonly askedAt: Date;
  /** Who asks: a link that was sent, or the caseworker. */
  readonly asks: 'link' | 'caseworker';
  readonly remindedAt: Date | null;
  readonly answer: Answer | null;
  readonly source: 'link' | 'contact' | null;
  readonly because: string | null;
  readonly answeredAt: Date | null;
  readonly recordedBy: string | null;
  readonly version: number;
}

/** What is written with an answer. */
export type NewAnswer = Pick<Question, 'answer' | 'source' | 'because' | 'recordedBy'>;

/** Somebody looks at what both sides said. */
export interface Review {
  readonly id: string;
  readonly offerId: string;
  readonly referralId: string;
  readonly caseId: string;
  readonly because: ReviewReason;
  readonly openedAt: Date;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly decision: Decision | null;
  readonly note: string | null;
  readonly version: number;
}

const QUESTION = `select offer_id as "offerId", case_id as "caseId", asked_at as "askedAt", asks, reminded_at as "remindedAt", answer, source, because, answered_at as "answeredAt",
  recorded_by as "recordedBy", version from outcome_questions`;
const REVIEW = `select id, offer_id as "offerId", referral_id as "referralId", case_id as "caseId", because, opened_at as "openedAt", settled_at as "settledAt", settled_by as "settledBy", decision, note, version
  from outcome_reviews`;

const ASK = statement('loop.ask', 'insert into outcome_questions (offer_id, case_id, asked_at, asks) values ($1, $2, $3, $4) on conflict (offer_id) do nothing');
const ASK_AGAIN = statement('loop.ask-again', `
  update outcome_questions set asked_at = $2, asks = $3, reminded_at = null, answer = null, source = null, because = null, answered_at = null, recorded_by = null where offer_id = $1`);
const ONE = statement('loop.question', `${QUESTION} where offer_id = $1`);
const LOCK = statement('loop.lock-question', `${QUESTION} where offer_id = $1 for no key update`);
const ANSWER = statement('loop.answer', 'update outcome_questions set answer = $2, source = $3, because = $4, recorded_by = $5, answered_at = $6 where offer_id = $1');
const REMINDED = statement('loop.reminded', 'update outcome_questions set reminded_at = $2 where offer_id = $1');
const HAND_OVER = statement('loop.hand-over', `
  update outcome_questions set asks = 'caseworker' where answer is null and asks = 'link' and (offer_id = $1 or case_id = $2) returning offer_id as "offerId"`);
const OPEN = statement('loop.open-review', `
  insert into outcome_reviews (id, offer_id, referral_id, case_id, because, opened_at) values ($1, $2, $3, $4, $5, $6) on conflict (offer_id) where settled_at is null do nothing returning id`);
const OPEN_ONE = statement('loop.open-one', `${REVIEW} where offer_id = $1 and settled_at is null for no key update`);
const BY_ID = statement('loop.review', `${REVIEW} where id = $1`);
const LAST = statement('loop.last-decision', `
  select decision, settled_at as "settledAt" from outcome_reviews where offer_id = $1 and settled_at is not null order by settled_at desc, id desc limit 1`);
const SETTLE = statement('loop.settle-review', `
  update outcome_reviews set settled_at = $2, settled_by = $3, decision = $4, note = $5 where id = $1 and settled_at is null`);

/** Questions to newcomers, their answers, and the reviews of what both sides said. Whoever writes holds the lock of the offer. */
@Injectable()
export class LoopStore {
  /** Asks once; true the first time. */
  async ask(tx: Tx, { id, caseId }: Pick<OfferRow, 'id' | 'caseId'>, asks: Question['asks']): Promise<boolean> {
    return (await changed(tx, ASK, [id, caseId, tx.at, asks])) > 0;
  }

  /** Asks once more: what was said before stays in the audit alone. */
  async askAgain(tx: Tx, offerId: string, asks: Question['asks']): Promise<void> {
    await changed(tx, ASK_AGAIN, [offerId, tx.at, asks]);
  }

  question(tx: Tx, offerId: string): Promise<Question | undefined> {
    return row<Question>(tx, ONE, [offerId]);
  }

  lockQuestion(tx: Tx, offerId: string): Promise<Question | undefined> {
    return row<Question>(tx, LOCK, [offerId]);
  }

  async answer(tx: Tx, offerId: string, { answer, source, because, recordedBy }: NewAnswer): Promise<void> {
    await changed(tx, ANSWER, [offerId, answer, source, because, recordedBy, tx.at]);
  }

  async reminded(tx: Tx, offerId: string): Promise<void> {
    await changed(tx, REMINDED, [offerId, tx.at]);
  }

  /** From now on the caseworker asks: about one offer, or about all of a case that a link still asks about. Gives the offers. */
  async handOver(tx: Tx, { offerId = null, caseId = null }: { readonly offerId?: string | null; readonly caseId?: string | null }): Promise<string[]> {
    return (await rows<{ offerId: string }>(tx, HAND_OVER, [offerId, caseId])).map((handed) => handed.offerId);
  }

  /** Opens a review unless one is open; its identity when it was opened. */
  async openReview(tx: Tx, { id, referralId, caseId }: Pick<OfferRow, 'id' | 'referralId' | 'caseId'>, because: ReviewReason): Promise<string | undefined> {
    return (await row<{ id: string }>(tx, OPEN, [newId(), id, referralId, caseId, because, tx.at]))?.id;
  }

  /** The open review of an offer, locked. */
  openOne(tx: Tx, offerId: string): Promise<Review | undefined> {
    return row<Review>(tx, OPEN_ONE, [offerId]);
  }

  review(tx: Tx, id: string): Promise<Review | undefined> {
    return row<Review>(tx, BY_ID, [id]);
  }

  /** What was last decided of an offer. */
  async lastDecision(tx: Tx, offerId: string): Promise<Decided | null> {
    return (await row<Decided>(tx, LAST, [offerId])) ?? null;
  }

  /** Settles an open review; false when it was not open any more. */
  async settle(tx: Tx, id: string, decision: Decision, note: string | null, settledBy: string | null): Promise<boolean> {
    return (await changed(tx, SETTLE, [id, tx.at, settledBy, decision, note])) > 0;
  }
}
