import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

export interface NoticeProps {
  readonly tone?: 'critical' | 'ok';
  readonly icon?: IconName;
  readonly title?: string;
  readonly children?: ComponentChildren;
}

const ICONS = { critical: 'circle-alert', ok: 'circle-check', plain: 'info' } as const;

/** Something to know before going on. */
export function Notice({ tone, icon, title, children }: NoticeProps): VNode {
  return (
    <div class={tone ? `notice notice-${tone}` : 'notice'}>
      <Icon name={icon ?? ICONS[tone ?? 'plain']} />
      <div>{title && <p class="strong">{title}</p>}{children}</div>
    </div>
  );
}
