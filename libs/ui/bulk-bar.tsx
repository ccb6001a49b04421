import type { ComponentChildren, VNode } from 'preact';
import { useTranslate } from './surroundings.js';

export interface BulkBarProps {
  /** The id that the table's `select.form` names. */
  readonly id: string;
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>>;
  /** Offers every row that matches the filters, not only those on this page: sent as `all=1`. */
  readonly matching?: number;
  /** The deeds: named submit buttons, selects. */
  readonly children: ComponentChildren;
}

/** What can be done with the chosen rows; it follows the table and appears with the first choice. */
export function BulkBar({ id, action, hidden = {}, matching, children }: BulkBarProps): VNode {
  const t = useTranslate();
  return (
    <form class="bulk" id={id} method="post" action={action} aria-label={t('ui.select.label')}>
      {Object.entries(hidden).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
      <span class="bulk-count needs-script">{t('ui.select.count')} <output>0</output></span>
      {matching !== undefined && (
        <label class="bulk-matching"><input type="checkbox" name="all" value="1" autocomplete="off" />{t('ui.select.matching', { count: matching })}</label>
      )}
      <div class="bulk-deeds">{children}</div>
    </form>
  );
}
