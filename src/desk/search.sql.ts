import { statement } from '../../libs/sql/sql.js';
import { sightSql, SIGHT, SIGHT_VALUES } from './sight.js';

/** How many answers a search gives at most: who is not among them is looked for with one word more. */
export const FOUND_MOST = 25;

/** How many spellings are considered before those out of sight are left out. */
const CONSIDERED = 200;

const n = 1 + SIGHT_VALUES;

/**
 * Whom a text means: by name (near spellings, without accents), by the case's number, by the first digits of a telephone.
 * $1–$8 how much the reader may see, $9 in which roles, $10 the text, $11 its digits or null, $12 how long it was, $13 the name in it or null.
 * Of cases that are not theirs to read people learn the household's name and owner, and telephones find nothing there;
 * a restricted case that they may open with a reason is found by its number alone. One audit row a search: never its text.
 */
export const SEARCH = statement('desk.search', `
  with matched as materialized (
    select case_id, newcomer_id, likeness, 'name' as why from near_newcomers($${n + 4}::text, ${CONSIDERED})
    union all select c.id, null, 2, 'number' from desk_cases c where c.number = upper($${n + 1}::text)
    union all select w.case_id, w.newcomer_id, 1.5, 'phone' from (
      select * from desk_ways where kind = 'phone' and (digits ~>=~ $${n + 2}::text and digits ~<~ ($${n + 2}::text || ':')
        or digits ~>=~ ('1' || $${n + 2}::text) and digits ~<~ ('1' || $${n + 2}::text || ':')) limit ${CONSIDERED}) w),
  best as (select distinct on (case_id) * from matched order by case_id, likeness desc),
  found as materialized (
    select b.why, b.likeness, b.newcomer_id, c.*, ${sightSql('c', 1)} as sees from best b,
      lateral (select * from desk_cases x where x.id = b.case_id offset 0) c),
  shown as materialized (
    select * from found f where f.sees = ${SIGHT.whole} or f.sees = ${SIGHT.glimpse} and f.why <> 'phone' or f.sees = ${SIGHT.ask} and f.why = 'number'
    order by f.likeness desc, f.sees desc, f.state = 'closed', f.lead_name, f.id limit ${FOUND_MOST}),
  recorded as materialized (select audit_append($1::uuid, $1::uuid, $${n}::text, 'newcomers.searched', null,
    jsonb_build_object('length', $${n + 3}::int, 'hits', (select count(*) from shown))) as entry)
  select (select entry from recorded) as entry, (select office_now()) as at, (select coalesce(json_agg(item), '[]')::text from (
    select case s.sees
      when ${SIGHT.whole} then json_build_object('caseId', s.id, 'number', s.number, 'sees', 'whole', 'why', s.why, 'leadName', s.lead_name,
        'matchedName', (select trim(w.given_name || ' ' || w.family_name) from desk_newcomers w where w.id = s.newcomer_id and not w.head),
        'state', s.state, 'tier', s.tier, 'language', s.language, 'size', s.size, 'arrivalOn', s.arrival_on, 'plannedArrivalOn', s.planned_arrival_on,
        'restricted', s.restricted, 'ownerName', o.name, 'nextCode', s.next_code, 'nextDueAt', s.next_due_at)
      when ${SIGHT.ask} then json_build_object('caseId', s.id, 'number', s.number, 'sees', 'ask', 'why', s.why)
      else json_build_object('caseId', s.id, 'sees', 'glimpse', 'why', s.why, 'leadName', s.lead_name, 'ownerName', o.name)
    end as item
    from shown s left join desk_people o on o.id = s.owner_id order by s.likeness desc, s.sees desc, s.state = 'closed', s.lead_name, s.id) r) as items`);
