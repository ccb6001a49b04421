import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { newId } from '../../libs/sql/id.js';
import { engine } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { ListingsStore } from '../../src/organisations/listings/listings.store.js';
import { TellPlaces } from '../../src/organisations/places/tell-places.js';
import { launchBrowser } from '../support/browser.js';
import { aLocation, anOrganisation, answers, aService, givenAt, weekly } from '../support/network.js';
import { type Product, startProduct } from '../support/product.js';
import { aPerson, type Client, officeTime, type Person, signedIn } from '../support/signed-in.js';
import { barriers, openWindow, picture, type Wishes } from '../support/windows.js';

jest.setTimeout(180_000);

let product: Product;
let browser: Browser;
let people: Readonly<Record<'manager' | 'caseworker' | 'coordinator' | 'member', Person>>;
const clients: Partial<Record<keyof typeof people, Client>> = {};

const language = (code: string) => ({ id: newId(), code });
const area = (name: string) => ({ id: newId(), name });
const wind = anOrganisation({
  name: 'Carrefour Grand-Vent (démo)', alternateName: 'CGV', website: 'https://grandvent.example', email: 'accueil@grandvent.example',
  description: 'Accueil, francisation et aide au logement, à deux pas du métro.\nOn vient comme on est.',
  listing: { phones: [{ id: newId(), number: '514 555-0142', extension: 12, description: 'Accueil' }, { id: newId(), number: '514 555-0143' }] },
});
const quiet = anOrganisation({ name: 'Maison Mélèze (démo)', listed: false, pausedUntil: '2026-12-15', email: null });
const empty = anOrganisation({ name: 'Club Soccer d’accueil (démo)' });
const french = aService(wind, {
  name: 'Francisation du soir', assuredOn: '2026-11-10', description: 'Deux soirs par semaine, halte-garderie sur place.', url: 'https://grandvent.example/francisation', alert: 'Complet jusqu’au 4 janvier.',
  eligibilityDescription: 'Toute personne de 16 ans et plus.', minimumAge: 16, forStatuses: ['ASYLUM', 'REF_GAR'], forHouseholds: ['family'], waitlist: true, waitlistSize: 12, waitlistWeeks: 6,
  listing: {
    attributes: [answers('FRENCH'), answers('CHILDCARE')], languages: ['fr', 'ar', 'prs', 'es', 'ht', 'uk'].map(language), service_areas: [area('Verdun'), area('LaSalle'), area('Le Sud-Ouest')],
    schedules: [weekly('MO,WE', '18:00', '21:00'), weekly('TU,TH', '09:00', '12:00'), weekly('TU,TH', '13:00', '16:30'), { id: newId(), valid_from: '2026-12-21', valid_to: '2027-01-03', description: 'Temps des fêtes' },
      { id: newId(), valid_from: '2026-11-30', valid_to: '2026-11-30', opens_at: '10:00', closes_at: '12:00', description: 'Réunion de l’équipe' }, { id: newId(), freq: 'WEEKLY', interval: 2, byday: 'SA', opens_at: '10:00', closes_at: '12:00', description: 'Un samedi sur deux' }],
    phones: [{ id: newId(), number: '514 555-0144' }], required_documents: [{ id: newId(), document: 'Document d’immigration' }, { id: newId(), document: 'Preuve d’adresse' }],
    fees_description: 'Gratuit', cost_options: [{ id: newId(), option: 'Cahier', amount: 12.5, currency: 'CAD' }], application_process: 'Téléphoner, ou venir le lundi à 17 h.', interpretation_services: 'Sur demande, deux jours à l’avance.',
    contacts: [{ id: newId(), title: 'Responsable de l’accueil', email: 'accueil@grandvent.example' }],
  },
});
const homes = aService(wind, { name: 'Recherche de logement', assuredOn: '2026-04-02', listing: { attributes: [answers('HOUSING')], languages: ['fr', 'en'].map(language), schedules: [weekly('MO,TU,WE,TH,FR', '08:30', '16:30')] } });
const closed = aService(wind, { name: 'Vestiaire d’hiver', status: 'temporarily closed', closedUntil: '2026-12-01', assuredOn: '2026-10-02', listing: { attributes: [answers('GOODS')] } });
const gone = aService(wind, { name: 'Café du mardi', status: 'defunct' });
const resting = aService(quiet, { name: 'Hébergement', assuredOn: '2026-11-02', listing: { attributes: [answers('SHELTER')] } });
const park = aLocation(wind, {
  listing: { addresses: [{ id: newId(), address_1: '4555, rue de Verdun', city: 'Montréal', state_province: 'QC', postal_code: 'H4G 1M4', country: 'CA', address_type: 'physical' }], transportation: 'Métro De l’Église', accessibility: [{ id: newId(), description: 'Rampe' }, { id: newId(), description: 'Ascenseur' }] },
});
const annexe = aLocation(wind, { name: 'Annexe du quai', borough: 'lasalle' });

