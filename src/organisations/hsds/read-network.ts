import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Tx } from '../../../libs/transaction/tx.js';
import { LocationRow, ServiceLocationRow } from '../listings/location.entity.js';
import { OrganisationRow } from '../listings/organisation.entity.js';
import { ServiceRow } from '../listings/service.entity.js';
import { PlaceRow } from '../places/place.entity.js';
import type { OrganisationRows } from './rows.rules.js';

/** Reads organisations with all that hangs on them, as their rows. */
@Injectable()
export class ReadNetwork {
  /**
   * `lock`: holds the organisations with their locations and services, in one order for all, until the transaction ends: whoever
   * edits a service or tells its places holds its row, so what is read here is what they left.
   */
  async organisations(tx: Tx, ids: readonly string[], { lock = false }: { readonly lock?: boolean } = {}): Promise<Map<string, OrganisationRows>> {
    if (ids.length === 0) return new Map();
    const [wanted, within] = [In([...ids]), { where: { organisationId: In([...ids]) } }];
    const held = { order: { id: 'ASC' as const }, ...(lock ? { lock: { mode: 'for_no_key_update' as const } } : {}) };
    const organisations = await tx.find(OrganisationRow, { where: { id: wanted }, ...held });
    // Locations before services, as whoever changes a location does.
    const locations = await tx.find(LocationRow, { ...within, ...held });
    const services = await tx.find(ServiceRow, { ...within, ...held });
    const [serviceLocations, places] = await Promise.all([tx.find(ServiceLocationRow, within), tx.find(PlaceRow, within)]);
    const of = { services: grouped(services), locations: grouped(locations), serviceLocations: grouped(serviceLocations), places: grouped(places) };
    return new Map(organisations.map((organisation) => [organisation.id, {
      organisation, services: of.services(organisation.id), locations: of.locations(organisation.id), serviceLocations: of.serviceLocations(organisation.id), places: of.places(organisation.id),
    }]));
  }
}

function grouped<R extends { readonly organisationId: string }>(rows: readonly R[]): (id: string) => readonly R[] {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const group = groups.get(row.organisationId);
    if (group) group.push(row);
    else groups.set(row.organisationId, [row]);
  }
  return (id) => groups.get(id) ?? [];
}
