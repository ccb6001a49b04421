import type { VNode } from 'preact';
import { Icon } from './icon.js';
import { useTranslate } from './surroundings.js';

/**
 * A filter as a link to the list with it or without it:
 * `choice` is one of several (the current one is marked), `on` is set and its link removes it, `add` is offered.
 */
export interface ChipLink {
  readonly href: string;
  readonly text: string;
  readonly kind?: 'choice' | 'on' | 'add';
  readonly current?: boolean;
}

/** Filters in a row; all of them live in the address. */
export function Chips({ label, chips }: { readonly label: string; readonly chips: readonly ChipLink[] }): VNode {
  const t = useTranslate();
  return (
    <div class="chips" role="group" aria-label={label}>
      {chips.map(({ href, text, kind = 'choice', current }) => (
        <a class={kind === 'on' ? 'chip chip-on' : 'chip'} href={href} aria-current={kind === 'choice' && current ? 'true' : undefined}>
          {kind === 'add' && <Icon name="plus" />}
          {text}
          {kind === 'on' && <><Icon name="x" /><span class="visually-hidden">, {t('ui.chip.remove')}</span></>}
        </a>
      ))}
    </div>
  );
}
