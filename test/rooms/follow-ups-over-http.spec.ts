import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { OpenCase } from '../../src/cases/open-case.js';
import { PlanPreview } from '../../src/follow-ups/preview-plan.js';
import { ScheduleFirstDays } from '../../src/follow-ups/schedule-first-days.js';
import { aHousehold } from '../support/households.js';
import { type Office, officeAt } from '../support/office.js';
import { type Product, startProduct } from '../support/product.js';

const PASSWORD = 'une longue phrase de passe';
let product: Product;
let office: Office;

beforeAll(async () => {
  product = await startProduct({ workers: false });
  office = await officeAt(product.ownerUrl, await hash(PASSWORD));
  await product.sql('update office_clock set office_from = $1, real_from = clock_timestamp(), version = version + 1', ['2026-11-23T14:00:00Z']);
});
afterAll(async () => {
  await office.close();
  await product.stop();
});

const registered = (arrivalOn = '2026-11-23' as const): Promise<string> => office.transactions.run(office.awa, async (tx) => {
  const [preview, open, schedule] = [PlanPreview, OpenCase, ScheduleFirstDays].map((each) => product.app.get(each as never, { strict: false })) as [PlanPreview, OpenCase, ScheduleFirstDays];
  const days = await preview.of(tx, { tier: 'P3', anchors: { registeredAt: tx.at, arrivalOn }, teamId: office.north, ownerId: office.awa.personId });
  const { caseId } = await open.run(tx, aHousehold(office, office.awa, { tier: 'P3', arrivalOn, protocol: { code: days.protocol.id, version: days.protocol.version } }), days.first);
  await schedule.run(tx, { caseId, days });
  return caseId;
});

const checkpoint = async (caseId: string, code: string) =>
  (await product.sql<{ id: string; version: number; state: string }>("select id, version, state from checkpoints where case_id = $1 and code = $2 order by (state = 'scheduled') desc limit 1", [caseId, code]))[0] as { id: string; version: number; state: string };

async function signIn(name: string) {
  const form = (fields: readonly (readonly [string, string])[]): string => new URLSearchParams(fields.map(([key, value]) => [key, value])).toString();
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  const entry = await fetch(`${product.url}/sign-in`, { method: 'POST', redirect: 'manual', headers, body: form([['email', `${name}@bureau.example`], ['password', PASSWORD]]) });
  const cookie = entry.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
  return {
    api: async (method: string, path: string, body?: object, more: Record<string, string> = {}) => {
      const answer = await fetch(`${product.url}/api/${path}`, { method, headers: { cookie, 'sec-fetch-site': 'same-origin', ...(body ? { 'content-type': 'application/json' } : {}), ...more }, ...(body ? { body: JSON.stringify(body) } : {}) });
      return { status: answer.status, body: await answer.json() as Record<string, unknown> };
    },
    page: async (path: string, fields?: readonly (readonly [string, string])[], language = 'fr') => {
      const answer = await fetch(`${product.url}${path}`, fields
        ? { method: 'POST', redirect: 'manual', headers: { ...headers, cookie, 'accept-language': language }, body: form(fields) }
        : { headers: { cookie, 'accept-language': language } });
      return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
    },
  };
}

const answered = { channel: 'call', outcome: 'spoke' };

