import { Inject, Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { ENV, type Env } from '../../../config/env.js';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { addDays } from '../../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf } from '../../../libs/calendar/zone.js';
import { NotFound, Stale } from '../../../libs/http/refusal.js';
import { changed, rows, type Statement } from '../../../libs/sql/sql.js';
import { guardedUpdate } from '../../../libs/transaction/guarded-update.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { understanding } from '../hsds/taxonomies.rules.js';
import { facetsOf, type Facets, type ListedService, type Vocabulary, vocabularyOf } from './facets.rules.js';
import { FACETS, LISTED, LOCATIONS, MEANINGS, ORGANISATIONS, SERVICE_LOCATIONS, SERVICES, SERVICES_AT, SERVICES_OF } from './listings.sql.js';
import { LocationRow, ServiceLocationRow } from './location.entity.js';
import type { Opening } from './openings.rules.js';
import { OrganisationRow } from './organisation.entity.js';
import { ServiceRow } from './service.entity.js';

/** How many days ahead the openings of a service are worked out. */
export const OPENINGS_AHEAD_DAYS = 60;
/** So many rows at once: their listings are read and their facets worked out in memory. */
const AT_ONCE = 500;

type Unversioned<R> = Omit<R, 'version'>;
/** A service as it is written: what is worked out from the rest is not said. */
export type NewService = Omit<ServiceRow, 'version' | 'needs' | 'speaks' | 'serves'>;
/** Rows of the network to be written together. */
export interface Listings {
  readonly organisations?: readonly Unversioned<OrganisationRow>[];
  readonly services?: readonly NewService[];
  readonly locations?: readonly Unversioned<LocationRow>[];
  readonly serviceLocations?: readonly ServiceLocationRow[];
}

/**
 * The network's listings. Every write of a service, or of what it is found by, works its facets out anew in the same transaction.
 * Whoever asks by an identity still has to judge whether the reader may see it.
 */
@Injectable()
export class ListingsStore {
  private readonly reference = readReference(join(projectRoot(), 'config'));
  private readonly vocabulary = vocabularyOf(this.reference);

  constructor(@Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>) {}

  async organisation(tx: Tx, id: string): Promise<OrganisationRow> {
    return found(await tx.findOneBy(OrganisationRow, { id }));
  }

  /** The organisation, held until the transaction ends. */
  async lockOrganisation(tx: Tx, id: string): Promise<OrganisationRow> {
    return found(await tx.findOne(OrganisationRow, { where: { id }, lock: { mode: 'pessimistic_write' } }));
  }

  async service(tx: Tx, id: string): Promise<ServiceRow> {
    return found(await tx.findOneBy(ServiceRow, { id }));
  }

  /** The service, held until the transaction ends. */
  async lockService(tx: Tx, id: string): Promise<ServiceRow> {
    return found(await tx.findOne(ServiceRow, { where: { id }, lock: { mode: 'pessimistic_write' } }));
  }

  servicesOf(tx: Tx, organisationId: string): Promise<ServiceRow[]> {
    return tx.find(ServiceRow, { where: { organisationId }, order: { name: 'ASC', id: 'ASC' } });
  }

  async location(tx: Tx, organisationId: string, id: string): Promise<LocationRow> {
    return found(await tx.findOneBy(LocationRow, { organisationId, id }));
  }

  locationsOf(tx: Tx, organisationId: string): Promise<LocationRow[]> {
    return tx.find(LocationRow, { where: { organisationId }, order: { name: 'ASC', id: 'ASC' } });
  }

  serviceLocationsOf(tx: Tx, organisationId: string): Promise<ServiceLocationRow[]> {
    return tx.find(ServiceLocationRow, { where: { organisationId }, order: { id: 'ASC' } });
  }

  /** Adds rows that are all new; refused by Postgres when one is not. */
  async add(tx: Tx, listings: Listings): Promise<void> {
    await this.writeAll(tx, listings, 'add');
  }

  /** Writes rows, new or known by their identities; a known one takes what is given whatever its version: for imports, under their own lock. */
  async write(tx: Tx, listings: Listings): Promise<void> {
    await this.writeAll(tx, listings, 'put');
  }

  /** Changes an organisation if it still is what the writer saw, and gives its new version; throws `Stale` if it is not. */
  async changeOrganisation(tx: Tx, seen: Pick<OrganisationRow, 'id' | 'version'>, patch: Partial<OrganisationRow>): Promise<number> {
    const version = await guardedUpdate(tx, OrganisationRow, seen, { ...patch, modifiedAt: tx.at });
    if (patch.name !== undefined) await this.refreshOrganisations(tx, [seen.id]);
    return version;
  }

  /** Changes a service if it still is what the writer saw, and gives its new version; throws `Stale` if it is not. */
  async changeService(tx: Tx, seen: Pick<ServiceRow, 'id' | 'version'>, patch: Partial<NewService>): Promise<number> {
    const version = await guardedUpdate(tx, ServiceRow, seen, { ...patch, modifiedAt: tx.at });
    await this.refresh(tx, [seen.id]);
    return version;
  }

  /** Changes a location if it still is what the writer saw, and gives its new version; throws `Stale` if it is not. */
  async changeLocation(tx: Tx, { organisationId, id, version }: Pick<LocationRow, 'organisationId' | 'id' | 'version'>, patch: Partial<LocationRow>): Promise<number> {
    const done = await tx.createQueryBuilder().update(LocationRow).set(patch as object)
      .where('organisation_id = :organisationId and id = :id and version = :version', { organisationId, id, version }).returning('version').execute();
    const [after] = done.raw as { version: number }[];
    if (!after) throw new Stale();
    await this.refresh(tx, await this.servicesAt(tx, organisationId, id));
    return after.version;
  }

  /** Forgets a location, and that services were given there. */
  async removeLocation(tx: Tx, { organisationId, id, version }: Pick<LocationRow, 'organisationId' | 'id' | 'version'>): Promise<void> {
    const there = await this.servicesAt(tx, organisationId, id);
    const { affected } = await tx.delete(LocationRow, { organisationId, id, version });
    if (affected !== 1) throw new Stale();
    await this.refresh(tx, there);
  }

  /** Says that services are not given any more at some locations. */
  async removeServiceLocations(tx: Tx, gone: readonly ServiceLocationRow[]): Promise<void> {
    for (const { organisationId, id } of gone) await tx.delete(ServiceLocationRow, { organisationId, id });
    await this.refresh(tx, gone.map(({ serviceId }) => serviceId));
  }

  /** Works the facets of all services of some organisations out anew: their names changed, or time went on. */
  async refreshOrganisations(tx: Tx, organisationIds: readonly string[]): Promise<void> {
    await this.refresh(tx, await this.servicesOfAll(tx, organisationIds));
  }

  /** Works facets out anew; a term's meaning changed, for example. */
  async refresh(tx: Tx, serviceIds: readonly string[]): Promise<void> {
    const all = [...new Set(serviceIds)];
    for (let from = 0; from < all.length; from += AT_ONCE) await this.refreshSome(tx, all.slice(from, from + AT_ONCE));
  }

  private async writeAll(tx: Tx, { organisations = [], services = [], locations = [], serviceLocations = [] }: Listings, how: 'add' | 'put'): Promise<void> {
    await put(tx, ORGANISATIONS[how], organisations);
    await put(tx, SERVICES[how], services);
    await put(tx, LOCATIONS[how], locations);
    await put(tx, SERVICE_LOCATIONS[how], serviceLocations);
    const touched = [...services.map(({ id }) => id), ...serviceLocations.map(({ serviceId }) => serviceId)];
    if (how === 'put') {
      touched.push(...(await this.servicesOfAll(tx, organisations.map(({ id }) => id))));
      for (const { organisationId, id } of locations) touched.push(...(await this.servicesAt(tx, organisationId, id)));
    }
    await this.refresh(tx, touched);
  }

  private async servicesOfAll(tx: Tx, organisationIds: readonly string[]): Promise<string[]> {
    return organisationIds.length === 0 ? [] : (await rows<{ id: string }>(tx, SERVICES_OF, [organisationIds])).map(({ id }) => id);
  }

  private async servicesAt(tx: Tx, organisationId: string, locationId: string): Promise<string[]> {
    return (await rows<{ id: string }>(tx, SERVICES_AT, [organisationId, locationId])).map(({ id }) => id);
  }

  private async refreshSome(tx: Tx, ids: readonly string[]): Promise<void> {
    const listed = await rows<ListedService & { id: string }>(tx, LISTED, [ids]);
    const [vocabulary, range] = [await this.vocabularyFor(tx, listed), this.rangeFrom(tx.at)];
    const facets = listed.map((service) => ({ id: service.id, ...columnsOf(facetsOf(service, vocabulary, range, this.env.OFFICE_ZONE)) }));
    await changed(tx, FACETS, [JSON.stringify(facets), range.to]);
  }

  /** By what listings are understood: terms mean what the taxonomies say they mean, or what their codes and names do. */
  async vocabularyFor(tx: Tx, listed: readonly Pick<ServiceRow, 'listing'>[]): Promise<Vocabulary> {
    const ids = listed.flatMap(({ listing }) => (listing.attributes ?? []).map(({ taxonomy_term, taxonomy_term_id }) => taxonomy_term?.id ?? taxonomy_term_id)).filter(Boolean);
    const known = ids.length === 0 ? [] : await rows<{ id: string; need: string | null }>(tx, MEANINGS, [[...new Set(ids)]]);
    return { ...this.vocabulary, needOf: understanding(this.reference.needs, new Map(known.map(({ id, need }) => [id, need]))) };
  }

  /** From the start of the office's day. */
  private rangeFrom(at: Date): Opening {
    const today = civilDateAt(at, this.env.OFFICE_ZONE);
    return { from: instantOf(today, 0, this.env.OFFICE_ZONE), to: instantOf(addDays(today, OPENINGS_AHEAD_DAYS), 0, this.env.OFFICE_ZONE) };
  }
}

async function put(tx: Tx, writing: Statement, things: readonly object[]): Promise<void> {
  for (let from = 0; from < things.length; from += AT_ONCE) await changed(tx, writing, [JSON.stringify(things.slice(from, from + AT_ONCE))]);
}

const columnsOf = ({ openings, doors, ...facets }: Facets): object => ({
  ...facets, openings: `{${openings.map(({ from, to }) => `[${from.toISOString()},${to.toISOString()})`).join(',')}}`,
  doors: doors.map(({ latitude, longitude }) => `(${latitude},${longitude})`),
});

/** A row that must be there; for this reader it is not. */
function found<R>(row: R | null): R {
  if (row === null) throw new NotFound();
  return row;
}
