import type { Translate } from '../../../libs/i18n/translate.js';
import type { OfferSummary } from '../offers/offer.row.js';
import { boroughName, householdWords, languageName } from '../sharing/share-words.js';

/** What may be told of a household before anybody signs in, in a few words: how many they are, their language, where they live. */
export const summaryWords = (t: Translate, summary: OfferSummary): string[] =>
  [householdWords(t, summary), languageName(t, summary.language), ...(summary.borough === null ? [] : [boroughName(summary.borough)])];

/** « 14 h à 15 h » */
export const spanWords = (t: Translate, startsAt: Date, minutes: number): string =>
  t('referrals.answering.span', { from: t.time(startsAt), to: t.time(new Date(startsAt.getTime() + minutes * 60_000)) });
