import type { ComponentChildren, VNode } from 'preact';
import { directionOf, LOCALES, PUBLIC_LANGUAGES, type PublicLanguage } from '../../../libs/i18n/language.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import type { AssetUrls } from '../../../libs/ui/assets.js';

/** A voice that may be Arabic: only views for the public take it. */
export type PublicVoice = Translate<PublicLanguage>;

const TAGS: Readonly<Record<PublicLanguage, string>> = { ...LOCALES, ar: 'ar' };
const OWN_NAMES: Readonly<Record<PublicLanguage, string>> = { fr: 'Français', en: 'English', ar: 'العربية' };

export interface PublicPageProps {
  readonly t: PublicVoice;
  readonly assets: AssetUrls;
  readonly title: string;
  /** The address of this page in a language. */
  readonly inLanguage: (language: PublicLanguage) => string;
  readonly children: ComponentChildren;
}

/** A page for everybody: one document, one small sheet, no script. Robots are welcome. */
export function PublicPage({ t, assets, title, inLanguage, children }: PublicPageProps): VNode {
  return (
    <html lang={TAGS[t.language]} dir={directionOf(t.language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title} · Passerelle</title>
        <link rel="icon" href={assets.url('mark.svg')} />
        <link rel="stylesheet" href={assets.url('slim.css')} />
        {PUBLIC_LANGUAGES.map((language) => <link rel="alternate" hreflang={language} href={inLanguage(language)} />)}
      </head>
      <body>
        <a class="skip" href="#main">{t('organisations.directory.skip')}</a>
        <header>
          <a class="brand" href={`/directory?lang=${t.language}`}><img src={assets.url('mark.svg')} alt="" width={28} height={28} /><span>Passerelle</span></a>
          <nav class="no-print" aria-label={t('organisations.directory.languages-of-page')}>
            {PUBLIC_LANGUAGES.map((language) => (
              <a href={inLanguage(language)} hreflang={language} lang={language} dir={directionOf(language)} aria-current={language === t.language ? 'true' : undefined}>{OWN_NAMES[language]}</a>
            ))}
          </nav>
        </header>
        <main id="main">{children}</main>
        <footer><p>{t('organisations.directory.note')}</p></footer>
      </body>
    </html>
  );
}

/** What somebody else wrote, in whatever direction. */
export const Said = ({ children }: { readonly children: ComponentChildren }): VNode => <bdi>{children}</bdi>;

/** A telephone number: its figures keep their order in every page. */
export const Phone = ({ number }: { readonly number: string }): VNode => <a href={`tel:${number.replaceAll(/(?!^\+)\D/g, '')}`}><bdi dir="ltr">{number}</bdi></a>;
