import type { VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import { Toast } from '../../libs/ui/toast.js';

/** What was just done, told after a redirect by a code in the address; codes that are not ours say nothing. */
export function doneToast(t: Translate, code: unknown): VNode | null {
  const key = `organisations.done.${String(code)}`;
  return typeof code === 'string' && /^[a-z-]{1,40}$/.test(code) && t.has(key) ? <Toast>{t(key)}</Toast> : null;
}
