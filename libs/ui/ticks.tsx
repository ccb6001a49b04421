import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

export interface Tick {
  readonly text: ComponentChildren;
  readonly kind?: 'yes' | 'no' | 'mind' | 'kept';
}

const ICONS: Record<NonNullable<Tick['kind']>, IconName> = { yes: 'check', no: 'minus', mind: 'circle-alert', kept: 'lock' };

/** Reasons, one by one: what speaks for, what does not, what to mind. */
export function Ticks({ ticks, small = true }: { readonly ticks: readonly Tick[]; readonly small?: boolean }): VNode {
  return (
    <ul class={small ? 'ticks ticks-sm' : 'ticks'}>
      {ticks.map(({ text, kind = 'yes' }) => <li><Icon name={ICONS[kind]} kind={kind === 'kept' ? undefined : kind} /><span>{text}</span></li>)}
    </ul>
  );
}
