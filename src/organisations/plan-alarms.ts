import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import type { NewAlarm } from '../../libs/alarm-clock/alarm.js';
import { rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { remindAt } from './agreements/agreement.rules.js';
import type { AgreementFacts } from './agreements/agreement.rules.js';
import { Calendars } from './calendars.js';
import { RollOpenings } from './listings/roll-openings.js';
import { listingQuestionAt, placesQuestionAt, reopensAt } from './questions.rules.js';
import { type ServiceFacts, serviceFacts } from './service-facts.js';

/** Asks whether the figures of a service are still true. Its step: how often it was asked. */
export const PLACES_ALARM = 'service-places';
/** Asks whether a listing is still true. */
export const LISTING_ALARM = 'service-listing';
/** Gives a service again that was closed for a time. */
export const REOPENS_ALARM = 'service-reopens';
/** Reminds both sides of the end of an agreement. */
export const AGREEMENT_ALARM = 'agreement-ending';
/** Works the openings of an organisation’s services out for the weeks that follow. */
export const HOURS_ALARM = 'organisation-hours';

const SERVICES_OF = statement('organisations.services-of', 'select id from services where organisation_id = any($1::uuid[])');
const AGREEMENTS = statement('agreements.facts', `
  select a.id, a.ends_on as "endsOn", a.remind_days as "remindDays", a.ended_at as "endedAt", a.reminded_of as "remindedOf", o.calendar
  from agreements a join organisations o on o.id = a.organisation_id where a.id = any($1::uuid[])`);
const KNOWN_UNTIL = statement('organisations.openings-known', `
  select organisation_id as id, min(openings_until) as until from services
  where organisation_id = any($1::uuid[]) and status in ('active', 'temporarily closed') group by organisation_id having min(openings_until) is not null`);

type AgreementAlarm = AgreementFacts & { readonly id: string; readonly calendar: string };

/**
 * Sets the network’s alarms from what its rows say. It may be called as often as one likes: what was asked before is known by the
 * question, so an alarm that is set anew never asks it again.
 */
@Injectable()
export class PlanAlarms {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly calendars: Calendars,
    private readonly openings: RollOpenings,
  ) {}

  /** All alarms of some services. */
  async services(tx: Tx, serviceIds: readonly string[]): Promise<void> {
    const facts = await serviceFacts(tx, [...new Set(serviceIds)], this.calendars.zone);
    const hours = ({ calendar }: ServiceFacts) => this.calendars.named(calendar);
    await this.setOrCancel(tx, PLACES_ALARM, facts, (each) => placesQuestionAt(each, 0, hours(each)));
    await this.setOrCancel(tx, LISTING_ALARM, facts, (each) => listingQuestionAt(each, undefined, hours(each)));
    await this.setOrCancel(tx, REOPENS_ALARM, facts, (each) => reopensAt(each, this.calendars.zone));
  }

  /** All alarms of all services of some organisations: a pause began or ended, a directory came in. */
  async organisations(tx: Tx, organisationIds: readonly string[]): Promise<void> {
    const services = await rows<{ id: string }>(tx, SERVICES_OF, [organisationIds]);
    await this.services(tx, services.map(({ id }) => id));
    await this.hours(tx, organisationIds);
  }

  /** When the openings of some organisations’ services are worked out further. */
  async hours(tx: Tx, organisationIds: readonly string[]): Promise<void> {
    const known = await rows<{ id: string; until: Date }>(tx, KNOWN_UNTIL, [[...new Set(organisationIds)]]);
    await this.alarms.set(tx, known.map(({ id, until }) => ({ kind: HOURS_ALARM, subjectId: id, at: this.openings.rollAt(until) })));
  }

  /** The reminders of some agreements. */
  async agreements(tx: Tx, agreementIds: readonly string[]): Promise<void> {
    const facts = await rows<AgreementAlarm>(tx, AGREEMENTS, [[...new Set(agreementIds)]]);
    await this.setOrCancel(tx, AGREEMENT_ALARM, facts, (each) => remindAt(each, this.calendars.named(each.calendar)));
  }

  private async setOrCancel<F extends { readonly id: string }>(tx: Tx, kind: string, facts: readonly F[], momentOf: (facts: F) => Date | undefined): Promise<void> {
    const moments = facts.map((each) => ({ subjectId: each.id, at: momentOf(each) }));
    await this.alarms.set(tx, moments.flatMap(({ subjectId, at }): NewAlarm[] => (at ? [{ kind, subjectId, at }] : [])));
    await this.alarms.cancel(tx, kind, moments.flatMap(({ subjectId, at }) => (at ? [] : [subjectId])));
  }
}
