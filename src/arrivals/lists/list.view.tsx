import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card, Section } from '../../../libs/ui/card.js';
import { Chips } from '../../../libs/ui/chips.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form } from '../../../libs/ui/form/form.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Notice } from '../../../libs/ui/notice.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { Progress } from '../../../libs/ui/progress.js';
import { Stat, Stats } from '../../../libs/ui/stats.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import { Ticks } from '../../../libs/ui/ticks.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import type { ListedRow, ListSheet, RemarkedLine } from './lists.queries.js';
import { StateTag } from './lists.view.js';
import type { ListProblem, RowOutcome } from './problems.rules.js';
import { explainProblem } from './write-rejects.js';

/** Rows that a person should see; those that are simply accepted are only counted. */
export const WORTH_SEEING: readonly RowOutcome[] = ['rejected', 'warned', 'mended', 'repeat'];
const OUTCOMES: readonly RowOutcome[] = ['accepted', ...WORTH_SEEING];

export interface ListProps {
  readonly t: Translate;
  readonly now: Date;
  readonly list: ListSheet;
  readonly households: readonly RemarkedLine[];
  readonly rows: Keyset<ListedRow>;
  readonly verdict: RowOutcome | undefined;
  readonly after: boolean;
  readonly once: string;
  readonly faults: FormFaults;
}

const TONES: Readonly<Record<RowOutcome, Tone>> = { rejected: 'critical', warned: 'warn', mended: 'accent', repeat: 'line', accepted: 'ok' };
const ICONS = { rejected: 'circle-x', warned: 'triangle-alert', mended: 'pencil', repeat: 'copy', accepted: 'check' } as const;

const hrefOf = (id: string, query: Readonly<Record<string, string | null | undefined>> = {}): string => {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `/arrivals/lists/${id}${pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : ''}`;
};

/** One list: how it was understood, what becomes of each row, and what to do with it. */
export function ListPage(props: ListProps): VNode {
  const { t, now, list, faults } = props;
  return (
    <>
      <PageHead title={list.fileName} lead={<>{t('arrivals.lists.by', { name: list.uploadedByName, when: t.whenNear(list.uploadedAt, now), team: list.teamName })} <StateTag t={t} state={list.state} /></>} />
      <div class="stack-6">
        <ErrorSummary faults={faults.summary} title={t('arrivals.lists.refused')} />
        <Standing {...props} />
        {list.state !== 'discarded' && <><Counts {...props} /><Understood {...props} /><Households {...props} /><Rows {...props} /></>}
      </div>
    </>
  );
}

/** How far loading has come; while it goes on, it is asked again every second. */
export function Loading({ t, list: { id, state, households, householdsDone } }: { readonly t: Translate; readonly list: ListSheet }): VNode {
  const under = state === 'waiting' || state === 'running';
  return (
    <Progress id="progress" label={t(under ? 'arrivals.lists.loading' : 'arrivals.lists.loaded')} done={householdsDone} total={households}
      {...(under ? { text: t(`arrivals.lists.loading-${state}`), follow: `/arrivals/lists/${id}/progress` } : {})} />
  );
}

function Standing(props: ListProps): VNode | null {
  const { t, list, once } = props;
  if (list.state === 'waiting' || list.state === 'running') return <div class="card"><div class="card-body"><Loading t={t} list={list} /></div></div>;
  if (list.state === 'discarded') return <Notice icon="x" title={t('arrivals.lists.discarded')}>{t('arrivals.lists.discarded-note')}</Notice>;
  if (list.state === 'done') return <Done {...props} />;
  return (
    <>
      {list.earlier && <Notice icon="copy" title={t('arrivals.lists.earlier')}><a href={hrefOf(list.earlier.id)}>{t('arrivals.lists.earlier-see')}</a></Notice>}
      <div class="form-bar">
        {list.households > 0 && (
          <Form action={`/arrivals/lists/${list.id}/load`} hidden={{ once, version: list.version }} class="row">
            <button class="button button-primary button-large" type="submit"><Icon name="check" />{t('arrivals.lists.load', { count: list.households })}</button>
          </Form>
        )}
        <Form action={`/arrivals/lists/${list.id}/discard`} hidden={{ once, version: list.version }} class="row">
          <button class="button button-large" type="submit">{t('arrivals.lists.discard')}</button>
        </Form>
        <span class="meta">{t('arrivals.lists.load-note')}</span>
      </div>
    </>
  );
}

function Done({ t, list: { outcomes } }: ListProps): VNode {
  const { loaded = 0, repeat = 0, rejected = 0 } = outcomes;
  return (
    <Notice tone="ok" title={t('arrivals.lists.loaded')}>
      <p>{t('arrivals.lists.result', { loaded, repeat, rejected })}</p>
      {loaded > 0 && <p><a href="/cases?list=unassigned&amp;scope=team">{t('arrivals.lists.assign')}</a></p>}
    </Notice>
  );
}

function Counts({ t, list }: ListProps): VNode {
  return (
    <Stats label={t('arrivals.lists.rows')}>
      {OUTCOMES.map((outcome) => (
        <Stat label={t(`arrivals.lists.counts.${outcome}`)} value={t.number(list.rows[outcome] ?? 0)} icon={ICONS[outcome]} href={`${hrefOf(list.id, { verdict: outcome })}#rows`}
          tone={outcome === 'rejected' && list.rows.rejected ? 'critical' : outcome === 'warned' && list.rows.warned ? 'warn' : undefined} />
      ))}
    </Stats>
  );
}

