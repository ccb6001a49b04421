import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The network: organisations, their services, where and when, how much room, agreements; and the wall between organisations. */
export class Organisations1763856000007 implements MigrationInterface {
  readonly name = 'Organisations1763856000007';

  async up(db: QueryRunner): Promise<void> {
    await db.query(LISTINGS);
    await db.query(ROOM);
    await db.query(DIRECTORY);
    await db.query(WALL);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

/** Fields that are asked for, shown or changed one by one are columns; whatever else HSDS says of a thing stays in its `listing`, as HSDS writes it. */
const LISTINGS = `
create table organisations (
  id uuid primary key,
  name text not null check (name <> ''),
  alternate_name text,
  description text not null default '',
  email text,
  website text,
  listing jsonb not null default '{}',
  -- Who it is to us: the language it is written to in, whose clock its promises run on, what it wants mails about.
  language text not null default 'fr' check (language in ('fr', 'en')),
  calendar text not null,
  mails text[] not null default array['referral', 'places', 'listing', 'agreement'],
  -- Some want never to be listed in public: the office still finds them.
  listed boolean not null default true,
  -- Nothing is asked of it up to and including this day.
  paused_until date,
  demo boolean not null default false,
  created_at timestamptz not null default office_now(),
  modified_at timestamptz not null,
  version int not null default 1
);
create index organisations_by_name on organisations (name, id);
create index organisations_paused on organisations (paused_until) where paused_until is not null;

create table services (
  organisation_id uuid not null references organisations,
  id uuid not null unique,
  primary key (organisation_id, id),
  name text not null check (name <> ''),
  alternate_name text,
  description text,
  email text,
  url text,
  status text not null check (status in ('active', 'inactive', 'defunct', 'temporarily closed')),
  closed_until date check (closed_until is null or status = 'temporarily closed'),
  alert text,
  eligibility_description text,
  minimum_age numeric check (minimum_age >= 0),
  maximum_age numeric check (maximum_age >= coalesce(minimum_age, 0)),
  assured_on date,
  assurer_email text,
  listing jsonb not null default '{}',
  -- Its place in the organisation's own list, when a directory that came in had one.
  position int,
  -- Who it is for, as rules: an empty list lets everybody in.
  for_statuses text[] not null default '{}',
  for_genders text[] not null default '{}' check (for_genders <@ array['female', 'male', 'other']),
  for_households text[] not null default '{}',
  for_languages text[] not null default '{}',
  for_boroughs text[] not null default '{}',
  -- A waiting list: whether one may join it, how many wait, how many weeks it takes.
  waitlist boolean not null default false,
  waitlist_size int check (waitlist_size >= 0),
  waitlist_weeks int check (waitlist_weeks >= 0),
  -- What is worked out from the rest whenever it is written, for searching: never written by hand.
  needs text[] not null default '{}',
  speaks text[] not null default '{}',
  serves text[] not null default '{}',
  openings tstzmultirange not null default '{}',
  openings_until timestamptz,
  -- Latitude and longitude of each door that one can go to.
  doors point[] not null default '{}',
  words text not null default '',
  demo boolean not null default false,
  created_at timestamptz not null default office_now(),
  modified_at timestamptz not null,
  version int not null default 1
);
create index services_by_need on services using gin (needs);
create index services_by_words on services using gin (words public.gin_trgm_ops);
create index services_by_name on services (name, id);

-- One place may be known to two organisations under one HSDS identity: each keeps its own word about it.
create table locations (
  organisation_id uuid not null references organisations,
  id uuid not null,
  primary key (organisation_id, id),
  name text,
  location_type text not null check (location_type in ('physical', 'postal', 'virtual')),
  latitude double precision,
  longitude double precision,
  borough text,
  listing jsonb not null default '{}',
  -- Its place in the organisation's own list; null for one that is only named by a service.
  position int,
  version int not null default 1,
  check ((latitude is null) = (longitude is null))
);
create table service_locations (
  organisation_id uuid not null,
  id uuid not null,
  primary key (organisation_id, id),
  service_id uuid not null,
  location_id uuid not null,
  listing jsonb not null default '{}',
  position int,
  unique (organisation_id, service_id, location_id),
  foreign key (organisation_id, service_id) references services (organisation_id, id) on delete cascade,
  foreign key (organisation_id, location_id) references locations (organisation_id, id) on delete cascade
);
create index service_locations_by_service on service_locations (service_id);

create trigger organisations_version before update on organisations for each row execute function raise_version();
-- What is worked out anew (openings, words) changes nothing that somebody said: only a write that says when raises the version.
create trigger services_version before update of modified_at, version on services for each row execute function raise_version();
create trigger locations_version before update on locations for each row execute function raise_version();
alter table people add constraint people_organisation foreign key (organisation_id) references organisations;
create index people_organisation on people (organisation_id) where organisation_id is not null;
-- Who is written to at an organisation; its coordinators first.
create view organisation_members with (security_invoker = true) as
  select organisation_id, id, email, name, 'coordinator' = any(roles) as coordinator from people where state = 'active' and organisation_id is not null;
select allow('office,worker', 'select', 'organisation_members');
-- Somebody is of the office or of one organisation, never both: that decides which wall they stand behind.
alter table people add constraint people_of_one_side check (
  (organisation_id is null and not roles && array['coordinator', 'member'])
  or (organisation_id is not null and roles <@ array['coordinator', 'member'] and cardinality(roles) > 0 and team_id is null));
`;

/** How much room there is, what was agreed, and the links that let somebody answer in one tap. */
const ROOM = `
create table places (
  organisation_id uuid not null,
  id uuid not null,
  primary key (organisation_id, id),
  service_id uuid not null,
  unit text not null check (unit <> ''),
  available int not null check (available >= 0),
  maximum int check (maximum >= 0),
  -- For whom these places are, when not for all.
  description text,
  updated_at timestamptz not null,
  updated_by uuid,
  source text not null check (source in ('organisation', 'link', 'office', 'import', 'referral')),
  listing jsonb not null default '{}',
  position int,
  version int not null default 1,
  foreign key (organisation_id, service_id) references services (organisation_id, id) on delete cascade
);
create index places_by_service on places (service_id);
create trigger places_version before update on places for each row execute function raise_version();

create table agreements (
  organisation_id uuid not null references organisations,
  id uuid not null unique,
  primary key (organisation_id, id),
  -- One service, or all of them.
  service_id uuid,
  terms text not null,
  -- The promised answer: so many, of what, on whose clock.
  answer_within int check (answer_within > 0),
  answer_unit text check (answer_unit in ('hours', 'days')),
  answer_clock text check (answer_clock in ('elapsed', 'business')),
  quota_per_month int check (quota_per_month > 0),
  priority_groups text[] not null default '{}',
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  remind_days int not null default 60 check (remind_days between 1 and 365),
  ended_at timestamptz,
  -- The end of which both sides were reminded: each end once.
  reminded_of date,
  demo boolean not null default false,
  created_at timestamptz not null default office_now(),
  version int not null default 1,
  check ((answer_within is null) = (answer_unit is null) and (answer_within is null) = (answer_clock is null)),
  foreign key (organisation_id, service_id) references services (organisation_id, id)
);
create index agreements_ending on agreements (ends_on) where ended_at is null;
create trigger agreements_version before update on agreements for each row execute function raise_version();

create table organisation_links (
  id uuid primary key,
  token_hash bytea not null unique,
  organisation_id uuid not null references organisations,
  service_id uuid not null,
  purpose text not null check (purpose in ('places', 'listing')),
  -- What is asked, so that the same question is never asked twice; and whom.
  question text not null,
  sent_to text[] not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  unique (service_id, purpose, question),
  foreign key (organisation_id, service_id) references services (organisation_id, id) on delete cascade
);
create unique index organisation_links_one_live on organisation_links (service_id, purpose) where revoked_at is null;
`;

/** The directory that comes in and goes out: taxonomies, and what was brought in. */
const DIRECTORY = `
create table taxonomies (
  id uuid primary key,
  listing jsonb not null
);
create table taxonomy_terms (
  id uuid primary key,
  taxonomy_id uuid references taxonomies,
  code text,
  name text not null,
  -- The need of ours that it means, if it means one.
  need text,
  listing jsonb not null
);
create index taxonomy_terms_by_taxonomy on taxonomy_terms (taxonomy_id, id);
create table organisation_imports (
  id uuid primary key,
  by_person uuid not null references people,
  file_name text not null,
  format text not null check (format in ('json', 'tabular')),
  state text not null check (state in ('refused', 'previewed', 'applied', 'discarded')),
  -- What was found, and what would change or has changed.
  report jsonb not null,
  -- What is to be written; kept only while somebody may still say yes.
  content jsonb check ((content is not null) = (state = 'previewed')),
  -- Of the changes that were shown: if they are others by the time somebody says yes, they are shown again.
  shown_digest text,
  created_at timestamptz not null,
  settled_at timestamptz,
  version int not null default 1
);
create trigger organisation_imports_version before update on organisation_imports for each row execute function raise_version();
create index organisation_imports_recent on organisation_imports (created_at desc, id desc);
`;

/**
 * The wall between organisations. Whoever acts for one sees the rows of that one, whatever the code asks for; the office and
 * the worker see all. Every foreign key between these tables carries the organisation, so that none can point across.
 */
const WALL = `
create function acting_organisation() returns uuid language sql stable as $$
  select nullif(current_setting('passerelle.organisation', true), '')::uuid
$$;
create function wall_off(relation text, owner_column text) returns void language plpgsql as $$
begin
  execute format('alter table %I enable row level security', relation);
  execute format('create policy own on %I to %I using (%I = (select acting_organisation())) with check (%I = (select acting_organisation()))',
    relation, current_setting('passerelle.role_organisation'), owner_column, owner_column);
  execute format('create policy office on %I to %I, %I using (true) with check (true)',
    relation, current_setting('passerelle.role_office'), current_setting('passerelle.role_worker'));
end $$;
select wall_off('organisations', 'id');
select wall_off(relation, 'organisation_id')
  from unnest(array['services', 'locations', 'service_locations', 'places', 'agreements', 'organisation_links']) as relation;

select allow('office,worker', 'select, insert, update', 'organisations');
select allow('office,worker', 'select, insert, update', 'services');
select allow('office,worker', 'select, insert, update, delete', 'locations');
select allow('office,worker', 'select, insert, update, delete', 'service_locations');
select allow('office,worker', 'select, insert, update, delete', 'places');
select allow('office,worker', 'select, insert, update', 'agreements');
select allow('office,worker', 'select, insert, update', 'organisation_links');
select allow('worker', 'delete', 'organisation_links');
select allow('organisation', 'select', 'organisations');
select allow('organisation', 'update (name, alternate_name, description, email, website, listing, language, mails, listed, paused_until, modified_at, version)', 'organisations');
select allow('organisation', 'select, insert', 'services');
-- Not when it came, from which its listing counts as confirmed, nor whose it is.
select allow('organisation', 'update (name, alternate_name, description, email, url, status, closed_until, alert, eligibility_description, minimum_age, maximum_age, assured_on, assurer_email, listing, position,
  for_statuses, for_genders, for_households, for_languages, for_boroughs, waitlist, waitlist_size, waitlist_weeks, needs, speaks, serves, openings, openings_until, doors, words, modified_at, version)', 'services');
select allow('organisation', 'select, insert, update, delete', 'locations');
select allow('organisation', 'select, insert, update, delete', 'service_locations');
select allow('organisation', 'select, insert, update, delete', 'places');
select allow('organisation', 'select', 'agreements');
-- Whoever holds a link marks that it was used; how long it lasts, and whether it opens at all, the office says.
select allow('organisation', 'select', 'organisation_links');
select allow('organisation', 'update (used_at)', 'organisation_links');
select allow('office,worker,organisation', 'select', 'taxonomies');
select allow('office,worker,organisation', 'select', 'taxonomy_terms');
select allow('office,worker', 'insert, update', 'taxonomies');
select allow('office,worker', 'insert, update', 'taxonomy_terms');
select allow('office,worker', 'select, insert, update', 'organisation_imports');

-- What an organisation does is told and mailed like what the office does; but facts and mails are about everybody, and mails
-- carry links that open doors: it adds to them without reading, and finds only its own people's keys.
create function deny(roles text, rights text, relation text) returns void language plpgsql as $$
declare who text;
begin
  foreach who in array string_to_array(roles, ',') loop
    execute format('revoke %s on %s from %I', rights, relation, current_setting('passerelle.role_' || who));
  end loop;
end $$;
select deny('organisation', 'select', relation) from unnest(array['facts', 'deliveries', 'mails']) as relation;
select allow('organisation', 'select (id, type)', 'facts');
select allow('organisation', 'select (key)', 'mails');
create function acting_person() returns uuid language sql stable as $$
  select nullif(current_setting('passerelle.actor', true), '')::uuid
$$;
alter table once_keys enable row level security;
do $$
begin
  execute format('create policy own on once_keys to %I using (actor_id = (select acting_person())) with check (actor_id = (select acting_person()))',
    current_setting('passerelle.role_organisation'));
  execute format('create policy office on once_keys to %I, %I using (true) with check (true)', current_setting('passerelle.role_office'), current_setting('passerelle.role_worker'));
end $$;
`;
