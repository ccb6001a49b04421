import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../../libs/alarm-clock/alarm-clock.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseFiles, Chronicle } from '../../cases/cases.door.js';
import { QUESTION_ALARM } from './ask-newcomer.js';
import { LoopStore } from './loop.store.js';
import { NewcomerLinks } from './newcomer-links.store.js';

/** A link went astray: all links of the household open nothing any more, and the caseworker asks what they still asked. */
@Injectable()
export class CloseLinks {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly links: NewcomerLinks,
    private readonly store: LoopStore,
    private readonly chronicle: Chronicle,
    private readonly alarms: AlarmClock,
  ) {}

  run(by: Actor, caseId: string): Promise<{ caseId: string; closed: number }> {
    return this.transactions.run(by, async (tx) => {
      await this.files.lock(tx, caseId);
      const closed = await this.links.revoke(tx, caseId);
      const handed = await this.store.handOver(tx, { caseId });
      if (closed > 0) await this.chronicle.record(tx, { caseId, kind: 'newcomer-links.closed', details: { count: closed } });
      await this.alarms.cancel(tx, QUESTION_ALARM, handed);
      return { caseId, closed };
    });
  }
}
