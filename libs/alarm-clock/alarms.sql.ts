import { statement } from '../sql/sql.js';

/** An alarm as a claim reads it. */
export interface ClaimedAlarm {
  readonly id: number;
  readonly kind: string;
  readonly subjectId: string;
  readonly step: number;
  readonly at: Date;
  readonly generation: number;
  readonly attempts: number;
}

const READ = 'id, kind, subject_id as "subjectId", step, at, generation, attempts';
const DUE = `state = 'pending' and at <= office_now() and (retry_at is null or retry_at <= clock_timestamp())`;

/**
 * The distinct bells of some office moments within the horizon (real milliseconds), reckoned by the database's clock.
 * The end of the horizon is worked out once: office_now() in a filter would be asked again for every row.
 */
const bellsOf = (moments: string, horizon: string): string => `
  select distinct on (b.bell) b.bell, b.version, b.bell - extract(epoch from clock_timestamp())::float8 * 1000 as "restMs"
  from (select *, office_now() + make_interval(secs => ${horizon} / 1000.0 * speed) as until from office_clock offset 0) c,
    lateral (select distinct m.at from ${moments} m where m.at <= c.until) near,
    lateral (select c.version, (ceil((extract(epoch from c.real_from) + extract(epoch from near.at - c.office_from) / c.speed)
      * 1000 / c.grain_ms) * c.grain_ms)::bigint as bell) b
  order by b.bell`;

const INSERT = `
    insert into alarms as a (kind, subject_id, step, at)
    select kind, subject_id, step, date_trunc('second', at + interval '999999 microseconds')
    from unnest($1::text[], $2::uuid[], $3::smallint[], $4::timestamptz[]) as given (kind, subject_id, step, at)`;

/** Sets the alarms of subjects that never had one. $1–$4 the alarms, $5 the horizon; gives the bells to arm. */
export const SET_FIRST = statement('alarms.setFirst', `
  with written as (${INSERT}
    returning at)
  ${bellsOf('written', '$5::float8')}`);

/** Sets alarms, each anew if there was one. $1–$4 the alarms, $5 the horizon; gives the bells to arm. */
export const SET = statement('alarms.set', `
  with written as (${INSERT}
    order by subject_id, kind
    on conflict (kind, subject_id) do update set step = excluded.step, at = excluded.at, state = 'pending',
      generation = a.generation + 1, attempts = 0, retry_at = null, last_error = null, rung_at = null
    returning at)
  ${bellsOf('written', '$5::float8')}`);

/** Sets anew alarms that are known by their identity, as ringing ones are. $1 their ids, $2–$5 as above, $6 the horizon. */
export const SET_AGAIN = statement('alarms.setAgain', `
  with written as (
    update alarms a set step = g.step, at = date_trunc('second', g.at + interval '999999 microseconds'), state = 'pending',
      generation = a.generation + 1, attempts = 0, retry_at = null, last_error = null, rung_at = null
    from unnest($1::bigint[], $2::text[], $3::uuid[], $4::smallint[], $5::timestamptz[]) as g (id, kind, subject_id, step, at)
    where a.id = g.id and a.kind = g.kind and a.subject_id = g.subject_id
    returning a.at)
  ${bellsOf('written', '$6::float8')}`);

/** Moves pending alarms of a kind. $1 the kind, $2 and $3 subjects and moments, $4 the horizon; gives the bells to arm. */
export const MOVE = statement('alarms.move', `
  with held as (
    select a.id, date_trunc('second', given.at + interval '999999 microseconds') as at
    from unnest($2::uuid[], $3::timestamptz[]) as given (subject_id, at)
    join alarms a on a.kind = $1 and a.subject_id = given.subject_id
    where a.state = 'pending' order by a.id for update of a),
  written as (
    update alarms a set at = held.at, generation = generation + 1, attempts = 0, retry_at = null, last_error = null
    from held where a.id = held.id returning a.at)
  ${bellsOf('written', '$4::float8')}`);

/** Cancels the pending alarms of a kind. $1 the kind, $2 the subjects. Locked in one order, so that two deeds cannot deadlock. */
export const CANCEL = statement('alarms.cancel', `
  update alarms set state = 'cancelled', generation = generation + 1
  where id in (select id from alarms where kind = $1 and subject_id = any($2::uuid[]) and state = 'pending' order by id for update)`);

/** How many alarms one transaction carries. */
export const BATCH = 500;

/** Claims what is due by the database's clock. $1 the kinds that this worker rings. */
export const CLAIM = statement('alarms.claim', `
  select ${READ} from alarms where ${DUE} and attempts = 0 and kind = any($1::text[])
  order by at limit ${BATCH} for update skip locked`);

/** Lays to rest what the handler has not set anew. $1 and $2 are ids and generations as they were claimed. */
export const RUNG = statement('alarms.rung', `
  update alarms a set state = 'rung', rung_at = office_now(), retry_at = null
  from unnest($1::bigint[], $2::int[]) as r (id, generation)
  where a.id = r.id and a.generation = r.generation and a.state = 'pending'`);

/** Only for the control of the row lock: claims and lays to rest before anything was done. */
export const CLAIM_FIRST = statement('alarms.claimFirst', `
  with due as (select id from alarms where ${DUE} and attempts = 0 and kind = any($1::text[]) order by at limit ${BATCH} for update skip locked)
  update alarms a set state = 'rung', rung_at = office_now() from due where a.id = due.id returning ${READ.replace('id,', 'a.id,')}`);

