import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type Change, type Differences, differencesOf } from './differences.rules.js';
import { ReadNetwork } from './read-network.js';
import { canonical, layOver, type Network } from './network.rules.js';
import type { ObjectName } from './objects.rules.js';
import { networkOfRows, type OrganisationRows, rowsOfNetwork } from './rows.rules.js';

/** A fault that only shows beside what is here. */
export interface FaultHere {
  readonly object: ObjectName;
  readonly id: string;
  readonly field: string;
  readonly code: string;
  readonly value?: string | undefined;
}

/** One organisation of an import, weighed. */
export interface WeighedOrganisation extends Differences {
  readonly id: string;
  readonly isNew: boolean;
  /** The rows that would be written: those that are new or change. */
  readonly rows: OrganisationRows;
}

/** An import beside what is here. */
export interface WeighedImport {
  readonly faults: readonly FaultHere[];
  readonly organisations: readonly WeighedOrganisation[];
  /** Of all changes: the same while nothing that matters to them is changed by somebody else. */
  readonly digest: string;
}

const OWNERS = statement('hsds.owners', `
  select 'service' as object, id, organisation_id as "organisationId" from services where id = any($1::uuid[])
  union all select 'service_at_location', id, organisation_id from service_locations where id = any($2::uuid[])
  union all select 'service_capacity', id, organisation_id from places where id = any($3::uuid[])`);

/** Lays an import over what is here, and says what would change, what cannot be, and what would be written. */
@Injectable()
export class WeighImport {
  constructor(private readonly network: ReadNetwork, @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_CALENDAR'>) {}

  /** `lock`: holds the organisations until the transaction ends. */
  async run(tx: Tx, came: readonly Network[], { nullsTakeBack, lock }: { readonly nullsTakeBack: boolean; readonly lock: boolean }): Promise<WeighedImport> {
    const here = await this.network.organisations(tx, came.map(({ id }) => id), { lock });
    const faults = await this.foreign(tx, came);
    const organisations: WeighedOrganisation[] = [];
    const digest = createHash('sha256');
    for (const one of came) {
      const before = here.get(one.id);
      const weighed = this.weigh(tx, before, one, nullsTakeBack);
      faults.push(...weighed.faults);
      organisations.push(weighed.organisation);
      digest.update(canonical([one.id, weighed.organisation.changes]));
      await turn();
    }
    return { faults, organisations, digest: digest.digest('hex') };
  }

  private weigh(tx: Tx, before: OrganisationRows | undefined, came: Network, nullsTakeBack: boolean): { organisation: WeighedOrganisation; faults: FaultHere[] } {
    const here = before && networkOfRows(before);
    const after = layOver(here, came, { nullsTakeBack });
    const faults = faultsOf(after, came);
    const differences = differencesOf(here, came, after);
    const by = tx.by.kind === 'person' ? tx.by.personId : null;
    const all = rowsOfNetwork(after, { at: tx.at, calendar: this.env.OFFICE_CALENDAR, by }, before);
    return { faults, organisation: { id: came.id, isNew: before === undefined, ...differences, rows: onlyChanged(all, differences.changes, here, after) } };
  }

  /** Identities that belong to something of another organisation here. */
  private async foreign(tx: Tx, came: readonly Network[]): Promise<FaultHere[]> {
    const ids = (pick: (network: Network) => Iterable<string>): string[] => came.flatMap((network) => [...pick(network)]);
    const owners = await rows<{ object: ObjectName; id: string; organisationId: string }>(tx, OWNERS, [
      ids(({ services }) => services.keys()), ids(({ at }) => at.keys()), ids(({ rooms }) => rooms.keys())]);
    const known = new Map(owners.map(({ object, id, organisationId }) => [`${object} ${id}`, organisationId]));
    return came.flatMap(({ id: organisationId, services, at, rooms }) => {
      const all: [ObjectName, Iterable<string>][] = [['service', services.keys()], ['service_at_location', at.keys()], ['service_capacity', rooms.keys()]];
      return all.flatMap(([object, those]) => [...those].filter((id) => (known.get(`${object} ${id}`) ?? organisationId) !== organisationId)
        .map((id): FaultHere => ({ object, id, field: 'id', code: 'owned-here', value: id })));
    });
  }
}

/** What would not be right once the document is laid over what is here. */
function faultsOf(after: Network, came: Network): FaultHere[] {
  const faults: FaultHere[] = [];
  if (!after.organization) {
    for (const id of came.services.keys()) faults.push({ object: 'service', id, field: 'organization_id', code: 'unknown-organisation', value: after.id });
  }
  for (const id of came.services.keys()) {
    const { minimum_age: youngest, maximum_age: oldest } = after.services.get(id) ?? {};
    if (typeof youngest === 'number' && typeof oldest === 'number' && oldest < youngest) faults.push({ object: 'service', id, field: 'maximum_age', code: 'ages-here', value: `${youngest} > ${oldest}` });
  }
  const pairs = new Map<string, string>();
  for (const [id, { serviceId, locationId }] of after.at) {
    if (!after.locations.has(locationId)) faults.push({ object: 'service_at_location', id, field: 'location_id', code: 'links-to-nothing', value: locationId });
    const pair = `${serviceId} ${locationId}`;
    const other = pairs.get(pair);
    if (other !== undefined) faults.push({ object: 'service_at_location', id: came.at.has(id) ? id : other, field: 'id', code: 'same-place-twice', value: id });
    pairs.set(pair, id);
  }
  return faults;
}

/** Rows that say what is said already are not written: nobody's version is raised for nothing. */
function onlyChanged(all: OrganisationRows, changes: readonly Change[], here: Network | undefined, after: Network): OrganisationRows {
  const changed = new Set(changes.map(({ object, id }) => `${object} ${id}`));
  const moved = (pick: (network: Network) => Iterable<string>): boolean => {
    const order = [...pick(after)].join(' ');
    return here !== undefined && [...pick(here)].join(' ') !== order;
  };
  const [services, locations] = [moved((one) => one.services.keys()), moved((one) => one.listed)];
  const [ats, rooms] = [moved((one) => one.at.keys()), moved((one) => one.rooms.keys())];
  return {
    organisation: all.organisation,
    services: all.services.filter(({ id }) => services || changed.has(`service ${id}`)),
    locations: all.locations.filter(({ id }) => locations || changed.has(`location ${id}`)),
    serviceLocations: all.serviceLocations.filter(({ id }) => ats || changed.has(`service_at_location ${id}`)),
    places: all.places.filter(({ id }) => rooms || changed.has(`service_capacity ${id}`)),
  };
}
