import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import type { NewAlarm } from '../../libs/alarm-clock/alarm.js';
import { together } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { FollowUpsStore, type NewCheckpoint } from './follow-ups.store.js';
import { CASE_ARRIVAL_ALARM, firstAlarm, rowOf } from './planning.js';
import type { FirstDays } from './preview-plan.js';

/** A case that was just opened, and the plan it was opened with. */
export interface Registered {
  readonly caseId: string;
  readonly days: FirstDays;
}

/**
 * Writes the promises of households that were just registered, in the registration's own transaction. Two statements
 * in one round trip, however many households: all checkpoints, then all alarms. The registration's audit entry and fact speak for them.
 */
@Injectable()
export class ScheduleFirstDays {
  constructor(private readonly store: FollowUpsStore, private readonly alarms: AlarmClock) {}

  async run(tx: Tx, ...registered: readonly Registered[]): Promise<void> {
    await together(
      this.store.insert(tx, registered.flatMap(rowsOf)),
      this.alarms.setFirst(tx, registered.flatMap((each) => alarmsOf(each, tx.at))),
    );
  }
}

function rowsOf({ caseId, days: { checkpoints, tier } }: Registered): NewCheckpoint[] {
  return checkpoints.map((each) => ({ ...rowOf(each, { caseId, ownerId: each.ownerId, tier }), id: each.id }));
}

function alarmsOf({ caseId, days: { checkpoints, tier, protocol, office, askArrivalAt } }: Registered, at: Date): NewAlarm[] {
  const alarms = checkpoints.filter(({ superseded }) => !superseded).map((each) => firstAlarm({ ...each, tier }, protocol, office, at));
  return askArrivalAt ? [...alarms, { kind: CASE_ARRIVAL_ALARM, subjectId: caseId, at: askArrivalAt }] : alarms;
}
