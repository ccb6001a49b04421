import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal, NotFound } from '../../libs/http/refusal.js';
import { newId } from '../../libs/sql/id.js';
import { engine, type PersonActor } from '../../libs/transaction/actor.js';
import { may } from '../../src/cases/cases.door.js';
import { CaseReading } from '../../src/desk/case.queries.js';
import { DayQueries } from '../../src/desk/day.queries.js';
import { listQuery, type ListQuery } from '../../src/desk/desk.dto.js';
import { HearAssignments } from '../../src/desk/hear-assignments.js';
import { HearEscalations } from '../../src/desk/hear-escalations.js';
import { NoticesStore } from '../../src/desk/notices.store.js';
import type { Day, WorkRow } from '../../src/desk/rows.js';
import { SearchNewcomers } from '../../src/desk/search-newcomers.js';
import { SIGHT } from '../../src/desk/sight.js';
import { Worklist } from '../../src/desk/worklist.queries.js';
import { LISTS, SORTS, scopesFor, type List } from '../../src/desk/worklist.rules.js';
import { manyCases, type ManyCases } from '../support/many-cases.js';
import { anOffice, type Office } from '../support/office.js';

const ENV = { OFFICE_ZONE: 'America/Toronto' };
let office: Office;
let city: ManyCases;
let worklist: Worklist;
let reading: CaseReading;
let search: SearchNewcomers;
let notices: NoticesStore;

const person = (personId: string, roles: string[], teamId: string | null): PersonActor => ({ kind: 'person', personId, roles, teamId, organisationId: null });
const caseworker = (n: number): PersonActor => person(city.caseworker(n), ['caseworker'], city.teamOf(n));
const lead = (): PersonActor => person(city.caseworker(1), ['caseworker', 'team_lead'], city.teamOf(1));
const manager = (): PersonActor => person(city.manager, ['manager'], null);

beforeAll(async () => {
  office = await anOffice();
  city = await manyCases((text) => office.see(text), 3_000);
  // The clock stands still, so that a list and its count are judged at the same moment; and the data are mixed up.
  await office.see('update office_clock set office_from = clock_timestamp(), real_from = clock_timestamp(), speed = 0.000001');
  await office.see(`update cases set assigned_at = null where state <> 'closed' and hashtext(id::text) % 7 = 0`);
  await office.see(`update cases set state = 'closed', closed_at = now(), close_reason = 'moved' where state = 'open' and hashtext(id::text) % 11 = 0`);
  await office.see(`update cases set next_due_at = now() + (hashtext(number) % 400) * interval '1 hour' where state = 'open' and hashtext(number) % 3 = 0`);
  await office.see(`update cases set lead_name = 'Même nom' where hashtext(number) % 5 = 0`);
  worklist = new Worklist(office.transactions, ENV);
  reading = new CaseReading(office.transactions, ENV);
  search = new SearchNewcomers(office.transactions);
  notices = new NoticesStore(office.transactions, office.outbox);
}, 60_000);
afterAll(() => office.close());

const auditOf = async (chain: string): Promise<string[]> =>
  (await office.see<{ action: string }>('select action from audit_entries where chain = $1 order by seq', [chain])).map(({ action }) => action);

/** Reads a list to its end, page by page. */
async function wholeList(by: PersonActor, query: ListQuery): Promise<WorkRow[]> {
  const rows: WorkRow[] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await worklist.page(by, { ...query, after });
    rows.push(...(JSON.parse(items) as WorkRow[]));
    if (next === null) return rows;
    after = next;
  }
}

const questions = fc.record({
  who: fc.constantFrom('caseworker', 'lead', 'manager'),
  list: fc.constantFrom(...LISTS),
  sort: fc.constantFrom(...SORTS),
  scope: fc.nat(2),
  limit: fc.integer({ min: 3, max: 200 }),
  tier: fc.option(fc.subarray(['P1', 'P2', 'P3', 'P4'] as const, { minLength: 1 }), { nil: undefined }),
  language: fc.option(fc.subarray(['ar', 'es', 'uk'] as const, { minLength: 1 }), { nil: undefined }),
});

