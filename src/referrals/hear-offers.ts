import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Chronicle } from '../cases/cases.door.js';
import { AdjustPlaces } from '../organisations/organisations.door.js';
import { AskNext } from './asking/ask-next.js';
import { ANSWER_ALARM } from './offers/deadlines.js';
import type { AboutOffer, ReferralFactPayloads } from './referrals.events.js';

type OfferFact = AboutOffer & Partial<ReferralFactPayloads['offer.declined'] & ReferralFactPayloads['offer.withdrawn'] & ReferralFactPayloads['offer.completed']>;

/** After these nobody owes an answer any more. */
const ANSWERED = ['offer.accepted', 'offer.waitlisted', 'offer.declined', 'offer.asked', 'offer.withdrawn', 'offer.person-declined', 'offer.voided'];
/** After these somebody else may have to be asked. */
const GOES_ON = ['offer.waitlisted', 'offer.declined', 'offer.expired', 'offer.completed', 'offer.unsuccessful', 'offer.withdrawn', 'offer.person-declined', 'offer.voided'];

/**
 * What follows an answer, a moment later: an organisation acts as a Postgres role that knows nothing of alarms, of cases or of
 * whoever else was asked, so its deeds are heard here, by the worker. Facts may come late or twice: what follows is worked out
 * of the rows as they are now.
 */
@Injectable()
@Hears('offer.accepted', 'offer.waitlisted', 'offer.declined', 'offer.expired', 'offer.asked', 'offer.completed', 'offer.unsuccessful', 'offer.withdrawn', 'offer.person-declined', 'offer.voided',
  'offer.scheduled', 'offer.unscheduled', 'offer.started', 'offer.contacted')
export class HearOffers implements FactListener {
  constructor(
    private readonly next: AskNext,
    private readonly alarms: AlarmClock,
    private readonly places: AdjustPlaces,
    private readonly chronicle: Chronicle,
  ) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const told = facts.map(({ type, at, payload }) => ({ type, at, ...(payload as OfferFact) }));
    const of = (...types: string[]) => told.filter(({ type }) => types.includes(type));

    for (const referralId of [...new Set(of(...GOES_ON).map((each) => each.referralId))].sort()) await this.next.run(tx, referralId);
    for (const { serviceId } of of('offer.accepted')) await this.places.count(tx, serviceId, -1);
    for (const { serviceId } of of('offer.completed')) await this.places.count(tx, serviceId, 1);
    for (const { caseId, type, at, by, need, referralId, organisationId, serviceId, reason, outcome } of told) {
      await this.chronicle.tell(tx, { caseId, kind: type, details: { referralId, organisationId, serviceId, need, ...(reason ? { reason } : {}), ...(outcome ? { outcome } : {}) } }, { by, at });
    }
    await this.alarms.cancel(tx, ANSWER_ALARM, of(...ANSWERED).map(({ offerId }) => offerId));
  }
}
