import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/root.js';
import { judgeInput } from '../../libs/http/validation.js';
import { type ArrivalInput, arrivalInput, type NoticeInput, noticeInput } from '../../src/arrivals/arrivals.dto.js';
import { readList } from '../../src/arrivals/lists/read-list.js';
import { LoadHouseholds } from '../../src/arrivals/lists/load-households.js';
import { LoadList } from '../../src/arrivals/lists/load-list.js';
import { UploadList } from '../../src/arrivals/lists/upload-list.js';
import { ConfirmArrival } from '../../src/arrivals/notices/confirm-arrival.js';
import { PreviewArrival } from '../../src/arrivals/preview-arrival.js';
import { RegisterArrival } from '../../src/arrivals/register-arrival.js';
import { DecideTier } from '../../src/arrivals/tier/decide-tier.js';
import { readReference } from '../../config/reference.js';
import { type Product, startProduct } from '../support/product.js';
import { aPerson, aTeam, officeTime, type Person, type Team } from '../support/signed-in.js';

const TODAY = '2026-11-23';
const household = {
  newcomers: [{ kinship: 'head', givenName: 'Amal', familyName: 'Haddad', birthOn: '1992-03-14' }, { kinship: 'child', givenName: 'Lina', birthOn: '2018-06-21' }],
  immigrationStatus: 'ASYLUM', source: 'organisation', language: 'ar', interpreter: 'needed', housing: 'temporary',
  contactWays: [{ kind: 'phone', value: '514 555-0142', safeToCall: true }],
};
const anArrival = (over: object = {}): ArrivalInput => judgeInput(arrivalInput, { ...household, arrivalOn: TODAY, ...over });
const aNotice = (over: object = {}): NoticeInput => judgeInput(noticeInput, { ...household, plannedArrivalOn: '2026-12-14', ...over });
const bytesOf = (file: string) => readFileSync(join(projectRoot(), 'test/fixtures/arrival-lists', file));
const reference = readReference(join(projectRoot(), 'config'));

let product: Product;
let team: Team;
let awa: Person;
let manager: Person;
const get = <T,>(deed: new (...given: never[]) => T): T => product.app.get(deed, { strict: false });
const number = async (sql: string, values: unknown[] = []): Promise<number> => Number((await product.sql<{ n: string }>(`select (${sql}) as n`, values))[0]?.n);

beforeAll(async () => {
  product = await startProduct({ workers: false });
  await officeTime(product, `${TODAY}T14:00:00Z`);
  team = await aTeam(product, 'Centre', [['fr-CA', 'ar'], ['fr-CA', 'ar'], ['es']]);
  awa = team.caseworkers[0] as Person;
  manager = await aPerson(product, 'Direction', { roles: ['manager'] });
}, 120_000);
afterAll(() => product.stop());

