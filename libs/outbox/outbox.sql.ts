import { statement } from '../sql/sql.js';

/** Writes facts and a delivery for each listener. $1–$3 the facts, $4 the office's time, $5 and $6 who hears what. */
export const ADD = statement('outbox.add', `
  with written as (
    insert into facts (type, subject_id, payload, at)
    select type, subject_id, payload, $4
    from unnest($1::text[], $2::uuid[], $3::jsonb[]) with ordinality as given (type, subject_id, payload, n) order by n
    returning id, type)
  insert into deliveries (fact_id, listener)
  select w.id, l.listener from written w join unnest($5::text[], $6::text[]) as l (type, listener) on l.type = w.type order by w.id`);

/** How many facts one transaction brings to a listener. */
export const BATCH = 200;

const WAITING = `state = 'pending' and (retry_at is null or retry_at <= clock_timestamp())`;

/** The listeners that have something to hear. $1 those that this process knows. */
export const WAITING_FOR = statement('outbox.waitingFor', `
  select listener from unnest($1::text[]) as l (listener)
  where exists (select from deliveries d where d.listener = l.listener and ${WAITING})`);

/**
 * Takes what a listener has to hear, whatever order the writers committed in. $1 the listener.
 * A fact and its delivery are recorded by one statement, so their moments find the fact's month.
 */
export const TAKE = statement('outbox.take', `
  with taken as materialized (
    select id, fact_id, recorded_at from deliveries where listener = $1 and ${WAITING} order by id limit ${BATCH} for update skip locked)
  select t.id as "deliveryId", f.id, f.type, f.subject_id as "subjectId", f.payload, f.at
  from taken t join facts f on f.id = t.fact_id
    and f.recorded_at between t.recorded_at - interval '1 minute' and t.recorded_at + interval '1 minute'
  order by f.id`);

/** Marks deliveries as heard, in the transaction of their effects. $1 their ids. */
export const HEARD = statement('outbox.heard', `
  update deliveries set state = 'delivered', delivered_at = clock_timestamp(), retry_at = null where id = any($1::bigint[])`);

/** One delivery failed; after enough attempts it is set aside. $1 its id, $2 why, $3 how many are enough. */
export const FAILED = statement('outbox.failed', `
  update deliveries set attempts = attempts + 1, last_error = $2, retry_at = clock_timestamp() + 2 ^ attempts * interval '500 ms',
    state = case when attempts + 1 >= $3 then 'set_aside' else state end
  where id = $1`);

/** Somebody else holds a lock that a listener needs: it is tried again soon, and this is no attempt. $1 the delivery. */
export const LATER = statement('outbox.later', `update deliveries set retry_at = clock_timestamp() + interval '250 ms' where id = $1`);

/** Listeners that deliveries wait for. */
export const LISTENERS_WAITING = statement('outbox.listenersWaiting', `
  with recursive names as (
    (select listener from deliveries where state = 'pending' order by listener limit 1)
    union all
    select (select d.listener from deliveries d where d.state = 'pending' and d.listener > names.listener order by d.listener limit 1)
    from names where names.listener is not null)
  select listener from names where listener is not null`);

/** Forgets deliveries that were heard a week ago; the facts stay. $1 how many at once. */
export const PRUNE = statement('outbox.prune', `
  delete from deliveries where id in (
    select id from deliveries where state = 'delivered' and delivered_at < clock_timestamp() - interval '7 days'
    order by delivered_at limit $1 for update skip locked)`);

/** Deliveries that were set aside, the latest first. */
export const SET_ASIDE = statement('outbox.setAside', `
  select d.id, d.listener, d.fact_id as "factId", d.attempts, d.last_error as "lastError", f.type, f.subject_id as "subjectId", f.at
  from deliveries d join facts f on f.id = d.fact_id
    and f.recorded_at between d.recorded_at - interval '1 minute' and d.recorded_at + interval '1 minute'
  where d.state = 'set_aside' order by d.id desc limit 500`);

/** Puts one back. $1 its id. */
export const RETRY = statement('outbox.retry', `
  update deliveries set state = 'pending', attempts = 0, retry_at = null where id = $1 and state = 'set_aside'`);

/** How many facts one look brings. */
export const TAIL_MOST = 500;

/** The moment from which a tail begins. */
export const TAIL_FROM = statement('outbox.tailFrom', 'select clock_timestamp() as "from"');

/**
 * What was recorded since a moment, a little before it included, without what is known already: deeds commit in another order
 * than they record. $1 the newest moment that is known, $2 how many seconds before it, $3 the identities that are known.
 */
export const TAIL = statement('outbox.tail', `
  select id, type, subject_id as "subjectId", payload, at, recorded_at as "recordedAt" from facts
  where recorded_at > $1::timestamptz - make_interval(secs => $2) and id <> all($3::bigint[])
  order by recorded_at, id limit ${TAIL_MOST}`);
