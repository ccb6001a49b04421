import type { Translate } from '../../../libs/i18n/translate.js';
import { BUSINESS_DAY } from '../suggestions/curve.rules.js';

/** Business minutes in the unit in which one would say them: « 40 min », « 5 h ouvrables », « 1,1 j ouvrable ». */
export function businessSpan(t: Translate, minutes: number): string {
  if (minutes < 60) return t('referrals.refer.span.minutes', { count: Math.max(1, Math.round(minutes)) });
  if (minutes < BUSINESS_DAY) return t('referrals.refer.span.hours', { count: Math.round(minutes / 60) });
  return t('referrals.refer.span.days', { count: Math.round(minutes / BUSINESS_DAY * 10) / 10 });
}

/** A chance as people read it: never certain, never none. */
export const percent = (t: Translate, chance: number): string => t.number(Math.min(Math.max(Math.floor(chance * 100) / 100, 0.01), 0.99), { style: 'percent' });
