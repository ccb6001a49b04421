import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referring, untilOffers } from '../support/referrals.js';
import { type Client, signedIn } from '../support/signed-in.js';
import { barriers, openWindow, picture } from '../support/windows.js';

let product: Product;
let browser: Browser;
let room: Referring;
let ben: Client;
let caseId: string;
/** One that was declined once, is with the second and asked about; one that was accepted and is to be read; one that is paused. */
let asked: string;
let accepted: string;
let paused: string;
let offerId: string;

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 3);
  const services = room.helpers.map(({ serviceId }) => serviceId);
  const owner = room.team.caseworkers[0]?.personId;
  caseId = await aSharedCase(room.awa, { owner });
  await room.awa.post(`/api/cases/${caseId}/needs`, { scores: [{ code: 'FOOD', score: 1 }, { code: 'HOUSING', score: 0 }] });
  const answer = async (place: number, referralId: string, deed: string, body?: unknown): Promise<void> => {
    const offer = (await offersOf(product, referralId)).find(({ service_id }) => service_id === services[place]);
    expect((await room.helpers[place]?.client.post(`/api/offers/${offer?.id}/${deed}`, body))?.status).toBe(200);
  };
  asked = await aReferral(room.awa, caseId, services, { note: 'Un bébé de six mois.' });
  await answer(0, asked, 'decline', { reason: 'no_capacity' });
  await untilOffers(product, asked, 'declined', 'sent', 'drafted');
  await answer(1, asked, 'ask', { text: 'Combien d’enfants, et de quel âge ?' });
  offerId = (await offersOf(product, asked))[1]?.id ?? '';
  accepted = await aReferral(room.awa, await aSharedCase(room.awa, { owner }), services.slice(2));
  await answer(2, accepted, 'accept');
  paused = await aReferral(room.awa, await aSharedCase(room.awa, { owner }), services.slice(0, 1));
  await answer(0, paused, 'decline', { reason: 'unreachable' });
  await untilOffers(product, paused, 'declined');
  // A colleague of the same team reads English.
  const colleague = room.team.caseworkers[1];
  await product.sql("update people set language = 'en' where id = $1", [colleague?.personId]);
  ben = await signedIn(product, colleague ?? { email: '' });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const SIZES = [[1280, 'light', 'fr'], [390, 'dark', 'fr'], [1280, 'dark', 'en'], [390, 'light', 'en']] as const;

describe('Referrals at the office', () => {
  it.each(SIZES)('have no barrier on any of their pages, %i wide, %s, in %s', async (width, theme, language) => {
    for (const [name, path] of Object.entries({
      day: '/', case: `/cases/${caseId}`, referral: `/referrals/${asked}`, paused: `/referrals/${paused}`, withdraw: `/referrals/${accepted}/withdraw`,
      message: `/referrals/${asked}/offers/${offerId}/message`, waiting: '/referrals', answers: '/referrals?list=answers', decide: '/referrals?list=decide', notices: '/notices',
    })) {
      const { page, complaints, close } = await openWindow(browser, product, language === 'en' ? ben : room.awa, path, { width, theme, language });
      try {
        if (theme === 'dark') await page.emulateMedia({ colorScheme: 'dark' });
        await picture(page, `office-${name}-${width}-${theme}-${language}`);
        expect([name, await barriers(page), complaints, (await page.locator('html').getAttribute('lang'))?.slice(0, 2)]).toEqual([name, [], [], language]);
      } finally {
        await close();
      }
    }
  }, 120_000);

  it('are worked on without a script: a question is answered, a form says what it lacks, and a pause ends', async () => {
    const { page, close } = await openWindow(browser, product, room.awa, `/cases/${caseId}`, { width: 390, script: false });
    try {
      await page.locator('#referrals ~ *, section:has(#referrals)').getByRole('link', { name: 'Alimentation' }).first().click();
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Alimentation');
      await page.getByLabel('Votre réponse à Cuisine 2').fill('Deux, de six mois et huit ans.');
      await page.getByRole('button', { name: 'Envoyer la réponse' }).click();
      expect(await page.getByRole('status').innerText()).toContain('Réponse envoyée.');
      expect(await page.locator('main').innerText()).toContain('Deux, de six mois et huit ans.');

      await page.goto(`${product.url}/referrals/${paused}`);
      await page.getByRole('button', { name: 'Reprendre' }).click();
      expect(await page.getByRole('status').innerText()).toContain('L’aiguillage reprend.');

      await page.goto(`${product.url}/referrals/${accepted}`);
      await page.getByRole('link', { name: 'Retirer l’aiguillage' }).click();
      await page.locator('main').getByRole('button', { name: 'Retirer' }).click();
      expect(await page.locator('#reason-fault').count()).toBe(1);
      await page.getByLabel('Motif').selectOption({ label: 'Le ménage a déménagé' });
      await page.locator('main').getByRole('button', { name: 'Retirer' }).click();
      expect(await page.getByRole('status').innerText()).toContain('L’aiguillage est retiré.');
    } finally {
      await close();
    }
  });
});