describe('registering a household', () => {
  it('opens its file, promises its first days and tells of it, all in one commit', async () => {
    const registered = await get(RegisterArrival).run(awa, anArrival({ owner: awa.personId, tier: { confirmed: 'P2' } }));
    expect(registered).toMatchObject({ state: 'open', tier: 'P2', tierConfirmed: true, ownerId: awa.personId, assigned: true });
    expect(registered.checkpoints.map(({ code }) => code)).toEqual(['D01', 'D03', 'D07', 'D14', 'D30', 'D60', 'D90', 'D165', 'D180', 'D365']);

    const [file] = await product.sql<Record<string, unknown>>('select *, xmin as tx from cases where id = $1', [registered.caseId]);
    expect(file).toMatchObject({ state: 'open', size: 2, tier_confirmed_by: awa.personId, next_code: 'D01', next_checkpoint_id: registered.checkpoints[0]?.id });
    const kept = await product.sql<{ what: string; n: string; together: boolean }>(`
      select what, count(*) as n, bool_and(tx = $2) as together from (
        select 'people' as what, xmin::text as tx from newcomers where case_id = $1
        union all select 'promises', xmin::text from checkpoints where case_id = $1
        union all select 'alarms', a.xmin::text from alarms a join checkpoints c on c.id = a.subject_id where c.case_id = $1
        union all select 'audit', xmin::text from audit_entries where chain = $1
        union all select 'facts', xmin::text from facts where subject_id = $1) k group by what order by what`, [registered.caseId, String(file?.['tx'])]);
    expect(kept.map(({ what, n }) => [what, Number(n)])).toEqual([['alarms', 10], ['audit', 1], ['facts', 2], ['people', 2], ['promises', 10]]);
    expect(kept.every(({ together }) => together)).toBe(true);
  });

  it('keeps nothing of a household whose registration fails', async () => {
    const before = await number('select count(*) from cases');
    await expect(get(RegisterArrival).run(awa, anArrival({ newcomers: [{ kinship: 'head', givenName: 'Sami', birthOn: '2031-01-01' }] }))).rejects.toMatchObject({ faults: [{ path: 'newcomers.0.birthOn' }] });
    expect(await number('select count(*) from cases')).toBe(before);
  });

  it('proposes a tier with its reasons, and keeps a person’s own with theirs', async () => {
    const { proposal, days } = await get(PreviewArrival).run(awa, anArrival());
    expect(proposal.tier).toBe('P2');
    expect(proposal.reasons.map(({ code }) => code)).toEqual(['status_priority', 'temporary_lodging', 'neither_french_nor_english']);
    expect(days.first.dueAt.toISOString()).toBe('2026-11-24T22:00:00.000Z');

    await expect(get(RegisterArrival).run(awa, anArrival({ tier: { confirmed: 'P1' } }))).rejects.toMatchObject({ faults: [{ path: 'tier.because', code: 'arrivals.faults.tier-differs' }] });
    const { caseId, checkpoints } = await get(RegisterArrival).run(awa, anArrival({ tier: { confirmed: 'P1', because: 'known_risk' } }));
    expect(checkpoints[0]?.dueAt.toISOString().slice(0, 13)).toBe('2026-11-24T14');
    const [file] = await product.sql<{ tier_reasons: { code: string }[] }>('select tier_reasons from cases where id = $1', [caseId]);
    expect(file?.tier_reasons.map(({ code }) => code)).toEqual(['known_risk', 'status_priority', 'temporary_lodging', 'neither_french_nor_english']);
  });

  it('leaves a tier that nobody confirmed to be confirmed', async () => {
    const { caseId, tierConfirmed } = await get(RegisterArrival).run(awa, anArrival());
    expect(tierConfirmed).toBe(false);
    expect(await product.sql('select tier_confirmed_by from cases where id = $1', [caseId])).toEqual([{ tier_confirmed_by: null }]);
  });

  it('is refused to whoever does not work for the team', async () => {
    const south = await aTeam(product, 'Sud');
    await expect(get(RegisterArrival).run(awa, anArrival({ teamId: south.id }))).rejects.toMatchObject({ faults: [{ path: 'teamId' }] });
    await expect(get(RegisterArrival).run(awa, anArrival({ owner: south.lead.personId }))).rejects.toMatchObject({ faults: [{ path: 'owner' }] });
    await expect(get(RegisterArrival).run(manager, anArrival())).rejects.toMatchObject({ faults: [{ path: 'teamId' }] });
    expect(await get(RegisterArrival).run(manager, anArrival({ teamId: south.id, owner: 'nobody' }))).toMatchObject({ ownerId: south.lead.personId, assigned: false });
    await expect(get(RegisterArrival).run({ ...awa, roles: ['privacy_officer'] }, anArrival())).rejects.toThrow('http.forbidden');
  });
});

describe('who takes a household on', () => {
  it('is the least loaded who shares a language, and the lead holds what nobody can', async () => {
    const own = await aTeam(product, 'Est', [['fr-CA', 'ar'], ['ar'], ['es']]);
    const by = own.caseworkers[2] as Person;
    const taken = [];
    for (let i = 0; i < 4; i += 1) taken.push((await get(RegisterArrival).run(by, anArrival())).ownerId);
    const [first, second] = own.caseworkers.map(({ personId }) => personId);
    expect(taken.filter((id) => id === first)).toHaveLength(2);
    expect(taken.filter((id) => id === second)).toHaveLength(2);
    expect(await get(RegisterArrival).run(by, anArrival({ language: 'es' }))).toMatchObject({ ownerId: by.personId, assigned: true });
    expect(await get(RegisterArrival).run(by, anArrival({ language: 'ti' }))).toMatchObject({ ownerId: own.lead.personId, assigned: false });
  });
});

