/** The office's two languages. Newcomers' own languages are texts and names, never a language of these pages. */
export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Direction = 'ltr' | 'rtl';

/** The Canadian form of each language: it decides dates, times and figures. */
export const LOCALES = { fr: 'fr-CA', en: 'en-CA' } as const satisfies Record<Language, string>;
export type Locale = (typeof LOCALES)[Language];

/** Whether a cookie, a setting or a form really names one of our languages. */
export const isLanguage = (text: unknown): text is Language => LANGUAGES.includes(text as Language);

/** What a request tells us about its reader, strongest first. */
export interface LanguageHints {
  readonly setting?: string | null;
  readonly cookie?: string | null;
  readonly acceptLanguage?: string | null;
}

/** The reader's language: their own setting, then the cookie, then the browser's wish, then French. */
export function chooseLanguage({ setting, cookie, acceptLanguage }: LanguageHints): Language {
  if (isLanguage(setting)) return setting;
  if (isLanguage(cookie)) return cookie;
  return (acceptLanguage ? wished(acceptLanguage)[0] : undefined) ?? 'fr';
}

function wished(header: string): Language[] {
  return header
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const weight = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ language }) => language)
    .filter(isLanguage);
}
