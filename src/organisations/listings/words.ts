import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { isEndless } from '../directory/week.rules.js';
import type { Opening } from './read-listings.js';

/** The lists that listings are written in: needs, languages, boroughs, statuses. */
export const reference = readReference(join(projectRoot(), 'config'));

export const needName = (t: Translate, code: string): string => reference.need(code)?.[t.language] ?? code;
export const boroughName = (code: string): string => reference.borough(code)?.name ?? code;
export const statusName = (t: Translate, code: string): string => reference.status(code)?.[t.language] ?? code;
/** A language as the office calls it; one that is on no list of ours, as the reader's own language does. */
export const languageName = (t: Translate, tag: string): string => reference.language(tag)?.[t.language] ?? t.languageName(tag);

/** A few of many, and how many more there are; names that hold commas themselves stand apart by more than one. */
export function some(t: Translate, names: readonly string[], most = 4): string {
  const between = names.some((name) => name.includes(',')) ? ' · ' : ', ';
  if (names.length <= most + 1) return names.join(between);
  return t('organisations.listings.and-more', { names: names.slice(0, most).join(between), count: names.length - most });
}

/** The boroughs served; none named is the whole city. */
export const areaWords = (t: Translate, codes: readonly string[], most?: number): string =>
  (codes.length === 0 ? t('organisations.listings.whole-city') : some(t, codes.map(boroughName), most));

/** An hour of the clock, « 9 h », “9:00 a.m.”. */
export const sayClock = (t: Translate, clock: string): string => t.inZone('UTC').time(new Date(`2026-01-01T${clock}:00Z`));

export const sayHours = (t: Translate, opens: string, closes: string): string => t('organisations.listings.hours.span', { opens: sayClock(t, opens), closes: sayClock(t, closes) });

/** Whether the door is open now, and until or from when. */
export function openingWords(t: Translate, opening: Opening | null, now: Date): string | null {
  if (!opening) return null;
  if (opening.from > now) return t('organisations.listings.opens', { at: t.whenNear(opening.from, now) });
  const until = t.dayNear(opening.to, now) === t.dayNear(now, now) ? t.time(opening.to) : t.whenNear(opening.to, now);
  return t('organisations.listings.open-until', { until: isEndless(now, opening) ? 'always' : until });
}

/** Whether a closing that had a last day is over: HSDS has no word for it, so the status stands until somebody changes it. */
export const isClosed = ({ status, closedUntil }: { readonly status: string; readonly closedUntil: string | null }, today: CivilDate): boolean =>
  status === 'temporarily closed' && (closedUntil === null || closedUntil >= today);
