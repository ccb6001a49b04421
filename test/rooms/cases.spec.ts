import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { Audit } from '../../libs/audit/audit.js';
import { Forbidden, InvalidInput, NotFound, Stale } from '../../libs/http/refusal.js';
import { newId } from '../../libs/sql/id.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { People } from '../../src/accounts/accounts.door.js';
import { CaseFiles } from '../../src/cases/case-files.js';
import { CaseGate } from '../../src/cases/case-gate.js';
import { MOVES, STATES } from '../../src/cases/case.rules.js';
import { ACTS, may, visibleTo } from '../../src/cases/cases.policy.js';
import { CasesQueries } from '../../src/cases/cases.queries.js';
import { CasesStore } from '../../src/cases/cases.store.js';
import { ChangeCase } from '../../src/cases/change-case.js';
import { Chronicle } from '../../src/cases/chronicle.js';
import { ConsentsStore } from '../../src/cases/consents/consents.store.js';
import { RecordConsents } from '../../src/cases/consents/record-consents.js';
import { WithdrawConsent } from '../../src/cases/consents/withdraw-consent.js';
import { AddContactWay } from '../../src/cases/contact/add-contact-way.js';
import { ChangeContactWay } from '../../src/cases/contact/change-contact-way.js';
import { ContactWaysStore } from '../../src/cases/contact/contact-ways.store.js';
import { RemoveContactWay } from '../../src/cases/contact/remove-contact-way.js';
import { TellWaysChanged } from '../../src/cases/contact/tell-ways-changed.js';
import { NeedsStore } from '../../src/cases/needs/needs.store.js';
import { ScoreNeeds } from '../../src/cases/needs/score-needs.js';
import { AddNewcomer } from '../../src/cases/newcomers/add-newcomer.js';
import { ChangeHead } from '../../src/cases/newcomers/change-head.js';
import { ChangeNewcomer } from '../../src/cases/newcomers/change-newcomer.js';
import { NewcomersStore } from '../../src/cases/newcomers/newcomers.store.js';
import { RemoveNewcomer } from '../../src/cases/newcomers/remove-newcomer.js';
import { OfficeDay } from '../../src/cases/office-day.js';
import { OpenCase } from '../../src/cases/open-case.js';
import { OpenFile } from '../../src/cases/open-file.js';
import { ReadRecords } from '../../src/cases/read-records.js';
import { RestrictCase } from '../../src/cases/restrict-case.js';
import { WriteNote } from '../../src/cases/write-note.js';
import { aHousehold, opened } from '../support/households.js';
import { anOffice, type Office } from '../support/office.js';

let office: Office;
let room: ReturnType<typeof theRoom>;

beforeAll(async () => {
  office = await anOffice();
  room = theRoom(office);
});
afterAll(() => office.close());

/** The room's deeds over the office, as its module wires them. */
function theRoom({ transactions, outbox }: Office) {
  const env = { OFFICE_ZONE: 'America/Toronto' };
  const [people, store, newcomers, ways, needs, consents, day] = [new People(), new CasesStore(), new NewcomersStore(), new ContactWaysStore(), new NeedsStore(), new ConsentsStore(), new OfficeDay(env)];
  const chronicle = new Chronicle(new Audit());
  const gate = new CaseGate(store, people);
  const queries = new CasesQueries(people);
  const tell = new TellWaysChanged(ways, chronicle, outbox);
  return {
    open: new OpenCase(outbox, day, env),
    files: new CaseFiles(gate, store, chronicle, outbox),
    look: new OpenFile(gate, queries, chronicle),
    records: new ReadRecords(transactions, gate, queries, chronicle),
    change: new ChangeCase(transactions, gate, store, chronicle, outbox, day),
    restrict: new RestrictCase(transactions, gate, store, chronicle, outbox),
    note: new WriteNote(transactions, gate, store, chronicle, outbox),
    join: new AddNewcomer(transactions, gate, store, newcomers, chronicle, outbox, day),
    correct: new ChangeNewcomer(transactions, gate, store, newcomers, chronicle, outbox, day),
    leave: new RemoveNewcomer(transactions, gate, store, newcomers, chronicle, outbox, day),
    head: new ChangeHead(transactions, gate, store, newcomers, chronicle, outbox, day),
    addWay: new AddContactWay(transactions, gate, newcomers, ways, tell),
    changeWay: new ChangeContactWay(transactions, gate, newcomers, ways, tell),
    removeWay: new RemoveContactWay(transactions, gate, ways, tell),
    score: new ScoreNeeds(transactions, gate, needs, chronicle, outbox),
    agree: new RecordConsents(transactions, gate, newcomers, consents, chronicle, outbox, day),
    withdraw: new WithdrawConsent(transactions, gate, consents, chronicle, outbox),
  };
}

