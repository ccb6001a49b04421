import { statement, type Statement } from '../../../libs/sql/sql.js';
import { ASSURED_DAYS, GRACE_DAYS } from '../listings/assurance.rules.js';
import { Asking } from '../search/asking.js';

/** What somebody looks for in the public directory. */
export interface DirectoryQuestion {
  readonly need?: string | undefined;
  readonly language?: string | undefined;
  readonly borough?: string | undefined;
  readonly open: boolean;
  readonly after: readonly (string | number | null)[] | null;
}

/** How many services a page of the directory shows: enough to choose from, few enough for a slow telephone. */
export const PAGE = 20;
/** Counted no further than this. */
export const COUNTED = 1_000;
const DAYS_SHOWN = 7;

const PRESENT = (zone: string): string => `present as materialized (
    select now, (now at time zone ${zone})::date as today from (select office_now() as now offset 0) as n)`;

/** What the public sees: services that run, of organisations that want to be listed, and that somebody confirmed not too long ago. */
const listedSql = (zone: string): string => `o.listed and (s.status = 'active' or s.status = 'temporarily closed' and s.closed_until < t.today)
      and coalesce(s.assured_on, (s.created_at at time zone ${zone})::date) > t.today - ${ASSURED_DAYS + GRACE_DAYS}`;

const FIRST_DOOR = `(select json_build_object('name', l.name, 'borough', l.borough, 'address', l.listing #> '{addresses,0}')
      from service_locations sl join locations l on l.organisation_id = sl.organisation_id and l.id = sl.location_id
      where sl.organisation_id = s.organisation_id and sl.service_id = s.id and l.location_type = 'physical' order by sl.position nulls last, sl.id limit 1)`;
const OPENING = `(select json_build_object('from', lower(span), 'to', upper(span)) from unnest(s.openings) as span where upper(span) > t.now limit 1)`;

/** A page of the directory by name, as JSON with one service too many; how many there are; the present. */
export function directoryStatement({ need, language, borough, open, after }: DirectoryQuestion, officeZone: string): { readonly asked: Statement; readonly values: unknown[] } {
  const asking = new Asking();
  const zone = asking.value('text', officeZone);
  const wanted = [
    need && `s.needs && array[${asking.value('text', need)}]`,
    language && `s.speaks && array[${asking.value('text', language)}]`,
    borough && `(s.serves = '{}' or ${asking.value('text', borough)} = any(s.serves))`,
    open && 's.openings @> t.now',
  ].filter(Boolean);
  const from = `from present t cross join services s join organisations o on o.id = s.organisation_id where ${[listedSql(zone), ...wanted].join(' and ')}`;
  const further = after ? ` and (s.name, s.id) > (${asking.value('text', after[0])}, ${asking.value('uuid', after[1])})` : '';
  const shape = [need, language, borough, open, after].map((used) => (used ? '1' : '0')).join('');
  return {
    asked: statement(`directory.list.${shape}`, `
  with ${PRESENT(zone)}
  select (select now from present) as at, (select count(*)::int from (select ${from} limit ${COUNTED + 1}) as counted) as count,
    (select coalesce(json_agg(item), '[]') from (
      select json_build_object('id', s.id, 'name', s.name, 'organisation', o.name, 'needs', s.needs, 'speaks', s.speaks, 'opening', ${OPENING}, 'door', ${FIRST_DOOR},
        'phone', coalesce(s.listing #>> '{phones,0,number}', o.listing #>> '{phones,0,number}')) as item
      ${from}${further} order by s.name, s.id limit ${PAGE} + 1) as page) as items`),
    values: asking.values,
  };
}

/** One listed service with all that the public may know of it. $1 the office's zone, $2 which. */
export const LISTED_SERVICE = statement('directory.service', `
  with ${PRESENT('$1::text')}
  select t.now as at, json_build_object('id', s.id, 'name', s.name, 'organisation', o.name, 'description', s.description, 'alert', s.alert, 'email', coalesce(s.email, o.email),
    'url', coalesce(s.url, o.website), 'needs', s.needs, 'speaks', s.speaks, 'serves', s.serves, 'assuredOn', s.assured_on,
    'eligibility', s.eligibility_description, 'minimumAge', s.minimum_age, 'maximumAge', s.maximum_age, 'application', s.listing ->> 'application_process',
    'fees', coalesce(s.listing ->> 'fees_description', s.listing ->> 'fees'), 'costs', coalesce(s.listing -> 'cost_options', '[]'), 'documents', coalesce(s.listing -> 'required_documents', '[]'),
    'interpretation', s.listing ->> 'interpretation_services', 'hasHours', s.openings <> '{}', 'opening', ${OPENING},
    'openings', (select coalesce(json_agg(json_build_object('from', lower(span), 'to', upper(span))), '[]') from unnest(s.openings) as span
      where upper(span) > t.today::timestamp at time zone $1::text and lower(span) < (t.today + ${DAYS_SHOWN})::timestamp at time zone $1::text),
    'phones', coalesce(s.listing -> 'phones', o.listing -> 'phones', '[]'),
    'doors', (select coalesce(json_agg(json_build_object('name', l.name, 'borough', l.borough, 'address', l.listing #> '{addresses,0}', 'transportation', l.listing ->> 'transportation',
        'accessibility', coalesce(l.listing -> 'accessibility', '[]')) order by sl.position nulls last, sl.id), '[]')
      from service_locations sl join locations l on l.organisation_id = sl.organisation_id and l.id = sl.location_id
      where sl.organisation_id = s.organisation_id and sl.service_id = s.id and l.location_type = 'physical')) as service
  from present t cross join services s join organisations o on o.id = s.organisation_id where s.id = $2::uuid and ${listedSql('$1::text')}`);
