import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { type Product, startProduct } from '../support/product.js';
import { anOrganisation, aPerson, type Client, type Person, signedIn } from '../support/signed-in.js';
import { barriers, openWindow, picture } from '../support/windows.js';

const BASE = '/my-organisation/members';

let product: Product;
let browser: Browser;
let coordinator: Client;
let member: Person;

beforeAll(async () => {
  product = await startProduct({ workers: false });
  const organisationId = await anOrganisation(product, 'Carrefour d’entraide de la Petite-Patrie');
  coordinator = await signedIn(product, await aPerson(product, 'Marie-Ève Tremblay', { roles: ['coordinator'], organisationId }));
  member = await aPerson(product, 'Jean-Baptiste Okonkwo', { roles: ['member'], organisationId });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

describe('The pages of an organisation’s people', () => {
  it.each([
    ['wide, in French', { width: 1280, language: 'fr', theme: 'light' }],
    ['on a phone in the dark, in English', { width: 390, language: 'en', theme: 'dark' }],
  ] as const)('bar nobody, %s', async (name, wishes) => {
    await coordinator.form('/language', { language: wishes.language, next: '/' });
    for (const [part, path] of Object.entries({ list: BASE, invitation: `${BASE}/new`, member: `${BASE}/${member.personId}` })) {
      const { page, complaints, close } = await openWindow(browser, product, coordinator, path, wishes);
      expect([part, await barriers(page), complaints]).toEqual([part, [], []]);
      await picture(page, `members-${part}-${name.replaceAll(/\W+/g, '-')}`);
      await close();
    }
  });

  it('let a coordinator invite, and close an account, without a script', async () => {
    await coordinator.form('/language', { language: 'fr', next: '/' });
    const { page, close } = await openWindow(browser, product, coordinator, BASE, { script: false });
    await page.getByRole('link', { name: 'Inviter une personne' }).click();
    await page.getByRole('textbox', { name: 'Courriel' }).fill('amina.benali@carrefour.example');
    await page.getByLabel('Nom complet').fill('Amina Benali');
    await page.getByRole('button', { name: 'Envoyer l’invitation' }).click();
    // No role was chosen: what was typed stays, and the fault says so.
    await page.getByRole('radio', { name: /^Membre/ }).check();
    expect(await page.getByLabel('Nom complet').inputValue()).toBe('Amina Benali');
    await page.getByRole('button', { name: 'Envoyer l’invitation' }).click();
    await page.getByText('Invitation envoyée.').waitFor();
    await page.getByRole('link', { name: 'Amina Benali' }).click();
    await page.getByRole('button', { name: 'Fermer le compte' }).click();
    await page.getByText('Compte fermé.').waitFor();
    expect(await page.getByRole('button', { name: 'Rouvrir le compte' }).count()).toBe(1);
    await close();
  });
});
