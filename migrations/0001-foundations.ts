import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The clock, the alarms, the outbox, the mails, the audit and the once-only keys: what every room stands on. */
export class Foundations1763856000001 implements MigrationInterface {
  readonly name = 'Foundations1763856000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(SQL);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const SQL = `
create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;

do $$
declare who text;
begin
  foreach who in array array['office', 'organisation', 'worker'] loop
    if not exists (select from pg_roles where rolname = current_setting('passerelle.role_' || who)) then
      execute format('create role %I nologin', current_setting('passerelle.role_' || who));
    end if;
    if not pg_has_role(current_user, current_setting('passerelle.role_' || who), 'member') then
      execute format('grant %I to current_user', current_setting('passerelle.role_' || who));
    end if;
    execute format('grant usage on schema %I to %I', current_schema(), current_setting('passerelle.role_' || who));
  end loop;
end $$;

-- allow('office,worker', 'select, insert', 'alarms'): roles are named in the configuration, so grants go through here.
create function allow(roles text, rights text, relation text) returns void language plpgsql as $$
declare who text;
begin
  foreach who in array string_to_array(roles, ',') loop
    execute format('grant %s on %s to %I', rights, relation, current_setting('passerelle.role_' || who));
  end loop;
end $$;

-- Time. One row; every domain moment is judged by office_now(), so a demo can run faster or jump.
create table office_clock (
  one bool primary key default true check (one),
  version int not null default 1,
  real_from timestamptz not null default '2026-01-01Z',
  office_from timestamptz not null default '2026-01-01Z',
  speed double precision not null default 1 check (speed > 0),
  grain_ms int not null default 1000 check (grain_ms between 10 and 1000)
);
insert into office_clock default values;
-- Nobody would ever count one row again, and plans that took it for a thousand would be made anew at each call.
analyze office_clock;
select allow('office,organisation,worker', 'select', 'office_clock');

-- In plpgsql, which keeps its plan: the same in SQL is planned anew at each call and costs some fifty microseconds.
create function office_now() returns timestamptz language plpgsql stable parallel safe as $$
begin
  return (select office_from + (clock_timestamp() - real_from) * speed from office_clock);
end $$;
-- Turns the clock: another speed, or a jump forward. A demo's seconds are cut finer, and bells reckoned before are worthless.
create function turn_office_clock(p_speed double precision, p_jump_to timestamptz)
returns table (at timestamptz, speed double precision, version int) language plpgsql security definer set search_path from current as $$
declare v_now timestamptz; v_real timestamptz;
begin
  perform from office_clock for update;
  v_now := office_now(); v_real := clock_timestamp();
  if p_jump_to < v_now then raise exception 'the office clock never goes back'; end if;
  update office_clock c set real_from = v_real, office_from = coalesce(p_jump_to, v_now), speed = coalesce(p_speed, c.speed),
    grain_ms = case when coalesce(p_speed, c.speed) = 1 then 1000 else 100 end, version = c.version + 1;
  return query select office_now(), c.speed, c.version from office_clock c;
end $$;
revoke all on function turn_office_clock(double precision, timestamptz) from public;
select allow('worker', 'execute', 'function turn_office_clock(double precision, timestamptz)');

-- Alarms: one row a subject, its next moment; ringing moves it on or lays it to rest.
create table alarms (
  id bigint generated always as identity primary key,
  kind text not null,
  subject_id uuid not null,
  step smallint not null default 0,
  at timestamptz not null check (date_trunc('second', at) = at),
  state text not null default 'pending' check (state in ('pending', 'rung', 'cancelled', 'set_aside')),
  generation int not null default 1,
  attempts smallint not null default 0,
  retry_at timestamptz,
  last_error text,
  rung_at timestamptz,
  unique (kind, subject_id)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index alarms_due on alarms (at) where state = 'pending';
create index alarms_set_aside on alarms (id) where state = 'set_aside';
create index alarms_alone on alarms (at) where state = 'pending' and attempts > 0;
create table carrying (
  worker text primary key,
  ids bigint[] not null,
  since timestamptz not null default clock_timestamp()
);
select allow('office,worker', 'select, insert, update', 'alarms');
select allow('worker', 'select, insert, update, delete', 'carrying');

-- Facts: what happened, append-only, by month. Deliveries: who still has to hear it.
create table facts (
  id bigint generated always as identity,
  type text not null,
  subject_id uuid not null,
  payload jsonb not null,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (recorded_at, id)
) partition by range (recorded_at);
create index facts_by_id on facts (id);
create table facts_rest partition of facts default;
create table deliveries (
  id bigint generated always as identity primary key,
  fact_id bigint not null,
  listener text not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'set_aside')),
  attempts smallint not null default 0,
  retry_at timestamptz,
  last_error text,
  recorded_at timestamptz not null default clock_timestamp(),
  delivered_at timestamptz,
  unique (fact_id, listener)
) with (fillfactor = 80);
create index deliveries_pending on deliveries (listener, id) where state = 'pending';
create index deliveries_done on deliveries (delivered_at) where state = 'delivered';
select allow('office,organisation,worker', 'select, insert', 'facts');
select allow('office,organisation,worker', 'select, insert', 'deliveries');
select allow('worker', 'update, delete', 'deliveries');

