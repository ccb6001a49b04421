import type { Sql } from './many-cases.js';

const id = (kind: string, n: number): string => `0192${kind.padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const idSql = (kind: string, n: string): string => `('0192${kind.padStart(4, '0')}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const caseSql = (n: string): string => `('0190000c-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const SERVICES_EACH = 5;
const ORGANISATIONS = 1_000;

/** Who answers, and what they are asked. */
export interface ManyReferrals {
  readonly coordinator: (organisation: number) => string;
  /** The organisation, from 1, that the nth offer is put to; the service is its first. */
  readonly organisationOf: (n: number) => number;
  readonly serviceOf: (n: number) => string;
  readonly referralId: (n: number) => string;
  readonly offerId: (n: number) => string;
  /** The case, from 1, that the nth referral is of. */
  readonly caseOf: (n: number) => number;
}

/** Organisations that are paused come every twentieth, inactive services every twenty-fifth: neither is asked. */
const organisationOf = (n: number): number => 1 + 20 * (n % (ORGANISATIONS / 20)) + (n % 17);

/** The first of its services. */
const serviceOf = (n: number): number => (organisationOf(n) - 1) * SERVICES_EACH + 1;

export function manyReferrals(cases: number): ManyReferrals {
  return {
    coordinator: (n) => id('1', n), organisationOf,
    serviceOf: (n) => `01910021-0000-7000-8000-${serviceOf(n).toString(16).padStart(12, '0')}`,
    referralId: (n) => id('2', n), offerId: (n) => id('3', n),
    // Three of ten cases are open.
    caseOf: (n) => 10 * (Math.floor(n / 3) % (cases / 10)) + 1 + (n % 3),
  };
}

/** What referring needs of a seeded city: consents to be shared, and somebody at each organisation. */
export async function readyToRefer(sql: Sql): Promise<void> {
  await sql(`
    insert into people (id, email, name, roles, organisation_id, state, password_hash)
    select ${idSql('1', 'n')}, 'coordination' || n || '@organisme.example', 'Coordination ' || n, array['coordinator'], o.id, 'active', 'none'
    from generate_series(1, ${ORGANISATIONS}) as n join organisations o on o.id = ('01910020-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid on conflict do nothing;
    insert into consents (id, case_id, newcomer_id, purpose, recipient, language, interpreted, proof, given_at, expires_on)
    select gen_random_uuid(), case_id, id, 'referral', 'network', 'ar', true, 'signed', now(), current_date + 300 from newcomers where head`);
  for (const table of ['people', 'consents']) await sql(`vacuum analyze ${table}`);
}

/** Open referrals of open cases, numbered from a first one: put to nobody yet or, if `asked`, to one service each that has still to answer. */
export async function someReferrals(sql: Sql, city: Pick<ManyReferrals, 'caseOf' | 'serviceOf'>, { from, count, asked }: { readonly from: number; readonly count: number; readonly asked: boolean }): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => from + i);
  const list = `(values ${numbers.map((n) => `(${n}::bigint, ${city.caseOf(n)}::bigint, '${city.serviceOf(n)}'::uuid)`).join(', ')}) as drawn (n, c, service)`;
  await sql(`
    insert into referrals (id, case_id, need, tier, state, way, fields, opened_at)
    select ${idSql('2', 'n')}, ${caseSql('c')}, 'FOOD', 'P2', 'open', 'order', array['given_name', 'phone', 'language', 'household', 'borough'], office_now() from ${list}`);
  if (asked) {
    await sql(`
      insert into offers (id, referral_id, case_id, organisation_id, service_id, need, tier, state, step, position, summary, clock, calendar, allowance_minutes, sent_at, standard_due_at, due_at)
      select ${idSql('3', 'n')}, ${idSql('2', 'n')}, ${caseSql('c')}, s.organisation_id, s.id, 'FOOD', 'P2', 'sent', 0, 0, '{"adults": 1, "children": 1, "language": "ar", "interpreter": "needed", "borough": "verdun"}',
        'business', 'mtl-counter', 480, office_now(), office_now() + interval '2 days', office_now() + interval '2 days' from ${list} join services s on s.id = service`);
  }
}

/**
 * A year of referrals, one a case, each put to one service: closed cases were helped, open ones are asked, held, waiting or unread
 * in turn. The cases and the network must be there.
 */
export async function yearOfReferrals(sql: Sql, cases: number): Promise<void> {
  const open = 'n % 10 between 1 and 3';
  const going = `(array['sent', 'sent', 'information_requested', 'accepted', 'in_service', 'waitlisted', 'expired', 'completed'])[1 + n / 10 % 8]`;
  await sql(`begin; set local session_replication_role = replica;
    insert into referrals (id, case_id, need, tier, state, way, reason, opened_at, settled_at)
    select ${idSql('2', 'n')}, ${caseSql('n')}, 'FOOD', 'P3', case when not (${open}) then 'met' when n % 400 = 1 then 'paused' when n % 400 = 2 then 'unmet' else 'open' end, 'order',
      case when n % 400 = 1 then 'reassess' when n % 400 = 2 then 'no_room' end, at, case when not (${open}) or n % 400 = 2 then at end
    from generate_series(1, ${cases}) as n cross join lateral (select now() - (n % 360) * interval '1 day' as at) t;
    insert into offers (id, referral_id, case_id, organisation_id, service_id, need, tier, state, step, position, clock, calendar, allowance_minutes, sent_at, standard_due_at, due_at, asked_at, answered_at,
      contact_due_at, update_due_at, outcome_due_at, outcome, said_at, read_at, settled_at)
    select ${idSql('3', 'n')}, ${idSql('2', 'n')}, ${caseSql('n')}, s.organisation_id, s.id, 'FOOD', 'P3', state, 0, 0, 'business', 'mtl-counter', 480, at, due, due, case when state = 'information_requested' then at end, at,
      due + interval '9 days', due + interval '20 days', due + interval '30 days', case when state = 'completed' then case when n % 500 = 1 then 'partly' else 'helped' end end,
      case when state not in ('sent', 'expired') then at end, case when n % 90 > 3 then at end, case when state in ('completed', 'expired') then at end
    from generate_series(1, ${cases}) as n cross join lateral (select case when ${open} and n % 400 > 2 then ${going} else 'completed' end as state, now() - (n % 30) * interval '1 day' as at) t
      cross join lateral (select at + interval '9 days' as due) d
      join lateral (select id, organisation_id from services offset 0) s on s.id = ('01910021-0000-7000-8000-' || lpad(to_hex(1 + n % 800), 12, '0'))::uuid;
    insert into unmet_needs (id, referral_id, case_id, need, tier, languages, reason, since)
    select id, id, case_id, need, tier, '{}', 'no_room', opened_at from referrals where state = 'unmet';
    commit`);
  for (const table of ['referrals', 'offers', 'unmet_needs']) await sql(`vacuum analyze ${table}`);
}
