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
