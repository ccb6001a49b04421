import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../../libs/alarm-clock/alarm-clock.js';
import type { AlarmHandler, RingingAlarm } from '../../../libs/alarm-clock/alarm.js';
import { Rings } from '../../../libs/alarm-clock/rings.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { aboutOffer } from '../offers/move-offer.js';
import { isHeld } from '../offers/offer.rules.js';
import { fact } from '../referrals.events.js';
import { consentMoment } from './care.rules.js';
import { ConsentLapses } from './consent-lapses.js';
import { CONSENT_ALARM, PlanCare } from './plan-care.js';

/** A consent has ended by itself; or the household took it back, an organisation still holds it, and the office has not decided what follows. */
@Rings(CONSENT_ALARM)
@Injectable()
export class OfferConsentAlarms implements AlarmHandler {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly outbox: Outbox,
    private readonly plan: PlanCare,
    private readonly lapses: ConsentLapses,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const steps = new Map(alarms.map(({ subjectId, step }) => [subjectId, step]));
    const looked = await this.plan.read(tx, [...steps.keys()]);
    const undecided = looked.filter(({ id, state, disagreedAt }) => (steps.get(id) ?? 0) > 0 && isHeld(state) && disagreedAt !== null);
    await this.outbox.add(tx, ...undecided.map((offer) => fact('consent.undecided', { ...aboutOffer(tx, offer, offer), step: steps.get(offer.id) === 1 ? 'owner' : 'lead' })));
    await this.alarms.set(tx, undecided.flatMap((offer) => {
      const next = consentMoment(offer, tx.at, this.plan.officeHours(offer));
      return next ? [{ kind: CONSENT_ALARM, subjectId: offer.id, ...next }] : [];
    }));
    const ended = looked.filter(({ id }) => (steps.get(id) ?? 0) === 0).map(({ caseId }) => caseId);
    for (const caseId of [...new Set(ended)].sort()) await this.lapses.run(tx, caseId);
  }
}