const aCase = (by = office.awa, over = {}) => opened(office, room.open, by, aHousehold(office, by, over));
const caseRow = async (id: string) => (await office.see<Record<string, unknown>>('select * from cases where id = $1', [id]))[0] ?? {};
const versionOf = async (id: string) => Number((await caseRow(id)).version);
const counted = async (table: string, id: string) => (await office.see<{ n: number }>(`select count(*)::int as n from ${table} where case_id = $1`, [id]))[0]?.n;
const kinds = async (id: string) => (await office.see<{ kind: string }>('select kind from case_events where case_id = $1 order by id', [id])).map(({ kind }) => kind);
const audited = async (id: string) => (await office.see<{ action: string }>('select action from audit_entries where chain = $1 order by seq', [id])).map(({ action }) => action);
const facts = async (id: string) => (await office.see<{ type: string }>('select type from facts where subject_id = $1 order by id', [id])).map(({ type }) => type);
const look = (by: PersonActor, id: string, reason?: 'supervision') => office.transactions.run(by, (tx) => room.look.run(tx, id, { reason }));

describe('opening a case', () => {
  it('writes the whole household at once, with its first step, timeline and audit', async () => {
    const { caseId, number, newcomerIds } = await aCase();
    expect(number).toMatch(/^20\d\d-\d{5,}$/);
    expect(newcomerIds).toHaveLength(4);
    expect(await caseRow(caseId)).toMatchObject({ number, state: 'open', lead_name: 'Samira Haddad', size: 4, next_code: 'D01', owner_id: office.awa.personId, version: 1 });
    expect(await Promise.all(['newcomers', 'contact_ways', 'needs', 'consents', 'notes', 'case_events'].map((table) => counted(table, caseId)))).toEqual([4, 1, 2, 1, 1, 1]);
    expect([await kinds(caseId), await audited(caseId), await facts(caseId)]).toEqual([['case.opened'], ['case.opened'], ['case.opened']]);
  });

  it('never happens without a next step', async () => {
    const orphan = office.transactions.run(office.awa, (tx) =>
      room.open.run(tx, aHousehold(office, office.awa), { checkpointId: newId(), code: 'D01', dueAt: tx.at, ownerId: office.awa.personId }));
    await expect(orphan).rejects.toMatchObject({ constraint: 'cases_next_checkpoint' });
  });

  it('leaves nothing behind when the household is refused', async () => {
    const before = await office.see('select count(*) from cases');
    const newcomers = [{ kinship: 'head', givenName: 'Nina', birthOn: '2030-01-01' }, { kinship: 'head', givenName: 'Theo' }];
    await expect(aCase(office.awa, { newcomers, consents: [] })).rejects.toMatchObject({
      faults: [{ path: 'newcomers', code: 'cases.faults.one-head' }, { path: 'newcomers.0.birthOn', code: 'cases.faults.birth-in-future' }],
    });
    expect(await office.see('select count(*) from cases')).toEqual(before);
  });

  it('gives a notice one case, however often it comes', async () => {
    await aCase(office.awa, { noticeNumber: 'NAT-1' });
    await expect(aCase(office.awa, { noticeNumber: 'NAT-1' })).rejects.toMatchObject({ code: 'cases.already-registered' });
  });

  it('says nothing personal in facts, audit and timeline', async () => {
    const { caseId } = await aCase();
    const told = await office.see("select payload::text as t from facts where subject_id = $1 union all select details::text from audit_entries where chain = $1 union all select details::text from case_events where case_id = $1", [caseId]);
    expect(JSON.stringify(told)).not.toMatch(/Samira|Haddad|555|tante|1990/);
  });
});

