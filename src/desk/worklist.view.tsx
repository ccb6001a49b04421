import type { VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import { BulkBar } from '../../libs/ui/bulk-bar.js';
import { Chips, type ChipLink } from '../../libs/ui/chips.js';
import { EmptyState } from '../../libs/ui/empty-state.js';
import { SelectField, type Option } from '../../libs/ui/form/select-field.js';
import { Icon } from '../../libs/ui/icon.js';
import { KeysLine } from '../../libs/ui/keys.js';
import { PageHead } from '../../libs/ui/page-head.js';
import { Pager } from '../../libs/ui/pager.js';
import { Tabs } from '../../libs/ui/tabs.js';
import { WorkTable, type Column } from '../../libs/ui/work-table.js';
import type { ListQuery } from './desk.dto.js';
import { FILTER_NAMES, listHref, without, type FilterName } from './list-address.js';
import type { StepOf, WorkRow } from './rows.js';
import { Household, workColumns } from './work-columns.js';
import type { Count } from './worklist.queries.js';
import { LISTS, SORTS, type List, type Scope } from './worklist.rules.js';
import type { StepName } from './words.js';

/** A list as its page shows it. */
export interface WorklistPageProps {
  readonly t: Translate;
  readonly query: ListQuery & { readonly scope: Scope };
  readonly scopes: readonly Scope[];
  readonly at: Date;
  readonly rows: readonly WorkRow[];
  readonly next: string | null;
  readonly counts: Readonly<Record<List, Count>>;
  readonly steps: ReadonlyMap<string, StepOf>;
  readonly stepName: StepName;
  readonly mayEdit: (row: WorkRow) => boolean;
  /** What each filter may be set to. */
  readonly options: Readonly<Record<FilterName, readonly Option[]>>;
  /** To whom cases may be given; none, when the reader may give none. */
  readonly heirs: readonly Option[];
  /** Whether the reader puts needs to the network. */
  readonly refers: boolean;
  readonly once: string;
}

/** The cases of a list, with everything about the list in its address. */
export function WorklistPage(props: WorklistPageProps): VNode {
  const { t, query, rows } = props;
  return (
    <>
      <PageHead title={t('desk.cases.title')} lead={t(`desk.cases.lead.${query.list}`)} />
      <div class="stack-6">
        <Tabs label={t('desk.cases.lists')} tabs={shownLists(query.scope).map((list) => ({
          href: listHref(query, { list }), text: t(`desk.list.${list}`), current: list === query.list,
          ...(list === 'closed' ? {} : { count: props.counts[list].count, ...(list === 'overdue' || list === 'escalated' ? { tone: props.counts[list].count > 0 ? 'critical' as const : undefined } : {}) }),
        }))} />
        <Narrowing {...props} />
        {rows.length > 0 ? <Table {...props} /> : <Nothing {...props} />}
        <KeysLine select={props.heirs.length > 0} />
      </div>
    </>
  );
}

/** Caseworkers see what is late; that somebody else has heard of it is for those who have. */
const shownLists = (scope: Scope): List[] => LISTS.filter((list) => list !== 'escalated' || scope !== 'mine');

function Narrowing({ t, query, scopes, options }: WorklistPageProps): VNode {
  const chips: ChipLink[] = [
    ...scopes.map((scope) => ({ href: listHref(query, { scope }), text: t(`desk.scope.${scope}`), current: scope === query.scope })),
    ...FILTER_NAMES.flatMap((name) => (query[name] ?? []).map((value) => ({
      href: without(query, name, value), kind: 'on' as const,
      text: t('desk.filter.chip', { name: t(`desk.filter.${name}`), value: options[name].find((option) => option.value === value)?.text ?? value }),
    }))),
  ];
  return (
    <div class="stack-2">
      <Chips label={t('desk.filters')} chips={chips} />
      <details class="more no-print">
        <summary><Icon name="funnel" />{t('desk.filter.add')}</summary>
        <form class="grid-2 filters" method="get" action="/cases">
          {query.list !== 'all' && <input type="hidden" name="list" value={query.list} />}
          <input type="hidden" name="scope" value={query.scope} />
          {FILTER_NAMES.filter((name) => options[name].length > 0).map((name) => (
            <SelectField name={name} label={t(`desk.filter.${name}`)} blank={t('desk.filter.any')} value={query[name]?.[0] ?? null} options={options[name]} />
          ))}
          {query.list !== 'closed' && <SelectField name="sort" label={t('desk.filter.sort')} value={query.sort} options={SORTS.map((sort) => ({ value: sort, text: t(`desk.sort.${sort.replace('-', 'down-')}`) }))} />}
          <div class="row"><button class="button" type="submit">{t('desk.filter.apply')}</button><a class="button button-quiet" href={listHref({ list: query.list, scope: query.scope })}>{t('desk.filter.clear')}</a></div>
        </form>
      </details>
    </div>
  );
}

function Table(props: WorklistPageProps): VNode {
  const { t, query, rows, next, heirs, counts } = props;
  const { count, exact } = counts[query.list];
  return (
    <div>
      <div class="card table-card">
        <WorkTable caption={t(`desk.list.${query.list}`)} columns={columnsOf(props)} rows={rows} rowKey={(row) => row.id}
          select={heirs.length > 0 ? { form: 'assign', label: (row) => t('desk.choose', { name: row.leadName }) } : undefined} />
      </div>
      <Pager next={next ? listHref(query, { after: next }) : null} first={query.after ? listHref(query) : null}
        text={t('desk.cases.shown', { shown: rows.length, total: exact ? t.number(count) : `${t.number(count)}+` })} />
      {heirs.length > 0 && (
        <BulkBar id="assign" action="/cases/assign" matching={exact && count > rows.length ? count : undefined}
          hidden={{ once: props.once, back: listHref(query, query.after ? { after: query.after } : {}), matching: listHref(query) }}>
          <label class="visually-hidden" for="ownerId">{t('desk.deed.give-to')}</label>
          <select class="input" id="ownerId" name="ownerId" required><option value="">{t('desk.deed.to-whom')}</option>{heirs.map(({ value, text }) => <option value={value}>{text}</option>)}</select>
          <button class="button button-primary" type="submit">{t('desk.deed.give')}</button>
          {props.refers && <button class="button" type="submit" formaction="/referrals/many" formnovalidate><Icon name="route" />{t('desk.deed.refer')}</button>}
        </BulkBar>
      )}
    </div>
  );
}

function columnsOf(props: WorklistPageProps): Column<WorkRow>[] {
  const { t, query, at, steps, stepName, mayEdit } = props;
  const now = at.toISOString();
  if (query.list === 'closed') return closedColumns(t, now);
  const sort = (by: 'due' | 'name' | 'arrival'): Column<WorkRow>['sort'] => ({
    href: listHref(query, { sort: query.sort === by ? `-${by}` : by }),
    ...(query.sort === by ? { now: 'ascending' as const } : query.sort === `-${by}` ? { now: 'descending' as const } : {}),
  });
  const columns = workColumns({ t, now, stepName, mayEdit, sort, compact: props.heirs.length > 0, step: (row) => (row.nextCheckpointId ? steps.get(row.nextCheckpointId) : undefined) }, { owner: query.scope !== 'mine' });
  const arrival: Column<WorkRow> = { title: t('desk.column.arrival'), sort: sort('arrival'), cell: (row) => {
    const day = row.arrivalOn ?? row.plannedArrivalOn;
    return day ? t.dayShort(day, at) : '';
  } };
  return query.scope === 'mine' ? [...columns.slice(0, 3), arrival, ...columns.slice(3)] : columns;
}

const closedColumns = (t: Translate, now: string): Column<WorkRow>[] => [
  { title: t('desk.column.household'), kind: 'head', cell: (row) => <Household t={t} row={{ ...row, arrivalOn: null }} now={now} /> },
  { title: t('desk.column.reason'), cell: (row) => (row.closeReason ? t(`cases.close-reasons.${row.closeReason}`) : '') },
  { title: t('desk.column.owner'), cell: (row) => row.ownerName ?? '' },
  { title: t('desk.column.closed'), kind: 'due', cell: (row) => (row.closedAt ? t.dayNear(row.closedAt, now) : '') },
];

function Nothing({ t, query }: WorklistPageProps): VNode {
  const filtered = FILTER_NAMES.some((name) => query[name]?.length);
  return (
    <div class="card">
      <EmptyState title={t(filtered ? 'desk.cases.nothing.filtered' : 'desk.cases.nothing.title')} icon={filtered ? 'funnel' : 'circle-check'}>
        {filtered || query.after ? <a href={listHref({ list: query.list, scope: query.scope })}>{t('desk.filter.clear')}</a> : t(`desk.cases.nothing.${query.list === 'all' ? 'all' : 'list'}`)}
      </EmptyState>
    </div>
  );
}