describe('A worklist', () => {
  it('has as many rows as its count says, each once and in order, however it is cut into pages', async () => {
    await fc.assert(fc.asyncProperty(questions, async ({ who, scope, limit, ...asked }) => {
      const by = { caseworker: caseworker(2), lead: lead(), manager: manager() }[who];
      const scopes = scopesFor(by);
      const query: ListQuery = { ...listQuery.parse({}), ...asked, tier: asked.tier && [...asked.tier], language: asked.language && [...asked.language], scope: scopes[scope % scopes.length], limit };
      const { [query.list]: told } = await worklist.counts(by, query);
      if (told.count > limit * 12) return; // long lists in short pages add nothing but time
      const rows = await wholeList(by, query);

      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      expect(told).toEqual({ count: Math.min(rows.length, 1_000), exact: rows.length <= 1_000 });
      expectInOrder(rows, query);
    }), { numRuns: 60 });
  }, 60_000);

  it('never shows a caseworker a restricted case of a colleague, and always their own', async () => {
    const by = caseworker(2);
    const team = await wholeList(by, { ...listQuery.parse({ scope: 'team' }), limit: 200 });
    expect(team.filter(({ restricted, ownerId }) => restricted && ownerId !== by.personId)).toEqual([]);
    const [own] = await office.see<{ count: number }>(`select count(*)::int from cases where state <> 'closed' and owner_id = $1`, [by.personId]);
    expect(await wholeList(by, { ...listQuery.parse({ scope: 'mine' }), limit: 200 })).toHaveLength(own?.count ?? -1);
  });

  it('is refused to whoever has nothing to do with cases', () => {
    expect(() => worklist.scopeOf(person(newId(), ['administrator'], null), undefined)).toThrow('http.forbidden');
    expect(() => worklist.scopeOf(caseworker(2), 'all')).toThrow('http.forbidden');
  });

  it('counts the day as its own pages do', async () => {
    const by = caseworker(3);
    const day = JSON.parse(await new DayQueries(office.transactions, ENV).day(by)) as Day;
    const counts = await worklist.counts(by, listQuery.parse({ scope: 'mine' }));
    for (const list of ['overdue', 'today', 'coming', 'unreached', 'silent'] as List[]) expect([list, day.counts[list]]).toEqual([list, counts[list].count]);
  });
});

function expectInOrder(rows: readonly WorkRow[], { list, sort }: ListQuery): void {
  if (list === 'closed') return expect(rows.map(({ closedAt }) => closedAt)).toEqual(rows.map(({ closedAt }) => closedAt).sort().reverse());
  const keys = rows.map((row) => (sort.endsWith('due') ? row.nextDueAt : sort.endsWith('arrival') ? row.arrivalOn ?? row.plannedArrivalOn : null));
  if (sort.endsWith('name')) return;
  const sorted = [...keys].sort();
  expect(keys).toEqual(sort.startsWith('-') ? sorted.reverse() : sorted);
}

