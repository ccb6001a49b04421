import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { Messages } from '../i18n/messages.js';
import { Gallery, GateGallery } from '../../test/support/gallery.js';
import { Assets } from './assets.js';
import { Clock } from './clock.js';
import { Due, urgencyOf } from './due.js';
import { ErrorSummary } from './form/error-summary.js';
import { TextField } from './form/text-field.js';
import { Icon, ICONS } from './icon.js';
import { Pager } from './pager.js';
import { Progress } from './progress.js';
import { render, renderPart } from './render.js';
import { Tier } from './tier.js';
import { WorkTable } from './work-table.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const assets = Assets.load(root);
const messages = Messages.load(root);
const t = messages.translator('fr');
const around = { t, assets };
const now = new Date('2026-11-24T14:12:00Z');
const plain = (html: string): string => html.replaceAll('\u00a0', ' ');

describe('A page', () => {
  const page = render(<Gallery {...around} theme="dark" />);

  it('says its language, direction and theme, and brings its files by their content', () => {
    expect(page).toMatch(/^<!doctype html><html lang="fr-CA" dir="ltr" data-theme="dark">/);
    expect(page).toContain('<title>Galerie – Passerelle</title>');
    expect(page).toMatch(/href="\/assets\/look\.css\?v=[\w-]{12}"/);
    expect(page).toContain('hx-boost:inherited=');
  });

  it('holds nothing that a strict policy would stop', () => {
    for (const html of [page, render(<GateGallery {...around} />)]) {
      expect(html).not.toMatch(/ style=| on\w+="|<style|<script(?! src)/);
    }
  });

  it('names every id once, and every reference has its target', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    const template = /<template>.*?<\/template>/gs;
    const said = [...page.replace(template, '').matchAll(/ (?:for|aria-labelledby|aria-describedby|popovertarget|data-opens)="([^"]+)"/g)].flatMap((match) => match[1]?.split(' ') ?? []);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(said.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('is drawn in English as well', () => {
    expect(render(<Gallery t={messages.translator('en')} assets={assets} faulty />)).toContain('<title>Error – Galerie – Passerelle</title>');
  });
});

describe('The files', () => {
  it('are small enough for an office line: sheet, script and htmx stay under 32 KB', async () => {
    const bytes = await Promise.all(['/assets/look.css', '/assets/passerelle.js', '/assets/htmx.js'].map(async (path) => (await assets.get(path)?.packed('gzip'))?.length ?? Infinity));
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(32 * 1024);
  });

  it('are the same in every encoding, and unknown ones do not exist', async () => {
    for (const { body, packed } of assets.all()) {
      expect(gunzipSync(await packed('gzip')).equals(body) && brotliDecompressSync(await packed('br')).equals(body)).toBe(true);
    }
    expect(assets.get('/assets/../package.json')).toBeUndefined();
  });

  it('hold a drawing for each icon that may be named, and no other', () => {
    const drawn = [...(assets.get('/assets/icons.svg')?.body.toString() ?? '').matchAll(/<symbol id="i-([\w-]+)"/g)].map((match) => match[1]);
    expect(drawn).toEqual([...ICONS]);
    expect(renderPart(<Icon name="undo-2" kind="turn" />, around)).toMatch(/icon-turn.*icons\.svg\?v=[\w-]+#i-undo-2/);
  });

  it('write no physical side into the sheet, so that it turns for right-to-left readers', () => {
    const sheet = assets.get('/assets/look.css')?.body.toString() ?? '';
    expect(sheet.match(/(?:margin|padding|border)-(?:left|right|top|bottom)|text-align: (?:left|right)|[^-](?:width|height): \d/g)).toBeNull();
  });
});

describe('A due date', () => {
  it.each([['2026-11-24T14:11:00Z', 'late'], ['2026-11-24T18:00:00Z', 'soon'], ['2026-11-24T22:00:00Z', 'later'], ['2026-11-23', 'late'], ['2026-11-24', 'soon'], ['2026-11-25', 'later']])('%s is %s', (at, urgency) => {
    expect(urgencyOf(at, now, t.zone)).toBe(urgency);
  });

  it('is a word beside its colour', () => {
    expect(plain(renderPart(<Due at="2026-11-22T22:00:00Z" now={now} />, around))).toContain('Retard de 1 j 16 h');
    expect(plain(renderPart(<Due at="2026-11-24T22:00:00Z" now={now} />, around))).toContain('Aujourd’hui, 17 h');
  });

  it('fills its clock no further than full', () => {
    expect(renderPart(<Clock since="2026-11-20T00:00:00Z" at="2026-11-21T00:00:00Z" now={now} />, around)).toContain('class="used" width="100"');
  });
});

describe('A form', () => {
  it('ties a field to its hint and its error', () => {
    const html = renderPart(<TextField name="tel" label="Téléphone" hint="10 chiffres" fault="Il manque un chiffre" value={'"><script>'} />, around);
    expect(html).toContain('aria-describedby="tel-hint tel-fault" aria-invalid="true"');
    expect(html).toContain('value="&quot;>&lt;script>"');
  });

  it('lists what remains to correct with a way there, or nothing at all', () => {
    expect(renderPart(<ErrorSummary faults={[{ name: 'newcomers.0.bornOn', text: 'Cette date est à venir' }]} />, around)).toContain('href="#newcomers.0.bornOn"');
    expect(renderPart(<ErrorSummary faults={[]} />, around)).toBe('');
  });
});

describe('A list', () => {
  it('tells readers how it is sorted, and hides the arrow from them', () => {
    const html = renderPart(<WorkTable caption="Liste" rows={[{ id: '1' }]} rowKey={(row) => row.id} columns={[{ title: 'Nom', kind: 'head', cell: (row) => row.id, sort: { href: '?sort=-name', now: 'descending' } }]} />, around);
    expect(html).toContain('aria-sort="descending"');
    expect(html).toMatch(/<svg class="icon" aria-hidden="true">.*i-arrow-down/);
  });

  it('has no pager when it ends on its first page', () => {
    expect(renderPart(<Pager />, around)).toBe('');
  });

  it('follows work under way only while there is some', () => {
    expect(renderPart(<Progress id="p" label="Liste" done={1} total={2} follow="/p" />, around)).toContain('hx-trigger="every 1s"');
    expect(renderPart(<Progress id="p" label="Liste" done={2} total={2} />, around)).not.toContain('hx-get');
  });

  it('marks urgency by a shape and a word', () => {
    expect(renderPart(<Tier level={1} />, around)).toMatch(/<path class="on".*Urgent/);
    expect(renderPart(<Tier level={4} />, around).match(/class="on"/g)).toHaveLength(1);
  });

  it('is never drawn outside a page', () => {
    expect(() => render(<Tier level={1} />)).toThrow('inside Page');
  });
});
