import { Injectable } from '@nestjs/common';
import type { AlarmHandler, RingingAlarm } from '../../libs/alarm-clock/alarm.js';
import { Rings } from '../../libs/alarm-clock/rings.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { ChangeReferral } from './change-referral.js';
import { RESUME_ALARM } from './move-referral.js';
import { ReferralsStore } from './referrals.store.js';

/** A pause ends: those that wait are asked again. */
@Rings(RESUME_ALARM)
@Injectable()
export class ReferralResumesAlarms implements AlarmHandler {
  constructor(
    private readonly referrals: ReferralsStore,
    private readonly change: ChangeReferral,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    for (const { subjectId } of alarms) {
      const { state, pausedUntil } = await this.referrals.byId(tx, subjectId);
      if (state === 'paused' && pausedUntil !== null && pausedUntil <= tx.at) await this.change.resumeWithin(tx, subjectId);
    }
  }
}