describe('a file that several people work on', () => {
  it('refuses a change made on an older version, and keeps the newer one', async () => {
    const { caseId } = await aCase();
    const { version, fields } = await room.change.run(office.awa, caseId, { borough: 'lachine', interpreter: 'wished' }, 1);
    expect([version, fields]).toEqual([2, ['borough', 'interpreter']]);
    await expect(room.change.run(office.bruno, caseId, { borough: 'anjou' }, 1)).rejects.toBeInstanceOf(Stale);
    expect(await caseRow(caseId)).toMatchObject({ borough: 'lachine', version: 2 });
  });

  it('tells which fields changed, and nothing when none did', async () => {
    const { caseId } = await aCase();
    await room.change.run(office.awa, caseId, { borough: 'verdun', housing: 'temporary' }, 1);
    expect([await versionOf(caseId), await kinds(caseId)]).toEqual([1, ['case.opened']]);
    await room.change.run(office.awa, caseId, { arrivalOn: '2026-11-19' }, 1);
    expect(await office.see("select payload from facts where type = 'case.changed' and subject_id = $1", [caseId]))
      .toMatchObject([{ payload: { fields: ['arrivalOn'] } }]);
  });

  it('forgets the hour of an arrival that moves to another day', async () => {
    const { caseId } = await aCase(office.awa, { arrivalAt: new Date('2026-11-20T19:00:00Z') });
    await room.change.run(office.awa, caseId, { arrivalOn: '2026-11-19' }, 1);
    expect(await caseRow(caseId)).toMatchObject({ arrival_on: '2026-11-19', arrival_at: null });
    await expect(room.change.run(office.awa, caseId, { arrivalAt: new Date('2026-11-18T19:00:00Z') }, 2)).rejects.toMatchObject({ faults: [{ path: 'arrivalAt' }] });
  });

  it('cannot say that somebody arrived tomorrow', async () => {
    const { caseId } = await aCase();
    await expect(room.change.run(office.awa, caseId, { arrivalOn: '2999-01-01' }, 1)).rejects.toBeInstanceOf(InvalidInput);
  });

  it('writes timeline and audit in the commit of the change, or none of them', async () => {
    const { caseId } = await aCase();
    await office.transactions.run(office.awa, async (tx) => {
      await room.files.tell(tx, caseId, 'note.written');
      await room.files.flagUnreached(tx, caseId, tx.at);
      throw new Error('the power went');
    }).catch(() => undefined);
    expect([await kinds(caseId), await audited(caseId)]).toEqual([['case.opened'], ['case.opened']]);
    await room.note.run(office.bruno, caseId, { body: 'Appelés, tout va bien.' });
    await room.score.run(office.bruno, caseId, { scores: [{ code: 'FOOD', score: 3 }, { code: 'WORK', score: 1 }] });
    expect(await kinds(caseId)).toEqual(['case.opened', 'note.written', 'need.scored']);
    expect(await audited(caseId)).toEqual(await kinds(caseId));
    expect(await counted('needs', caseId)).toBe(4);
  });
});

