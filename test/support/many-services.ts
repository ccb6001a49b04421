import type { Sql } from './many-cases.js';

const id = (kind: string, n: number): string => `0191${kind.padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const idSql = (kind: string, n: string): string => `('0191${kind.padStart(4, '0')}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const SERVICES_EACH = 5;

/** The codes that needs, languages and boroughs are drawn from; the same number gives the same network. */
const NEEDS = ['SHELTER', 'HOUSING', 'FOOD', 'GOODS', 'INCOME', 'FINANCE', 'HEALTH_COVER', 'HEALTH', 'MENTAL', 'PERINATAL', 'CHILDCARE', 'SCHOOL', 'FRENCH', 'ENGLISH', 'INTERPRET',
  'WORK', 'SKILLS', 'RIGHTS_WORK', 'STATUS', 'LEGAL', 'SAFETY', 'DISCRIM', 'FAMILY', 'DISABILITY', 'SENIORS', 'TRANSIT', 'DIGITAL', 'COMMUNITY', 'CULTURE', 'CIVIC'];
const LANGUAGES = ['fr-CA', 'en-CA', 'es', 'ar', 'uk', 'fa-AF', 'ht'];
const BOROUGHS = ['ville-marie', 'verdun', 'lachine', 'anjou', 'saint-laurent'];
const list = (values: readonly string[]): string => `array[${values.map((value) => `'${value}'`).join(', ')}]`;

/** Who is in the network. */
export interface ManyServices {
  readonly organisationId: (n: number) => string;
  readonly serviceId: (n: number) => string;
  readonly needs: readonly string[];
}

/** Fills the network: five services an organisation, each with two needs, some languages, one place to go, hours, and figures of room. */
export async function manyServices(sql: Sql, services: number): Promise<ManyServices> {
  await sql(`begin; set local session_replication_role = replica; ${rows(services)}; commit`);
  for (const table of ['organisations', 'services', 'locations', 'service_locations', 'places']) await sql(`vacuum analyze ${table}`);
  return { organisationId: (n) => id('20', n), serviceId: (n) => id('21', n), needs: NEEDS };
}

const rows = (count: number): string => `
  insert into organisations (id, name, calendar, paused_until, modified_at)
  select ${idSql('20', 'n')}, 'Organisme ' || n, 'mtl-counter', case when n % 20 = 0 then current_date + 9 end, now() from generate_series(1, ${Math.ceil(count / SERVICES_EACH)}) as n;
  insert into services (organisation_id, id, name, description, status, assured_on, listing, for_statuses, minimum_age, for_genders, for_households, waitlist, needs, speaks, serves,
    openings, openings_until, doors, words, modified_at)
  select ${idSql('20', `(n + ${SERVICES_EACH - 1}) / ${SERVICES_EACH}`)}, ${idSql('21', 'n')}, 'Service ' || n || ' d’accueil', repeat('Accompagnement et écoute. ', 6),
    case when n % 25 = 0 then 'inactive' else 'active' end, current_date - (n % 200)::int,
    jsonb_build_object('phones', jsonb_build_array(jsonb_build_object('id', gen_random_uuid(), 'number', '514-555-01' || lpad((n % 100)::text, 2, '0'))),
      'schedules', (select jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'freq', 'WEEKLY', 'byday', d, 'opens_at', '09:00', 'closes_at', '17:00')) from unnest(array['MO', 'TU', 'WE', 'TH']) as d)),
    case when n % 4 = 0 then array['ASYLUM', 'REF_GAR'] else '{}' end, case when n % 3 = 0 then 18 end, case when n % 11 = 0 then array['female'] else '{}' end,
    case when n % 7 = 0 then array['family', 'single_parent'] else '{}' end, n % 6 = 0,
    array[(${list(NEEDS)})[1 + n % ${NEEDS.length}], (${list(NEEDS)})[1 + (n * 7 + 3) % ${NEEDS.length}]],
    (select array_agg(distinct tag) from unnest(array['fr-CA', (${list(LANGUAGES)})[1 + n % ${LANGUAGES.length}], (${list(LANGUAGES)})[1 + (n / 7) % ${LANGUAGES.length}]]) as tag),
    case when n % 2 = 0 then array[(${list(BOROUGHS)})[1 + n / 2 % ${BOROUGHS.length}]] else '{}' end,
    (select range_agg(tstzrange(date_trunc('day', now()) + d * interval '1 day' + interval '14 hours', date_trunc('day', now()) + d * interval '1 day' + interval '22 hours')) from generate_series(0, 59) as d where (d + n) % 7 < 5),
    now() + interval '60 days', array[point(45.4 + (n % 250) / 1000.0, -73.8 + (n * 7 % 300) / 1000.0)], fold('service ' || n || ' d’accueil · organisme ' || (n + 4) / 5 || ' · accompagnement et écoute'), now()
  from generate_series(1, ${count}) as n;
  insert into locations (organisation_id, id, name, location_type, latitude, longitude, borough, listing)
  select organisation_id, ${idSql('22', 'n')}, 'Pavillon ' || n, 'physical', 45.4 + (n % 250) / 1000.0, -73.8 + (n * 7 % 300) / 1000.0, (${list(BOROUGHS)})[1 + n % ${BOROUGHS.length}],
    jsonb_build_object('addresses', jsonb_build_array(jsonb_build_object('address_1', n || ', rue des Érables', 'city', 'Montréal')))
  from generate_series(1, ${count}) as n join services s on s.id = ${idSql('21', 'n')};
  insert into service_locations (organisation_id, id, service_id, location_id)
  select organisation_id, ${idSql('23', 'n')}, s.id, ${idSql('22', 'n')} from generate_series(1, ${count}) as n join services s on s.id = ${idSql('21', 'n')};
  insert into places (organisation_id, id, service_id, unit, available, maximum, updated_at, source)
  select organisation_id, ${idSql('24', 'n * 2 + k')}, s.id, 'places', (n + k) % 9, 20, now() - (n % 30) * interval '1 day', 'organisation'
  from generate_series(1, ${count}) as n cross join generate_series(0, 1) as k join services s on s.id = ${idSql('21', 'n')} where (n + k) % 5 > 0`;
