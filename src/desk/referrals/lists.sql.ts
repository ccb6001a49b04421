import { statement, type Statement } from '../../../libs/sql/sql.js';
import type { Scope } from '../worklist.rules.js';
import { CLOCK, NOW, WHOSE, WHOSE_VALUES } from '../worklist.sql.js';
import type { ReferralList } from './lists.rules.js';

/** Where a list is read from: relations with `c`, the case, among them; which of them; by what it is ordered; and what a row says. */
interface Source {
  readonly from: string;
  readonly where: string;
  readonly key: string;
  readonly id: string;
  readonly columns: string;
}

/** Cases that are not over: by these alone the indexes of owners and teams find them. */
const ofScope = (scope: Scope): string => `c.state <> 'closed' and ${WHOSE[scope]}`;

const OFFERS = 'desk_offers f join desk_cases c on c.id = f.case_id';
const OFFER = `f.referral_id as "referralId", f.need, f.organisation_id as "organisationId", f.organisation_name as "organisationName", f.state, f.sent_at as "sentAt", f.awaited_at as "awaitedAt",
  f.contacted_at as "contactedAt", f.outcome, f.reason`;
const REFERRAL = `r.id as "referralId", r.need`;
const GOES_ON = (referral: string): string => `exists (select from desk_offers g where g.referral_id = ${referral} and g.settled_at is null)`;
const AFTER_LOOKING = (offer: string): string => `${offer}.settled_at > coalesce(r.looked_at, '-infinity')`;

/** Whatever somebody must decide about, each kind by its own index; the scope stands in each, so that one's own are not looked for among all. */
const decisions = (scope: Scope): string => `(
  select r.id, r.id as referral_id, r.need, r.case_id, null::uuid as review_id, 'reassess' as because, null::text as organisation_name, r.reason,
    coalesce((select max(g.settled_at) from desk_offers g where g.referral_id = r.id), r.opened_at) as at
  from desk_referrals r join desk_cases c on c.id = r.case_id where r.state = 'paused' and r.paused_until is null and ${ofScope(scope)}
  union all
  select v.id, v.referral_id, f.need, v.case_id, v.id, v.because, f.organisation_name, null, v.opened_at
  from desk_reviews v join desk_offers f on f.id = v.offer_id join desk_cases c on c.id = v.case_id where v.settled_at is null and ${ofScope(scope)}
  union all
  select f.id, f.referral_id, f.need, f.case_id, null, 'disagreed', f.organisation_name, null, f.disagreed_at
  from ${OFFERS} where f.disagreed_at is not null and f.state in ('accepted', 'scheduled', 'in_service') and ${ofScope(scope)}
  union all
  select f.id, f.referral_id, f.need, f.case_id, null, 'partly', f.organisation_name, null, f.settled_at
  from desk_referrals r join desk_offers f on f.referral_id = r.id join desk_cases c on c.id = r.case_id
  where r.state = 'open' and f.outcome = 'partly' and ${AFTER_LOOKING('f')} and not ${GOES_ON('r.id')} and ${ofScope(scope)}
    and not exists (select from desk_reviews v where v.offer_id = f.id and v.settled_at is null)
  union all
  select r.id, r.id, r.need, r.case_id, null, 'reappeared', null, null, r.looked_at
  from desk_referrals r join desk_cases c on c.id = r.case_id where r.state = 'open' and r.reason = 'room_appeared' and ${ofScope(scope)}
    and not exists (select from desk_offers g where g.referral_id = r.id and g.settled_at is null and g.state <> 'drafted')) d`;

/** After a season nobody can tell one help from another. */
const REMEMBERED_DAYS = 90;

const offers = (where: string, key: string): Source => ({ from: OFFERS, where, key, id: 'f.id', columns: OFFER });

const SOURCES: Readonly<Record<ReferralList, (scope: Scope) => Source>> = {
  waiting: () => offers(`f.awaited_at is not null and (f.state = 'sent' or f.awaited_at < ${NOW})`, 'f.awaited_at'),
  questions: () => offers(`f.state = 'information_requested'`, 'f.asked_at'),
  answers: () => offers(`(f.to_read or f.state = 'information_requested')`, 'f.said_at'),
  decide: (scope) => ({
    from: `${decisions(scope)} join desk_cases c on c.id = d.case_id`, where: 'true', key: 'd.at', id: 'd.id',
    columns: `d.referral_id as "referralId", d.need, d.organisation_name as "organisationName", d.reason, d.review_id as "reviewId", d.because`,
  }),
  to_ask: () => ({
    from: 'desk_referrals r join desk_cases c on c.id = r.case_id', key: 'r.opened_at', id: 'r.id', columns: REFERRAL,
    where: `r.state = 'open' and not ${GOES_ON('r.id')} and not exists (select from desk_offers f where f.referral_id = r.id and f.outcome = 'partly' and ${AFTER_LOOKING('f')})
      and not exists (select from desk_referrals p where p.part_of = r.id)`,
  }),
  households: () => ({
    from: 'desk_outcome_questions q join desk_offers f on f.id = q.offer_id join desk_cases c on c.id = q.case_id', key: 'q.asked_at', id: 'f.id', columns: OFFER,
    where: `q.answer is null and q.asks = 'caseworker' and q.asked_at > ${NOW} - interval '${REMEMBERED_DAYS} days' and f.state in ('completed', 'unsuccessful')`,
  }),
  unmet: () => ({
    from: 'desk_unmet_needs u join desk_referrals r on r.id = u.referral_id join desk_cases c on c.id = u.case_id', where: `u.settled_at is null`, key: 'u.since', id: 'u.id',
    columns: `${REFERRAL}, u.reason`,
  }),
};