beforeAll(async () => {
  product = await startProduct({ workers: false });
  await officeTime(product, '2026-11-23T15:00:00Z');
  await product.app.get(Transactions).run(engine('test'), (tx) => product.app.get(ListingsStore, { strict: false }).add(tx, {
    organisations: [wind, quiet, empty], services: [french, homes, closed, gone, resting], locations: [park, annexe],
    serviceLocations: [givenAt(french, park), givenAt(french, annexe, { schedules: [weekly('FR', '09:00', '12:00')] }), givenAt(homes, park)],
  }));
  people = {
    manager: await aPerson(product, 'Direction 01', { roles: ['manager'] }), caseworker: await aPerson(product, 'Protection 01', { roles: ['privacy_officer'] }),
    coordinator: await aPerson(product, 'Coordination 01', { roles: ['coordinator'], organisationId: wind.id }), member: await aPerson(product, 'Intervenante 07', { roles: ['member'], organisationId: wind.id }),
  };
  await product.app.get(TellPlaces, { strict: false }).run(people.manager, french.id, { places: [{ unit: 'places', description: null, available: 4, maximum: 20 }] });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function open<T>(who: keyof typeof people, path: string, wishes: Wishes, then: (page: Page, complaints: readonly string[]) => Promise<T>): Promise<T> {
  const client = (clients[who] ??= await signedIn(product, people[who]));
  await product.sql('update people set language = $1 where id = $2', [wishes.language ?? 'fr', people[who].personId]);
  const { page, complaints, close } = await openWindow(browser, product, client, path, wishes);
  try {
    return await then(page, complaints);
  } finally {
    await close();
  }
}

const PAGES: readonly (readonly [string, keyof typeof people, string])[] = [
  ['the list of organisations', 'manager', '/organisations'], ['the list as somebody reads it', 'caseworker', '/organisations?standing=stale'], ['a new organisation', 'manager', '/organisations/new'],
  ['an organisation', 'manager', `/organisations/${wind.id}`], ['an organisation that rests', 'caseworker', `/organisations/${quiet.id}`], ['the network from above', 'manager', '/network'], ['the city for one need', 'caseworker', '/network?need=HOUSING'], ['an organisation without services', 'manager', `/organisations/${empty.id}`],
  ['its own page', 'coordinator', '/my-organisation'], ['its own page as a member', 'member', '/my-organisation'], ['its presentation', 'coordinator', `/organisations/${wind.id}/edit`],
  ['a new service', 'coordinator', `/organisations/${wind.id}/services/new`], ['a service', 'manager', `/services/${french.id}`], ['its own service', 'coordinator', `/services/${homes.id}`],
  ...(['what', 'status', 'hours', 'who', 'where', 'practical'] as const).map((section) => [`the form ${section}`, 'coordinator', `/services/${french.id}/edit/${section}`] as const),
  ['the hours at one place', 'coordinator', `/services/${french.id}/edit/hours?at=${annexe.id}`], ['a new place', 'coordinator', `/organisations/${wind.id}/locations/new`], ['a place', 'coordinator', `/organisations/${wind.id}/locations/${park.id}`],
];

describe('Every page of the listings', () => {
  it.each(PAGES)('%s bars nobody, wide and on a phone, in both languages and themes', async (name, who, path) => {
    for (const wishes of [{ width: 1280 }, { width: 390, language: 'en', theme: 'dark' }] as const) {
      await open(who, path, wishes, async (page, complaints) => {
        await picture(page, `network-${name.replaceAll(' ', '-')}-${wishes.width}`);
        expect({ path, ...wishes, barriers: await barriers(page), complaints }).toEqual({ path, ...wishes, barriers: [], complaints: [] });
      });
    }
  });
});

describe('Keeping a listing', () => {
  const times = (page: Page, day: string): Promise<string[]> => Promise.all([0, 1].flatMap((place) => ['opens', 'closes'].map((half) => page.inputValue(`[name="week.${day}.${place}.${half}"]`))));

  it.each([[true], [false]])('hours are said with script %s: Monday is copied, days are added, and a half span comes back with its fault', async (script) => {
    const { id } = closed;
    await open('coordinator', `/services/${id}/edit/hours`, { script }, async (page) => {
      await page.fill('[name="week.MO.0.opens"]', '09:00');
      await page.click('button[name="copy"]');
      await page.waitForSelector('[name="week.FR.0.opens"][value="09:00"]');
      expect(await times(page, 'FR')).toEqual(['09:00', '', '', '']);
      await page.click('.form-bar .button-primary');
      await page.waitForSelector('.notice-critical');
      expect(await page.locator('.notice-critical li').count()).toBe(5);
      expect(await page.locator('.notice-critical li').first().textContent()).toMatch(/^Lundi\s: Il manque/);
      expect(await page.locator('.week-fault').first().textContent()).toContain('Il manque l’ouverture ou la fermeture.');
      await picture(page, `network-hours-with-faults-${script ? 'script' : 'plain'}`);
      if (script) expect(await barriers(page)).toEqual([]);

      for (const day of ['MO', 'TU', 'WE', 'TH', 'FR']) await page.fill(`[name="week.${day}.0.closes"]`, '12:30');
      await page.fill('[name="different.0.from"]', '2026-12-24');
      await page.fill('[name="different.0.to"]', '2026-12-26');
      await page.click('button[name="add"]');
      await page.waitForSelector('[name="different.1.from"]');
      expect(await page.inputValue('[name="different.0.from"]')).toBe('2026-12-24');
      await page.click('.form-bar .button-primary');
      await page.waitForURL('**?done=service-saved');
      expect(await page.locator('table.hours td').allTextContents()).toEqual([...Array.from({ length: 5 }, () => '9 h à 12 h 30'), 'fermé', 'fermé'].map((text) => expect.stringMatching(text.replaceAll(' ', '\\s'))));
      expect(await page.locator('#hours').locator('..').locator('..').locator('..').textContent()).toMatch(/24 déc\. au .*26 déc\. fermé/);
    });
    await product.sql(`update services set listing = listing - 'schedules', modified_at = now() where id = $1`, [id]);
  });

  it('one press confirms a listing, without script', async () => {
    await open('coordinator', '/my-organisation', { script: false }, async (page) => {
      const row = page.locator(`#service-${homes.id}`);
      expect(await row.textContent()).toContain('N’est plus montrée');
      await row.getByRole('button', { name: /^Toujours exact\s*, Recherche de logement$/ }).click();
      await page.waitForURL('**/my-organisation?done=assured');
      expect(await page.locator(`#service-${homes.id}`).textContent()).toContain('Confirmée aujourd’hui');
      expect(await page.locator('.toast').first().textContent()).toContain('la fiche est confirmée');
    });
    expect(await product.sql('select assurer_email from services where id = $1', [homes.id])).toEqual([{ assurer_email: wind.email }]);
  });

  it('a service and a place join, a place is given up, and a rest begins and ends, without script', async () => {
    await open('coordinator', '/my-organisation', { script: false, width: 390 }, async (page) => {
      await page.click('text=Ajouter un lieu');
      await page.fill('[name="name"]', 'Sous-sol de l’église');
      await page.fill('[name="postalCode"]', 'h4g 1m4');
      await page.selectOption('[name="borough"]', 'verdun');
      await page.fill('[name="accessibility"]', 'Rampe\nToilettes adaptées');
      await page.click('.form-bar .button-primary');
      await page.waitForURL('**?done=location-added');
      await page.click('text=Ajouter un service');
      await page.fill('[name="phones.0.number"]', 'chez nous');
      await page.click('.form-bar .button-primary');
      expect(await page.locator('.notice-critical a').allTextContents()).toHaveLength(2);
      await page.fill('[name="name"]', 'Cuisine du mercredi');
      await page.fill('[name="phones.0.number"]', '514 555-0150');
      await page.check('[name="needs"][value="FOOD"]');
      await page.check('[name="languages"][value="fa-AF"]');
      await page.locator('label', { hasText: 'Sous-sol de l’église' }).locator('input').check();
      await page.click('.form-bar .button-primary');
      await page.waitForURL('**?done=service-added');
      expect(await page.locator('main').textContent()).toMatch(/Cuisine du mercredi.*dari.*514 555-0150.*Sous-sol de l’église/s);

      await page.click('nav.rail a[href="/my-organisation"]');
      await page.getByRole('link', { name: /^Modifier\s*, Sous-sol de l’église$/ }).click();
      expect(await page.inputValue('[name="postalCode"]')).toBe('H4G 1M4');
      await page.click('text=Abandonner ce lieu');
      await page.waitForURL('**?done=location-removed');
      await page.fill('[name="until"]', '2026-12-15');
      await page.getByRole('button', { name: 'Faire une pause' }).click();
      await page.waitForURL('**?done=paused');
      expect(await page.locator('.notice').first().textContent()).toContain('En pause jusqu’au');
      await page.getByRole('button', { name: 'Finir la pause maintenant' }).click();
      await page.waitForURL('**?done=resumed');
    });
  });

  it('every part of a service is said again as it was, and changes nothing', async () => {
    const before = await product.sql('select listing, version from services where id = $1', [french.id]);
    for (const section of ['what', 'status', 'hours', 'who', 'where', 'practical']) {
      await open('coordinator', `/services/${french.id}/edit/${section}`, { script: false }, async (page) => {
        await page.click('.form-bar .button-primary');
        await page.waitForURL('**?done=service-saved');
      });
    }
    expect(await product.sql('select listing, version from services where id = $1', [french.id])).toEqual(before);
  });
});