describe('a notice', () => {
  it('is an expected case with its preparation, and runs from the real day once they are here', async () => {
    const expected = await get(RegisterArrival).run(awa, aNotice({ noticeNumber: 'NAT-9-0001' }));
    expect(expected).toMatchObject({ state: 'expected' });
    expect(expected.checkpoints[0]?.code).toBe('PRE');
    expect(await number(`select count(*) from alarms where kind = 'case-arrival' and subject_id = $1 and state = 'pending'`, [expected.caseId])).toBe(1);
    await expect(get(ConfirmArrival).run(awa, expected.caseId, { arrivalOn: '2026-12-01' })).rejects.toMatchObject({ faults: [{ path: 'arrivalOn' }] });

    const arrived = await get(ConfirmArrival).run(awa, expected.caseId, { arrivalOn: TODAY, arrivalTime: '08:30' });
    expect(arrived).toMatchObject({ state: 'open', next: { code: 'D01' } });
    const [file] = await product.sql<Record<string, unknown>>('select state, arrival_on::text, arrival_at, next_code, planned_arrival_on::text from cases where id = $1', [expected.caseId]);
    expect(file).toEqual({ state: 'open', arrival_on: TODAY, arrival_at: new Date('2026-11-23T13:30:00Z'), next_code: 'D01', planned_arrival_on: '2026-12-14' });
    expect(await product.sql(`select code, state from checkpoints where case_id = $1 and code = 'PRE'`, [expected.caseId])).toEqual([{ code: 'PRE', state: 'superseded' }]);
    await expect(get(ConfirmArrival).run(awa, expected.caseId, { arrivalOn: TODAY })).rejects.toThrow('arrivals.not-expected');
  });

  it('cannot announce the same household twice', async () => {
    await get(RegisterArrival).run(awa, aNotice({ noticeNumber: 'NAT-9-0002' }));
    await expect(get(RegisterArrival).run(awa, aNotice({ noticeNumber: 'NAT-9-0002' }))).rejects.toThrow('cases.already-registered');
  });
});

describe('an arrival list', () => {
  const upload = async (file: string, bytes = bytesOf(file)) => (await get(UploadList).run(awa, { fileName: file, bytes })).importId;
  const load = async (importId: string): Promise<void> => {
    await get(LoadList).run(awa, importId);
    while (await get(LoadHouseholds).next(importId)) continue;
  };
  const broughtBy = (importId: string): Promise<number> => number(`select count(*) from newcomers where case_id in (select case_id from arrival_import_households where import_id = $1)`, [importId]);
  const outcomes = (importId: string) => product.sql(`select state, count(*)::int as n from arrival_import_households where import_id = $1 group by state order by state`, [importId]);

  it.each(['arrivals-list-nat.csv', 'liste-arrivees-cp1252.csv'])('%s makes every good row a newcomer, once however often it is loaded', async (file) => {
    const read = readList(bytesOf(file), { today: TODAY, reference });
    const good = read.rows.filter(({ outcome }) => outcome !== 'rejected' && outcome !== 'repeat').length;
    const first = await upload(file);
    await load(first);
    expect(await outcomes(first)).toEqual([{ state: 'loaded', n: read.households.length }]);
    expect(await broughtBy(first)).toBe(good);
    expect(await product.sql('select state, households, households_done as done from arrival_imports where id = $1', [first])).toEqual([{ state: 'done', households: read.households.length, done: read.households.length }]);

    const before = await number('select count(*) from newcomers');
    const again = await upload(file);
    await load(again);
    expect(await outcomes(again)).toEqual([{ state: 'repeat', n: read.households.length }]);
    expect(await number('select count(*) from newcomers')).toBe(before);
    expect(await number(`select count(*) from facts where type = 'arrival-list.loaded' and subject_id = any($1)`, [[first, again]])).toBe(2);
  }, 60_000);

  it('leaves nobody without a next step and somebody who owes it; who is to come is expected', async () => {
    const [all] = await product.sql<Record<string, number>>(`
      select count(*) filter (where next_due_at is null or owner_id is null)::int as forgotten, count(*) filter (where state = 'expected' and planned_arrival_on > '${TODAY}')::int as expected,
        count(*) filter (where state = 'open' and arrival_on <= '${TODAY}')::int as open, count(*)::int as n, count(*) filter (where tier_confirmed_by is null and assigned_at is null)::int as undecided
      from cases where source = 'list'`);
    expect(all?.['forgotten']).toBe(0);
    expect(all?.['expected']).toBeGreaterThan(0);
    expect(Number(all?.['expected']) + Number(all?.['open'])).toBe(all?.['n']);
    expect(all?.['undecided']).toBe(all?.['n']);
  });

  it('goes on where it stopped, and loads nobody twice', async () => {
    const text = bytesOf('arrivals-list-nat.csv').toString('utf8').replaceAll('NAT-41-', 'NAT-51-');
    const importId = await upload('again.csv', Buffer.from(text));
    await get(LoadList).run(awa, importId);
    expect(await get(LoadHouseholds).next(importId, 7)).toBe(true);
    expect(await get(LoadHouseholds).next(importId, 7)).toBe(true);
    expect(await product.sql('select state, households_done as done from arrival_imports where id = $1', [importId])).toEqual([{ state: 'running', done: 14 }]);
    // Two workers at once, as after a crash that was none.
    const one = async (): Promise<void> => { while (await get(LoadHouseholds).next(importId, 7)) continue; };
    await Promise.all([one(), one()]);
    const read = readList(Buffer.from(text), { today: TODAY, reference });
    expect(await broughtBy(importId)).toBe(read.households.flatMap(({ newcomers }) => newcomers).length);
    expect(await number(`select count(*) from facts where type = 'arrival-list.loaded' and subject_id = $1`, [importId])).toBe(1);
  }, 60_000);

  it('brings a household only whom it does not have yet', async () => {
    const header = 'notice_number,role,family_name,given_name,birth_date,immigration_status,arrival_date,phone';
    const parent = 'NAT-61-0001,principal,Diallo,Fatou,1988-01-02,ASYLUM,2026-11-20,514-555-0101';
    const child = 'NAT-61-0001,dependant,Diallo,Ibrahima,2016-05-06,ASYLUM,2026-11-20,';
    await load(await upload('one.csv', Buffer.from([header, parent].join('\n'))));
    await load(await upload('two.csv', Buffer.from([header, parent, child].join('\n'))));
    const people = await product.sql(`select n.given_name as name, n.head, n.kinship, c.size from newcomers n join cases c on c.id = n.case_id where c.notice_number = 'NAT-61-0001' order by n.position`);
    expect(people).toEqual([{ name: 'Fatou', head: true, kinship: 'head', size: 2 }, { name: 'Ibrahima', head: false, kinship: 'other', size: 2 }]);
  });

  it('explains a household that cannot be loaded, and loads the others', async () => {
    const rows = ['notice_number,role,family_name,given_name,birth_date,immigration_status,arrival_date',
      'NAT-61-0001,dependant,Diallo,Aminata,2018-05-06,ASYLUM,2026-11-20', 'NAT-62-0001,principal,Sow,Awa,1990-05-06,ASYLUM,2026-11-20'];
    const [closed] = await product.sql<{ id: string }>(`update cases set state = 'closed', closed_at = now(), close_reason = 'moved', next_checkpoint_id = null, next_code = null, next_due_at = null where notice_number = 'NAT-61-0001' returning id`);
    expect(closed).toBeDefined();
    const importId = await upload('closed.csv', Buffer.from(rows.join('\n')));
    await load(importId);
    expect(await product.sql('select state, problem from arrival_import_households where import_id = $1 order by position', [importId])).toEqual([{ state: 'rejected', problem: 'closed' }, { state: 'loaded', problem: null }]);
  });

  it('that is no list is said at once, and a discarded one leaves nothing behind', async () => {
    await expect(upload('notes.csv', Buffer.from('Bonjour,\nvoici la liste.'))).rejects.toMatchObject({ faults: [{ path: 'file', code: 'arrivals.list.faults.header_unrecognised' }] });
    const importId = await upload('arrivals-list-nat.csv');
    expect(await get(LoadList).discard(awa, importId)).toMatchObject({ state: 'discarded' });
    expect(await number('select count(*) from arrival_import_rows where import_id = $1', [importId])).toBe(0);
    await expect(get(LoadList).run(awa, importId)).rejects.toThrow('arrivals.list-not-previewed');
  });
});

