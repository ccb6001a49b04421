import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../../libs/alarm-clock/alarm-clock.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { remindAt } from './deadlines.rules.js';
import type { OfferRow } from './offer.row.js';

/** An organisation's time to answer: its step 0 reminds at three quarters of it, 1 ends it. */
export const ANSWER_ALARM = 'offer-answer';

/** Sets and cancels the alarms of an organisation’s answer, in the transaction of what they follow from. */
@Injectable()
export class Deadlines {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly services: ServicesToAsk,
  ) {}

  /** From now on an answer is awaited: a reminder first, if there is time for one. */
  async set(tx: Tx, ...offers: readonly Pick<OfferRow, 'id' | 'clock' | 'calendar' | 'dueAt'>[]): Promise<void> {
    await this.alarms.set(tx, offers.flatMap(({ id, clock, calendar, dueAt }) => {
      if (!clock || !dueAt) return [];
      const reminder = remindAt(clock, tx.at, dueAt, this.services.hours(calendar ?? ''));
      return [{ kind: ANSWER_ALARM, subjectId: id, ...(reminder > tx.at && reminder < dueAt ? { step: 0, at: reminder } : { step: 1, at: dueAt }) }];
    }));
  }

  /** The next moment of an offer that was just reminded. */
  async expireAt(tx: Tx, offers: readonly { readonly id: string; readonly alarmId?: number; readonly dueAt: Date }[]): Promise<void> {
    await this.alarms.set(tx, offers.map(({ id, dueAt, alarmId }) => ({ kind: ANSWER_ALARM, subjectId: id, step: 1, at: dueAt, ...(alarmId === undefined ? {} : { id: alarmId }) })));
  }
}
