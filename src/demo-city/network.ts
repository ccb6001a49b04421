import type { Borough, Language } from '../../config/reference.js';
import { addDays, type CivilDate } from '../../libs/calendar/civil-date.js';
import type { AgreementRow } from '../organisations/agreements/agreement.entity.js';
import type { Hsds } from '../organisations/hsds/hsds.shape.js';
import { needAttribute } from '../organisations/hsds/taxonomies.rules.js';
import type { Listings } from '../organisations/listings/listings.store.js';
import { languageCode } from '../organisations/listings/pieces.rules.js';
import type { PlaceRow } from '../organisations/places/place.entity.js';
import type { NetworkCast } from './cast.js';
import type { Chance } from './chance.js';
import { fold } from './fold.js';
import { dayBefore, drawAgreements } from './network-agreements.js';
import type { Scene } from './scene.js';

type Organisation = NonNullable<Listings['organisations']>[number];
type Location = NonNullable<Listings['locations']>[number];
type Service = NonNullable<Listings['services']>[number];
type Kind = NetworkCast['kinds'][number];
type ServiceCast = NetworkCast['services'][string];

/** Somebody who acts for an organisation. */
export interface DemoMember {
  readonly id: string;
  readonly organisationId: string;
  readonly email: string;
  readonly name: string;
  readonly role: 'coordinator' | 'member';
  readonly languages: readonly string[];
}

/** The network of the demo city. */
export interface DemoNetwork extends Required<Listings> {
  readonly places: readonly Omit<PlaceRow, 'version'>[];
  readonly agreements: readonly Omit<AgreementRow, 'version'>[];
  readonly members: readonly DemoMember[];
}

/** An organisation, with what its services have from it. */
interface Home {
  readonly kind: Kind;
  readonly row: Organisation;
  readonly location: Location;
  readonly area: readonly Borough[];
  readonly languages: readonly Language[];
  readonly coordinator: DemoMember | undefined;
}

interface Offer { readonly home: Home; readonly cast: ServiceCast }

/** How old figures of places are, and what they say; shares in percent. */
const ROOM = [['fresh', 46], ['ageing', 18], ['stale', 9], ['full', 17], ['untold', 10]] as const;
type Room = (typeof ROOM)[number][0];
/** How long ago figures were told, in days. */
const TOLD: Readonly<Record<Exclude<Room, 'untold'>, readonly [number, number]>> = { fresh: [1, 6], full: [1, 6], ageing: [8, 13], stale: [16, 40] };
/** When listings were last confirmed: these are due, and have dropped out of search; the others are sound. */
const LISTINGS = { due: 6, dropped: 3 };
const TEMPORARILY_CLOSED = 3;
const PAUSED = 2;
/** Organisations whose people have accounts; the last of them have a member beside the coordinator. */
const WITH_ACCOUNTS = { coordinators: 4, members: 2 };

/** Draws the network of a day: the same seed and day give the same, to the last comma. */
export function drawNetwork(chance: Chance, scene: Scene): DemoNetwork {
  const { network } = scene.cast;
  const homes = drawHomes(chance.branch('organisations'), scene);
  const offers = homes.flatMap((home): Offer[] => {
    const { each, services, fewest, most } = home.kind;
    const own = chance.branch(`offers ${home.row.name}`);
    return [...each, ...own.shuffled(services).slice(0, own.whole(fewest, most))].map((key) => ({ home, cast: serviceOf(network, key) }));
  });

  const rooms = chance.branch('room').deal(ROOM, offers.length);
  const confirmed = confirmedOn(chance.branch('confirmed'), scene, offers.length);
  const closed = new Set(chance.branch('closed').shuffled(offers.map((_, place) => place)).slice(0, TEMPORARILY_CLOSED));
  const services = offers.map((offer, place) => drawService(chance.branch(`service ${place}`), scene, offer, {
    room: rooms[place] ?? 'untold', assuredOn: confirmed[place] ?? null, closed: closed.has(place),
  }));
  return {
    organisations: homes.map(({ row }) => row),
    locations: homes.map(({ location }) => location),
    services,
    serviceLocations: services.map(({ organisationId, id }, place) => (
      { organisationId, id: chance.branch(`at ${place}`).id(scene.asOf), serviceId: id, locationId: offers[place]?.home.location.id ?? '', listing: {}, position: null })),
    places: offers.flatMap((offer, place) => drawPlaces(chance.branch(`places ${place}`), scene, offer, services[place]?.id ?? '', rooms[place] ?? 'untold')),
    agreements: drawAgreements(chance.branch('agreements'), scene, homes.map(({ row: { id } }) => ({ id, serviceIds: services.filter(({ organisationId }) => organisationId === id).map((service) => service.id) }))),
    members: homes.flatMap((home, place) => membersOf(chance.branch(`members ${place}`), scene, home)),
  };
}

