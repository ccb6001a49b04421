import { Injectable } from '@nestjs/common';
import { NotFound, Stale } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { Tap } from './places.dto.js';
import { PlacesGate, tellerOf } from './places-gate.js';
import { adjusted, countedOn } from './places.rules.js';
import { PlacesStore } from './places.store.js';
import { type ToldPlaces, versionOf } from './told-places.js';

/** One more, one fewer: a tap by somebody who looks, or a referral that was accepted or completed. */
@Injectable()
export class AdjustPlaces {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: PlacesStore,
    private readonly gate: PlacesGate,
  ) {}

  run(by: Actor, serviceId: string, tap: Tap): Promise<ToldPlaces> {
    return this.transactions.run(by, (tx) => this.within(tx, serviceId, tap));
  }

  /** As `run`, in the transaction of whoever calls. Who taps has looked: the figure is young again. `seen`: the version of the figures that they looked at, if they say so. */
  async within(tx: Tx, serviceId: string, { placeId, by }: Tap, seen?: number): Promise<ToldPlaces> {
    const service = await this.gate.enter(tx, serviceId);
    const places = await this.store.ofService(tx, serviceId);
    const place = places.find(({ id }) => id === placeId);
    if (!place) throw new NotFound();
    if (seen !== undefined && seen !== versionOf(places)) throw new Stale();
    await this.store.change(tx, place, { available: adjusted(place, by), updatedAt: tx.at, ...tellerOf(tx.by) });
    return this.gate.leave(tx, service, 'adjusted', { placeId, by });
  }

  /**
   * Counts an acceptance (−1) or a completion (+1) in the caller's transaction, whoever acts there: the caller has judged them.
   * Nobody looked at the figure, so it becomes no younger. False when the service never told any.
   */
  async count(tx: Tx, serviceId: string, by: 1 | -1): Promise<boolean> {
    const service = await this.store.lock(tx, serviceId);
    const place = countedOn(await this.store.ofService(tx, serviceId), by);
    if (!place) return false;
    await this.store.change(tx, place, { available: adjusted(place, by), source: 'referral' });
    await this.gate.leave(tx, service, 'counted', { placeId: place.id, by });
    return true;
  }
}
