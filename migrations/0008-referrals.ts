import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who helps: referrals, the offers that carry them to the network, what is shared, what came of it, and what nobody could meet. */
export class Referrals1763856000008 implements MigrationInterface {
  readonly name = 'Referrals1763856000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(ASKING);
    await db.query(SHARING);
    await db.query(ANSWERING);
    await db.query(OUTCOMES);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

/** A referral is one need of one case, put to the network; an offer is that referral put to one service. */
const ASKING = `
create table referrals (
  id uuid primary key,
  case_id uuid not null references cases,
  -- One person of the household; null for all of it.
  newcomer_id uuid references newcomers,
  need text not null,
  tier text not null check (tier in ('P1', 'P2', 'P3', 'P4')),
  state text not null check (state in ('open', 'paused', 'met', 'unmet', 'withdrawn', 'voided')),
  -- One after the other, several at once, or one service that the office already knows.
  way text not null check (way in ('order', 'wave', 'direct')),
  -- What a wave aims at: the chance of an answer in time, between 0 and 1.
  chance double precision check (chance > 0 and chance < 1),
  part_of uuid references referrals,
  -- A word for the organisation, which it reads with the share.
  note text,
  -- Which fields are shared with whoever is asked.
  fields text[] not null default '{}',
  paused_until timestamptz,
  -- Whoever restricted the case said that it leaves the office all the same.
  restricted_too boolean not null default false,
  reason text,
  opened_at timestamptz not null,
  opened_by uuid references people,
  settled_at timestamptz,
  -- When the office last looked and let it go on: what was answered before does not stop it again.
  looked_at timestamptz,
  -- When it was split into parts, which are asked in its place.
  split_at timestamptz,
  demo boolean not null default false,
  version int not null default 1,
  constraint settled_when_not_going check ((state in ('open', 'paused')) = (settled_at is null)),
  constraint paused_has_a_reason check (state <> 'paused' or reason is not null)
) with (fillfactor = 85);
create function referral_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and new.state <> 'voided' and (old.state, new.state) not in (('open', 'paused'), ('paused', 'open'), ('open', 'met'), ('open', 'unmet'),
    ('unmet', 'open'), ('met', 'open'), ('withdrawn', 'open'), ('open', 'withdrawn'), ('paused', 'withdrawn')) or old.state = 'voided' and new.state <> 'voided' then
    raise exception 'a referral cannot go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'referral_moves';
  end if;
  new.version := old.version + 1;
  return new;
end $$;
create trigger referrals_moves before update on referrals for each row execute function referral_moves();
create index referrals_case on referrals (case_id, opened_at);
create index referrals_going on referrals (opened_at, id) where state in ('open', 'paused');
create index referrals_parts on referrals (part_of) where part_of is not null;

create table offers (
  id uuid primary key,
  referral_id uuid not null references referrals,
  case_id uuid not null references cases,
  organisation_id uuid not null,
  service_id uuid not null,
  foreign key (organisation_id, service_id) references services (organisation_id, id),
  unique (organisation_id, id),
  need text not null,
  tier text not null check (tier in ('P1', 'P2', 'P3', 'P4')),
  state text not null check (state in ('drafted', 'sent', 'information_requested', 'waitlisted', 'accepted', 'scheduled', 'in_service', 'completed',
    'unsuccessful', 'declined', 'expired', 'superseded', 'withdrawn', 'person_declined', 'voided')),
  -- Those of one step are asked together; a wave has several, an order one.
  step int not null,
  position int not null,
  -- What the organisation may see before it signs in: the need, how many they are, their language, their borough. Never who.
  summary jsonb not null default '{}',
  -- The promise it was asked under: so much time, on whose clock, after which calendar.
  clock text check (clock in ('elapsed', 'business')),
  calendar text,
  allowance_minutes int check (allowance_minutes > 0),
  sent_at timestamptz,
  standard_due_at timestamptz,
  due_at timestamptz,
  reminded_at timestamptz,
  -- A question of the organisation's: its clock stands still from then on.
  asked_at timestamptz,
  asks smallint not null default 0 check (asks between 0 and 2),
  left_minutes int,
  paused_minutes int not null default 0,
  paused_business_minutes int not null default 0,
  -- Its first answer, and how long it took, without the pauses.
  answered_at timestamptz,
  answer text check (answer in ('accepted', 'waitlisted', 'declined', 'expired')),
  elapsed_minutes int,
  business_minutes int,
  seen_at timestamptz,
  reason text,
  side text check (side in ('provider', 'person')),
  -- Not to be asked again for that need before this day; infinity for never.
  again_on date,
  wait_place int check (wait_place > 0),
  wait_weeks int check (wait_weeks >= 0),
  accepted_at timestamptz,
  contact_due_at timestamptz,
  contacted_at timestamptz,
  scheduled_at timestamptz,
  started_at timestamptz,
  told_at timestamptz,
  update_due_at timestamptz,
  outcome_due_at timestamptz,
  outcome text check (outcome in ('helped', 'partly')),
  settled_at timestamptz,
  -- Since when the household no longer agrees that it is shared, while the organisation holds it.
  disagreed_at timestamptz,
  -- When the organisation last said anything, and when whoever answers for the case last read it.
  said_at timestamptz,
  read_at timestamptz,
  -- Until when its next word is awaited: an answer, a first contact, how it goes, or what came of it.
  awaited_at timestamptz generated always as (case when state = 'sent' then due_at when state in ('accepted', 'scheduled', 'in_service')
    then least(case when contacted_at is null then contact_due_at end, update_due_at, outcome_due_at) end) stored,
  demo boolean not null default false,
  version int not null default 1,
  constraint sent_under_a_promise check (state = 'drafted' or sent_at is null or (clock is not null and calendar is not null and standard_due_at is not null and due_at is not null)),
  constraint answered_from_sent check (state not in ('sent', 'information_requested', 'waitlisted', 'accepted', 'scheduled', 'in_service', 'completed', 'declined', 'expired') or sent_at is not null),
  constraint declined_says_why check (state not in ('declined', 'unsuccessful') or reason is not null),
  constraint completed_says_what check ((state = 'completed') = (outcome is not null) or state = 'voided'),
  constraint settled_when_over check ((state in ('drafted', 'sent', 'information_requested', 'waitlisted', 'accepted', 'scheduled', 'in_service')) = (settled_at is null))
) with (fillfactor = 75);
-- One organisation at most holds a referral.
create unique index offers_one_held on offers (referral_id) where state in ('accepted', 'scheduled', 'in_service');
-- A service is asked once at a time.
create unique index offers_one_asking on offers (referral_id, service_id) where state in ('drafted', 'sent', 'information_requested', 'waitlisted', 'accepted', 'scheduled', 'in_service');
create index offers_referral on offers (referral_id, step, position);
create index offers_case on offers (case_id);
create index offers_inbox on offers (organisation_id, due_at, id) where settled_at is null and state <> 'drafted';
create index offers_history on offers (organisation_id, sent_at desc) where sent_at is not null;

create function offer_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state = 'voided' or (new.state <> 'voided' and (old.state, new.state) not in (
    ('drafted', 'sent'), ('sent', 'information_requested'), ('information_requested', 'sent'),
    ('sent', 'accepted'), ('information_requested', 'accepted'), ('waitlisted', 'accepted'), ('expired', 'accepted'),
    ('sent', 'waitlisted'), ('information_requested', 'waitlisted'), ('sent', 'declined'), ('information_requested', 'declined'), ('sent', 'expired'),
    ('accepted', 'scheduled'), ('scheduled', 'accepted'), ('accepted', 'in_service'), ('scheduled', 'in_service'),
    ('accepted', 'completed'), ('scheduled', 'completed'), ('in_service', 'completed'),
    ('waitlisted', 'unsuccessful'), ('accepted', 'unsuccessful'), ('scheduled', 'unsuccessful'), ('in_service', 'unsuccessful'),
    ('drafted', 'withdrawn'), ('sent', 'withdrawn'), ('information_requested', 'withdrawn'), ('waitlisted', 'withdrawn'), ('accepted', 'withdrawn'), ('scheduled', 'withdrawn'), ('in_service', 'withdrawn'),
    ('drafted', 'person_declined'), ('sent', 'person_declined'), ('information_requested', 'person_declined'), ('waitlisted', 'person_declined'), ('accepted', 'person_declined'),
    ('scheduled', 'person_declined'), ('in_service', 'person_declined'),
    ('drafted', 'superseded'), ('sent', 'superseded'), ('information_requested', 'superseded'), ('waitlisted', 'superseded')))) then
    raise exception 'an offer cannot go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'offer_moves';
  end if;
  if old.standard_due_at is not null and new.standard_due_at is distinct from old.standard_due_at then
    raise exception 'the standard due time of an offer never changes' using errcode = 'check_violation', constraint = 'standard_due_is_immutable';
  end if;
  if new.organisation_id = acting_organisation() then new.said_at := office_now(); end if;
  new.version := old.version + 1;
  return new;
end $$;
-- Not on \`seen_at\` and \`reminded_at\`: who only looks, or is reminded, makes nothing stale that somebody else saw.
create trigger offers_moves before update of state, step, position, due_at, standard_due_at, asked_at, asks, reason, wait_place, wait_weeks, accepted_at, contacted_at, scheduled_at,
  started_at, told_at, outcome, disagreed_at, version on offers for each row execute function offer_moves();
`;

/** What the household agreed to show, frozen as it was sent; and who got or opened what. */
const SHARING = `
create table share_templates (
  organisation_id uuid not null,
  service_id uuid primary key,
  fields text[] not null,
  updated_at timestamptz not null,
  updated_by uuid not null references people,
  version int not null default 1,
  foreign key (organisation_id, service_id) references services (organisation_id, id) on delete cascade
);
create trigger share_templates_version before update on share_templates for each row execute function raise_version();

create table offer_shares (
  offer_id uuid primary key,
  organisation_id uuid not null,
  case_id uuid not null references cases,
  consent_id uuid not null references consents,
  fields text[] not null,
  -- Field by field, as the organisation reads it; and the office's word that goes with it.
  content jsonb not null,
  note text,
  frozen_at timestamptz not null,
  foreign key (organisation_id, offer_id) references offers (organisation_id, id)
);

-- Who received or opened what of a household, why, when; for the people themselves.
create table disclosures (
  id bigint generated always as identity primary key,
  case_id uuid not null references cases,
  organisation_id uuid not null references organisations,
  offer_id uuid not null,
  kind text not null check (kind in ('sent', 'opened', 'closed')),
  -- The need it was for, and the fields.
  need text not null,
  fields text[] not null,
  at timestamptz not null default office_now(),
  person_id uuid,
  link_id uuid,
  foreign key (organisation_id, offer_id) references offers (organisation_id, id)
);
create index disclosures_case on disclosures (case_id, at desc, id desc);
-- Whoever holds a link looks as often as they like: the ledger says it once.
create unique index disclosures_once_by_link on disclosures (link_id) where kind = 'opened';
`;

/** How organisations answer: with an account, or one tap; what both sides say to each other; and when they meet the household. */
const ANSWERING = `
create table offer_links (
  id uuid primary key,
  token_hash bytea not null unique,
  organisation_id uuid not null,
  offer_id uuid not null,
  sent_to text[] not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  foreign key (organisation_id, offer_id) references offers (organisation_id, id)
);
create index offer_links_offer on offer_links (offer_id);

create table offer_messages (
  id uuid primary key,
  organisation_id uuid not null,
  offer_id uuid not null,
  side text not null check (side in ('office', 'organisation')),
  kind text not null check (kind in ('message', 'question', 'answer')),
  body text not null check (body <> ''),
  author_id uuid references people,
  at timestamptz not null,
  read_at timestamptz,
  foreign key (organisation_id, offer_id) references offers (organisation_id, id)
);
create index offer_messages_offer on offer_messages (offer_id, at);
create index offer_messages_unread on offer_messages (organisation_id, offer_id) where side = 'office' and read_at is null;
create function offer_says() returns trigger language plpgsql as $$
begin
  update offers set said_at = new.at where id = new.offer_id;
  return null;
end $$;
create trigger offer_messages_say after insert on offer_messages for each row when (new.side = 'organisation') execute function offer_says();

create table appointments (
  id uuid primary key,
  organisation_id uuid not null,
  offer_id uuid not null,
  starts_at timestamptz not null,
  minutes int not null check (minutes between 5 and 1440),
  place text not null check (place <> ''),
  -- What to bring.
  bring text,
  state text not null check (state in ('planned', 'kept', 'no_show', 'cancelled')),
  made_at timestamptz not null,
  made_by uuid references people,
  settled_at timestamptz,
  version int not null default 1,
  constraint settled_when_not_planned check ((state = 'planned') = (settled_at is null)),
  foreign key (organisation_id, offer_id) references offers (organisation_id, id)
);
create unique index appointments_one_planned on appointments (offer_id) where state = 'planned';
create index appointments_offer on appointments (offer_id, starts_at);
create index appointments_coming on appointments (organisation_id, starts_at) where state = 'planned';
create trigger appointments_version before update on appointments for each row execute function raise_version();
`;

/** The loop, closed by two sides; and the ledger of what nobody could meet. */
const OUTCOMES = `
create table newcomer_links (
  id uuid primary key,
  token_hash bytea not null unique,
  case_id uuid not null references cases,
  newcomer_id uuid not null references newcomers,
  -- The address it went to, what is written beside the French, and how often the year of birth was wrong.
  way_id uuid not null,
  language text not null check (language in ('fr', 'en', 'es', 'ar')),
  misses smallint not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index newcomer_links_case on newcomer_links (case_id);

-- What the newcomer is asked once an organisation says how it went; their answer stands beside the organisation's, never over it.
create table outcome_questions (
  offer_id uuid primary key references offers,
  case_id uuid not null references cases,
  asked_at timestamptz not null,
  -- Who asks: a link that was sent, or the caseworker at the next contact.
  asks text not null check (asks in ('link', 'caseworker')),
  reminded_at timestamptz,
  answer text check (answer in ('helped', 'partly', 'not_helped')),
  source text check (source in ('link', 'contact')),
  because text,
  answered_at timestamptz,
  recorded_by uuid references people,
  version int not null default 1,
  check ((answer is null) = (answered_at is null) and (answer is null) = (source is null))
);
create index outcome_questions_open on outcome_questions (asked_at, offer_id) where answer is null;
create index outcome_questions_case on outcome_questions (case_id);
create trigger outcome_questions_version before update on outcome_questions for each row execute function raise_version();

-- Both sides said how it went, and not the same; or help was partial: somebody looks.
create table outcome_reviews (
  id uuid primary key,
  offer_id uuid not null references offers,
  referral_id uuid not null references referrals,
  case_id uuid not null references cases,
  because text not null check (because in ('person_disagrees', 'organisation_disagrees', 'partly')),
  opened_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid references people,
  decision text check (decision in ('helped', 'not_helped', 'ask_again')),
  note text,
  version int not null default 1,
  check ((settled_at is null) = (decision is null))
);
create unique index outcome_reviews_one_open on outcome_reviews (offer_id) where settled_at is null;
create index outcome_reviews_open on outcome_reviews (opened_at, id) where settled_at is null;
create index outcome_reviews_case on outcome_reviews (case_id);
create trigger outcome_reviews_version before update on outcome_reviews for each row execute function raise_version();

create table unmet_needs (
  id uuid primary key,
  referral_id uuid not null references referrals,
  case_id uuid not null references cases,
  need text not null,
  tier text not null,
  borough text,
  languages text[] not null,
  reason text not null,
  since timestamptz not null,
  settled_at timestamptz,
  settled_by text check (settled_by in ('room', 'office', 'case_closed')),
  -- The service in which room appeared.
  service_id uuid references services (id),
  demo boolean not null default false,
  check ((settled_at is null) = (settled_by is null))
);
create unique index unmet_needs_one_open on unmet_needs (referral_id) where settled_at is null;
create index unmet_needs_open on unmet_needs (need, since, id) where settled_at is null;
create index unmet_needs_case on unmet_needs (case_id);
`;
