import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { engine } from '../../libs/transaction/actor.js';
import { newId } from '../../libs/sql/id.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { ListingsStore } from '../../src/organisations/listings/listings.store.js';
import { launchBrowser } from '../support/browser.js';
import { anOrganisation, answers, aService, weekly } from '../support/network.js';
import { type Product, startProduct } from '../support/product.js';
import { aTeam, type Client, officeTime, type Person, signedIn } from '../support/signed-in.js';
import { barriers, openWindow, picture, type Wishes } from '../support/windows.js';

let product: Product;
let browser: Browser;
let awa: Person;
let client: Client;

const given = (languages: readonly string[], more: object = {}) => ({
  assuredOn: '2026-11-02', listing: { attributes: [answers('HOUSING')], languages: languages.map((code) => ({ id: newId(), code })), schedules: [weekly('MO,TU,WE,TH,FR', '09:00', '17:00')], phones: [{ id: newId(), number: '514-555-0142' }] }, ...more,
});
const houses = ['Logis Sept Portes (démo)', 'Carrefour Grand-Vent (démo)', 'Maison Mélèze (démo)', 'Service d’entraide Est (démo)', 'Le Pont d’Ardoise (démo)'].map((name, i) => anOrganisation({ name, email: `accueil${i}@organisme.example` }));
const home = (place: number) => houses[place] as (typeof houses)[number];
const services = [
  aService(home(0), { ...given(['ar', 'fr']), name: 'Recherche de logement familial', forHouseholds: ['family'] }),
  aService(home(1), { ...given(['ar', 'fr']), name: 'Accompagnement logement', forStatuses: ['ASYLUM', 'REF_GAR'] }),
  aService(home(2), { ...given(['fr']), name: 'Logement et bail', waitlist: true, waitlistWeeks: 3 }),
  aService(home(3), { ...given(['ar']), name: 'Aide à la recherche' }),
  aService(home(4), { ...given(['fr']), name: 'Chambres pour hommes seuls', forGenders: ['male'], minimumAge: 18, forHouseholds: ['single'] }),
];
const CONSENT = { newcomer: 0, purpose: 'referral', recipient: 'network', language: 'ar', interpreted: true, proof: 'signed', givenBy: 'self', expiresOn: '2027-05-10' };

