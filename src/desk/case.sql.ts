import { statement } from '../../libs/sql/sql.js';
import { sightSql, SIGHT } from './sight.js';

/** How many happenings come with a case; older ones are asked for. */
export const EVENTS_SHOWN = 50;

/**
 * Whoever covers the owner, or answers for the team at this hour, stands where the owner stands: the twin of the cases' gate.
 * A team's own turn goes before the office's. What they may do is judged by follow-ups.
 */
const STANDS_IN = `case when c.restricted then $5::int else $4::int end = ${SIGHT.whole} and exists (
  select from desk_duties d where d.person_id = $2::uuid and d.from_at <= office_now() and d.until_at > office_now() and (
    d.kind = 'cover' and d.for_person_id = c.owner_id
    or d.kind = 'on_call' and (d.team_id = c.team_id or d.team_id is null and not exists (
      select from desk_duties o where o.kind = 'on_call' and o.team_id = c.team_id and o.from_at <= office_now() and o.until_at > office_now()))))`;

/**
 * Who looks at which case: $1 the case, $2–$9 how much they may see, $10 in which roles they act, $11 why they open it if they
 * must say. What they see is recorded in the same statement: nobody reads a file without leaving a trace.
 */
const look = (recordedIf = ''): string => `
  looked as materialized (select c.owner_id, c.team_id, c.restricted, ${sightSql('c', 2)} as held from desk_cases c where c.id = $1::uuid),
  sight as materialized (select case when held < ${SIGHT.whole} and ${STANDS_IN} then ${SIGHT.whole} else held end as allowed from looked c),
  opened as materialized (select allowed, case when allowed = ${SIGHT.ask} and $11::text is not null then ${SIGHT.whole} else allowed end as sees from sight),
  recorded as materialized (
    select audit_append($1::uuid, $2::uuid, $10::text,
      case when sees = ${SIGHT.glimpse} then 'case.glimpsed' when allowed = ${SIGHT.ask} then 'case.opened-with-reason' else 'case.looked-at' end,
      null, case when allowed = ${SIGHT.ask} then jsonb_build_object('reason', $11::text) else '{}' end) as entry
    from opened where sees in (${SIGHT.glimpse}, ${SIGHT.whole})${recordedIf})`;

/** Happenings as the timeline tells them: what somebody wrote, and how somebody was reached, stand in their own tables. */
const TOLD = `e.id, e.at, e.kind, e.actor_id as "actorId", e.details, coalesce(n.body, a.note) as said, a.channel, a.outcome, a.contact, a.interpreted, a.minutes`;
const TELLING = `left join desk_notes n on n.id = (e.details ->> 'noteId')::uuid 
  left join desk_attempts a on a.case_id = e.case_id and a.made_at = case when e.kind in ('contact.made', 'attempt.failed') then e.at end`;

/** The names of everybody whom the happenings mention, people and organisations, and of whoever else is asked for. */
const namesOf = (others: string): string => `(select coalesce(json_object_agg(n.id, n.name), '{}') from (
  select p.id, p.name from desk_people p where p.id = any(array(
    select unnest(case when kind = 'case.assigned' then array[actor_id, (details ->> 'to')::uuid, (details ->> 'from')::uuid] else array[actor_id] end)
    from events ${others}))
  union all
  select g.id, g.name from desk_organisations g where g.id = any(array(select (details ->> 'organisationId')::uuid from events where details ? 'organisationId'))) n)`;

const many = (columns: string, from: string, order: string, narrowed = ''): string =>
  `(select coalesce(json_agg(r), '[]') from (select ${columns} from ${from} where x.case_id = $1::uuid ${narrowed} order by ${order}) r)`;

const NEWCOMERS = many(`id, position, head, kinship, given_name as "givenName", family_name as "familyName", gender, birth_on as "birthOn",
  speaks_french as "speaksFrench", speaks_english as "speaksEnglish", languages, immigration_status as "immigrationStatus", left_on as "leftOn", version`,
'desk_newcomers x', 'x.left_on is not null, x.position');
const WAYS = many(`id, newcomer_id as "newcomerId", kind, value, safe_to_call as "safeToCall", safe_to_text as "safeToText",
  voicemail_ok as "voicemailOk", code_word as "codeWord", preferred, version`, 'desk_ways x', 'x.preferred desc, x.id');
