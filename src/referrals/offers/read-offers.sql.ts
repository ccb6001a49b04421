import { statement } from '../../../libs/sql/sql.js';
import { COUNT_LIMIT } from '../../../libs/http/keyset.js';
import { OFFER_TABS, type OfferTab } from './inbox.rules.js';
import { SEEN } from './offers.store.js';

const statesOf = (tab: OfferTab): string => OFFER_TABS[tab].map((state) => `'${state}'`).join(', ');
/** The organisation is in no condition: row-level security is. */
const OF_INBOX = "state <> 'drafted'";

/** What is read beside an offer’s own columns; an organisation reads the summary through its view, while the household agrees. */
const BESIDE = `
  json_build_object('id', s.id, 'name', s.name) as service, v.summary, a.appointment, coalesce(m.unread, 0) as unread
  from page p join services s on s.id = p."serviceId"
    left join lateral (select summary from offer_summaries where offer_id = p.id) v on true
    left join lateral (select json_build_object('id', id, 'startsAt', starts_at, 'minutes', minutes, 'place', place, 'bring', bring) as appointment
      from appointments where offer_id = p.id and state = 'planned') a on true
    left join lateral (select count(*)::int as unread from offer_messages where offer_id = p.id and side = 'office' and read_at is null) m on true`;

/** A page of an inbox whose offers still ask something: $1 states, $2 how many, $3 and $4 the last of the page before. */
export const INBOX_GOING = statement('offers.inbox-going', `
  with page as materialized (
    select ${SEEN} from offers where settled_at is null and ${OF_INBOX} and state = any($1) and ($3::timestamptz is null or (due_at, id) > ($3, $4::uuid)) order by due_at, id limit $2)
  select p.*, ${BESIDE} order by p."dueAt", p.id`);

/** The same of offers that are over, the last sent first. */
export const INBOX_OVER = statement('offers.inbox-over', `
  with page as materialized (
    select ${SEEN} from offers where sent_at is not null and settled_at is not null and ${OF_INBOX} and state = any($1) and ($3::timestamptz is null or (sent_at, id) < ($3, $4::uuid))
    order by sent_at desc, id desc limit $2)
  select p.*, ${BESIDE} order by p."sentAt" desc, p.id desc`);

/** How many are in each tab, up to one more than is counted. */
export const INBOX_COUNTS = statement('offers.inbox-counts', `select ${(Object.keys(OFFER_TABS) as OfferTab[]).map((tab) => (
  `(select count(*)::int from (select from offers where ${OF_INBOX} and sent_at is not null and settled_at is ${tab === 'done' || tab === 'declined' ? 'not null' : 'null'} and state in (${statesOf(tab)}) limit ${COUNT_LIMIT + 1}) x) as "${tab}"`)).join(', ')}`);

/** One offer as an organisation reads it. */
export const ONE_OF_OWN = statement('offers.one-of-own', `with page as materialized (select ${SEEN} from offers where id = $1 and ${OF_INBOX}) select p.*, ${BESIDE}`);

/** One offer as the office reads it. */
export const ONE_AT_OFFICE = statement('offers.one-at-office', `
  with page as materialized (select ${SEEN} from offers where id = $1)
  select p.*, ${BESIDE.replace('select summary from offer_summaries where offer_id = p.id', "select case when state <> 'drafted' then summary end as summary from offers where id = p.id").replace("side = 'office'", "side = 'organisation'")}`);

export const STANDS = statement('offers.stands', 'select referral_state as "referralState", case_state as "caseState", held, agreed from offer_stands($1)');
export const THREAD = statement('offers.thread', `
  select id, side, kind, body, author_id as "authorId", at, read_at as "readAt" from offer_messages where offer_id = $1 order by at, id`);
export const MEETINGS = statement('offers.meetings', `
  select id, starts_at as "startsAt", minutes, place, bring, state, version from appointments where offer_id = $1 order by starts_at, id`);
// With no word of what it may collide with: organisations read nothing of the ledger.
export const OPENED_BY_LINK = statement('offers.opened-by-link', `
  insert into disclosures (case_id, organisation_id, offer_id, kind, need, fields, at, link_id) values ($1, $2, $3, 'opened', $4, '{}', $5, $6) on conflict do nothing`);
export const MARK_SEEN = statement('offers.mark-seen', 'update offers set seen_at = $2 where id = $1 and seen_at is null');
export const MARK_READ = statement('offers.mark-read', 'update offer_messages set read_at = $2 where offer_id = $1 and side = $3 and read_at is null');
