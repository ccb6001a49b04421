/*
 * One organisation with all that hangs on it, taken apart: its services, locations, where which service is given, and how much room
 * there is, each by its identity and in its order. Documents are taken apart into this, and put together out of it; rows too. Two
 * words about the same thing are laid over each other here, whoever said them. Pure.
 */
import { mergeAttributes, organisationAttributes, organisationExtrasOf, serviceAttributes, serviceExtrasOf } from './own-attributes.rules.js';
import { isThing, listIn, type Thing } from './objects.rules.js';
import { type Attribute, ownTermOf } from './taxonomies.rules.js';

/** Where a service is given, with whose it is. */
export interface At {
  readonly thing: Thing;
  readonly serviceId: string;
  readonly locationId: string;
}

/** How much room a service has. */
export interface Room {
  readonly thing: Thing;
  readonly serviceId: string;
}

/** One organisation, taken apart. Maps keep the order of lists. */
export interface Network {
  readonly id: string;
  /** Its own fields; undefined when a document only spoke of its services. */
  readonly organization: Thing | undefined;
  /** The locations in the organisation's own list, in its order; the others are named by services only. */
  readonly listed: readonly string[];
  readonly locations: ReadonlyMap<string, Thing>;
  readonly services: ReadonlyMap<string, Thing>;
  readonly at: ReadonlyMap<string, At>;
  readonly rooms: ReadonlyMap<string, Room>;
}

/** Two words about one thing that cannot both be true. */
export interface Contradiction {
  readonly thing: Thing;
  readonly field: string;
}

