import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../libs/sql/id.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';
import { officeAt, type Office } from '../support/office.js';
import { caseRows, type Ids, idsOfOne, insertOf, referralRow, WALLED, type Walled, WALLED_TABLES, type WalledTable } from '../support/wall.js';

/*
 * Every table of the house stands in exactly one of three lists. Whoever adds a table decides who may see it: walled off
 * (`WALLED`, an organisation sees its own rows), shared with organisations for a reason, or the office's alone.
 */

/** What organisations share with the office, with the rights they have there and nothing more. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  office_clock: ['SELECT'],
  taxonomies: ['SELECT'],
  taxonomy_terms: ['SELECT'],
  // They add to what is told and mailed, and read none of it.
  facts: ['INSERT', 'SELECT (id)', 'SELECT (type)'],
  deliveries: ['INSERT'],
  mails: ['INSERT', 'SELECT (key)'],
  // Row-level security shows everybody their own keys.
  once_keys: ['INSERT', 'SELECT', 'UPDATE'],
  // What they opened goes on the household's ledger, which they do not read.
  disclosures: ['INSERT'],
};

/** What they read of their offers' households before anybody signs in: the only view that is theirs. */
const VIEWS: Readonly<Record<string, readonly string[]>> = { offer_summaries: ['SELECT'] };

/** What the database does for them, with the owner's rights, and why. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  audit_append: 'whatever they do is written down, in a chain that they cannot read',
  enter_offer: 'an offer is locked behind its referral, which they cannot see: it says whose case it is and who holds it, to be judged and told on',
  network_answer_median: 'how soon the whole network answers, in one figure, once five organisations have',
  offer_stands: 'the same without a lock, so that a page knows which answers are still open',
  referral_agreed: 'they are told whether a household still agrees, and not what else it agreed to',
  release_others: 'the first to accept releases the others who were asked, whose offers they cannot see',
  share_open: 'their policies ask it of their own offers',
};

/** What organisations have no right on at all: newcomers, the office's people, and the workings of the house. */
const OFFICE_ONLY: readonly string[] = [
  'alarms', 'api_tokens', 'arrival_import_households', 'arrival_import_rows', 'arrival_imports', 'attempts', 'audit_entries', 'audit_heads',
  'audit_sealed_heads', 'audit_seals', 'breaches', 'carrying', 'case_events', 'cases', 'checkpoints', 'consents', 'contact_ways', 'continuity_looks',
  'duties', 'lost_checkpoints', 'migrations', 'needs', 'newcomer_links', 'newcomers', 'notes', 'notices', 'organisation_imports', 'outcome_questions', 'outcome_reviews', 'people',
  'personal_links', 'protocols', 'referrals', 'sessions', 'share_templates', 'sign_in_throttle', 'teams', 'unmet_needs',
];

let database: FreshDatabase;
let office: Office;
let organisation: pg.Client;
const own = idsOfOne();
const other = idsOfOne();

/** Does something as an organisation's role in a transaction that is taken back; `who` is the organisation it is bound to, if any, and `person` whoever signed in. */
async function acting<T>(who: string | null, deed: (ask: (text: string, values?: unknown[]) => Promise<pg.QueryResult>) => Promise<T>, person = newId()): Promise<T> {
  await organisation.query('begin');
  try {
    await organisation.query("select set_config('passerelle.actor', $1, true)", [person]);
    if (who !== null) await organisation.query("select set_config('passerelle.organisation', $1, true)", [who]);
    return await deed((text, values) => organisation.query(text, values));
  } finally {
    await organisation.query('rollback');
  }
}

/** The code with which Postgres refuses a statement. */
const refusal = (who: string | null, text: string, values: unknown[] = []): Promise<string> =>
  acting(who, (ask) => ask(text, values).then(({ rowCount }) => `${rowCount} rows`, (fault: unknown) => (fault as { code: string }).code));

const DENIED = '42501'; // no right on the table, or a row that the wall does not let through
const POINTS_NOWHERE = '23503';
const TAKEN = '23505';