const NEEDS = `(select coalesce(json_agg(r order by r.score, r.code), '[]') from (
  select distinct on (x.code) x.code, x.score, x.note, x.scored_at as "scoredAt", x.scored_by as "scoredBy", count(*) over of_need as times,
    last_value(x.score) over of_need as first
  from desk_needs x where x.case_id = $1::uuid window of_need as (partition by x.code order by x.scored_at desc rows between unbounded preceding and unbounded following)
  order by x.code, x.scored_at desc) r)`;
const CONSENTS = many(`id, newcomer_id as "newcomerId", purpose, recipient, language, interpreted, proof, given_by as "givenBy", given_at as "givenAt",
  recorded_by as "recordedBy", expires_on as "expiresOn", withdrawn_at as "withdrawnAt",
  withdrawn_at is null and expires_on >= (select now at time zone $12::text from clock)::date as "inForce"`, 'desk_consents x', 'x.withdrawn_at is not null, x.given_at desc, x.id');
const CHECKPOINTS = many(`x.id, x.code, x.state, x.channel, x.owner_id as "ownerId", x.tier, x.due_at as "dueAt", x.standard_due_at as "standardDueAt", x.moved_reason as "movedReason",
  x.step, x.checklist, x.explain, x.looked_at as "lookedAt", x.attempts, x.next_attempt_at as "nextAttemptAt", x.next_attempt_channel as "nextAttemptChannel",
  x.settled_at as "settledAt", x.settled_by as "settledBy", x.reason, x.broken_at as "brokenAt", x.breach_reason as "breachReason", x.version,
  a.channel as "contactChannel", a.interpreted as "contactInterpreted"`,
'desk_checkpoints x left join desk_attempts a on a.id = x.contact_id', 'x.due_at, x.id');
const ATTEMPTS = many(`id, checkpoint_id as "checkpointId", channel, outcome, contact, interpreted, minutes, note, made_at as "madeAt", made_by as "madeBy"`,
  'desk_attempts x', `x.made_at desc, x.id desc limit 20`);

/** Referrals as they stand, the newest first, each with whom it was put to; what was entered in error is out of sight. */
const REFERRALS = many(`x.id, x.version, x.newcomer_id as "newcomerId", x.need, x.tier, x.state, x.way, x.part_of as "partOf", x.reason, x.paused_until as "pausedUntil", x.opened_at as "openedAt",
  x.settled_at as "settledAt", (select coalesce(json_agg(f order by f.step, f.position), '[]') from (
    select o.id, o.version, o.organisation_id as "organisationId", o.organisation_name as "organisationName", o.service_id as "serviceId", o.service_name as "serviceName", o.state, o.step, o.position,
      o.clock, o.sent_at as "sentAt", o.due_at as "dueAt", o.standard_due_at as "standardDueAt", o.seen_at as "seenAt", o.asked_at as "askedAt", o.answered_at as "answeredAt", o.answer,
      o.elapsed_minutes as "elapsedMinutes", o.business_minutes as "businessMinutes", o.reason, o.side, o.wait_place as "waitPlace", o.wait_weeks as "waitWeeks", o.accepted_at as "acceptedAt",
      o.contact_due_at as "contactDueAt", o.contacted_at as "contactedAt", o.awaited_at as "awaitedAt", o.outcome, o.settled_at as "settledAt", o.disagreed_at as "disagreedAt", o.to_read as "toRead",
      (select a.starts_at from desk_appointments a where a.offer_id = o.id and a.state = 'planned') as "appointmentAt", q.answer as "householdSays", q.answered_at as "householdSaidAt"
    from desk_offers o left join desk_outcome_questions q on q.offer_id = o.id
    where o.referral_id = x.id and o.state <> 'voided') f) as offers`, 'desk_referrals x', 'x.opened_at desc, x.id', `and x.state <> 'voided'`);

