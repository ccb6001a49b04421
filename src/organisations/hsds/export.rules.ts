/*
 * What goes out of the directory, and in how much detail. Defunct services do not go out; nor does what only they name. Pure.
 */
import { bareOrganizationOf, documentOf, type Network, serviceOf } from './network.rules.js';
import type { Thing } from './objects.rules.js';

/** A page of HSDS. */
export interface HsdsPage {
  readonly total_items: number;
  readonly total_pages: number;
  readonly page_number: number;
  readonly size: number;
  readonly first_page: boolean;
  readonly last_page: boolean;
  readonly empty: boolean;
  readonly contents: readonly Thing[];
}

export function pageOf(contents: readonly Thing[], total: number, { page = 1, per_page: size }: { readonly page?: number | undefined; readonly per_page: number }): HsdsPage {
  const pages = Math.ceil(total / size);
  return { total_items: total, total_pages: pages, page_number: page, size: contents.length, first_page: page === 1, last_page: page >= pages, empty: contents.length === 0, contents };
}

/** An organisation without what is over. */
export function inPublic(network: Network): Network {
  const services = new Map([...network.services].filter(([, { status }]) => status !== 'defunct'));
  if (services.size === network.services.size) return network;
  const all = [...network.at.values()];
  const named = new Set(all.filter(({ serviceId }) => services.has(serviceId)).map(({ locationId }) => locationId));
  const onlyOver = new Set(all.map(({ locationId }) => locationId).filter((id) => !named.has(id) && !network.listed.includes(id)));
  return {
    ...network, services, locations: new Map([...network.locations].filter(([id]) => !onlyOver.has(id))),
    at: new Map([...network.at].filter(([, { serviceId }]) => services.has(serviceId))), rooms: new Map([...network.rooms].filter(([, { serviceId }]) => services.has(serviceId))),
  };
}

/** How much is told of a thing. */
export interface Detail {
  readonly minimal: boolean;
  readonly full: boolean;
}

const MINIMAL_SERVICE = ['id', 'name', 'status', 'last_modified'];
const MINIMAL_ORGANIZATION = ['id', 'name', 'description'];
const only = (thing: Thing, fields: readonly string[]): Thing => Object.fromEntries(fields.filter((field) => field in thing).map((field) => [field, thing[field]]));
/** Fields that are no lists and no objects. */
const plain = (thing: Thing): Thing => Object.fromEntries(Object.entries(thing).filter(([, value]) => value === null || typeof value !== 'object'));

export function serviceDocument(network: Network, id: string, { minimal, full }: Detail): Thing {
  if (minimal) return { ...only(network.services.get(id) ?? {}, MINIMAL_SERVICE), organization_id: network.id };
  const organization = full ? bareOrganizationOf(network) : plain(network.organization ?? {});
  return { ...serviceOf(network, id), organization };
}

export function organizationDocument(network: Network, { minimal, full }: Detail): Thing {
  if (minimal) return only(network.organization ?? {}, MINIMAL_ORGANIZATION);
  return full ? documentOf(network) : bareOrganizationOf(network);
}

export function serviceAtLocationDocument(network: Network, id: string, { minimal, full }: Detail): Thing {
  const at = network.at.get(id);
  if (!at) return { id };
  if (minimal) return { id, service_id: at.serviceId, location_id: at.locationId };
  const { service_at_locations: _at, ...service } = serviceDocument(network, at.serviceId, { minimal: false, full });
  return { ...at.thing, service: full ? service : plain(service), location: network.locations.get(at.locationId) };
}