const ABOUT_CASE = `c.id as "caseId", c.lead_name as "leadName", c.tier, c.restricted, p.name as "ownerName"`;

const rowsSql = (list: ReferralList, scope: Scope, limit: string, further = ''): string => {
  const { from, where, key, id, columns } = SOURCES[list](scope);
  return `select ${id} as id, ${key} as key, ${columns}, ${ABOUT_CASE} from ${from} left join desk_people p on p.id = c.owner_id
    where ${where} and ${ofScope(scope)}${further && ` and (${key}, ${id}) > ${further}`} order by ${key}, ${id} limit ${limit}`;
};

/** How many are in a list, no further than a thousand and one. */
const countOf = (list: ReferralList, scope: Scope): string => {
  const { from, where } = SOURCES[list](scope);
  return `(select count(*) from (select from ${from} where ${where} and ${ofScope(scope)} limit 1001) as counted)`;
};

/** A page of a list as JSON, with one row too many. $1 the zone, $2… whose, then how many and, further on, the keys of the last one read. */
export function referralListStatement(list: ReferralList, scope: Scope, further: boolean): Statement {
  const n = 2 + WHOSE_VALUES[scope];
  return statement(`desk.referrals.${list}.${scope}${further ? '.further' : ''}`, `
  with ${CLOCK} select ${NOW} as at, (select coalesce(json_agg(x), '[]') from (${rowsSql(list, scope, `$${n}::int + 1`, further ? `($${n + 1}::timestamptz, $${n + 2}::uuid)` : '')}) x)::text as items`);
}

/** How many are in each list, by the same conditions. $1 the zone, $2… whose. */
export const referralCountsStatement = (lists: readonly ReferralList[], scope: Scope): Statement => statement(`desk.referral-counts.${scope}`, `
  with ${CLOCK} select json_build_object(${lists.map((list) => `'${list}', ${countOf(list, scope)}`).join(', ')}) as counts, ${NOW} as at`);

/** For how many days a question that nobody answered still tells of an organisation. */
const SILENT_DAYS = 14;

/** Organisations that let a time pass, or did not answer lately, those who are late with most first. */
const silent = (scope: Scope, most: number): string => `(select coalesce(json_agg(s order by s.late + s.expired desc, s.since), '[]') from (
  select f.organisation_id as id, f.organisation_name as name, count(*) filter (where f.state <> 'expired') as late, count(*) filter (where f.state = 'expired') as expired, min(f.awaited) as since
  from (select x.*, x.awaited_at as awaited from desk_offers x where x.awaited_at < ${NOW}
    union all select x.*, x.due_at from desk_offers x where x.state = 'expired' and x.due_at > ${NOW} - interval '${SILENT_DAYS} days') f join desk_cases c on c.id = f.case_id
  where ${ofScope(scope)} group by 1, 2 order by count(*) desc, min(f.awaited) limit ${most}) s)`;

/** What a day shows of referrals, as a part of its one statement; silent organisations are for whoever oversees others. */
export function referralsOfDay(scope: Scope, most: number): string {
  const first = (list: ReferralList): string => `'${list}', (select coalesce(json_agg(x), '[]') from (${rowsSql(list, scope, String(most))}) x)`;
  const { from, where } = SOURCES.waiting(scope);
  // Those whose time is over are told apart in the same look.
  const awaited = `(select array[count(*), count(*) filter (where late)] as n from (select f.awaited_at < ${NOW} as late from ${from} where ${where} and ${ofScope(scope)} limit 1001) as counted)`;
  return `json_build_object('counts', (select json_build_object('waiting', n[1], 'late', n[2], 'answers', ${countOf('answers', scope)}, 'decide', ${countOf('decide', scope)}) from ${awaited} w), ${first('waiting')}, ${first('answers')}, ${first('decide')}, 'silent', ${scope === 'mine' ? `'[]'::json` : silent(scope, most)})`;
}