-- A partition for this month and the next; the worker asks hourly.
create function ensure_fact_months() returns void language plpgsql security definer set search_path from current as $$
declare first date; label text;
begin
  for i in 0..1 loop
    first := (date_trunc('month', now()) + make_interval(months => i))::date;
    label := 'facts_' || to_char(first, 'YYYY_MM');
    if to_regclass(label) is null then
      execute format('create table %I partition of facts for values from (%L) to (%L)', label, first, (first + interval '1 month')::date);
    end if;
  end loop;
end $$;
select ensure_fact_months();
revoke all on function ensure_fact_months() from public;
select allow('worker', 'execute', 'function ensure_fact_months()');

-- Mails: the ledger of what leaves the house. Recorded once; outward at least once, with a stable Message-ID.
create table mails (
  id uuid primary key,
  key text not null unique,
  person_id uuid,
  address text not null,
  language text not null,
  template text not null,
  content jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'unknown', 'dead')),
  message_id text not null,
  attempts smallint not null default 0,
  lease_until timestamptz,
  retry_at timestamptz,
  last_error text,
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz
);
create index mails_waiting on mails (created_at) where state in ('pending', 'sending', 'unknown');
create index mails_recent on mails (created_at desc);
select allow('office,organisation,worker', 'select, insert', 'mails');
select allow('worker', 'update', 'mails');

-- Audit: append-only, one hash chain a case (or, outside any case, a person), heads sealed hourly into the office's chain.
create table audit_entries (
  chain uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  actor text not null,
  action text not null,
  subject_id uuid,
  details jsonb not null,
  prev bytea not null,
  hash bytea not null,
  primary key (chain, seq)
);
create index audit_by_actor on audit_entries (actor_id, at desc);
create table audit_heads (
  chain uuid primary key,
  seq bigint not null,
  prev bytea not null,
  hash bytea not null,
  -- Not indexed: every look at a case would have to write the index, and the seal may read all heads once an hour.
  changed_at timestamptz not null
) with (fillfactor = 70);
create table audit_seals (
  id bigint primary key,
  at timestamptz not null,
  covers_from timestamptz not null,
  heads int not null,
  prev bytea not null,
  hash bytea not null
);
create table audit_sealed_heads (
  seal_id bigint not null references audit_seals,
  chain uuid not null,
  seq bigint not null,
  hash bytea not null,
  primary key (seal_id, chain)
);
-- Stable, as its parts are, so that Postgres writes it into the statement that asks; called as immutable, it would be run apart.
create function audit_hash(prev bytea, chain uuid, seq bigint, at timestamptz, actor_id uuid, actor text, action text, subject_id uuid, details jsonb)
returns bytea language sql stable parallel safe as $$
  select sha256(prev || convert_to(concat_ws('|', chain::text, seq::text, (extract(epoch from at) * 1000000)::bigint::text,
    coalesce(actor_id::text, ''), actor, action, coalesce(subject_id::text, ''), details::text), 'UTF8'))
