import type { VNode } from 'preact';
import { Field, type FieldBasics } from './field.js';

export interface Option {
  readonly value: string;
  readonly text: string;
}

export interface SelectFieldProps extends FieldBasics {
  readonly value?: string | null;
  readonly options: readonly (Option | { readonly group: string; readonly options: readonly Option[] })[];
  /** A first, empty answer such as “Choose…”; without it the first option is taken. */
  readonly blank?: string;
}

/** One answer out of many. */
export function SelectField({ value, options, blank, ...field }: SelectFieldProps): VNode {
  const one = (option: Option): VNode => <option value={option.value} selected={option.value === value}>{option.text}</option>;
  return (
    <Field {...field} control={(control) => (
      <select {...control}>
        {blank !== undefined && <option value="">{blank}</option>}
        {options.map((option) => ('group' in option ? <optgroup label={option.group}>{option.options.map(one)}</optgroup> : one(option)))}
      </select>
    )} />
  );
}
