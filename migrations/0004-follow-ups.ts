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
  settled_at timestamptz,
  settled_by uuid references people,
  contact_id uuid,
  reason text,
  version int not null default 1,
  constraint settled_when_not_scheduled check ((state = 'scheduled') = (settled_at is null)),
  constraint done_by_a_contact check (state <> 'done' or contact_id is not null)
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
create trigger checkpoints_moves before update on checkpoints for each row execute function checkpoint_moves();
create index checkpoints_case on checkpoints (case_id, due_at);
create index checkpoints_owner on checkpoints (owner_id, due_at, id) where state = 'scheduled';
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

select allow('office,worker', 'select', 'protocols');
select allow('worker', 'insert', 'protocols');
select allow('office,worker', 'select, insert, update', 'checkpoints');
select allow('office,worker', 'select, insert', 'attempts');
select allow('office,worker', 'select, insert, update', 'breaches');
`;
