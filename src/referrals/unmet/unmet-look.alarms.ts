import { Injectable } from '@nestjs/common';
import type { AlarmHandler, RingingAlarm } from '../../../libs/alarm-clock/alarm.js';
import { Rings } from '../../../libs/alarm-clock/rings.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { LOOK_ALARM, Ledger } from './ledger.js';
import { ReopenUnmet } from './reopen-unmet.js';

/** A need has waited for another month: whoever could not be asked then may be now. */
@Rings(LOOK_ALARM)
@Injectable()
export class UnmetLookAlarms implements AlarmHandler {
  constructor(
    private readonly ledger: Ledger,
    private readonly reopen: ReopenUnmet,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    for (const { id: alarmId, subjectId } of [...alarms].sort((one, other) => one.subjectId.localeCompare(other.subjectId))) {
      const waiting = await this.ledger.one(tx, subjectId);
      if (waiting && !(await this.reopen.look(tx, waiting))) await this.ledger.lookAgain(tx, { id: subjectId, alarmId });
    }
  }
}