describe('checkpoints over HTTP', () => {
  it('answers 409 with the present state before it asks for the version', async () => {
    const { api } = await signIn('awa');
    const { id } = await checkpoint(await registered(), 'D01');
    expect(await api('POST', `checkpoints/${id}/complete`, { contact: answered }, { 'if-match': '"9"' })).toMatchObject({ status: 412 });
    expect(await api('POST', `checkpoints/${id}/complete`, { contact: answered }, { 'if-match': '"1"' })).toMatchObject({ status: 200, body: { state: 'done' } });
    expect(await api('POST', `checkpoints/${id}/complete`, { contact: answered }, { 'if-match': '"9"' })).toMatchObject({ status: 409, body: { state: 'done', code: 'follow-ups.not-from-this-state', detail: expect.stringContaining('il est fait') } });
  });

  it('records one attempt for one Idempotency-Key', async () => {
    const { api } = await signIn('awa');
    const caseId = await registered();
    const { id } = await checkpoint(caseId, 'D01');
    const answers = await Promise.all(Array.from({ length: 5 }, () => api('POST', `checkpoints/${id}/attempts`, { channel: 'call', outcome: 'no_answer' }, { 'idempotency-key': `try-${id}` })));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await product.sql('select id from attempts where case_id = $1', [caseId])).toHaveLength(1);
  });

  it('names the faulty field', async () => {
    const { api } = await signIn('awa');
    const { id } = await checkpoint(await registered(), 'D01');
    expect(await api('POST', `checkpoints/${id}/attempts`, { channel: 'pigeon', outcome: 'spoke' })).toMatchObject({ status: 422, body: { errors: [{ path: 'channel', code: 'http.faults.choice' }] } });
    expect(await api('POST', `checkpoints/${id}/waive`, {})).toMatchObject({ status: 422, body: { errors: [{ path: 'reason' }] } });
  });

  it('shows the plan, what would change, and the protocols', async () => {
    const { api } = await signIn('awa');
    const caseId = await registered();
    const plan = await api('GET', `cases/${caseId}/plan`);
    expect((plan.body['checkpoints'] as { code: string; may: string[] }[])[0]).toMatchObject({ code: 'D01', may: ['complete', 'waive', 'move'] });
    expect(await api('POST', `cases/${caseId}/plan/preview`)).toMatchObject({ status: 200, body: { unchanged: true } });
    expect(await api('GET', 'protocols')).toMatchObject({ status: 200, body: { items: [{ code: 'mtl-premiers-jours', version: 1, inForce: true }] } });
    expect(await api('GET', 'checkpoints?whose=team&limit=2')).toMatchObject({ status: 200, body: { items: [{ caseId: expect.any(String) }, {}], next: expect.any(String) } });
  });

  it('closes, opens again and assigns a case', async () => {
    const { api } = await signIn('awa');
    const caseId = await registered();
    expect(await api('POST', `cases/${caseId}/close`, { reason: 'moved' })).toMatchObject({ status: 200, body: { lapsed: 10 } });
    expect(await api('POST', `cases/${caseId}/reopen`, { reason: 'came_back' })).toMatchObject({ status: 200, body: { state: 'open' } });
    expect(await api('POST', 'cases/assign', { ids: [caseId], ownerId: office.bruno.personId })).toMatchObject({ status: 200, body: { checkpoints: 1 } });
  });
});

