import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../../libs/alarm-clock/alarm-clock.js';
import type { AlarmHandler, NewAlarm, RingingAlarm } from '../../../libs/alarm-clock/alarm.js';
import { Rings } from '../../../libs/alarm-clock/rings.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { LetOrganisationKnow } from '../answering/let-organisation-know.js';
import { aboutOffer } from '../offers/move-offer.js';
import { fact } from '../referrals.events.js';
import { careAfter, careDue, careMoments, questionMoment, reviewAt } from './care.rules.js';
import { CARE_ALARM, type OfferInCare, PlanCare, QUESTION_ALARM, WAITLIST_ALARM } from './plan-care.js';

const idsOf = (alarms: readonly RingingAlarm[]): string[] => alarms.map(({ subjectId }) => subjectId);

/** Whom an unanswered question, or an open decision, is told: its owner first, then their lead. */
const hearsAt = (step: number): 'owner' | 'lead' => (step === 0 ? 'owner' : 'lead');

/** Whoever holds a household is reminded once of each thing they owe; when its time has passed, the office hears. */
@Rings(CARE_ALARM)
@Injectable()
export class OfferCareAlarms implements AlarmHandler {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly outbox: Outbox,
    private readonly plan: PlanCare,
    private readonly letKnow: LetOrganisationKnow,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const ringing = new Map(alarms.map((alarm) => [alarm.subjectId, alarm]));
    const next: NewAlarm[] = [];
    for (const offer of await this.plan.read(tx, idsOf(alarms))) {
      const alarm = ringing.get(offer.id);
      const moments = careMoments(offer, this.plan.hours(offer));
      const due = careDue(moments, alarm?.at ?? tx.at, tx.at);
      for (const { what, dueAt } of due.filter(({ late }) => !late)) await this.letKnow.owes(tx, offer, what, dueAt);
      await this.outbox.add(tx, ...due.filter(({ late }) => late).map(({ what }) => fact('offer.late', { ...aboutOffer(tx, offer, offer), what })));
      const then = careAfter(moments, tx.at);
      if (then) next.push({ kind: CARE_ALARM, subjectId: offer.id, at: then.at, ...(alarm ? { id: alarm.id } : {}) });
    }
    await this.alarms.set(tx, next);
  }
}

/** The office has not answered an organisation’s question: the offer does not expire, so somebody must hear of it. */
@Rings(QUESTION_ALARM)
@Injectable()
export class OfferQuestionAlarms implements AlarmHandler {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly outbox: Outbox,
    private readonly plan: PlanCare,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const steps = new Map(alarms.map(({ subjectId, step }) => [subjectId, step]));
    const waiting = (await this.plan.read(tx, idsOf(alarms))).filter(({ state }) => state === 'information_requested');
    await this.outbox.add(tx, ...waiting.map((offer) => fact('offer.question-waits', { ...aboutOffer(tx, offer, offer), step: hearsAt(steps.get(offer.id) ?? 0) })));
    await this.alarms.set(tx, waiting.flatMap((offer) => {
      const next = questionMoment(offer, tx.at, this.plan.officeHours(offer));
      return next ? [{ kind: QUESTION_ALARM, subjectId: offer.id, ...next }] : [];
    }));
  }
}

/** A household waits on a list: the owner looks whether that still holds, every month. */
@Rings(WAITLIST_ALARM)
@Injectable()
export class OfferWaitlistAlarms implements AlarmHandler {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly outbox: Outbox,
    private readonly plan: PlanCare,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const waiting = (await this.plan.read(tx, idsOf(alarms))).filter(({ state }) => state === 'waitlisted');
    await this.outbox.add(tx, ...waiting.map((offer) => fact('offer.waitlist-review', aboutOffer(tx, offer, offer))));
    await this.alarms.set(tx, waiting.flatMap((offer: OfferInCare) => {
      const at = reviewAt(offer, tx.at, this.plan.officeHours(offer));
      return at ? [{ kind: WAITLIST_ALARM, subjectId: offer.id, at }] : [];
    }));
  }
}
