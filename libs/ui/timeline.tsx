import type { ComponentChildren, VNode } from 'preact';
import type { Moment } from '../i18n/moments.js';
import { machineTime } from './due.js';
import { Icon, type IconName } from './icon.js';
import { useTranslate } from './surroundings.js';

export interface TimelineItemProps {
  readonly icon: IconName;
  readonly title: ComponentChildren;
  readonly at: Moment;
  readonly tone?: 'ok' | 'wait';
  readonly meta?: ComponentChildren;
  /** Someone's own words. */
  readonly said?: string;
  /** Something to do about it, such as undoing it. */
  readonly deed?: ComponentChildren;
}

/** What happened, newest first, day by day. */
export function Timeline({ children }: { readonly children: ComponentChildren }): VNode {
  return <ol class="timeline">{children}</ol>;
}

/** The day that the items below belong to. */
export function TimelineDay({ children }: { readonly children: ComponentChildren }): VNode {
  return <li class="day">{children}</li>;
}

/** One thing that happened. */
export function TimelineItem({ icon, title, at, tone, meta, said, deed }: TimelineItemProps): VNode {
  const t = useTranslate();
  return (
    <li>
      <span class={tone ? `bubble bubble-${tone}` : 'bubble'}><Icon name={icon} /></span>
      <div>
        <h3>{title} <time datetime={machineTime(at)}>{t.time(at)}</time></h3>
        {meta && <p class="meta">{meta}</p>}
        {said && <p class="said">{said}</p>}
        {deed}
      </div>
    </li>
  );
}
