import { Injectable } from '@nestjs/common';
import { cursorOf, keysOf, type Keyset } from '../../libs/http/keyset.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { newId } from '../../libs/sql/id.js';
import { changed } from '../../libs/sql/sql.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { NoticesQuery, ReadInput } from './desk.dto.js';
import { noticesChanged } from './desk.events.js';
import { MARK_READ, NOTICES, TELL } from './notices.sql.js';
import { sightValues } from './sight.js';

/** The kinds of news about a referral; their subject is the referral. */
export const REFERRAL_NOTICES = [
  'offer-accepted', 'offer-waitlisted', 'offer-declined', 'offer-asked', 'question-waits', 'offer-late', 'offer-messaged', 'offer-unsuccessful', 'offer-withdrawn', 'offer-no-show', 'waitlist-review',
  'referral-unmet', 'referral-paused', 'referral-reappeared', 'consent-lapsed', 'consent-undecided', 'review-opened',
] as const;
/** The kinds of news that people are told. */
export const NOTICE_KINDS = ['escalated', 'assigned', 'arrival-asked', 'continuity', 'import-done', 'agreement-ending', ...REFERRAL_NOTICES] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something a person should know of; codes and identities only. */
export interface News {
  readonly personId: string;
  readonly kind: NoticeKind;
  /** What it is about: of one kind about one subject people have at most one unread notice. */
  readonly subjectId: string;
  readonly caseId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A notice as its reader gets it; the household's name only where they may read the case. */
export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly subjectId: string;
  readonly caseId: string | null;
  readonly details: Readonly<Record<string, string | number | undefined>>;
  readonly times: number;
  readonly toldAt: Date;
  readonly readAt: Date | null;
  readonly number: string | null;
  readonly leadName: string | null;
  readonly tier: string | null;
  /** Of the organisation that the news is about, where the case may be read. */
  readonly organisationName: string | null;
}

/** What people are told, until they have read it. */
@Injectable()
export class NoticesStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
  ) {}

  /** Tells several people several things. */
  async tell(tx: Tx, news: readonly News[]): Promise<void> {
    if (news.length === 0) return;
    await changed(tx, TELL, [
      news.map(() => newId()), news.map((n) => n.personId), news.map((n) => n.kind), news.map((n) => n.subjectId), news.map((n) => n.caseId),
      news.map((n) => JSON.stringify(n.details)), tx.at,
    ]);
    await this.outbox.add(tx, ...[...new Set(news.map((n) => n.personId))].map(noticesChanged));
  }

  /** One's own notices, newest first. */
  async list(by: PersonActor, { unread, after, limit }: NoticesQuery): Promise<Keyset<Notice>> {
    const [toldAt = null, id = null] = keysOf(after, 2) ?? [];
    const found = await this.transactions.statement<Notice & { toldKey: string }>(by, NOTICES, [...sightValues(by), unread, toldAt, id, limit + 1]);
    const items = found.slice(0, limit).map(({ toldKey: _key, ...notice }) => notice);
    const last = found[limit - 1];
    return { items, next: found.length > limit && last ? cursorOf([last.toldKey, last.id]) : null };
  }

  /** Marks one's own notices as read; says how many were not. */
  markRead(by: PersonActor, { ids, until }: ReadInput): Promise<number> {
    return this.transactions.run(by, async (tx) => {
      const read = await changed(tx, MARK_READ, [by.personId, ids ?? null, until ?? null]);
      if (read > 0) await this.outbox.add(tx, noticesChanged(by.personId));
      return read;
    });
  }
}
