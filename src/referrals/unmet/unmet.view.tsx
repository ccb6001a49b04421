import type { VNode } from 'preact';
import type { Reference } from '../../../config/reference.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Section } from '../../../libs/ui/card.js';
import { Chips } from '../../../libs/ui/chips.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { Stat, Stats } from '../../../libs/ui/stats.js';
import { type Level, Tier } from '../../../libs/ui/tier.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import { householdName, TIERS } from '../../cases/cases.door.js';
import { UNMET_REASONS } from '../referral.rules.js';
import type { UnmetQuery } from './unmet.dto.js';
import type { LedgerState, UnmetRow, Waits } from './unmet.queries.js';
import { daysWaiting } from './unmet.rules.js';

export interface UnmetPageProps {
  readonly t: Translate;
  readonly state: LedgerState;
  readonly query: UnmetQuery;
  readonly reference: Reference;
}

/** Codes by the names that people read. */
interface Names {
  readonly need: (code: string) => string;
  readonly borough: (code: string | null) => string;
  readonly language: (tag: string) => string;
}

type Asked = Partial<Pick<UnmetQuery, 'need' | 'borough' | 'language' | 'tier' | 'reason'>> & { readonly after?: string | undefined };

/** The page with some of what is asked changed; what is empty is left out. */
function unmetHref({ need, borough, language, tier, reason }: UnmetQuery, change: Asked = {}): string {
  const asked = Object.entries({ need, borough, language, tier, reason, ...change }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return asked.length === 0 ? '/referrals/unmet' : `/referrals/unmet?${new URLSearchParams(asked).toString()}`;
}

/** What nobody could meet: where, in which language, since when, and each of them in turn. */
export function UnmetPage({ t, state, query, reference }: UnmetPageProps): VNode {
  const by = (side: Waits['by']): readonly Waits[] => state.waits.filter((each) => each.by === side);
  const [all] = by('all');
  const names: Names = {
    need: (code) => reference.need(code)?.[t.language] ?? code, language: (tag) => t.languageName(tag),
    borough: (code) => (code === null ? t('referrals.unmet.no-borough') : reference.borough(code)?.name ?? code),
  };
  return (
    <>
      <PageHead title={t('referrals.unmet.title')} lead={t('referrals.unmet.lead')} />
      <div class="stack-8">
        <Stats label={t('referrals.unmet.at-a-glance')}>
          <Stat label={t('referrals.unmet.waiting')} value={t.number(all?.count ?? 0)} icon="hourglass" tone={all ? 'warn' : 'ok'} href="#list" />
          <Stat label={t('referrals.unmet.urgent')} value={t.number(all?.urgent ?? 0)} icon="siren" tone={all && all.urgent > 0 ? 'critical' : 'ok'} href={`${unmetHref(query, { tier: 'P1' })}#list`} />
          <Stat label={t('referrals.unmet.needs')} value={t.number(by('need').length)} icon="list-checks" href="#needs" />
          <Stat label={t('referrals.unmet.longest')} value={all ? t.number(daysWaiting(new Date(all.since), state.at)) : '–'} unit={all ? t('referrals.unmet.days', { count: daysWaiting(new Date(all.since), state.at) }) : undefined} icon="clock" href="#list" />
        </Stats>
        <Filters t={t} query={query} reference={reference} names={names} />
        {all ? (
          <>
            <ByNeed {...{ t, state, query, names }} needs={by('need')} boroughs={by('need-borough')} languages={by('need-language')} />
            <City {...{ t, query, reference, names }} boroughs={by('borough')} />
            <Tallies {...{ t, query, names }} languages={by('language')} reasons={by('reason')} />
            <List {...{ t, state, query, names }} count={all.count} />
          </>
        ) : <div class="card"><EmptyState title={t('referrals.unmet.nobody')}>{t('referrals.unmet.nobody-note')}</EmptyState></div>}
      </div>
    </>
  );
}

function Filters({ t, query, reference, names }: { t: Translate; query: UnmetQuery; reference: Reference; names: Names }): VNode {
  const byName = (codes: readonly string[], name: (code: string) => string) => codes.map((value) => ({ value, text: name(value) })).sort((one, other) => one.text.localeCompare(other.text, t.locale));
  const blank = t('referrals.unmet.all');
  return (
    <form method="get" action="/referrals/unmet" class="row filters">
      <SelectField name="need" label={t('referrals.unmet.need')} value={query.need} blank={blank} options={byName(reference.needs.map(({ code }) => code), names.need)} />
      <SelectField name="borough" label={t('referrals.unmet.borough')} value={query.borough} blank={blank} options={byName(reference.boroughs.map(({ code }) => code), names.borough)} />
      <SelectField name="language" label={t('referrals.unmet.language')} value={query.language} blank={blank} options={byName(reference.languages.map(({ tag }) => tag), names.language)} />
      <SelectField name="tier" label={t('referrals.unmet.tier')} value={query.tier} blank={blank} options={TIERS.map((value) => ({ value, text: value }))} />
      <SelectField name="reason" label={t('referrals.unmet.reason')} value={query.reason} blank={blank} options={UNMET_REASONS.map((value) => ({ value, text: t(`referrals.unmet.reasons.${value}`) }))} />
      <button class="button" type="submit">{t('referrals.unmet.show')}</button>
    </form>
  );
}

/** How many places or languages of a need are said before the rest is a number. */
const SAID = 3;

function ByNeed({ t, state, query, names, needs, boroughs, languages }: { t: Translate; state: LedgerState; query: UnmetQuery; names: Names; needs: readonly Waits[]; boroughs: readonly Waits[]; languages: readonly Waits[] }): VNode {
  const said = (all: readonly Waits[], name: (one: Waits) => string): string => {
    const words = all.slice(0, SAID).map((one) => t('referrals.unmet.counted', { name: name(one), count: one.count }));
    return all.length > SAID ? t('referrals.unmet.and-more', { names: words.join(', '), count: all.length - SAID }) : words.join(', ');
  };
  return (
    <Section id="needs" title={t('referrals.unmet.by-need')} side={query.need ? <a href={unmetHref(query, { need: null })}>{t('referrals.unmet.all-needs')}</a> : undefined}>
      <div class="card table-card">
        <WorkTable caption={t('referrals.unmet.by-need')} compact rows={needs} rowKey={({ need }) => `need-${need}`} columns={[
          { title: t('referrals.unmet.need'), kind: 'head', cell: ({ need }) => <a href={unmetHref(query, { need })}>{names.need(need ?? '')}</a> },
          { title: t('referrals.unmet.households'), kind: 'num', cell: ({ count }) => t.number(count) },
          { title: t('referrals.unmet.urgent'), kind: 'num', cell: ({ urgent }) => (urgent === 0 ? '–' : t.number(urgent)) },
          { title: t('referrals.unmet.longest'), cell: ({ since }) => t.ago(since, state.at) },
          { title: t('referrals.unmet.where'), cell: ({ need }) => said(boroughs.filter((each) => each.need === need), ({ borough }) => names.borough(borough)) },
          { title: t('referrals.unmet.in-language'), cell: ({ need }) => said(languages.filter((each) => each.need === need), ({ language }) => names.language(language ?? '')) },
        ]} />
      </div>
    </Section>
  );
}

/** From so many on, a square is drawn darker. */
const MANY = 5;

/** The city as squares: how many wait in each borough; on a phone a list. */
function City({ t, query, reference, names, boroughs }: { t: Translate; query: UnmetQuery; reference: Reference; names: Names; boroughs: readonly Waits[] }): VNode {
  const counts = new Map(boroughs.map(({ borough, count }) => [borough, count]));
  const shade = (count: number): string => (count === 0 ? 'few' : count < MANY ? 'full' : 'none');
  const nowhere = counts.get(null);
  return (
    <Section id="city" title={query.need ? t('referrals.unmet.in-city-of', { need: names.need(query.need) }) : t('referrals.unmet.in-city')} side={query.borough ? <a href={unmetHref(query, { borough: null })}>{t('referrals.unmet.whole-city')}</a> : undefined}>
      <div class="card city-card">
        <div class="city">
          <ul class="city-grid">
            {reference.boroughs.map(({ code, name, tile }) => {
              const count = counts.get(code) ?? 0;
              return (
                <li class={`at-row-${tile[0]} at-column-${tile[1]}`}>
                  <a class={`city-square city-${shade(count)}`} href={unmetHref(query, { borough: code })}>
                    <span class="city-name">{name.split('–')[0]}</span>
                    <span class="city-figure" aria-hidden="true">{t.number(count)}</span>
                    <span class="visually-hidden">{t('referrals.unmet.square', { count })}</span>
                  </a>
                </li>
              );
            })}
          </ul>
          <ul class="legend">{(['few', 'full', 'none'] as const).map((each) => <li><span class={`city-key city-${each}`} />{t(`referrals.unmet.shades.${each}`, { many: MANY })}</li>)}</ul>
          {nowhere !== undefined && <p class="meta">{t('referrals.unmet.unknown-borough', { count: nowhere })}</p>}
        </div>
      </div>
    </Section>
  );
}

function Tallies({ t, query, names, languages, reasons }: { t: Translate; query: UnmetQuery; names: Names; languages: readonly Waits[]; reasons: readonly Waits[] }): VNode {
  return (
    <>
      <Section id="languages" title={t('referrals.unmet.by-language')}>
        <ul class="tally">
          {languages.map(({ language, count }) => <li><a href={unmetHref(query, { language })} aria-current={query.language === language ? 'true' : undefined}>{names.language(language ?? '')}</a><span class="tally-figure">{t.number(count)}</span></li>)}
        </ul>
      </Section>
      <Section id="reasons" title={t('referrals.unmet.by-reason')}>
        <Chips label={t('referrals.unmet.by-reason')} chips={reasons.map(({ reason, count }) => ({ href: unmetHref(query, { reason }), text: t('referrals.unmet.counted', { name: t(`referrals.unmet.reasons.${reason}`), count }), current: query.reason === reason }))} />
      </Section>
    </>
  );
}

function List({ t, state, query, names, count }: { t: Translate; state: LedgerState; query: UnmetQuery; names: Names; count: number }): VNode {
  const word = ({ household, need }: UnmetRow): VNode => (household
    ? <><a href={`/referrals/${household.referralId}`}>{names.need(need)}</a><span class="sub">{householdName(t, household)} · {household.number}</span></>
    : <>{names.need(need)}<span class="sub">{t('referrals.unmet.restricted')}</span></>);
  return (
    <Section id="list" title={t('referrals.unmet.in-turn')} count={count}>
      <div class="card table-card">
        <WorkTable caption={t('referrals.unmet.in-turn')} compact rows={state.items} rowKey={({ id }) => id} columns={[
          { title: t('referrals.unmet.tier'), kind: 'tier', cell: ({ tier }) => <Tier level={Number(tier.slice(1)) as Level} /> },
          { title: t('referrals.unmet.need'), kind: 'head', cell: word },
          { title: t('referrals.unmet.since'), cell: ({ since }) => <>{t.date(since)}<span class="sub">{t.ago(since, state.at)}</span></> },
          { title: t('referrals.unmet.reason'), cell: ({ reason }) => t(`referrals.unmet.reasons.${reason}`) },
          { title: t('referrals.unmet.borough'), cell: ({ borough }) => names.borough(borough) },
          { title: t('referrals.unmet.language'), cell: ({ languages }) => t.list(languages.map(names.language)) },
          { title: t('referrals.unmet.owner'), cell: ({ household }) => household?.ownerName ?? '–' },
        ]} />
      </div>
      <Pager next={state.next ? `${unmetHref(query, { after: state.next })}#list` : null} first={query.after ? `${unmetHref(query)}#list` : null} />
    </Section>
  );
}
