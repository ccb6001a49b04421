import type { ComponentChildren, VNode } from 'preact';
import { Icon } from '../icon.js';

export interface RowGroupProps {
  /** The list's name: fields inside are `<name>.<index>.<field>`. Indexes may have gaps after rows were removed. */
  readonly name: string;
  readonly rows: number;
  /** How many fields a row holds, for its columns. */
  readonly columns: 3 | 4 | 5;
  /** The fields of one row; the script draws new ones from the row whose index is `__index__`. */
  readonly row: (index: number | '__index__') => ComponentChildren;
  /** What a row is called: “Person 2”. */
  readonly rowLabel: (number: number | '__number__') => string;
  readonly addLabel: string;
  readonly removeLabel: (number: number | '__number__') => string;
}

/**
 * Rows of a form that one can add and remove. The buttons send `add=<name>` and `remove=<name>.<index>`:
 * the server answers with the form and one row more or less; with script it is not asked.
 */
export function RowGroup({ name, rows, columns, row, rowLabel, addLabel, removeLabel }: RowGroupProps): VNode {
  const member = (index: number | '__index__', number: number | '__number__'): VNode => (
    <div class={`member member-${columns}`} role="group" aria-label={rowLabel(number)}>
      {row(index)}
      <button class="icon-button" type="submit" name="remove" value={`${name}.${index}`} formnovalidate data-remove-row={name} aria-label={removeLabel(number)}>
        <Icon name="trash-2" />
      </button>
    </div>
  );
  return (
    <div class="stack-2">
      <div class="members" id={name} data-next={rows}>{Array.from({ length: rows }, (_, index) => member(index, index + 1))}</div>
      <template>{member('__index__', '__number__')}</template>
      <div><button class="button button-quiet" type="submit" name="add" value={name} formnovalidate data-add-row={name}><Icon name="plus" />{addLabel}</button></div>
    </div>
  );
}
