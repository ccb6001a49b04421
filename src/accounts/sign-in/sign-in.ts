import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { officeSide } from '../office-side.js';
import { type NewSession, SessionsStore } from './sessions.store.js';

/** Somebody recognised comes in: a new session with a new secret, whatever cookie they came with. */
@Injectable()
export class SignIn {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsStore,
    private readonly audit: Audit,
  ) {}

  run(by: PersonActor, agent: string | undefined): Promise<NewSession> {
    return this.transactions.read(officeSide(by), async (tx) => {
      const session = await this.sessions.begin(tx, by.personId, agent);
      await this.audit.record(tx, { chain: by.personId, action: 'session.begun', subjectId: session.id });
      return session;
    });
  }
}