/** Writes a value so that equal values are written equally: the order of an object's keys says nothing. */
export const canonical = (value: unknown): string => JSON.stringify(value, (_key, one: unknown) => (isThing(one) ? sorted(one) : one)) ?? 'null';
const sorted = (thing: Thing): Thing => Object.fromEntries(Object.entries(thing).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
export const same = (one: unknown, other: unknown): boolean => one === other || canonical(one) === canonical(other);

/** Takes documents about organisations apart. `owners`: whose a service is when its document does not say. */
export class TakingApart {
  private readonly organisations = new Map<string, Open>();
  readonly contradictions: Contradiction[] = [];

  organization(document: Thing): void {
    const id = String(document['id']);
    const open = this.of(id);
    const { services: _services, locations: _locations, ...own } = document;
    open.organization = this.lay(open.organization, settled('organization', id, { ...own, ...emptyLists(document, ['services', 'locations']) }), document);
    for (const location of listIn(document, 'locations')) {
      this.location(open, location);
      if (!open.listed.includes(String(location['id']))) open.listed.push(String(location['id']));
    }
    for (const service of listIn(document, 'services')) this.service(service, id);
  }

  /** A service with its organization inside, or of one that is named by its identity. */
  service(document: Thing, organizationId: string): void {
    const id = String(document['id']);
    const open = this.of(organizationId);
    if (isThing(document['organization'])) this.organization(document['organization']);
    const { organization: _o, organization_id: _i, service_at_locations: _a, capacities: _c, ...own } = document;
    open.services.set(id, this.lay(open.services.get(id), settled('service', id, { ...own, ...emptyLists(document, ['service_at_locations', 'capacities']) }), document));
    for (const at of listIn(document, 'service_at_locations')) this.at(open, id, at);
    for (const room of listIn(document, 'capacities')) {
      const { service_id: _s, ...thing } = room;
      const before = open.rooms.get(String(room['id']));
      open.rooms.set(String(room['id']), { thing: this.lay(before?.thing, thing, room), serviceId: id });
    }
  }

  /** All of them, each whole. */
  networks(): Network[] {
    return [...this.organisations.values()];
  }

  private at(open: Open, serviceId: string, document: Thing): void {
    const { location, location_id: named, service_id: _s, ...thing } = document;
    if (isThing(location)) this.location(open, location);
    const locationId = String(isThing(location) ? location['id'] : named);
    const before = open.at.get(String(document['id']));
    open.at.set(String(document['id']), { thing: this.lay(before?.thing, thing, document), serviceId, locationId });
  }

  private location(open: Open, document: Thing): void {
    const { organization_id: _o, ...thing } = document;
    open.locations.set(String(document['id']), this.lay(open.locations.get(String(document['id'])), thing, document));
  }

  /** A thing that is spoken of twice: the fuller word counts, unless the two contradict each other. */
  private lay(before: Thing | undefined, after: Thing, said: Thing): Thing {
    if (before === undefined) return after;
    for (const field of Object.keys(after)) if (field in before && !same(before[field], after[field])) this.contradictions.push({ thing: said, field });
    return { ...before, ...after };
  }

  private of(id: string): Open {
    const open = this.organisations.get(id) ?? { id, organization: undefined, listed: [], locations: new Map(), services: new Map(), at: new Map(), rooms: new Map() };
    this.organisations.set(id, open);
    return open;
  }
}

interface Open extends Network {
  organization: Thing | undefined;
  readonly listed: string[];
  readonly locations: Map<string, Thing>;
  readonly services: Map<string, Thing>;
  readonly at: Map<string, At>;
  readonly rooms: Map<string, Room>;
}

/** A list that was written although it is empty stays written. */
const emptyLists = (document: Thing, fields: readonly string[]): Thing =>
  Object.fromEntries(fields.filter((field) => document[field] === null || (Array.isArray(document[field]) && document[field].length === 0)).map((field) => [field, document[field]]));

/** What of ours an attribute says is written in our own way, and at the end, so that it compares. */
function settled(kind: 'organization' | 'service', id: string, thing: Thing): Thing {
  const attributes = listIn(thing, 'attributes') as Attribute[];
  const mentioned = attributes.filter((attribute) => ownTermOf(attribute) !== undefined);
  if (mentioned.length === 0) return thing;
  const written = kind === 'service' ? serviceAttributes(id, serviceExtrasOf(attributes)) : organisationAttributes(id, organisationExtrasOf(attributes));
  // One that is taken back has to be mentioned until it is laid over what is here.
  const takenBack = mentioned.filter((attribute) => !written.some((one) => ownTermOf(one) === ownTermOf(attribute)));
  return { ...thing, attributes: [...attributes.filter((attribute) => ownTermOf(attribute) === undefined), ...written, ...takenBack] };
}

/** How documents say that a field is taken back. */
export interface Laying {
  /** In a package an empty cell takes a field back; in JSON `null` is something said, and is kept. */
  readonly nullsTakeBack: boolean;
}

/** Lays what came over what is here. What is not said stays; a list that is said replaces the list; nothing is removed. */
export function layOver(here: Network | undefined, came: Network, { nullsTakeBack }: Laying): Network {
  const lay = (kind: 'organization' | 'service' | undefined, before: Thing | undefined, after: Thing): Thing => {
    const attributes = kind && after['attributes'] !== undefined && before
      ? { attributes: mergeAttributes(listIn(before, 'attributes') as Attribute[], listIn(after, 'attributes') as Attribute[]) } : {};
    const laid = { ...before, ...after, ...attributes };
    const kept = nullsTakeBack ? Object.fromEntries(Object.entries(laid).filter(([field]) => after[field] !== null)) : laid;
    return kind ? settledAtEnd(kind, kept) : kept;
  };
  const each = <T>(mine: ReadonlyMap<string, T> | undefined, theirs: ReadonlyMap<string, T>, join: (before: T | undefined, after: T) => T): Map<string, T> =>
    new Map(inOrder([...(mine?.keys() ?? [])], [...theirs.keys()]).map((id) => {
      const after = theirs.get(id);
      return [id, after === undefined ? (mine?.get(id) as T) : join(mine?.get(id), after)];
    }));
  return {
    id: came.id,
    organization: came.organization ? lay('organization', here?.organization, came.organization) : here?.organization,
    listed: inOrder(here?.listed ?? [], came.listed),
    locations: each(here?.locations, came.locations, (before, after) => lay(undefined, before, after)),
    services: each(here?.services, came.services, (before, after) => lay('service', before, after)),
    at: each(here?.at, came.at, (before, after) => ({ ...after, thing: lay(undefined, before?.thing, after.thing) })),
    rooms: each(here?.rooms, came.rooms, (before, after) => (before && older(after, before) ? before : { ...after, thing: lay(undefined, before?.thing, after.thing) })),
  };
}

/** A figure that was said before ours was is not news. */
export const older = (came: Room, here: Room): boolean => Date.parse(String(came.thing['updated'])) < Date.parse(String(here.thing['updated']));

/** Attributes of ours without a value have done their work: the field is taken back. */
function settledAtEnd(kind: 'organization' | 'service', thing: Thing): Thing {
  const attributes = listIn(thing, 'attributes') as Attribute[];
  if (!attributes.some((attribute) => ownTermOf(attribute) !== undefined)) return thing;
  const others = attributes.filter((attribute) => ownTermOf(attribute) === undefined);
  const own = kind === 'service' ? serviceAttributes(String(thing['id']), serviceExtrasOf(attributes)) : organisationAttributes(String(thing['id']), organisationExtrasOf(attributes));
  const { attributes: _attributes, ...rest } = thing;
  return others.length + own.length > 0 ? { ...rest, attributes: [...others, ...own] } : rest;
}

/** A list that names all we have gives the order; another one adds to the end of ours. */
function inOrder(mine: readonly string[], theirs: readonly string[]): string[] {
  const said = new Set(theirs);
  if (mine.every((id) => said.has(id))) return [...theirs];
  const known = new Set(mine);
  return [...mine, ...theirs.filter((id) => !known.has(id))];
}

/** Which services a document tells of. */
export type Wanted = (service: Thing) => boolean;

/** Puts a service together, with where it is given and how much room it has, as it stands inside its organization. */
export function serviceOf(network: Network, id: string): Thing {
  const own = network.services.get(id) ?? {};
  const at = [...network.at.values()].filter(({ serviceId }) => serviceId === id).map(({ thing, locationId }) => ({ ...thing, location: network.locations.get(locationId) }));
  const rooms = [...network.rooms.values()].filter(({ serviceId }) => serviceId === id).map(({ thing }) => thing);
  return { ...own, ...(at.length > 0 ? { service_at_locations: at } : {}), ...(rooms.length > 0 ? { capacities: rooms } : {}) };
}

/** Puts the organization together, without its services. */
export function bareOrganizationOf({ organization = {}, listed, locations, at }: Network): Thing {
  const named = new Set([...at.values()].map(({ locationId }) => locationId));
  // Beside those of its own list, those that no service names: they would be lost otherwise.
  const own = [...listed, ...[...locations.keys()].filter((id) => !listed.includes(id) && !named.has(id))].flatMap((id) => locations.get(id) ?? []);
  return { ...organization, ...(own.length > 0 ? { locations: own } : {}) };
}

/** The whole document of an organization. */
export function documentOf(network: Network, wanted: Wanted = () => true): Thing {
  const services = [...network.services].filter(([, service]) => wanted(service)).map(([id]) => serviceOf(network, id));
  return { ...bareOrganizationOf(network), ...(services.length > 0 ? { services } : {}) };
}
