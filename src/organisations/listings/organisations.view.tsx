import type { VNode } from 'preact';
import type { Keyset } from '../../../libs/http/keyset.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { Chips } from '../../../libs/ui/chips.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Icon } from '../../../libs/ui/icon.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { Tag } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import { type OrganisationsQuery, STANDINGS } from './listings.dto.js';
import type { OrganisationLine } from './listings.queries.js';
import { languageName, needName, reference, some } from './words.js';

export interface OrganisationsPageProps {
  readonly t: Translate;
  readonly now: Date;
  readonly today: string;
  readonly organisations: Keyset<OrganisationLine>;
  readonly query: OrganisationsQuery;
  readonly keeps: boolean;
}

/** The organisations of the network, and which of them need a word. */
export function OrganisationsPage({ t, now, today, organisations, query, keeps }: OrganisationsPageProps): VNode {
  const { q, need, standing, after } = query;
  const address = (change: Record<string, string | undefined>): string => {
    const kept = Object.entries({ q, need, standing, ...change }).filter(([, value]) => value !== undefined && value !== '');
    return kept.length === 0 ? '/organisations' : `/organisations?${new URLSearchParams(kept as [string, string][]).toString()}`;
  };
  const narrowed = Boolean(q ?? need ?? standing);
  return (
    <div class="stack-6">
      <PageHead title={t('organisations.listings.list.title')} lead={t('organisations.listings.list.lead')}
        deeds={keeps && <a class="button button-primary" href="/organisations/new"><Icon name="plus" />{t('organisations.listings.list.add')}</a>} />
      <div class="stack">
        <form class="search-again" role="search" aria-label={t('organisations.listings.list.search')} method="get" action="/organisations">
          <label class="visually-hidden" for="q">{t('organisations.listings.list.name')}</label>
          <input class="input" id="q" name="q" type="search" autocomplete="off" value={q ?? ''} maxlength={120} placeholder={t('organisations.listings.list.name')} />
          {need && <input type="hidden" name="need" value={need} />}
          {standing && <input type="hidden" name="standing" value={standing} />}
          <button class="button" type="submit"><Icon name="search" />{t('organisations.listings.list.go')}</button>
        </form>
        <Chips label={t('organisations.listings.list.filter')} chips={[
          { href: address({ standing: undefined }), text: t('organisations.listings.list.all'), current: standing === undefined },
          ...STANDINGS.map((each) => ({ href: address({ standing: each }), text: t(`organisations.listings.standings.${each}`), current: standing === each })),
          ...(need ? [{ href: address({ need: undefined }), text: needName(t, need), kind: 'on' as const }] : []),
          ...(q ? [{ href: address({ q: undefined }), text: t('organisations.listings.list.named', { q }), kind: 'on' as const }] : []),
        ]} />
      </div>
      <Card id="organisations" title={t('organisations.listings.list.caption')} bare>
        {organisations.items.length === 0
          ? <EmptyState icon="building-2" title={t(narrowed ? 'organisations.listings.list.none-such' : 'organisations.listings.list.none')} />
          : <Table t={t} now={now} today={today} lines={organisations.items} address={address} />}
        <Pager next={organisations.next && address({ after: organisations.next })} first={after === undefined ? null : address({})} />
      </Card>
      <ByNeed t={t} address={address} need={need} />
    </div>
  );
}

interface TableProps extends Pick<OrganisationsPageProps, 't' | 'now' | 'today'> {
  readonly lines: readonly OrganisationLine[];
  readonly address: (change: Record<string, string | undefined>) => string;
}

function Table({ t, now, today, lines }: TableProps): VNode {
  return (
    <WorkTable caption={t('organisations.listings.list.caption')} rows={lines} rowKey={({ id }) => id} columns={[
      {
        title: t('organisations.listings.list.organisation'), kind: 'head',
        cell: ({ id, name, alternateName, listed, pausedUntil }) => (
          <>
            <a class="name" href={`/organisations/${id}`}>{name}</a>
            {alternateName && <span class="sub">{alternateName}</span>}
            {((pausedUntil !== null && pausedUntil >= today) || !listed) && (
              <span class="row">
                {pausedUntil !== null && pausedUntil >= today && <Tag tone="wait" icon="pause">{t('organisations.listings.paused-until', { until: t.dayShort(pausedUntil, now) })}</Tag>}
                {!listed && <Tag tone="line" icon="eye-off">{t('organisations.listings.unlisted')}</Tag>}
              </span>
            )}
          </>
        ),
      },
      { title: t('organisations.listings.services'), kind: 'num', cell: ({ running }) => t.number(running) },
      { title: t('organisations.listings.needs'), cell: ({ needs }) => (needs.length === 0 ? <span class="meta">{t('organisations.listings.none-said')}</span> : some(t, needs.map((code) => needName(t, code)), 2)) },
      { title: t('organisations.listings.languages'), cell: ({ languages }) => (languages.length === 0 ? <span class="meta">{t('organisations.listings.none-said')}</span> : some(t, languages.map((tag) => languageName(t, tag)), 3)) },
      { title: t('organisations.listings.confirmed'), cell: (line) => <Confirmed t={t} now={now} line={line} /> },
    ]} />
  );
}

/** How old the oldest word about what it gives is, and how much of it nobody has confirmed. */
function Confirmed({ t, now, line: { since, stale, running } }: { t: Translate; now: Date; line: OrganisationLine }): VNode {
  if (running === 0 || since === null) return <span class="meta">{t('organisations.listings.no-service')}</span>;
  if (stale > 0) return <Tag tone="warn" icon="clock-alert">{t('organisations.listings.stale', { count: stale })}</Tag>;
  return <>{t.ago(since, now)}</>;
}

function ByNeed({ t, address, need }: { t: Translate; address: TableProps['address']; need: string | undefined }): VNode {
  return (
    <Card id="by-need" title={t('organisations.listings.list.by-need')}>
      <Chips label={t('organisations.listings.list.by-need')} chips={reference.needs.map(({ code, [t.language]: name }) => ({ href: address({ need: code }), text: name, current: code === need }))} />
    </Card>
  );
}
