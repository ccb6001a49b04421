import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { somePlaces } from '../support/network-room.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referring, untilOffers } from '../support/referrals.js';
import type { Client } from '../support/signed-in.js';
import { barriers, openWindow, picture, type Wishes } from '../support/windows.js';

let product: Product;
let browser: Browser;
let office: Referring;
let coordinator: Client;

beforeAll(async () => {
  product = await startProduct();
  office = await referring(product, 3);
  const [own] = office.helpers;
  coordinator = own?.client ?? office.awa;
  await somePlaces((text, values) => product.sql(text, values), own?.organisationId ?? '', own?.serviceId ?? '', { available: 4, maximum: 10, unit: 'paniers' });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const serviceOf = (n: number): string => office.helpers[n]?.serviceId ?? '';
/** An offer to the organisation that is looked at, about a household of its own. */
const anOffer = async (over: Record<string, unknown> = {}): Promise<string> => {
  const referral = await aReferral(office.awa, await aSharedCase(office.awa), [serviceOf(0)], { note: 'Rappeler après 17 h.', ...over });
  return (await offersOf(product, referral))[0]?.id ?? '';
};
const did = async (offer: string, deed: string, body?: object): Promise<void> => {
  const answer = await coordinator.post(`/api/offers/${offer}/${deed}`, body);
  if (!answer.ok) throw new Error(`${deed}: ${answer.status} ${await answer.text()}`);
};
const stateOf = async (offer: string) => (await product.sql<{ state: string }>('select state from offers where id = $1', [offer]))[0]?.state;
const linkOf = async (offer: string): Promise<string> => {
  const [mail] = await product.sql<{ url: string }>(`select m.content ->> 'url' as url from mails m join offer_links l on m.key like 'offer-link:' || l.id || ':%' where l.offer_id = $1`, [offer]);
  return new URL(mail?.url ?? '').pathname;
};
const speaks = (language: 'fr' | 'en') => coordinator.form('/language', { language, next: '/' });
const within = async (client: Client | undefined, path: string, wishes: Wishes, look: (page: Page) => Promise<void>): Promise<void> => {
  const { page, close } = await openWindow(browser, product, client, path, wishes);
  await look(page);
  await close();
};

describe('The pages of an organisation’s requests', () => {
  let offers: Record<'fresh' | 'asked' | 'waiting' | 'held' | 'served' | 'done', string>;
  beforeAll(async () => {
    offers = { fresh: await anOffer(), asked: await anOffer(), waiting: await anOffer(), held: await anOffer(), served: await anOffer(), done: await anOffer() };
    await did(offers.asked, 'ask', { text: 'Combien de repas par semaine ?' });
    await did(offers.waiting, 'waitlist', { place: 2, weeks: 3 });
    await did(offers.held, 'accept');
    await did(offers.held, 'schedule', { startsAt: '2026-03-10T15:00:00Z', minutes: 45, place: '120, rue de l’Église', bring: 'Une pièce d’identité' });
    await office.awa.post(`/api/offers/${offers.held}/messages`, { text: 'La famille préfère le matin.' });
    await did(offers.served, 'accept');
    await did(offers.served, 'start');
    await did(offers.done, 'accept');
    await did(offers.done, 'complete', { outcome: 'helped' });
  });

  it.each([
    ['wide, in French', { width: 1280, language: 'fr', theme: 'light' }],
    ['on a phone in the dark, in English', { width: 390, language: 'en', theme: 'dark' }],
  ] as const)('bar nobody, %s', async (name, wishes) => {
    await speaks(wishes.language);
    const own: Record<string, string> = {
      inbox: '/requests', waiting: '/requests?tab=waiting', accepted: '/requests?tab=accepted', service: '/requests?tab=in_service', over: '/requests?tab=done', none: '/requests?tab=declined',
      fresh: `/requests/${offers.fresh}`, decline: `/requests/${offers.fresh}?deed=decline`, waitlist: `/requests/${offers.fresh}?deed=waitlist`, ask: `/requests/${offers.fresh}?deed=ask`,
      opened: `/requests/${offers.fresh}?share=open`, held: `/requests/${offers.held}?done=accept`, schedule: `/requests/${offers.held}?deed=schedule`, unschedule: `/requests/${offers.held}?deed=unschedule`,
      served: `/requests/${offers.served}`, complete: `/requests/${offers.served}?deed=complete`, fail: `/requests/${offers.served}?deed=fail`, done: `/requests/${offers.done}`,
      meetings: '/appointments', places: '/my-organisation/places',
    };
    const strangers: Record<string, string> = { tap: await linkOf(offers.fresh), 'tap-decline': `${await linkOf(offers.fresh)}?deed=decline`, 'tap-held': await linkOf(offers.held), 'tap-closed': `/offer/${'A'.repeat(43)}` };
    for (const [reader, pages] of [[coordinator, own], [undefined, strangers]] as const) {
      for (const [part, path] of Object.entries(pages)) {
        const { page, complaints, close } = await openWindow(browser, product, reader, path, wishes);
        await picture(page, `requests-${part}-${name.replaceAll(/\W+/g, '-')}`);
        expect([part, await barriers(page), part === 'tap-closed' ? [] : complaints]).toEqual([part, [], []]);
        await close();
      }
    }
    await speaks('fr');
  }, 120_000);

  it('print what is needed to meet a household, and no buttons', async () => {
    await within(coordinator, `/requests/${offers.held}`, {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      await picture(page, 'requests-held-print');
      expect(await page.getByRole('button').or(page.locator('.button')).filter({ visible: true }).count()).toBe(0);
      for (const seen of ['Amal', '514 555-0119', '120, rue de l’Église', 'Une pièce d’identité', 'Rappeler après 17 h.']) expect(await page.getByText(seen).first().isVisible()).toBe(true);
    });
  });

  it('open what is shared only when somebody holds the household or asks to see it, and each time it is on the ledger', async () => {
    const opened = async (offer: string) => (await product.sql("select 1 from disclosures where offer_id = $1 and kind = 'opened'", [offer])).length;
    const before = await opened(offers.waiting);
    await within(coordinator, `/requests/${offers.waiting}`, { script: false }, async (page) => {
      expect(await page.getByText('514 555-0119').count()).toBe(0);
      expect(await opened(offers.waiting)).toBe(before);
      await page.getByRole('link', { name: 'Ouvrir ce qui est transmis' }).click();
      await page.getByText('514 555-0119').waitFor();
    });
    expect(await opened(offers.waiting)).toBe(before + 1);
  });
});

describe('An organisation answers', () => {
  it('on a phone without a script: yes, a meeting, the beginning and the outcome', async () => {
    const offer = await anOffer();
    await within(coordinator, '/requests', { script: false, width: 390 }, async (page) => {
      await page.locator(`#request-${offer}`).getByRole('button', { name: /^Accepter/ }).click();
      await page.getByText('Demande acceptée.').waitFor();
      expect(await page.getByText('514 555-0119').isVisible()).toBe(true);
      await page.getByRole('link', { name: 'Prévoir une rencontre' }).click();
      await page.getByRole('textbox', { name: /^Où/ }).fill('Salle 2');
      await page.getByLabel('Jour et heure').fill('2026-02-01T10:00');
      await page.getByRole('button', { name: 'Prévoir', exact: true }).click();
      // A day that has passed is said beside its field, and what was typed stays.
      expect(await page.getByLabel('Jour et heure').getAttribute('aria-invalid')).toBe('true');
      expect(await page.getByRole('textbox', { name: /^Où/ }).inputValue()).toBe('Salle 2');
      await page.getByLabel('Jour et heure').fill('2026-03-12T10:00');
      await page.getByRole('button', { name: 'Prévoir', exact: true }).click();
      await page.getByText('La rencontre est prévue.').waitFor();
      await page.getByRole('button', { name: 'Le service a commencé' }).click();
      await page.getByText('C’est noté : le service a commencé.').waitFor();
      await page.getByRole('link', { name: /^Terminé/ }).click();
      await page.getByRole('radio', { name: /^Aidé en partie/ }).check();
      await page.getByRole('button', { name: 'Terminer', exact: true }).click();
      await page.getByText('Le résultat est noté.').waitFor();
    });
    expect(await product.sql('select state, outcome from offers where id = $1', [offer])).toEqual([{ state: 'completed', outcome: 'partly' }]);
    expect(await product.sql("select starts_at, minutes from appointments where offer_id = $1", [offer])).toEqual([{ starts_at: new Date('2026-03-12T14:00:00Z'), minutes: 60 }]);
  });

  it('with the keyboard alone, and takes the yes back at once', async () => {
    const offer = await anOffer();
    await within(coordinator, '/requests', {}, async (page) => {
      await page.locator(`#request-${offer}`).getByRole('button', { name: /^Accepter/ }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('Demande acceptée.').waitFor();
      await page.getByRole('status').getByRole('button', { name: 'Annuler' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('Votre oui est repris.').waitFor();
    });
    expect(await stateOf(offer)).toBe('withdrawn');
  });

  it('from a page that is no longer true: it is told how things stand, and nothing happens twice', async () => {
    const offer = await anOffer();
    await within(coordinator, `/requests/${offer}?deed=decline`, { script: false }, async (page) => {
      await did(offer, 'waitlist', { weeks: 2 });
      await page.getByRole('radio', { name: /^Plus de place/ }).check();
      await page.getByRole('button', { name: 'Refuser', exact: true }).click();
      await page.getByRole('heading', { name: 'La demande a changé entre-temps' }).waitFor();
      expect(await page.getByText('Sur votre liste d’attente').first().isVisible()).toBe(true);
      expect(await page.getByRole('button', { name: 'Accepter' }).count()).toBe(1);
    });
    expect(await stateOf(offer)).toBe('waitlisted');
  });

  it('with a word to the office, which reads it', async () => {
    const offer = await anOffer();
    await within(coordinator, `/requests/${offer}`, { script: false }, async (page) => {
      await page.getByRole('button', { name: 'Envoyer' }).click();
      expect(await page.getByRole('textbox', { name: 'Écrire au bureau' }).getAttribute('aria-invalid')).toBe('true');
      await page.getByRole('textbox', { name: 'Écrire au bureau' }).fill('Parlez-vous arabe au bureau ?');
      await page.getByRole('button', { name: 'Envoyer' }).click();
      await page.getByText('Le bureau a votre message.').waitFor();
    });
    expect(await office.awa.json(`/api/offers/${offer}`)).toMatchObject({ thread: [{ side: 'organisation', kind: 'message', body: 'Parlez-vous arabe au bureau ?' }] });
  });

  it('by one tap, without an account and without a script', async () => {
    const referral = await aReferral(office.awa, await aSharedCase(office.awa), [serviceOf(0), serviceOf(1)]);
    const [first] = await offersOf(product, referral);
    await within(undefined, await linkOf(first?.id ?? ''), { script: false, width: 390 }, async (page) => {
      await page.getByRole('link', { name: 'Refuser' }).click();
      await page.getByRole('button', { name: 'Refuser' }).click();
      await page.getByRole('radio', { name: /^Langue non disponible/ }).check();
      await page.getByRole('textbox', { name: /^Un mot pour le bureau/ }).fill('Nous cherchons une bénévole.');
      await page.getByRole('button', { name: 'Refuser' }).click();
      await page.getByText('La demande passe à un autre organisme.').waitFor();
    });
    await untilOffers(product, referral, 'declined', 'sent');
    const [, second] = await offersOf(product, referral);
    await within(undefined, await linkOf(second?.id ?? ''), { script: false, width: 390 }, async (page) => {
      await page.getByRole('button', { name: 'Accepter' }).click();
      await page.getByText('vous aidez ce ménage').waitFor();
      expect(await page.getByText('Amal').count()).toBe(0);
      await page.getByRole('link', { name: 'Ouvrir mon espace' }).click();
      await page.waitForURL('**/sign-in?next=*');
    });
    await untilOffers(product, referral, 'declined', 'accepted');
  });

  it('and says in one tap that all its places are still right', async () => {
    await product.sql("update places set updated_at = office_now() - interval '9 days'");
    await within(coordinator, '/requests', { script: false }, async (page) => {
      await page.getByRole('button', { name: 'C’est toujours vrai' }).click();
      await page.getByText('les chiffres sont à jour').waitFor();
      expect(new URL(page.url()).pathname).toBe('/requests');
    });
    expect(await product.sql("select 1 from places where updated_at < office_now() - interval '1 day'")).toEqual([]);
  });
});
