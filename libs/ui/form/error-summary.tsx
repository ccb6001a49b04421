import type { VNode } from 'preact';
import { Icon } from '../icon.js';
import { useTranslate } from '../surroundings.js';

export interface FieldError {
  /** The field's name, to go there; left out for what concerns the form as a whole. */
  readonly name?: string;
  readonly text: string;
}

/** What remains to correct, at the top, each with a way to its field. The page opens on it. */
export function ErrorSummary({ faults, title }: { readonly faults: readonly FieldError[]; readonly title?: string }): VNode | null {
  const t = useTranslate();
  if (faults.length === 0) return null;
  return (
    <div class="notice notice-critical" role="group" aria-labelledby="faults" tabindex={-1} autofocus>
      <Icon name="circle-alert" />
      <div>
        <h2 id="faults">{title ?? t('ui.form.faults', { count: faults.length })}</h2>
        <ul>{faults.map(({ name, text }) => <li>{name ? <a href={`#${name}`}>{text}</a> : text}</li>)}</ul>
      </div>
    </div>
  );
}