/** One alarm failed in its set: from now on it rides alone. $1 its id, $2 why. */
export const FAILED_IN_SET = statement('alarms.failedInSet', `
  update alarms set attempts = attempts + 1, last_error = $2, retry_at = clock_timestamp() + interval '500 ms' where id = $1`);

/** Somebody else holds a lock that an alarm needs: it is tried again soon, and this is no attempt. */
export const LATER = statement('alarms.later', `update alarms set retry_at = clock_timestamp() + interval '250 ms' where id = $1`);

/**
 * Takes alarms of the careful lane: those that failed, or whose worker died, ride in ever smaller sets, so that the one that
 * kills its worker is alone after three deaths and its neighbours have rung. The attempt is committed before the ride.
 * $1 how many attempts are enough, $2 the kinds.
 */
export const CAREFULLY = statement('alarms.carefully', `
  with first as materialized (select attempts from alarms where ${DUE} and attempts > 0 and kind = any($2::text[]) order by at limit 1),
  next as materialized (
    select id from alarms where ${DUE} and attempts > 0 and attempts = (select attempts from first) and kind = any($2::text[])
    order by at limit (select case attempts when 1 then 50 when 2 then 5 else 1 end from first) for update skip locked)
  update alarms a set
    state = case when attempts >= $1 then 'set_aside' else state end,
    attempts = least(attempts + 1, $1),
    retry_at = clock_timestamp() + 2 ^ attempts * interval '500 ms'
  from next where a.id = next.id returning ${READ.replace('id,', 'a.id,')}, state`);

/** Holds alarms for their careful ride, those that nobody changed meanwhile. $1–$3 ids, generations and attempts. */
export const MOUNT = statement('alarms.mount', `
  select ${READ} from alarms where (id, generation, attempts) in (select * from unnest($1::bigint[], $2::int[], $3::smallint[]))
    and state = 'pending' order by id for update skip locked`);

/**
 * A careful ride failed, its attempt was counted before; after enough of them the alarm is set aside.
 * $1 ids, $2 generations, $3 why, $4 how many are enough, $5 whether somebody else only held a lock, which is no attempt.
 */
export const FAILED_CAREFULLY = statement('alarms.failedCarefully', `
  update alarms a set last_error = $3, attempts = attempts - $5::bool::int,
    state = case when attempts >= $4 and not $5 then 'set_aside' else state end
  from unnest($1::bigint[], $2::int[]) as f (id, generation)
  where a.id = f.id and a.generation = f.generation and a.state = 'pending'`);

/** The bells of everything pending within the horizon. $1 the horizon in real milliseconds. */
export const WIND = statement('alarms.wind', `
  with pending as (
    select at from alarms, office_clock c where state = 'pending' and at > office_now()
      and at <= office_now() + make_interval(secs => $1::float8 / 1000 * c.speed) order by at limit 200000)
  ${bellsOf('pending', '$1::float8')}`);

/** How long until a bell by the database's clock, and the version of the office's clock. $1 the bell. */
export const REST = statement('alarms.rest', `
  select $1::bigint - extract(epoch from clock_timestamp())::float8 * 1000 as "restMs", version from office_clock`);

/** What a worker looks at before each sweep. $1 the kinds it rings. */
export const FACE = statement('alarms.face', `
  select extract(epoch from clock_timestamp())::float8 * 1000 as "realMs", version, speed,
    (select count(*)::int from (select from alarms where state = 'pending' and at < office_now() - speed * interval '5 seconds' limit 10000) late) as overdue,
    (select count(*)::int from alarms where state = 'set_aside') as "setAside"
  from office_clock`);

/** The kinds that have a pending alarm, found by leaps through the index of (kind, subject). */
export const KINDS_PENDING = statement('alarms.kindsPending', `
  with recursive kinds as (
    (select kind from alarms order by kind limit 1)
    union all
    select (select a.kind from alarms a where a.kind > kinds.kind order by a.kind limit 1) from kinds where kinds.kind is not null)
  select kind from kinds where kind is not null and exists (select from alarms a where a.kind = kinds.kind and a.state = 'pending')`);

/** Notes what is carried, before it is touched. $1 a name for this load, $2 the ids. */
export const NOTE = statement('carrying.note', 'insert into carrying (worker, ids) values ($1, $2::bigint[])');

/** Drops the note with the commit; until then its lock says that the carrier lives. */
export const DROP_NOTE = statement('carrying.drop', 'delete from carrying where worker = $1');

/** Finds the notes of carriers that died, and counts the attempt of what they carried. */
export const ORPHANS = statement('carrying.orphans', `
  with dead as (
    delete from carrying where worker in (
      select worker from carrying where since < clock_timestamp() - interval '1 second' for update skip locked)
    returning ids)
  update alarms set attempts = attempts + 1, last_error = 'its worker died while carrying it', retry_at = null
  where id in (select unnest(ids) from dead) and state = 'pending' returning id`);

/** Alarms that have been set aside, the latest first. */
export const SET_ASIDE = statement('alarms.setAside', `
  select id, kind, subject_id as "subjectId", step, at, attempts, last_error as "lastError" from alarms
  where state = 'set_aside' order by id desc limit 500`);

/** Puts one alarm that was set aside back. $1 its id. */
export const RETRY = statement('alarms.retry', `
  update alarms set state = 'pending', generation = generation + 1, attempts = 0, retry_at = null
  where id = $1 and state = 'set_aside'`);
