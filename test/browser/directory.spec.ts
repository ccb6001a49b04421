import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { brotliDecompressSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { get as httpGet } from 'node:http';
import { engine } from '../../libs/transaction/actor.js';
import { newId } from '../../libs/sql/id.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { ListingsStore } from '../../src/organisations/listings/listings.store.js';
import { launchBrowser } from '../support/browser.js';
import { aLocation, anOrganisation, answers, aService, givenAt, weekly } from '../support/network.js';
import { type Product, startProduct } from '../support/product.js';
import { officeTime } from '../support/signed-in.js';
import { barriers, picture } from '../support/windows.js';

// A Monday morning in Montréal, 10 o'clock.
const MONDAY = '2026-11-23T15:00:00Z';
/** What a cold visit may weigh on the wire, page and sheet together. */
const WEIGHT = 20 * 1_024;
const LANGUAGES = ['fr', 'en', 'ar'] as const;

let product: Product;
let browser: Browser;

const home = anOrganisation({ name: 'Maison Mélèze (démo)', listing: { phones: [{ id: newId(), number: '514-555-0100' }] } });
const discreet = anOrganisation({ name: 'Refuge discret (démo)', listed: false });
const school = aService(home, {
  name: 'Francisation du matin', assuredOn: '2026-11-02', alert: 'Inscriptions ouvertes jusqu’au 15 décembre.', description: 'Des cours pour débuter, avec halte-garderie sur place.', minimumAge: 16, email: 'cours@meleze.example', url: 'https://meleze.example/cours',
  eligibilityDescription: 'Toute personne installée au Québec depuis moins de cinq ans.',
  listing: {
    attributes: [answers('FRENCH'), answers('CHILDCARE')], languages: [{ id: newId(), code: 'ar' }, { id: newId(), code: 'es' }], schedules: [weekly('MO,TU,TH', '09:00', '12:00'), weekly('MO', '13:00', '16:30')],
    phones: [{ id: newId(), number: '+1 514-555-0142', extension: 12, description: 'Accueil' }], required_documents: [{ id: newId(), document: 'Document d’immigration' }, { id: newId(), document: 'Preuve d’adresse' }],
    fees_description: 'Gratuit', cost_options: [{ id: newId(), option: 'Cahier', amount: 12.5, currency: 'CAD' }], application_process: 'Téléphonez, ou venez le lundi.', interpretation_services: 'Sur demande',
  },
});
const verdun = aLocation(home, {
  listing: {
    addresses: [{ id: newId(), address_1: '4555, rue de Verdun', city: 'Montréal', state_province: 'QC', postal_code: 'H4G 1M4', country: 'CA', address_type: 'physical' }],
    transportation: 'Métro De l’Église', accessibility: [{ id: newId(), description: 'Rampe et ascenseur' }],
  },
});
const others = Array.from({ length: 30 }, (_, n) => aService(home, {
  name: `Service ${String(n + 1).padStart(2, '0')}`, assuredOn: '2026-11-02', listing: { attributes: [answers('FOOD'), answers('GOODS')], languages: [{ id: newId(), code: 'fr' }, { id: newId(), code: 'ht' }], schedules: n % 3 ? [weekly('MO,TU,WE,TH,FR', '13:00', '17:00')] : [] },
}));
const hidden = [aService(discreet, { name: 'Caché', assuredOn: '2026-11-02' }), aService(home, { name: 'Fini', status: 'defunct', assuredOn: '2026-11-02' }), aService(home, { name: 'Oublié', assuredOn: '2026-01-02' })];

beforeAll(async () => {
  product = await startProduct({ workers: false });
  await officeTime(product, MONDAY);
  await product.app.get(Transactions).run(engine('test'), (tx) => product.app.get(ListingsStore, { strict: false }).add(tx, {
    organisations: [home, discreet], services: [school, ...others, ...hidden], locations: [verdun], serviceLocations: [givenAt(school, verdun), ...others.slice(0, 5).map((service) => givenAt(service, verdun))],
  }));
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** A window of somebody whom nobody knows, without script. */
async function look<T>(path: string, { narrow = false, dark = false }: { narrow?: boolean; dark?: boolean }, then: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: narrow ? { width: 390, height: 844 } : { width: 1280, height: 900 }, colorScheme: dark ? 'dark' : 'light' });
  try {
    const page = await context.newPage();
    await page.goto(product.url + path);
    return await then(page);
  } finally {
    await context.close();
  }
}
const read = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(product.url + path, { headers });
const namesOn = (page: Page): Promise<string[]> => page.locator('ol h3').allTextContents();

/** The bytes of an answer as they come over the wire, headers and all. */
const bytesOf = (path: string, encoding: string): Promise<{ wire: number; body: Buffer }> => new Promise((resolve, reject) => {
  httpGet(product.url + path, { headers: { 'accept-encoding': encoding } }, (answer) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part)).on('error', reject).on('end', () => resolve({ wire: Buffer.concat(parts).length + answer.rawHeaders.join('').length, body: Buffer.concat(parts) }));
  }).on('error', reject);
});

