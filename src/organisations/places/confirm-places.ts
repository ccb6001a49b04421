import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { PlacesGate, tellerOf } from './places-gate.js';
import { PlacesStore } from './places.store.js';
import type { ToldPlaces } from './told-places.js';

/** Still true: one tap, and every figure of the service is as young as if it had just been told. */
@Injectable()
export class ConfirmPlaces {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: PlacesStore,
    private readonly gate: PlacesGate,
  ) {}

  run(by: Actor, serviceId: string): Promise<ToldPlaces> {
    return this.transactions.run(by, (tx) => this.within(tx, serviceId));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, serviceId: string): Promise<ToldPlaces> {
    const service = await this.gate.enter(tx, serviceId);
    if ((await this.store.confirm(tx, serviceId, tellerOf(tx.by))) === 0) throw new Refusal('organisations.no-places');
    return this.gate.leave(tx, service, 'confirmed');
  }
}
