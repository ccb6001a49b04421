import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { NotFound } from '../../../libs/http/refusal.js';
import type { SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { officeSide } from '../office-side.js';
import { SessionsStore } from './sessions.store.js';

/** People leave: this session, one on another machine, or all of them. What is ended opens nothing from that moment. */
@Injectable()
export class EndSessions {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsStore,
    private readonly audit: Audit,
  ) {}

  /** Ends one of one's own sessions. */
  one(by: SignedIn, id: string): Promise<{ ended: number }> {
    return this.transactions.run(officeSide(by), async (tx) => {
      if (!(await this.sessions.end(tx, by.personId, id))) throw new NotFound();
      await this.audit.record(tx, { chain: by.personId, action: 'session.ended', subjectId: id });
      return { ended: 1 };
    });
  }

  /** Ends all of one's own sessions, the present one too. */
  all(by: SignedIn): Promise<{ ended: number }> {
    return this.transactions.run(officeSide(by), async (tx) => {
      const ended = await this.sessions.endAll(tx, by.personId);
      await this.audit.record(tx, { chain: by.personId, action: 'sessions.ended', details: { ended } });
      return { ended };
    });
  }
}
