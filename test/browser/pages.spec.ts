import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { Watchdog } from '../../src/follow-ups/watchdog.js';
import { type DemoOffice, demoOffice, type Role } from '../support/demo-office.js';
import { type Product, startProduct } from '../support/product.js';
import { barriers, contextFor, picture, watched } from '../support/windows.js';

/** Named places of the demo's city that pages are opened at. */
interface Places {
  readonly open: string;
  readonly step: string;
  readonly person: string;
  readonly way: string;
  readonly done: string;
  readonly closed: string;
  readonly expected: string;
  readonly theirs: string;
  readonly restricted: string;
  readonly leaver: string;
  readonly team: string;
}

let product: Product;
let browser: Browser;
let office: DemoOffice;
let at: Places;

beforeAll(async () => {
  product = await startProduct({ workers: false });
  office = await demoOffice(product);
  await product.app.get(Watchdog, { strict: false }).look({ whole: true });
  at = await places();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function places(): Promise<Places> {
  const one = async (text: string, values: unknown[] = []): Promise<string> => {
    const [row] = await product.sql<{ id: string }>(text, values);
    if (!row) throw new Error(`the demo's city has none: ${text}`);
    return row.id;
  };
  const mine = office.ids.caseworker;
  const open = await one(`select c.id from cases c where owner_id = $1 and state = 'open' and not restricted
    and exists (select from checkpoints k where k.case_id = c.id and k.state = 'done')
    order by next_due_at < office_now() desc, size desc, (select count(*) from desk_needs n where n.case_id = c.id) desc limit 1`, [mine]);
  const team = await one('select team_id as id from people where id = $1', [mine]);
  return {
    open, team,
    step: await one(`select next_checkpoint_id as id from cases where id = $1`, [open]),
    done: await one(`select id from checkpoints where case_id = $1 and state = 'done' limit 1`, [open]),
    person: await one('select id from newcomers where case_id = $1 order by position limit 1', [open]),
    way: await one('select id from contact_ways where case_id = $1 limit 1', [open]),
    closed: await one(`select id from cases where team_id = $1 and state = 'closed' and not restricted limit 1`, [team]),
    expected: await one(`select id from cases where team_id = $1 and state = 'expected' and not restricted limit 1`, [team]),
    theirs: await one(`select id from cases where team_id <> $1 and state = 'open' and not restricted limit 1`, [team]),
    restricted: await one(`select id from cases where restricted limit 1`),
    leaver: await one(`select id from people where team_id = $1 and id <> $2 and 'caseworker' = any(roles) limit 1`, [team, mine]),
  };
}

/** Every page, by who looks at it. */
const pagesFor = (): Record<Role | 'nobody', readonly (readonly [string, string])[]> => ({
  nobody: [['sign-in', '/sign-in'], ['forgot', '/forgot'], ['reset-ended', '/reset/no-such-link']],
  caseworker: [
    ['day', '/'], ['day-team', '/?of=team'], ['cases', '/cases'], ['cases-overdue', '/cases?list=overdue&scope=team'], ['cases-filtered', '/cases?scope=team&tier=P1&language=ar'], ['cases-closed', '/cases?list=closed&scope=team'],
    ['case', `/cases/${at.open}`], ['case-closed', `/cases/${at.closed}`], ['case-expected', `/cases/${at.expected}`], ['case-theirs', `/cases/${at.theirs}`],
    ['details', `/cases/${at.open}/details`], ['notes', `/cases/${at.open}/notes`], ['newcomers', `/cases/${at.open}/newcomers`], ['newcomer-new', `/cases/${at.open}/newcomers/new`], ['newcomer', `/cases/${at.open}/newcomers/${at.person}`],
    ['way-new', `/cases/${at.open}/contact-ways/new`], ['way', `/cases/${at.open}/contact-ways/${at.way}`], ['needs', `/cases/${at.open}/needs`], ['consents', `/cases/${at.open}/consents`],
    ['attempt', `/checkpoints/${at.step}/attempt`], ['complete', `/checkpoints/${at.step}/complete`], ['move', `/checkpoints/${at.step}/move`], ['waive', `/checkpoints/${at.step}/waive`],
    ['close', `/cases/${at.open}/close`], ['reopen', `/cases/${at.closed}/reopen`], ['plan', `/cases/${at.open}/plan`], ['assign', `/cases/${at.open}/assign`], ['arrive', `/cases/${at.expected}/arrive`],
    ['register', '/arrivals/new'], ['notice-new', '/arrivals/notices/new'], ['lists', '/arrivals/lists'], ['notices', '/notices'], ['search', '/search'], ['people', '/people'], ['duties', '/duties'], ['account', '/account'], ['nowhere', '/no-such-page'],
  ],
  team_lead: [['lead-day', '/'], ['lead-cases', '/cases?list=escalated'], ['lead-undo', `/checkpoints/${at.done}/undo`], ['lead-case', `/cases/${at.open}`], ['lead-duties', '/duties'], ['lead-hand-over', `/hand-over/${at.leaver}`], ['lead-notices', '/notices']],
  manager: [['manager-day', '/'], ['manager-cases', '/cases'], ['manager-case', `/cases/${at.open}`], ['manager-restricted', `/cases/${at.restricted}`], ['manager-people', '/people'], ['manager-notices', '/notices']],
  privacy_officer: [['privacy-day', '/'], ['privacy-case', `/cases/${at.open}`], ['privacy-consents', `/cases/${at.open}/consents`]],
  administrator: [['admin-day', '/people'], ['person-new', '/people/new'], ['person', `/people/${at.leaver}`], ['team-new', '/teams/new'], ['team', `/teams/${at.team}`], ['alarms', '/alarms'], ['mail', '/mail'], ['admin-account', '/account']],
});

/** Between them each language, width and theme once; the other halves are worth a picture, not a second judgement. */
const LOOKS = [{ language: 'fr', width: 1280, theme: 'light' }, { language: 'en', width: 390, theme: 'dark' }] as const;
const PICTURED = process.env['PICTURES'] ? [...LOOKS, { language: 'en', width: 1280, theme: 'dark' }, { language: 'fr', width: 390, theme: 'light' }] as const : LOOKS;
type Look = (typeof PICTURED)[number];

/** Text that should have been looked up, or is empty where a value was meant. */
const UNTRANSLATED = /\b(accounts|arrivals|cases|desk|follow-ups|frame|http|ui|i18n|mail)\.[a-z][a-z-]*\.[a-z]|\bundefined\b|\bNaN\b|\[object|\bnull\b/;

interface Visit { readonly role: Role | 'nobody'; readonly name: string; readonly path: string }

/** What is wrong with a page as it now stands in its window. */
async function faultsOf(page: Page, { name }: Visit, { width }: Look): Promise<string[]> {
  const wrong = await barriers(page);
  const said = UNTRANSLATED.exec(await page.evaluate<string>('document.body.innerText'))?.[0];
  if (said) wrong.push(`says ${said}`);
  if (width === 390) {
    await page.setViewportSize({ width: 320, height: 700 });
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    if (wide > 0) wrong.push(`${wide} pixels too wide at 320`);
    await page.setViewportSize({ width: 390, height: 844 });
  }
  return wrong.map((what) => `${name}: ${what}`);
}

/** Opens one page after the other in one window, and tells what is wrong with each and where they lead. */
async function round(context: BrowserContext, visits: readonly Visit[], look: Look, leads: Map<string, string>): Promise<string[]> {
  const page = await context.newPage();
  const complaints = watched(page);
  const wrong: string[] = [];
  for (const visit of visits) {
    await page.goto(product.url + visit.path, { waitUntil: 'load' });
    await picture(page, `${visit.name}-${look.language}-${look.width}-${look.theme}`);
    wrong.push(...await faultsOf(page, visit, look));
    // The browser itself complains of pages that answer with a fault, and should.
    wrong.push(...complaints.splice(0).filter((text) => !/status of 4(?:04|10)/.test(text)).map((text) => `${visit.name} complains: ${text}`));
    for (const href of await page.evaluate<string[]>('[...document.links].map((link) => link.getAttribute("href"))')) {
      if (href.startsWith('/') && !href.startsWith('/language/')) leads.set(`${visit.role} ${href.split(/[?#]/)[0]?.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…') ?? ''}`, href);
    }
  }
  await page.close();
  return wrong;
}

describe('Every page', () => {
  const leads = new Map<string, string>();

  it.each(PICTURED)('bars no reader in $language, $width pixels wide, $theme', async (look) => {
    await product.sql('update people set language = $1', [look.language]);
    const wrong = await Promise.all(Object.entries(pagesFor()).map(async ([role, pages]) => {
      const context = await contextFor(browser, product, role === 'nobody' ? undefined : office.clients[role as Role], look);
      const visits = pages.map(([name, path]) => ({ role: role as Role, name, path }));
      const half = Math.ceil(visits.length / (visits.length > 10 ? 2 : 1));
      const found = await Promise.all([visits.slice(0, half), visits.slice(half)].map((some) => round(context, some, look, leads)));
      await context.close();
      return found.flat();
    }));
    expect(wrong.flat()).toEqual([]);
  }, 240_000);

  it('leads nobody to a page that refuses them', async () => {
    const refused: string[] = [];
    for (const [lead, href] of leads) {
      const role = lead.split(' ')[0] as Role | 'nobody';
      const { status } = role === 'nobody' ? await fetch(product.url + href, { redirect: 'manual' }) : await office.clients[role].ask(href);
      if (status >= 400) refused.push(`${lead}: ${status}`);
    }
    expect(leads.size).toBeGreaterThan(80);
    expect(refused).toEqual([]);
  }, 60_000);
});