describe('a promise so late that the head of office has heard of it', () => {
  /** As the last ring of its alarm leaves it. */
  const broken = async (caseId: string, code = 'D01', step = 4) => {
    const { id } = await checkpoint(caseId, code);
    await product.sql(`insert into breaches (checkpoint_id, case_id, owner_id, tier, code, due_at, broken_at)
      select id, case_id, owner_id, tier, code, due_at, due_at from checkpoints where id = $1`, [id]);
    await product.sql('update checkpoints set step = $2 where id = $1', [id, step]);
    return id;
  };
  const reasonOf = async (id: string) => (await product.sql<{ reason: string | null }>('select reason from breaches where checkpoint_id = $1', [id]))[0]?.reason;

  it('is not completed without a reason, whichever way it is said', async () => {
    const { api } = await signIn('awa');
    const missing = { status: 422, body: { errors: [{ path: 'lateBecause', code: 'follow-ups.faults.late-because', detail: 'Dites pourquoi c’est si tard' }] } };
    const [one, two] = [await broken(await registered()), await broken(await registered())];
    expect(await api('POST', `checkpoints/${one}/complete`, { contact: answered })).toMatchObject(missing);
    expect(await api('POST', `checkpoints/${one}/complete`, { contact: answered, lateBecause: 'lazy' })).toMatchObject({ status: 422, body: { errors: [{ path: 'lateBecause', code: 'http.faults.choice' }] } });
    expect(await api('POST', `checkpoints/${one}/complete`, { contact: answered, lateBecause: 'workload' })).toMatchObject({ status: 200, body: { state: 'done' } });
    expect(await api('POST', `checkpoints/${two}/attempts`, { ...answered, completes: [two] })).toMatchObject(missing);
    expect(await api('POST', `checkpoints/${two}/attempts`, { ...answered, completes: [two], lateBecause: 'no_interpreter' })).toMatchObject({ status: 201, body: { completed: { state: 'done' } } });
    expect([await reasonOf(one), await reasonOf(two)]).toEqual(['workload', 'no_interpreter']);
  });

  it('asks for the reason beside the field, and keeps what was typed', async () => {
    const { page } = await signIn('awa');
    const caseId = await registered();
    const id = await broken(caseId);
    expect((await page(`/checkpoints/${id}/complete`)).html).toContain('name="lateBecause"');
    expect((await page(`/checkpoints/${(await checkpoint(await registered(), 'D01')).id}/complete`)).html).not.toContain('lateBecause');

    const typed = [['version', '1'], ['contact.channel', 'call'], ['contact.outcome', 'spoke'], ['contact.note', 'Ils vont bien'], ['ticks', 'safe-phone']] as const;
    const missing = await page(`/checkpoints/${id}/complete`, [...typed, ['lateBecause', '']]);
    expect(missing.status).toBe(422);
    expect(missing.html).toContain('id="lateBecause-fault"');
    expect(missing.html).toContain('Ils vont bien');
    expect(missing.html).toMatch(/value="spoke" checked/);
    expect(missing.html).toMatch(/value="safe-phone" checked/);
    const otherwise = await page(`/checkpoints/${id}/complete`, [['version', '1'], ['contact.channel', 'call'], ['lateBecause', 'household_away']]);
    expect([otherwise.status, /value="household_away" selected/.test(otherwise.html)]).toEqual([422, true]);
    expect((await page(`/checkpoints/${id}/complete`, [...typed, ['lateBecause', 'household_away']])).status).toBe(303);
    expect(await reasonOf(id)).toBe('household_away');
  });

  it('is waived by the lead with both reasons', async () => {
    const { page } = await signIn('cheffe');
    const id = await broken(await registered());
    await product.sql('update checkpoints set due_at = $2 where id = $1', [id, '2026-11-20T22:00:00Z']);
    const missing = await page(`/checkpoints/${id}/waive`, [['version', '2'], ['reason', 'done_elsewhere']]);
    expect([missing.status, missing.html.includes('id="lateBecause-fault"'), /value="done_elsewhere" selected/.test(missing.html)]).toEqual([422, true, true]);
    expect((await page(`/checkpoints/${id}/waive`, [['version', '2'], ['reason', 'done_elsewhere'], ['lateBecause', 'other_priority']])).status).toBe(303);
    expect(await reasonOf(id)).toBe('other_priority');
  });

  it('is explained from the case, which then says why, in both languages', async () => {
    const { page, api } = await signIn('awa');
    const caseId = await registered();
    const id = await broken(caseId, 'D01', 1);
    expect((await page(`/cases/${caseId}`)).html).toContain(`href="/checkpoints/${id}/explain?next=%2Fcases%2F${caseId}"`);
    expect((await page(`/checkpoints/${id}/explain`)).html).toContain('Expliquer le retard : Premier contact');
    const missing = await page(`/checkpoints/${id}/explain`, [['reason', '']]);
    expect([missing.status, missing.html.includes('id="reason-fault"')]).toEqual([422, true]);
    expect(await page(`/checkpoints/${id}/explain`, [['next', `/cases/${caseId}`], ['reason', 'wrong_contact_details']])).toMatchObject({ status: 303, location: `/cases/${caseId}` });

    const { html } = await page(`/cases/${caseId}`);
    expect(html).toContain('raison du retard : mauvaises coordonnées');
    expect(html).toContain('Retard de « Premier contact » expliqué par Awa');
    expect(html).toContain('Corriger la raison du retard');
    expect((await api('GET', `cases/${caseId}`)).body).toMatchObject({ checkpoints: expect.arrayContaining([expect.objectContaining({ id, breachReason: 'wrong_contact_details' })]) });
    await product.sql("update people set language = 'en'");
    expect((await page(`/cases/${caseId}`, undefined, 'en')).html).toContain('reason for the delay: wrong contact details');
    expect((await page(`/checkpoints/${id}/explain`, undefined, 'en')).html).toContain('Reason given: Wrong contact details');
    await product.sql("update people set language = 'fr'");

    // Kept at last, it can still be explained better.
    expect(await api('POST', `checkpoints/${id}/complete`, { contact: answered })).toMatchObject({ status: 200 });
    expect((await page(`/cases/${caseId}`)).html).toContain(`href="/checkpoints/${id}/explain?`);
    expect(await api('POST', `checkpoints/${id}/explain`, { reason: 'written_down_late' })).toMatchObject({ status: 200, body: { id, reason: 'written_down_late', explainedAt: expect.any(String) } });
  });

  it('is for whoever works on the case to explain, and only what was broken', async () => {
    const [awa, manager] = [await signIn('awa'), await signIn('direction')];
    const caseId = await registered();
    const { id: kept } = await checkpoint(caseId, 'D01');
    expect(await awa.api('POST', `checkpoints/${kept}/explain`, { reason: 'workload' })).toMatchObject({ status: 409, body: { code: 'follow-ups.no-breach' } });
    expect((await awa.page(`/checkpoints/${kept}/explain`)).status).toBe(409);
    expect((await awa.page(`/cases/${caseId}`)).html).not.toContain(`/checkpoints/${kept}/explain`);
    const id = await broken(caseId, 'D03');
    expect(await manager.api('POST', `checkpoints/${id}/explain`, { reason: 'workload' })).toMatchObject({ status: 403 });
    expect((await manager.page(`/cases/${caseId}`)).html).not.toContain('/explain');
    expect((await manager.page(`/checkpoints/${id}/explain`)).status).toBe(403);
    expect(await reasonOf(id)).toBeNull();
  });
});

