import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../libs/http/refusal.js';
import { changed, row, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { PlaceRow, type PlaceSource } from './place.entity.js';

/** A service as its places see it. */
export interface ServiceOfPlaces {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly organisationName: string;
}

const SERVICE = `
  select s.id, s.organisation_id as "organisationId", s.name, o.name as "organisationName"
  from services s join organisations o on o.id = s.organisation_id where s.id = $1`;
const LOOK = statement('places.service', SERVICE);
const LOCK = statement('places.lock-service', `${SERVICE} for no key update of s`);
const CONFIRM = statement('places.confirm', 'update places set updated_at = $2, updated_by = $3, source = $4 where service_id = $1');
const REMOVE = statement('places.remove', 'delete from places where service_id = $1 and id = any($2::uuid[])');

/** Writes and by-id reads of figures of places. Tellings of one service follow each other: its row is locked first. */
@Injectable()
export class PlacesStore {
  /** The service; throws `NotFound`. */
  async service(tx: Tx, serviceId: string): Promise<ServiceOfPlaces> {
    return found(await row<ServiceOfPlaces>(tx, LOOK, [serviceId]));
  }

  /** The service, its row locked until the end of the transaction; throws `NotFound`. */
  async lock(tx: Tx, serviceId: string): Promise<ServiceOfPlaces> {
    return found(await row<ServiceOfPlaces>(tx, LOCK, [serviceId]));
  }

  /** The figures of a service, in the order in which they were first told. */
  ofService(tx: Tx, serviceId: string): Promise<PlaceRow[]> {
    return tx.find(PlaceRow, { where: { serviceId }, order: { id: 'asc' } });
  }

  async add(tx: Tx, place: Omit<PlaceRow, 'version'>): Promise<void> {
    await tx.insert(PlaceRow, place as object); // TypeORM’s type of a partial row does not fit a free-form listing
  }

  /** Changes one figure of a service that is locked. */
  async change(tx: Tx, { organisationId, id }: Pick<PlaceRow, 'organisationId' | 'id'>, patch: Partial<PlaceRow>): Promise<void> {
    await tx.update(PlaceRow, { organisationId, id }, patch as object);
  }

  async remove(tx: Tx, serviceId: string, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await changed(tx, REMOVE, [serviceId, ids]);
  }

  /** Says of every figure of a service that it is true now; how many there are. */
  confirm(tx: Tx, serviceId: string, by: { readonly updatedBy: string | null; readonly source: PlaceSource }): Promise<number> {
    return changed(tx, CONFIRM, [serviceId, tx.at, by.updatedBy, by.source]);
  }
}

function found<T>(service: T | undefined): T {
  if (!service) throw new NotFound();
  return service;
}
