import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { engine } from '../../libs/transaction/actor.js';
import { newId } from '../../libs/sql/id.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { ListingsStore } from '../../src/organisations/listings/listings.store.js';
import { launchBrowser } from '../support/browser.js';
import { aLocation, anOrganisation, answers, aService, givenAt, weekly } from '../support/network.js';
import { type Product, startProduct } from '../support/product.js';
import { aTeam, type Client, officeTime, type Person, signedIn } from '../support/signed-in.js';
import { barriers, openWindow, picture, type Wishes } from '../support/windows.js';

let product: Product;
let browser: Browser;
let awa: Person;
let client: Client;

const home = anOrganisation({ name: 'Maison Mélèze (démo)' });
const resting = anOrganisation({ name: 'Atelier du canal (démo)', pausedUntil: '2026-12-05' });
const listed = (need: string, more: object = {}) => ({ assuredOn: '2026-11-02', listing: { attributes: [answers(need)], languages: [{ id: newId(), code: 'ar' }, { id: newId(), code: 'fr' }], schedules: [weekly('MO,TU', '09:00', '17:00')], phones: [{ id: newId(), number: '514-555-0142' }] }, ...more });
const services = [
  aService(home, { ...listed('WORK'), name: 'Recherche d’emploi', forStatuses: ['ASYLUM', 'REF_GAR'], minimumAge: 16 }),
  aService(home, { ...listed('WORK'), name: 'Emploi pour les 55 ans et plus', minimumAge: 55, eligibilityDescription: 'Personnes de 55 ans et plus.' }),
  aService(home, { ...listed('WORK'), name: 'Stages', waitlist: true, waitlistWeeks: 4, alert: 'Prochaine séance en janvier.' }),
  aService(resting, { ...listed('WORK'), name: 'Atelier CV' }),
  aService(home, { ...listed('FOOD'), name: 'Épicerie solidaire' }),
];
const verdun = aLocation(home, { listing: { addresses: [{ id: newId(), address_1: '4555, rue de Verdun', city: 'Montréal', state_province: 'QC', postal_code: 'H4G 1M4', country: 'CA', address_type: 'physical' }] } });

beforeAll(async () => {
  product = await startProduct();
  await officeTime(product, '2026-11-23T15:00:00Z');
  awa = (await aTeam(product, 'Centre', [['fr-CA', 'ar']])).caseworkers[0] as Person;
  client = await signedIn(product, awa);
  await product.app.get(Transactions).run(engine('test'), (tx) => product.app.get(ListingsStore, { strict: false }).add(tx, {
    organisations: [home, resting], services, locations: [verdun], serviceLocations: [givenAt(services[0] as (typeof services)[number], verdun)],
  }));
  await product.sql("insert into places (organisation_id, id, service_id, unit, available, maximum, updated_at, source) values ($1, gen_random_uuid(), $2, 'places', 6, 12, office_now() - interval '3 days', 'organisation')", [home.id, services[0]?.id]);
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const open = (path: string, wishes?: Wishes) => openWindow(browser, product, client, path, wishes);

describe('Finding who can help', () => {
  it('is narrowed by codes in the address and by words that are not in it', async () => {
    const { page, complaints, close } = await open('/services?need=WORK');
    expect(await page.locator('.rows .name').allTextContents()).toEqual(['Recherche d’emploi', 'Emploi pour les 55 ans et plus', 'Stages']);
    await page.getByRole('link', { name: 'Aussi ceux qui ne peuvent pas aider' }).click();
    await page.getByText('L’organisme est en pause jusqu’au 5 décembre 2026').waitFor();
    expect(new URL(page.url()).search).toBe('?need=WORK&all=1');
    await page.getByPlaceholder('Nom, organisme, ou mots').fill('stages');
    await page.getByRole('main').getByRole('button', { name: 'Chercher' }).click();
    // The same page again: what was there goes piece by piece.
    await page.getByText('1 à vérifier', { exact: false }).first().waitFor();
    await page.locator('.rows .name', { hasText: 'Atelier CV' }).waitFor({ state: 'detached' });
    await page.locator('.rows > li').nth(1).waitFor({ state: 'detached' });
    expect(await page.locator('.rows .name').allTextContents()).toEqual(['Stages']);
    expect(page.url()).not.toContain('stages');
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  it('works without script, on a telephone', async () => {
    const { page, close } = await open('/services', { script: false, width: 390 });
    await page.getByLabel('Besoin').selectOption('FOOD');
    await page.getByRole('button', { name: 'Appliquer' }).click();
    expect(await page.locator('.rows .name').allTextContents()).toEqual(['Épicerie solidaire']);
    await close();
  }, 60_000);

  it.each(['fr', 'en'].flatMap((language) => [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((theme) => [language as 'fr' | 'en', width, theme] as const))))('has no barrier for anybody in %s at %i, %s', async (language, width, theme) => {
    await product.sql('update people set language = $2, theme = $3 where id = $1', [awa.personId, language, theme]);
    const { page, close } = await open('/services?need=WORK&all=1&near=verdun', { width, theme, language });
    await picture(page, `services-${language}-${width}-${theme}`);
    expect(await barriers(page)).toEqual([]);
    await close();
    await product.sql("update people set language = 'fr', theme = null where id = $1", [awa.personId]);
  }, 60_000);
});