describe('the people of a household', () => {
  it('always have exactly one head, also while two colleagues change it at once', async () => {
    const { caseId, newcomerIds } = await aCase();
    const [, omar = ''] = newcomerIds;
    const results = await Promise.allSettled([room.head.run(office.awa, caseId, omar), room.head.run(office.bruno, caseId, omar)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await office.see('select given_name, kinship from newcomers where case_id = $1 order by position', [caseId])).toEqual([
      { given_name: 'Samira', kinship: 'spouse' }, { given_name: 'Omar', kinship: 'head' }, { given_name: 'Lina', kinship: 'child' }, { given_name: 'Hana', kinship: 'child' }]);
    expect(await office.see('select id from newcomers where case_id = $1 and head', [caseId])).toEqual([{ id: omar }]);
    expect(await caseRow(caseId)).toMatchObject({ lead_name: 'Omar Haddad' });
  });

  it('join, are corrected, and leave without being erased', async () => {
    const { caseId, newcomerIds } = await aCase();
    const { newcomerId } = await room.join.run(office.awa, caseId, { givenName: 'Yusuf', kinship: 'child', birthOn: '2026-11-21' });
    expect(await caseRow(caseId)).toMatchObject({ size: 5, version: 2 });
    await room.correct.run(office.awa, caseId, newcomerId, { familyName: 'Haddad' }, 1);
    await expect(room.correct.run(office.awa, caseId, newcomerId, { familyName: 'X' }, 1)).rejects.toBeInstanceOf(Stale);
    await room.leave.run(office.awa, caseId, newcomerId, 2);
    expect(await caseRow(caseId)).toMatchObject({ size: 4 });
    expect(await counted('newcomers', caseId)).toBe(5);
    await expect(room.leave.run(office.awa, caseId, newcomerIds[0] ?? '', 1)).rejects.toMatchObject({ code: 'cases.head-cannot-leave' });
  });

  it('give the case its name: a corrected head is a renamed case', async () => {
    const { caseId, newcomerIds } = await aCase();
    await room.correct.run(office.awa, caseId, newcomerIds[0] ?? '', { givenName: 'Samirah' }, 1);
    expect(await caseRow(caseId)).toMatchObject({ lead_name: 'Samirah Haddad' });
  });

  it('are not found through somebody else’s case', async () => {
    const [one, other] = [await aCase(), await aCase()];
    await expect(room.correct.run(office.awa, one.caseId, other.newcomerIds[0] ?? '', { givenName: 'X' }, 1)).rejects.toBeInstanceOf(NotFound);
  });
});

describe('the ways to reach a household', () => {
  it('have one preferred, and say when no message may leave any more', async () => {
    const { caseId } = await aCase();
    const { wayId } = await room.addWay.run(office.awa, caseId, { kind: 'phone', value: '+15145550120', safeToText: true, preferred: true });
    expect(await office.see('select value from contact_ways where case_id = $1 and preferred', [caseId])).toEqual([{ value: '+15145550120' }]);
    await room.changeWay.run(office.awa, caseId, wayId, { safeToText: false, preferred: false }, 1);
    const told = await office.see<{ payload: object }>("select payload from facts where type = 'contact-ways.changed' and subject_id = $1 order by id", [caseId]);
    expect(told.map(({ payload }) => payload)).toMatchObject([{ messagesBlocked: false }, { messagesBlocked: true }]);
    await room.removeWay.run(office.awa, caseId, wayId, 2);
    expect(await counted('contact_ways', caseId)).toBe(1);
  });

  it('cannot contradict themselves', async () => {
    const { caseId } = await aCase();
    await expect(room.addWay.run(office.awa, caseId, { kind: 'phone', value: '+15145550120', voicemailOk: true })).rejects.toMatchObject({ faults: [{ path: 'voicemailOk' }] });
  });
});

describe('what a household agreed to', () => {
  it('is withdrawn once, at once, by whoever hears it, and others hear of it', async () => {
    const { caseId, newcomerIds } = await aCase();
    const { consentIds: [consentId = ''] } = await room.agree.run(office.awa, caseId, [{
      newcomerId: newcomerIds[0] ?? '', purpose: 'referral', recipient: 'network', language: 'ar', interpreted: true, proof: 'signed', givenBy: 'self', expiresOn: '2027-06-01' }]);
    await room.withdraw.run(office.privacy, caseId, consentId);
    expect(await office.see('select withdrawn_by from consents where id = $1 and withdrawn_at is not null', [consentId])).toEqual([{ withdrawn_by: office.privacy.personId }]);
    expect(await facts(caseId)).toEqual(['case.opened', 'consent.recorded', 'consent.withdrawn']);
    await expect(room.withdraw.run(office.awa, caseId, consentId)).rejects.toMatchObject({ code: 'cases.already-withdrawn' });
  });

  it('is never a child’s own yes', async () => {
    const { caseId, newcomerIds } = await aCase();
    const byLina = room.agree.run(office.awa, caseId, [{
      newcomerId: newcomerIds[2] ?? '', purpose: 'school', recipient: 'school', language: 'fr-CA', interpreted: false, proof: 'signed', givenBy: 'self', expiresOn: '2027-06-01' }]);
    await expect(byLina).rejects.toMatchObject({ faults: [{ path: 'givenBy', code: 'cases.faults.too-young-to-consent' }] });
  });
});

describe('a restricted case', () => {
  it('stays open to its owner and their lead, and to a manager who says why', async () => {
    const { caseId } = await aCase();
    await room.restrict.run(office.awa, caseId, true);
    await expect(look(office.awa, caseId)).resolves.toBeDefined();
    await expect(look(office.lead, caseId)).resolves.toBeDefined();
    await expect(look(office.bruno, caseId)).rejects.toBeInstanceOf(NotFound);
    await expect(look(office.southerner, caseId)).rejects.toBeInstanceOf(NotFound);
    await expect(look(office.manager, caseId)).rejects.toMatchObject({ code: 'cases.reason-needed' });
    await expect(look(office.manager, caseId, 'supervision')).resolves.toBeDefined();
    expect(await office.see("select actor_id, details from audit_entries where chain = $1 and action = 'case.opened-with-reason'", [caseId]))
      .toEqual([{ actor_id: office.manager.personId, details: { reason: 'supervision' } }]);
  });

  it('is opened again by the lead, not by the owner alone', async () => {
    const { caseId } = await aCase();
    await room.restrict.run(office.awa, caseId, true);
    await expect(room.restrict.run(office.awa, caseId, false)).rejects.toBeInstanceOf(Forbidden);
    await room.restrict.run(office.lead, caseId, false);
    expect(await caseRow(caseId)).toMatchObject({ restricted: false });
  });

  it('of another team shows name and owner when it is not restricted, and nothing can be changed', async () => {
    const { caseId } = await aCase();
    await expect(look(office.southerner, caseId)).rejects.toBeInstanceOf(Forbidden);
    await expect(room.note.run(office.southerner, caseId, { body: 'x' })).rejects.toBeInstanceOf(Forbidden);
  });

  it('opens for whoever covers its owner', async () => {
    const { caseId } = await aCase(office.bruno);
    await room.restrict.run(office.bruno, caseId, true);
    await expect(look(office.southerner, caseId)).rejects.toBeInstanceOf(NotFound);
    await office.see(`insert into duties (id, kind, person_id, for_person_id, from_at, until_at)
      values ($1, 'cover', $2, $3, office_now() - interval '1 hour', office_now() + interval '1 hour')`, [newId(), office.southerner.personId, office.bruno.personId]);
    await expect(look(office.southerner, caseId)).resolves.toBeDefined();
  });

  it('is in exactly the lists of those who may have it', async () => {
    await Promise.all([aCase(office.southerner, { restricted: true }), aCase(office.lead), aCase(office.bruno, { restricted: true })]);
    const all = await office.see<{ id: string; ownerId: string; teamId: string; restricted: boolean }>('select id, owner_id as "ownerId", team_id as "teamId", restricted from cases');
    const everybody = [office.awa, office.bruno, office.lead, office.southerner, office.manager, office.privacy];
    for (const by of everybody) {
      for (const act of ACTS) {
        const { sql, values } = visibleTo(by, act);
        const seen = await office.see<{ id: string }>(`select c.id from cases c where ${sql}`, [...values]);
        expect(seen.map(({ id }) => id).sort()).toEqual(all.filter((file) => may(by, act, file) === 'yes').map(({ id }) => id).sort());
      }
    }
  });
});

describe('the audit of a case', () => {
  it('names who did what to the privacy officer and the lead, a page at a time, and to nobody else', async () => {
    const { caseId } = await aCase();
    await room.note.run(office.bruno, caseId, { body: 'Vu.' });
    const first = await room.records.audit(office.privacy, caseId, { limit: 1 });
    expect(first.items).toMatchObject([{ action: 'note.written', actorName: 'Bruno' }]);
    const second = await room.records.audit(office.privacy, caseId, { limit: 1, after: first.next ?? undefined });
    expect(second.items).toMatchObject([{ action: 'case.opened', actorName: 'Awa' }]);
    await expect(room.records.audit(office.awa, caseId, { limit: 10 })).rejects.toBeInstanceOf(Forbidden);
    expect(await audited(caseId)).toEqual(['case.opened', 'note.written', 'audit.read', 'audit.read']);
  });
});

describe('the life of a case', () => {
  const next = { checkpointId: '', code: 'D30', dueAt: new Date('2026-12-20T22:00:00Z') };
  const stepOf = async (caseId: string) => ({ ...next, checkpointId: String((await caseRow(caseId)).next_checkpoint_id) });

  it('closes for a reason and reopens with its history and a next step', async () => {
    const { caseId } = await aCase();
    const again = await stepOf(caseId);
    await office.transactions.run(office.awa, (tx) => room.files.close(tx, caseId, 'settled'));
    expect(await caseRow(caseId)).toMatchObject({ state: 'closed', close_reason: 'settled', next_checkpoint_id: null });
    await expect(office.transactions.run(office.awa, (tx) => room.files.close(tx, caseId, 'moved'))).rejects.toMatchObject({ code: 'cases.not-from-this-state', details: { state: 'closed' } });
    await office.transactions.run(office.awa, (tx) => room.files.reopen(tx, caseId, 'came_back', again));
    expect(await caseRow(caseId)).toMatchObject({ state: 'open', close_reason: null, next_code: 'D30' });
    expect(await kinds(caseId)).toEqual(['case.opened', 'case.closed', 'case.reopened']);
  });

  it('closes for want of reaching somebody only by the lead or a manager', async () => {
    const { caseId } = await aCase();
    await expect(office.transactions.run(office.awa, (tx) => room.files.close(tx, caseId, 'unreached'))).rejects.toBeInstanceOf(Forbidden);
    await office.transactions.run(office.manager, (tx) => room.files.close(tx, caseId, 'unreached'));
    expect(await caseRow(caseId)).toMatchObject({ state: 'closed', close_reason: 'unreached' });
  });

  it('is assigned to a colleague, all cases or none', async () => {
    const [one, other] = [await aCase(), await aCase(office.southerner)];
    const to = { id: office.bruno.personId, teamId: office.north };
    await expect(office.transactions.run(office.awa, (tx) => room.files.assign(tx, [one.caseId, other.caseId], to))).rejects.toBeInstanceOf(Forbidden);
    expect(await caseRow(one.caseId)).toMatchObject({ owner_id: office.awa.personId });
    await office.transactions.run(office.manager, (tx) => room.files.assign(tx, [one.caseId, other.caseId], to));
    expect(await caseRow(other.caseId)).toMatchObject({ owner_id: office.bruno.personId, team_id: office.north });
    expect(await facts(other.caseId)).toContain('case.assigned');
  });

  it('moves in the database exactly as the table of moves says', async () => {
    const allowed = new Set(Object.values(MOVES).flatMap(({ from, to }) => from.map((state) => `${state} → ${to}`)));
    for (const from of STATES) {
      for (const to of STATES.filter((state) => state !== from)) {
        const { caseId } = await aCase(office.awa, from === 'expected' ? { state: 'expected', plannedArrivalOn: '2026-12-01' } : {});
        if (from === 'closed') await setState(caseId, 'closed');
        const moved = await setState(caseId, to).then(() => true, (fault: pg.DatabaseError) => {
          expect(fault.constraint).toBe('case_moves');
          return false;
        });
        expect([`${from} → ${to}`, moved]).toEqual([`${from} → ${to}`, allowed.has(`${from} → ${to}`)]);
      }
    }
  });

  it('keeps a next step whatever is written by hand', async () => {
    const { caseId } = await aCase();
    for (const column of ['next_checkpoint_id', 'next_due_at', 'next_code', 'owner_id']) {
      await expect(office.see(`update cases set ${column} = null where id = $1`, [caseId])).rejects.toMatchObject({ constraint: 'nobody_without_next_step' });
    }
  });

  const setState = (caseId: string, state: string) => office.see(`
    update cases set state = $2, close_reason = case when $2 = 'closed' then 'settled' end, closed_at = case when $2 = 'closed' then now() end where id = $1`, [caseId, state]);
});
