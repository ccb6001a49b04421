import { Injectable } from '@nestjs/common';
import { type Keyset, keyset, keysOf } from '../../../libs/http/keyset.js';
import { isId } from '../../../libs/sql/id.js';
import { rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { assuranceCutoffs } from './assurance.rules.js';
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import type { OrganisationsQuery } from './listings.dto.js';

/** An organisation as the list shows it: what of it runs, and how far its listings may be believed. */
export interface OrganisationLine {
  readonly id: string;
  readonly name: string;
  readonly alternateName: string | null;
  readonly listed: boolean;
  readonly pausedUntil: string | null;
  readonly demo: boolean;
  /** How many of its services run. */
  readonly running: number;
  /** What those answer, and in which languages. */
  readonly needs: readonly string[];
  readonly languages: readonly string[];
  /** Since when the oldest word about one that runs has stood. */
  readonly since: string | null;
  /** How many of them nobody has confirmed for too long. */
  readonly stale: number;
}

/** What is known of a service beside its own row. */
export interface ServiceFacts {
  readonly id: string;
  /** The day it was last confirmed or, if it never was, the day it came. */
  readonly since: CivilDate;
  /** Its present or next opening, as far as they are worked out. */
  readonly opening: { readonly from: string; readonly to: string } | null;
  readonly locationIds: readonly string[];
}

const RUNS = "s.status in ('active', 'temporarily closed')";
const SINCE = 'coalesce(s.assured_on, (s.created_at at time zone $2)::date)';

const LIST = statement('organisations.list', `
  select o.id, o.name, o.alternate_name as "alternateName", o.listed, o.paused_until as "pausedUntil", o.demo, k.*
  from organisations o cross join lateral (
    select count(*)::int as running, min(${SINCE}) as since, count(*) filter (where ${SINCE} <= $3::date)::int as stale,
      coalesce((select array_agg(distinct need) from services s, unnest(s.needs) as need where s.organisation_id = o.id and ${RUNS}), '{}') as needs,
      coalesce((select array_agg(distinct tag) from services s, unnest(s.speaks) as tag where s.organisation_id = o.id and ${RUNS}), '{}') as languages
    from services s where s.organisation_id = o.id and ${RUNS}) k
  where ($1::uuid is null or (o.name, o.id) > (select l.name, l.id from organisations l where l.id = $1))
    and ($4::text is null or strpos(fold(o.name || ' ' || coalesce(o.alternate_name, '')), fold($4)) > 0)
    and ($5::text is null or exists (select from services s where s.organisation_id = o.id and ${RUNS} and s.needs @> array[$5]))
    and (case $6::text when 'stale' then k.stale > 0 when 'paused' then o.paused_until >= $7::date when 'unlisted' then not o.listed when 'empty' then k.running = 0 else true end)
  order by o.name, o.id limit $8`);

const FACTS = (which: string): string => `
  select s.id, ${SINCE} as since,
    (select jsonb_build_object('from', lower(r), 'to', upper(r)) from unnest(s.openings) as r where upper(r) > $3 order by r limit 1) as opening,
    coalesce((select jsonb_agg(sl.location_id order by sl.position, sl.id) from service_locations sl where sl.organisation_id = s.organisation_id and sl.service_id = s.id), '[]') as "locationIds"
  from services s where ${which} = $1`;
const OF_ORGANISATION = statement('services.facts-of-organisation', FACTS('s.organisation_id'));
const OF_SERVICE = statement('services.facts', FACTS('s.id'));

/** Lists of the network, and what is known of services beside their rows. */
@Injectable()
export class ListingsQueries {
  async organisations(tx: Tx, { after, limit, q, need, standing }: OrganisationsQuery, { today, zone }: { readonly today: CivilDate; readonly zone: string }): Promise<Keyset<OrganisationLine>> {
    const [last] = keysOf(after, 1) ?? [null];
    const found = await rows<OrganisationLine>(tx, LIST, [isId(last) ? last : null, zone, assuranceCutoffs(today).due, q || null, need ?? null, standing ?? null, today, limit + 1]);
    return keyset(found, limit, ({ id }) => [id]);
  }

  /** What is known of all services of an organisation, by their identities. */
  async factsOfOrganisation(tx: Tx, organisationId: string, zone: string): Promise<ReadonlyMap<string, ServiceFacts>> {
    return new Map((await rows<ServiceFacts>(tx, OF_ORGANISATION, [organisationId, zone, tx.at])).map((facts) => [facts.id, facts]));
  }

  async factsOf(tx: Tx, serviceId: string, zone: string): Promise<ServiceFacts | undefined> {
    return (await rows<ServiceFacts>(tx, OF_SERVICE, [serviceId, zone, tx.at]))[0];
  }
}
