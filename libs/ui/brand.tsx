import type { VNode } from 'preact';
import { Tag } from './tag.js';
import { useTranslate } from './surroundings.js';

/** The mark and the name, with a word beside it when the data are not real. */
export function Brand({ href, note }: { readonly href: string; readonly note?: string }): VNode {
  const t = useTranslate();
  return (
    <a class="brand" href={href}>
      <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M5 21h22M5 21Q16 5 27 21M11 21v-6.2M16 21v-8M21 21v-6.2" />
      </svg>
      <span>{t('ui.product')}</span>
      {note && <Tag tone="warn">{note}</Tag>}
    </a>
  );
}
