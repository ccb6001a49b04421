import type { VNode } from 'preact';
import { COUNT_LIMIT } from '../../libs/http/keyset.js';
import { daysBetween, type Moment } from '../../libs/i18n/moments.js';
import type { Translate } from '../../libs/i18n/translate.js';
import { Due } from '../../libs/ui/due.js';
import { languageName } from './language-name.js';
import type { StepOf, WorkRow } from './rows.js';

/** What a checkpoint's code is called, in the reader's language. */
export type StepName = (code: string) => string;

/** A count as people read it: exact to a thousand, then « 1 000+ ». */
export const countText = (t: Translate, count: number): string => (count > COUNT_LIMIT ? `${t.number(COUNT_LIMIT)}+` : t.number(count));

/** A household in a few words: « arabe · 4 personnes · jour 1 ». */
export function householdWords(t: Translate, row: Pick<WorkRow, 'language' | 'size' | 'arrivalOn' | 'plannedArrivalOn' | 'state'>, now: Moment): string[] {
  return [languageName(t, row.language), t('desk.people', { count: row.size }), arrivalWord(t, row, now)].filter(Boolean);
}

function arrivalWord(t: Translate, { arrivalOn, plannedArrivalOn, state }: Pick<WorkRow, 'arrivalOn' | 'plannedArrivalOn' | 'state'>, now: Moment): string {
  if (state === 'expected' && plannedArrivalOn) return t('desk.expected-on', { day: t.dayNear(plannedArrivalOn, now) });
  if (!arrivalOn) return '';
  const day = daysBetween(arrivalOn, now, t.zone);
  return day < 0 ? t('desk.arrives-on', { day: t.dayNear(arrivalOn, now) }) : t('desk.day-number', { day });
}

/** How the next step is made and what has been tried, in one line. */
export function stepWords(t: Translate, step: StepOf | undefined): string {
  if (!step?.channel) return '';
  if (step.attempts) return t('desk.attempts', { count: step.attempts });
  const how = t(`desk.how.${step.channel}`);
  if (step.lookedAt) return t('desk.looked-at', { how });
  return step.interpreter === 'needed' && step.channel !== 'file' ? t('desk.with-interpreter', { how }) : how;
}

/** When a next step is due; a late one says since when. */
export function DueCell({ t, at, now }: { readonly t: Translate; readonly at: string | null; readonly now: string }): VNode | null {
  if (!at) return null;
  const late = new Date(at) < new Date(now);
  return <Due at={at} now={now} sub={late ? t('desk.was-due', { when: t.whenNear(at, now) }) : undefined} />;
}
