import { Injectable } from '@nestjs/common';
import { InvalidInput, Stale } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { fact } from '../organisations.events.js';
import { mayAnswerFor } from '../organisations.policy.js';
import { ListingsGate } from './listings-gate.js';
import { ListingsStore } from './listings.store.js';

interface Paused {
  readonly id: string;
  readonly version: number;
  readonly pausedUntil: string | null;
}

/** An organisation needs a rest: nothing is asked of it up to and including a day. */
@Injectable()
export class PauseOrganisation {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly gate: ListingsGate,
  ) {}

  /** `until` null ends the pause now. */
  run(by: Actor, id: string, until: string | null, seen?: number): Promise<Paused> {
    return this.transactions.run(by, (tx) => this.within(tx, id, until, seen));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, id: string, until: string | null, seen?: number): Promise<Paused> {
    const organisation = await this.gate.enter(tx, id, mayAnswerFor);
    if (seen !== undefined && organisation.version !== seen) throw new Stale();
    if (until !== null && until < this.gate.today(tx)) throw new InvalidInput([{ path: 'until', code: 'organisations.faults.day-past' }]);
    if (organisation.pausedUntil === until) return { id, version: organisation.version, pausedUntil: until };

    const version = await this.store.changeOrganisation(tx, organisation, { pausedUntil: until });
    await this.gate.leave(tx, id, until === null ? 'organisation.resumed' : 'organisation.paused', {
      details: { until }, facts: [fact('organisation.paused', { organisationId: id, until })],
    });
    return { id, version, pausedUntil: until };
  }
}
