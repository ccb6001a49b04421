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
  file bytea not null,
  digest text not null,
  recognised jsonb not null,
  faults jsonb not null default '[]',
  team_id uuid not null references teams,
  uploaded_by uuid not null references people,
  uploaded_at timestamptz not null,
  state text not null check (state in ('previewed', 'waiting', 'running', 'done', 'failed', 'discarded')),
  households int not null,
  households_done int not null default 0,
  last_error text,
  finished_at timestamptz,
  version int not null default 1
);
create index arrival_imports_recent on arrival_imports (uploaded_at desc, id desc);
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
select allow('office,worker', 'select, insert, update', 'arrival_imports');
select allow('office,worker', 'select, insert, update', 'arrival_import_households');
select allow('office,worker', 'select, insert', 'arrival_import_rows');
`;
