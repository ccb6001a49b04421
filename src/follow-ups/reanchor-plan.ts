import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { Refusal } from '../../libs/http/refusal.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { type Arrived, CaseFiles, type NextStep } from '../cases/cases.door.js';
import { CASE_ARRIVAL_ALARM } from './planning.js';
import { differenceOf, ReplanCase } from './replan-case.js';
import { admitHands, TakeUp } from './take-up.js';

/** An expected household came: the case opens, and its promises run from the day they really came. */
@Injectable()
export class ReanchorPlan {
  constructor(
    private readonly takeUp: TakeUp,
    private readonly replan: ReplanCase,
    private readonly files: CaseFiles,
    private readonly alarms: AlarmClock,
  ) {}

  /** In the caller's transaction, together with cases' own part: state, timeline, audit and `case.arrived`. */
  async run(tx: Tx, caseId: string, arrived: Arrived): Promise<{ readonly caseId: string; readonly next: NextStep }> {
    const expected = await this.takeUp.case(tx, caseId);
    const { file } = expected;
    admitHands(expected);
    if (file.nextCheckpointId === null || file.nextCode === null || file.nextDueAt === null) throw new Refusal('cases.not-from-this-state', { state: file.state });
    // The case keeps its provisional next step until the plan below names the real one, in this same transaction.
    await this.files.arrive(tx, caseId, arrived, { checkpointId: file.nextCheckpointId, code: file.nextCode, dueAt: file.nextDueAt });
    await this.alarms.cancel(tx, CASE_ARRIVAL_ALARM, [caseId]);
    const open = await this.takeUp.case(tx, caseId);
    const { next } = await this.replan.apply(tx, open, differenceOf(open, tx.at));
    return { caseId, next };
  }
}
