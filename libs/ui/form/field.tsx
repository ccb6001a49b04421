import type { ComponentChildren, VNode } from 'preact';
import { Icon } from '../icon.js';
import { useTranslate } from '../surroundings.js';

export interface FieldBasics {
  /** The name it is sent under, and its id: dotted paths such as `newcomers.0.birthOn` are welcome. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** What is wrong, in the reader's words. */
  readonly fault?: string | null;
  /** Says “(optional)” after the label: most fields are needed, so the others are marked. */
  readonly optional?: boolean;
}

/** What a control must carry to be tied to its label, hint and error. */
export interface Control {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
}

export interface FieldProps extends FieldBasics {
  readonly class?: string;
  readonly control: (control: Control) => VNode;
}

/** A label, a hint, an error and one control, tied together. */
export function Field({ name, label, hint, fault, optional, class: classes = 'input', control }: FieldProps): VNode {
  const t = useTranslate();
  return (
    <div class={fault ? 'field field-error' : 'field'}>
      <label for={name}>{label}{optional && <span class="label-note"> {t('ui.form.optional')}</span>}</label>
      <HintAndFault name={name} hint={fault ? hint : null} fault={fault} />
      {control({ id: name, name, class: classes, ...describedBy(name, hint, fault) })}
      {!fault && <HintAndFault name={name} hint={hint} />}
    </div>
  );
}

/** The ids of what describes a control. */
export function describedBy(name: string, hint: unknown, fault: unknown): Pick<Control, 'aria-describedby' | 'aria-invalid'> {
  const ids = [hint ? `${name}-hint` : '', fault ? `${name}-fault` : ''].filter(Boolean).join(' ');
  return { ...(ids && { 'aria-describedby': ids }), ...(fault ? { 'aria-invalid': 'true' as const } : {}) };
}

/** The hint, then the error with the word “Error” for those who do not see its colour. */
export function HintAndFault({ name, hint, fault }: { readonly name: string; readonly hint?: ComponentChildren; readonly fault?: string | null }): VNode {
  const t = useTranslate();
  return (
    <>
      {hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
      {fault && (
        <p class="error" id={`${name}-fault`}>
          <Icon name="circle-alert" /><span><span class="visually-hidden">{t('ui.form.error')} </span>{fault}</span>
        </p>
      )}
    </>
  );
}
