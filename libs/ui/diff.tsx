import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';
import { Tag } from './tag.js';
import { useTranslate } from './surroundings.js';

/** One line of a comparison; a side that is missing means it comes new, or goes. */
export interface Change {
  readonly name: ComponentChildren;
  readonly before?: string;
  readonly after?: string;
}

/** What a decision would change, before → after, line by line. */
export function Diff({ changes }: { readonly changes: readonly Change[] }): VNode {
  return <ul class="diff">{changes.map((change) => <Line {...change} />)}</ul>;
}

function Line({ name, before, after }: Change): VNode {
  const t = useTranslate();
  if (before !== undefined && before === after) {
    return <li class="is-same"><span>{name}</span><span>{before}</span><span /><span class="meta">{t('ui.diff.same')}</span></li>;
  }
  return (
    <li>
      <span class="strong">{name}</span>
      {before === undefined ? <Tag tone="accent" icon="plus">{t('ui.diff.added')}</Tag> : <del><span class="visually-hidden">{t('ui.diff.before')} </span>{before}</del>}
      <Icon name="arrow-right" kind="turn" />
      {after === undefined ? <Tag icon="minus">{t('ui.diff.removed')}</Tag> : <ins><span class="visually-hidden">{t('ui.diff.after')} </span>{after}</ins>}
    </li>
  );
}
