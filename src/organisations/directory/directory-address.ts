import type { PublicLanguage } from '../../../libs/i18n/language.js';
import type { DirectoryQuery } from './directory.dto.js';

/** What of the directory stands in its address. */
export type DirectoryAddress = Partial<Pick<DirectoryQuery, 'need' | 'language' | 'borough' | 'open' | 'after'>>;

/** The address of a page of the directory in a language; what does not narrow is left out. */
export function directoryHref(language: PublicLanguage, { need, language: spoken, borough, open, after }: DirectoryAddress = {}): string {
  const words = new URLSearchParams({ lang: language });
  if (need) words.set('need', need);
  if (spoken) words.set('language', spoken);
  if (borough) words.set('borough', borough);
  if (open) words.set('open', '1');
  if (after) words.set('after', after);
  return `/directory?${words.toString()}`;
}

/** The address of a service in a language. */
export const serviceHref = (language: PublicLanguage, id: string): string => `/directory/services/${id}?lang=${language}`;
