import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { get as httpGet } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { until } from '../support/clockwork.js';
import { aReachableCase, anEndedOffer, linksOf, questionOf, reviewsOf } from '../support/loop.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referring, untilReferral } from '../support/referrals.js';
import { aPerson, type Client, signedIn } from '../support/signed-in.js';
import { barriers, openWindow, picture } from '../support/windows.js';

/** What a cold visit may weigh on the wire, page and sheet together. */
const WEIGHT = 20 * 1_024;

let product: Product;
let browser: Browser;
let room: Referring;
let manager: Client;
/** A page of a newcomer who was helped once and is expected elsewhere, by the language of the household. */
const pages: Record<string, { path: string; offerId: string }> = {};

beforeAll(async () => {
  product = await startProduct({ settings: { OFFICE_PHONE: '514 555-0100' } });
  room = await referring(product, 3);
  await product.sql("update services set needs = '{FOOD,GOODS,HOUSING}'");
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
  for (const language of ['ar', 'es', 'en-CA', 'ps']) {
    const caseId = await aReachableCase(room.awa, { language });
    const { offerId } = await anEndedOffer(product, room, caseId);
    await expected(caseId);
    pages[language] = { path: (await linksOf(product, caseId))[0] ?? '', offerId };
  }
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Another organisation expects them on Thursday. */
async function expected(caseId: string): Promise<void> {
  const { serviceId = '', client } = room.helpers[1] ?? {};
  const [offer] = await offersOf(product, await aReferral(room.awa, caseId, [serviceId], { need: 'HOUSING' }));
  expect((await client?.post(`/api/offers/${offer?.id}/accept`))?.status).toBe(200);
  const scheduled = await client?.post(`/api/offers/${offer?.id}/schedule`, { startsAt: '2026-03-05T15:30:00Z', minutes: 60, place: '4555, rue de Verdun', bring: 'Vos papiers et une preuve d’adresse' });
  expect([scheduled?.status, await scheduled?.text()]).toEqual([200, expect.any(String)]);
}

/** The bytes of an answer as they come over the wire, headers and all. */
const bytesOf = (path: string): Promise<{ wire: number; body: Buffer }> => new Promise((resolve, reject) => {
  httpGet(product.url + path, { headers: { 'accept-encoding': 'br' } }, (answer) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part)).on('error', reject).on('end', () => resolve({ wire: Buffer.concat(parts).length + answer.rawHeaders.join('').length, body: Buffer.concat(parts) }));
  }).on('error', reject);
});

describe('A newcomer’s own page', () => {
  it.each([['ar', 'rtl'], ['es', 'ltr'], ['en-CA', 'ltr'], ['ps', 'ltr']].flatMap(([language = '', dir = '']) => [390, 1280].flatMap((width) => (['light', 'dark'] as const).map((theme) => [language, dir, width, theme] as const))))(
    'for who speaks %s (%s) has no barrier, %i wide, %s', async (language, dir, width, theme) => {
      const { page, complaints, close } = await openWindow(browser, product, undefined, pages[language]?.path ?? '', { width, theme });
      try {
        if (theme === 'dark') await page.emulateMedia({ colorScheme: 'dark' });
        await picture(page, `newcomer-${language}-${width}-${theme}`);
        expect([await barriers(page), complaints, await page.locator('html').getAttribute('dir')]).toEqual([[], [], dir]);
        // French is there for all; pictures stand beside the answers.
        const said = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
        for (const each of ['Est-ce que', 'Jeudi 5 mars 2026, 10 h 30', '4555, rue de Verdun', 'À apporter : Vos papiers']) expect(said).toContain(each);
        expect(await page.locator('.answer svg').count()).toBe(3);
      } finally {
        await close();
      }
    });

  it.each(['ar', 'es', 'ps'])('weighs no more than 20 KB with its sheet, for who speaks %s', async (language) => {
    const page = await bytesOf(pages[language]?.path ?? '');
    const files = new Set([...brotliDecompressSync(page.body).toString().matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file ?? ''));
    let total = page.wire;
    for (const file of files) total += (await bytesOf(file)).wire;
    expect(total).toBeLessThan(WEIGHT);
  });

  it('works without a script: an answer, another language, the second check, no more messages', async () => {
    const { path = '', offerId = '' } = pages['es'] ?? {};
    const { page, close } = await openWindow(browser, product, undefined, path, { width: 390, script: false });
    try {
      await page.getByRole('button', { name: /En parte/ }).click();
      expect(await page.getByRole('status').innerText()).toContain('Gracias.');
      expect(await questionOf(product, offerId)).toMatchObject({ answer: 'partly', source: 'link' });
      expect(await page.getByRole('button', { name: /En parte/ }).getAttribute('aria-pressed')).toBe('true');
      await page.getByRole('button', { name: /Sí, me ayudó/ }).click();
      expect(await questionOf(product, offerId)).toMatchObject({ answer: 'helped' });

      await page.getByRole('link', { name: 'English' }).click();
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Hello');
      await page.getByLabel(/Year of birth/).fill('1975');
      await page.getByRole('button', { name: /Show/ }).click();
      expect(await page.getByRole('alert').innerText()).toContain('That is not the right year.');
      await picture(page, 'newcomer-wrong-year');
      await page.getByLabel(/Year of birth/).fill('1990');
      await page.getByRole('button', { name: /Show/ }).click();
      const told = (await page.locator('main').innerText()).replaceAll(/[\u2068\u2069]/g, '');
      for (const said of ['Hello Amal', 'Cuisine 1 received your first name', 'Cuisine 2 received']) expect(told).toContain(said);
      await picture(page, 'newcomer-told');
      await page.getByRole('button', { name: /Stop these messages/ }).click();
      expect(await page.getByRole('status').innerText()).toContain('We will not write to you again.');
    } finally {
      await close();
    }
  });

  it('that opens nothing says so in French and in the browser’s language, without a barrier', async () => {
    const { page, close } = await openWindow(browser, product, undefined, `/newcomer/${'A'.repeat(43)}`, { width: 390, language: 'en' });
    try {
      await picture(page, 'newcomer-closed');
      expect(await barriers(page)).toEqual([]);
      expect(await page.locator('main').innerText()).toMatch(/This link no longer opens[\s\S]*Ce lien ne s’ouvre plus/);
    } finally {
      await close();
    }
  });
});

