import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../../libs/alarm-clock/alarm-clock.js';
import type { AlarmHandler, NewAlarm, RingingAlarm } from '../../../libs/alarm-clock/alarm.js';
import { Rings } from '../../../libs/alarm-clock/rings.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { changed, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { People } from '../../accounts/accounts.door.js';
import { Calendars } from '../calendars.js';
import { QuestionMails } from '../links/question-mails.js';
import { recipientsOf } from '../links/recipients.rules.js';
import type { MailKind } from '../listings/organisation.entity.js';
import { fact } from '../organisations.events.js';
import { AGREEMENT_ALARM } from '../plan-alarms.js';
import { type AgreementFacts, remindAt } from './agreement.rules.js';

interface Ending extends AgreementFacts {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: 'fr' | 'en';
  readonly mails: readonly MailKind[];
  readonly calendar: string;
}

const ENDING = statement('agreements.ringing', `
  select a.id, a.organisation_id as "organisationId", a.ends_on as "endsOn", a.remind_days as "remindDays", a.ended_at as "endedAt", a.reminded_of as "remindedOf",
    o.name, o.email, o.language, o.mails, o.calendar
  from agreements a join organisations o on o.id = a.organisation_id where a.id = any($1::uuid[]) order by a.id for no key update of a`);
const REMINDED = statement('agreements.reminded', 'update agreements set reminded_of = ends_on where id = any($1::uuid[])');

/** An agreement ends soon: the office hears of it as a fact, the organisation by mail, each end once. */
@Rings(AGREEMENT_ALARM)
@Injectable()
export class AgreementEndingAlarms implements AlarmHandler {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly calendars: Calendars,
    private readonly people: People,
    private readonly mails: QuestionMails,
    private readonly outbox: Outbox,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const found = await rows<Ending>(tx, ENDING, [alarms.map(({ subjectId }) => subjectId)]);
    const due = found.flatMap((each) => {
      const at = remindAt(each, this.calendars.named(each.calendar));
      return at ? [{ ...each, at }] : [];
    });
    // Its end was moved since the alarm was set.
    const later = due.filter(({ at }) => at > tx.at);
    const now = due.filter(({ at }) => at <= tx.at);
    await this.alarms.set(tx, later.map(({ id, at }): NewAlarm => ({ kind: AGREEMENT_ALARM, subjectId: id, at })));

    for (const each of now) await this.remind(tx, each);
    await changed(tx, REMINDED, [now.map(({ id }) => id)]);
  }

  private async remind(tx: Tx, { id, organisationId, name, email, language, mails, endsOn }: Ending): Promise<void> {
    await this.outbox.add(tx, fact('agreement.ending', { organisationId, agreementId: id, endsOn: String(endsOn) }));
    const coordinators = (await this.people.membersOf(tx, organisationId)).filter(({ roles }) => roles.includes('coordinator'));
    const to = recipientsOf({ mails, organisationEmail: email, serviceEmail: null, members: coordinators }, 'agreement');
    await this.mails.post(tx, {
      key: `agreement-ending:${id}:${endsOn}`, to, language, template: 'organisations.agreement',
      content: { organisation: name, endsOn: String(endsOn), url: this.mails.url('/my-organisation') },
    });
  }
}
