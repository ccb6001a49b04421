import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { projectRoot } from '../../config/root.js';
import { launchBrowser } from '../support/browser.js';
import { type Product, startProduct } from '../support/product.js';
import { aTeam, type Client, officeTime, type Person, signedIn } from '../support/signed-in.js';
import { barriers, openWindow, picture, type Wishes } from '../support/windows.js';

const LIST = join(projectRoot(), 'test/fixtures/arrival-lists/arrivals-list-nat.csv');

let product: Product;
let browser: Browser;
let awa: Person;
let client: Client;

beforeAll(async () => {
  product = await startProduct();
  await officeTime(product, '2026-11-23T14:00:00Z');
  awa = (await aTeam(product, 'Centre', [['fr-CA', 'ar'], ['fr-CA', 'es']])).caseworkers[0] as Person;
  client = await signedIn(product, awa);
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const speak = (language: 'fr' | 'en'): Promise<unknown> => product.sql('update people set language = $2 where id = $1', [awa.personId, language]);
const open = (path: string, wishes?: Wishes) => openWindow(browser, product, client, path, wishes);
const field = (page: Page, name: string) => page.locator(`[id="${name}"]`);
/** Ticks a tile: its box is what assistive tools see. */
const tick = (page: Page, name: string, value?: string) => page.locator(`input[name="${name}"]${value === undefined ? '' : `[value="${value}"]`}`).check();

async function fillIn(page: Page): Promise<void> {
  await field(page, 'newcomers.0.givenName').fill('Amal');
  await field(page, 'newcomers.0.familyName').fill('Haddad');
  await field(page, 'newcomers.0.birthOn').fill('1992-03-14');
  await field(page, 'immigrationStatus').selectOption('ASYLUM');
  await field(page, 'source').selectOption('organisation');
  await field(page, 'borough').selectOption('saint-leonard');
  await field(page, 'language').selectOption('ar');
  await tick(page, 'interpreter', 'needed');
  await field(page, 'contactWays.0.value').fill('514 555-0142');
  await tick(page, 'contactWays.0.safeToCall');
  await tick(page, 'housing', 'temporary');
  await field(page, 'note').fill('Logés chez une connaissance jusqu’au 30 novembre.');
}
const reasons = (page: Page): Promise<string[]> => page.locator('#preview .ticks li').allTextContents();
const registeredOf = (url: string) => product.sql<Record<string, unknown>>('select tier, size, lead_name as name, tier_confirmed_by as by, owner_id as owner from cases where id = $1', [new URL(url).pathname.split('/')[2]]);

describe('Registering an arrival', () => {
  it('shows the tier and the plan while one fills in the form, and opens the case', async () => {
    const { page, complaints, close } = await open('/arrivals/new');
    await fillIn(page);
    await page.locator('#preview .tier-2').waitFor();
    await page.locator('#preview li', { hasText: 'Ni français ni anglais' }).waitFor();
    expect(await reasons(page)).toContain('Hébergement temporaire');
    expect(await page.locator('#preview .steps li').count()).toBe(10);

    await page.getByRole('button', { name: 'Ajouter une personne' }).click();
    await field(page, 'newcomers.1.givenName').fill('Lina');
    await field(page, 'newcomers.1.birthOn').fill('2022-06-21');
    await page.locator('#preview li', { hasText: 'Un seul parent' }).waitFor();
    await picture(page, 'register-filled');
    expect(await barriers(page)).toEqual([]);

    await page.getByRole('button', { name: 'Inscrire et planifier' }).click();
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    expect(await registeredOf(page.url())).toEqual([{ tier: 'P2', size: 2, name: 'Amal Haddad', by: awa.personId, owner: awa.personId }]);
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await close();
  }, 60_000);

  it('lets a person set another tier, and asks why', async () => {
    const { page, close } = await open('/arrivals/new');
    await fillIn(page);
    await page.locator('#preview .tier-2').waitFor();
    await page.getByText('Changer la priorité').click();
    await field(page, 'tier.confirmed').selectOption('P1');
    await page.locator('#preview', { hasText: 'sont ceux de la priorité P1' }).waitFor();
    await page.getByRole('button', { name: 'Inscrire et planifier' }).click();
    await page.getByText('les règles proposent P2').first().waitFor();
    await field(page, 'tier.because').selectOption('known_risk');
    await page.getByRole('button', { name: 'Inscrire et planifier' }).click();
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    expect(await registeredOf(page.url())).toMatchObject([{ tier: 'P1' }]);
    await close();
  }, 60_000);

  it('says what is wrong beside each field and keeps everything that was typed', async () => {
    const { page, close } = await open('/arrivals/new');
    await fillIn(page);
    await field(page, 'contactWays.0.value').fill('514 555-014');
    await field(page, 'immigrationStatus').selectOption('');
    await page.getByRole('button', { name: 'Inscrire et planifier' }).click();
    await page.locator('.notice-critical').waitFor();
    expect(await page.locator('.notice-critical li').count()).toBe(2);
    expect(await field(page, 'contactWays.0.value').inputValue()).toBe('514 555-014');
    expect(await field(page, 'note').inputValue()).toContain('30 novembre');
    expect(await page.locator('input[name=housing]:checked').inputValue()).toBe('temporary');
    expect(await page.evaluate('document.activeElement.querySelector("#faults") !== null')).toBe(true);
    await picture(page, 'register-errors');
    expect(await barriers(page)).toEqual([]);
    await close();
  }, 60_000);

  it('works without script: one more row, a look at the plan, then the case', async () => {
    const { page, close } = await open('/arrivals/new', { script: false, width: 390 });
    await page.getByRole('button', { name: 'Ajouter une personne' }).click();
    await page.getByRole('button', { name: 'Retirer la personne 2' }).click();
    await field(page, 'newcomers.1.givenName').waitFor({ state: 'detached' });
    await fillIn(page);
    await page.getByRole('button', { name: 'Inscrire et planifier' }).click();
    await page.getByText('Regardez la priorité, puis confirmez').waitFor();
    expect(await page.locator('#preview .steps li').count()).toBe(10);
    await picture(page, 'register-no-script-390');
    await page.getByRole('button', { name: 'Inscrire et planifier' }).click();
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    expect(await registeredOf(page.url())).toMatchObject([{ tier: 'P2', by: awa.personId }]);
    await close();
  }, 60_000);

  it.each(['fr', 'en'] as const)('bars no reader in %s, wide or on a phone, light or dark', async (language) => {
    await speak(language);
    for (const width of [1280, 390]) {
      for (const theme of ['light', 'dark'] as const) {
        for (const [name, path] of [['register', '/arrivals/new'], ['notice', '/arrivals/notices/new'], ['lists', '/arrivals/lists']] as const) {
          const { page, close, complaints } = await open(path, { width, theme });
          await picture(page, `${name}-${language}-${width}-${theme}`);
          expect(await barriers(page)).toEqual([]);
          expect(complaints).toEqual([]);
          await close();
        }
      }
    }
    await speak('fr');
  }, 120_000);
});

describe('A notice', () => {
  it('becomes an arrival when somebody says so', async () => {
    const { page, close } = await open('/arrivals/notices/new');
    await field(page, 'plannedArrivalOn').fill('2026-12-14');
    await fillIn(page);
    await page.locator('#preview li', { hasText: 'avant' }).first().waitFor();
    await picture(page, 'notice-filled');
    await page.getByRole('button', { name: 'Annoncer et préparer' }).click();
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    const id = new URL(page.url()).pathname.split('/')[2] ?? '';
    await page.goto(`${product.url}/cases/${id}/arrive`);
    await picture(page, 'arrive');
    expect(await barriers(page)).toEqual([]);
    await field(page, 'arrivalOn').fill('2026-11-23');
    await page.getByRole('button', { name: 'Confirmer l’arrivée' }).click();
    await page.waitForURL(/done=arrived/);
    expect(await product.sql('select state from cases where id = $1', [id])).toEqual([{ state: 'open' }]);
    await close();
  }, 60_000);
});

describe('An arrival list', () => {
  it.each([{ script: true, width: 1280 }, { script: false, width: 390 }])('is read, looked at and loaded (script $script)', async (wishes) => {
    const { page, close } = await open('/arrivals/lists', wishes);
    await page.getByRole('button', { name: 'Lire la liste' }).click();
    await page.getByText('Choisissez un fichier').first().waitFor();
    await page.setInputFiles('#file', { name: `liste-${wishes.width}.csv`, mimeType: 'text/csv', buffer: Buffer.from(readFileSync(LIST, 'utf8').replaceAll('NAT-41-', `NAT-${wishes.width}-`)) });
    await page.getByRole('button', { name: 'Lire la liste' }).click();
    await page.getByText('Ce qui a été compris').waitFor();
    await picture(page, `list-${wishes.width}`);
    if (wishes.script) expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: /Inscrire les \d+ ménages/ }).click();
    await page.getByText('La liste est chargée').first().waitFor({ timeout: 20_000 });
    await page.locator('.notice-ok').waitFor({ timeout: 20_000 });
    await picture(page, `list-done-${wishes.width}`);
    if (wishes.script) expect(await barriers(page)).toEqual([]);
    await close();
  }, 90_000);
});
