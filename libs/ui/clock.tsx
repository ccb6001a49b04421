import type { VNode } from 'preact';
import { instantOf, type Moment } from '../i18n/moments.js';
import { Due, urgencyOf } from './due.js';
import { useTranslate } from './surroundings.js';

export interface ClockProps {
  readonly since: Moment;
  readonly at: Moment;
  readonly now: Moment;
  readonly soonHours?: number;
  readonly text?: string;
  /** What happens when the time is up. */
  readonly sub?: string;
}

/** Time that runs: how much of it is used, and what remains. */
export function Clock({ since, at, now, soonHours, text, sub }: ClockProps): VNode {
  const t = useTranslate();
  const [from, to, present] = [since, at, now].map((moment) => instantOf(moment).getTime()) as [number, number, number];
  const used = to > from ? Math.min(Math.max((present - from) / (to - from), 0), 1) : 1;
  const urgency = urgencyOf(at, now, t.zone, soonHours);
  return (
    <div class={urgency === 'later' ? 'clock' : `clock clock-${urgency}`}>
      <div><Due at={at} now={now} soonHours={soonHours} text={text} /></div>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width="100" height="4" /><rect class="used" width={Math.round(used * 100)} height="4" />
      </svg>
      {sub && <span class="meta-xs">{sub}</span>}
    </div>
  );
}
