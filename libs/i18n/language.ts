/** The office's two languages: everything it reads is written in both. */
export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Pages that anybody may read speak more: `messages.ar.yaml` holds what these pages say, and nothing else. */
export const PUBLIC_LANGUAGES = [...LANGUAGES, 'ar'] as const;
export type PublicLanguage = (typeof PUBLIC_LANGUAGES)[number];

/** Newcomers read about their own affairs in Spanish too: `messages.es.yaml` holds what those pages say, and nothing else. */
export const SPOKEN_LANGUAGES = [...PUBLIC_LANGUAGES, 'es'] as const;
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number];
export type Direction = 'ltr' | 'rtl';

/** The Canadian form of each language: it decides dates, times and figures. */
export const LOCALES = { fr: 'fr-CA', en: 'en-CA' } as const satisfies Record<Language, string>;

/** Arabic is written with the figures that are on the city's doors, buses and telephones. */
export const SPOKEN_LOCALES = { ...LOCALES, ar: 'ar-u-nu-latn', es: 'es' } as const satisfies Record<SpokenLanguage, string>;
export type Locale = (typeof SPOKEN_LOCALES)[SpokenLanguage];

/** Which way a language is written. */
export const directionOf = (language: SpokenLanguage): Direction => (language === 'ar' ? 'rtl' : 'ltr');

/** Whether a cookie, a setting or a form really names one of our languages. */
export const isLanguage = (text: unknown): text is Language => LANGUAGES.includes(text as Language);

/** Whether an address or a browser names a language of our public pages. */
const isPublicLanguage = (text: unknown): text is PublicLanguage => PUBLIC_LANGUAGES.includes(text as PublicLanguage);

/** The language of a public page: the one in its address, then the browser's wish, then French. */
export const choosePublicLanguage = (named: unknown, acceptLanguage: string | undefined): PublicLanguage =>
  (isPublicLanguage(named) ? named : wished(acceptLanguage ?? '').find(isPublicLanguage) ?? 'fr');

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
  return (acceptLanguage ? wished(acceptLanguage).find(isLanguage) : undefined) ?? 'fr';
}

function wished(header: string): string[] {
  return header
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const weight = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ language }) => language);
}
