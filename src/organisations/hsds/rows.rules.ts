/*
 * Rows and documents. Fields that have a column go there; whatever else a thing says stays in its listing as HSDS writes it. Nothing is
 * in both: the listing keeps a column's field only to remember that it was written as null, or in a writing that the column would
 * lose. So a document that came in goes out again as it was. Pure.
 */
import type { Hsds, ServiceStatus } from './hsds.shape.js';
import type { LocationRow, ServiceLocationRow } from '../listings/location.entity.js';
import type { MailKind, OrganisationRow } from '../listings/organisation.entity.js';
import type { ServiceRow } from '../listings/service.entity.js';
import type { PlaceRow } from '../places/place.entity.js';
import { type At, documentOf as putTogether, type Network, type Room, same, TakingApart } from './network.rules.js';
import { isThing, listIn, type Thing } from './objects.rules.js';
import { organisationAttributes, organisationExtrasOf, serviceAttributes, type ServiceExtras, serviceExtrasOf } from './own-attributes.rules.js';
import { type Attribute, ownTermOf, ownUnit } from './taxonomies.rules.js';

type Unversioned<R> = Omit<R, 'version'>;
/** A service as it is written: what is worked out from the rest is not said. */
type WrittenService = Omit<ServiceRow, 'version' | 'needs' | 'speaks' | 'serves'>;

/** The rows of one organisation. */
export interface OrganisationRows {
  readonly organisation: Unversioned<OrganisationRow>;
  readonly services: readonly WrittenService[];
  readonly locations: readonly Unversioned<LocationRow>[];
  readonly serviceLocations: readonly ServiceLocationRow[];
  readonly places: readonly Unversioned<PlaceRow>[];
}

/** What rows need to know that no document says. */
export interface Surroundings {
  readonly at: Date;
  /** The calendar on which a new organisation's promises run. */
  readonly calendar: string;
  /** Who brings the document in; nobody when Passerelle does. */
  readonly by: string | null;
}

type Columns = Readonly<Record<string, string>>;
const ORGANIZATION: Columns = { name: 'name', alternate_name: 'alternateName', description: 'description', email: 'email', website: 'website' };
const SERVICE: Columns = {
  name: 'name', alternate_name: 'alternateName', description: 'description', email: 'email', url: 'url', status: 'status', alert: 'alert',
  eligibility_description: 'eligibilityDescription', minimum_age: 'minimumAge', maximum_age: 'maximumAge', assured_date: 'assuredOn', assurer_email: 'assurerEmail',
};
const LOCATION: Columns = { name: 'name', location_type: 'locationType' };
const COORDINATES: Columns = { ...LOCATION, latitude: 'latitude', longitude: 'longitude' };
const CAPACITY: Columns = { available: 'available', maximum: 'maximum', description: 'description' };
const ALL_MAILS: MailKind[] = ['referral', 'places', 'listing', 'agreement'];

/** What is said goes to its column, `null` when nothing is; the rest, and a `null` that was written, stays in the listing. */
function split(thing: Thing, columns: Columns): { readonly said: Record<string, unknown>; readonly listing: Record<string, unknown> } {
  const said = Object.fromEntries(Object.entries(columns).map(([field, property]) => [property, thing[field] ?? null]));
  const listing = Object.fromEntries(Object.entries(thing).filter(([field, value]) => field !== 'id' && (!(field in columns) || value === null)));
  return { said, listing };
}

/** The other way round: a column counts, whatever the listing remembers of its field. */
function join(id: string, row: object, listing: object, columns: Columns): Record<string, unknown> {
  const said = Object.entries(columns).map(([field, property]) => [field, (row as Record<string, unknown>)[property]] as const).filter(([, value]) => value !== null && value !== undefined);
  return { id, ...listing, ...Object.fromEntries(said) };
}

/** A moment goes to a column; a writing of it that is not ours is remembered. */
const moment = (written: unknown): { readonly at: Date | null; readonly remembered: string | undefined } => {
  const at = typeof written === 'string' ? new Date(written) : null;
  return { at, remembered: at && at.toISOString() !== written ? (written as string) : undefined };
};
const writtenMoment = (at: Date, remembered: unknown): string => (typeof remembered === 'string' && Date.parse(remembered) === at.getTime() ? remembered : at.toISOString());

