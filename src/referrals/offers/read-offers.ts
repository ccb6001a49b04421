import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { COUNT_LIMIT, keysAs, type Keyset, keyset } from '../../../libs/http/keyset.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { changed, one, row, rows, together } from '../../../libs/sql/sql.js';
import { type Actor, organisationOf } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { CaseFiles } from '../../cases/cases.door.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { officeHands, organisationHands } from '../referrals.policy.js';
import { isOverTab, OFFER_TAB_CODES, OFFER_TABS, type OfferTab, timeLeft, type TimeLeft } from './inbox.rules.js';
import type { OfferRow, OfferSummary } from './offer.row.js';
import { type OfferHand, type OfferMoveName, offerMovesFrom, type OfferSurroundings } from './offer.rules.js';
import { INBOX_COUNTS, INBOX_GOING, INBOX_OVER, MARK_READ, MARK_SEEN, MEETINGS, ONE_AT_OFFICE, ONE_OF_OWN, OPENED_BY_LINK, STANDS, THREAD } from './read-offers.sql.js';
import type { MessageKind } from './thread.js';

/** When and where the household is met next. */
export interface NextMeeting {
  readonly id: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly place: string;
  readonly bring: string | null;
}

/** An offer in a list: its own columns, and what may be seen of the household before anybody signs in; null once it may not. */
export interface OfferItem extends Omit<OfferRow, 'summary' | 'step' | 'position' | 'againOn' | 'demo' | 'serviceId' | 'caseId'> {
  readonly service: { readonly id: string; readonly name: string };
  readonly summary: OfferSummary | null;
  readonly timeLeft: TimeLeft | null;
  /** The meeting that is planned. */
  readonly appointment: NextMeeting | null;
  /** Words of the other side’s that nobody here has read. */
  readonly unread: number;
}

/** A word between the office and the organisation. */
export interface Said {
  readonly id: string;
  readonly side: 'office' | 'organisation';
  readonly kind: MessageKind;
  readonly body: string;
  readonly authorId: string | null;
  readonly at: Date;
  readonly readAt: Date | null;
}

/** A meeting that was made, kept or not. */
export interface Meeting {
  readonly id: string;
  readonly startsAt: Date;
  readonly minutes: number;
  readonly place: string;
  readonly bring: string | null;
  readonly state: 'planned' | 'kept' | 'no_show' | 'cancelled';
  readonly version: number;
}

/** One offer with what was said and planned about it. */
export interface OfferDetails extends OfferItem {
  readonly thread: readonly Said[];
  readonly appointments: readonly Meeting[];
  /** The moves that are open to whoever asks. */
  readonly moves: readonly OfferMoveName[];
}

/** How many are in a tab; beyond a thousand it is no longer counted. */
export interface TabCount {
  readonly count: number;
  readonly exact: boolean;
}

export interface InboxQuery {
  readonly tab: OfferTab;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of an inbox, with the present that judged it. */
export interface Inbox extends Keyset<OfferItem> {
  readonly at: Date;
  readonly counts: Readonly<Record<OfferTab, TabCount>>;
}

type Read = OfferRow & Pick<OfferItem, 'service' | 'appointment' | 'unread'> & { readonly summary: OfferSummary | null };
type Stands = OfferSurroundings;

/**
 * Reading offers: an organisation its own, the office those of cases that it may read. Once a household no longer agrees, an
 * organisation is refused everything but the list, where nothing is left of the household.
 */
@Injectable()
export class ReadOffers {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly services: ServicesToAsk,
    private readonly audit: Audit,
  ) {}

  inbox(by: Actor, query: InboxQuery): Promise<Inbox> {
    return this.transactions.read(by, (tx) => this.inboxWithin(tx, query));
  }

  /** A tab of an organisation’s inbox. Throws `Forbidden` for the office, whose own lists stand on the desk. */
  async inboxWithin(tx: Tx, { tab, after, limit }: InboxQuery): Promise<Inbox> {
    if (organisationOf(tx.by) === null) throw new Forbidden();
    const over = isOverTab(tab);
    const [at = null, id = null] = keysAs(after, 'moment', 'uuid') ?? [];
    const [found, counts] = await together(
      rows<Read>(tx, over ? INBOX_OVER : INBOX_GOING, [OFFER_TABS[tab], limit + 1, at, id]),
      one<Record<OfferTab, number>>(tx, INBOX_COUNTS),
    );
    return {
      at: tx.at,
      ...keyset(found.map((offer) => this.item(tx, offer)), limit, ({ sentAt, dueAt, id: last }) => [(over ? sentAt : dueAt)?.toISOString() ?? null, last]),
      counts: Object.fromEntries(OFFER_TAB_CODES.map((code) => [code, { count: Math.min(counts[code], COUNT_LIMIT), exact: counts[code] <= COUNT_LIMIT }])) as Record<OfferTab, TabCount>,
    };
  }

  one(by: Actor, offerId: string): Promise<OfferDetails> {
    return this.transactions.read(by, (tx) => this.oneWithin(tx, offerId));
  }

  /**
   * One offer, for whoever it is. Whoever signed in has seen it from now on, and read what the other side said; a link reads no
   * thread, and its first look stands on the household’s ledger. Throws `NotFound` for what is not theirs, `Forbidden`
   * (`referrals.consent-withdrawn`) once the household no longer agrees.
   */
  async oneWithin(tx: Tx, offerId: string): Promise<OfferDetails> {
    const ofOffice = organisationOf(tx.by) === null;
    const [offer, stands, thread, appointments] = await together(
      row<Read>(tx, ofOffice ? ONE_AT_OFFICE : ONE_OF_OWN, [offerId]), row<Stands>(tx, STANDS, [offerId]), rows<Said>(tx, THREAD, [offerId]), rows<Meeting>(tx, MEETINGS, [offerId]),
    );
    if (!offer || !stands) throw new NotFound();
    if (!ofOffice && !stands.agreed) throw new Forbidden('referrals.consent-withdrawn');
    const hands = ofOffice ? officeHands(tx.by, await this.files.facts(tx, offer.caseId)) : organisationHands(tx.by, offer.organisationId);
    if (tx.by.kind === 'link' && offer.summary) await changed(tx, OPENED_BY_LINK, [offer.caseId, offer.organisationId, offer.id, offer.need, tx.at, tx.by.linkId]);
    if (tx.by.kind === 'person') await this.note(tx, offer);
    return { ...this.item(tx, offer), thread, appointments, moves: movesOpenTo(offer, stands, hands, tx.at) };
  }

  private async note(tx: Tx, { id, caseId, organisationId }: Read): Promise<void> {
    const ofOffice = organisationOf(tx.by) === null;
    await together(
      ...(ofOffice ? [] : [changed(tx, MARK_SEEN, [id, tx.at]), changed(tx, MARK_READ, [id, tx.at, 'office'])]),
      this.audit.record(tx, { chain: caseId, action: 'offer.read', subjectId: id, details: { organisationId } }),
    );
  }

  private item(tx: Tx, { caseId: _case, serviceId: _service, demo: _demo, ...offer }: Read): OfferItem {
    return { ...offer, timeLeft: offer.calendar === null ? null : timeLeft(offer, tx.at, this.services.hours(offer.calendar)) };
  }
}

const movesOpenTo = (offer: Read, stands: Stands, hands: readonly OfferHand[], at: Date): OfferMoveName[] => offerMovesFrom(offer, stands, { hands, at });
