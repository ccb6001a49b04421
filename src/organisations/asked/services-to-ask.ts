import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import { rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { AnswerPromise } from '../agreements/agreement.rules.js';
import { type Hours, isPaused } from '../questions.rules.js';
import { Calendars } from '../calendars.js';
import { type Recipient, recipientsOf } from '../links/recipients.rules.js';
import type { MailKind } from '../listings/organisation.entity.js';

/** A service that may be asked to help somebody: who gives it, on whose clock they answer, and what they promised. */
export interface ServiceToAsk extends AnswerPromise {
  readonly serviceId: string;
  readonly organisationId: string;
  readonly service: string;
  readonly organisation: string;
  readonly status: string;
  readonly pausedUntil: CivilDate | null;
  readonly serviceEmail: string | null;
  readonly organisationEmail: string | null;
  /** The language it is written to in. */
  readonly language: 'fr' | 'en';
  readonly mails: readonly MailKind[];
  readonly calendar: string;
  readonly agreementId: string | null;
  /** The one service that the agreement is about; null for all of the organisation's. */
  readonly agreedFor: string | null;
  /** At most so many new households a calendar month, where that was agreed. */
  readonly quotaPerMonth: number | null;
  readonly priorityGroups: readonly string[];
  /** Its people with an account. */
  readonly members: readonly { readonly id: string; readonly email: string }[];
}

// The agreement about this very service before the one about all of them.
const TO_ASK = statement('organisations.services-to-ask', `
  select s.id as "serviceId", s.organisation_id as "organisationId", s.name as service, o.name as organisation, s.status, o.paused_until as "pausedUntil",
    s.email as "serviceEmail", o.email as "organisationEmail", o.language, o.mails, o.calendar, a.id as "agreementId", a.service_id as "agreedFor", a.answer_within as "answerWithin",
    a.answer_unit as "answerUnit", a.answer_clock as "answerClock", a.quota_per_month as "quotaPerMonth", coalesce(a.priority_groups, '{}') as "priorityGroups",
    (select coalesce(json_agg(json_build_object('id', m.id, 'email', m.email) order by m.coordinator desc, m.name, m.id), '[]') from organisation_members m where m.organisation_id = s.organisation_id) as members
  from services s join organisations o on o.id = s.organisation_id left join lateral (
    select * from agreements a where a.organisation_id = s.organisation_id and (a.service_id is null or a.service_id = s.id) and a.ended_at is null
      and a.starts_on <= $2::date and (a.ends_on is null or a.ends_on >= $2::date) order by a.service_id nulls last, a.starts_on desc, a.id limit 1) a on true
  where s.id = any($1::uuid[])`);

/** What referrals must know of the services they ask. */
@Injectable()
export class ServicesToAsk {
  constructor(private readonly calendars: Calendars) {}

  /** Some services, by identity; what does not exist is missing. */
  async byIds(tx: Tx, serviceIds: readonly string[]): Promise<ReadonlyMap<string, ServiceToAsk>> {
    if (serviceIds.length === 0) return new Map();
    const found = await rows<ServiceToAsk>(tx, TO_ASK, [[...new Set(serviceIds)], this.calendars.today(tx.at)]);
    return new Map(found.map((each) => [each.serviceId, each]));
  }

  /** The hours of an organisation's clock. */
  hours(calendar: string): Hours {
    return this.calendars.named(calendar);
  }

  /** The day at the office. */
  today(at: Date): CivilDate {
    return this.calendars.today(at);
  }

  /** Whether a service takes anybody on today. */
  takesOn({ status, pausedUntil }: Pick<ServiceToAsk, 'status' | 'pausedUntil'>, at: Date): boolean {
    return status === 'active' && !isPaused({ pausedUntil }, this.calendars.today(at));
  }

  /** Whom a mail about a referral goes to: its people with an account, else the service's or its own address. */
  recipients(service: ServiceToAsk): Recipient[] {
    return recipientsOf(service, 'referral');
  }
}