const withoutOwn = (listing: Record<string, unknown>): Record<string, unknown> => {
  if (!Array.isArray(listing['attributes'])) return listing;
  const others = listIn(listing, 'attributes').filter((attribute) => ownTermOf(attribute as Attribute) === undefined);
  const { attributes: all, ...rest } = listing;
  return others.length > 0 || (all as unknown[]).length === 0 ? { ...rest, attributes: others } : rest;
};
const withOwn = (thing: Record<string, unknown>, own: readonly Attribute[]): Thing => (own.length === 0 ? thing : { ...thing, attributes: [...listIn(thing, 'attributes'), ...own] });

/** The rows of an organisation that was taken apart; `here`: its rows as they are, for what no document says. */
export function rowsOfNetwork(network: Network, { at, calendar, by }: Surroundings, here?: OrganisationRows): OrganisationRows {
  const organisationId = network.id;
  const { said, listing } = split(network.organization ?? {}, ORGANIZATION);
  const position = (ids: Iterable<string>): ReadonlyMap<string, number> => new Map([...ids].map((id, place) => [id, place]));
  const [services, listed, ats, rooms] = [position(network.services.keys()), position(network.listed), position(network.at.keys()), position(network.rooms.keys())];
  const { language = 'fr', mails = ALL_MAILS, pausedUntil = null, demo = false, modifiedAt = at } = here?.organisation ?? {};
  const before = {
    services: new Map(here?.services.map((row) => [row.id, row])), locations: new Map(here?.locations.map((row) => [row.id, row])), places: new Map(here?.places.map((row) => [row.id, row])),
  };
  const rows: OrganisationRows = {
    organisation: {
      id: organisationId, ...(said as Pick<OrganisationRow, 'name' | 'alternateName' | 'email' | 'website'>), description: String(said['description'] ?? ''),
      listing: withoutOwn(listing), language, calendar: here?.organisation.calendar ?? calendar, mails, pausedUntil, demo, modifiedAt,
      ...organisationExtrasOf(listIn(network.organization ?? {}, 'attributes') as Attribute[]),
    },
    services: [...network.services].map(([id, thing]) => serviceRow(organisationId, id, thing, at, services.get(id) ?? null, before.services.get(id), demo)),
    locations: [...network.locations].map(([id, thing]) => locationRow(organisationId, id, thing, listed.get(id) ?? null, before.locations.get(id))),
    serviceLocations: [...network.at].map(([id, { thing, serviceId, locationId }]) => (
      { organisationId, id, serviceId, locationId, listing: split(thing, {}).listing, position: ats.get(id) ?? null })),
    places: [...network.rooms].map(([id, room]) => placeRow(organisationId, id, room, by, rooms.get(id) ?? null, before.places.get(id))),
  };
  return here ? touched(rows, here, at) : rows;
}

function serviceRow(organisationId: string, id: string, thing: Thing, at: Date, position: number | null, before: WrittenService | undefined, demo: boolean): WrittenService {
  const { said, listing } = split(thing, SERVICE);
  const { last_modified: written, ...rest } = listing;
  const { at: modifiedAt, remembered } = moment(written);
  return {
    organisationId, id, ...(said as Pick<ServiceRow, 'name' | 'alternateName' | 'description' | 'email' | 'url' | 'alert' | 'eligibilityDescription' | 'minimumAge' | 'maximumAge' | 'assuredOn' | 'assurerEmail'>),
    status: said['status'] as ServiceStatus, listing: { ...withoutOwn(rest), ...(remembered === undefined ? {} : { last_modified: remembered }) },
    ...extrasOf(thing), position, demo: before?.demo ?? demo, modifiedAt: modifiedAt ?? before?.modifiedAt ?? at,
  };
}

/** What opens again is what was closed for a while. */
function extrasOf(thing: Thing): ServiceExtras {
  const extras = serviceExtrasOf(listIn(thing, 'attributes') as Attribute[]);
  return thing['status'] === 'temporarily closed' ? extras : { ...extras, closedUntil: null };
}

/** Half a pair of coordinates is no place: it is kept, but not where one would look for it. */
const coordinates = (thing: Thing): Columns => (typeof thing['latitude'] === 'number' && typeof thing['longitude'] === 'number' ? COORDINATES : LOCATION);

function locationRow(organisationId: string, id: string, thing: Thing, position: number | null, before: Unversioned<LocationRow> | undefined): Unversioned<LocationRow> {
  const { said, listing } = split(thing, coordinates(thing));
  return {
    organisationId, id, latitude: null, longitude: null, ...(said as Pick<LocationRow, 'name' | 'locationType'>), listing: listing, position,
    borough: before?.borough ?? null,
  };
}

