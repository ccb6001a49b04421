import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';
import { KeysDialog } from './keys.js';
import { type Live, live } from './live.js';
import { Masthead, type MastheadProps } from './masthead.js';
import { Rail, type RailProps } from './rail.js';
import { useTranslate } from './surroundings.js';

export interface ShellProps extends MastheadProps, RailProps {
  /** What was just done and can be undone: a `Toast`. */
  readonly toast?: VNode | null;
  /** What the page shows, when it keeps itself up to date. */
  readonly live?: Live | undefined;
  readonly children: ComponentChildren;
}

/** A signed-in page: masthead, way around, content, and the list of keys. */
export function Shell({ toast, live: shows, children, current, primary, links, more, foot, ...masthead }: ShellProps): VNode {
  const t = useTranslate();
  return (
    <>
      <div class="shell">
        <Masthead {...masthead} />
        <Rail current={current} primary={primary} links={links} more={more} foot={foot} />
        <main class="main" id="main" tabindex={-1} {...(shows ? live(shows) : {})}>{children}</main>
      </div>
      <KeysDialog />
      {toast}
      <div class="toast" role="alert" data-no-answer hidden>
        <Icon name="triangle-alert" /><span>{t('ui.no-answer')}</span>
      </div>
    </>
  );
}
