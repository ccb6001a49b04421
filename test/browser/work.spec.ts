import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { type Product, startProduct } from '../support/product.js';
import { aTeam, type Client, officeTime, PASSWORD, type Person, signedIn, type Team } from '../support/signed-in.js';
import { barriers, contextFor, picture } from '../support/windows.js';

let product: Product;
let browser: Browser;
let team: Team;
let awa: Person;
let client: Client;
let context: BrowserContext;

beforeAll(async () => {
  product = await startProduct();
  await officeTime(product, '2026-11-23T14:00:00Z');
  team = await aTeam(product, 'Centre', [['fr-CA', 'ar'], ['fr-CA', 'es']]);
  awa = team.caseworkers[0] as Person;
  client = await signedIn(product, awa);
  browser = await launchBrowser();
  context = await contextFor(browser, product, client);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const field = (page: Page, name: string) => page.locator(`[id="${name}"]`);
const choose = (page: Page, name: string, value: string) => page.locator(`input[name="${name}"][value="${value}"]`).check();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function registered(givenName: string, over: object = {}): Promise<string> {
  const answer = await client.post('/api/arrivals', {
    newcomers: [{ kinship: 'head', givenName, familyName: 'Haddad', birthOn: '1990-05-01', speaksFrench: true }, { kinship: 'child', givenName: 'Lina', birthOn: '2019-06-30' }],
    immigrationStatus: 'PR_FAMILY', source: 'person', language: 'ar', interpreter: 'needed', arrivalOn: '2026-11-23', owner: awa.personId, tier: { confirmed: 'P3' },
    contactWays: [{ kind: 'phone', value: '514 555-0142', safeToCall: true, preferred: true }], ...over,
  });
  return ((await answer.json()) as { caseId: string }).caseId;
}
const step = async (caseId: string, code = 'D01') => (await product.sql<{ id: string; state: string; dueAt: Date }>(
  'select id, state, due_at as "dueAt" from checkpoints where case_id = $1 and code = $2', [caseId, code]))[0] as { id: string; state: string; dueAt: Date };

/** Opens a path in a window of its own. */
async function at(path: string, window = context): Promise<Page> {
  const page = await window.newPage();
  await page.goto(product.url + path);
  return page;
}

describe('Signing in', () => {
  it('says beside the field that the password is wrong, and keeps the address', async () => {
    const stranger = await contextFor(browser, product, undefined);
    const page = await at('/cases?list=overdue', stranger);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await field(page, 'email').fill(awa.email);
    await field(page, 'password').fill('girafes');
    await button(page, 'Continuer').click();
    await page.locator('.notice-critical').waitFor();
    expect(await field(page, 'email').inputValue()).toBe(awa.email);
    expect(await page.locator('[id="password-fault"]').textContent()).toContain('mot de passe');
    await picture(page, 'sign-in-wrong');
    expect(await barriers(page)).toEqual([]);
    await field(page, 'password').fill(PASSWORD);
    await button(page, 'Continuer').click();
    await page.waitForURL(/\/cases\?list=overdue/);
    await stranger.close();
  }, 30_000);

  it('sends a forgotten password’s link without saying who has an account', async () => {
    const stranger = await contextFor(browser, product, undefined, { width: 390, theme: 'dark' });
    const page = await at('/forgot', stranger);
    await field(page, 'email').fill('personne@bureau.example');
    await page.locator('form [type=submit]').last().click();
    await page.locator('.notice-ok').waitFor();
    expect(await barriers(page)).toEqual([]);
    await stranger.close();
  }, 30_000);
});

describe('Without script, on a phone', () => {
  it('somebody signs in, registers a household, opens it, records a contact and keeps the promise', async () => {
    const plain = await contextFor(browser, product, undefined, { script: false, width: 390 });
    const page = await at('/', plain);
    await field(page, 'email').fill(awa.email);
    await field(page, 'password').fill(PASSWORD);
    await button(page, 'Continuer').click();
    await page.getByRole('heading', { level: 1, name: /Bonjour/ }).waitFor();

    await page.goto(`${product.url}/arrivals/new`);
    await field(page, 'newcomers.0.givenName').fill('Samira');
    await field(page, 'newcomers.0.familyName').fill('Nasser');
    await field(page, 'immigrationStatus').selectOption('PR_FAMILY');
    await field(page, 'language').selectOption('ar');
    await choose(page, 'interpreter', 'needed');
    await button(page, 'Inscrire et planifier').click();
    await page.getByText('Regardez la priorité, puis confirmez').waitFor();
    await button(page, 'Inscrire et planifier').click();
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    const caseId = new URL(page.url()).pathname.split('/')[2] ?? '';
    await picture(page, 'case-no-script-390');

    await page.getByRole('link', { name: 'Noter un contact' }).click();
    await choose(page, 'outcome', 'spoke');
    await page.locator('input[name="completes"]').first().uncheck();
    await button(page, 'Consigner').click();
    await page.waitForURL(new RegExp(`/cases/${caseId}`));
    expect((await step(caseId)).state).toBe('scheduled');

    await page.getByRole('link', { name: /^Terminer/ }).first().click();
    await field(page, 'contactId').selectOption({ index: 1 });
    await button(page, 'Marquer comme fait').click();
    await page.waitForURL(new RegExp(`/cases/${caseId}`));
    expect((await step(caseId)).state).toBe('done');
    await plain.close();
  }, 60_000);
});

describe('A form with a mistake', () => {
  const mistakes = [
    { deed: 'attempt', go: 'Consigner', fault: 'outcome', fill: async (page: Page) => { await field(page, 'minutes').fill('25'); await field(page, 'note').fill('Rappeler jeudi <après 16 h>'); } },
    { deed: 'complete', go: 'Marquer comme fait', fault: 'contact.outcome', fill: async (page: Page) => { await field(page, 'contact.channel').selectOption('visit'); await field(page, 'contact.note').fill('Visite faite.'); } },
    { deed: 'move', go: 'Déplacer', fault: 'reason', fill: async (page: Page) => { await field(page, 'dueOn').fill('2026-11-27'); } },
    { deed: 'waive', go: 'Laisser de côté', fault: 'reason', fill: () => Promise.resolve() },
  ];

  it.each(mistakes)('comes back with everything typed: $deed', async ({ deed, go, fault, fill }) => {
    const { id } = await step(await registered('Amal'));
    const page = await at(`/checkpoints/${id}/${deed}`);
    await fill(page);
    const typed = () => page.evaluate<string>('JSON.stringify([...document.querySelectorAll("main :is(input:not([type=hidden]), select, textarea)")].map((each) => [each.name, each.type === "radio" || each.type === "checkbox" ? each.checked : each.value]))');
    const before = await typed();
    await button(page, go).click();
    await page.locator('.notice-critical').waitFor();
    expect(await page.locator(`[id="${fault}-fault"]`).count()).toBe(1);
    expect(await typed()).toBe(before);
    expect(await page.evaluate('document.activeElement.querySelector("#faults") !== null')).toBe(true);
    await picture(page, `${deed}-faulty`);
    expect(await barriers(page)).toEqual([]);
    expect((await step((await product.sql<{ id: string }>('select case_id as id from checkpoints where id = $1', [id]))[0]?.id ?? '')).state).toBe('scheduled');
    await page.close();
  }, 30_000);
});

describe('The work of a day', () => {
  it('a promise is moved, and says so', async () => {
    const caseId = await registered('Boutros');
    const page = await at(`/checkpoints/${(await step(caseId)).id}/move`);
    await field(page, 'dueOn').fill('2026-11-27');
    await field(page, 'reason').selectOption('household_asked');
    await button(page, 'Déplacer').click();
    await page.waitForURL(new RegExp(`/cases/${caseId}`));
    expect((await step(caseId)).dueAt.toISOString().slice(0, 10)).toBe('2026-11-27');
    await picture(page, 'case-moved');
    await page.close();
  }, 30_000);

  it('several cases are given to a colleague at once', async () => {
    const chosen = [await registered('Dalia'), await registered('Elias')];
    const [, bruno] = team.caseworkers;
    const page = await at('/cases');
    for (const caseId of chosen) await page.locator(`input[data-select][value="${caseId}"]`).check();
    await picture(page, 'cases-chosen');
    expect(await barriers(page)).toEqual([]);
    await page.locator('#ownerId').selectOption(bruno?.personId ?? '');
    await page.locator('.bulk .button-primary').click();
    await page.waitForURL(/done=given/);
    expect(await product.sql('select distinct owner_id as id from cases where id = any($1)', [chosen])).toEqual([{ id: bruno?.personId }]);
    await page.close();
  }, 30_000);

  it('a list is narrowed by what stands in its address, and somebody is found by a name nearly right', async () => {
    await registered('Farouk', { language: 'es' });
    const page = await at('/cases');
    await page.getByText('Filtrer').click();
    await field(page, 'language').selectOption('es');
    await page.locator('form.filters button[type=submit]').click();
    await page.waitForURL(/language=es/);
    expect(await page.locator('[data-work] tbody tr').count()).toBe(1);
    await page.locator('#q').fill('farouc hadad');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/search');
    await page.getByRole('link', { name: /Farouk/ }).first().waitFor();
    expect(new URL(page.url()).search).toBe('');
    await picture(page, 'search-found');
    expect(await barriers(page)).toEqual([]);
    await page.close();
  }, 30_000);

  it('the plan is shown as a difference when the arrival turns out to have been earlier', async () => {
    const caseId = await registered('Ghada');
    const page = await at(`/cases/${caseId}/details`);
    await field(page, 'arrivalOn').fill('2026-11-19');
    await button(page, /Enregistrer/).first().click();
    await page.waitForURL(/done=saved/);
    await page.goto(`${product.url}/cases/${caseId}/plan`);
    await page.locator('ins').first().waitFor();
    await picture(page, 'plan-difference');
    expect(await barriers(page)).toEqual([]);
    await page.locator('.button-primary[type=submit]').last().click();
    await page.waitForURL((url) => url.pathname === `/cases/${caseId}`);
    await page.close();
  }, 30_000);
});

describe('With the keyboard alone', () => {
  it('a list is walked, chosen from and opened; the search is two keys away; nothing is hidden from the eye', async () => {
    await registered('Hana');
    const page = await at('/cases');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.matches(".skip-link") && getComputedStyle(document.activeElement).outlineStyle !== "none"')).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForFunction('document.activeElement.id === "main" || location.hash === "#main"');
    for (const key of ['j', 'j', 'k', 'x']) await page.keyboard.press(key);
    expect(await page.locator('.bulk output').textContent()).toBe('1');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe('none');
    const name = await page.evaluate<string>('document.activeElement.textContent');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('q');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+k');
    expect(await page.evaluate('document.activeElement.id')).toBe('q');
    await page.getByRole('link', { name, exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    await page.keyboard.press('?');
    expect(await page.locator('#keys').evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await page.close();
  }, 30_000);
});

describe('A case on paper', () => {
  it('is the file, without the ways around it', async () => {
    const page = await at(`/cases/${await registered('Ibtissam')}`);
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.masthead', '.rail', '.tabs', '.identity .button', '#note']) expect(await page.locator(hidden).first().isVisible()).toBe(false);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    expect(await page.getByText('Premier contact').first().isVisible()).toBe(true);
    await picture(page, 'case-print');
    await page.close();
  }, 30_000);
});
