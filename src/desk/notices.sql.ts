import { statement } from '../../libs/sql/sql.js';
import { sightSql, SIGHT } from './sight.js';

/**
 * Tells people, each of them at most once for a kind and a subject until they have read it: what happens again meanwhile only
 * raises the count. $1 identities, $2 people, $3 the kind of each, $4 subjects, $5 cases, $6 details, $7 when.
 */
export const TELL = statement('desk.notices.tell', `
  insert into notices as n (id, person_id, kind, subject_id, case_id, details, told_at)
  select * from (
    select distinct on (person, kind, subject) id, person, kind, subject, file, details, $7::timestamptz
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::jsonb[]) with ordinality as g (id, person, kind, subject, file, details, place)
    where exists (select from desk_people p where p.id = person and p.active)
    order by person, kind, subject, place desc) told
  on conflict (person_id, kind, subject_id) where read_at is null
  do update set times = n.times + 1, details = excluded.details, told_at = excluded.told_at`);

const WHOLE = `(n.case_id is null or ${sightSql('c', 1)} = ${SIGHT.whole})`;

/**
 * One's notices, newest first, with the household's name, its need and whom it was referred to where one may read it. $1–$8 how much the reader may see, $9 whether
 * only unread ones, $10 and $11 the keys of the last one read, $12 how many.
 */
export const NOTICES = statement('desk.notices', `
  select n.id, n.kind, n.subject_id as "subjectId", n.case_id as "caseId",
    case when ${WHOLE} then n.details else n.details - array['need', 'organisationId', 'reason'] end as details, n.times, n.told_at as "toldAt", n.told_at::text as "toldKey",
    n.read_at as "readAt", c.number, case when ${sightSql('c', 1)} = ${SIGHT.whole} then c.lead_name end as "leadName", c.tier,
    case when ${WHOLE} then g.name end as "organisationName"
  from notices n left join desk_cases c on c.id = n.case_id left join desk_organisations g on g.id = (n.details ->> 'organisationId')::uuid
  where n.person_id = $1::uuid and ($9::bool is not true or n.read_at is null)
    and (n.told_at, n.id) < (coalesce($10::timestamptz, 'infinity'), coalesce($11::uuid, '00000000-0000-0000-0000-000000000000'))
  order by n.told_at desc, n.id desc limit $12::int`);

/** Marks notices as read: those named, or all that were told until a moment. $1 whose, $2 which or null, $3 until when. */
export const MARK_READ = statement('desk.notices.read', `
  update notices set read_at = office_now()
  where person_id = $1::uuid and read_at is null and ($2::uuid[] is null or id = any($2)) and ($3::timestamptz is null or told_at <= $3)`);