function drawHomes(chance: Chance, scene: Scene): Home[] {
  const { cast: { network }, reference, day } = scene;
  const named = network.kinds.flatMap((kind) => kind.names.map((name) => ({ kind, name })));
  const where = chance.deal(Object.entries(network.boroughs), named.length);
  // Where a coordinator would sign in, there is most to see: organisations of several services.
  const manned = new Set(named.filter(({ kind }) => kind.most > 1).slice(0, WITH_ACCOUNTS.coordinators).map(({ name }) => name));
  const paused = new Set(chance.shuffled(named.filter(({ name }) => !manned.has(name))).slice(0, PAUSED).map(({ name }) => name));
  return named.map(({ kind, name }, place): Home => {
    const own = chance.branch(name);
    const borough = reference.borough(where[place] ?? '') ?? reference.boroughs[0];
    if (!borough) throw new Error('the demo city has no borough');
    const id = own.id(scene.asOf);
    const domain = `${fold(name)}.example`;
    const languages = drawLanguages(own, scene, kind);
    const phone = (): Hsds<'phone'> => ({ id: own.id(scene.asOf), number: `514-555-01${String(own.whole(0, 99)).padStart(2, '0')}`, type: 'voice', description: null });
    return {
      kind, languages, area: areaAround(own, borough, reference.boroughs),
      row: {
        id, name: `${name} (démo)`, alternateName: null, description: kind.description, email: `bonjour@${domain}`, website: `https://${domain}/`,
        listing: {
          phones: [phone()],
          contacts: [{ id: own.id(scene.asOf), name: `${own.happens(0.5) ? 'Intervenante' : 'Intervenant'} ${String(own.whole(1, 9)).padStart(2, '0')}`, title: 'Accueil', email: `accueil@${domain}`, phones: [phone()] }],
        },
        language: languages.some(({ tag }) => tag === 'en-CA') && own.happens(0.1) ? 'en' : 'fr', calendar: scene.office.calendar.id,
        mails: own.happens(0.15) ? ['referral', 'agreement'] : ['referral', 'places', 'listing', 'agreement'], listed: kind.listed,
        pausedUntil: paused.has(name) ? addDays(day, own.whole(9, 30)) : null, demo: true, modifiedAt: scene.midnight,
      },
      location: locationOf(own, scene, id, borough, { listed: kind.listed }),
      coordinator: manned.has(name) ? { id: own.id(scene.asOf), organisationId: id, email: `coordination@${domain}`, name: 'Coordination 01', role: 'coordinator', languages: languages.map(({ tag }) => tag) } : undefined,
    };
  });
}

/** Everybody speaks French; most speak something else too, and interpreters a great deal. */
function drawLanguages(chance: Chance, { cast: { network }, reference }: Scene, { polyglot }: Kind): Language[] {
  const tags = new Set(['fr-CA']);
  const wanted = polyglot ? chance.whole(8, 12) : chance.whole(1, 4);
  while (tags.size < wanted) tags.add(chance.weighted(Object.entries(network.languages)));
  return [...tags].map((tag) => {
    const language = reference.language(tag);
    if (!language) throw new Error(`network.fr.yaml: ${tag} is no language of config/languages.yaml`);
    return language;
  });
}

