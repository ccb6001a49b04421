import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound, Refusal, Stale } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { together } from '../../../libs/sql/sql.js';
import { type Actor, organisationOf } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { lastly, type Tx } from '../../../libs/transaction/tx.js';
import { type CaseFacts, CaseFiles } from '../../cases/cases.door.js';
import { AppointmentsStore, type MeetingEnd } from '../appointments/appointments.store.js';
import { type AboutOffer, fact, type ReferralFactPayloads } from '../referrals.events.js';
import { actsFor, officeHands, organisationHands } from '../referrals.policy.js';
import type { OfferRow } from './offer.row.js';
import { isGoing, judgeOffer, type OfferHand, type OfferMoveName, type OfferState } from './offer.rules.js';
import { type Entered, type LockedOffer, type OfferPatch, OffersStore } from './offers.store.js';

/** An offer that somebody may act on, locked with its referral. */
export interface EnteredOffer {
  readonly offer: OfferRow;
  readonly around: Entered;
  readonly hands: readonly OfferHand[];
}

/** What a move answers. */
export interface MovedOffer {
  readonly id: string;
  readonly state: OfferState;
  readonly version: number;
}

type OfferFactType = { [T in keyof ReferralFactPayloads]: ReferralFactPayloads[T] extends AboutOffer ? T : never }[keyof ReferralFactPayloads];
type Own<T extends OfferFactType> = Omit<ReferralFactPayloads[T], keyof AboutOffer>;

/** One move: which, why, what it writes beside the state, and the fact that tells it. */
export interface OfferDeed<T extends OfferFactType = OfferFactType> {
  readonly move: OfferMoveName;
  readonly reason?: string | undefined;
  readonly patch?: OfferPatch;
  readonly fact: T;
  readonly own: Own<T>;
}

/** The one way to change an offer: whoever acts is let in, the rules are asked, and what happened is written, audited and told together. */
@Injectable()
export class MoveOffer {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly offers: OffersStore,
    private readonly appointments: AppointmentsStore,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** A move that is a whole transaction. What an organisation does takes two round trips: it is let in as the transaction opens, and written as it ends. */
  run<T extends OfferFactType>(by: Actor, offerId: string, seen: number | undefined, deedOf: (offer: OfferRow, at: Date) => OfferDeed<T>): Promise<MovedOffer> {
    if (organisationOf(by) === null) {
      return this.transactions.run(by, async (tx) => {
        const entered = await this.enter(tx, offerId, seen);
        return this.make(tx, entered, deedOf(entered.offer, tx.at));
      });
    }
    return this.transactions.runAsking(by, this.offers.entering(offerId), (tx, found) => {
      const entered = this.admit(tx, this.offers.entered(found), seen);
      const { state, writes } = this.moving(tx, entered, deedOf(entered.offer, tx.at));
      lastly(tx, writes);
      return { id: offerId, state, version: entered.offer.version + 1 };
    });
  }

  /**
   * Locks an offer for whoever acts. Throws `NotFound` for what is not theirs, `Forbidden` for a case that they may not edit or a household that no longer
   * agrees, `Stale` if it changed since it was seen.
   */
  async enter(tx: Tx, offerId: string, seen?: number): Promise<EnteredOffer> {
    const ofOffice = tx.by.kind === 'engine' || tx.by.organisationId === null;
    // The case before the referral before the offer: everybody locks in this order.
    const file = ofOffice && tx.by.kind === 'person' ? await this.files.lock(tx, await this.offers.caseOf(tx, offerId)) : undefined;
    return this.admit(tx, await this.offers.enter(tx, offerId), seen, file);
  }

  private admit({ by }: Tx, { offer, around }: LockedOffer, seen?: number, file?: CaseFacts): EnteredOffer {
    const ofOffice = organisationOf(by) === null;
    if (!ofOffice && !actsFor(by, offer.organisationId)) throw new NotFound();
    if (!ofOffice && !around.agreed) throw new Forbidden('referrals.consent-withdrawn');
    const hands = file ? officeHands(by, file) : ofOffice ? (['engine', 'office', 'team_lead'] as const) : organisationHands(by, offer.organisationId);
    if (seen !== undefined && seen !== offer.version) throw new Stale();
    return { offer, around, hands };
  }