describe('deciding on a tier', () => {
  it('confirms what the rules proposed, and says who did', async () => {
    const { caseId } = await get(RegisterArrival).run(awa, anArrival({ owner: awa.personId }));
    const decided = await get(DecideTier).run(awa, caseId, { confirmed: 'P2' });
    expect(decided).toMatchObject({ tier: 'P2', replan: false });
    expect(await product.sql('select tier_confirmed_by from cases where id = $1', [caseId])).toEqual([{ tier_confirmed_by: awa.personId }]);
  });

  it('asks why when somebody sets another, keeps the rules’ reasons behind theirs, and moves no promise yet', async () => {
    const { caseId, version } = await get(RegisterArrival).run(awa, anArrival({ owner: awa.personId }));
    const before = await product.sql('select id, due_at, state from checkpoints where case_id = $1 order by id', [caseId]);

    await expect(get(DecideTier).run(awa, caseId, { confirmed: 'P1' })).rejects.toMatchObject({ faults: [{ path: 'because', code: 'arrivals.faults.because' }] });
    const decided = await get(DecideTier).run(awa, caseId, { confirmed: 'P1', because: 'met_them' }, version);
    expect(decided).toMatchObject({ tier: 'P1', replan: true, version: version + 1 });

    const [file] = await product.sql<{ tier: string; tier_reasons: { code: string }[] }>('select tier, tier_reasons from cases where id = $1', [caseId]);
    expect([file?.tier, file?.tier_reasons[0]?.code]).toEqual(['P1', 'met_them']);
    expect(file?.tier_reasons.length).toBeGreaterThan(1);
    expect(await product.sql('select id, due_at, state from checkpoints where case_id = $1 order by id', [caseId])).toEqual(before);
    await expect(get(DecideTier).run(awa, caseId, { confirmed: 'P2', because: 'known_risk' }, version)).rejects.toMatchObject({ name: 'Stale' });
  });
});
