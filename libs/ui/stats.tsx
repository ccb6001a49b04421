import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

export interface StatProps {
  readonly label: string;
  readonly value: ComponentChildren;
  readonly unit?: string;
  readonly note?: ComponentChildren;
  readonly icon?: IconName;
  readonly tone?: 'critical' | 'warn' | 'wait' | 'accent' | 'ok';
  /** The list this number counts: every number leads to it. */
  readonly href?: string;
}

/** A few numbers side by side. */
export function Stats({ label, children }: { readonly label: string; readonly children: ComponentChildren }): VNode {
  return <nav class="stats" aria-label={label}>{children}</nav>;
}

/** One number, what it counts, and a word of context. */
export function Stat({ label, value, unit, note, icon, tone, href }: StatProps): VNode {
  const classes = tone ? `stat stat-${tone}` : 'stat';
  const inside = (
    <>
      <span class="stat-label">{icon && <Icon name={icon} />}{label}</span>
      <span class="stat-value">{value}{unit && <> <small>{unit}</small></>}</span>
      {note && <span class="stat-note">{note}</span>}
    </>
  );
  return href ? <a class={classes} href={href}>{inside}</a> : <div class={classes}>{inside}</div>;
}