describe('At the office', () => {
  it('a caseworker writes down what the household says, without a script, and is told what is missing', async () => {
    const caseId = await aSharedCase(room.awa);
    const { offerId, referralId } = await anEndedOffer(product, room, caseId);
    const { page, close } = await openWindow(browser, product, room.awa, `/referrals/outcomes/${offerId}`, { script: false });
    try {
      expect(await page.locator('main').innerText()).toContain('Dit avoir aidé');
      await page.getByRole('button', { name: 'Noter la réponse' }).click();
      expect(await page.locator('.field-error').count()).toBe(1);
      await page.getByLabel('Non', { exact: true }).check();
      await page.getByLabel('Pourquoi').fill('Les paniers étaient déjà partis.');
      await page.getByRole('button', { name: 'Noter la réponse' }).click();
      expect(new URL(page.url()).pathname).toBe(`/referrals/${referralId}`);
      expect(await questionOf(product, offerId)).toMatchObject({ answer: 'not_helped', source: 'contact' });

      const [review] = await reviewsOf(product, offerId);
      await page.goto(`${product.url}/referrals/reviews/${review?.id}`);
      expect(await page.locator('main').innerText()).toContain('Les paniers étaient déjà partis.');
      await page.getByLabel(/L’aide n’a pas eu lieu/).check();
      await page.getByRole('button', { name: 'Enregistrer la décision' }).click();
      expect(new URL(page.url()).pathname).toBe(`/referrals/${referralId}`);
      expect(await reviewsOf(product, offerId)).toMatchObject([{ decision: 'not_helped' }]);
    } finally {
      await close();
    }
  });

  it.each([[1280, 'light', 'fr'], [390, 'light', 'fr'], [1280, 'dark', 'en'], [390, 'dark', 'en']] as const)('outcome, review and ledger have no barrier, %i wide, %s, in %s', async (width, theme, language) => {
    const caseId = await aReachableCase(room.awa);
    const { offerId } = await anEndedOffer(product, room, caseId, { ends: 'partly' });
    await linksOf(product, caseId);
    await room.helpers[0]?.client.post(`/api/offers/${offerId}/messages`, { text: 'Il manquait des couches.' });
    await room.awa.post(`/api/offers/${offerId}/outcome`, { answer: 'not_helped', because: 'Rien pour le bébé.' });
    await until('a review is open', async () => (await reviewsOf(product, offerId)).length > 0);
    for (const [need, borough] of [['FOOD', 'verdun'], ['FOOD', 'anjou'], ['GOODS', 'verdun'], ['HOUSING', 'lachine']] as const) {
      const unmet = await aReferral(room.awa, await aSharedCase(room.awa, { borough }), [], { need });
      await room.awa.post(`/api/referrals/${unmet}/close`, { met: false, reason: 'nobody_fits' });
      await untilReferral(product, unmet, 'unmet');
    }
    const [review] = await reviewsOf(product, offerId);
    await product.sql('update people set language = $1', [language]);
    for (const [name, client, path] of [['outcome', room.awa, `/referrals/outcomes/${offerId}`], ['review', room.awa, `/referrals/reviews/${review?.id}`], ['ledger', manager, '/referrals/unmet'], ['ledger-need', manager, '/referrals/unmet?need=FOOD']] as const) {
      const { page, complaints, close } = await openWindow(browser, product, client, path, { width, theme, language });
      try {
        await picture(page, `${name}-${width}-${theme}-${language}`);
        expect([name, await barriers(page), complaints, await page.locator('html').getAttribute('lang')]).toEqual([name, [], [], `${language}-CA`]);
      } finally {
        await close();
      }
    }
    await product.sql("update people set language = 'fr'");
  });

  it('a manager comes from the ledger to the need behind it', async () => {
    const { page, close } = await openWindow(browser, product, manager, '/referrals/unmet?borough=anjou', { script: false });
    try {
      await page.getByLabel('Besoin', { exact: true }).selectOption('FOOD');
      await page.getByRole('button', { name: 'Afficher' }).click();
      expect(new URL(page.url()).searchParams.get('need')).toBe('FOOD');
      await page.locator('#list').locator('..').locator('..').getByRole('rowheader').first().getByRole('link').click();
      expect(new URL(page.url()).pathname).toMatch(/^\/referrals\/[0-9a-f-]{36}$/);
    } finally {
      await close();
    }
  });
});
