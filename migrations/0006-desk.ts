import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The front counter: what it sees of the other rooms, notices to people, and the watchdog's last look. */
export class Desk1763856000006 implements MigrationInterface {
  readonly name = 'Desk1763856000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(VIEWS);
    await db.query(LISTS);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const TABLES = `
create table notices (
  id uuid primary key,
  person_id uuid not null references people,
  kind text not null,
  -- What it is about: a case, an arrival list.
  subject_id uuid not null,
  case_id uuid references cases,
  details jsonb not null default '{}',
  -- How often it happened since the person last read it: news of one kind about one subject is one notice.
  times int not null default 1,
  told_at timestamptz not null,
  read_at timestamptz
);
create unique index notices_one_unread on notices (person_id, kind, subject_id) where read_at is null;
create index notices_person on notices (person_id, told_at desc, id desc);
create view unread_notices as select id, person_id from notices where read_at is null;

-- What the watchdog found when it last looked for people with no next step.
create table continuity_looks (
  one bool primary key default true check (one),
  looked_at timestamptz not null,
  forgotten int not null,
  case_ids uuid[] not null default '{}'
);
select allow('office,worker', 'select, insert, update', 'notices');
select allow('office,worker', 'select', 'unread_notices');
select allow('office,worker', 'select, insert, update', 'continuity_looks');
`;

/** What the desk may know of the rooms it stands in front of: they may change their tables as long as these stay true. */
const VIEWS = `
create view desk_cases as
  select id, number, state, tier, tier_reasons, tier_confirmed_by, team_id, owner_id, assigned_at, protocol_code, protocol_version, source,
    notice_number, planned_arrival_on, arrival_on, arrival_at, coalesce(arrival_on, planned_arrival_on) as comes_on, province_arrival_on,
    moved_in_on, registered_at, immigration_status, language, languages, interpreter, borough, address, housing, urgencies, restricted,
    lead_name, size, unreached_since, last_contact_at, next_checkpoint_id, next_code, next_due_at, closed_at, close_reason, version
  from cases;
create view desk_newcomers as
  select id, case_id, position, head, kinship, given_name, family_name, gender, birth_on, speaks_french, speaks_english, languages,
    immigration_status, left_on, search, version
  from newcomers;
create view desk_ways as
  select id, case_id, newcomer_id, kind, value, safe_to_call, safe_to_text, voicemail_ok, code_word, preferred, digits, version from contact_ways;
create view desk_needs as
  select id, case_id, code, score, scored_at, scored_by, note from needs;
create view desk_consents as
  select id, case_id, newcomer_id, purpose, recipient, language, interpreted, proof, given_by, given_at, recorded_by, expires_on, withdrawn_at from consents;
create view desk_checkpoints as
  select k.id, k.case_id, k.code, k.tier, k.state, k.owner_id, k.channel, k.started_at, k.standard_due_at, k.due_at, k.moved_reason, k.step,
    k.checklist, k.explain, k.looked_at, k.attempts, k.next_attempt_at, k.next_attempt_channel, k.settled_at, k.settled_by, k.contact_id, k.reason, k.version,
    b.broken_at, b.reason as breach_reason, b.explained_at
  from checkpoints k left join breaches b on b.checkpoint_id = k.id;
create view desk_attempts as
  select id, case_id, checkpoint_id, newcomer_id, channel, outcome, contact, interpreted, minutes, note, made_at, made_by from attempts;
create view desk_events as
  select id, case_id, at, kind, actor_id, details from case_events;
create view desk_notes as
  select id, case_id, author_id, body, written_at from notes;
create view desk_people as
  select id, name, team_id, roles, languages, state = 'active' as active from people;
-- Who stands in for whom, and who answers for urgent cases after hours.
create view desk_duties as
  select person_id, kind, team_id, for_person_id, from_at, until_at from duties;
create view desk_teams as
  select id, name, lead_id from teams;
do $$
declare seen text;
begin
  foreach seen in array array['cases', 'newcomers', 'ways', 'needs', 'consents', 'checkpoints', 'attempts', 'events', 'notes', 'people', 'duties', 'teams'] loop
    perform allow('office,worker', 'select', 'desk_' || seen);
  end loop;
end $$;
`;

const LISTS = `
-- The whole office's lists, and closed cases: each order has its index, so that a page costs the same at any size.
create index cases_by_due on cases (next_due_at, id) where state <> 'closed';
create index cases_by_name on cases (lead_name, id) where state <> 'closed';
create index cases_by_arrival on cases ((coalesce(arrival_on, planned_arrival_on)), id) where state <> 'closed';
create index cases_closed on cases (closed_at, id) where state = 'closed';
create index cases_team_closed on cases (team_id, closed_at, id) where state = 'closed';
create index cases_owner_closed on cases (owner_id, closed_at, id) where state = 'closed';
create index checkpoints_escalated on checkpoints (case_id) where state = 'scheduled' and step > 1;

-- Whom a text may mean: near spellings of names, without accents or case. The thresholds belong to the question, so they are set here.
create function near_newcomers(given text, most int) returns table (newcomer_id uuid, case_id uuid, likeness real)
language plpgsql stable strict parallel safe rows 50
set pg_trgm.similarity_threshold = 0.3 set pg_trgm.word_similarity_threshold = 0.45 set search_path from current
as $$
declare folded text := fold(given);
begin
  return query
    select n.id, n.case_id, greatest(public.similarity(n.search, folded), public.word_similarity(folded, n.search)) as near
    from newcomers n
    where (n.search operator(public.%) folded or folded operator(public.<%) n.search) and n.left_on is null
    order by near desc, n.search, n.id
    limit most;
end $$;
select allow('office', 'execute', 'function near_newcomers(text, int)');
`;
