import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import { civilDateAt } from '../../../libs/calendar/zone.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { mayLookThrough, maySee } from '../organisations.policy.js';
import { listingState, type ListingState } from './assurance.rules.js';
import { type Hours, hoursOf } from './hours.rules.js';
import type { OrganisationsQuery } from './listings.dto.js';
import { ListingsQueries, type OrganisationLine, type ServiceFacts } from './listings.queries.js';
import { ListingsStore } from './listings.store.js';
import { type LocationSaid, saidOfLocation } from './location.rules.js';
import type { LocationRow } from './location.entity.js';
import type { OrganisationRow } from './organisation.entity.js';
import { linesOf, type Phone, phonesOf } from './pieces.rules.js';
import { saidOf, type ServiceSaid } from './service.rules.js';
import type { ServiceRow } from './service.entity.js';

/** When a service is open next, or until when it is now. */
export interface Opening { readonly from: Date; readonly to: Date }

/** A service among others of its organisation. */
export interface ServiceLine extends Pick<ServiceRow, 'id' | 'name' | 'status' | 'closedUntil' | 'alert' | 'needs' | 'assuredOn' | 'version'> {
  readonly languages: readonly string[];
  /** Empty for the whole city. */
  readonly boroughs: readonly string[];
  readonly since: CivilDate;
  readonly listingState: ListingState;
  readonly opening: Opening | null;
  readonly locationIds: readonly string[];
}

/** A place of an organisation. */
export type LocationSheet = Pick<LocationRow, 'id' | 'version'> & Omit<LocationSaid, 'name'> & { readonly name: string | null };

/** An organisation with everything that it gives and where. */
export interface OrganisationSheet extends Pick<OrganisationRow, 'id' | 'name' | 'alternateName' | 'description' | 'email' | 'website' | 'language' | 'calendar' | 'mails' | 'listed' | 'pausedUntil' | 'modifiedAt' | 'demo' | 'version'> {
  readonly phones: readonly Phone[];
  readonly programmes: readonly string[];
  readonly services: readonly ServiceLine[];
  readonly locations: readonly LocationSheet[];
}

/** A service, as it says itself, with what we know of it. */
export interface ServiceSheet extends ServiceSaid, Pick<ServiceRow, 'id' | 'organisationId' | 'assuredOn' | 'assurerEmail' | 'modifiedAt' | 'demo' | 'version'> {
  readonly organisationName: string;
  /** The names of the organisation's programmes. */
  readonly programmes: readonly string[];
  readonly hours: Hours;
  readonly since: CivilDate;
  readonly listingState: ListingState;
  readonly opening: Opening | null;
  readonly locationIds: readonly string[];
  /** The organisation's places, with the hours that hold there only where the service is given there. */
  readonly locations: readonly (LocationSheet & { readonly hours: Hours | null })[];
}

/** Looks at the network's listings, for whoever may see them. What is somebody else's is answered as what does not exist. */
@Injectable()
export class ReadListings {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly queries: ListingsQueries,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** The organisations that a question is about, and which day it is. */
  list(by: Actor, query: OrganisationsQuery): Promise<Keyset<OrganisationLine>> {
    if (!mayLookThrough(by)) throw new Forbidden();
    return this.transactions.read(by, (tx) => this.queries.organisations(tx, query, { today: this.today(tx), zone: this.env.OFFICE_ZONE }));
  }

  organisation(by: Actor, id: string): Promise<OrganisationSheet> {
    return this.transactions.read(by, (tx) => this.organisationWithin(tx, id));
  }

  service(by: Actor, id: string): Promise<ServiceSheet> {
    return this.transactions.read(by, (tx) => this.serviceWithin(tx, id));
  }

  /** As `organisation`, in the transaction of a page that shows more. */
  async organisationWithin(tx: Tx, id: string): Promise<OrganisationSheet> {
    const row = await this.store.organisation(tx, id);
    if (!maySee(tx.by, row.id)) throw new NotFound();
    const [services, facts, locations] = [await this.store.servicesOf(tx, id), await this.queries.factsOfOrganisation(tx, id, this.env.OFFICE_ZONE), await this.store.locationsOf(tx, id)];
    const { name, alternateName, description, email, website, language, calendar, mails, listed, pausedUntil, modifiedAt, demo, version, listing } = row;
    return {
      id, name, alternateName, description, email, website, language, calendar, mails, listed, pausedUntil, modifiedAt, demo, version, phones: phonesOf(listing.phones), programmes: linesOf('name', listing.programs),
      services: services.map((service) => this.lineOf(service, facts.get(service.id), this.today(tx))), locations: locations.map(sheetOf),
    };
  }

  /** As `service`, in the transaction of a page that shows more. */
  async serviceWithin(tx: Tx, id: string): Promise<ServiceSheet> {
    const row = await this.store.service(tx, id);
    if (!maySee(tx.by, row.organisationId)) throw new NotFound();
    const organisation = await this.store.organisation(tx, row.organisationId);
    const facts = await this.queries.factsOf(tx, id, this.env.OFFICE_ZONE);
    const there = new Map((await this.store.serviceLocationsOf(tx, row.organisationId)).filter(({ serviceId }) => serviceId === id).map((each) => [each.locationId, each]));
    const locations = await this.store.locationsOf(tx, row.organisationId);
    const today = this.today(tx);
    const { organisationId, assuredOn, assurerEmail, modifiedAt, demo, version } = row;
    return {
      ...saidOf(row, { vocabulary: await this.store.vocabularyFor(tx, [row]), programmes: organisation.listing.programs ?? [] }),
      id, organisationId, organisationName: organisation.name, programmes: linesOf('name', organisation.listing.programs), assuredOn, assurerEmail, modifiedAt, demo, version, hours: hoursOf(row.listing.schedules, today), ...knownOf(facts, today),
      locations: locations.map((location) => { const given = there.get(location.id); return { ...sheetOf(location), hours: given ? hoursOf(given.listing.schedules, today) : null }; }),
    };
  }

  private lineOf(row: ServiceRow, facts: ServiceFacts | undefined, today: CivilDate): ServiceLine {
    const { id, name, status, closedUntil, alert, needs, assuredOn, version, speaks: languages, serves: boroughs } = row;
    return { id, name, status, closedUntil, alert, needs, assuredOn, version, languages, boroughs, ...knownOf(facts, today) };
  }

  private today(tx: Tx): CivilDate {
    return civilDateAt(tx.at, this.env.OFFICE_ZONE);
  }
}

function knownOf(facts: ServiceFacts | undefined, today: CivilDate): Pick<ServiceLine, 'since' | 'listingState' | 'opening' | 'locationIds'> {
  const since = facts?.since ?? today;
  const opening = facts?.opening ?? null;
  return { since, listingState: listingState(since, today), opening: opening && { from: new Date(opening.from), to: new Date(opening.to) }, locationIds: facts?.locationIds ?? [] };
}

const sheetOf = (location: LocationRow): LocationSheet => ({ id: location.id, version: location.version, ...saidOfLocation(location) });
