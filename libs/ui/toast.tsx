import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';
import { useTranslate } from './surroundings.js';

export interface ToastProps {
  readonly children: ComponentChildren;
  /** The form that takes it back; the same deed stays possible from the timeline afterwards. */
  readonly undo?: { readonly action: string; readonly hidden?: Readonly<Record<string, string>> };
}

const SHOWN_MS = 10_000;

/** What was just done, with ten seconds to take it back; longer while one looks at it, for ever without script. */
export function Toast({ children, undo }: ToastProps): VNode {
  const t = useTranslate();
  return (
    <div class="toast" role="status" data-toast={SHOWN_MS}>
      <Icon name="circle-check" /><span>{children}</span>
      {undo && (
        <form method="post" action={undo.action}>
          {Object.entries(undo.hidden ?? {}).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
          <button class="button button-small" type="submit"><Icon name="undo-2" kind="turn" />{t('ui.undo')}</button>
        </form>
      )}
    </div>
  );
}
