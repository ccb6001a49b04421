import type { VNode } from 'preact';
import type { Reference } from '../../../config/reference.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Section } from '../../../libs/ui/card.js';
import { FiguresTable } from '../../../libs/ui/charts/figure.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Stat, Stats } from '../../../libs/ui/stats.js';
import { Tag } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import { CityGrid } from './city-grid.view.js';
import type { NeedCoverage } from './coverage.rules.js';
import type { CoverageQuery } from './network.dto.js';
import type { AgeingService, EndingAgreement } from './network.queries.js';
import type { Coverage } from './read-coverage.js';

export interface NetworkPageProps {
  readonly t: Translate;
  readonly coverage: Coverage;
  readonly query: CoverageQuery;
  readonly reference: Reference;
}

/** The network from above, gaps first. */
export function NetworkPage({ t, coverage, query, reference }: NetworkPageProps): VNode {
  const { at, organisations, services, needs, ageing, ageingCount, ending } = coverage;
  const withGaps = needs.filter(({ unserved }) => unserved.length > 0).length;
  const names = namesOf(t, reference);
  const chosen = query.need === null ? undefined : needs[0];
  return (
    <>
      <PageHead title={t('organisations.network.title')} lead={t('organisations.network.lead')} />
      <div class="stack-8">
        <Stats label={t('organisations.network.at-a-glance')}>
          <Stat label={t('organisations.network.organisations')} value={t.number(organisations)} icon="building-2" href="/organisations" />
          <Stat label={t('organisations.network.services')} value={t.number(services.length)} icon="handshake" note={t('organisations.network.with-room', { count: services.filter(({ hasRoom }) => hasRoom).length })} href="/services" />
          <Stat label={t('organisations.network.gaps')} value={t.number(withGaps)} icon="map" tone={withGaps > 0 ? 'critical' : 'ok'} note={t('organisations.network.of-needs', { count: needs.length })} href="#gaps" />
          <Stat label={t('organisations.network.ageing')} value={t.number(ageingCount)} icon="hourglass" tone={ageingCount > 0 ? 'warn' : 'ok'} href="#ageing" />
          <Stat label={t('organisations.network.ending')} value={t.number(ending.length)} icon="file-text" href="#ending" />
        </Stats>
        <Filters t={t} query={query} reference={reference} names={names} />
        {chosen && <OneNeed {...{ t, chosen, query, reference, names }} />}
        {!chosen && <Gaps t={t} needs={needs} query={query} names={names} boroughCount={reference.boroughs.length} />}
        <Languages t={t} coverage={coverage} query={query} names={names} />
        <Ageing t={t} now={at} ageing={ageing} count={ageingCount} />
        <Ending t={t} now={at} ending={ending} />
      </div>
    </>
  );
}

/** Codes by the names that people read. */
export interface Names {
  readonly need: (code: string) => string;
  readonly borough: (code: string) => string;
  readonly language: (tag: string) => string;
}

const namesOf = (t: Translate, reference: Reference): Names => ({
  need: (code) => reference.need(code)?.[t.language] ?? code,
  borough: (code) => reference.borough(code)?.name ?? code,
  language: (tag) => reference.language(tag)?.[t.language] ?? t.languageName(tag),
});

function addressOf({ need, language }: { readonly need?: string | null; readonly language?: string | null }): string {
  const asked = new URLSearchParams([...(need ? [['need', need]] : []), ...(language ? [['language', language]] : [])]).toString();
  return asked ? `/network?${asked}` : '/network';
}

function Filters({ t, query, reference, names }: { t: Translate; query: CoverageQuery; reference: Reference; names: Names }): VNode {
  const byName = <C extends string>(codes: readonly C[], name: (code: C) => string) =>
    codes.map((value) => ({ value, text: name(value) })).sort((one, other) => one.text.localeCompare(other.text, t.locale));
  return (
    <form method="get" action="/network" class="row filters">
      <SelectField name="need" label={t('organisations.network.need')} value={query.need} blank={t('organisations.network.all-needs')} options={byName(reference.needs.map(({ code }) => code), names.need)} />
      <SelectField name="language" label={t('organisations.network.language')} value={query.language} blank={t('organisations.network.all-languages')} options={byName(reference.languages.map(({ tag }) => tag), names.language)} />
      <button class="button" type="submit">{t('organisations.network.show')}</button>
    </form>
  );
}

/** How many names of boroughs are said before the rest is a number. */
const SAID = 3;

function Gaps({ t, needs, query, names, boroughCount }: { t: Translate; needs: readonly NeedCoverage[]; query: CoverageQuery; names: Names; boroughCount: number }): VNode {
  const where = (codes: readonly string[]): string => (codes.length === boroughCount ? t('organisations.network.whole-city')
    : codes.length > SAID ? t('organisations.network.and-more', { names: codes.slice(0, SAID).map(names.borough).join(', '), count: codes.length - SAID })
      : t.list(codes.map(names.borough)));
  return (
    <Section id="gaps" title={t('organisations.network.gaps-first')}>
      <div class="card table-card">
        <WorkTable caption={t('organisations.network.gaps-first')} compact rows={needs} rowKey={({ need }) => need} columns={[
          { title: t('organisations.network.need'), kind: 'head', cell: ({ need }) => <a href={addressOf({ need, language: query.language })}>{names.need(need)}</a> },
          { title: t('organisations.network.nobody-in'), cell: ({ unserved, peopleUnserved }) => (unserved.length === 0 ? <Tag tone="ok" icon="check">{t('organisations.network.everywhere')}</Tag>
            : <>{where(unserved)}<span class="sub">{t('organisations.network.people', { share: t.number(peopleUnserved, { style: 'percent' }) })}</span></>) },
          { title: t('organisations.network.full-in'), cell: ({ full }) => (full.length === 0 ? '–' : where(full)) },
          { title: t('organisations.network.services'), kind: 'num', cell: ({ services }) => t.number(services) },
          { title: t('organisations.network.room'), kind: 'num', cell: ({ withRoom }) => t.number(withRoom) },
        ]} />
      </div>
    </Section>
  );
}

