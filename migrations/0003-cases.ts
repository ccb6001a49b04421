import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The household's file: newcomers, ways to reach them, needs, consents, notes and the timeline. */
export class Cases1763856000003 implements MigrationInterface {
  readonly name = 'Cases1763856000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(SQL);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const SQL = `
create sequence case_numbers;
create table cases (
  id uuid primary key,
  number text not null unique,
  state text not null check (state in ('expected', 'open', 'closed')),
  tier text not null check (tier in ('P1', 'P2', 'P3', 'P4')),
  tier_reasons jsonb not null default '[]',
  tier_confirmed_by uuid references people,
  team_id uuid not null references teams,
  owner_id uuid references people,
  assigned_at timestamptz,
  protocol_code text not null,
  protocol_version int not null,
  source text not null,
  notice_number text,
  planned_arrival_on date,
  arrival_on date,
  arrival_at timestamptz,
  province_arrival_on date,
  moved_in_on date,
  registered_at timestamptz not null,
  immigration_status text not null,
  language text not null,
  languages text[] not null default '{}',
  interpreter text not null check (interpreter in ('needed', 'wished', 'not_needed')),
  borough text,
  address text,
  housing text check (housing in ('none_within_72h', 'temporary', 'stable')),
  urgencies text[] not null default '{}',
  restricted boolean not null default false,
  lead_name text not null,
  size smallint not null check (size >= 1),
  unreached_since timestamptz,
  last_contact_at timestamptz,
  next_checkpoint_id uuid,
  next_code text,
  next_due_at timestamptz,
  closed_at timestamptz,
  close_reason text,
  demo boolean not null default false,
  version int not null default 1,
  -- The continuity guarantee: nobody whose file is open or expected is without a next step and someone who owes it.
  constraint nobody_without_next_step check (state = 'closed' or (next_checkpoint_id is not null and next_due_at is not null and next_code is not null and owner_id is not null)),
  constraint closed_says_why check ((state = 'closed') = (close_reason is not null) and (state = 'closed') = (closed_at is not null)),
  constraint open_has_arrived check (state <> 'open' or arrival_on is not null),
  constraint expected_has_a_date check (state <> 'expected' or planned_arrival_on is not null)
) with (fillfactor = 85);
create function case_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (('expected', 'open'), ('expected', 'closed'), ('open', 'closed'), ('closed', 'open')) then
    raise exception 'a case cannot go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'case_moves';
  end if;
  new.version := old.version + 1;
  return new;
end $$;
create trigger cases_moves before update on cases for each row execute function case_moves();
create index cases_worklist on cases (owner_id, next_due_at, id)
  include (number, state, tier, lead_name, size, language, next_checkpoint_id, next_code, arrival_on, planned_arrival_on, unreached_since) where state <> 'closed';
create index cases_team_worklist on cases (team_id, next_due_at, id) where state <> 'closed';
create index cases_unassigned on cases (team_id, registered_at, id) where state <> 'closed' and assigned_at is null;
create index cases_unreached on cases (team_id, unreached_since, id) where state <> 'closed' and unreached_since is not null;
create index cases_recent on cases (registered_at desc, id desc);
create unique index cases_notice on cases (notice_number) where notice_number is not null;

create table newcomers (
  id uuid primary key,
  case_id uuid not null references cases,
  position smallint not null,
  head boolean not null default false,
  kinship text not null check (kinship in ('head', 'spouse', 'child', 'parent', 'sibling', 'other')),
  given_name text not null check (given_name <> ''),
  family_name text not null default '',
  gender text check (gender in ('F', 'M', 'X')),
  birth_on date,
  speaks_french boolean,
  speaks_english boolean,
  languages text[] not null default '{}',
  immigration_status text,
  left_on date,
  fingerprint text,
  search text generated always as (fold(given_name || ' ' || family_name)) stored,
  version int not null default 1
);
create index newcomers_case on newcomers (case_id, position);
create unique index newcomers_one_head on newcomers (case_id) where head;
create index newcomers_search on newcomers using gin (search public.gin_trgm_ops);
create unique index newcomers_fingerprint on newcomers (fingerprint) where fingerprint is not null;
create trigger newcomers_version before update on newcomers for each row execute function raise_version();

create table contact_ways (
  id uuid primary key,
  case_id uuid not null references cases,
  newcomer_id uuid references newcomers,
  kind text not null check (kind in ('phone', 'email')),
  value text not null check (value <> ''),
  safe_to_call boolean not null,
  safe_to_text boolean not null,
  voicemail_ok boolean not null,
  code_word text,
  preferred boolean not null default false,
  digits text generated always as (regexp_replace(value, '[^0-9]', '', 'g')) stored,
  version int not null default 1
);
create index contact_ways_case on contact_ways (case_id);
create index contact_ways_digits on contact_ways (digits text_pattern_ops) where kind = 'phone';
create trigger contact_ways_version before update on contact_ways for each row execute function raise_version();

create table needs (
  id uuid primary key,
  case_id uuid not null references cases,
  code text not null,
  score smallint not null check (score between 0 and 4),
  scored_at timestamptz not null,
  scored_by uuid references people,
  note text
);
create index needs_case on needs (case_id, code, scored_at desc);

create table consents (
  id uuid primary key,
  case_id uuid not null references cases,
  newcomer_id uuid not null references newcomers,
  purpose text not null,
  recipient text not null,
  language text not null,
  interpreted boolean not null,
  proof text not null check (proof in ('signed', 'verbal_witnessed', 'verbal_recorded', 'electronic')),
  given_by text not null default 'self' check (given_by in ('self', 'parent_or_tutor')),
  given_at timestamptz not null,
  recorded_by uuid references people,
  expires_on date not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid references people
);
create index consents_case on consents (case_id);

create table notes (
  id uuid primary key,
  case_id uuid not null references cases,
  author_id uuid references people,
  body text not null check (body <> ''),
  written_at timestamptz not null
);
create index notes_case on notes (case_id, written_at desc);

-- The timeline: one stream, written in the same commit as what it tells.
create table case_events (
  id bigint generated always as identity primary key,
  case_id uuid not null,
  at timestamptz not null,
  kind text not null,
  actor_id uuid,
  details jsonb not null default '{}'
);
create index case_events_case on case_events (case_id, at desc, id desc);

select allow('office,worker', 'usage', 'sequence case_numbers');
select allow('office,worker', 'select, insert, update', 'cases');
select allow('office,worker', 'select, insert, update', 'newcomers');
select allow('office,worker', 'select, insert, update, delete', 'contact_ways');
select allow('office,worker', 'select, insert', 'needs');
select allow('office,worker', 'select, insert, update', 'consents');
select allow('office,worker', 'select, insert', 'notes');
select allow('office,worker', 'select, insert', 'case_events');
`;