  /** Makes a move of an entered offer. Throws a `Refusal` with the present state when the rules say no. */
  async make<T extends OfferFactType>(tx: Tx, entered: EnteredOffer, deed: OfferDeed<T>): Promise<MovedOffer> {
    const { state, writes } = this.moving(tx, entered, deed);
    return { id: entered.offer.id, state, version: await writes() };
  }

  /** Judges a move; gives what it writes, to be begun now or with the commit. */
  private moving<T extends OfferFactType>(tx: Tx, { offer, around, hands }: EnteredOffer, deed: OfferDeed<T>): { readonly state: OfferState; readonly writes: () => Promise<number> } {
    const verdict = judgeOffer(offer, deed.move, around, { hands, at: tx.at, reason: deed.reason });
    if (!verdict.allowed) throw new Refusal(`referrals.${verdict.because}`, { state: offer.state });
    const { state } = verdict;
    const settled = isGoing(offer.state) === isGoing(state) ? {} : { settledAt: isGoing(state) ? null : tx.at };
    this.tell(tx, { offer, around }, deed);
    const writes = async (): Promise<number> => {
      // Before the offer is over: an organisation sees its meetings only as long as it may see the household.
      const met = offer.state === 'scheduled' && state !== 'scheduled' ? [this.appointments.settle(tx, offer.id, meetingEnd(state, deed.reason))] : [];
      return (await together(
        this.offers.write(tx, offer.id, { state, ...settled, ...deed.patch }),
        ...(deed.move === 'accept' || deed.move === 'acceptLate' ? [this.offers.releaseOthers(tx, offer.id)] : []),
        this.record(tx, offer, deed),
        ...met,
      ))[0];
    };
    return { state, writes };
  }

  /** What happens to an offer without moving it. */
  async note<T extends OfferFactType>(tx: Tx, { offer, around }: EnteredOffer, deed: Omit<OfferDeed<T>, 'move'>): Promise<MovedOffer> {
    this.tell(tx, { offer, around }, deed);
    const [version] = await together(
      deed.patch ? this.offers.write(tx, offer.id, deed.patch) : Promise.resolve(offer.version),
      this.record(tx, offer, deed),
    );
    return { id: offer.id, state: offer.state, version };
  }

  private record<T extends OfferFactType>(tx: Tx, { id, caseId, organisationId }: OfferRow, { fact: action, reason }: Omit<OfferDeed<T>, 'move'>): Promise<void> {
    return this.audit.record(tx, { chain: caseId, action, subjectId: id, details: { organisationId, ...(reason === undefined ? {} : { reason }) } });
  }

  /** Facts are gathered, and written with the commit. */
  private tell<T extends OfferFactType>(tx: Tx, { offer, around }: LockedOffer, { fact: type, own }: Omit<OfferDeed<T>, 'move'>): void {
    void this.outbox.add(tx, fact(type, { ...aboutOffer(tx, offer, around), ...own } as ReferralFactPayloads[T]));
  }
}

/** What becomes of a meeting that was planned when the offer moves on. */
function meetingEnd(state: OfferState, reason: string | undefined): MeetingEnd {
  if (state === 'in_service' || state === 'completed') return 'kept';
  return reason === 'no_show' ? 'no_show' : 'cancelled';
}

/** What every fact of an offer says. */
export const aboutOffer = (tx: Tx, offer: Pick<OfferRow, 'id' | 'referralId' | 'caseId' | 'organisationId' | 'serviceId' | 'need' | 'tier'>, { teamId, ownerId }: Pick<Entered, 'teamId' | 'ownerId'>): AboutOffer => ({
  referralId: offer.referralId, caseId: offer.caseId, teamId, ownerId, need: offer.need, tier: offer.tier,
  offerId: offer.id, organisationId: offer.organisationId, serviceId: offer.serviceId, by: tx.by.kind === 'person' ? tx.by.personId : null,
});
