import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import type { AlarmHandler, NewAlarm, RingingAlarm } from '../../libs/alarm-clock/alarm.js';
import { Rings } from '../../libs/alarm-clock/rings.js';
import { Audit } from '../../libs/audit/audit.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Calendars } from './calendars.js';
import { AskOrganisation } from './links/ask-organisation.js';
import { dropsOn, listingState } from './listings/assurance.rules.js';
import { RollOpenings } from './listings/roll-openings.js';
import { fact } from './organisations.events.js';
import { HOURS_ALARM, LISTING_ALARM, PLACES_ALARM, REOPENS_ALARM } from './plan-alarms.js';
import { toldAt } from './places/places.rules.js';
import { listingQuestionAt, placesAgainAt, placesQuestionAt } from './questions.rules.js';
import { type ServiceFacts, serviceFacts } from './service-facts.js';

const idsOf = (alarms: readonly RingingAlarm[]): string[] => alarms.map(({ subjectId }) => subjectId);
const set = (alarms: AlarmClock, tx: Tx, next: readonly (NewAlarm | undefined)[]): Promise<void> => alarms.set(tx, next.filter((each) => each !== undefined));

/** A figure has grown old: whoever answers for the service is asked, once more a week later, and then it is only shown as old. */
@Rings(PLACES_ALARM)
@Injectable()
export class ServicePlacesAlarms implements AlarmHandler {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly calendars: Calendars,
    private readonly ask: AskOrganisation,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const steps = new Map(alarms.map(({ subjectId, step }) => [subjectId, step]));
    const next: (NewAlarm | undefined)[] = [];
    for (const service of await serviceFacts(tx, idsOf(alarms), this.calendars.zone)) next.push(await this.ringOne(tx, service, steps.get(service.id) ?? 0));
    await set(this.alarms, tx, next);
  }

  /** What has changed since the alarm was set only moves it. */
  private async ringOne(tx: Tx, service: ServiceFacts, asked: number): Promise<NewAlarm | undefined> {
    const hours = this.calendars.named(service.calendar);
    const due = placesQuestionAt(service, asked, hours);
    const told = toldAt(service.places);
    if (!due || !told) return undefined;
    if (due > tx.at) return { kind: PLACES_ALARM, subjectId: service.id, step: asked, at: due };

    const put = await this.ask.run(tx, service, { purpose: 'places', about: `${told.toISOString()}/${asked}`, content: { toldAt: told.toISOString(), again: asked } });
    // Set anew after its question was put, an alarm moves the next one no further away: services with much going on are asked too.
    const next = placesQuestionAt(service, asked + 1, hours);
    const again = put || !next || next <= tx.at ? placesAgainAt(service, asked + 1, tx.at, hours) : next;
    return again && { kind: PLACES_ALARM, subjectId: service.id, step: asked + 1, at: again };
  }
}

/** Half a year has passed: is the listing still true? Thirty days later it has dropped out of search, and its people are told so. */
@Rings(LISTING_ALARM)
@Injectable()
export class ServiceListingAlarms implements AlarmHandler {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly calendars: Calendars,
    private readonly ask: AskOrganisation,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const next: (NewAlarm | undefined)[] = [];
    for (const service of await serviceFacts(tx, idsOf(alarms), this.calendars.zone)) next.push(await this.ringOne(tx, service));
    await set(this.alarms, tx, next);
  }

  private async ringOne(tx: Tx, service: ServiceFacts): Promise<NewAlarm | undefined> {
    const hours = this.calendars.named(service.calendar);
    const state = listingState(service.since, this.calendars.today(tx.at));
    const due = listingQuestionAt(service, state === 'dropped' ? 'due' : undefined, hours);
    if (!due) return undefined;
    if (due > tx.at) return { kind: LISTING_ALARM, subjectId: service.id, at: due };

    await this.ask.run(tx, service, {
      purpose: 'listing', about: `${service.since}/${state}`, content: { since: service.since, drops: dropsOn(service.since), dropped: state === 'dropped' ? 1 : 0 },
    });
    const at = listingQuestionAt(service, state, hours);
    return at && { kind: LISTING_ALARM, subjectId: service.id, at };
  }
}

const REOPEN = statement('services.reopen', `
  update services set status = 'active', closed_until = null, modified_at = $3
  where id = any($1::uuid[]) and status = 'temporarily closed' and closed_until < $2::date returning id, organisation_id as "organisationId"`);

/** The last day of a temporary closing has passed: the service is given again. */
@Rings(REOPENS_ALARM)
@Injectable()
export class ServiceReopensAlarms implements AlarmHandler {
  constructor(
    private readonly calendars: Calendars,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const reopened = await rows<{ id: string; organisationId: string }>(tx, REOPEN, [idsOf(alarms), this.calendars.today(tx.at), tx.at]);
    for (const { id: serviceId, organisationId } of reopened) {
      await this.audit.record(tx, { chain: organisationId, action: 'service.reopened', subjectId: serviceId });
      await this.outbox.add(tx, fact('service.changed', { organisationId, serviceId, fields: ['status', 'closedUntil'] }));
    }
  }
}

/** Openings are known for some weeks only: the weeks that follow are worked out in time. */
@Rings(HOURS_ALARM)
@Injectable()
export class OrganisationHoursAlarms implements AlarmHandler {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly openings: RollOpenings,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const at = await this.openings.run(tx, idsOf(alarms));
    await this.alarms.set(tx, alarms.map(({ subjectId }) => ({ kind: HOURS_ALARM, subjectId, at })));
  }
}
