import { Injectable } from '@nestjs/common';
import { InvalidInput, NotFound, Stale } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { fact } from '../organisations.events.js';
import { faultsOfHours, schedulesOf } from './hours.rules.js';
import type { HoursInput } from './listings.dto.js';
import { ListingsGate } from './listings-gate.js';
import { ListingsStore } from './listings.store.js';
import type { ServiceLocationRow } from './location.entity.js';
import type { ServiceRow } from './service.entity.js';

/** When a service is open: the usual week and the days that are different, of the service itself or of one place where it is given. */
@Injectable()
export class ChangeHours {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly gate: ListingsGate,
  ) {}

  /** `locationId`: the hours at that place only. */
  run(by: Actor, id: string, { week, different, keep }: HoursInput, seen: number, locationId?: string): Promise<{ id: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      const service = await this.gate.enterService(tx, id);
      const there = locationId === undefined ? undefined : await this.givenAt(tx, service, locationId);
      if (service.version !== seen) throw new Stale();
      const faults = faultsOfHours({ week, different });
      if (faults.length > 0) throw new InvalidInput(faults.map(({ path, fault }) => ({ path, code: `organisations.faults.${fault}` })));

      const { schedules } = (there ?? service).listing;
      const today = this.gate.today(tx);
      const said = schedulesOf({ week, different }, schedules, today, newId, (other) => keep?.includes(other.id) ?? true);
      if (JSON.stringify(said) === JSON.stringify(schedules ?? [])) return { id, version: service.version };
      if (there) await this.store.write(tx, { serviceLocations: [{ ...there, listing: { ...there.listing, schedules: said } }] });
      const version = await this.store.changeService(tx, service, there ? {} : { listing: { ...service.listing, schedules: said } });
      const { organisationId } = service;
      await this.gate.leave(tx, organisationId, 'service.changed', {
        subjectId: id, details: { fields: ['hours'], ...(locationId === undefined ? {} : { locationId }) }, facts: [fact('service.changed', { organisationId, serviceId: id, fields: ['hours'] })],
      });
      return { id, version };
    });
  }

  private async givenAt(tx: Tx, { organisationId, id }: ServiceRow, locationId: string): Promise<ServiceLocationRow> {
    const there = (await this.store.serviceLocationsOf(tx, organisationId)).find((each) => each.serviceId === id && each.locationId === locationId);
    if (!there) throw new NotFound();
    return there;
  }
}