/** Its own borough, and up to three that lie next to it. */
function areaAround(chance: Chance, home: Borough, boroughs: readonly Borough[]): Borough[] {
  const near = boroughs.filter(({ code, tile }) => code !== home.code && Math.max(Math.abs(tile[0] - home.tile[0]), Math.abs(tile[1] - home.tile[1])) === 1);
  return [home, ...chance.shuffled(near).slice(0, chance.whole(0, 3))];
}

/** Within a few streets of the borough's middle; a house that hides nobody's address says none. */
function locationOf(chance: Chance, scene: Scene, organisationId: string, borough: Borough, { listed }: { readonly listed: boolean }): Location {
  const { streets, accessibility } = scene.cast.network;
  const off = (): number => (chance.unit() - 0.5) * 0.016;
  const point = (middle: number): number => Number((middle + off()).toFixed(5));
  const digit = (): number => chance.whole(0, 9);
  const address: Hsds<'address'> = {
    id: chance.id(scene.asOf), address_type: 'physical', address_1: `${chance.whole(12, 9_800)}, ${chance.pick(streets)}`, city: 'Montréal', state_province: 'QC',
    postal_code: `H0X ${digit()}X${digit()}`, country: 'CA',
  };
  const lines = chance.shuffled(accessibility).slice(0, chance.whole(0, 2)).map((description) => ({ id: chance.id(scene.asOf), description }));
  return {
    organisationId, id: chance.id(scene.asOf), name: borough.name, locationType: 'physical', latitude: listed ? point(borough.latitude) : null,
    longitude: listed ? point(borough.longitude) : null, borough: listed ? borough.code : null, position: null,
    listing: listed ? { addresses: [address], ...(lines.length > 0 && { accessibility: lines }) } : {},
  };
}

interface Standing { readonly room: Room; readonly assuredOn: CivilDate | null; readonly closed: boolean }

function drawService(chance: Chance, scene: Scene, { home, cast }: Offer, { room, assuredOn, closed }: Standing): Service {
  const { cast: { network }, reference, day } = scene;
  const { row, area, kind } = home;
  const id = chance.id(scene.asOf);
  const mint = (): string => chance.id(scene.asOf);
  const city = cast.reach === 'city' || kind.reach === 'city';
  const needs = cast.needs.map((code) => {
    const need = reference.need(code);
    if (!need) throw new Error(`network.fr.yaml: ${code} is no need of config/needs.yaml`);
    return needAttribute(id, need);
  });
  const waits = room === 'full' && cast.waitlist !== undefined;
  const [size, weeks] = cast.waitlist ?? [0, 0];
  return {
    organisationId: row.id, id, name: chance.pick([cast.name, ...cast.also]), alternateName: null, description: cast.text, email: row.email, url: row.website,
    status: closed ? 'temporarily closed' : 'active', closedUntil: closed ? addDays(day, chance.whole(6, 40)) : null,
    alert: closed ? network.alerts.closed : waits ? network.alerts.full : null,
    eligibilityDescription: cast.who, minimumAge: cast.ages[0], maximumAge: cast.ages[1], assuredOn, assurerEmail: assuredOn ? row.email : null,
    listing: {
      phones: [{ id: mint(), number: row.listing.phones?.[0]?.number ?? '514-555-0100', type: 'voice', ...(chance.happens(0.3) && { extension: chance.whole(100, 240) }) }],
      schedules: schedulesOf(chance, scene, cast),
      languages: home.languages.map((language) => ({ id: mint(), name: language.fr, code: languageCode(language) })),
      service_areas: city ? [{ id: mint(), name: 'Ville de Montréal' }] : area.map(({ name }) => ({ id: mint(), name })),
      attributes: needs,
      ...(cast.costs.length > 0 && { cost_options: cast.costs.map(([option, amount, note]) => ({ id: mint(), option, amount, currency: 'CAD', amount_description: note })) }),
      ...(cast.documents.length > 0 && { required_documents: cast.documents.map((document) => ({ id: mint(), document })) }),
    },
    position: null, forStatuses: cast.statuses, forGenders: cast.genders, forHouseholds: cast.households, forLanguages: [],
    forBoroughs: cast.own && !city ? area.map(({ code }) => code) : [],
    waitlist: waits, waitlistSize: waits ? chance.whole(Math.ceil(size / 2), size * 2) : null, waitlistWeeks: waits ? chance.whole(Math.ceil(weeks / 2), weeks * 2) : null,
    demo: true, modifiedAt: scene.midnight,
  };
}

