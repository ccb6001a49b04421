import type { ComponentChildren, VNode } from 'preact';

export interface FormProps {
  readonly id?: string;
  readonly action: string;
  readonly method?: 'post' | 'get';
  /** Idempotency key, version seen, and the like. */
  readonly hidden?: Readonly<Record<string, string | number>>;
  /** Set for a form that sends a file. */
  readonly files?: boolean;
  readonly class?: string;
  readonly label?: string;
  readonly children: ComponentChildren;
}

/**
 * A form whose mistakes the server explains in the reader's words. Its first button is one nobody sees:
 * Enter in a field must send the form, never add or remove a row.
 */
export function Form({ id, action, method = 'post', hidden = {}, files = false, class: classes = 'form', label, children }: FormProps): VNode {
  return (
    <form id={id} class={classes} method={method} action={action} enctype={files ? 'multipart/form-data' : undefined} aria-label={label} novalidate>
      <button class="visually-hidden" type="submit" tabindex={-1} aria-hidden="true" />
      {Object.entries(hidden).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
      {children}
    </form>
  );
}

/** A part of a form on its own card. */
export function FormSection({ legend, note, children }: { readonly legend: string; readonly note?: string; readonly children: ComponentChildren }): VNode {
  return (
    <fieldset class="card form-section">
      <legend>{legend}{note && <span class="legend-note">{note}</span>}</legend>
      {children}
    </fieldset>
  );
}

/** The buttons at the end: one primary, the others plain, and a word of reassurance. */
export function FormBar({ note, children }: { readonly note?: string; readonly children: ComponentChildren }): VNode {
  return <div class="form-bar">{children}{note && <span class="meta">{note}</span>}</div>;
}
