import type { ComponentChildren, VNode } from 'preact';
import { Count } from './rail.js';

export interface TabLink {
  readonly href: string;
  readonly text: string;
  readonly count?: number;
  readonly tone?: 'critical' | 'accent';
  readonly current?: boolean;
}

/** Pages that belong together: each tab is a link to its own address. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly TabLink[] }): VNode {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ href, text, count, tone, current }) => (
        <a class="tab" href={href} aria-current={current ? 'page' : undefined}>
          {text}{count !== undefined && <Count value={count} tone={tone} />}
        </a>
      ))}
    </nav>
  );
}

/** Parts of one page, one shown at a time; without script they stand one under the other with their titles. */
export function TabPanels({ label, panels }: {
  readonly label: string;
  readonly panels: readonly { readonly id: string; readonly title: string; readonly children: ComponentChildren }[];
}): VNode {
  return (
    <div>
      <nav class="tabs" data-tabs aria-label={label}>
        {panels.map(({ id, title }) => <a class="tab" id={`${id}-tab`} href={`#${id}`}>{title}</a>)}
      </nav>
      {panels.map(({ id, title, children }) => <div class="tab-panel" id={id}><h3 class="tab-title">{title}</h3>{children}</div>)}
    </div>
  );
}
