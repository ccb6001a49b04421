import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';
import { useTranslate } from './surroundings.js';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** `head` names the row; `tier` and `due` have their own width; `actions` has a title only for readers. */
  readonly kind?: 'head' | 'tier' | 'due' | 'num' | 'actions';
  /** The address of the list sorted by this column, and how it is sorted now. */
  readonly sort?: { readonly href: string; readonly now?: 'ascending' | 'descending' };
}

export interface WorkTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly isCurrent?: (row: Row) => boolean;
  /** A box in front of each row, sent with the `BulkBar` form of this id as `ids`. */
  readonly select?: Selection<Row>;
  /** A table of figures rather than of work: no keys, narrower rows. */
  readonly compact?: boolean;
}

interface Selection<Row> {
  readonly form: string;
  readonly label: (row: Row) => string;
}

const CLASSES = { head: 'col-name', tier: 'cell-tier', due: 'col-due', num: 'num', actions: 'actions' } as const;
const classOf = (kind: Column<never>['kind']): string | undefined => (kind ? CLASSES[kind] : undefined);

/** A table that becomes cards on a phone; its roles are written out because the cards would lose them. */
export function WorkTable<Row>({ caption, columns, rows, rowKey, isCurrent, select, compact = false }: WorkTableProps<Row>): VNode {
  return (
    <table class={`data cards ${compact ? 'data-compact' : 'data-work'}`} role="table" data-work={compact ? undefined : true}>
      <caption class="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {select && <th role="columnheader" scope="col" class="cell-select"><SelectAll form={select.form} /></th>}
          {columns.map((column) => <Heading column={column} />)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={rowKey(row)} id={`row-${rowKey(row)}`} class={isCurrent?.(row) ? 'is-current' : undefined}>
            {select && <td role="cell" class="cell-select"><SelectOne select={select} row={row} id={rowKey(row)} /></td>}
            {columns.map((column) => <Cell column={column} row={row} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Heading<Row>({ column: { title, kind, sort } }: { column: Column<Row> }): VNode {
  if (!sort) {
    return <th role="columnheader" scope="col" class={classOf(kind)}>{kind === 'actions' ? <span class="visually-hidden">{title}</span> : title}</th>;
  }
  return (
    <th role="columnheader" scope="col" class={classOf(kind)} aria-sort={sort.now}>
      <a class="sort" href={sort.href}>{title}{sort.now && <Icon name={sort.now === 'ascending' ? 'arrow-up' : 'arrow-down'} />}</a>
    </th>
  );
}

function Cell<Row>({ column: { title, kind, cell }, row }: { column: Column<Row>; row: Row }): VNode {
  if (kind === 'head') return <th role="rowheader" scope="row" class="col-name">{cell(row)}</th>;
  if (kind === 'tier') return <td role="cell" class="cell-tier">{cell(row)}</td>;
  return <td role="cell" class={classOf(kind)} data-label={kind === 'actions' ? undefined : title}><div>{cell(row)}</div></td>;
}

function SelectAll({ form }: { form: string }): VNode {
  const t = useTranslate();
  return (
    <>
      <label class="needs-script"><input type="checkbox" data-select-all={form} autocomplete="off" /><span class="visually-hidden">{t('ui.select.all')}</span></label>
    </>
  );
}

function SelectOne<Row>({ select, row, id }: { select: Selection<Row>; row: Row; id: string }): VNode {
  return (
    <label>
      <input type="checkbox" name="ids" value={id} form={select.form} data-select autocomplete="off" />
      <span class="visually-hidden">{select.label(row)}</span>
    </label>
  );
}
