import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Product } from './product.js';
import type { Client } from './signed-in.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One window of a browser on the product, and what its console complained of. */
export interface Window {
  readonly page: Page;
  readonly complaints: string[];
  close(): Promise<void>;
}

/** How the window is, and who looks through it. */
export interface Wishes {
  readonly width?: number;
  readonly script?: boolean;
  readonly theme?: 'light' | 'dark';
  readonly language?: 'fr' | 'en';
}

/** A browser's memory for somebody who is signed in, or for a stranger: windows opened in it share it. */
export async function contextFor(browser: Browser, product: Product, client: Client | undefined, { width = 1280, script = true, theme = 'light', language = 'fr' }: Wishes = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 844 : 900 }, javaScriptEnabled: script, reducedMotion: 'reduce', locale: `${language}-CA` });
  const cookies = (client?.cookie.split('; ') ?? []).map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url: product.url }));
  await context.addCookies([...cookies, { name: 'theme', value: theme, url: product.url }]);
  return context;
}

/** What a window's console complains of, from now on. */
export function watched(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (fault) => complaints.push(fault.message));
  return complaints;
}

/** Opens a window for somebody who is signed in, at a path. */
export async function openWindow(browser: Browser, product: Product, client: Client | undefined, path: string, wishes: Wishes = {}): Promise<Window> {
  const context = await contextFor(browser, product, client, wishes);
  const page = await context.newPage();
  const complaints = watched(page);
  await page.goto(product.url + path, { waitUntil: 'load' });
  return { page, complaints, close: () => context.close() };
}

/** What would bar a reader from the page as it now is: axe's findings, and anything wider than the window. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })");
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  return [...violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary ?? ''}`)), ...(wide > 0 ? [`${wide} pixels too wide`] : [])];
}

/** Keeps a picture when PICTURES names a folder, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
