import type { VNode } from 'preact';
import { Icon } from './icon.js';

/** Prints this page; with an icon alone its words are its name. */
export function PrintButton({ text, iconOnly = false }: { readonly text: string; readonly iconOnly?: boolean }): VNode {
  return iconOnly
    ? <button class="icon-button needs-script" type="button" data-print aria-label={text}><Icon name="printer" /></button>
    : <button class="button needs-script wide-only-flex" type="button" data-print><Icon name="printer" />{text}</button>;
}
