import type { VNode } from 'preact';
import type { Language } from '../i18n/language.js';
import { Icon } from './icon.js';
import { useTranslate } from './surroundings.js';

/** The same page in the other language: a plain link, loaded whole because the document's language changes. */
export function LanguageSwitch({ href }: { readonly href: string }): VNode {
  const t = useTranslate();
  const other: Language = t.language === 'fr' ? 'en' : 'fr';
  return (
    <a class="icon-button" href={href} lang={other} hreflang={other} hx-boost="false">
      {other.toUpperCase()}<span class="visually-hidden">, {t('ui.switch.language')}</span>
    </a>
  );
}

/** Light or dark, for browsers with script; the others follow their system. */
export function ThemeSwitch(): VNode {
  const t = useTranslate();
  return <button class="icon-button needs-script" type="button" data-theme-switch aria-label={t('ui.switch.theme')}><Icon name="sun-moon" /></button>;
}
