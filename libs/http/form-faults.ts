import type { Translate } from '../i18n/translate.js';
import { formTree, type PostedForm } from './forms.js';
import { problemOf } from './problems.js';

/** Why a form comes back: a status, a text beside each faulty field, and what concerns the form as a whole. */
export interface FormFaults {
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  /** For the summary at the top: the fields' texts and the whole's, in order. */
  readonly summary: readonly { readonly name?: string; readonly text: string }[];
}

/** A form that nobody has posted yet has no faults. */
export const NO_FAULTS: FormFaults = { status: 200, fields: {}, summary: [] };

/** What a deed refused, for the page that shows its form again; anything but a fault of input or of the rules is thrown on. */
export function formFaults(fault: unknown, t: Translate): FormFaults {
  const problem = problemOf(fault, t);
  if (!problem || ![409, 412, 422].includes(problem.status)) throw fault;
  if (!problem.errors) return { status: problem.status, fields: {}, summary: [{ text: problem.detail ?? problem.title }] };
  const fields: Record<string, string> = {};
  for (const { path, detail } of problem.errors) fields[path] ??= detail;
  return { status: problem.status, fields, summary: Object.entries(fields).map(([name, text]) => (name === '' ? { text } : { name, text })) };
}

/** A posted form as the tree it describes, without the marks every form carries (`once`, `version`). */
export function formFields(form: PostedForm | undefined): Record<string, unknown> {
  const { once: _once, version: _version, ...fields } = formTree(form);
  return fields;
}