beforeAll(async () => {
  database = await freshDatabase();
  office = await officeAt(database.ownerUrl);
  for (const [mine, id] of [[own, own.organisations], [other, other.organisations]] as const) {
    await office.see(...caseRows(mine, office.north));
    await office.see(...referralRow(mine));
    for (const table of WALLED_TABLES) await office.see(...insertOf(table, id, mine[table], mine));
  }
  organisation = new pg.Client({ connectionString: database.ownerUrl, options: '-c role=organisation -c search_path=passerelle,public' });
  await organisation.connect();
}, 120_000);
afterAll(async () => {
  await organisation?.end();
  await office?.close();
  await database?.drop();
});

describe.each(Object.entries(WALLED) as [WalledTable, Walled][])('The wall at %s, with raw SQL and no filter of ours', (table, { owner, edit, adds, removes, keeps = ['id'], hides = [] }) => {
  it('shows an organisation its own rows, and whoever acts for none no row at all', async () => {
    const seen = (who: string | null) => acting(who, async (ask) => (await ask(`select distinct ${owner} as whose from ${table}`)).rows as { whose: string }[]);
    expect(await seen(own.organisations)).toEqual([{ whose: own.organisations }]);
    expect(await seen(other.organisations)).toEqual([{ whose: other.organisations }]);
    expect(await seen(newId())).toEqual([]);
    expect(await seen(null)).toEqual([]);
  });

  it('changes and removes nothing of another’s, even when told to change everything', async () => {
    if (edit) {
      expect(await refusal(own.organisations, `update ${table} set ${edit}`)).toBe('1 rows');
      expect(await refusal(own.organisations, `update ${table} set ${edit} where ${owner} = $1`, [other.organisations])).toBe('0 rows');
      expect(await refusal(null, `update ${table} set ${edit}`)).toBe('0 rows');
    } else {
      expect(await refusal(own.organisations, `update ${table} set ${owner} = ${owner}`)).toBe(DENIED);
    }
    if (removes === false) expect(await refusal(own.organisations, `delete from ${table}`)).toBe(DENIED);
    else expect(await refusal(own.organisations, `delete from ${table} where ${owner} = $1`, [other.organisations])).toBe('0 rows');
  });

  it('lets nothing be added to another, nor handed over to it', async () => {
    expect(await refusal(own.organisations, ...insertOf(table, other.organisations, newId(), other))).toBe(DENIED);
    expect(await refusal(own.organisations, `update ${table} set ${owner} = $1 where ${owner} = $2`, [other.organisations, own.organisations])).toBe(DENIED);
    if (adds === false) expect(await refusal(own.organisations, ...insertOf(table, own.organisations, newId(), own))).toBe(DENIED);
  });

  it('keeps from its own people what only the office says', async () => {
    for (const column of hides) expect([column, await refusal(own.organisations, `select ${column} from ${table}`)]).toEqual([column, DENIED]);
    for (const column of keeps) expect([column, await refusal(own.organisations, `update ${table} set ${column} = ${column}`)]).toEqual([column, DENIED]);
  });

  it('is not leapt over by pointing at what stands behind it', async () => {
    const [text, values] = insertOf(table, own.organisations, newId(), { ...own, services: other.services, locations: other.locations, offers: other.offers });
    const points = [other.services, other.locations, other.offers].some((id) => values.includes(id));
    // As the owner, whom no policy holds back: the keys themselves carry the organisation, or the place is taken by the other's row.
    if (points) await expect(office.see(text, values)).rejects.toMatchObject({ code: table === 'offer_shares' ? TAKEN : POINTS_NOWHERE });
    if (points && adds !== false) expect(await refusal(own.organisations, text, values)).toBe(POINTS_NOWHERE);
  });
});