describe('The directory for everybody', () => {
  it('asks nobody who they are, and shows what runs, is listed and was confirmed', async () => {
    const response = await read('/directory?lang=fr');
    expect([response.status, response.headers.get('set-cookie'), response.headers.get('cache-control')]).toEqual([200, null, 'public, max-age=60']);
    const text = await response.text();
    expect(text).toContain('31 services');
    expect(text).not.toMatch(/Caché|Fini|Oublié|<script|noindex/);
    for (const { id } of hidden) expect((await read(`/directory/services/${id}`)).status).toBe(404);
    expect((await read('/directory/services/nonsense')).status).toBe(404);
  });

  it('narrows by need, language, borough and hours, by a form that needs no script, and turns its pages', async () => {
    await look('/directory?lang=fr', {}, async (page) => {
      expect(await namesOn(page)).toHaveLength(20);
      await page.getByRole('link', { name: 'Suite' }).click();
      expect(await namesOn(page)).toHaveLength(11);
      await page.getByLabel('Besoin').selectOption('FRENCH');
      await page.getByLabel('Langue', { exact: true }).selectOption('ar');
      await page.getByLabel('Ouvert maintenant').check();
      await page.getByRole('button', { name: 'Chercher' }).click();
      expect(new URL(page.url()).search).toBe('?lang=fr&need=FRENCH&language=ar&borough=&open=1');
      expect(await namesOn(page)).toEqual(['Francisation du matin']);
      await page.getByLabel('Besoin').selectOption('LEGAL');
      await page.getByRole('button', { name: 'Chercher' }).click();
      expect(await page.getByText('Aucun service ne répond').count()).toBe(1);
    });
    expect(await (await read('/directory?lang=en&need=NOTHING&borough=nowhere&after=')).text()).toContain('31 services');
  });

  it('says of a service what one needs to get there', async () => {
    const text = await look(`/directory/services/${school.id}?lang=fr`, {}, (page) => page.locator('main').innerText());
    for (const said of ['Ouvert jusqu’à 12 h', '514-555-0142', 'poste 12', '4555, rue de Verdun, Verdun, H4G 1M4', 'Métro De l’Église', 'arabe et espagnol', 'à partir de 16 ans', 'Gratuit', 'Cahier – 12,50 $', 'Preuve d’adresse', 'Rampe et ascenseur',
      'de 9 h à 12 h et de 13 h à 16 h 30', 'fermé', 'Confirmé par l’organisme le 2 novembre 2026', 'Téléphonez, ou venez le lundi.']) expect(text.replaceAll('\u00a0', ' ')).toContain(said);
  });

  it('speaks the language of its address, else of the browser', async () => {
    expect(await (await read('/directory', { 'accept-language': 'ar-SY, fr;q=0.5' })).text()).toMatch(/<html lang="ar" dir="rtl">.*دليل الخدمات/s);
    expect(await (await read('/directory?lang=en', { 'accept-language': 'ar' })).text()).toContain('<html lang="en-CA" dir="ltr">');
    await look(`/directory/services/${school.id}?lang=ar`, {}, async (page) => {
      // Figures keep their order: the number begins at the left of its box, whatever the direction around it.
      expect(await page.locator('a[href="tel:+15145550142"] bdi').evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
      expect(await page.locator('main').innerText()).toContain('من 09:00 إلى 12:00');
      await page.getByRole('link', { name: 'Français' }).click();
      expect(new URL(page.url()).search).toBe('?lang=fr');
    });
  });

  it('is the same answer until something changes', async () => {
    const first = await read('/directory?lang=fr');
    const again = await read('/directory?lang=fr', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, first.headers.get('vary')]).toEqual([304, 'accept-language, accept-encoding']);
    await officeTime(product, '2026-11-23T18:30:00Z');
    expect((await read('/directory?lang=fr', { 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(200);
    await officeTime(product, MONDAY);
  });

  it.each(LANGUAGES.flatMap((language) => ['br', 'gzip'].map((encoding) => [language, encoding] as const)))('in %s weighs no more than 20 KB with its sheet, by %s', async (language, encoding) => {
    for (const path of [`/directory?lang=${language}`, `/directory/services/${school.id}?lang=${language}`]) {
      const page = await bytesOf(path, encoding);
      const html = encoding === 'br' ? brotliDecompressSync(page.body).toString() : await (await read(path)).text();
      const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file ?? '');
      let total = page.wire;
      for (const file of new Set(files)) total += (await bytesOf(file, encoding)).wire;
      expect(total).toBeLessThan(WEIGHT);
    }
  });

  it.each(LANGUAGES.flatMap((language) => [false, true].flatMap((narrow) => [[language, narrow, false], [language, narrow, true]] as const)))('has no barrier for anybody in %s (narrow: %s, dark: %s)', async (language, narrow, dark) => {
    for (const [name, path] of [['directory', `/directory?lang=${language}`], ['directory-service', `/directory/services/${school.id}?lang=${language}`]] as const) {
      await look(path, { narrow, dark }, async (page) => {
        await picture(page, `${name}-${language}-${narrow ? 'narrow' : 'wide'}-${dark ? 'dark' : 'light'}`);
        expect(await barriers(page)).toEqual([]);
      });
    }
  });

  it('prints what matters: no form, no links elsewhere', async () => {
    await look(`/directory/services/${school.id}?lang=fr`, {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      await picture(page, 'directory-service-print');
      expect(await page.getByText('Tous les services').isVisible()).toBe(false);
      expect(await page.getByText('4555, rue de Verdun').first().isVisible()).toBe(true);
      expect(await page.locator('header nav').isVisible()).toBe(false);
    });
  });
});
