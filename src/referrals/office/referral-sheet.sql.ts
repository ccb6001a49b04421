import { statement } from '../../../libs/sql/sql.js';

const OFFER = `o.id, o.version, o.organisation_id as "organisationId", g.name as "organisationName", o.service_id as "serviceId", s.name as "serviceName", o.need, o.tier, o.state, o.step, o.position,
  o.clock, o.sent_at as "sentAt", o.standard_due_at as "standardDueAt", o.due_at as "dueAt", o.reminded_at as "remindedAt", o.asked_at as "askedAt", o.asks, o.left_minutes as "leftMinutes",
  o.paused_minutes as "pausedMinutes", o.paused_business_minutes as "pausedBusinessMinutes", o.answered_at as "answeredAt", o.answer, o.elapsed_minutes as "elapsedMinutes",
  o.business_minutes as "businessMinutes", o.seen_at as "seenAt", o.reason, o.side, o.again_on as "againOn", o.wait_place as "waitPlace", o.wait_weeks as "waitWeeks", o.accepted_at as "acceptedAt",
  o.contact_due_at as "contactDueAt", o.contacted_at as "contactedAt", o.scheduled_at as "scheduledAt", o.started_at as "startedAt", o.told_at as "toldAt", o.update_due_at as "updateDueAt",
  o.outcome_due_at as "outcomeDueAt", o.outcome, o.settled_at as "settledAt", o.disagreed_at as "disagreedAt", o.awaited_at as "awaitedAt",
  o.said_at is not null and (o.read_at is null or o.said_at > o.read_at) as "toRead", referral_agreed(o.case_id, o.organisation_id) as agreed`;

const MESSAGES = `(select coalesce(json_agg(m order by m.at, m.id), '[]') from (
  select m.id, m.side, m.kind, m.body, m.author_id as "authorId", p.name as "authorName", m.at, m.read_at as "readAt" from offer_messages m left join desk_people p on p.id = m.author_id where m.offer_id = o.id) m)`;
const APPOINTMENTS = `(select coalesce(json_agg(a order by a."startsAt"), '[]') from (
  select a.id, a.starts_at as "startsAt", a.minutes, a.place, a.bring, a.state from appointments a where a.offer_id = o.id) a)`;
const HOUSEHOLD = `(select row_to_json(q) from (
  select asked_at as "askedAt", answer, because, source, answered_at as "answeredAt" from outcome_questions where offer_id = o.id) q)`;
const REVIEW = `(select row_to_json(v) from (
  select id, because, opened_at as "openedAt", settled_at as "settledAt", decision from outcome_reviews where offer_id = o.id order by settled_at is not null, opened_at desc limit 1) v)`;

/** Whatever stands in a sheet; the thread, what was agreed and how it ended come with each offer. */
const SHEET = `
  select office_now() as at, r.id, r.case_id as "caseId", r.newcomer_id as "newcomerId", n.given_name as "newcomerName", r.need, r.tier, r.state, r.way, r.chance, r.part_of as "partOf", r.note, r.fields,
    r.paused_until as "pausedUntil", r.reason, r.opened_at as "openedAt", r.opened_by as "openedBy", p.name as "openedByName", r.settled_at as "settledAt", r.version,
    (select coalesce(json_agg(x order by x.id), '[]') from (select id, need, state from referrals where part_of = r.id) x) as parts,
    (select coalesce(json_agg(f order by f.step, f.position, f.id), '[]') from (
      select ${OFFER}, ${MESSAGES} as messages, ${APPOINTMENTS} as appointments, ${HOUSEHOLD} as household, ${REVIEW} as review
      from offers o join organisations g on g.id = o.organisation_id join services s on s.id = o.service_id where o.referral_id = r.id) f) as offers
  from referrals r left join desk_newcomers n on n.id = r.newcomer_id left join desk_people p on p.id = r.opened_by`;

/** One referral as JSON. $1 which. */
export const ONE_SHEET = statement('referrals.sheet', `select row_to_json(t)::text as sheet from (${SHEET} where r.id = $1) t`);

/** Every referral of a case as JSON, the newest first; what was entered in error is out of sight. $1 the case. */
export const SHEETS_OF_CASE = statement('referrals.sheets-of-case', `
  select coalesce(json_agg(t order by t."openedAt" desc, t.id), '[]')::text as sheets from (${SHEET} where r.case_id = $1 and r.state <> 'voided') t`);

/** What organisations said was read. $1 the referral. */
export const MARK_READ = statement('referrals.read', `
  with messages as (update offer_messages m set read_at = office_now() from offers o where o.referral_id = $1 and m.offer_id = o.id and m.side = 'organisation' and m.read_at is null)
  update offers set read_at = office_now() where referral_id = $1 and said_at is not null and (read_at is null or said_at > read_at)`);

/** The case of a referral. $1 which. */
export const CASE_OF = statement('referrals.case-of', 'select case_id as "caseId" from referrals where id = $1');
