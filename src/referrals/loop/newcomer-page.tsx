import type { ComponentChildren, VNode } from 'preact';
import { LOCALES, SPOKEN_LANGUAGES, type SpokenLanguage } from '../../../libs/i18n/language.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import type { Assets } from '../../../libs/ui/assets.js';

/** A voice that newcomers are spoken to in. */
export type NewcomerVoice = Translate<SpokenLanguage>;

const TAGS: Readonly<Record<SpokenLanguage, string>> = { ...LOCALES, ar: 'ar', es: 'es' };
const OWN_NAMES: Readonly<Record<SpokenLanguage, string>> = { fr: 'Français', en: 'English', es: 'Español', ar: 'العربية' };
/** The drawings that say without words what a button does. */
const DRAWINGS = ['calendar', 'check', 'circle-dashed', 'phone', 'triangle-alert', 'x'] as const;
export type Drawing = (typeof DRAWINGS)[number];

export interface NewcomerPageProps {
  /** The reader's language first, French always. */
  readonly voices: readonly NewcomerVoice[];
  readonly assets: Assets;
  /** The address of this page in a language; none for a link that opens nothing. */
  readonly inLanguage?: (language: SpokenLanguage) => string;
  readonly children: ComponentChildren;
}

/** A newcomer's page: one document, the small sheet, no script; nothing keeps it and no search engine finds it. */
export function NewcomerPage({ voices, assets, inLanguage, children }: NewcomerPageProps): VNode {
  const [t] = voices as [NewcomerVoice];
  return (
    <html lang={TAGS[t.language]} dir={t.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{voices.map((voice) => voice('referrals.newcomer.title')).join(' – ')} · Passerelle</title>
        <link rel="icon" href={assets.url('mark.svg')} />
        <link rel="stylesheet" href={assets.url('slim.css')} />
      </head>
      <body class="own">
        <a class="skip" href="#main">{t('referrals.newcomer.skip')}</a>
        <header>
          <span class="brand" lang="fr"><img src={assets.url('mark.svg')} alt="" width={28} height={28} /><span>Passerelle</span></span>
          {inLanguage && (
            <nav aria-label={t('referrals.newcomer.languages-of-page')}>
              {SPOKEN_LANGUAGES.map((language) => <a href={inLanguage(language)} hreflang={language} lang={TAGS[language]} aria-current={language === t.language ? 'true' : undefined}>{OWN_NAMES[language]}</a>)}
            </nav>
          )}
        </header>
        <main id="main">{children}</main>
        <svg width="0" height="0" hidden aria-hidden="true" dangerouslySetInnerHTML={{ __html: assets.symbols(DRAWINGS) }} />
      </body>
    </html>
  );
}

/** The same, in the reader's language and in French beside it: each knows in which direction it is written. */
export function Both({ voices, say }: { readonly voices: readonly NewcomerVoice[]; readonly say: (t: NewcomerVoice, first: boolean) => ComponentChildren }): VNode {
  return <div class={voices.length > 1 ? 'duo' : undefined}>{voices.map((t, i) => <div lang={TAGS[t.language]} dir={t.dir}>{say(t, i === 0)}</div>)}</div>;
}

/** A button's words: the reader's, and below them the French. */
export const Words = ({ voices, say }: { readonly voices: readonly NewcomerVoice[]; readonly say: (t: NewcomerVoice) => string }): VNode => (
  <span class="words">{voices.map((t, i) => (i === 0 ? <b>{say(t)}</b> : <span lang={TAGS[t.language]} dir={t.dir}>{say(t)}</span>))}</span>
);

/** A drawing beside words; it never speaks for itself, so readers do not hear it. */
export const Drawn = ({ name }: { readonly name: Drawing }): VNode => <svg class="icon" aria-hidden="true"><use href={`#i-${name}`} /></svg>;

/** A name within words of any direction: it is set apart, so that neither turns the other around. */
export const apart = (name: string): string => `\u2068${name}\u2069`;
