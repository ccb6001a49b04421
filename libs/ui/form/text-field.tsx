import type { JSX, VNode } from 'preact';
import { Field, type FieldBasics } from './field.js';

export interface TextFieldProps extends FieldBasics {
  readonly value?: string | null;
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'number' | 'search' | 'url' | 'file';
  readonly autocomplete?: string;
  readonly inputmode?: 'text' | 'numeric' | 'tel' | 'email' | 'decimal';
  readonly maxlength?: number;
  readonly short?: boolean;
  readonly dir?: 'auto' | 'ltr';
  readonly accept?: string;
  /** Several files at once. */
  readonly multiple?: boolean;
}

/** One line of text. People's names are not this browser's to remember, so nothing is completed unless asked. */
export function TextField({ name, label, hint, fault, optional, short, value, type = 'text', autocomplete = 'off', ...rest }: TextFieldProps): VNode {
  // Preact's types want one shape of input for each type; here the type is the caller's.
  const input = { ...rest, type, value: value ?? undefined, autocomplete } as JSX.IntrinsicElements['input'];
  return (
    <Field name={name} label={label} hint={hint} fault={fault} optional={optional} class={short ? 'input input-short' : 'input'}
      control={(control) => <input {...input} {...control} />} />
  );
}

export interface DateFieldProps extends FieldBasics {
  /** `2026-11-24`, or `2026-11-24T14:00` for a moment. */
  readonly value?: string | null;
  readonly kind?: 'date' | 'datetime-local' | 'time';
  readonly min?: string;
  readonly max?: string;
}

/** A day, or a moment of the office's clock; the browser brings its own calendar and always sends ISO. */
export function DateField({ value, kind = 'date', min, max, ...field }: DateFieldProps): VNode {
  return <Field {...field} control={(control) => <input {...control} type={kind} value={value ?? undefined} min={min} max={max} autocomplete="off" />} />;
}

export interface TextAreaProps extends FieldBasics {
  readonly value?: string | null;
  readonly rows?: number;
  readonly maxlength?: number;
}

/** Some sentences, in whatever direction they are written. */
export function TextArea({ value, rows = 3, maxlength, ...field }: TextAreaProps): VNode {
  return <Field {...field} control={(control) => <textarea {...control} rows={rows} maxlength={maxlength} dir="auto">{value ?? ''}</textarea>} />;
}
