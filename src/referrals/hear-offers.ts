import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Chronicle } from '../cases/cases.door.js';
import { AdjustPlaces } from '../organisations/organisations.door.js';
import { AppointmentsStore } from './appointments/appointments.store.js';
import { AskNext } from './asking/ask-next.js';
import { LetOrganisationKnow } from './answering/let-organisation-know.js';
import { OfferLinks } from './answering/offer-links.store.js';
import { PlanCare } from './care/plan-care.js';
import { ANSWER_ALARM } from './offers/deadlines.js';
import { type AskedBefore, OffersStore } from './offers/offers.store.js';
import { MoveReferral } from './move-referral.js';
import type { AboutOffer, ReferralFactPayloads } from './referrals.events.js';
import { ReferralsStore } from './referrals.store.js';

type OfferFact = AboutOffer & Partial<ReferralFactPayloads['offer.declined'] & ReferralFactPayloads['offer.withdrawn'] & ReferralFactPayloads['offer.completed']>;
type Told = OfferFact & Pick<Fact, 'type' | 'at'>;

/** After these nobody owes an answer any more. */
const ANSWERED = ['offer.accepted', 'offer.waitlisted', 'offer.declined', 'offer.asked', 'offer.withdrawn', 'offer.person-declined', 'offer.voided'];
/** After these somebody else may have to be asked. */
const GOES_ON = ['offer.waitlisted', 'offer.declined', 'offer.expired', 'offer.completed', 'offer.unsuccessful', 'offer.withdrawn', 'offer.person-declined', 'offer.voided'];
/** These are not worth a line of the case’s timeline. */
const NO_LINE = ['offer.answered', 'offer.progressed'];

/**
 * What follows an answer, a moment later: an organisation acts as a Postgres role that knows nothing of alarms, of cases or of
 * whoever else was asked, so its deeds are heard here, by the worker. Facts may come late or twice: what follows is worked out
 * of the rows as they are now.
 */
@Injectable()
@Hears('offer.accepted', 'offer.waitlisted', 'offer.declined', 'offer.expired', 'offer.asked', 'offer.answered', 'offer.completed', 'offer.unsuccessful', 'offer.withdrawn', 'offer.person-declined',
  'offer.voided', 'offer.scheduled', 'offer.unscheduled', 'offer.no-show', 'offer.started', 'offer.contacted', 'offer.progressed')
export class HearOffers implements FactListener {
  constructor(
    private readonly next: AskNext,
    private readonly move: MoveReferral,
    private readonly referrals: ReferralsStore,
    private readonly offers: OffersStore,
    private readonly links: OfferLinks,
    private readonly appointments: AppointmentsStore,
    private readonly letKnow: LetOrganisationKnow,
    private readonly plan: PlanCare,
    private readonly alarms: AlarmClock,
    private readonly places: AdjustPlaces,
    private readonly chronicle: Chronicle,
  ) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const told = facts.map(({ type, at, payload }): Told => ({ ...(payload as OfferFact), type, at }));
    const of = (...types: string[]) => told.filter(({ type }) => types.includes(type));

    for (const { referralId, serviceId } of of('offer.accepted')) await this.takeUp(tx, referralId, serviceId);
    const goOn = [...new Set(of(...GOES_ON).map(({ referralId }) => referralId))].sort();
    for (const referralId of goOn) await this.referrals.enter(tx, referralId);
    for (const referralId of goOn) await this.next.run(tx, referralId);
    for (const { serviceId } of of('offer.accepted')) await this.places.count(tx, serviceId, -1);
    const freed = await this.offers.freedBy(tx, of('offer.withdrawn', 'offer.person-declined', 'offer.unsuccessful', 'offer.voided').map(({ offerId }) => offerId));
    for (const { serviceId } of [...of('offer.completed'), ...freed]) await this.places.count(tx, serviceId, 1);
    for (const { caseId, type, at, by, need, referralId, organisationId, serviceId, reason, outcome } of told.filter((each) => !NO_LINE.includes(each.type))) {
      await this.chronicle.tell(tx, { caseId, kind: type, details: { referralId, organisationId, serviceId, need, ...(reason ? { reason } : {}), ...(outcome ? { outcome } : {}) } }, { by, at });
    }
    const released = await this.offers.releasedBy(tx, of('offer.accepted').map(({ offerId }) => offerId));
    await this.write(tx, told, released);
    await this.links.revokeOver(tx, [...told.map(({ offerId }) => offerId), ...released.map(({ id }) => id)]);
    const since = new Map<string, Date>(released.map(({ id }) => [id, tx.at]));
    for (const { offerId, at } of told) since.set(offerId, earlier(since.get(offerId), at));
    await this.plan.run(tx, since);
    await this.appointments.settleLeft(tx, told.map(({ offerId }) => offerId));
    // A question that is heard late may have been answered since: its time runs again.
    await this.alarms.cancel(tx, ANSWER_ALARM, await this.offers.notAwaited(tx, [...of(...ANSWERED).map(({ offerId }) => offerId), ...released.map(({ id }) => id)]));
  }

  /** A need that was given up has found room after all, by a yes that came late. */
  private async takeUp(tx: Tx, referralId: string, serviceId: string): Promise<void> {
    const entered = await this.move.enter(tx, referralId);
    if (entered.referral.state === 'unmet' && entered.file.state !== 'closed') await this.move.make(tx, entered, { move: 'reappear', serviceId });
  }

  /** Whoever was released is thanked, whoever is asked no more is told, and who said yes by a link learns how to read what was shared. */
  private async write(tx: Tx, told: readonly Told[], released: readonly AskedBefore[]): Promise<void> {
    const byLink = told.filter(({ type, by }) => type === 'offer.accepted' && by === null);
    const over = told.filter(({ type, side }) => type === 'offer.person-declined' || (type === 'offer.withdrawn' && side === 'office'));
    const sent = await this.offers.sentOf(tx, over.map(({ offerId }) => offerId));
    await this.letKnow.released(tx, released.filter(({ sentAt }) => sentAt !== null));
    await this.letKnow.takenBack(tx, sent);
    await this.letKnow.needAccount(tx, byLink.map(({ offerId, organisationId, serviceId }) => ({ id: offerId, organisationId, serviceId })));
  }
}

const earlier = (one: Date | undefined, other: Date): Date => (one && one < other ? one : other);
