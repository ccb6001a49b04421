import { statement, type Statement } from '../../../libs/sql/sql.js';

/** A table's columns with the type of each and the property of its row. */
type Columns = Readonly<Record<string, readonly [type: string, property: string]>>;

const ORGANISATION: Columns = {
  id: ['uuid', 'id'], name: ['text', 'name'], alternate_name: ['text', 'alternateName'], description: ['text', 'description'], email: ['text', 'email'],
  website: ['text', 'website'], listing: ['jsonb', 'listing'], language: ['text', 'language'], calendar: ['text', 'calendar'], mails: ['text[]', 'mails'],
  listed: ['boolean', 'listed'], paused_until: ['date', 'pausedUntil'], demo: ['boolean', 'demo'], modified_at: ['timestamptz', 'modifiedAt'],
};
const SERVICE: Columns = {
  organisation_id: ['uuid', 'organisationId'], id: ['uuid', 'id'], name: ['text', 'name'], alternate_name: ['text', 'alternateName'],
  description: ['text', 'description'], email: ['text', 'email'], url: ['text', 'url'], status: ['text', 'status'], closed_until: ['date', 'closedUntil'],
  alert: ['text', 'alert'], eligibility_description: ['text', 'eligibilityDescription'], minimum_age: ['numeric', 'minimumAge'],
  maximum_age: ['numeric', 'maximumAge'], assured_on: ['date', 'assuredOn'], assurer_email: ['text', 'assurerEmail'], listing: ['jsonb', 'listing'],
  for_statuses: ['text[]', 'forStatuses'], for_genders: ['text[]', 'forGenders'], for_households: ['text[]', 'forHouseholds'],
  for_languages: ['text[]', 'forLanguages'], for_boroughs: ['text[]', 'forBoroughs'], waitlist: ['boolean', 'waitlist'],
  waitlist_size: ['int', 'waitlistSize'], waitlist_weeks: ['int', 'waitlistWeeks'], demo: ['boolean', 'demo'], modified_at: ['timestamptz', 'modifiedAt'],
  position: ['int', 'position'],
};
const LOCATION: Columns = {
  organisation_id: ['uuid', 'organisationId'], id: ['uuid', 'id'], name: ['text', 'name'], location_type: ['text', 'locationType'],
  latitude: ['double precision', 'latitude'], longitude: ['double precision', 'longitude'], borough: ['text', 'borough'], listing: ['jsonb', 'listing'],
  position: ['int', 'position'],
};
const SERVICE_LOCATION: Columns = {
  organisation_id: ['uuid', 'organisationId'], id: ['uuid', 'id'], service_id: ['uuid', 'serviceId'], location_id: ['uuid', 'locationId'], listing: ['jsonb', 'listing'],
  position: ['int', 'position'],
};

/** Writes any number of rows, given as one JSON array, in one statement: new ones are added, known ones take what is given. */
function writing(table: string, columns: Columns, key: readonly string[]): { readonly add: Statement; readonly put: Statement } {
  const names = Object.keys(columns);
  const shape = Object.values(columns).map(([type, property]) => `"${property}" ${type}`);
  const properties = Object.values(columns).map(([, property]) => `r."${property}"`);
  const insert = `insert into ${table} (${names.join(', ')}) select ${properties.join(', ')} from jsonb_to_recordset($1::jsonb) as r (${shape.join(', ')})`;
  const taken = names.filter((name) => !key.includes(name) && name !== 'demo').map((name) => `${name} = excluded.${name}`);
  return {
    add: statement(`${table}.add`, insert),
    put: statement(`${table}.put`, `${insert} on conflict (${key.join(', ')}) do update set ${taken.join(', ')}`),
  };
}

export const ORGANISATIONS = writing('organisations', ORGANISATION, ['id']);
export const SERVICES = writing('services', SERVICE, ['organisation_id', 'id']);
export const LOCATIONS = writing('locations', LOCATION, ['organisation_id', 'id']);
export const SERVICE_LOCATIONS = writing('service_locations', SERVICE_LOCATION, ['organisation_id', 'id']);

/** What the facets of some services are worked out of. */
export const LISTED = statement('services.listed', `
  select s.id, s.name, s.alternate_name as "alternateName", s.description, s.listing, o.name as "organisationName",
    coalesce((select jsonb_agg(jsonb_build_object('listing', sl.listing, 'location', jsonb_build_object('locationType', l.location_type, 'latitude', l.latitude, 'longitude', l.longitude, 'listing', l.listing)) order by sl.id)
      from service_locations sl join locations l on l.organisation_id = sl.organisation_id and l.id = sl.location_id
      where sl.service_id = s.id and sl.organisation_id = s.organisation_id), '[]') as there
  from services s join organisations o on o.id = s.organisation_id where s.id = any($1::uuid[]) order by s.id`);

/** What the terms of the taxonomies mean among our needs. */
export const MEANINGS = statement('taxonomy-terms.meanings', 'select id, need from taxonomy_terms where id = any($1::uuid[])');

/** Keeps what was worked out; no version is raised, for nobody said anything new. */
export const FACETS = statement('services.facets', `
  update services s set needs = r.needs, speaks = r.speaks, serves = r.serves, openings = r.openings::tstzmultirange, openings_until = $2, doors = r.doors, words = fold(r.words)
  from jsonb_to_recordset($1::jsonb) as r (id uuid, needs text[], speaks text[], serves text[], openings text, doors point[], words text) where s.id = r.id`);

export const SERVICES_OF = statement('services.of-organisations', 'select id from services where organisation_id = any($1::uuid[]) order by id');
export const SERVICES_AT = statement('services.at-location', 'select service_id as id from service_locations where organisation_id = $1 and location_id = $2 order by service_id');
