import type { ComponentChildren, VNode } from 'preact';
import type { Direction } from '../i18n/language.js';
import { Within, type Surroundings } from './surroundings.js';

export type Theme = 'light' | 'dark';

export interface PageProps extends Surroundings {
  readonly title: string;
  /** The reader's own choice, from the `theme` cookie; without it the system decides. */
  readonly theme?: Theme | null;
  /** The page holds a form that came back with mistakes: its title says so first. */
  readonly faulty?: boolean;
  /** Seconds after which a browser without script asks again, for pages that show work under way. */
  readonly refreshAfter?: number;
  /** Only for a page in a language that is not the translator's. */
  readonly lang?: string;
  readonly dir?: Direction;
  readonly children: ComponentChildren;
}

// A new page replaces the body; the script turns this into a morph when it is the same page again.
const BOOST = { 'hx-boost:inherited': 'swap:"outerSync show:none"', 'hx-sync:inherited': 'drop' };
const HTMX = JSON.stringify({ includeIndicatorCSS: false, prefix: '', defaultTimeout: 30_000 });

/** The document: everything a browser needs before the first word, and nothing that a strict policy would stop. */
export function Page({ t, assets, title, theme, faulty, refreshAfter, lang, dir, children }: PageProps): VNode {
  const name = t('ui.page.title', { title });
  return (
    <html lang={lang ?? t.locale} dir={dir ?? t.dir} data-theme={theme ?? undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="htmx-config" content={HTMX} />
        <title>{faulty ? t('ui.page.faulty', { name }) : name}</title>
        <link rel="icon" href={assets.url('mark.svg')} />
        <link rel="stylesheet" href={assets.url('look.css')} />
        <script src={assets.url('htmx.js')} defer />
        <script src={assets.url('passerelle.js')} defer />
        {refreshAfter && <noscript><meta http-equiv="refresh" content={String(refreshAfter)} /></noscript>}
      </head>
      <body {...BOOST}>
        <Within t={t} assets={assets}>
          <a class="skip-link" href="#main">{t('ui.page.skip')}</a>
          {children}
        </Within>
      </body>
    </html>
  );
}
