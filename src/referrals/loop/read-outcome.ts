import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../libs/http/refusal.js';
import { row, rows, statement } from '../../../libs/sql/sql.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { People } from '../../accounts/accounts.door.js';
import { type CaseFacts, CaseFiles, Chronicle } from '../../cases/cases.door.js';
import { officeHands } from '../referrals.policy.js';
import { type Answer, isConfirmed, sideOf } from './loop.rules.js';
import { LoopStore, type Question, type Review } from './loop.store.js';
import { NewcomerLinks, type SentNewcomerLink } from './newcomer-links.store.js';

/** An offer that ended, with the names of whoever gave the service. */
export interface EndedOffer {
  readonly id: string;
  readonly referralId: string;
  readonly caseId: string;
  readonly organisation: string;
  readonly service: string;
  readonly need: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly acceptedAt: Date | null;
  readonly settledAt: Date | null;
}

/** What was said in the thread of an offer. */
export interface SaidInThread {
  readonly side: 'office' | 'organisation';
  readonly kind: string;
  readonly body: string;
  readonly author: string | null;
  readonly at: Date;
}

/** Both sides of what came of an offer, as somebody of the office reads them. */
export interface OutcomeSheet {
  readonly at: Date;
  readonly file: CaseFacts;
  readonly offer: EndedOffer;
  readonly organisation: Answer | null;
  readonly question: (Question & { readonly recordedByName: string | null }) | null;
  readonly reviews: readonly (Review & { readonly settledByName: string | null })[];
  readonly thread: readonly SaidInThread[];
  readonly links: readonly SentNewcomerLink[];
  readonly confirmed: boolean;
  /** Whether the reader may write an answer down, or decide. */
  readonly mayAct: boolean;
}

const OFFER = statement('loop.offer', `
  select id, referral_id as "referralId", case_id as "caseId", organisation_name as organisation, service_name as service, need, state, outcome, reason, accepted_at as "acceptedAt", settled_at as "settledAt"
  from desk_offers where id = $1`);
const REVIEWS = statement('loop.reviews', `
  select id, offer_id as "offerId", referral_id as "referralId", case_id as "caseId", because, opened_at as "openedAt", settled_at as "settledAt", settled_by as "settledBy", decision, note, version
  from outcome_reviews where offer_id = $1 order by opened_at desc, id desc`);
const THREAD = statement('loop.thread', 'select side, kind, body, author_id as author, at from offer_messages where offer_id = $1 order by at, id');

/** Somebody reads what both sides said; that they did is on record. */
@Injectable()
export class ReadOutcome {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly store: LoopStore,
    private readonly links: NewcomerLinks,
    private readonly people: People,
    private readonly chronicle: Chronicle,
  ) {}

  /** Throws `NotFound` and `Forbidden` as the case does. */
  ofOffer(by: Actor, offerId: string): Promise<OutcomeSheet> {
    return this.transactions.read(by, (tx) => this.sheet(tx, offerId));
  }

  ofReview(by: Actor, reviewId: string): Promise<OutcomeSheet & { readonly review: Review }> {
    return this.transactions.read(by, async (tx) => {
      const review = await this.store.review(tx, reviewId);
      if (!review) throw new NotFound();
      return { ...(await this.sheet(tx, review.offerId)), review };
    });
  }

  private async sheet(tx: Tx, offerId: string): Promise<OutcomeSheet> {
    const offer = await row<EndedOffer>(tx, OFFER, [offerId]);
    if (!offer) throw new NotFound();
    const file = await this.files.facts(tx, offer.caseId);
    const [question, reviews, thread, links] = [
      await this.store.question(tx, offerId), await rows<Review>(tx, REVIEWS, [offerId]), await rows<SaidInThread>(tx, THREAD, [offerId]), await this.links.ofCase(tx, offer.caseId),
    ];
    await this.chronicle.record(tx, { caseId: offer.caseId, kind: 'outcome.looked-at', subjectId: offerId });
    const names = await this.people.byIds(tx, [question?.recordedBy, ...reviews.map(({ settledBy }) => settledBy), ...thread.map(({ author }) => author)].filter((id) => typeof id === 'string'));
    const nameOf = (id: string | null | undefined): string | null => (id ? names.get(id)?.name ?? null : null);
    const organisation = sideOf(offer);
    const [last] = reviews.flatMap(({ decision, settledAt }) => (decision && settledAt ? [{ decision, settledAt }] : [])).sort((one, other) => other.settledAt.getTime() - one.settledAt.getTime());
    return {
      at: tx.at, file, offer, organisation, links,
      question: question ? { ...question, recordedByName: nameOf(question.recordedBy) } : null,
      reviews: reviews.map((review) => ({ ...review, settledByName: nameOf(review.settledBy) })),
      thread: thread.map((said) => ({ ...said, author: nameOf(said.author) })),
      confirmed: isConfirmed({
        organisation, reviewOpen: reviews.some(({ settledAt }) => settledAt === null), last: last ?? null,
        person: question?.answer && question.answeredAt ? { answer: question.answer, answeredAt: question.answeredAt } : null,
      }),
      mayAct: officeHands(tx.by, file).length > 0,
    };
  }
}