/** A week, the closing around the turn of the year, and for some a day on which everybody is away. */
function schedulesOf(chance: Chance, { cast: { network }, day }: Scene, { week }: ServiceCast): Hsds<'schedule'>[] {
  const mint = (): string => chance.id(new Date(`${day}T12:00:00Z`));
  const usual = (network.weeks[week] ?? []).map(([byday, opens_at, closes_at]) => ({ id: mint(), freq: 'WEEKLY' as const, byday, opens_at, closes_at }));
  if (week === 'toujours') return usual;
  const year = Number(day.slice(0, 4)) - (day.slice(5) <= '01-03' ? 1 : 0);
  const away = addDays(day, chance.whole(5, 25));
  return [
    ...usual, { id: mint(), valid_from: `${year}-12-24`, valid_to: `${year + 1}-01-03`, description: network.different.closure },
    ...(chance.happens(0.2) ? [{ id: mint(), valid_from: away, valid_to: away, description: network.different.day }] : []),
  ];
}

function drawPlaces(chance: Chance, scene: Scene, { home, cast }: Offer, serviceId: string, room: Room): Omit<PlaceRow, 'version'>[] {
  if (room === 'untold') return [];
  const [unit, fewest, most] = cast.places;
  const [youngest, oldest] = TOLD[room];
  const updatedAt = dayBefore(scene, chance.whole(youngest, oldest), chance.whole(9 * 60, 16 * 60));
  const source = home.coordinator ? 'organisation' as const : chance.weighted([['link', 6], ['office', 2], ['import', 2]] as const);
  const figure = (maximum: number, least: number, description: string | null): Omit<PlaceRow, 'version'> => ({
    organisationId: home.row.id, id: chance.id(updatedAt), serviceId, unit, available: room === 'full' ? 0 : chance.whole(Math.max(1, least), maximum), maximum, description,
    updatedAt, updatedBy: home.coordinator?.id ?? null, source, listing: {}, position: null,
  });
  return cast.groups.length > 0 ? cast.groups.map(([group, maximum]) => figure(maximum, 1, group)) : [figure(most, fewest, null)];
}

/** Most listings were confirmed within half a year; some are due, and a few have dropped out of search. */
function confirmedOn(chance: Chance, { day }: Scene, count: number): (CivilDate | null)[] {
  const ago = (from: number, to: number, times: number): number[] => Array.from({ length: times }, () => chance.whole(from, to));
  const days = [...ago(185, 209, LISTINGS.due), ...ago(215, 300, LISTINGS.dropped), ...ago(2, 175, Math.max(0, count - LISTINGS.due - LISTINGS.dropped))];
  return chance.shuffled(days.slice(0, count).map((each) => addDays(day, -each)));
}

/** A coordinator, and at the last houses that have one somebody who keeps figures and listings up to date with them. */
function membersOf(chance: Chance, scene: Scene, { coordinator, row, kind }: Home): DemoMember[] {
  if (!coordinator) return [];
  const second = kind.names.indexOf(row.name.replace(' (démo)', '')) >= WITH_ACCOUNTS.coordinators - WITH_ACCOUNTS.members;
  return [coordinator, ...(second ? [{ ...coordinator, id: chance.id(scene.asOf), email: coordinator.email.replace('coordination', 'membre'), name: 'Membre 01', role: 'member' as const }] : [])];
}

function serviceOf(network: NetworkCast, key: string): ServiceCast {
  const cast = network.services[key];
  if (!cast) throw new Error(`network.fr.yaml: there is no service ${key}`);
  return cast;
}
