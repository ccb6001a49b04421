import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How they come: arrival lists and their rows. */
export class Arrivals1763856000005 implements MigrationInterface {
  readonly name = 'Arrivals1763856000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(SQL);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const SQL = `
create table arrival_imports (
  id uuid primary key,
  file_name text not null,
  digest text not null,
  recognised jsonb not null,
  faults jsonb not null default '[]',
  team_id uuid not null references teams,
  uploaded_by uuid not null references people,
  uploaded_at timestamptz not null,
  headings jsonb not null default '[]',
  state text not null check (state in ('previewed', 'waiting', 'running', 'done', 'discarded')),
  households int not null,
  households_done int not null default 0,
  -- Real time: whoever loads says so with each batch, and a list that has been silent is taken up again.
  heartbeat_at timestamptz,
  finished_at timestamptz,
  version int not null default 1
);
create index arrival_imports_recent on arrival_imports (uploaded_at desc, id desc);
create index arrival_imports_team on arrival_imports (team_id, uploaded_at desc, id desc);
create index arrival_imports_unfinished on arrival_imports (id) where state in ('waiting', 'running');
create trigger arrival_imports_version before update on arrival_imports for each row execute function raise_version();
create table arrival_import_households (
  import_id uuid not null references arrival_imports,
  position int not null,
  notice_number text,
  household jsonb not null,
  state text not null check (state in ('waiting', 'loaded', 'repeat', 'rejected')),
  case_id uuid,
  problem text,
  primary key (import_id, position)
);
create index arrival_import_waiting on arrival_import_households (import_id, position) where state = 'waiting';
create table arrival_import_rows (
  import_id uuid not null references arrival_imports,
  line int not null,
  verdict text not null check (verdict in ('accepted', 'warned', 'mended', 'rejected', 'repeat')),
  problems jsonb not null default '[]',
  record jsonb not null,
  primary key (import_id, line)
);
create index arrival_import_rows_verdict on arrival_import_rows (import_id, verdict, line);

-- Whom a household can be given to, and how much they already carry.
create view caseloads with (security_invoker = true) as
  select p.id, p.name, p.team_id, p.languages, 'caseworker' = any(p.roles) as caseworker,
    (select count(*)::int from cases c where c.owner_id = p.id and c.state <> 'closed') as open_cases,
    exists (select from duties d where d.kind = 'cover' and d.for_person_id = p.id and d.from_at <= office_now() and d.until_at > office_now()) as away
  from people p where p.state = 'active' and p.team_id is not null and p.roles && array['caseworker', 'team_lead'];
select allow('office,worker', 'select', 'caseloads');

-- Who a list has brought already: the same list again, or the next one, finds them.
create view known_newcomers with (security_invoker = true) as select fingerprint, case_id from newcomers where fingerprint is not null;
create view known_notices with (security_invoker = true) as select notice_number, id as case_id from cases where notice_number is not null;
select allow('office,worker', 'select', 'known_newcomers');
select allow('office,worker', 'select', 'known_notices');
select allow('office,worker', 'select, insert, update', 'arrival_imports');
select allow('office,worker', 'select, insert, update, delete', 'arrival_import_households');
select allow('office,worker', 'select, insert, delete', 'arrival_import_rows');
`;
