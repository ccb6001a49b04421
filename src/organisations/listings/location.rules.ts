/*
 * A place as people say it, and what of its row changes when they say it anew. Without coordinates of its own it stands in the
 * middle of its borough: near enough to find what is near. Pure.
 */
import type { Borough } from '../../../config/reference.js';
import type { Hsds } from '../hsds/hsds.shape.js';
import type { LocationChange } from './listings.dto.js';
import type { LocationRow } from './location.entity.js';
import { linesOf, type Mint, withLines } from './pieces.rules.js';

/** A place as forms and the API say it. */
export type LocationSaid = Required<LocationChange>;
type NewLocation = Omit<LocationRow, 'version'>;

const HOME = { state_province: 'QC', country: 'CA' };

/** What a place says of itself now. Its first address is the one that is said; others it has stay. */
export function saidOfLocation({ name, locationType, latitude, longitude, borough, listing }: NewLocation): Omit<LocationSaid, 'name'> & { readonly name: string | null } {
  const address = addressOf(listing.addresses);
  const said = (value: string | null | undefined): string | null => value || null;
  return {
    name, locationType, latitude, longitude, borough,
    description: said(listing.description), url: said(listing.url), transportation: said(listing.transportation),
    street: said(address?.address_1), unit: said(address?.address_2), city: said(address?.city), postalCode: said(address?.postal_code),
    accessibility: linesOf('description', listing.accessibility),
  };
}

/** The address that is shown: the first one where somebody can go. */
export const addressOf = (addresses: readonly Hsds<'address'>[] | undefined): Hsds<'address'> | undefined =>
  addresses?.find((each) => each.address_type === 'physical') ?? addresses?.[0];

/** What of the row a change of what is said changes. */
export function patchOfLocation(row: NewLocation, change: LocationChange, boroughOf: (code: string) => Pick<Borough, 'latitude' | 'longitude' | 'name'> | undefined, mint: Mint): Partial<NewLocation> {
  const { name, locationType, borough } = change;
  const listing = listingOf(row, change, mint);
  return {
    ...(name !== undefined && { name }), ...(locationType !== undefined && { locationType }), ...(borough !== undefined && { borough }),
    ...pointOf(row, change, boroughOf), ...(listing && { listing }),
  };
}

/** Coordinates that are said; else those of the borough, when it is said and the place had none but a borough's. */
function pointOf(row: NewLocation, { latitude, longitude, borough }: LocationChange, boroughOf: (code: string) => Pick<Borough, 'latitude' | 'longitude'> | undefined): Partial<NewLocation> {
  if (latitude !== undefined && latitude !== null) return { latitude, longitude: longitude ?? null };
  const before = boroughOf(row.borough ?? '');
  const unknown = row.latitude === null || latitude === null || (before?.latitude === row.latitude && before.longitude === row.longitude);
  if (!unknown || (latitude === undefined && borough === undefined)) return {};
  const centre = boroughOf((borough === undefined ? row.borough : borough) ?? '');
  return { latitude: centre?.latitude ?? null, longitude: centre?.longitude ?? null };
}

function listingOf(row: NewLocation, change: LocationChange, mint: Mint): NewLocation['listing'] | undefined {
  const { description, url, transportation, street, unit, city, postalCode, accessibility } = change;
  const pieces = {
    ...(description !== undefined && { description }), ...(url !== undefined && { url }), ...(transportation !== undefined && { transportation }),
    ...(accessibility && { accessibility: withLines('description', row.listing.accessibility, accessibility, mint) }),
    ...([street, unit, city, postalCode].some((each) => each !== undefined) && { addresses: withAddress(row, change, mint) }),
  };
  return Object.keys(pieces).length > 0 ? { ...row.listing, ...pieces } : undefined;
}

function withAddress(row: NewLocation, change: LocationChange, mint: Mint): Hsds<'address'>[] {
  const { addresses = [] } = row.listing;
  const was = addressOf(addresses);
  const { street, unit, city, postalCode } = { ...saidOfLocation(row), ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) } as LocationSaid;
  const others = addresses.filter((each) => each !== was);
  if (street === null && city === null && postalCode === null) return others;
  const address: Hsds<'address'> = {
    ...HOME, address_type: 'physical', ...was, id: was?.id ?? mint(), address_1: street ?? '', address_2: unit, city: city ?? 'Montréal', postal_code: postalCode ?? '',
  };
  return was ? addresses.map((each) => (each === was ? address : each)) : [address, ...others];
}
