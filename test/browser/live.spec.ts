import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { newId } from '../../libs/sql/id.js';
import { launchBrowser } from '../support/browser.js';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { aTeam, type Client, officeTime, type Person, signedIn } from '../support/signed-in.js';
import { contextFor, watched } from '../support/windows.js';

let product: Product;
let browser: Browser;
let context: BrowserContext;
let [awa, bruno]: Person[] = [];
let hers: Client;
let his: Client;
let complaints: string[];

/** A window of Awa's browser, with the addresses that it asked for by itself, and when. */
interface Tab {
  readonly page: Page;
  readonly streams: string[];
  readonly renewals: { readonly path: string; readonly at: number }[];
}

beforeAll(async () => {
  product = await startProduct();
  await officeTime(product, '2026-11-23T14:00:00Z');
  const team = await aTeam(product, 'Centre', [['fr-CA'], ['fr-CA']]);
  [awa, bruno] = [...team.caseworkers];
  [hers, his] = [await signedIn(product, awa as Person), await signedIn(product, bruno as Person)];
  browser = await launchBrowser();
}, 120_000);
afterEach(async () => {
  await context?.close();
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Awa opens her browser. */
async function anew(): Promise<void> {
  context = await contextFor(browser, product, hers);
  complaints = [];
}

async function open(path: string): Promise<Tab> {
  const page = await context.newPage();
  const tab: Tab = { page, streams: [], renewals: [] };
  const console = watched(page);
  page.on('close', () => complaints.push(...console));
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === '/events') tab.streams.push(pathname);
    if (request.headers()['x-by-itself']) tab.renewals.push({ path: pathname, at: performance.now() });
  });
  await page.goto(product.url + path);
  return tab;
}
const listening = (tabs: readonly Tab[]): Promise<void> => until('the browser listens', () => tabs.some(({ streams }) => streams.length > 0));

async function registered(givenName: string): Promise<string> {
  const answer = await hers.post('/api/arrivals', {
    newcomers: [{ kinship: 'head', givenName, familyName: 'Haddad', birthOn: '1990-05-01' }], immigrationStatus: 'PR_FAMILY', source: 'person', language: 'fr-CA',
    interpreter: 'not_needed', arrivalOn: '2026-11-23', owner: awa?.personId, tier: { confirmed: 'P3' },
  });
  return ((await answer.json()) as { caseId: string }).caseId;
}
const note = (caseId: string, body: string): Promise<Response> => his.post(`/api/cases/${caseId}/notes`, { body });

