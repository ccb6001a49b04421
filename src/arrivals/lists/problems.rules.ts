/**
 * What may be wrong with a row, and how grave it is.
 *
 * Rejected: the newcomer cannot arrive on this row alone. Repeat: they already arrive by an earlier row.
 * Warned: they arrive, and a person should look. Mended: they arrive, written otherwise than in the file,
 * without doubt about what was meant.
 */

/** What became of a row; when it has several problems, the gravest. */
export type RowOutcome = 'accepted' | 'mended' | 'warned' | 'repeat' | 'rejected';

/** How grave each problem is; its text is `arrivals.list.problems.<code>`. */
export const PROBLEMS = {
  name_missing: 'rejected',
  formula: 'rejected',
  birth_unreadable: 'rejected',
  birth_impossible: 'rejected',
  birth_future: 'rejected',
  arrival_missing: 'rejected',
  arrival_unreadable: 'rejected',
  arrival_impossible: 'rejected',
  dependant_without_notice: 'rejected',
  row_misaligned: 'rejected',
  repeat: 'repeat',
  repeat_differs: 'repeat',
  name_lost: 'warned',
  name_half: 'warned',
  birth_missing: 'warned',
  birth_ancient: 'warned',
  arrival_far: 'warned',
  arrival_differs: 'warned',
  date_ambiguous: 'warned',
  date_other_order: 'warned',
  notice_missing: 'warned',
  role_missing: 'warned',
  role_unknown: 'warned',
  role_near_principal: 'warned',
  second_principal: 'warned',
  gender_unknown: 'warned',
  language_unknown: 'warned',
  status_missing: 'warned',
  status_unknown: 'warned',
  phone_unreadable: 'warned',
  borough_unknown: 'warned',
  answer_unknown: 'warned',
  head_replaced: 'warned',
  no_principal: 'warned',
  no_adult: 'warned',
  tidied: 'mended',
  role_read_as: 'mended',
  status_read_as: 'mended',
  borough_read_as: 'mended',
  date_rewritten: 'mended',
} as const satisfies Record<string, Exclude<RowOutcome, 'accepted'>>;

/** The stable codes of the problems. */
export type ProblemCode = keyof typeof PROBLEMS;

/** Parameters of a text: `arrivals.list.problems.<code>` or `arrivals.list.faults.<code>`. */
export type TextValues = Readonly<Record<string, string | number>>;

/** What is wrong with, or was changed in, one cell. */
export interface ListProblem {
  readonly line: number;
  /** The heading as the file writes it; empty when the whole row is concerned. */
  readonly column: string;
  /** The cell as the file writes it. */
  readonly value: string;
  readonly code: ProblemCode;
  readonly values?: TextValues;
}

/** Something about the file as a whole; one that `stops` means that no row was read. */
export interface FileFault {
  readonly code: FileFaultCode;
  readonly stops: boolean;
  readonly values?: TextValues;
}

/** Their texts are `arrivals.list.faults.<code>`. */
export type FileFaultCode =
  | 'empty' | 'spreadsheet' | 'not_text' | 'header_unrecognised' | 'column_missing' | 'quote_open' | 'unreadable' | 'no_rows'
  | 'column_unknown' | 'column_twice' | 'damaged_text' | 'date_order_assumed' | 'date_order_mixed';

const GRAVITY: readonly RowOutcome[] = ['accepted', 'mended', 'warned', 'repeat', 'rejected'];

/** What becomes of a row with these problems: the gravest decides. */
export function outcomeOf(problems: readonly { readonly code: ProblemCode }[]): RowOutcome {
  return problems.reduce<RowOutcome>((worst, { code }) => {
    const outcome = PROBLEMS[code];
    return GRAVITY.indexOf(outcome) > GRAVITY.indexOf(worst) ? outcome : worst;
  }, 'accepted');
}
