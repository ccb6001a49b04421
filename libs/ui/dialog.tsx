import type { ComponentChildren, VNode } from 'preact';

/** A question that must be answered first. Its content brings its own form, and a way back. */
export function Dialog({ id, title, lead, children }: { readonly id: string; readonly title: string; readonly lead?: string; readonly children: ComponentChildren }): VNode {
  return (
    <dialog class="dialog" id={id} aria-labelledby={`${id}-title`}>
      <div class="dialog-body">
        <div class="stack-2"><h2 id={`${id}-title`}>{title}</h2>{lead && <p class="meta">{lead}</p>}</div>
        {children}
      </div>
    </dialog>
  );
}

export interface DialogOpenerProps {
  readonly dialog: string;
  /** The same question on a page of its own, for browsers without script. */
  readonly href: string;
  readonly class?: string;
  /** The key of a work table that presses it. */
  readonly workKey?: 'e' | 'r';
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** Opens a dialog; without script it is a link to the page that asks the same. */
export function DialogOpener({ dialog, href, class: classes = 'button', workKey, label, children }: DialogOpenerProps): VNode {
  return <a class={classes} href={href} data-opens={dialog} data-key={workKey} aria-label={label} aria-haspopup="dialog" hx-boost="false">{children}</a>;
}
