import type { VNode } from 'preact';
import { Icon } from './icon.js';
import { useTranslate } from './surroundings.js';

/** Turns the pages of a list that is read by its last row: on, or back to the start. */
export function Pager({ next, first, text }: { readonly next?: string | null; readonly first?: string | null; readonly text?: string }): VNode | null {
  const t = useTranslate();
  if (!next && !first) return null;
  return (
    <nav class="pager" aria-label={t('ui.pager.label')}>
      <span>{text}</span>
      <span class="row">
        {first && <a class="button button-small button-quiet" href={first}>{t('ui.pager.first')}</a>}
        {next && <a class="button button-small" href={next} rel="next">{t('ui.pager.next')}<Icon name="chevron-right" kind="turn" /></a>}
      </span>
    </nav>
  );
}
