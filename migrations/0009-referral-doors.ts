import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The doors of referrals: what the database does for those who may not see its tables, the wall between organisations, and what the desk sees. */
export class ReferralDoors1763856000009 implements MigrationInterface {
  readonly name = 'ReferralDoors1763856000009';

  async up(db: QueryRunner): Promise<void> {
    await db.query(DOORS);
    await db.query(WALL);
    await db.query(VIEWS);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

/** What the database does for those who may not see the tables it touches. */
const DOORS = `
-- Whether somebody may act for an organisation through what follows: its own people and links, and the office. Here the role counts
-- that the connection took, since what follows runs as the owner: an organisation's connection that is bound to none acts for none.
do $$ begin
  execute format($f$create function may_act_for(p_organisation uuid) returns boolean language sql stable as $g$
    select coalesce(p_organisation = acting_organisation(), coalesce(nullif(current_setting('role'), 'none'), session_user) <> %L) $g$ $f$, current_setting('passerelle.role_organisation'));
end $$;
-- Locks a referral and then one of its offers, for whoever the offer is theirs, and says what they need to know to act on it.
create function enter_offer(p_offer uuid) returns table (referral_id uuid, case_id uuid, referral_state text, case_state text, team_id uuid, owner_id uuid, held uuid)
language plpgsql security definer set search_path from current as $$
declare v_referral uuid;
begin
  select o.referral_id into v_referral from offers o
  where o.id = p_offer and may_act_for(o.organisation_id) and (acting_organisation() is null or o.state <> 'drafted');
  if v_referral is null then return; end if;
  perform from referrals r where r.id = v_referral for no key update;
  perform from offers o where o.id = p_offer for no key update;
  return query
    select r.id, r.case_id, r.state, c.state, c.team_id, c.owner_id,
      (select o.id from offers o where o.referral_id = r.id and o.state in ('accepted', 'scheduled', 'in_service'))
    from referrals r join cases c on c.id = r.case_id where r.id = v_referral;
end $$;
-- Locks a case, then one of its referrals and the referral's offers, and says which case it is: everybody locks in this order.
create function enter_referral(p_referral uuid) returns uuid language plpgsql set search_path from current as $$
declare v_case uuid;
begin
  select case_id into v_case from referrals where id = p_referral;
  perform from cases where id = v_case for no key update;
  perform from referrals where id = p_referral for no key update;
  perform from offers where referral_id = p_referral order by id for no key update;
  return v_case;
end $$;
revoke all on function enter_referral(uuid) from public;
select allow('office,worker', 'execute', 'function enter_referral(uuid)');
-- The first to accept wins: whoever else was asked is released. The caller entered the offer, which is held.
create function release_others(p_offer uuid) returns void language sql security definer set search_path from current as $$
  update offers o set state = 'superseded', reason = 'other_accepted', settled_at = office_now(), asked_at = null
  from offers held
  where held.id = p_offer and held.state = 'accepted' and may_act_for(held.organisation_id)
    and o.referral_id = held.referral_id and o.id <> held.id and o.state in ('drafted', 'sent', 'information_requested', 'waitlisted')
$$;
-- Whether a household still agrees that an organisation sees what was shared with it. The database does not know the office's
-- zone: a consent counts until its last day has ended everywhere. An organisation asks only for itself, and for households that it was asked about.
create function referral_agreed(p_case uuid, p_organisation uuid) returns boolean language sql stable security definer set search_path from current as $$
  select may_act_for(p_organisation) and (acting_organisation() is null or exists (select from offers where case_id = p_case and organisation_id = p_organisation and state <> 'drafted'))
    and exists (select from consents where case_id = p_case and purpose = 'referral' and withdrawn_at is null
    and expires_on >= (office_now() at time zone 'UTC')::date - 1 and recipient in ('network', 'organisation:' || p_organisation))
$$;
-- What surrounds an offer, without a lock: for whoever only looks.
create function offer_stands(p_offer uuid) returns table (referral_state text, case_state text, held uuid, agreed boolean)
language sql stable security definer set search_path from current as $$
  select r.state, c.state, (select h.id from offers h where h.referral_id = r.id and h.state in ('accepted', 'scheduled', 'in_service')), referral_agreed(o.case_id, o.organisation_id)
  from offers o join referrals r on r.id = o.referral_id join cases c on c.id = o.case_id
  where o.id = p_offer and may_act_for(o.organisation_id) and (acting_organisation() is null or o.state <> 'drafted')
$$;
-- Whether what was shared with an offer may be read: while it is asked or held and after it was served, as long as they agree.
create function share_open(p_offer uuid) returns boolean language sql stable security definer set search_path from current as $$
  select exists (select from offers o where o.id = p_offer and o.state in ('sent', 'information_requested', 'waitlisted', 'accepted', 'scheduled', 'in_service', 'completed', 'unsuccessful')
    and referral_agreed(o.case_id, o.organisation_id))
$$;
-- What an organisation may see of an offer of its own before anybody signs in; also when its time has passed, for its yes may still come.
create view offer_summaries with (security_barrier = true) as
  select id as offer_id, organisation_id, summary from offers where organisation_id = acting_organisation() and state <> 'drafted'
    and (share_open(id) or state = 'expired' and referral_agreed(case_id, organisation_id));
-- What waits for an organisation's answer, for the counter beside its way around.
create view asking_offers as select id, organisation_id from offers where settled_at is null and state = 'sent';
-- How soon the network has answered for 30 days, in minutes of business time: of each organisation its latest, so that the large ones do not drown
-- the others. Nothing while so few answered that it would tell whose answers they are.
create function network_answer_median() returns int language sql stable security definer set search_path from current as $$
  select case when count(distinct h.organisation_id) >= 5 then percentile_cont(0.5) within group (order by h.business_minutes)::int end
  from organisations g cross join lateral (select o.organisation_id, o.business_minutes from offers o
    where o.organisation_id = g.id and o.sent_at >= office_now() - interval '30 days' and o.answer is not null and o.answer <> 'expired' and o.state <> 'voided' order by o.sent_at desc limit 20) h
$$;

-- A case closes when nobody helps it any more: what an organisation holds is settled first.
create function case_keeps_its_help() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform from referrals where case_id = new.id and state in ('open', 'paused', 'unmet') order by id for no key update;
  if exists (select from offers where case_id = new.id and state in ('accepted', 'scheduled', 'in_service')) then
    raise exception 'a case with a held offer cannot be closed' using errcode = 'check_violation', constraint = 'held_offers_keep_a_case_open';
  end if;
  return new;
end $$;
create trigger cases_keep_their_help before update of state on cases for each row when (new.state = 'closed' and old.state <> 'closed') execute function case_keeps_its_help();
`;

/** Organisations see their own offers; what was shared and said only while the household agrees, and only people who signed in. */
const WALL = `
alter table offers enable row level security;
alter table offer_shares enable row level security;
alter table offer_messages enable row level security;
alter table appointments enable row level security;
alter table disclosures enable row level security;
do $$
declare
  org text := current_setting('passerelle.role_organisation');
  relation text;
begin
  foreach relation in array array['offers', 'offer_shares', 'offer_messages', 'appointments', 'disclosures'] loop
    execute format('create policy office on %I to %I, %I using (true) with check (true)', relation, current_setting('passerelle.role_office'), current_setting('passerelle.role_worker'));
  end loop;
  execute format($p$create policy own on offers to %I using (organisation_id = (select acting_organisation()) and state <> 'drafted') with check (organisation_id = (select acting_organisation()))$p$, org);
  execute format('create policy own on offer_shares for select to %I using (organisation_id = (select acting_organisation()) and (select acting_person()) is not null and share_open(offer_id))', org);
  execute format('create policy own on offer_messages to %I using (organisation_id = (select acting_organisation()) and (select acting_person()) is not null and share_open(offer_id)) with check (organisation_id = (select acting_organisation()))', org);
  execute format('create policy own on appointments to %I using (organisation_id = (select acting_organisation()) and share_open(offer_id)) with check (organisation_id = (select acting_organisation()))', org);
  -- What it says is its own word, and what it opened is of the household that the offer is about.
  execute format('create policy said on offer_messages as restrictive for insert to %I with check (side = ''organisation'')', org);
  execute format('create policy own on disclosures for insert to %I with check (organisation_id = (select acting_organisation()) and case_id = (select o.case_id from offers o where o.id = offer_id))', org);
end $$;
select wall_off('offer_links', 'organisation_id');

select allow('office,worker', 'select, insert, update', relation)
  from unnest(array['referrals', 'offers', 'share_templates', 'offer_links', 'offer_messages', 'appointments', 'newcomer_links', 'outcome_questions', 'outcome_reviews', 'unmet_needs']) as relation;
select allow('office', 'delete', 'share_templates');
select allow('office,worker', 'select, insert', 'offer_shares');
select allow('office,worker', 'select, insert', 'disclosures');
select allow('worker', 'delete', 'offer_links');
select allow('worker', 'delete', 'newcomer_links');
-- Everything of its own offers but what tells of the household: that it reads through the view, while they agree.
select allow('organisation', 'select (id, referral_id, case_id, organisation_id, service_id, need, tier, state, clock, calendar, allowance_minutes, sent_at, standard_due_at, due_at, asked_at, asks, left_minutes,
  paused_minutes, paused_business_minutes, answered_at, answer, elapsed_minutes, business_minutes, seen_at, reason, side, wait_place, wait_weeks, accepted_at, contact_due_at, contacted_at,
  scheduled_at, started_at, told_at, update_due_at, outcome_due_at, outcome, settled_at, disagreed_at, demo, version)', 'offers');
select allow('organisation', 'update (state, due_at, asked_at, asks, left_minutes, paused_minutes, paused_business_minutes, answered_at, answer, elapsed_minutes, business_minutes, seen_at, reason, side, again_on, wait_place, wait_weeks,
  accepted_at, contact_due_at, contacted_at, scheduled_at, started_at, told_at, update_due_at, outcome_due_at, outcome, settled_at, said_at, version)', 'offers');
select allow('organisation', 'select', 'offer_shares');
select allow('organisation', 'select', 'offer_summaries');
select allow('organisation', 'select, insert', 'offer_messages');
select allow('organisation', 'update (read_at)', 'offer_messages');
select allow('organisation', 'select, insert', 'appointments');
select allow('organisation', 'update (starts_at, minutes, place, bring, state, settled_at, version)', 'appointments');
select allow('organisation', 'insert', 'disclosures');
select allow('organisation', 'select', 'offer_links');
select allow('organisation', 'update (used_at)', 'offer_links');
revoke all on function enter_offer(uuid) from public;
revoke all on function offer_stands(uuid) from public;
revoke all on function release_others(uuid) from public;
revoke all on function referral_agreed(uuid, uuid) from public;
revoke all on function share_open(uuid) from public;
select allow('office,worker,organisation', 'execute', 'function enter_offer(uuid)');
select allow('office,worker,organisation', 'execute', 'function offer_stands(uuid)');
select allow('office,worker,organisation', 'execute', 'function release_others(uuid)');
select allow('office,worker,organisation', 'execute', 'function referral_agreed(uuid, uuid)');
select allow('office,worker,organisation', 'execute', 'function share_open(uuid)');
revoke all on function network_answer_median() from public;
select allow('organisation', 'execute', 'function network_answer_median()');
select allow('office,worker', 'select', 'asking_offers');
`;

/** What the desk sees of this room: it may change its tables as long as these stay true. */
const VIEWS = `
create view desk_referrals as
  select r.id, r.case_id, r.newcomer_id, r.need, r.tier, r.state, r.way, r.part_of, r.note, r.fields, r.paused_until, r.reason, r.opened_at, r.opened_by, r.settled_at, r.looked_at, r.version from referrals r;
create view desk_offers as
  select o.id, o.referral_id, o.case_id, o.organisation_id, o.service_id, g.name as organisation_name, s.name as service_name, o.need, o.tier, o.state, o.step, o.position, o.clock, o.sent_at, o.standard_due_at, o.due_at,
    o.asked_at, o.asks, o.answered_at, o.answer, o.elapsed_minutes, o.business_minutes, o.seen_at, o.reason, o.side, o.wait_place, o.wait_weeks, o.accepted_at, o.contact_due_at, o.contacted_at, o.scheduled_at, o.started_at,
    o.told_at, o.update_due_at, o.outcome_due_at, o.outcome, o.settled_at, o.disagreed_at, o.version,
    o.said_at, o.awaited_at, o.said_at is not null and (o.read_at is null or o.said_at > o.read_at) as to_read
  from offers o join organisations g on g.id = o.organisation_id join services s on s.id = o.service_id;
create view desk_appointments as
  select id, offer_id, organisation_id, starts_at, minutes, place, bring, state from appointments;
create view desk_reviews as
  select id, offer_id, referral_id, case_id, because, opened_at, settled_at, decision from outcome_reviews;
create view desk_outcome_questions as
  select offer_id, case_id, asked_at, asks, answer, because, source, answered_at from outcome_questions;
-- The ledger of a household: who received or opened what of it, and for what.
create view desk_disclosures as
  select d.id, d.case_id, d.kind, d.at, d.need, d.fields, d.organisation_id, g.name as organisation_name, s.id as service_id, s.name as service_name, d.offer_id, r.newcomer_id, d.person_id, d.link_id
  from disclosures d join offers o on o.id = d.offer_id join referrals r on r.id = o.referral_id join organisations g on g.id = d.organisation_id join services s on s.id = o.service_id;
create view desk_unmet_needs as
  select id, referral_id, case_id, need, tier, borough, languages, reason, since, settled_at, settled_by, service_id from unmet_needs;
-- What the desk looks for: awaited, said, asked, and to be decided.
create index offers_awaited on offers (awaited_at, id) where awaited_at is not null;
create index offers_to_read on offers (case_id) where said_at is not null and (read_at is null or said_at > read_at);
create index offers_questions on offers (asked_at, id) where state = 'information_requested';
create index offers_disagreed on offers (case_id) where disagreed_at is not null and state in ('accepted', 'scheduled', 'in_service');
create index offers_partly on offers (referral_id) where outcome = 'partly';
create index offers_expired on offers (due_at) where state = 'expired';
create index referrals_reassess on referrals (case_id) where state = 'paused' and paused_until is null;
create index referrals_reappeared on referrals (case_id) where state = 'open' and reason = 'room_appeared';
create index outcome_questions_to_ask on outcome_questions (case_id) where answer is null and asks = 'caseworker';
create index outcome_reviews_offer on outcome_reviews (offer_id, settled_at);
create view desk_organisations as select id, name from organisations;
-- Help that counts in figures: both sides say so, or the office decided so and the newcomer has said nothing else since. The twin of \`isConfirmed\`.
create view confirmed_help as
  select o.id as offer_id, o.referral_id, o.case_id, o.organisation_id, o.service_id, o.need, o.tier, greatest(o.settled_at, q.answered_at, v.settled_at) as confirmed_at
  from offers o left join outcome_questions q on q.offer_id = o.id
    left join lateral (select decision, settled_at from outcome_reviews where offer_id = o.id and settled_at is not null order by settled_at desc, id desc limit 1) v on true
  where (o.state = 'completed' or o.state = 'unsuccessful' and o.reason = 'stopped') and not exists (select from outcome_reviews where offer_id = o.id and settled_at is null)
    and case when v.decision in ('helped', 'not_helped') and (q.answered_at is null or q.answered_at <= v.settled_at) then v.decision = 'helped'
      else q.answer = 'helped' and coalesce(nullif(v.decision, 'ask_again'), o.outcome, 'not_helped') = 'helped' end;
select allow('office,worker', 'select', 'confirmed_help');
do $$
declare seen text;
begin
  foreach seen in array array['organisations', 'referrals', 'offers', 'appointments', 'reviews', 'outcome_questions', 'unmet_needs', 'disclosures'] loop
    perform allow('office,worker', 'select', 'desk_' || seen);
  end loop;
end $$;
`;