describe('Opening a case', () => {
  const readers = (): [string, PersonActor][] => [
    ['its owner', caseworker(1)], ['a colleague', caseworker(2)], ['their lead', lead()], ['another team’s caseworker', caseworker(11)],
    ['another team’s lead', person(city.caseworker(11), ['team_lead'], city.teamOf(11))], ['a manager', manager()],
    ['a privacy officer', person(newId(), ['privacy_officer'], null)], ['an administrator', person(newId(), ['administrator'], null)],
  ];

  it.each([[false, 1], [true, 10]])('shows what the policy says, restricted: %s', async (restricted, n) => {
    const [file] = await office.see<{ ownerId: string; teamId: string; restricted: boolean }>('select owner_id as "ownerId", team_id as "teamId", restricted from cases where id = $1', [city.caseId(n)]);
    if (!file) throw new Error('no such case');
    expect(file.restricted).toBe(restricted);
    for (const [who, by] of readers()) {
      const seen = await reading.open(by, city.caseId(n)).then(({ sees }) => sees, (fault: unknown) => { if (fault instanceof NotFound) return SIGHT.nothing; throw fault; });
      const read = may(by, 'read', file);
      expect([who, seen]).toEqual([who, read === 'yes' ? SIGHT.whole : read === 'with_reason' ? SIGHT.ask : may(by, 'glimpse', file) === 'yes' ? SIGHT.glimpse : SIGHT.nothing]);
    }
  });

  it('leaves one line in its audit, a glimpse too, and what does not exist for somebody leaves none', async () => {
    const id = city.caseId(21);
    await reading.open(caseworker(1), id);
    await reading.open(caseworker(11), id);
    await expect(reading.open(person(newId(), ['administrator'], null), id)).rejects.toThrow(NotFound);
    expect(await auditOf(id)).toEqual(['case.looked-at', 'case.glimpsed']);
  });

  it('gives another team’s caseworker the household’s name and its owner, and nothing else', async () => {
    const { file } = await reading.open(caseworker(11), city.caseId(1));
    expect(Object.keys(JSON.parse(file ?? '{}') as object)).toEqual(['id', 'leadName', 'ownerName', 'teamName', 'glimpse']);
  });

  it('asks a manager why a case is restricted to them, and writes the reason down', async () => {
    const id = city.caseId(20);
    expect((await reading.open(manager(), id)).file).toBeNull();
    expect(await auditOf(id)).toEqual([]);
    expect(JSON.parse((await reading.open(manager(), id, 'complaint')).file ?? '')).toMatchObject({ id, number: '2026-000020' });
    expect(await auditOf(id)).toEqual(['case.opened-with-reason']);
    await expect(reading.timeline(manager(), id, { kind: 'all', limit: 10 })).rejects.toThrow(Refusal);
  });

  it('opens for whoever covers the owner in their absence, and only then', async () => {
    const id = city.caseId(1);
    const cover = caseworker(12);
    expect((await reading.open(cover, id)).sees).toBe(SIGHT.glimpse);
    await office.see(`insert into duties (id, kind, person_id, for_person_id, from_at, until_at) values ($1, 'cover', $2, $3, office_now() - interval '1 hour', office_now() + interval '1 hour')`, [newId(), cover.personId, city.caseworker(1)]);
    expect((await reading.open(cover, id)).sees).toBe(SIGHT.whole);
    await office.see('delete from duties');
  });

  it('tells everything that happened once, newest first, page by page', async () => {
    const id = city.caseId(1);
    const told: { id: number; at: string }[] = [];
    for (let after: string | undefined; ;) {
      const { items, next } = await reading.timeline(caseworker(1), id, { kind: 'all', limit: 5, after });
      told.push(...(JSON.parse(items) as { id: number; at: string }[]));
      if (next === null) break;
      after = next;
    }
    expect(told).toHaveLength(12);
    expect(new Set(told.map((each) => each.id)).size).toBe(12);
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).sort().reverse());
  });
});

describe('Searching for somebody', () => {
  const by = (): PersonActor => caseworker(1);
  const found = async (who: PersonActor, text: string) => JSON.parse((await search.run(who, text)).items) as { caseId: string; why: string; sees: string; leadName?: string; ownerName?: string; number?: string }[];

  beforeAll(async () => {
    const named = (n: number, given: string, family: string) => office.see(`update newcomers set given_name = $2, family_name = $3 where case_id = $1 and head`, [city.caseId(n), given, family]);
    await named(1, 'Zoé', 'Désirée-Lafleur');
    await named(2, 'Xochitl', 'Ñáñez');
    await office.see(`update contact_ways set value = '+15145559876' where case_id = $1`, [city.caseId(1)]);
  });

  it.each([['without its accents', 'zoe desiree'], ['in capitals', 'ZOÉ DÉSIRÉE-LAFLEUR'], ['with a slip of the keyboard', 'zoé desirée laflerr'], ['by the family name alone', 'desiree-lafleur'], ['by its case number', '2026-000001'], ['by the beginning of its telephone', '514 555-98'], ['by its telephone with the country', '+1 514 555-9876']])('finds a household %s', async (_, text) => {
    expect((await found(by(), text))[0]).toMatchObject({ caseId: city.caseId(1), sees: 'whole' });
  });

  it('says why it found somebody', async () => {
    expect((await found(by(), '2026-000001'))[0]?.why).toBe('number');
    expect((await found(by(), '5145559876'))[0]?.why).toBe('phone');
    expect((await found(by(), 'xochitl nanez'))[0]).toMatchObject({ why: 'name', caseId: city.caseId(2) });
  });

  it('tells another team only whose case it is, and finds nothing by telephone there', async () => {
    const [glimpse] = await found(caseworker(11), 'zoe desiree-lafleur');
    expect(Object.keys(glimpse ?? {})).toEqual(['caseId', 'sees', 'why', 'leadName', 'ownerName']);
    expect(await found(caseworker(11), '514 555-9876')).toEqual([]);
  });

  it('keeps a restricted case from colleagues, and shows a manager its number alone', async () => {
    await office.see(`update newcomers set given_name = 'Quetzal', family_name = 'Ixchel' where case_id = $1 and head`, [city.caseId(10)]);
    expect(await found(caseworker(2), 'quetzal ixchel')).toEqual([]);
    expect(await found(manager(), 'quetzal ixchel')).toEqual([]);
    expect(await found(manager(), '2026-000010')).toEqual([{ caseId: city.caseId(10), number: '2026-000010', sees: 'ask', why: 'number' }]);
  });

  it('leaves one line in the audit that says how much was typed and found, never what', async () => {
    const who = caseworker(5);
    await search.run(who, 'zoe desiree');
    const lines = await office.see<{ action: string; details: object }>('select action, details from audit_entries where chain = $1', [who.personId]);
    expect(lines).toEqual([{ action: 'newcomers.searched', details: { length: 11, hits: expect.any(Number) } }]);
  });
});

