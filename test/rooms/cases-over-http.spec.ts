import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { OfficeDay } from '../../src/cases/office-day.js';
import { OpenCase } from '../../src/cases/open-case.js';
import { aHousehold, opened } from '../support/households.js';
import { officeAt, type Office } from '../support/office.js';
import { type Product, startProduct } from '../support/product.js';

const PASSWORD = 'une longue phrase de passe';
let product: Product;
let office: Office;
let open: OpenCase;

beforeAll(async () => {
  product = await startProduct({ workers: false });
  office = await officeAt(product.ownerUrl, await hash(PASSWORD));
  open = new OpenCase(office.outbox, new OfficeDay(product.env), product.env);
});
afterAll(async () => {
  await office.close();
  await product.stop();
});

/** What the office's screen sends: JSON to the API, a form to a page. */
async function signIn(name: string) {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  const entry = await fetch(`${product.url}/sign-in`, {
    method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form({ email: `${name}@bureau.example`, password: PASSWORD }) });
  const cookie = entry.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
  return {
    api: async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${product.url}/api/cases/${path}`, {
        method, headers: { cookie, 'sec-fetch-site': 'same-origin', ...(body ? { 'content-type': 'application/json' } : {}), ...headers }, ...(body ? { body: JSON.stringify(body) } : {}) });
      return { status: answer.status, etag: answer.headers.get('etag'), body: await answer.json() as Record<string, unknown> };
    },
    page: async (path: string, fields?: Record<string, string>) => {
      const answer = await fetch(`${product.url}/cases/${path}`, fields
        ? { method: 'POST', redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, body: form(fields) }
        : { headers: { cookie } });
      return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
    },
  };
}

const aCase = () => opened(office, open, office.awa, aHousehold(office, office.awa));

describe('a case over HTTP', () => {
  it('is edited on the version one saw: without it 428, on an older one 412, else with the next ETag', async () => {
    const [{ caseId }, { api }] = [await aCase(), await signIn('awa')];
    expect(await api('PATCH', caseId, { borough: 'anjou' })).toMatchObject({ status: 428 });
    expect(await api('PATCH', caseId, { borough: 'anjou' }, { 'if-match': '"1"' })).toMatchObject({ status: 200, etag: '"2"', body: { fields: ['borough'] } });
    expect(await api('PATCH', caseId, { borough: 'lachine' }, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
  });

  it('names what is wrong with a telephone number in the reader’s words', async () => {
    const [{ caseId }, { api }] = [await aCase(), await signIn('awa')];
    const wrong = async (value: string) => (await api('POST', `${caseId}/contact-ways`, { kind: 'phone', value })).body.errors;
    expect(await wrong('514 555-011')).toEqual([{ path: 'value', code: 'cases.faults.phone-too-short', detail: expect.stringContaining('Il manque un chiffre') }]);
    expect(await wrong('514 555-01199')).toMatchObject([{ code: 'cases.faults.phone-too-long' }]);
    expect(await wrong('chez sa tante')).toMatchObject([{ code: 'cases.faults.phone-not-a-number' }]);
    expect(await api('POST', `${caseId}/contact-ways`, { kind: 'phone', value: '514 555-0188', safeToCall: true })).toMatchObject({ status: 201 });
    expect(await office.see('select value from contact_ways where case_id = $1 and not preferred', [caseId])).toEqual([{ value: '+15145550188' }]);
  });

  it('refuses what no field of ours is called, and states that no list of ours knows', async () => {
    const [{ caseId }, { api }] = [await aCase(), await signIn('awa')];
    const answer = await api('PATCH', caseId, { borough: 'atlantis', language: 'tlh', owner: 'me' }, { 'if-match': '"1"' });
    expect(answer.status).toBe(422);
    expect((answer.body.errors as { path: string }[]).map(({ path }) => path).sort()).toEqual(['borough', 'language', 'owner']);
  });

  it('scores needs, records and withdraws a consent, writes a note once for one key', async () => {
    const [{ caseId, newcomerIds }, { api }] = [await aCase(), await signIn('bruno')];
    expect(await api('POST', `${caseId}/needs`, { scores: [{ code: 'WORK', score: 2 }] })).toMatchObject({ status: 201, body: { scored: 1 } });
    const agreed = await api('POST', `${caseId}/consents`, { newcomerId: newcomerIds[0], purpose: 'messages', recipient: 'office', language: 'prs', interpreted: true, proof: 'signed', expiresOn: '2027-05-01' });
    expect(agreed.status).toBe(201);
    expect(await api('POST', `${caseId}/consents/${String(agreed.body.consentId)}/withdraw`)).toMatchObject({ status: 200 });
    const again = () => api('POST', `${caseId}/notes`, { body: 'Rappelés.' }, { 'idempotency-key': 'note-1' });
    expect((await again()).body).toEqual((await again()).body);
    expect(await office.see("select count(*)::int as n from notes where case_id = $1 and body = 'Rappelés.'", [caseId])).toEqual([{ n: 1 }]);
  });

  it('shows another team no more than its name, and the audit only to those who answer for it', async () => {
    const { caseId } = await aCase();
    expect(await (await signIn('sud')).api('POST', `${caseId}/notes`, { body: 'x' })).toMatchObject({ status: 403 });
    expect(await (await signIn('awa')).api('GET', `${caseId}/audit`)).toMatchObject({ status: 403 });
    expect(await (await signIn('cheffe')).api('GET', `${caseId}/audit`)).toMatchObject({ status: 200, body: { items: [{ action: 'case.opened', actorName: 'Awa' }] } });
  });
});

describe('the pages of a case', () => {
  it.each(['newcomers', 'newcomers/new', 'contact-ways/new', 'needs', 'consents', 'details', 'notes'])('show %s to a caseworker of the team', async (part) => {
    const [{ caseId }, { page }] = [await aCase(), await signIn('bruno')];
    expect(await page(`${caseId}/${part}`)).toMatchObject({ status: 200, html: expect.stringContaining('Samira Haddad et 3\u00a0proches'.replace('\u00a0', ' ')) });
  });

  it('show the privacy officer what was agreed, and nothing else', async () => {
    const [{ caseId }, { page }] = [await aCase(), await signIn('accès')];
    expect(await page(`${caseId}/consents`)).toMatchObject({ status: 200, html: expect.stringContaining('Retirer') });
    expect(await page(`${caseId}/needs`)).toMatchObject({ status: 403 });
  });

  it('keep what was typed and say what is wrong beside it', async () => {
    const [{ caseId }, { page }] = [await aCase(), await signIn('awa')];
    const { status, html } = await page(`${caseId}/contact-ways`, { kind: 'phone', value: '514 555-01', safe: 'safeToText' });
    expect([status, html.includes('value="514 555-01"'), html.includes('Il manque un chiffre')]).toEqual([422, true, true]);
  });

  it('save, and go on to a page that a reload does not repeat', async () => {
    const [{ caseId, newcomerIds }, { page }] = [await aCase(), await signIn('awa')];
    expect(await page(`${caseId}/head`, { newcomerId: newcomerIds[1] ?? '', version: '1' })).toMatchObject({ status: 303, location: `/cases/${caseId}/newcomers?done=head` });
    expect(await page(`${caseId}/needs`, { 'scores.0.code': 'SHELTER', 'scores.0.score': '3', 'scores.1.code': 'HOUSING' })).toMatchObject({ status: 303 });
    expect(await page(`${caseId}/consents`, { newcomerId: newcomerIds[0] ?? '', agreed: 'referral:network', proof: 'signed', language: 'ar', expiresOn: '2027-05-01' })).toMatchObject({ status: 303 });
    expect(await office.see('select count(*)::int as n from consents where case_id = $1', [caseId])).toEqual([{ n: 2 }]);
  });
});
