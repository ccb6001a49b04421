import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page as BrowserPage } from 'playwright-core';
import { projectRoot } from '../../config/root.js';
import { Messages } from '../../libs/i18n/messages.js';
import { Assets } from '../../libs/ui/assets.js';
import { render } from '../../libs/ui/render.js';
import { launchBrowser } from '../support/browser.js';
import { Gallery, GateGallery } from '../support/gallery.js';

const root = projectRoot();
const assets = Assets.load(root);
const t = Messages.load(root).translator('fr');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self'; frame-ancestors 'none'; form-action 'self'";
const posts: string[] = [];

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://gallery');
  const asset = assets.get(url.pathname);
  if (asset) return void response.writeHead(200, { 'content-type': asset.type, 'content-encoding': 'gzip' }).end(await asset.packed('gzip'));
  if (request.method === 'POST') {
    let body = '';
    for await (const piece of request) body += String(piece);
    posts.push(`${url.pathname} ${body}`);
    return void response.writeHead(303, { location: url.pathname.startsWith('/done') ? '/gallery' : url.pathname }).end();
  }
  const theme = url.searchParams.get('theme') as 'light' | 'dark' | null;
  const around = { t, assets, theme, ...(url.searchParams.get('dir') === 'rtl' ? { dir: 'rtl' as const, lang: 'ar' } : {}) };
  const page = url.pathname === '/gate' ? GateGallery(around) : Gallery({ ...around, faulty: url.searchParams.has('faulty') });
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }).end(render(page));
}

let server: Server;
let browser: Browser;
let home: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

interface Opened { page: BrowserPage; complaints: string[] }

async function open(path: string, { width = 1280, script = true } = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 844 : 900 }, javaScriptEnabled: script, reducedMotion: 'reduce' });
  contexts.push(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (fault) => complaints.push(fault.message));
  await page.goto(home + path, { waitUntil: 'load' });
  return { page, complaints };
}

async function findings(page: BrowserPage): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary ?? ''}`));
}

const PICTURES = process.env.PICTURES;

describe('The look in a browser', () => {
  const states = [1280, 390].flatMap((width) => ['light', 'dark'].flatMap((theme) => ['ltr', 'rtl'].map((dir) => ({ width, theme, dir }))));

  it.each(states)('has nothing that bars a reader at $width pixels, $theme, $dir', async ({ width, theme, dir }) => {
    for (const path of ['/gallery', '/gate']) {
      const { page, complaints } = await open(`${path}?theme=${theme}&dir=${dir}&faulty`, { width });
      if (PICTURES) await page.screenshot({ path: `${PICTURES}${path}-${width}-${theme}-${dir}.png`, fullPage: true });
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  }, 60_000);

  it('is whole without script: forms, menus and figures are there, and nothing is left that cannot work', async () => {
    const { page } = await open('/gallery', { width: 390, script: false });
    expect(await page.locator('.needs-script:visible').count()).toBe(0);
    expect(await page.locator('.tab-panel:visible').count()).toBe(2);
    expect(await page.locator('.bulk').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Ajouter une personne' }).click();
    await page.waitForURL('**/arrivals');
    expect(posts.at(-1)).toContain('add=newcomers');
  }, 30_000);
});

describe('The keyboard', () => {
  it('walks a work list, chooses, marks done, asks for later and finds the search', async () => {
    const { page, complaints } = await open('/gallery');
    const focused = () => page.evaluate('document.activeElement.textContent');
    await page.keyboard.press('j');
    expect(await focused()).toBe('Amal');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('x');
    expect(await page.locator('.bulk output').textContent()).toBe('1');
    await page.locator('[data-select-all]').check();
    expect(await page.locator('.bulk output').textContent()).toBe('4');
    await page.keyboard.press('r');
    expect(await page.locator('#later').evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('q');
    await page.keyboard.type('jjj');
    expect(await page.locator('#q').inputValue()).toBe('jjj');
    await page.locator('#late').click();
    await page.keyboard.press('Control+k');
    expect(await page.evaluate('document.activeElement.id')).toBe('q');
    expect(complaints).toEqual([]);
  }, 30_000);

  it('marks a row done without losing the place, what is ticked or what is in view', async () => {
    const { page } = await open('/gallery');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    const answered = page.waitForResponse('**/gallery');
    await page.keyboard.press('e');
    await answered;
    await page.waitForFunction('!document.querySelector(".htmx-request")');
    expect(posts.at(-1)).toMatch(/^\/done\/b/);
    expect(await page.locator('[data-select]:checked').count()).toBe(1);
    expect(new URL(page.url()).pathname).toBe('/gallery');
  }, 30_000);

  it('lists its keys, and can be told to leave letters alone', async () => {
    const { page } = await open('/gallery');
    await page.keyboard.press('?');
    expect(await page.locator('#keys').evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
    expect(await findings(page)).toEqual([]);
    await page.locator('[data-keys-switch]').uncheck();
    await page.locator('#keys').getByRole('button', { name: 'Fermer' }).click();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).not.toBe('q');
  }, 30_000);
});

describe('The script', () => {
  it('adds and removes rows of a form, each with its own names and labels', async () => {
    const { page } = await open('/gallery');
    await page.getByRole('button', { name: 'Ajouter une personne' }).click();
    expect(await page.evaluate('document.activeElement.name')).toBe('newcomers.2.name');
    await page.getByRole('button', { name: 'Retirer la personne 2' }).click();
    expect(await page.locator('#newcomers .member').count()).toBe(2);
    expect(await findings(page)).toEqual([]);
    await page.locator('[name="newcomers.0.name"]').press('Enter');
    await page.waitForURL('**/arrivals');
    expect(posts.at(-1)).not.toContain('remove=');
  }, 30_000);

  it('opens another page at its top, with the focus on its content', async () => {
    const { page, complaints } = await open('/gallery');
    await page.evaluate('window.stays = true; scrollTo(0, 1500)');
    await page.locator('.tabs a[href="/c/needs"]').click();
    await page.waitForURL('**/c/needs');
    await page.waitForFunction('scrollY === 0 && document.activeElement.id === "main"');
    expect(await page.evaluate('window.stays')).toBe(true);
    await page.goBack();
    await page.waitForURL('**/gallery');
    expect(complaints).toEqual([]);
  }, 30_000);

  it('says so when nobody answers', async () => {
    const { page } = await open('/gallery');
    await page.context().setOffline(true);
    await page.locator('.tabs a[href="/c/needs"]').click();
    await page.locator('[data-no-answer]').waitFor({ state: 'visible' });
  }, 30_000);

  it('shows one part at a time, by arrows too, and keeps the chosen theme', async () => {
    const { page } = await open('/gallery?theme=light');
    await page.getByRole('tab', { name: 'Équipe' }).press('ArrowRight');
    expect(await page.locator('.tab-panel:visible').getAttribute('id')).toBe('by-language');
    await page.locator('[data-theme-switch]').click();
    expect(await page.evaluate('document.documentElement.dataset.theme + document.cookie')).toBe('darktheme=dark');
  }, 30_000);
});
