import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

export type Tone = 'critical' | 'warn' | 'ok' | 'wait' | 'accent' | 'line';

/** A state in a word, with a shape when colour alone would carry it. */
export function Tag({ tone, icon, children }: { readonly tone?: Tone; readonly icon?: IconName; readonly children: ComponentChildren }): VNode {
  return <span class={tone ? `tag tag-${tone}` : 'tag'}>{icon && <Icon name={icon} />}{children}</span>;
}
