import { Injectable } from '@nestjs/common';
import type { AlarmHandler, RingingAlarm } from '../../../libs/alarm-clock/alarm.js';
import { Rings } from '../../../libs/alarm-clock/rings.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { AskNewcomer, QUESTION_ALARM } from './ask-newcomer.js';

/** A newcomer has not said whether it helped: they are reminded once, and then their caseworker asks. */
@Rings(QUESTION_ALARM)
@Injectable()
export class OutcomeQuestionAlarms implements AlarmHandler {
  constructor(private readonly asking: AskNewcomer) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    for (const { id, subjectId, step } of [...alarms].sort((one, other) => one.subjectId.localeCompare(other.subjectId))) {
      await this.asking.remind(tx, subjectId, { step, alarmId: id });
    }
  }
}
