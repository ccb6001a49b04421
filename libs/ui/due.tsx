import type { VNode } from 'preact';
import { instantOf, isCivil, daysBetween, type Moment } from '../i18n/moments.js';
import type { Translate } from '../i18n/translate.js';
import { Icon, type IconName } from './icon.js';
import { useTranslate } from './surroundings.js';

export type Urgency = 'late' | 'soon' | 'later';

export interface DueProps {
  readonly at: Moment;
  readonly now: Moment;
  /** From how near it counts as soon; four hours unless told. */
  readonly soonHours?: number;
  /** Said instead of the distance or the day. */
  readonly text?: string;
  /** A small line below, such as when it was due. */
  readonly sub?: string;
}

const ICONS: Record<Urgency, IconName> = { late: 'triangle-alert', soon: 'clock-alert', later: 'calendar' };
const HOUR = 3_600_000;

/** Whether a moment is past, near or far; a civil date is late only when its day is over. */
export function urgencyOf(at: Moment, now: Moment, zone: string, soonHours = 4): Urgency {
  if (isCivil(at)) {
    const days = daysBetween(now, at, zone);
    return days < 0 ? 'late' : days === 0 ? 'soon' : 'later';
  }
  const away = instantOf(at).getTime() - instantOf(now).getTime();
  return away < 0 ? 'late' : away <= soonHours * HOUR ? 'soon' : 'later';
}

/** When something is due: a word, a shape and a colour. */
export function Due({ at, now, soonHours, text, sub }: DueProps): VNode {
  const t = useTranslate();
  const urgency = urgencyOf(at, now, t.zone, soonHours);
  const said = text ?? (urgency === 'later' ? t.whenNear(at, now) : t.relative(at, now));
  return (
    <>
      <span class={urgency === 'later' ? 'due' : `due due-${urgency}`}>
        <Icon name={ICONS[urgency]} /><time datetime={machineTime(at)}>{capital(said, t)}</time>
      </span>
      {sub && <span class="due-sub">{sub}</span>}
    </>
  );
}

/** A moment as the `datetime` attribute writes it. */
export const machineTime = (at: Moment): string => (isCivil(at) ? at : instantOf(at).toISOString());

/** A sentence's first letter, raised where it opens a cell. */
export const capital = (text: string, t: Translate): string => text.charAt(0).toLocaleUpperCase(t.locale) + text.slice(1);
