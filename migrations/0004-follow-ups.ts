import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When we are in touch: protocols, checkpoints, attempts and broken promises. */
export class FollowUps1763856000004 implements MigrationInterface {
  readonly name = 'FollowUps1763856000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(SQL);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const SQL = `
create table protocols (
  code text not null,
  version int not null,
  definition jsonb not null,
  digest text not null,
  published_at timestamptz not null,
  primary key (code, version)
);
alter table cases add constraint cases_protocol foreign key (protocol_code, protocol_version) references protocols;

create table checkpoints (
  id uuid primary key,
  case_id uuid not null references cases,
  code text not null,
  tier text not null check (tier in ('P1', 'P2', 'P3', 'P4')),
  state text not null check (state in ('scheduled', 'done', 'waived', 'superseded', 'lapsed')),
  owner_id uuid not null references people,
  channel text not null,
  started_at timestamptz not null,
  standard_due_at timestamptz not null,
  due_at timestamptz not null,
  generation int not null default 1,
  moved_reason text,
  step smallint not null default 0,
  checklist jsonb not null default '[]',
  explain jsonb not null default '{}',
  looked_at timestamptz,
  attempts smallint not null default 0,
  next_attempt_at timestamptz,
  next_attempt_channel text,
  settled_at timestamptz,
  settled_by uuid references people,
  contact_id uuid,
  reason text,
  version int not null default 1,
  constraint settled_when_not_scheduled check ((state = 'scheduled') = (settled_at is null)),
  -- Work on the file alone has nobody to reach.
  constraint done_by_a_contact check (state <> 'done' or contact_id is not null or channel = 'file')
) with (fillfactor = 80);
create function checkpoint_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (('scheduled', 'done'), ('scheduled', 'waived'), ('scheduled', 'superseded'), ('scheduled', 'lapsed'), ('done', 'scheduled'), ('waived', 'scheduled')) then
    raise exception 'a checkpoint cannot go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'checkpoint_moves';
  end if;
  if new.standard_due_at is distinct from old.standard_due_at then
    raise exception 'the standard due time of a checkpoint never changes' using errcode = 'check_violation', constraint = 'standard_due_is_immutable';
  end if;
  new.version := old.version + 1;
  return new;
end $$;
-- Not on \`step\`: an alarm that rings while somebody writes must not make what they saw stale.
create trigger checkpoints_moves before update of state, owner_id, channel, started_at, standard_due_at, due_at, generation, moved_reason, checklist,
  explain, looked_at, attempts, next_attempt_at, next_attempt_channel, settled_at, settled_by, contact_id, reason, tier, code, case_id
  on checkpoints for each row execute function checkpoint_moves();
create index checkpoints_case on checkpoints (case_id, due_at);
create index checkpoints_owner on checkpoints (owner_id, due_at, id) where state = 'scheduled';

-- A checkpoint that disappears leaves a trace, so that the watchdog can say whose promise it was.
create table lost_checkpoints (
  id uuid primary key,
  case_id uuid not null,
  code text not null,
  due_at timestamptz not null,
  lost_at timestamptz not null default office_now(),
  answered_at timestamptz
);
create index lost_checkpoints_open on lost_checkpoints (case_id) where answered_at is null;
create function checkpoint_lost() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if old.state = 'scheduled' then
    insert into lost_checkpoints (id, case_id, code, due_at) values (old.id, old.case_id, old.code, old.due_at) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger checkpoints_lost after delete on checkpoints for each row execute function checkpoint_lost();

-- Nobody leaves while somebody waits for them: their checkpoints are handed over first.
create function people_still_owe() returns trigger language plpgsql security definer set search_path from current as $$
declare v_owes bigint;
begin
  select greatest((select count(*) from checkpoints where owner_id = new.id and state = 'scheduled'), (select count(*) from cases where owner_id = new.id and state <> 'closed')) into v_owes;
  if v_owes > 0 then
    raise exception 'a person who owes % checkpoints or cases cannot be disabled', v_owes
      using errcode = 'check_violation', constraint = 'people_still_owe', detail = v_owes::text;
  end if;
  return new;
end $$;
create trigger people_still_owe before update of state on people for each row
  when (new.state = 'disabled' and old.state <> 'disabled') execute function people_still_owe();
alter table cases add constraint cases_next_checkpoint foreign key (next_checkpoint_id) references checkpoints deferrable initially deferred;

-- Trying, and succeeding. One contact may serve several checkpoints.
create table attempts (
  id uuid primary key,
  case_id uuid not null references cases,
  checkpoint_id uuid references checkpoints,
  newcomer_id uuid references newcomers,
  channel text not null,
  outcome text not null,
  contact boolean not null,
  interpreted boolean not null default false,
  minutes smallint check (minutes between 0 and 600),
  note text,
  made_at timestamptz not null,
  made_by uuid references people
);
create index attempts_case on attempts (case_id, made_at desc);
create index attempts_checkpoint on attempts (checkpoint_id) where checkpoint_id is not null;
alter table checkpoints add constraint checkpoints_contact foreign key (contact_id) references attempts;

-- A broken promise is recorded once and never erased, only explained.
create table breaches (
  checkpoint_id uuid primary key references checkpoints,
  case_id uuid not null,
  owner_id uuid not null,
  tier text not null,
  code text not null,
  due_at timestamptz not null,
  broken_at timestamptz not null,
  reason text,
  explained_at timestamptz,
  explained_by uuid references people
);
create index breaches_case on breaches (case_id);

-- What an attempt must know of the household: by which ways it may be reached, without the ways themselves.
create view household_reach with (security_invoker = true) as
  select case_id, kind, safe_to_call, safe_to_text, preferred from contact_ways;
select allow('office,worker', 'select', 'household_reach');
-- Whether a partner or sponsor may be asked about them.
create view partner_consents with (security_invoker = true) as
  select case_id, expires_on from consents where purpose = 'ask_partner' and withdrawn_at is null;
select allow('office,worker', 'select', 'partner_consents');
-- Who stands in for whom, for a set of alarms.
create view standing_in with (security_invoker = true) as
  select d.for_person_id, d.person_id, d.from_at, d.until_at from duties d join people p on p.id = d.person_id and p.state = 'active' where d.kind = 'cover';
select allow('office,worker', 'select', 'standing_in');

select allow('office,worker', 'select', 'protocols');
select allow('worker', 'insert', 'protocols');
select allow('office,worker', 'select, insert, update', 'checkpoints');
select allow('office,worker', 'select, insert', 'attempts');
select allow('office,worker', 'select, insert, update', 'breaches');
select allow('office,worker', 'select, update', 'lost_checkpoints');
`;
