import { addDays } from '../../libs/calendar/civil-date.js';
import type { Translate } from '../../libs/i18n/translate.js';
import type { PlannedCheckpoint } from '../follow-ups/follow-ups.door.js';

/** How a date came about, in the reader's words: what it is counted by, why it was moved, what it takes along. */
export function explainDate(t: Translate, { explain, absorbed }: Pick<PlannedCheckpoint, 'explain' | 'absorbed'>, nameOf: (code: string) => string): string[] {
  const { anchor, from, offset, rolled, heldFor, provisional } = explain;
  const counted = t(`arrivals.plan.${offset.amount < 0 ? 'before' : 'after'}.${offset.clock}`, { count: Math.abs(offset.amount) });
  return [
    anchor === 'REGISTRATION' ? t('arrivals.plan.from-registration', { counted }) : counted,
    ...(rolled ? [t(`arrivals.plan.rolled-${rolled}`, { day: t.dayTick(addDays(from, offset.amount)) })] : []),
    ...(heldFor && !absorbed.includes(heldFor) ? [t('arrivals.plan.held-for', { name: nameOf(heldFor) })] : []),
    ...(absorbed.length > 0 ? [t('arrivals.plan.absorbed', { names: t.list(absorbed.map(nameOf)) })] : []),
    ...(provisional ? [t('arrivals.plan.provisional')] : []),
  ];
}