function OneNeed({ t, chosen, query, reference, names }: { t: Translate; chosen: NeedCoverage; query: CoverageQuery; reference: Reference; names: Names }): VNode {
  const boroughs = [...reference.boroughs]
    .map((borough) => ({ ...borough, ...(chosen.boroughs.get(borough.code) ?? { services: 0, withRoom: 0 }) }))
    .sort((one, other) => one.withRoom - other.withRoom || one.services - other.services || other.population - one.population);
  const title = query.language === null ? names.need(chosen.need) : t('organisations.network.need-in', { need: names.need(chosen.need), language: names.language(query.language) });
  return (
    <Section id="gaps" title={title} side={<a href={addressOf({ language: query.language })}>{t('organisations.network.all-needs')}</a>}>
      <div class="card city-card">
        <CityGrid t={t} boroughs={boroughs} hrefOf={(borough) => `/services?${new URLSearchParams({ need: chosen.need, borough }).toString()}`} />
        <FiguresTable caption={title} headings={['borough', 'services', 'room', 'residents'].map((heading) => t(`organisations.network.${heading}`))}
          rows={boroughs.map(({ name, services, withRoom, population }) => [name, t.number(services), t.number(withRoom), t.number(population)])} />
      </div>
    </Section>
  );
}

function Languages({ t, coverage: { languages }, query, names }: { t: Translate; coverage: Coverage; query: CoverageQuery; names: Names }): VNode {
  return (
    <Section id="languages" title={query.need === null ? t('organisations.network.by-language') : t('organisations.network.by-language-of', { need: names.need(query.need) })}>
      <ul class="tally">
        {languages.map(({ language, services, withRoom }) => (
          <li class={services === 0 ? 'is-none' : undefined}>
            <a href={addressOf({ need: query.need, language })} aria-current={query.language === language ? 'true' : undefined}>{names.language(language)}</a>
            <span class="tally-figure">{t.number(services)}</span>
            {services > 0 && <span class="meta">{t('organisations.network.with-room', { count: withRoom })}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Ageing({ t, now, ageing, count }: { t: Translate; now: Date; ageing: readonly AgeingService[]; count: number }): VNode {
  return (
    <Section id="ageing" title={t('organisations.network.ageing')} count={count} side={count > ageing.length ? <span class="meta">{t('organisations.network.worst', { count: ageing.length })}</span> : undefined}>
      <div class="card table-card">
        {ageing.length === 0 ? <EmptyState title={t('organisations.network.nothing-ageing')}>{t('organisations.network.nothing-ageing-note')}</EmptyState> : (
          <WorkTable caption={t('organisations.network.ageing')} compact rows={ageing} rowKey={({ id }) => id} columns={[
            { title: t('organisations.network.service'), kind: 'head', cell: ({ id, name, organisation }) => <><a href={`/services/${id}`}>{name}</a><span class="sub">{organisation}</span></> },
            { title: t('organisations.network.listing'), cell: ({ since, dropped }) => (since === null ? '–' : <><Tag tone={dropped ? 'critical' : 'warn'} icon={dropped ? 'eye-off' : 'hourglass'}>{t(`organisations.network.${dropped ? 'dropped' : 'due'}`)}</Tag><span class="sub">{t('organisations.network.since', { day: t.date(since) })}</span></>) },
            { title: t('organisations.network.places'), cell: ({ toldAt }) => (toldAt === null ? '–' : t('organisations.network.told', { ago: t.ago(toldAt, now) })) },
          ]} />
        )}
      </div>
    </Section>
  );
}

function Ending({ t, now, ending }: { t: Translate; now: Date; ending: readonly EndingAgreement[] }): VNode {
  return (
    <Section id="ending" title={t('organisations.network.ending')} count={ending.length}>
      <div class="card table-card">
        {ending.length === 0 ? <EmptyState title={t('organisations.network.nothing-ending')}>{t('organisations.network.nothing-ending-note')}</EmptyState> : (
          <WorkTable caption={t('organisations.network.ending')} compact rows={ending} rowKey={({ id }) => id} columns={[
            { title: t('organisations.network.organisation'), kind: 'head', cell: ({ organisationId, organisation, service }) => <><a href={`/organisations/${organisationId}`}>{organisation}</a>{service && <span class="sub">{service}</span>}</> },
            { title: t('organisations.network.ends'), cell: ({ endsOn }) => <>{t.date(endsOn)}<span class="sub">{t.relative(endsOn, now)}</span></> },
          ]} />
        )}
      </div>
    </Section>
  );
}