describe('Every table of the house', () => {
  it('is walled off, the office’s alone, or shared: a new one needs a decision in this file', async () => {
    const tables = await office.see<{ name: string }>(`select c.relname as name from pg_class c
      where c.relnamespace = 'passerelle'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`);
    expect(tables.map(({ name }) => name)).toEqual([...Object.keys(WALLED), ...Object.keys(SHARED), ...OFFICE_ONLY].sort());
  });

  it('gives organisations the rights that are written here, and no others, by grant or to everybody', async () => {
    const rights = await office.see<{ relation: string; rights: string[] }>(`
      select relation, array_agg(distinct granted order by granted) as rights from (
        select table_name::text as relation, privilege_type::text as granted from information_schema.role_table_grants
          where table_schema = 'passerelle' and grantee in ('organisation', 'PUBLIC')
        union all
        select c.table_name::text, c.privilege_type || ' (' || c.column_name || ')' from information_schema.column_privileges c
          where c.table_schema = 'passerelle' and c.grantee in ('organisation', 'PUBLIC') and not exists (
            select from information_schema.role_table_grants g
            where g.table_schema = 'passerelle' and g.grantee = c.grantee and g.table_name = c.table_name and g.privilege_type = c.privilege_type)
      ) granted group by relation`);
    const given = Object.fromEntries(rights.map(({ relation, rights: granted }) => [relation, granted]));
    const columns = await office.see<{ relation: string; name: string }>("select table_name as relation, column_name as name from information_schema.columns where table_schema = 'passerelle'");
    for (const [table, { adds, edit, removes, hides }] of Object.entries(WALLED)) {
      const all = given[table] ?? [];
      const shown = columns.filter(({ relation, name }) => relation === table && !hides?.includes(name)).map(({ name }) => `SELECT (${name})`).sort();
      expect([table, all.filter((right) => !right.startsWith('UPDATE'))]).toEqual(
        [table, [...(removes === false ? [] : ['DELETE']), ...(adds === false ? [] : ['INSERT']), ...(hides ? shown : ['SELECT'])]]);
      expect([table, all.some((right) => right.startsWith('UPDATE'))]).toEqual([table, edit !== undefined]);
      delete given[table];
    }
    expect(given).toEqual({ ...SHARED, ...VIEWS });
  });

  it('that is walled off has row-level security, with one policy for organisations and one for the office', async () => {
    const policies = await office.see(`select tablename, policyname, roles::text[], cmd, qual, with_check from pg_policies
      where schemaname = 'passerelle' and permissive = 'PERMISSIVE' and tablename not in ('once_keys', 'disclosures') order by 1, 2`);
    expect(policies).toEqual(Object.entries(WALLED).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([tablename, { owner, while: condition, looks }]) => {
      const theirs = `(${owner} = ( SELECT acting_organisation() AS acting_organisation))`;
      return [
        { tablename, policyname: 'office', roles: expect.arrayContaining(['office', 'worker']), cmd: 'ALL', qual: 'true', with_check: 'true' },
        { tablename, policyname: 'own', roles: ['organisation'], cmd: looks ? 'SELECT' : 'ALL', qual: condition ? `(${theirs} AND ${condition})` : theirs, with_check: looks ? null : theirs },
      ];
    }));
    expect(await office.see(`select relname as name from pg_class where relnamespace = 'passerelle'::regnamespace and relrowsecurity order by 1`))
      .toEqual([...Object.keys(WALLED), 'disclosures', 'once_keys'].sort().map((name) => ({ name })));
  });

  it('that is walled off points at other walled ones by keys that carry the organisation', async () => {
    const across = await office.see<{ key: string }>(`
      select k.conname as key from pg_constraint k
      where k.contype = 'f' and k.conrelid::regclass::text = any($1) and k.confrelid::regclass::text = any($1) and k.confrelid <> 'organisations'::regclass
        and not exists (
          select from unnest(k.conkey, k.confkey) as pair (here, there)
          join pg_attribute h on h.attrelid = k.conrelid and h.attnum = pair.here join pg_attribute t on t.attrelid = k.confrelid and t.attnum = pair.there
          where h.attname = 'organisation_id' and t.attname = 'organisation_id')`, [Object.keys(WALLED)]);
    expect(across).toEqual([]);
  });
});