describe('Notices', () => {
  const fact = (type: string, payload: object) => ({ id: 1, type, subjectId: newId(), payload, at: new Date(0) });
  const page = { unread: false, limit: 50 };

  it('tell one person of one case once until they have read it, however often it happens', async () => {
    const by = lead();
    const hear = new HearEscalations(notices);
    const escalated = (n: number) => fact('checkpoint.escalated', { to: [by.personId], caseId: city.caseId(n), checkpointId: newId(), code: 'D01', what: 'lead', dueAt: '2026-11-23T22:00:00.000Z' });
    const told = () => office.transactions.run(engine('test'), (tx) => hear.hear(tx, [escalated(1), escalated(1), escalated(2)]));
    await told();
    await told();
    const { items } = await notices.list(by, page);
    expect(items.map(({ caseId, times }) => [caseId, times]).sort()).toEqual([[city.caseId(1), 2], [city.caseId(2), 2]]);

    expect(await notices.markRead(by, { ids: items.map(({ id }) => id) })).toBe(2);
    await told();
    expect((await notices.list(by, { ...page, unread: true })).items).toHaveLength(2);
    expect((await notices.list(by, page)).items).toHaveLength(4);
  });

  it('tell a new owner, but not of what they took themselves', async () => {
    const by = caseworker(4);
    const hear = new HearAssignments(notices);
    const given = async (n: number, actor: string) => {
      await office.see(`insert into case_events (case_id, at, kind, actor_id, details) values ($1, now(), 'case.assigned', $2, '{}')`, [city.caseId(n), actor]);
      return fact('case.assigned', { caseId: city.caseId(n), teamId: city.teamOf(4), ownerId: by.personId, formerOwnerId: null });
    };
    const facts = [await given(31, by.personId), await given(32, city.caseworker(1))];
    await office.transactions.run(engine('test'), (tx) => hear.hear(tx, facts));
    expect((await notices.list(by, page)).items.map(({ caseId }) => caseId)).toEqual([city.caseId(32)]);
  });

  it('are their reader’s alone, and name a household only to whoever may read its case', async () => {
    expect((await notices.list(caseworker(9), page)).items).toEqual([]);
    const stranger = caseworker(11);
    await office.transactions.run(engine('test'), (tx) => notices.tell(tx, [{ personId: stranger.personId, kind: 'escalated', subjectId: city.caseId(1), caseId: city.caseId(1), details: {} }]));
    expect((await notices.list(stranger, page)).items).toMatchObject([{ leadName: null, number: '2026-000001' }]);
    expect(await notices.markRead(caseworker(9), { ids: (await notices.list(stranger, page)).items.map(({ id }) => id) })).toBe(0);
  });
});