$$;
create function audit_append(p_chain uuid, p_actor_id uuid, p_actor text, p_action text, p_subject uuid, p_details jsonb)
returns bigint language plpgsql security definer set search_path from current as $$
declare v_seq bigint; v_prev bytea; v_hash bytea; v_at timestamptz := office_now();
begin
  update audit_heads h set seq = h.seq + 1, prev = h.hash, changed_at = clock_timestamp(),
    hash = audit_hash(h.hash, p_chain, h.seq + 1, v_at, p_actor_id, p_actor, p_action, p_subject, p_details)
  where h.chain = p_chain returning h.seq, h.prev, h.hash into v_seq, v_prev, v_hash;
  if not found then
    insert into audit_heads as h (chain, seq, prev, hash, changed_at)
    values (p_chain, 1, '\\x', audit_hash('\\x', p_chain, 1, v_at, p_actor_id, p_actor, p_action, p_subject, p_details), clock_timestamp())
    on conflict (chain) do update set seq = h.seq + 1, prev = h.hash, changed_at = excluded.changed_at,
      hash = audit_hash(h.hash, p_chain, h.seq + 1, v_at, p_actor_id, p_actor, p_action, p_subject, p_details)
    returning h.seq, h.prev, h.hash into v_seq, v_prev, v_hash;
  end if;
  insert into audit_entries values (p_chain, v_seq, v_at, p_actor_id, p_actor, p_action, p_subject, p_details, v_prev, v_hash);
  return v_seq;
end $$;
select allow('office,organisation,worker', 'execute', 'function audit_append(uuid, uuid, text, text, uuid, jsonb)');
select allow('office,worker', 'select', 'audit_entries');
select allow('office,worker', 'select', 'audit_heads');
select allow('office,worker', 'select', 'audit_seals');
select allow('office,worker', 'select', 'audit_sealed_heads');
create function audit_seal() returns bigint language plpgsql security definer set search_path from current as $$
declare v_id bigint; v_prev bytea; v_from timestamptz; v_until timestamptz := clock_timestamp(); v_root text; v_heads int;
begin
  perform pg_advisory_xact_lock(hashtext('passerelle.audit_seal'));
  select id, hash, at into v_id, v_prev, v_from from audit_seals order by id desc limit 1;
  v_id := coalesce(v_id, 0) + 1; v_prev := coalesce(v_prev, '\\x'); v_from := coalesce(v_from, '-infinity');
  select count(*), coalesce(string_agg(chain::text || seq || encode(hash, 'hex'), ',' order by chain), '') into v_heads, v_root
    from audit_heads where changed_at > v_from - interval '1 minute';
  if v_heads = 0 then return null; end if;
  insert into audit_seals values (v_id, v_until, v_from, v_heads, v_prev, sha256(v_prev || convert_to(v_id || '|' || v_root, 'UTF8')));
  insert into audit_sealed_heads select v_id, chain, seq, hash from audit_heads where changed_at > v_from - interval '1 minute';
  return v_id;
end $$;
revoke all on function audit_seal() from public;
select allow('worker', 'execute', 'function audit_seal()');

-- Once-only keys of POSTs: the row is the lock; the same key waits for the first and gets its answer.
create table once_keys (
  actor_id uuid not null,
  key text not null,
  fingerprint text not null,
  -- Not jsonb: the answer is given again letter by letter.
  result json,
  created_at timestamptz not null default clock_timestamp(),
  primary key (actor_id, key)
);
create index once_keys_age on once_keys (created_at);
select allow('office,organisation', 'select, insert, update', 'once_keys');
select allow('worker', 'select, delete', 'once_keys');

-- Versions are raised by the database, so that no writer can turn one back.
create function raise_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;

-- Text as it is searched: lower case, without accents.
create function fold(given text) returns text language sql immutable parallel safe strict as $$
  select lower(public.unaccent('public.unaccent'::regdictionary, given))
$$;
`;
