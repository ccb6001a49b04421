import { Injectable } from '@nestjs/common';
import { Stale } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { fact } from '../organisations.events.js';
import { mayAnswerFor } from '../organisations.policy.js';
import { ListingsGate } from './listings-gate.js';
import { ListingsStore } from './listings.store.js';

interface Assured {
  readonly id: string;
  readonly version: number;
  readonly assuredOn: string;
}

/** Somebody who knows says that a service's listing is still true. */
@Injectable()
export class AssureService {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly gate: ListingsGate,
  ) {}

  /** `seen`: what they looked at, if they say so. */
  run(by: Actor, id: string, seen?: number): Promise<Assured> {
    return this.transactions.run(by, (tx) => this.within(tx, id, seen));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, id: string, seen?: number): Promise<Assured> {
    const service = await this.gate.enterService(tx, id, mayAnswerFor);
    if (seen !== undefined && service.version !== seen) throw new Stale();
    const assuredOn = this.gate.today(tx);
    const { organisationId } = service;
    // HSDS asks for the assurer's address and tells it to everybody: it is the service's, never that of whoever pressed the button.
    const assurerEmail = service.email ?? (await this.store.organisation(tx, organisationId)).email;
    const version = await this.store.changeService(tx, service, { assuredOn, assurerEmail });
    await this.gate.leave(tx, organisationId, 'service.assured', { subjectId: id, details: { on: assuredOn }, facts: [fact('service.assured', { organisationId, serviceId: id, on: assuredOn })] });
    return { id, version, assuredOn };
  }
}
