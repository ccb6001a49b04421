import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { CaseFiles, type CloseReason, type Pass } from '../cases/cases.door.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { CASE_ARRIVAL_ALARM, CHECKPOINT_ALARM } from './planning.js';

/** What closing gives back. */
export interface Closed { readonly id: string; readonly state: 'closed'; readonly version: number; readonly lapsed: number }

/** The office lets a household go, with a reason: what was still promised lapses, and stays on the record. */
@Injectable()
export class CloseCase {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly store: FollowUpsStore,
    private readonly alarms: AlarmClock,
  ) {}

  run(by: Actor, caseId: string, reason: CloseReason, pass: Pass = {}): Promise<Closed> {
    return this.transactions.run(by, (tx) => this.within(tx, caseId, reason, pass));
  }

  /** In the caller's transaction; cases' rules judge state, reason and who may. */
  async within(tx: Tx, caseId: string, reason: CloseReason, pass: Pass = {}): Promise<Closed> {
    const version = await this.files.close(tx, caseId, reason, pass);
    const lapsed = await this.store.lapse(tx, [caseId]);
    await this.alarms.cancel(tx, CHECKPOINT_ALARM, lapsed);
    await this.alarms.cancel(tx, CASE_ARRIVAL_ALARM, [caseId]);
    return { id: caseId, state: 'closed', version, lapsed: lapsed.length };
  }
}
