/**
 * A city's worth of case files, written straight into the tables: for plans and benchmarks, where only the shape and the
 * amount matter. Households, checkpoints and timelines follow the proportions of the workload: two people, nine checkpoints
 * and twelve happenings a case, 250 cases a caseworker, three in ten open. The same number gives the same city.
 */

/** Runs one or several statements as the owner of the database. */
export type Sql = (text: string) => Promise<unknown>;

/** Who is in the city: identities to sign in as, or to read as. */
export interface ManyCases {
  readonly caseworkers: number;
  /** The nth caseworker, from 1; the first of each team leads it. */
  readonly caseworker: (n: number) => string;
  readonly teamOf: (n: number) => string;
  readonly manager: string;
  /** The nth case, from 1; one in ten is restricted, the first three of ten are open. */
  readonly caseId: (n: number) => string;
}

const CASES_EACH = 250;
const TEAM_SIZE = 10;

const id = (kind: string, n: number): string => `0190${kind.padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const idSql = (kind: string, n: string): string => `('0190${kind.padStart(4, '0')}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** Fills an empty, migrated database. Takes about a minute for 100,000 cases. */
export async function manyCases(sql: Sql, cases: number): Promise<ManyCases> {
  const caseworkers = Math.max(1, Math.ceil(cases / CASES_EACH));
  // Foreign keys and triggers rest meanwhile: the rows are consistent by construction.
  await sql(`begin; set local session_replication_role = replica;
    ${people(caseworkers)}; ${files(cases)}; ${households(cases)}; ${promises(cases)}; ${HAPPENINGS}; commit`);
  for (const table of ['people', 'cases', 'newcomers', 'contact_ways', 'needs', 'consents', 'checkpoints', 'attempts', 'case_events']) {
    // What has not reached the disk yet is not called visible to all, and then no list could be read from its index alone.
    await sql('checkpoint');
    await sql(`vacuum analyze ${table}`);
  }
  return {
    caseworkers,
    caseworker: (n) => id('b', n),
    teamOf: (n) => id('a', Math.ceil(n / TEAM_SIZE)),
    manager: id('b', caseworkers + 1),
    caseId: (n) => id('c', n),
  };
}

const people = (count: number): string => `
  insert into teams (id, name, calendar, lead_id)
  select ${idSql('a', 'n')}, 'Équipe ' || n, 'mtl-counter', ${idSql('b', `(n - 1) * ${TEAM_SIZE} + 1`)}
  from generate_series(1, ${Math.ceil(count / TEAM_SIZE)}) as n;
  insert into people (id, email, name, roles, team_id, languages, state, password_hash)
  select ${idSql('b', 'n')}, 'seeded' || n || '@bureau.example', 'Intervenante ' || n,
    case when n > ${count} then array['manager'] when n % ${TEAM_SIZE} = 1 then array['caseworker', 'team_lead'] else array['caseworker'] end,
    case when n <= ${count} then ${idSql('a', `(n + ${TEAM_SIZE - 1}) / ${TEAM_SIZE}`)} end, array['fr-CA', 'ar', 'es'], 'active', 'none'
  from generate_series(1, ${count + 1}) as n;
  insert into protocols (code, version, definition, digest, published_at)
  select 'seeded', 1, '{}', '', '2020-01-01Z' where not exists (select from protocols)`;

/** Case n belongs to caseworker (n - 1) / 250 + 1, so that each has 75 open ones. */
const files = (count: number): string => `
  insert into cases (id, number, state, tier, team_id, owner_id, assigned_at, protocol_code, protocol_version, source, arrival_on, registered_at,
    immigration_status, language, interpreter, borough, restricted, lead_name, size, unreached_since, last_contact_at, next_checkpoint_id, next_code,
    next_due_at, closed_at, close_reason)
  select ${idSql('c', 'n')}, '2026-' || lpad(n::text, 6, '0'), case when open then 'open' else 'closed' end, 'P' || 1 + n % 4,
    ${idSql('a', `((n - 1) / ${CASES_EACH} + ${TEAM_SIZE}) / ${TEAM_SIZE}`)}, ${idSql('b', `(n - 1) / ${CASES_EACH} + 1`)},
    case when open and n % 97 = 0 then null else came end, p.code, p.version, 'person', came::date, came,
    'REF_GAR', (array['ar', 'es', 'fr-CA', 'uk', 'fa-AF', 'ht', 'pa'])[1 + n % 7], 'needed', (array['ville-marie', 'verdun', 'lachine', 'anjou'])[1 + n % 4],
    n % 10 = 0, ${fullName('n * 2')}, 2, case when open and n % 31 = 0 then now() - interval '2 days' end,
    case when n % 5 > 0 then came + interval '1 day' end, case when open then ${idSql('d', `n * 9 - 5`)} end, case when open then 'D30' end,
    case when open then date_trunc('second', now()) + (n % 97 - 20) * interval '11 hours' end,
    case when not open then came + interval '200 days' end, case when not open then 'settled' end
  from generate_series(1, ${count}) as n,
    lateral (select n % 10 between 1 and 3 as open, date_trunc('second', now()) - (3 + n % 300) * interval '1 day' as came) as drawn,
    (select code, version from protocols limit 1) as p`;

const SYLLABLES = `array['ba', 'mi', 'lo', 'ka', 'ri', 'sa', 'ne', 'du', 'fa', 'zo', 'he', 'ti', 'ya', 'mo', 'le', 'ga', 'su', 'ni', 'vé', 'jo']`;
const word = (n: string, salt: number, syllables: number): string => `initcap(${Array.from({ length: syllables }, (_, i) =>
  `(${SYLLABLES})[1 + abs(hashint8(${n} * 31 + ${salt * 7 + i})) % 20]`).join(' || ')})`;
const fullName = (n: string): string => `${word(n, 1, 3)} || ' ' || ${word(n, 2, 4)}`;

const households = (count: number): string => `
  insert into newcomers (id, case_id, position, head, kinship, given_name, family_name, birth_on, languages)
  select ${idSql('e', 'n')}, ${idSql('c', '(n + 1) / 2')}, (n + 1) % 2, n % 2 = 0, case when n % 2 = 0 then 'head' else 'spouse' end,
    ${word('n', 1, 3)}, ${word('n', 2, 4)}, date '1960-01-01' + (n % 18000)::int, array['ar']
  from generate_series(1, ${count * 2}) as n;
  insert into contact_ways (id, case_id, kind, value, safe_to_call, safe_to_text, voicemail_ok, preferred)
  select ${idSql('f', 'n')}, ${idSql('c', 'n')}, 'phone', '+1514' || lpad((n * 7919 % 10000000)::text, 7, '0'), true, n % 3 > 0, false, true
  from generate_series(1, ${count}) as n;
  insert into needs (id, case_id, code, score, scored_at)
  select ${idSql('10', 'n')}, ${idSql('c', '(n + 2) / 3')}, (array['HOUSING', 'FRENCH', 'WORK'])[1 + n % 3], n % 5, now() - interval '9 days'
  from generate_series(1, ${count * 3}) as n;
  insert into consents (id, case_id, newcomer_id, purpose, recipient, language, interpreted, proof, given_at, expires_on)
  select ${idSql('11', 'n')}, ${idSql('c', 'n')}, ${idSql('e', 'n * 2')}, 'follow_up', 'office', 'ar', true, 'signed', now(), current_date + 300
  from generate_series(1, ${count}) as n`;

/** Nine a case: three kept, the fourth is next, the others ahead; a closed case kept four, and the rest lapsed. */
const promises = (count: number): string => `
  insert into attempts (id, case_id, channel, outcome, contact, interpreted, minutes, made_at, made_by)
  select ${idSql('12', 'n')}, ${idSql('c', '(n + 8) / 9')}, 'call', 'spoke', true, true, 12, now() - interval '20 days', null
  from generate_series(1, ${count * 9}) as n where (n - 1) % 9 < 4;
  insert into checkpoints (id, case_id, code, tier, state, owner_id, channel, started_at, standard_due_at, due_at, step, checklist, settled_at, contact_id)
  select ${idSql('d', 'n')}, c.id, (array['D01', 'D03', 'D07', 'D30', 'D60', 'D90', 'D165', 'D180', 'D365'])[1 + (n - 1) % 9], c.tier,
    case when (n - 1) % 9 < kept then 'done' when c.state = 'open' then 'scheduled' else 'lapsed' end, c.owner_id, 'call',
    c.registered_at, due, due, case when c.next_due_at < now() - interval '8 days' and (n - 1) % 9 = 3 then 2 else 0 end,
    '[{"code":"two-way-contact","settled":false}]', case when c.state <> 'open' or (n - 1) % 9 < kept then due end,
    case when (n - 1) % 9 < kept then ${idSql('12', 'n')} end
  from generate_series(1, ${count * 9}) as n join cases c on c.id = ${idSql('c', '(n + 8) / 9')},
    lateral (select case when c.state = 'open' then 3 else 4 end as kept,
      coalesce(c.next_due_at, c.closed_at) + ((n - 1) % 9 - 3) * interval '20 days' as due) as reckoned`;

const HAPPENINGS = `
  insert into case_events (case_id, at, kind, actor_id, details)
  select c.id, c.registered_at + n * interval '2 days', (array['case.opened', 'attempt.failed', 'contact.made', 'need.scored'])[1 + n % 4], c.owner_id, '{}'
  from cases c, generate_series(0, 11) as n order by c.id, n`;