describe('Beside the tables', () => {
  it('no view tells organisations anything but what is written here', async () => {
    expect(await office.see(`select c.relname as view from pg_class c where c.relnamespace = 'passerelle'::regnamespace and c.relkind in ('v', 'm')
      and has_table_privilege('organisation', c.oid, 'select') and not coalesce(c.reloptions::text[] @> array['security_invoker=true'], false)`)).toEqual(Object.keys(VIEWS).map((view) => ({ view })));
  });

  it('no function does for organisations what they may not do, but those that are written here', async () => {
    const functions = await office.see<{ name: string }>(`select p.proname as name from pg_proc p
      where p.pronamespace = 'passerelle'::regnamespace and p.prosecdef and p.prorettype <> 'trigger'::regtype and has_function_privilege('organisation', p.oid, 'execute') order by 1`);
    expect(functions.map(({ name }) => name)).toEqual(Object.keys(FUNCTIONS));
  });

  it('no other schema is open to them, and no sequence', async () => {
    expect(await office.see(`select nspname from pg_namespace where nspname !~ '^pg_|^information_schema$' and has_schema_privilege('organisation', oid, 'usage') order by 1`))
      .toEqual([{ nspname: 'passerelle' }, { nspname: 'public' }]);
    expect(await office.see(`select relname from pg_class where relkind = 'S' and relnamespace = 'passerelle'::regnamespace
      and (has_sequence_privilege('organisation', oid, 'usage') or has_sequence_privilege('organisation', oid, 'select'))`)).toEqual([]);
  });

  it('none of the three roles owns anything, passes by a policy, or becomes another', async () => {
    expect(await office.see(`select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles where rolname in ('office', 'organisation', 'worker') order by 1`))
      .toEqual(['office', 'organisation', 'worker'].map((rolname) => ({ rolname, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolcanlogin: false })));
    expect(await office.see(`select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ('office', 'organisation', 'worker')`)).toEqual([]);
    expect(await office.see(`select 1 from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname in ('office', 'organisation', 'worker')`)).toEqual([]);
  });
});

