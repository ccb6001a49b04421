import { Injectable } from '@nestjs/common';
import { InvalidInput, Stale } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { PlaceRow } from './place.entity.js';
import type { CapacityInput, FigureInput } from './places.dto.js';
import { PlacesGate, tellerOf } from './places-gate.js';
import { PlacesStore, type ServiceOfPlaces } from './places.store.js';
import { type ToldPlaces, versionOf } from './told-places.js';

/** Somebody says how many places a service has, all its figures at once: each that is told is true from now on. */
@Injectable()
export class TellPlaces {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: PlacesStore,
    private readonly gate: PlacesGate,
  ) {}

  /** `seen`: the version of the figures that the teller looked at, if they say so. */
  run(by: Actor, serviceId: string, told: CapacityInput, seen?: number): Promise<ToldPlaces> {
    return this.transactions.run(by, (tx) => this.within(tx, serviceId, told, seen));
  }

  /** As `run`, in the transaction of whoever calls. */
  async within(tx: Tx, serviceId: string, { places: told }: CapacityInput, seen?: number): Promise<ToldPlaces> {
    const service = await this.gate.enter(tx, serviceId);
    const before = await this.store.ofService(tx, serviceId);
    if (seen !== undefined && seen !== versionOf(before)) throw new Stale();
    const known = new Map(before.map((place) => [place.id, place]));
    const strange = told.flatMap(({ id }, n) => (id === undefined || known.has(id) ? [] : [{ path: `places.${n}.id`, code: 'organisations.faults.unknown-places' }]));
    if (strange.length > 0) throw new InvalidInput(strange);

    const kept = new Set(told.map(({ id }) => id));
    const removed = before.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
    await this.store.remove(tx, serviceId, removed);
    for (const figure of told) await this.write(tx, service, figure, figure.id === undefined ? undefined : known.get(figure.id));
    return this.gate.leave(tx, service, 'told', { figures: told.length, removed });
  }

  private async write(tx: Tx, service: ServiceOfPlaces, { unit, description, available, maximum }: FigureInput, before: PlaceRow | undefined): Promise<void> {
    const said = { unit, description, available, maximum, updatedAt: tx.at, ...tellerOf(tx.by) };
    if (!before) return this.store.add(tx, { organisationId: service.organisationId, serviceId: service.id, id: newId(), listing: {}, position: null, ...said });
    // HSDS may have brought a unit with a scheme and an address: they were of the unit that was said then.
    const { unit: _unit, unit_id: _unitId, ...others } = before.listing;
    await this.store.change(tx, before, unit === before.unit ? said : { ...said, listing: others });
  }
}
