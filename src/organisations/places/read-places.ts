import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { maySee, mayTellPlaces } from '../organisations.policy.js';
import { PlacesStore } from './places.store.js';
import { tell, type ToldPlaces } from './told-places.js';

/** The places of a service, for whoever may see it. */
@Injectable()
export class ReadPlaces {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: PlacesStore,
  ) {}

  run(by: Actor, serviceId: string): Promise<ToldPlaces> {
    return this.transactions.read(by, (tx) => this.within(tx, serviceId));
  }

  /** As `run`, in the transaction of a page that shows more. */
  async within(tx: Tx, serviceId: string): Promise<ToldPlaces> {
    const service = await this.store.service(tx, serviceId);
    if (!maySee(tx.by, service.organisationId) && !mayTellPlaces(tx.by, service.organisationId)) throw new NotFound();
    return tell(service, await this.store.ofService(tx, serviceId), tx.at);
  }
}
