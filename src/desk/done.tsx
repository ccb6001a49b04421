import type { VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import { Toast } from '../../libs/ui/toast.js';

/** What was just done, by its code in the address, in the words of whichever room did it. */
export function doneToast(t: Translate, done: unknown): VNode | null {
  if (typeof done !== 'string' || !/^[a-z-]{1,40}$/.test(done)) return null;
  const key = ['desk', 'follow-ups', 'cases', 'arrivals'].map((room) => `${room}.done.${done}`).find((each) => t.has(each));
  return key ? <Toast>{t(key)}</Toast> : null;
}