/** The name of a unit, however a document says it. */
const unitOf = ({ unit }: Thing): string => (isThing(unit) ? String(unit['name'] ?? '') : typeof unit === 'string' ? unit : '').trim() || 'places';

function placeRow(organisationId: string, id: string, { thing, serviceId }: Room, by: string | null, position: number | null, before: Unversioned<PlaceRow> | undefined): Unversioned<PlaceRow> {
  const { said, listing } = split(thing, CAPACITY);
  const { updated, unit, ...others } = listing;
  const rest = unit === undefined || same(unit, ownUnit(unitOf(thing))) ? others : { ...others, unit };
  const { at: updatedAt, remembered } = moment(updated);
  return {
    organisationId, id, serviceId, unit: unitOf(thing), ...(said as Pick<PlaceRow, 'available' | 'maximum' | 'description'>), updatedAt: updatedAt ?? new Date(0),
    updatedBy: by, source: 'import', listing: { ...rest, ...(remembered === undefined ? {} : { updated: remembered }) }, position,
    ...(before && same(before.updatedAt, updatedAt) ? { updatedBy: before.updatedBy, source: before.source } : {}),
  };
}

/** What changed although nobody says when, changed now. */
function touched(rows: OrganisationRows, here: OrganisationRows, at: Date): OrganisationRows {
  const before = new Map(here.services.map((row) => [row.id, row]));
  return {
    ...rows,
    organisation: saysTheSame(rows.organisation, here.organisation) ? rows.organisation : { ...rows.organisation, modifiedAt: at },
    services: rows.services.map((row) => {
      const old = before.get(row.id);
      return !old || saysTheSame(row, old) || row.modifiedAt.getTime() !== old.modifiedAt.getTime() ? row : { ...row, modifiedAt: at };
    }),
  };
}

/** Where it stands in a list, and what was worked out of it, is not something it says. */
const saysTheSame = <R extends object>(row: R, old: R): boolean =>
  (Object.keys(row) as (keyof R & string)[]).every((property) => property === 'position' || same(row[property] ?? null, old[property] ?? null));

const byPosition = <R extends { readonly id: string; readonly position: number | null }>(rows: readonly R[]): R[] =>
  [...rows].sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || (a.id < b.id ? -1 : 1));

/** Rows as an organisation that was taken apart. */
export function networkOfRows({ organisation, services, locations, serviceLocations, places }: OrganisationRows): Network {
  const ordered = byPosition(locations);
  return {
    id: organisation.id,
    organization: withOwn(join(organisation.id, organisation, organisation.listing, ORGANIZATION), organisationAttributes(organisation.id, organisation)),
    listed: ordered.filter(({ position }) => position !== null).map(({ id }) => id),
    locations: new Map(ordered.map((row) => [row.id, join(row.id, row, row.listing, COORDINATES)])),
    services: new Map(byPosition(services).map((row) => [row.id, serviceThing(row)])),
    at: new Map(byPosition(serviceLocations).map(({ id, serviceId, locationId, listing }): [string, At] => [id, { thing: { id, ...listing }, serviceId, locationId }])),
    rooms: new Map(byPosition(places).map((row): [string, Room] => [row.id, { thing: roomThing(row), serviceId: row.serviceId }])),
  };
}

function serviceThing(row: WrittenService): Thing {
  const { last_modified: remembered, ...listing } = row.listing as Record<string, unknown>;
  return withOwn({ ...join(row.id, row, listing, SERVICE), last_modified: writtenMoment(row.modifiedAt, remembered) }, serviceAttributes(row.id, row));
}

function roomThing(row: Unversioned<PlaceRow>): Thing {
  const { updated: remembered, ...listing } = row.listing as Record<string, unknown>;
  const known = unitOf(listing) === row.unit && ('unit' in listing || 'unit_id' in listing);
  return { ...join(row.id, row, known ? listing : { ...listing, unit: ownUnit(row.unit) }, CAPACITY), updated: writtenMoment(row.updatedAt, remembered) };
}

/** The rows of an organization's whole document. */
export function rowsOf(document: Hsds<'organization'>, surroundings: Surroundings): OrganisationRows {
  const apart = new TakingApart();
  apart.organization(document);
  const [network] = apart.networks();
  if (!network) throw new Error('an organization has an identity');
  return rowsOfNetwork(network, surroundings);
}

/** The whole document of an organization, as it came in. */
export const documentOf = (rows: OrganisationRows): Hsds<'organization'> => putTogether(networkOfRows(rows)) as Hsds<'organization'>;
