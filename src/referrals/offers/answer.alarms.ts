import { Injectable } from '@nestjs/common';
import type { AlarmHandler, RingingAlarm } from '../../../libs/alarm-clock/alarm.js';
import { Rings } from '../../../libs/alarm-clock/rings.js';
import { changed, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { LetOrganisationKnow } from '../answering/let-organisation-know.js';
import { firstAnswer } from './answers.js';
import { ANSWER_ALARM, Deadlines } from './deadlines.js';
import { MoveOffer } from './move-offer.js';

const REMINDED = statement('offers.reminded', 'update offers set reminded_at = $2 where id = any($1::uuid[])');

/** An organisation has been silent for three quarters of its time: it is reminded. At the end of it the offer expires, and the next is asked. */
@Rings(ANSWER_ALARM)
@Injectable()
export class OfferAnswerAlarms implements AlarmHandler {
  constructor(
    private readonly move: MoveOffer,
    private readonly deadlines: Deadlines,
    private readonly services: ServicesToAsk,
    private readonly letKnow: LetOrganisationKnow,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    // In one order, as everybody locks.
    for (const { id, subjectId } of [...alarms].sort((one, other) => one.subjectId.localeCompare(other.subjectId))) await this.ringOne(tx, subjectId, id);
  }

  private async ringOne(tx: Tx, offerId: string, alarmId: number): Promise<void> {
    const entered = await this.move.enter(tx, offerId);
    const { offer } = entered;
    if (offer.state !== 'sent' || offer.dueAt === null) return;
    if (offer.dueAt > tx.at) {
      await changed(tx, REMINDED, [[offerId], tx.at]);
      await this.letKnow.reminded(tx, offer, offer.dueAt);
      return this.deadlines.expireAt(tx, [{ id: offerId, dueAt: offer.dueAt, alarmId }]);
    }
    await this.move.make(tx, entered, { move: 'expire', fact: 'offer.expired', own: {}, patch: { ...firstAnswer(offer, 'expired', tx.at, this.services), reason: 'no_response', side: 'provider' } });
  }
}