describe('the forms of follow-ups', () => {
  it.each(['fr', 'en'])('are whole in %s', async (language) => {
    const { page } = await signIn('awa');
    const caseId = await registered();
    const { id } = await checkpoint(caseId, 'D01');
    await product.sql('update people set language = $1', [language]);
    for (const path of [...['attempt', 'complete', 'move', 'waive'].map((deed) => `/checkpoints/${id}/${deed}`), ...['close', 'assign', 'plan'].map((deed) => `/cases/${caseId}/${deed}`)]) {
      const { status, html } = await page(path, undefined, language);
      expect([path, status]).toEqual([path, 200]);
      expect(html).toContain('<h1>');
      expect(html).not.toMatch(/follow-ups\.[a-z]+\.|style=/);
    }
    await product.sql("update people set language = 'fr'");
  });

  it('record a contact that serves two checkpoints, with what it settled, and go back to where one came from', async () => {
    const { page } = await signIn('awa');
    const caseId = await registered();
    const [one, two] = [await checkpoint(caseId, 'D01'), await checkpoint(caseId, 'D03')];
    const answer = await page(`/checkpoints/${one.id}/attempt`, [['once', `once-${one.id}`], ['version', '1'], ['next', '/cases?sort=due'], ['channel', 'call'], ['outcome', 'spoke'], ['minutes', '20'],
      ['completes', one.id], ['completes', two.id], ['ticks', 'two-way-contact'], ['ticks', 'food']]);
    expect([answer.status, answer.location]).toEqual([303, '/cases?sort=due']);
    expect([(await checkpoint(caseId, 'D01')).state, (await checkpoint(caseId, 'D03')).state]).toEqual(['done', 'done']);
  });

  it('go back to the case when somebody slips in another address', async () => {
    const { page } = await signIn('awa');
    const caseId = await registered();
    const { id } = await checkpoint(caseId, 'D01');
    expect((await page(`/checkpoints/${id}/look`, [['next', '//evil.example'], ['version', '1']])).location).toBe(`/cases/${caseId}`);
  });

  it('come back with everything typed and the fault beside its field', async () => {
    const { page } = await signIn('awa');
    const caseId = await registered();
    const { id } = await checkpoint(caseId, 'D01');
    const missing = await page(`/checkpoints/${id}/complete`, [['version', '1'], ['contact.channel', 'visit'], ['contact.note', 'Rappeler <jeudi>'], ['ticks', 'safe-phone']]);
    expect(missing.status).toBe(422);
    expect(missing.html).toContain('id="contact.outcome-fault"');
    expect(missing.html).toContain('Rappeler &lt;jeudi>');
    expect(missing.html).toMatch(/value="visit" selected/);
    expect(missing.html).toMatch(/value="safe-phone" checked/);
    const past = await page(`/checkpoints/${id}/move`, [['version', '1'], ['dueOn', '2026-11-20'], ['dueTime', '17:00'], ['reason', 'illness']]);
    expect([past.status, past.html.includes('dans l’avenir'), past.html.includes('value="2026-11-20"')]).toEqual([409, true, true]);
  });

  it('show the difference of a plan and accept exactly that', async () => {
    const { page, api } = await signIn('awa');
    const caseId = await registered();
    const [{ version = 0 } = {}] = await product.sql<{ version: number }>('select version from cases where id = $1', [caseId]);
    expect(await api('PATCH', `cases/${caseId}`, { arrivalOn: '2026-11-20' }, { 'if-match': `"${version}"` })).toMatchObject({ status: 200 });
    const { html } = await page(`/cases/${caseId}/plan`);
    const digest = /name="digest" value="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(html).toContain('<ins>');
    expect((await page(`/cases/${caseId}/plan`, [['digest', digest]])).status).toBe(303);
    expect((await page(`/cases/${caseId}/plan`, [['digest', digest]])).status).toBe(409);
    expect((await api('POST', `cases/${caseId}/plan/preview`)).body).toMatchObject({ unchanged: true });
  });

  it('hand over what somebody owes', async () => {
    const { page } = await signIn('direction');
    await registered();
    expect((await page(`/hand-over/${office.awa.personId}`)).html).toContain('Confier les dossiers : Awa');
    expect((await page(`/hand-over/${office.awa.personId}`, [['ownerId', office.bruno.personId]])).status).toBe(303);
    expect(await product.sql("select id from cases where owner_id = $1 and state <> 'closed'", [office.awa.personId])).toEqual([]);
  });
});