describe('What the database does for organisations', () => {
  const NOTHING = { entered: 0, stands: 0, agreed: false, open: false, summaries: 0 };
  /** What one who acts for an organisation, or for none, learns through an offer and its case. */
  const learnt = (who: string | null, about: Pick<Ids, 'cases' | 'organisations' | 'offers'>) => acting(who, async (ask) => ({
    entered: (await ask('select 1 from enter_offer($1)', [about.offers])).rowCount,
    stands: (await ask('select 1 from offer_stands($1)', [about.offers])).rowCount,
    agreed: ((await ask('select referral_agreed($1, $2) as yes', [about.cases, about.organisations])).rows[0] as { yes: boolean }).yes,
    open: ((await ask('select share_open($1) as yes', [about.offers])).rows[0] as { yes: boolean }).yes,
    summaries: (await ask('select 1 from offer_summaries where offer_id = $1', [about.offers])).rowCount,
  }));

  it('is about their own offers, and nothing for another’s identifiers, for unknown ones, or bound to no organisation', async () => {
    expect(await learnt(own.organisations, own)).toEqual({ entered: 1, stands: 1, agreed: true, open: true, summaries: 1 });
    expect(await learnt(own.organisations, other)).toEqual(NOTHING);
    expect(await learnt(own.organisations, { cases: newId(), organisations: newId(), offers: newId() })).toEqual(NOTHING);
    expect(await learnt(null, own)).toEqual(NOTHING);
    // For itself, and about a household that it was never asked about.
    expect(await learnt(own.organisations, { ...own, cases: other.cases })).toMatchObject({ agreed: false });
  });

  it('ends with the household’s agreement, and what was shared with it; without a person who signed in there was no share', async () => {
    const seen = (person?: string) => acting(own.organisations, async (ask) => (await Promise.all(['offer_shares', 'offer_messages', 'appointments', 'offers'].map((table) => ask(`select 1 from ${table}`)))).map(({ rowCount }) => rowCount), person);
    expect(await seen()).toEqual([1, 1, 1, 1]);
    expect(await seen('')).toEqual([0, 0, 1, 1]);
    await office.see('update consents set withdrawn_at = office_now() where id = $1', [own.consents]);
    try {
      expect(await seen()).toEqual([0, 0, 0, 1]);
      expect(await learnt(own.organisations, own)).toEqual({ ...NOTHING, entered: 1, stands: 1 });
    } finally {
      await office.see('update consents set withdrawn_at = null where id = $1', [own.consents]);
    }
  });

  it('releases those who were asked beside them, once they hold it, and nobody through another’s offer', async () => {
    const beside = newId();
    await office.see(...insertOf('offers', other.organisations, beside, { ...other, cases: own.cases, referrals: own.referrals }));
    const released = (who: string | null, offer: string) => acting(who, async (ask) => {
      if (who !== null) await ask("update offers set state = 'accepted' where id = $1", [own.offers]);
      await ask('select release_others($1)', [offer]);
      await ask('set local role none');
      return ((await ask('select state from offers where id = $1', [beside])).rows[0] as { state: string }).state;
    });
    expect(await released(own.organisations, beside)).toBe('sent');
    expect(await released(other.organisations, own.offers)).toBe('sent');
    expect(await released(null, own.offers)).toBe('sent');
    expect(await released(own.organisations, own.offers)).toBe('superseded');
    await office.see('delete from offers where id = $1', [beside]);
  });

  it('lets them put down what they opened, of their own offers and of that household alone, and read none of it', async () => {
    const put = (about: Ids) => refusal(own.organisations, `insert into disclosures (case_id, organisation_id, offer_id, kind, need, fields) values ($1, $2, $3, 'opened', 'FOOD', '{}')`,
      [about.cases, about.organisations, about.offers]);
    expect(await put(own)).toBe('1 rows');
    expect(await put(other)).toBe(DENIED);
    expect(await put({ ...own, cases: other.cases })).toBe(DENIED);
    expect(await refusal(own.organisations, 'select 1 from disclosures')).toBe(DENIED);
    expect(await refusal(own.organisations, "insert into offer_messages (id, organisation_id, offer_id, side, kind, body, at) values ($1, $2, $3, 'office', 'answer', 'Oui', now())",
      [newId(), own.organisations, own.offers])).toBe(DENIED);
  });
});

describe('An organisation’s person in a transaction of ours', () => {
  const person = (organisationId: string): PersonActor => ({ kind: 'person', personId: newId(), roles: ['coordinator'], teamId: null, organisationId });
  const count = (by: PersonActor): Promise<{ n: number }[]> => office.transactions.run(by, (tx) => tx.query('select count(*)::int as n from services'));

  it('sees only their own organisation, one transaction after the other over the same connection', async () => {
    for (const id of [own.organisations, other.organisations, newId(), own.organisations]) {
      const [found] = await count(person(id));
      expect(found?.n).toBe(id === own.organisations || id === other.organisations ? 1 : 0);
    }
  });

  it('repeats a request by their key, and finds nobody else’s answer', async () => {
    const [by, stranger] = [person(own.organisations), person(other.organisations)];
    const once = () => ({ key: 'once', fingerprint: 'same' });
    const deed = () => office.transactions.run({ ...by, once: once() }, () => Promise.resolve({ answer: newId() }));
    expect(await deed()).toEqual(await deed());
    const keys = (who: PersonActor): Promise<unknown[]> => office.transactions.run(who, (tx) => tx.query('select key from once_keys'));
    expect(await keys(by)).toEqual([{ key: 'once' }]);
    expect(await keys(stranger)).toEqual([]);
    expect(await office.transactions.run({ ...stranger, once: once() }, () => Promise.resolve('mine'))).toBe('mine');
  });

  it('reads no newcomer, no case, no colleague of the office, no alarm and no audit', async () => {
    for (const table of OFFICE_ONLY) expect([table, await refusal(own.organisations, `select 1 from ${table}`)]).toEqual([table, DENIED]);
    expect(await refusal(own.organisations, 'select payload from facts')).toBe(DENIED);
    expect(await refusal(own.organisations, 'select content from mails')).toBe(DENIED);
  });
});
