import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may come in: people, teams, duty, sessions, links and tokens. */
export class Accounts1763856000002 implements MigrationInterface {
  readonly name = 'Accounts1763856000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(SQL);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const SQL = `
create table teams (
  id uuid primary key,
  name text not null unique check (name <> ''),
  calendar text not null,
  lead_id uuid,
  demo boolean not null default false,
  version int not null default 1
);
create table people (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null check (name <> ''),
  language text not null default 'fr' check (language in ('fr', 'en')),
  theme text check (theme in ('light', 'dark')),
  roles text[] not null check (roles <@ array['caseworker', 'team_lead', 'manager', 'privacy_officer', 'administrator', 'coordinator', 'member']),
  team_id uuid references teams,
  organisation_id uuid,
  languages text[] not null default '{}',
  phone text,
  state text not null check (state in ('invited', 'active', 'disabled')),
  password_hash text,
  password_changed_at timestamptz,
  demo boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  version int not null default 1,
  check (state <> 'active' or password_hash is not null)
);
create index people_team on people (team_id) where state = 'active';
alter table teams add constraint teams_lead foreign key (lead_id) references people deferrable initially deferred;
create trigger teams_version before update on teams for each row execute function raise_version();
create trigger people_version before update on people for each row execute function raise_version();

-- Who answers after hours (on_call) and who stands in for an absent colleague (cover).
create table duties (
  id uuid primary key,
  kind text not null check (kind in ('on_call', 'cover')),
  person_id uuid not null references people,
  team_id uuid references teams,
  for_person_id uuid references people,
  from_at timestamptz not null,
  until_at timestamptz not null,
  check (from_at < until_at),
  check ((kind = 'cover') = (for_person_id is not null)),
  check (person_id is distinct from for_person_id)
);
create index duties_now on duties (until_at, from_at);

-- Opaque 256-bit tokens are stored hashed; a stolen table opens no door.
create table sessions (
  token_hash bytea primary key,
  id uuid not null unique,
  person_id uuid not null references people,
  created_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  agent text
);
create index sessions_person on sessions (person_id) where ended_at is null;
create table personal_links (
  id uuid primary key,
  token_hash bytea not null unique,
  purpose text not null check (purpose in ('invitation', 'password_reset')),
  person_id uuid not null references people,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index personal_links_person on personal_links (person_id);
create table api_tokens (
  id uuid primary key,
  token_hash bytea not null unique,
  name text not null,
  person_id uuid not null references people,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index api_tokens_person on api_tokens (person_id);
create table sign_in_throttle (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

select allow('office,worker', 'select, insert, update', 'teams');
select allow('office,worker', 'select, insert, update', 'people');
select allow('office,worker', 'select, insert, update, delete', 'duties');
select allow('office', 'select, insert, update', 'sessions');
select allow('worker', 'select, update, delete', 'sessions');
select allow('office,worker', 'select, insert, update', 'personal_links');
select allow('worker', 'delete', 'personal_links');
select allow('office', 'select, insert, update', 'api_tokens');
select allow('office', 'select, insert, update, delete', 'sign_in_throttle');
select allow('worker', 'select, delete', 'sign_in_throttle');
`;