beforeAll(async () => {
  product = await startProduct();
  await officeTime(product, '2026-11-23T15:40:00Z');
  awa = (await aTeam(product, 'Centre', [['fr-CA', 'ar']])).caseworkers[0] as Person;
  client = await signedIn(product, awa);
  await product.app.get(Transactions).run(engine('test'), (tx) => product.app.get(ListingsStore, { strict: false }).add(tx, { organisations: houses, services, locations: [], serviceLocations: [] }));
  for (const [place, available, days] of [[0, 3, 2], [1, 1, 1], [3, 4, 41]] as const) {
    await product.sql('insert into places (organisation_id, id, service_id, unit, available, maximum, updated_at, source) values ($1, gen_random_uuid(), $2, $5, $3, 12, office_now() - $4::int * interval \'1 day\', $6)', [home(place).id, services[place]?.id, available, days, 'places', 'organisation']);
  }
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function aFamily(over: object = {}): Promise<string> {
  const opened = await client.post('/api/arrivals', {
    newcomers: [{ kinship: 'head', givenName: 'Samira', familyName: 'Haddad', birthOn: '1992-03-14', gender: 'F' }, { kinship: 'spouse', givenName: 'Yusuf', birthOn: '1990-01-02', gender: 'M' }, { kinship: 'child', givenName: 'Lina', birthOn: '2018-06-21' }],
    arrivalOn: '2026-11-20', immigrationStatus: 'ASYLUM', language: 'ar', interpreter: 'needed', source: 'person', borough: 'verdun',
    contactWays: [{ newcomer: 0, kind: 'phone', value: '514 555-0142', safeToCall: true, safeToText: true, voicemailOk: false }], tier: { confirmed: 'P2' }, owner: awa.personId,
    needs: [{ code: 'HOUSING', score: 0 }, { code: 'FOOD', score: 2 }], consents: [CONSENT], ...over,
  });
  if (opened.status !== 201) throw new Error(await opened.text());
  return ((await opened.json()) as { caseId: string }).caseId;
}

const open = (path: string, wishes?: Wishes) => openWindow(browser, product, client, path, wishes);
const plain = (text: string | null) => (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');
const names = (page: Page) => page.locator('.offer h3 label').allTextContents();
const send = (page: Page) => page.locator('button[value="send"]');
/** Presses a button that leads on to the referral that it made. */
const sent = async (page: Page, button: Locator) => { await Promise.all([page.waitForResponse(/\/referrals\/[0-9a-f-]{36}$/), button.click()]); };
const offers = (caseId: string) => product.sql<{ name: string; state: string; step: number }>('select s.name, o.state, o.step from offers o join services s on s.id = o.service_id where o.case_id = $1 order by o.step, o.position', [caseId]);
const referral = async (caseId: string) => (await product.sql<{ id: string; state: string; way: string; note: string | null; fields: string[]; reason: string | null }>('select id, state, way, note, fields, reason from referrals where case_id = $1', [caseId]))[0];

describe('Choosing whom to ask', () => {
  it('begins at a need of a case, with the best ticked and who was left out, and sends in that order', async () => {
    const caseId = await aFamily();
    const { page, complaints, close } = await open(`/cases/${caseId}`);
    await page.getByRole('link', { name: 'Qui peut aider pour : Logement permanent' }).click();
    await page.waitForURL(/\/refer\?need=HOUSING$/);
    expect(await names(page)).toEqual(['Logis Sept Portes (démo)', 'Carrefour Grand-Vent (démo)', 'Service d’entraide Est (démo)', 'Maison Mélèze (démo)']);
    const first = plain(await page.locator('.offer').first().innerText());
    for (const said of ['3 libres', 'confirmé avant-hier', 'Parle une langue du ménage', 'Réponse attendue', 'demain, 17 h', '1,1 j ouvrable', 'estimé']) expect(first).toContain(said);
    await page.getByText('1 service écarté, et pourquoi').click();
    expect(plain(await page.locator('.card-foot .ticks').first().innerText())).toContain('Le Pont d’Ardoise (démo)');

    expect(plain(await send(page).innerText())).toContain('Envoyer à 1, puis 2 autres');
    await page.getByRole('checkbox', { name: /Service d’entraide Est/ }).uncheck();
    await page.getByText('Envoyer à 1, puis 1 autre').waitFor();
    await page.getByRole('checkbox', { name: /Maison Mélèze/ }).check();
    await page.getByText('Envoyer à 1, puis 2 autres').waitFor();
    await page.getByRole('button', { name: /Demander plus tôt à Carrefour Grand-Vent/ }).click();
    await page.locator('.offer').first().getByText('Carrefour Grand-Vent').waitFor();
    await page.getByLabel('Un mot pour l’organisme').fill('Près de l’école.');
    await sent(page, send(page));
    expect(await offers(caseId)).toEqual([{ name: 'Accompagnement logement', state: 'sent', step: 0 }, { name: 'Recherche de logement familial', state: 'drafted', step: 1 }, { name: 'Logement et bail', state: 'drafted', step: 2 }]);
    expect(await referral(caseId)).toMatchObject({ way: 'order', note: 'Près de l’école.', fields: ['given_name', 'phone', 'language', 'household', 'ages', 'borough', 'housing'] });
    expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([]);
    await close();
  }, 60_000);

  it('asks as few at once as reach a chance, and says how many mails that is', async () => {
    const caseId = await aFamily();
    const { page, close } = await open(`/cases/${caseId}/refer?need=HOUSING`);
    for (const box of await page.locator('.pick').all()) await box.check();
    await page.getByLabel('Plusieurs à la fois').check();
    await page.getByLabel('Chance visée').selectOption('0.6');
    await page.getByText('Les 2 premiers ensemble, 2 courriels', { exact: false }).waitFor();
    await page.getByText('Envoyer à 2, puis 2 autres').waitFor();
    await sent(page, send(page));
    expect((await offers(caseId)).map(({ state, step }) => [state, step])).toEqual([['sent', 0], ['sent', 0], ['drafted', 1], ['drafted', 1]]);
    await close();
  }, 60_000);

  it('works without script, on a telephone: the order by buttons, faults beside what they are about', async () => {
    const caseId = await aFamily();
    const { page, close } = await open(`/cases/${caseId}/refer?need=HOUSING`, { script: false, width: 390 });
    await page.getByRole('button', { name: /Demander plus tard à Logis Sept Portes/ }).click();
    expect((await names(page)).slice(0, 2)).toEqual(['Carrefour Grand-Vent (démo)', 'Logis Sept Portes (démo)']);
    for (const box of await page.locator('.pick').all()) await box.uncheck();
    await send(page).click();
    expect(await page.locator('.notice-critical').first().innerText()).toContain('Cochez au moins un service.');
    await page.getByLabel('Directement à un service').check();
    await page.getByRole('button', { name: 'Mettre à jour' }).click();
    expect(await page.getByLabel('Pourquoi quand même ?').count()).toBe(1);

    // It was paused while the page was being read.
    await product.sql("update organisations set paused_until = '2026-12-24' where id = $1", [home(1).id]);
    await page.getByRole('checkbox', { name: /Carrefour Grand-Vent/ }).check();
    await send(page).click();
    expect(await page.locator('.notice-critical').first().innerText()).toContain('Ce service ne prend personne pour le moment.');
    await product.sql('update organisations set paused_until = null where id = $1', [home(1).id]);
    await close();
  }, 60_000);

  it('asks a service by its name that nobody suggested, for one person, and narrows what is shared', async () => {
    const caseId = await aFamily();
    const { page, close } = await open(`/cases/${caseId}/refer?need=FOOD`);
    await page.getByText('Autre besoin, ou pour une seule personne').click();
    await page.getByLabel('Pour qui').selectOption({ label: 'Yusuf' });
    await page.getByRole('button', { name: 'Afficher' }).click();
    await page.getByText('Pour Yusuf').waitFor();
    await page.getByLabel('Nom du service ou de l’organisme').fill('grand-vent');
    await page.getByRole('button', { name: 'Chercher' }).last().click();
    await page.getByText('1 service ajouté à la liste.').waitFor();
    expect(page.url()).not.toContain('vent');
    await page.getByRole('checkbox', { name: /Carrefour Grand-Vent/ }).check();
    await page.getByLabel('Directement à un service').check();
    await page.getByLabel('Pourquoi quand même ?').waitFor();
    await page.getByText('Élargir ou restreindre').click();
    await page.getByRole('checkbox', { name: 'Téléphone sûr' }).uncheck();
    await page.locator('.ticks').getByText('Téléphone sûr').waitFor();
    await sent(page, send(page));
    expect(await referral(caseId)).toMatchObject({ way: 'direct', fields: ['given_name', 'language', 'household', 'borough'] });
    await close();
  }, 60_000);

  it('records a missing consent and comes back', async () => {
    const caseId = await aFamily({ consents: [] });
    const { page, close } = await open(`/cases/${caseId}/refer?need=HOUSING`);
    await page.getByRole('link', { name: 'Enregistrer l’accord, puis revenir ici' }).click();
    await page.getByLabel('Signé').check();
    await page.getByRole('button', { name: 'Noter les accords' }).click();
    await page.waitForURL(/\/refer\?need=HOUSING$/);
    await page.getByText('Accord donné le', { exact: false }).waitFor();
    await close();
  }, 60_000);

  it('puts on the ledger what nobody can meet, in one act', async () => {
    const caseId = await aFamily();
    const { page, close } = await open(`/cases/${caseId}/refer?need=FOOD`);
    await page.getByText('Personne dans le réseau').waitFor();
    await sent(page, page.getByRole('button', { name: 'Inscrire au registre' }));
    expect(await referral(caseId)).toMatchObject({ state: 'unmet', reason: 'nobody_fits' });
    expect(await product.sql('select reason, need from unmet_needs where case_id = $1', [caseId])).toEqual([{ reason: 'nobody_fits', need: 'FOOD' }]);
    await close();
  }, 60_000);

  it('refers several households from a list, each judged by itself', async () => {
    const [agrees, silent] = [await aFamily(), await aFamily({ consents: [] })];
    const { page, complaints, close } = await open('/cases');
    for (const caseId of [agrees, silent]) await page.locator(`input[name="ids"][value="${caseId}"]`).check();
    await page.getByRole('button', { name: 'Aiguiller' }).click();
    await page.getByText('2 ménages, un même besoin.').waitFor();
    await page.getByLabel('Besoin', { exact: true }).selectOption('HOUSING');
    await page.getByRole('button', { name: 'Voir les services' }).click();
    await page.getByRole('checkbox', { name: /Logis Sept Portes/ }).check();
    await picture(page, 'many-fr-1280-light');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Envoyer pour chacun' }).click();
    await page.getByText('1 aiguillage ouvert sur 2 dossiers.').waitFor();
    await page.getByText('Le ménage n’a pas donné son accord pour cet organisme.').waitFor();
    await picture(page, 'many-done-fr-1280-light');
    expect(await barriers(page)).toEqual([]);
    expect([(await offers(agrees)).map(({ state }) => state), await offers(silent)]).toEqual([['sent'], []]);
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  it('has no barrier for anybody', async () => {
    const caseId = await aFamily();
    for (const language of ['fr', 'en'] as const) for (const width of [1280, 390]) for (const theme of ['light', 'dark'] as const) {
      await product.sql('update people set language = $2, theme = $3 where id = $1', [awa.personId, language, theme]);
      const { page, close } = await open(`/cases/${caseId}/refer?need=HOUSING`, { width, theme, language });
      await page.locator('#way-wave').check();
      await page.locator('#chance').waitFor();
      await page.evaluate('scrollTo(0, 0)');
      await picture(page, `refer-${language}-${width}-${theme}`);
      expect(await barriers(page)).toEqual([]);
      await close();
    }
    await product.sql("update people set language = 'fr', theme = null where id = $1", [awa.personId]);
  }, 120_000);
});
