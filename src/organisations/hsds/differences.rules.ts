/*
 * What an import would change: thing by thing, and in each field by field, down to the last value. Pure.
 */
import { shown } from './documents.rules.js';
import { type Network, same } from './network.rules.js';
import { isThing, type ObjectName, type Thing } from './objects.rules.js';

/** One value that would change; without `before` it is new, without `after` it goes. */
export interface FieldChange {
  readonly field: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** A thing that is new or would change. */
export interface Change {
  readonly object: ObjectName;
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly becomes: 'new' | 'changed';
  readonly fields: readonly FieldChange[];
  /** The fields of the thing itself that would change, without what is inside them. */
  readonly own: readonly string[];
}

/** A thing that is here and that the document does not name: it stays. */
export interface Missing {
  readonly object: ObjectName;
  readonly id: string;
  readonly name: string;
}

/** All that an import would do to one organisation. */
export interface Differences {
  readonly changes: readonly Change[];
  readonly unchanged: Readonly<Partial<Record<ObjectName, number>>>;
  readonly missing: readonly Missing[];
}

/** Compares an organisation as it is, as it came, and as it would be. */
export function differencesOf(here: Network | undefined, came: Network, after: Network): Differences {
  const [changes, missing, unchanged]: [Change[], Missing[], Partial<Record<ObjectName, number>>] = [[], [], {}];
  for (const { object, id, thing, name } of thingsOf(after)) {
    const before = thingIn(here, object, id);
    const fields = before === undefined ? [] : fieldChanges(before, thing);
    const own = before === undefined ? fieldsOf(thing) : fieldsOf(before, thing).filter((field) => !same(before[field] ?? null, thing[field] ?? null));
    const becomes = before === undefined ? 'new' as const : fields.length > 0 ? 'changed' as const : undefined;
    if (becomes) changes.push({ object, id, organisationId: after.id, name, becomes, fields, own });
    else if (thingIn(came, object, id) === undefined) missing.push({ object, id, name });
    else unchanged[object] = (unchanged[object] ?? 0) + 1;
  }
  return { changes, unchanged, missing: came.organization ? missing : missing.filter(({ object }) => object !== 'organization' && object !== 'service' && object !== 'location') };
}

/** Everything of an organisation that has an identity of its own here. */
function* thingsOf({ id, organization, services, locations, at, rooms }: Network): Generator<{ readonly object: ObjectName; readonly id: string; readonly thing: Thing; readonly name: string }> {
  const named = (thing: Thing | undefined): string => shown(thing?.['name']) ?? '';
  if (organization) yield { object: 'organization', id, thing: organization, name: named(organization) };
  for (const [key, thing] of services) yield { object: 'service', id: key, thing, name: named(thing) };
  for (const [key, thing] of locations) yield { object: 'location', id: key, thing, name: named(thing) };
  for (const [key, { thing, serviceId, locationId }] of at) {
    const both = [named(services.get(serviceId)), named(locations.get(locationId))].filter(Boolean).join(' · ');
    yield { object: 'service_at_location', id: key, thing: { ...thing, service_id: serviceId, location_id: locationId }, name: both };
  }
  for (const [key, { thing, serviceId }] of rooms) yield { object: 'service_capacity', id: key, thing: { ...thing, service_id: serviceId }, name: named(services.get(serviceId)) };
}

function thingIn(network: Network | undefined, object: ObjectName, id: string): Thing | undefined {
  if (!network) return undefined;
  if (object === 'organization') return network.organization;
  if (object === 'service') return network.services.get(id);
  if (object === 'location') return network.locations.get(id);
  const at = network.at.get(id);
  if (object === 'service_at_location') return at && { ...at.thing, service_id: at.serviceId, location_id: at.locationId };
  const room = network.rooms.get(id);
  return room && { ...room.thing, service_id: room.serviceId };
}

/** Every value that differs, by its path; `null` and nothing say the same. */
export function fieldChanges(before: unknown, after: unknown, path = ''): FieldChange[] {
  if (same(before ?? null, after ?? null)) return [];
  const within = (field: string): string => (path === '' ? field : `${path}.${field}`);
  if (isThing(before) && isThing(after)) return fieldsOf(before, after).flatMap((field) => fieldChanges(before[field], after[field], within(field)));
  const [one, other] = [before ?? [], after ?? []];
  if (areThings(one) && areThings(other)) return listChanges(one, other, within);
  return [{ field: path, before: before === null ? undefined : shown(before), after: after === null ? undefined : shown(after) }];
}

/** In an order of its own: how a document was written, or a database keeps it, makes no difference. */
const fieldsOf = (...things: readonly Thing[]): string[] => [...new Set(things.flatMap((thing) => Object.keys(thing)))].sort();

const areThings = (value: unknown): value is Thing[] => Array.isArray(value) && value.every(isThing);

/** Lists are compared by the identities of what is in them, and a new order is a change. */
function listChanges(before: readonly Thing[], after: readonly Thing[], within: (field: string) => string): FieldChange[] {
  const key = (thing: Thing, place: number): string => String(thing['id'] ?? place);
  const [old, young] = [new Map(before.map((thing, place) => [key(thing, place), thing])), new Map(after.map((thing, place) => [key(thing, place), thing]))];
  const changes = [...new Set([...old.keys(), ...young.keys()])].flatMap((id): FieldChange[] => {
    const [was, is] = [old.get(id), young.get(id)];
    const place = String((is ? [...young.keys()] : [...old.keys()]).indexOf(id) + 1);
    if (was && is) return fieldChanges(was, is, within(place));
    return [{ field: within(place), before: was && label(was), after: is && label(is) }];
  });
  return changes.length > 0 ? changes : [{ field: within('order'), before: label({ id: [...old.keys()].join(' ') }), after: label({ id: [...young.keys()].join(' ') }) }];
}

const TELLING = ['name', 'label', 'number', 'document', 'option', 'source', 'address_1', 'identifier', 'byday', 'value', 'url', 'field_name', 'description', 'id'];

/** What somebody would call it. */
const label = (thing: Thing): string => shown(TELLING.map((field) => thing[field]).find((value) => typeof value === 'string' && value !== '')) ?? '';