/** The file's own row, as the API tells it. */
const FILE = `o.id, o.version, o.number, o.state, o.tier, o.tier_reasons as "tierReasons", o.tier_confirmed_by as "tierConfirmedBy", o.team_id as "teamId",
  t.name as "teamName", o.owner_id as "ownerId", p.name as "ownerName", o.assigned_at as "assignedAt", o.protocol_code as "protocolCode",
  o.protocol_version as "protocolVersion", o.source, o.notice_number as "noticeNumber", o.planned_arrival_on as "plannedArrivalOn",
  o.arrival_on as "arrivalOn", o.arrival_at as "arrivalAt", o.province_arrival_on as "provinceArrivalOn", o.moved_in_on as "movedInOn",
  o.registered_at as "registeredAt", o.immigration_status as "immigrationStatus", o.language, o.languages, o.interpreter, o.borough, o.address,
  o.housing, o.urgencies, o.restricted, o.lead_name as "leadName", o.size, o.unreached_since as "unreachedSince", o.last_contact_at as "lastContactAt",
  o.next_checkpoint_id as "nextCheckpointId", o.next_code as "nextCode", o.next_due_at as "nextDueAt", o.closed_at as "closedAt", o.close_reason as "closeReason"`;

/** Happenings of the case, newest first, one more than are shown: whether there are older ones. */
const eventsOf = (narrowed: string, limit: string): string => `events as materialized (
    select * from desk_events where case_id = $1::uuid ${narrowed} order by at desc, id desc limit ${limit})`;

/** Those that are shown, as the timeline tells them. */
const toldOf = (limit: string): string => `(select coalesce(json_agg(r), '[]') from (
  select ${TOLD} from events e ${TELLING} order by e.at desc, e.id desc limit ${limit}) r)`;

/** The whole file in one statement. $1–$11 the look, $12 the office's zone. */
export const WHOLE_CASE = statement('desk.case', `
  with clock as materialized (select office_now() as now), ${look()}, ${eventsOf('', String(EVENTS_SHOWN + 1))}
  select s.sees, o.version, o.number, o.owner_id as "ownerId", o.team_id as "teamId", o.restricted, (select entry from recorded) as entry,
    case s.sees
      when ${SIGHT.whole} then (select row_to_json(f) from (
        select (select now from clock) as at, ${FILE}, ${NEWCOMERS} as newcomers, ${WAYS} as "contactWays", ${NEEDS} as needs, ${CONSENTS} as consents,
          ${CHECKPOINTS} as checkpoints, ${ATTEMPTS} as attempts, ${REFERRALS} as referrals,
          ${toldOf(String(EVENTS_SHOWN))} as timeline,
          (select count(*) > ${EVENTS_SHOWN} from events) as "hasOlder", ${namesOf(`union all select unnest(array[o.owner_id, o.tier_confirmed_by])
            union all select settled_by from desk_checkpoints where case_id = $1::uuid union all select scored_by from desk_needs where case_id = $1::uuid`)} as people) f)::text
      when ${SIGHT.glimpse} then json_build_object('id', o.id, 'leadName', o.lead_name, 'ownerName', p.name, 'teamName', t.name, 'glimpse', true)::text
    end as file
  from opened s join desk_cases o on o.id = $1::uuid left join desk_people p on p.id = o.owner_id join desk_teams t on t.id = o.team_id`);

/**
 * A page of the timeline, newest first. $1–$11 the look, $12 kinds or null, $13 and $14 the keys of the last one read, $15 how many,
 * $16 whether this look is part of one that is recorded already.
 */
export const TIMELINE = statement('desk.timeline', `
  with ${look(' and not $16::bool')}, ${eventsOf(`and ($12::text[] is null or kind = any($12))
        and (at, id) < (coalesce($13::timestamptz, 'infinity'), coalesce($14::bigint, 0))`, '$15::int + 1')}
  select o.sees, (select entry from recorded) as entry, case when o.sees = ${SIGHT.whole} then ${toldOf('$15::int')}::text else '[]' end as items,
    last.at::text as "lastAt", last.id as "lastId", (select count(*) > $15::int from events) as more, ${namesOf('')} as people
  from opened o left join lateral (select at, id from events order by at desc, id desc offset $15::int - 1 limit 1) as last on true`);
