import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The front counter: notices to people about what needs them, and the watchdog's last look. */
export class Desk1763856000006 implements MigrationInterface {
  readonly name = 'Desk1763856000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(SQL);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const SQL = `
create table notices (
  id uuid primary key,
  person_id uuid not null references people,
  kind text not null,
  case_id uuid references cases,
  checkpoint_id uuid references checkpoints,
  details jsonb not null default '{}',
  key text not null unique,
  told_at timestamptz not null,
  read_at timestamptz
);
create index notices_unread on notices (person_id, told_at desc) where read_at is null;
create view unread_notices as select id, person_id from notices where read_at is null;
create index notices_person on notices (person_id, told_at desc, id);

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
