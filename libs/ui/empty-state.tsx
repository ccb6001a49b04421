import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

/** A list with nothing in it says why, and what to do. */
export function EmptyState({ title, icon = 'circle-check', children }: { readonly title: string; readonly icon?: IconName; readonly children?: ComponentChildren }): VNode {
  return <div class="empty"><Icon name={icon} /><p><b>{title}</b>{children && <><br />{children}</>}</p></div>;
}
