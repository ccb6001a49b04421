import type { VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import { Due } from '../../libs/ui/due.js';
import { EmptyState } from '../../libs/ui/empty-state.js';
import { Icon } from '../../libs/ui/icon.js';
import { Dots } from '../../libs/ui/identity.js';
import { PageHead } from '../../libs/ui/page-head.js';
import { Tag } from '../../libs/ui/tag.js';
import { Tier } from '../../libs/ui/tier.js';
import type { Tier as TierCode } from '../cases/cases.door.js';
import { caseHref } from './links.js';
import { FOUND_MOST } from './search.sql.js';
import { levelOf } from './work-columns.js';
import { householdWords, type StepName } from './words.js';

/** A household that was found, as much of it as the reader may see. */
export type FoundCase = { readonly caseId: string; readonly why: 'name' | 'number' | 'phone' } & (
  | { readonly sees: 'glimpse'; readonly leadName: string; readonly ownerName: string | null }
  | { readonly sees: 'ask'; readonly number: string }
  | {
    readonly sees: 'whole'; readonly number: string; readonly leadName: string; readonly matchedName: string | null; readonly state: 'expected' | 'open' | 'closed';
    readonly tier: TierCode; readonly language: string; readonly size: number; readonly arrivalOn: string | null; readonly plannedArrivalOn: string | null;
    readonly restricted: boolean; readonly ownerName: string | null; readonly nextCode: string | null; readonly nextDueAt: string | null;
  });

export interface SearchPageProps {
  readonly t: Translate;
  readonly typed: string;
  readonly found: { readonly at: Date; readonly cases: readonly FoundCase[] } | null;
  readonly stepName: StepName;
}

/** Whom a text may mean. */
export function SearchPage({ t, typed, found, stepName }: SearchPageProps): VNode {
  const count = found?.cases.length ?? 0;
  return (
    <>
      <PageHead title={t('desk.search.title')} lead={found ? t('desk.search.found', { count, most: FOUND_MOST }) : t('desk.search.lead')} />
      <div class="stack-6">
        <form class="search-again" role="search" aria-label={t('desk.search.title')} method="post" action="/search">
          <label class="visually-hidden" for="again">{t('frame.search.label')}</label>
          <input class="input" id="again" name="q" type="search" autocomplete="off" value={typed} maxlength={120} placeholder={t('frame.search.placeholder')} />
          <button class="button button-primary" type="submit"><Icon name="search" />{t('desk.search.go')}</button>
        </form>
        {found && (count > 0
          ? <ol class="card rows">{found.cases.map((each) => <FoundRow t={t} found={each} at={found.at} stepName={stepName} />)}</ol>
          : <div class="card"><EmptyState title={t('desk.search.nobody.title')} icon="search">{t('desk.search.nobody.text')} <a href="/arrivals/new">{t('desk.search.nobody.register')}</a></EmptyState></div>)}
      </div>
    </>
  );
}

function FoundRow({ t, found, at, stepName }: { t: Translate; found: FoundCase; at: Date; stepName: StepName }): VNode {
  const why = <Tag tone="line" icon={found.why === 'phone' ? 'phone' : found.why === 'number' ? 'folder-open' : 'user-round'}>{t(`desk.search.why.${found.why}`)}</Tag>;
  if (found.sees === 'ask') {
    return <li class="between"><div><a class="strong name" href={caseHref(found.caseId)}>{t('cases.number', { number: found.number })}</a><p class="meta"><Icon name="lock" /> {t('desk.search.restricted')}</p></div>{why}</li>;
  }
  if (found.sees === 'glimpse') {
    return (
      <li class="between">
        <div><a class="strong name" href={caseHref(found.caseId)}>{found.leadName}</a><p class="meta">{t('desk.search.followed-by', { name: found.ownerName ?? t('desk.nobody') })}</p></div>{why}
      </li>
    );
  }
  const { leadName, matchedName, tier, number, state, ownerName, nextCode, nextDueAt, restricted } = found;
  return (
    <li class="between">
      <div>
        <div class="row"><a class="strong name" href={caseHref(found.caseId)}>{leadName}</a><Tier level={levelOf(tier)} />{restricted && <Tag tone="warn" icon="lock">{t('desk.restricted')}</Tag>}
          {state === 'closed' && <Tag tone="line">{t('cases.states.closed')}</Tag>}</div>
        {matchedName && <p class="meta">{t('desk.search.with', { name: matchedName })}</p>}
        <Dots class="meta">{[t('cases.number', { number }), ...householdWords(t, found, at), ownerName ?? '']}</Dots>
      </div>
      <div class="row">{why}{nextDueAt && nextCode && <span><Due at={nextDueAt} now={at} sub={stepName(nextCode)} /></span>}</div>
    </li>
  );
}
