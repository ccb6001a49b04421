import type { VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import { Icon, type IconName } from '../../libs/ui/icon.js';
import { Dots } from '../../libs/ui/identity.js';
import { Tier, type Level } from '../../libs/ui/tier.js';
import type { Column } from '../../libs/ui/work-table.js';
import { caseHref, checkpointHref } from './links.js';
import type { StepOf, WorkRow } from './rows.js';
import { DueCell, householdWords, stepWords, type StepName } from './words.js';

/** What the columns of a work table need to know. */
export interface ColumnsAbout {
  readonly t: Translate;
  readonly now: string;
  readonly stepName: StepName;
  readonly step: (row: WorkRow) => StepOf | undefined;
  /** Whether the reader may work on a case: only then its row has buttons. */
  readonly mayEdit: (row: WorkRow) => boolean;
  /** Buttons without words, where a list has more columns than a day. */
  readonly compact?: boolean;
  readonly sort?: (by: 'due' | 'name' | 'arrival') => Column<WorkRow>['sort'];
}

/** How pressing a case is, as a level of the look. */
export const levelOf = (tier: string): Level => Number(tier.slice(1)) as Level;

/** The columns of every list of cases: who, what comes next, when, and what to do. */
export function workColumns({ t, now, stepName, step, mayEdit, sort, compact = false }: ColumnsAbout, { owner = false }: { owner?: boolean } = {}): Column<WorkRow>[] {
  return [
    { title: t('desk.column.tier'), kind: 'tier', cell: ({ tier }) => <Tier level={levelOf(tier)} /> },
    { title: t('desk.column.household'), kind: 'head', sort: sort?.('name'), cell: (row) => <Household t={t} row={row} now={now} /> },
    { title: t('desk.column.step'), cell: (row) => <>{row.nextCode ? stepName(row.nextCode) : ''}<span class="sub">{stepWords(t, step(row))}</span></> },
    ...(owner ? [{ title: t('desk.column.owner'), cell: (row: WorkRow) => row.ownerName ?? '' }] : []),
    { title: t('desk.column.due'), kind: 'due', sort: sort?.('due'), cell: (row) => <DueCell t={t} at={row.nextDueAt} now={now} /> },
    { title: t('desk.column.deeds'), kind: 'actions', cell: (row) => <Deeds t={t} row={row} step={step(row)} mayEdit={mayEdit(row)} compact={compact} /> },
  ];
}

/** Who the case is about, and the way to it. */
export function Household({ t, row, now }: { readonly t: Translate; readonly row: WorkRow; readonly now: string }): VNode {
  return (
    <>
      <a class="name" href={caseHref(row.id)}>{row.leadName}</a>{row.restricted && <> <Icon name="lock" /><span class="visually-hidden">{t('desk.restricted')}</span></>}
      <Dots class="sub">{householdWords(t, row, now)}</Dots>
    </>
  );
}

function Deeds({ t, row, step, mayEdit, compact }: { t: Translate; row: WorkRow; step: StepOf | undefined; mayEdit: boolean; compact: boolean }): VNode {
  const { nextCheckpointId: next, leadName: name } = row;
  if (!mayEdit || !next) return <Open t={t} row={row} compact={compact} />;
  const calls = step?.channel === 'call' || (step?.attempts ?? 0) > 0;
  return (
    <>
      {calls ? <Way href={checkpointHref(next, 'attempt')} icon="phone" text={t('desk.deed.call')} name={name} compact={compact} /> : <Open t={t} row={row} compact={compact} />}
      <a class="icon-button icon-button-small" href={checkpointHref(next, 'complete')} data-key="e" aria-label={t('desk.deed.done', { name })} title={t('desk.deed.done-short')}><Icon name="check" /></a>
      <a class="icon-button icon-button-small" href={checkpointHref(next, 'move')} data-key="r" aria-label={t('desk.deed.later', { name })} title={t('desk.deed.later-short')}><Icon name="alarm-clock" /></a>
    </>
  );
}

const Open = ({ t, row, compact }: { t: Translate; row: WorkRow; compact: boolean }): VNode =>
  <Way href={caseHref(row.id)} icon="folder-open" text={t('desk.deed.open')} name={row.leadName} compact={compact} />;

function Way({ href, icon, text, name, compact }: { href: string; icon: IconName; text: string; name: string; compact: boolean }): VNode {
  if (compact) return <a class="icon-button icon-button-small" href={href} aria-label={`${text} ${name}`} title={text}><Icon name={icon} /></a>;
  return <a class="button button-small" href={href}><Icon name={icon} />{text}<span class="visually-hidden"> {name}</span></a>;
}