describe('A browser with several tabs', () => {
  it('listens once, shows in each what a colleague did, and goes on when the tab that listened is closed', async () => {
    await anew();
    const caseId = await registered('Amal');
    const tabs = [await open(`/cases/${caseId}`), await open(`/cases/${caseId}`), await open('/cases')];
    await listening(tabs);
    await note(caseId, 'Les clés sont prêtes.');
    for (const { page } of tabs.slice(0, 2)) await page.getByText('Les clés sont prêtes.').waitFor();
    await registered('Boutros');
    await tabs[2]?.page.getByRole('link', { name: 'Boutros Haddad', exact: true }).waitFor();
    expect(tabs.flatMap(({ streams }) => streams)).toHaveLength(1);

    const leader = tabs.find(({ streams }) => streams.length > 0) as Tab;
    const others = tabs.filter((tab) => tab !== leader);
    await leader.page.close();
    await listening(others);
    await registered('Chadi');
    await tabs[2]?.page.getByRole('link', { name: 'Chadi Haddad', exact: true }).waitFor();
    expect(others.flatMap(({ streams }) => streams)).toHaveLength(1);
  }, 60_000);

  it('asks for nothing in a tab that nobody sees, and once when it is seen again', async () => {
    await anew();
    const caseId = await registered('Dalia');
    const [hidden, seen] = [await open(`/cases/${caseId}`), await open(`/cases/${caseId}`)];
    await listening([hidden, seen]);
    const look = (isHidden: boolean) => hidden.page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, value: ${isHidden} }); document.dispatchEvent(new Event('visibilitychange'))`);
    await look(true);
    const before = hidden.renewals.length;
    for (const body of ['Première', 'Deuxième']) {
      await note(caseId, body);
      await seen.page.getByText(body).waitFor();
    }
    expect(hidden.renewals).toHaveLength(before);
    await look(false);
    await hidden.page.getByText('Deuxième').waitFor();
    expect(hidden.renewals).toHaveLength(before + 1);
  }, 60_000);

  it('asks at most every two seconds, however much happens', async () => {
    await anew();
    const caseId = await registered('Elias');
    const tab = await open(`/cases/${caseId}`);
    await listening([tab]);
    for (let n = 1; n <= 12; n += 1) {
      await note(caseId, `Note ${n} de la journée`);
      if (n % 4 === 0) await tab.page.getByText(`Note ${n} de la journée`).waitFor();
    }
    const moments = tab.renewals.map(({ at }) => at);
    expect(moments.length).toBeGreaterThan(1);
    for (const [i, at] of moments.entries()) if (i > 0) expect(at - (moments[i - 1] ?? 0)).toBeGreaterThan(1_900);
  }, 60_000);
});

describe('Somebody at work on a page', () => {
  it('keeps what they are writing, the cursor, the place and what they opened, while the rest is renewed', async () => {
    await anew();
    const caseId = await registered('Farah');
    const { page, streams, renewals } = await open(`/cases/${caseId}`);
    await listening([{ page, streams, renewals }]);
    const text = page.locator('#note ~ *, section:has(> * #note)').locator('textarea').first();
    await text.fill('Elle préfère être appelée le matin, ');
    await page.evaluate('document.querySelector("main details")?.toggleAttribute("open", true); document.activeElement.setSelectionRange(4, 9)');
    const place = async (): Promise<number> => ((await text.boundingBox())?.y ?? -1);
    const before = await place();
    await note(caseId, 'Vue au guichet.');
    await page.getByText('Vue au guichet.').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.type('après 9 h.');
    expect(await text.inputValue()).toBe('Elle préfère être appelée le matin, après 9 h.');
    expect(Math.abs((await place()) - before)).toBeLessThan(2);

    // Not in the field any more, and still theirs.
    await text.evaluate((field) => (field as HTMLElement).blur());
    await note(caseId, 'Rappelée ce soir.');
    await page.getByText('Rappelée ce soir.').waitFor();
    expect(await text.inputValue()).toBe('Elle préfère être appelée le matin, après 9 h.');
  }, 60_000);

  it('keeps the rows they ticked and whom they chose, while the list grows', async () => {
    await anew();
    const [one, two] = [await registered('Ghada'), await registered('Hana')];
    const tab = await open('/cases');
    await listening([tab]);
    for (const id of [one, two]) await tab.page.locator(`input[data-select][value="${id}"]`).check();
    await tab.page.locator('#ownerId').selectOption(bruno?.personId ?? '');
    await tab.page.getByText('Filtrer').click();
    await registered('Ibtissam');
    await tab.page.getByRole('link', { name: 'Ibtissam Haddad', exact: true }).waitFor();
    expect(await tab.page.locator('input[data-select]:checked').evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value).sort())).toEqual([one, two].sort());
    expect(await tab.page.locator('#ownerId').inputValue()).toBe(bruno?.personId);
    expect(await tab.page.locator('.bulk output').textContent()).toBe('2');
    expect(await tab.page.locator('details.more').first().getAttribute('open')).not.toBeNull();
  }, 60_000);

  it('hears the bell on a page that shows something else', async () => {
    await anew();
    const tab = await open('/people');
    await listening([tab]);
    const caseId = await registered('Joyce');
    await his.post('/api/cases/assign', { ids: [caseId], ownerId: bruno?.personId });
    await his.post('/api/cases/assign', { ids: [caseId], ownerId: awa?.personId });
    await tab.page.locator('#bell .dot').waitFor();
    expect(tab.renewals.map(({ path }) => path)).toEqual(['/notices/bell']);
  }, 60_000);

  it('no longer sees a file that has been hidden from them', async () => {
    await anew();
    const caseId = await registered('Karim');
    await his.post('/api/notices', { until: '2027-01-01T00:00:00Z' });
    const other = await contextFor(browser, product, his);
    const page = await other.newPage();
    let streams = 0;
    page.on('request', (request) => (streams += Number(request.url().endsWith('/events'))));
    await page.goto(`${product.url}/cases/${caseId}`);
    await until('his browser listens', () => streams > 0);
    await hers.post(`/api/cases/${caseId}/restriction`, { restricted: true }, { 'if-match': '"1"', 'idempotency-key': newId() });
    await page.getByText('Karim').first().waitFor({ state: 'detached' });
    await other.close();
  }, 60_000);
});
