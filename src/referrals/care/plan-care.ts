import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import { AlarmClock } from '../../../libs/alarm-clock/alarm-clock.js';
import type { NewAlarm } from '../../../libs/alarm-clock/alarm.js';
import { rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import type { Hours } from '../offers/deadlines.rules.js';
import type { OfferRow } from '../offers/offer.row.js';
import { careAfter, type CareFacts, careMoments, consentMoment, questionMoment, reviewAt } from './care.rules.js';

/** Next of what an organisation that holds a household owes. */
export const CARE_ALARM = 'offer-care';
/** A question waits for the office. */
export const QUESTION_ALARM = 'offer-question';
/** A place on a waiting list is looked at again. */
export const WAITLIST_ALARM = 'offer-waitlist';
/** The household’s consent ends, or the office has still to decide what follows. */
export const CONSENT_ALARM = 'offer-consent';

const KINDS = [CARE_ALARM, QUESTION_ALARM, WAITLIST_ALARM, CONSENT_ALARM] as const;

const FACTS = statement('care.facts', `
  select o.id, o.referral_id as "referralId", o.case_id as "caseId", o.organisation_id as "organisationId", o.service_id as "serviceId", o.need, o.tier, o.state, o.calendar,
    o.accepted_at as "acceptedAt", o.contact_due_at as "contactDueAt", o.contacted_at as "contactedAt", o.told_at as "toldAt", o.update_due_at as "updateDueAt", o.outcome_due_at as "outcomeDueAt",
    o.disagreed_at as "disagreedAt", o.asked_at as "askedAt", o.answered_at as "answeredAt", o.wait_weeks as "waitWeeks", c.team_id as "teamId", c.owner_id as "ownerId", t.calendar as "teamCalendar",
    case when referral_agreed(o.case_id, o.organisation_id) then (select max(a.expires_on)::text from consents a where a.case_id = o.case_id and a.purpose = 'referral' and a.withdrawn_at is null
      and a.recipient in ('network', 'organisation:' || o.organisation_id)) end as "agreedUntil"
  from offers o join cases c on c.id = o.case_id join teams t on t.id = c.team_id where o.id = any($1::uuid[]) order by o.id`);

/** An offer as those see it who look after what is owed. */
export interface OfferInCare extends CareFacts, Pick<OfferRow, 'id' | 'referralId' | 'caseId' | 'organisationId' | 'serviceId' | 'need' | 'calendar'> {
  readonly teamId: string;
  readonly ownerId: string | null;
  readonly teamCalendar: string;
  readonly agreedUntil: CivilDate | null;
}

/** Sets what is looked at next of offers, and cancels what is not any more, worked out of the rows as they are. */
@Injectable()
export class PlanCare {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly services: ServicesToAsk,
  ) {}

  /** Some offers, in the order in which they are locked. */
  read(tx: Tx, offerIds: readonly string[]): Promise<OfferInCare[]> {
    return rows<OfferInCare>(tx, FACTS, [offerIds]);
  }

  /** For offers of which something was told, each with the moment from which on its alarms still count. */
  async run(tx: Tx, since: ReadonlyMap<string, Date>): Promise<void> {
    if (since.size === 0) return;
    const offers = await this.read(tx, [...since.keys()]);
    const next = offers.flatMap((offer) => this.nextOf(offer, since.get(offer.id) ?? tx.at));
    await this.alarms.set(tx, next);
    for (const kind of KINDS) {
      const set = new Set(next.filter((alarm) => alarm.kind === kind).map(({ subjectId }) => subjectId));
      await this.alarms.cancel(tx, kind, offers.map(({ id }) => id).filter((id) => !set.has(id)));
    }
  }

  /** The hours of the organisation’s clock. */
  hours({ calendar }: Pick<OfferInCare, 'calendar'>): Hours {
    return this.services.hours(calendar ?? '');
  }

  /** Those of the office’s team. */
  officeHours({ teamCalendar }: Pick<OfferInCare, 'teamCalendar'>): Hours {
    return this.services.hours(teamCalendar);
  }

  private nextOf(offer: OfferInCare, after: Date): NewAlarm[] {
    const office = this.officeHours(offer);
    const care = careAfter(careMoments(offer, this.hours(offer)), after);
    const review = reviewAt(offer, after, office);
    const [question, consent] = [questionMoment(offer, after, office), consentMoment(offer, after, office)];
    const subjectId = offer.id;
    return [
      ...(care ? [{ kind: CARE_ALARM, subjectId, at: care.at }] : []),
      ...(question ? [{ kind: QUESTION_ALARM, subjectId, ...question }] : []),
      ...(review ? [{ kind: WAITLIST_ALARM, subjectId, at: review }] : []),
      ...(consent ? [{ kind: CONSENT_ALARM, subjectId, ...consent }] : []),
    ];
  }
}
