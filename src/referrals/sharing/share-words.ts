import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import type { OfferSummary } from '../offers/offer.row.js';
import type { ShareContent, SharedWay, ShareField } from './share.rules.js';

const reference = readReference(join(projectRoot(), 'config'));

export const needName = (t: Translate, code: string): string => reference.need(code)?.[t.language] ?? code;
export const boroughName = (code: string): string => reference.borough(code)?.name ?? code;
/** A language as the office calls it; one that is on no list of ours, as the reader's own language does. */
export const languageName = (t: Translate, tag: string): string => reference.language(tag)?.[t.language] ?? t.languageName(tag);

/** What a field is called. */
export const fieldName = (t: Translate, field: string): string => t(`referrals.sharing.fields.${field}`);

/** How many they are: « 2 adultes, 1 enfant ». */
export const householdWords = (t: Translate, { adults, children }: Pick<OfferSummary, 'adults' | 'children'>): string =>
  [...(adults > 0 ? [t('referrals.sharing.adults', { count: adults })] : []), ...(children > 0 ? [t('referrals.sharing.children', { count: children })] : [])].join(', ');

/** What one may do with a way to reach them, and the word that comes first. */
export function wayWords(t: Translate, { call, text, voicemail, codeWord }: SharedWay, kind: 'phone' | 'email'): string {
  const uses = kind === 'email' ? [] : [call ? t('referrals.sharing.ways.call') : t('referrals.sharing.ways.no-call'), text ? t('referrals.sharing.ways.text') : t('referrals.sharing.ways.no-text'),
    ...(call ? [t(`referrals.sharing.ways.${voicemail ? 'voicemail' : 'no-voicemail'}`)] : [])];
  return [...uses, ...(codeWord ? [t('referrals.sharing.ways.code-word', { word: codeWord })] : [])].join(', ');
}

interface SharedLanguages { readonly language: string; readonly others: readonly string[]; readonly interpreter: OfferSummary['interpreter'] }

const textOf = (value: unknown): string => String(value);
const codes = (value: unknown): readonly string[] => value as readonly string[];

const WORDS: Readonly<Record<ShareField, (t: Translate, value: unknown) => string>> = {
  given_name: (_, value) => textOf(value),
  full_name: (_, value) => textOf(value),
  birth_date: (t, value) => t.date(textOf(value)),
  gender: (t, value) => t(`cases.gender.${textOf(value)}`),
  phone: (t, value) => waysText(t, value, 'phone'),
  email: (t, value) => waysText(t, value, 'email'),
  language: (t, value) => {
    const { language, others, interpreter } = value as SharedLanguages;
    const also = others.length > 0 ? [t('referrals.sharing.also-speaks', { languages: t.list(others.map((tag) => languageName(t, tag))) })] : [];
    return [languageName(t, language), t(`cases.interpreter.${interpreter}`).toLocaleLowerCase(t.locale), ...also].join(', ');
  },
  household: (t, value) => householdWords(t, value as OfferSummary),
  ages: (t, value) => t('referrals.sharing.ages', { ages: t.list((value as readonly number[]).map((age) => t.number(age))) }),
  borough: (_, value) => boroughName(textOf(value)),
  address: (_, value) => textOf(value),
  housing: (t, value) => t(`cases.housing.${textOf(value)}`),
  status: (t, value) => reference.status(textOf(value))?.[t.language] ?? textOf(value),
  health: (t, value) => codes(value).map((code) => t(`cases.urgencies.${code}`)).join(', '),
  safety: (t, value) => codes(value).map((code) => t(`cases.urgencies.${code}`)).join(', '),
};

const waysText = (t: Translate, value: unknown, kind: 'phone' | 'email'): string =>
  (value as readonly SharedWay[]).map((way) => [way.value, ...(wayWords(t, way, kind) ? [`(${wayWords(t, way, kind)})`] : [])].join(' ')).join(' · ');

/** What a field of a share says, in the reader's words; null where the file says nothing. */
export const fieldWords = (t: Translate, content: ShareContent, field: ShareField): string | null => (content[field] === undefined ? null : WORDS[field](t, content[field]));