function Understood({ t, list: { recognised, faults } }: ListProps): VNode {
  const { encoding, separator, headerLanguage, dateOrder, columns, unknownColumns } = recognised;
  const words = [
    encoding && t('arrivals.lists.encoding', { name: t(`arrivals.list.encodings.${encoding}`) }),
    separator && t('arrivals.lists.separator', { name: t('arrivals.list.separators', { separator: { ',': 'comma', ';': 'semicolon', '\t': 'tab' }[separator] }) }),
    headerLanguage && t('arrivals.lists.headings', { language: t.languageName(headerLanguage) }),
    dateOrder && t('arrivals.lists.dates', { order: t(`arrivals.list.dateOrders.${dateOrder}`) }),
    t('arrivals.lists.columns', { count: Object.keys(columns).length }),
  ].filter((word): word is string => Boolean(word));
  const minds = [...faults.map(({ code, values }) => t(`arrivals.list.faults.${code}`, values)), ...(unknownColumns.length > 0 && faults.every(({ code }) => code !== 'column_unknown') ? [t('arrivals.lists.ignored', { names: t.list(unknownColumns) })] : [])];
  return (
    <Card id="understood" title={t('arrivals.lists.understood')}>
      <Ticks ticks={[...words.map((text) => ({ text })), ...minds.map((text) => ({ text, kind: 'mind' as const }))]} />
    </Card>
  );
}

function Households({ t, households, list }: ListProps): VNode | null {
  if (households.length === 0) return null;
  return (
    <Section id="households" title={t('arrivals.lists.to-look-at')} count={households.length}>
      <div class="card table-card">
        <WorkTable compact caption={t('arrivals.lists.to-look-at')} rows={households} rowKey={({ position }) => String(position)} columns={[
          { title: t('arrivals.lists.household'), kind: 'head', cell: ({ name, caseId }) => (caseId ? <a class="name" href={`/cases/${caseId}`}>{name}</a> : <span class="name">{name}</span>) },
          { title: t('arrivals.lists.line'), kind: 'num', cell: ({ line }) => t.number(line) },
          { title: t('arrivals.lists.reason'), cell: ({ problems, problem }) => <>{problems.map((one) => <p>{explainProblem(one, t)}</p>)}{problem && <p class="strong">{t(`arrivals.list.refused.${problem}`)}</p>}</> },
          ...(list.state === 'done' ? [{ title: t('arrivals.lists.state'), cell: ({ state }: RemarkedLine) => t(`arrivals.lists.household-states.${state}`) }] : []),
        ]} />
      </div>
    </Section>
  );
}

interface Remark extends ListProblem {
  readonly verdict: RowOutcome;
  readonly key: string;
}

function Rows({ t, list, rows, verdict, after }: ListProps): VNode {
  const remarks = rows.items.flatMap((row): Remark[] => (row.problems.length > 0
    ? row.problems.map((problem, i) => ({ ...problem, verdict: row.verdict, key: `${row.line}-${i}` }))
    : [{ line: row.line, column: '', value: row.cells.filter(Boolean).slice(0, 4).join(', '), code: 'repeat', verdict: row.verdict, key: String(row.line) }]));
  return (
    <Section id="rows" title={t('arrivals.lists.rows')} side={<RejectsLink t={t} list={list} />}>
      <div class="stack">
        <Chips label={t('arrivals.lists.rows')} chips={[{ href: `${hrefOf(list.id)}#rows`, text: t('arrivals.lists.worth-seeing'), current: verdict === undefined },
          ...OUTCOMES.filter((outcome) => list.rows[outcome]).map((outcome) => ({ href: `${hrefOf(list.id, { verdict: outcome })}#rows`, text: t(`arrivals.lists.counts.${outcome}`), current: verdict === outcome }))]} />
        <div class="card table-card">
          {remarks.length === 0 ? <EmptyState title={t('arrivals.lists.nothing-to-see')} /> : (
            <WorkTable compact caption={t('arrivals.lists.rows')} rows={remarks} rowKey={({ key }) => key} columns={[
              { title: t('arrivals.lists.line'), kind: 'head', cell: ({ line }) => <span class="nowrap">{t('arrivals.lists.line-n', { line: t.number(line) })}</span> },
              { title: t('arrivals.lists.becomes'), cell: ({ verdict: one }) => <Tag tone={TONES[one]} icon={ICONS[one]}>{t(`arrivals.list.outcomes.${one}`)}</Tag> },
              { title: t('arrivals.lists.column'), cell: ({ column }) => column || t('arrivals.lists.whole-row') },
              { title: t('arrivals.lists.value'), cell: ({ value }) => <bdi>{value}</bdi> },
              { title: t('arrivals.lists.reason'), cell: (remark) => (remark.verdict === 'accepted' ? '' : explainProblem({ ...remark, column: '' }, t)) },
            ]} />
          )}
          <Pager next={rows.next ? `${hrefOf(list.id, { verdict, after: rows.next })}#rows` : null} first={after ? `${hrefOf(list.id, { verdict })}#rows` : null} />
        </div>
      </div>
    </Section>
  );
}

function RejectsLink({ t, list }: Pick<ListProps, 't' | 'list'>): VNode | null {
  if (!list.rows.rejected) return null;
  return <a class="button button-small" href={`/arrivals/lists/${list.id}/rejects.csv`} download hx-boost="false"><Icon name="download" />{t('arrivals.lists.download')}</a>;
}
