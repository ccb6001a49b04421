import type { VNode } from 'preact';
import { describedBy, HintAndFault, type FieldBasics } from './field.js';
import { useTranslate } from '../surroundings.js';

export interface Choice {
  readonly value: string;
  readonly text: string;
  /** A second line; choices with one stand one under the other. */
  readonly note?: string;
  readonly disabled?: boolean;
}

export interface ChoicesProps extends FieldBasics {
  /** One answer, or several sent under the same name. */
  readonly type: 'radio' | 'checkbox';
  readonly value?: string | readonly string[] | null;
  readonly choices: readonly Choice[];
}

/** Answers one can see all at once, as tiles. */
export function Choices({ name, label, hint, fault, optional, type, value, choices }: ChoicesProps): VNode {
  const t = useTranslate();
  const chosen = typeof value === 'string' ? [value] : value ?? [];
  const blocks = choices.some(({ note }) => note);
  const { 'aria-describedby': described } = describedBy(name, hint, fault);
  return (
    <fieldset class={fault ? 'stack-2 field-error' : 'stack-2'} aria-describedby={described}>
      <legend class="label">{label}{optional && <span class="label-note"> {t('ui.form.optional')}</span>}</legend>
      <HintAndFault name={name} hint={hint} fault={fault} />
      <div class={blocks ? 'stack-2' : 'choices'}>
        {choices.map((choice, index) => (
          <label class={blocks ? 'choice choice-block' : 'choice'}>
            <input type={type} id={index === 0 ? name : `${name}-${choice.value}`} name={name} value={choice.value}
              checked={chosen.includes(choice.value)} disabled={choice.disabled} aria-invalid={fault ? 'true' : undefined} />
            <span>{choice.text}{choice.note && <small>{choice.note}</small>}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One yes or no, sent as `value` (or “1”) when it is ticked. */
export function Tick({ name, label, note, checked = false, value = '1' }: { readonly name: string; readonly label: string; readonly note?: string; readonly checked?: boolean; readonly value?: string }): VNode {
  return (
    <label class={note ? 'choice choice-block' : 'choice'}>
      <input type="checkbox" id={name} name={name} value={value} checked={checked} /><span>{label}{note && <small>{note}</small>}</span>
    </label>
  );
}
