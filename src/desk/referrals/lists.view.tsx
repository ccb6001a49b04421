import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Chips } from '../../../libs/ui/chips.js';
import { Clock } from '../../../libs/ui/clock.js';
import { Due } from '../../../libs/ui/due.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Icon } from '../../../libs/ui/icon.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { Tabs } from '../../../libs/ui/tabs.js';
import { Tag } from '../../../libs/ui/tag.js';
import { Tier } from '../../../libs/ui/tier.js';
import { type Column, WorkTable } from '../../../libs/ui/work-table.js';
import { leftText, needName, OfferTag, outcomePath, reasonText, referPath, referralPath } from '../../referrals/referrals.door.js';
import { countText } from '../words.js';
import { levelOf } from '../work-columns.js';
import type { Scope } from '../worklist.rules.js';
import { REFERRAL_LISTS, type ReferralList, type ReferralRow } from './lists.rules.js';

export interface ReferralListsPageProps {
  readonly t: Translate;
  readonly list: ReferralList;
  readonly scope: Scope;
  readonly scopes: readonly Scope[];
  readonly counts: Readonly<Record<ReferralList, number>>;
  readonly rows: readonly ReferralRow[];
  readonly at: string;
  readonly next: string | null;
  readonly further: boolean;
}

/** The address of a list of referrals. */
export function referralListHref({ list, scope, after }: { readonly list: ReferralList; readonly scope: Scope; readonly after?: string }): string {
  return `/referrals?${new URLSearchParams({ list, scope, ...(after === undefined ? {} : { after }) }).toString()}`;
}

/** Referrals of one list, with everything about the list in its address. */
export function ReferralListsPage({ t, list, scope, scopes, counts, rows, at, next, further }: ReferralListsPageProps): VNode {
  return (
    <>
      <PageHead title={t('desk.referrals.title')} lead={t(`desk.referrals.lead.${list}`)} />
      <div class="stack-6">
        <Tabs label={t('desk.referrals.lists')} tabs={REFERRAL_LISTS.map((each) => ({
          href: referralListHref({ list: each, scope }), text: t(`desk.referrals.list.${each}`), current: each === list, count: counts[each],
        }))} />
        {scopes.length > 1 && <Chips label={t('desk.scopes')} chips={scopes.map((each) => ({ href: referralListHref({ list, scope: each }), text: t(`desk.scope.${each}`), current: each === scope }))} />}
        {rows.length === 0
          ? <div class="card"><EmptyState title={t('desk.referrals.nothing')} icon="circle-check">{t(`desk.referrals.nothing-in.${list}`)}</EmptyState></div>
          : (
            <div>
              <div class="card table-card"><WorkTable caption={t(`desk.referrals.list.${list}`)} columns={columnsOf(t, list, at, scope)} rows={rows} rowKey={(row) => row.id} /></div>
              <Pager next={next ? referralListHref({ list, scope, after: next }) : null} first={further ? referralListHref({ list, scope }) : null}
                text={t('desk.cases.shown', { shown: rows.length, total: countText(t, counts[list]) })} />
            </div>
          )}
      </div>
    </>
  );
}

function columnsOf(t: Translate, list: ReferralList, now: string, scope: Scope): Column<ReferralRow>[] {
  const withWhom = list === 'waiting' || list === 'questions' || list === 'answers' || list === 'decide' || list === 'households';
  return [
    { title: t('desk.column.tier'), kind: 'tier', cell: ({ tier }) => <Tier level={levelOf(tier)} /> },
    { title: t('desk.column.household'), kind: 'head', cell: (row) => <><a class="name" href={referralPath(row.referralId)}>{row.leadName}</a>{row.restricted && <> <Icon name="lock" /><span class="visually-hidden">{t('desk.restricted')}</span></>}<span class="sub">{needName(t, row.need)}</span></> },
    ...(withWhom ? [{ title: t('desk.referrals.column.organisation'), cell: (row: ReferralRow) => row.organisationName ?? '' }] : []),
    { title: t('desk.referrals.column.standing'), cell: (row) => <Standing t={t} row={row} list={list} /> },
    ...(scope === 'mine' ? [] : [{ title: t('desk.column.owner'), cell: (row: ReferralRow) => row.ownerName ?? '' }]),
    { title: t(`desk.referrals.column.${list === 'waiting' ? 'due' : 'since'}`), kind: 'due', cell: (row) => <When t={t} row={row} list={list} now={now} /> },
    ...(list === 'households' ? [{ title: t('desk.column.deeds'), kind: 'actions' as const, cell: (row: ReferralRow) => <a class="button button-small" href={outcomePath(row.id)}>{t('desk.referrals.write-answer')}<span class="visually-hidden"> {needName(t, row.need)}, {row.leadName}</span></a> }] : []),
    ...(list === 'to_ask' ? [{ title: t('desk.column.deeds'), kind: 'actions' as const, cell: (row: ReferralRow) => <a class="button button-small" href={referPath(row.caseId, row.need, { referral: row.referralId })}>{t('desk.referrals.choose')}<span class="visually-hidden"> {needName(t, row.need)}, {row.leadName}</span></a> }] : []),
  ];
}

function Standing({ t, row, list }: { t: Translate; row: ReferralRow; list: ReferralList }): VNode {
  if (list === 'decide') return <>{t(`desk.referrals.because.${row.because ?? 'reassess'}`)}</>;
  if (list === 'to_ask') return <Tag tone="warn" icon="send">{t('desk.referrals.nobody-asked')}</Tag>;
  if (list === 'unmet') return <>{reasonText(t, row.reason)}</>;
  if (list === 'waiting' && row.state !== 'sent') return <>{t(row.contactedAt ? 'desk.referrals.owes.word' : 'desk.referrals.owes.contact')}</>;
  return row.state ? <><OfferTag t={t} state={row.state} partly={row.outcome === 'partly'} />{row.state === 'declined' && <span class="sub">{reasonText(t, row.reason)}</span>}</> : <></>;
}

/** The time that runs, or since when it waits. */
export function When({ t, row, list, now }: { readonly t: Translate; readonly row: ReferralRow; readonly list: ReferralList; readonly now: string }): VNode | null {
  const { sentAt, awaitedAt, state, key } = row;
  if (list !== 'waiting') return <span class="meta">{t.ago(key, now)}</span>;
  if (!awaitedAt) return null;
  return state === 'sent' && sentAt ? <Clock since={sentAt} at={awaitedAt} now={now} text={leftText(t, awaitedAt, now)} /> : <Due at={awaitedAt} now={now} />;
}
