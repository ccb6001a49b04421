import type { VNode } from 'preact';
import type { SignedIn } from '../../libs/http/reader.js';
import type { Translate } from '../../libs/i18n/translate.js';
import { Section } from '../../libs/ui/card.js';
import { BarChart } from '../../libs/ui/charts/bar-chart.js';
import { Chips } from '../../libs/ui/chips.js';
import { capital } from '../../libs/ui/due.js';
import { EmptyState } from '../../libs/ui/empty-state.js';
import { Icon } from '../../libs/ui/icon.js';
import { Dots } from '../../libs/ui/identity.js';
import { KeysLine } from '../../libs/ui/keys.js';
import { Notice } from '../../libs/ui/notice.js';
import { PageHead } from '../../libs/ui/page-head.js';
import { PrintButton } from '../../libs/ui/print-button.js';
import { Stat, Stats } from '../../libs/ui/stats.js';
import { Tier } from '../../libs/ui/tier.js';
import { WorkTable } from '../../libs/ui/work-table.js';
import { caseHref } from './links.js';
import { listHref } from './list-address.js';
import { ReferralsOfTheDay, SilentOrganisations } from './referrals/day-parts.view.js';
import { referralListHref } from './referrals/lists.view.js';
import type { Day, DayRow, Load } from './rows.js';
import { levelOf, workColumns, type ColumnsAbout } from './work-columns.js';
import type { List, Scope } from './worklist.rules.js';
import { countText, householdWords, type StepName } from './words.js';

/** A day as its reader sees it. */
export interface DayPageProps {
  readonly t: Translate;
  readonly by: SignedIn;
  readonly day: Day;
  /** Whose work of today is listed, and among which one may choose. */
  readonly today: Scope;
  readonly choices: readonly Scope[];
  readonly load: readonly Load[];
  readonly stepName: StepName;
  readonly mayEdit: (row: DayRow) => boolean;
  /** Whether the reader may take a case that nobody has been chosen for. */
  readonly mayTake: boolean;
  readonly once: string;
}

/** What needs somebody today, the most urgent first. */
export function DayPage(props: DayPageProps): VNode {
  const { t, by, day, load } = props;
  const late = day.counts.overdue;
  return (
    <>
      <PageHead title={t('desk.day.hello', { name: by.name })} lead={`${sentence(capital(t.dateTime(day.at), t))} ${t('desk.day.lead', { late })}`}
        deeds={<PrintButton text={t('desk.day.print')} />} />
      <div class="stack-8">
        <Summary {...props} />
        {day.escalated.length > 0 && day.scope !== 'mine' && <Work {...props} list="escalated" tone="critical" />}
        {day.overdue.length > 0 && <Work {...props} list="overdue" tone="critical" />}
        <Work {...props} list="today" />
        <ReferralsOfTheDay t={t} day={day} />
        <SilentOrganisations t={t} rows={day.referrals.silent} now={day.at} />
        <div class="halves">
          <SideList {...props} list="unreached" />
          <div class="stack-6">
            <SideList {...props} list="unassigned" />
            <Guarantee t={t} day={day} />
          </div>
        </div>
        {load.length > 0 && <LoadChart t={t} load={load} teams={by.roles.includes('manager')} />}
        <KeysLine />
      </div>
    </>
  );
}

/** Ends a sentence once: « a.m. » has its full stop already. */
const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

function Summary({ t, day, today }: DayPageProps): VNode {
  const { counts, at } = day;
  const oldest = day.overdue[0]?.nextDueAt;
  const next = day.today[0]?.nextDueAt;
  return (
    <Stats label={t('desk.day.summary')}>
      <Stat href={hrefOf(day, 'overdue')} label={t('desk.list.overdue')} icon="triangle-alert" tone={counts.overdue > 0 ? 'critical' : 'ok'} value={countText(t, counts.overdue)}
        note={oldest ? t('desk.day.oldest', { span: t.span(Date.parse(at) - Date.parse(oldest)) }) : t('desk.day.none-late')} />
      <Stat href={listHref({ list: 'today', scope: today })} label={t('desk.list.today')} icon="clock-alert" tone="warn" value={countText(t, counts.today)}
        note={next ? t('desk.day.next-at', { time: t.time(next) }) : t('desk.day.nothing-today')} />
      <Stat href={referralListHref({ list: 'waiting', scope: day.scope })} label={t('desk.referrals.day.stat')} icon="hourglass" tone="wait" value={countText(t, day.referrals.counts.waiting)}
        note={t('desk.referrals.day.over', { count: day.referrals.counts.late, text: countText(t, day.referrals.counts.late) })} />
      <Stat href={hrefOf(day, 'unassigned')} label={t('desk.list.unassigned')} icon="user-plus" tone="accent" value={countText(t, counts.unassigned)} note={t('desk.day.to-give')} />
      <Stat href="#guarantee" label={t('desk.day.forgotten')} icon="shield-check" tone={day.continuity?.forgotten ? 'critical' : 'ok'}
        value={day.continuity ? t.number(day.continuity.forgotten) : '–'}
        note={day.continuity ? t('desk.day.looked', { when: t.time(day.continuity.lookedAt) }) : t('desk.day.not-looked')} />
    </Stats>
  );
}

/** The list behind a number: the same scope, so the same count. */
const hrefOf = (day: Day, list: List): string => listHref({ list, scope: list === 'unassigned' ? (day.scope === 'all' ? 'all' : 'team') : day.scope });

function Work({ list, tone, ...props }: DayPageProps & { list: 'escalated' | 'overdue' | 'today'; tone?: 'critical' }): VNode {
  const { t, day, today, choices, stepName, mayEdit } = props;
  const rows = day[list];
  const scope = list === 'today' ? today : day.scope;
  const about: ColumnsAbout = { t, now: day.at, stepName, step: (row) => row as DayRow, mayEdit: (row) => mayEdit(row as DayRow) };
  const rest = list === 'overdue' && scope !== 'mine';
  const more = day.counts[list] > rows.length;
  const tabs = list === 'today' && choices.length > 1
    ? <Chips label={t('desk.scopes')} chips={choices.map((each) => ({ href: each === choices[0] ? '/#today' : `/?of=${each}#today`, text: t(`desk.scope.${each}`), current: each === today }))} />
    : null;
  return (
    <Section id={list} title={t(`desk.day.title.${rest ? 'rest' : list}`)} count={rest ? undefined : Math.min(day.counts[list], 1000)} tone={tone}
      side={<>{tabs}{more && <a href={listHref({ list, scope })}>{t('desk.see-all')}</a>}</>}>
      <div class="card table-card">
        {rows.length > 0
          ? <WorkTable caption={t(`desk.day.title.${list}`)} columns={workColumns(about, { owner: scope !== 'mine' })} rows={rows} rowKey={(row) => `${list}-${row.id}`} />
          : <EmptyState title={t('desk.day.done.title')}>{t('desk.day.done.text')}</EmptyState>}
      </div>
    </Section>
  );
}

function SideList({ list, ...props }: DayPageProps & { list: 'unreached' | 'unassigned' }): VNode {
  const { t, day } = props;
  const rows = day[list];
  return (
    <Section id={list} title={t(`desk.day.title.${list}`)} count={Math.min(day.counts[list], 1000)}
      side={day.counts[list] > rows.length && <a href={hrefOf(day, list)}>{t('desk.see-all')}</a>}>
      <div class="card">
        {rows.length === 0
          ? <EmptyState title={t(`desk.day.empty.${list}.title`)}>{t(`desk.day.empty.${list}.text`)}</EmptyState>
          : <ul class="rows">{rows.map((row) => <SideRow {...props} row={row} list={list} />)}</ul>}
      </div>
    </Section>
  );
}

function SideRow({ row, list, ...props }: DayPageProps & { row: DayRow; list: 'unreached' | 'unassigned' }): VNode {
  const { t, day } = props;
  const when = list === 'unreached' && row.unreachedSince
    ? t('desk.unreached-since', { ago: t.ago(row.unreachedSince, day.at) })
    : t('desk.registered', { when: t.whenNear(row.registeredAt, day.at) });
  return (
    <li class="between">
      <div>
        <div class="row"><a class="strong" href={caseHref(row.id)}>{row.leadName}</a><Tier level={levelOf(row.tier)} /></div>
        <Dots class="meta">{[...householdWords(t, row, day.at).slice(0, 2), when]}</Dots>
      </div>
      {list === 'unassigned' && props.mayTake ? <TakeForm {...props} row={row} /> : <a class="button button-small" href={caseHref(row.id)}>{t('desk.deed.open')}<span class="visually-hidden"> {row.leadName}</span></a>}
    </li>
  );
}

/** One press, and the case is one's own. */
function TakeForm({ t, by, row, once }: DayPageProps & { row: DayRow }): VNode {
  return (
    <form method="post" action="/cases/assign">
      <input type="hidden" name="ids" value={row.id} /><input type="hidden" name="ownerId" value={by.personId} />
      <input type="hidden" name="back" value="/" /><input type="hidden" name="once" value={`${once}-${row.id}`} />
      <button class="button button-small" type="submit"><Icon name="hand-helping" />{t('desk.deed.take')}<span class="visually-hidden"> {t('desk.deed.take-whom', { name: row.leadName })}</span></button>
    </form>
  );
}

function Guarantee({ t, day: { continuity, counts, scope } }: { t: Translate; day: Day }): VNode {
  const broken = (continuity?.forgotten ?? 0) > 0;
  return (
    <section aria-labelledby="guarantee">
      <h2 class="visually-hidden" id="guarantee">{t('desk.day.guarantee.heading')}</h2>
      <Notice tone={broken ? 'critical' : 'ok'} icon={broken ? 'shield-alert' : 'shield-check'}>
        <p><b>{broken ? t('desk.day.guarantee.broken', { count: continuity?.forgotten ?? 0 }) : t('desk.day.guarantee.holds')}</b>{' '}
          {broken ? t('desk.day.guarantee.told') : t('desk.day.guarantee.text', { count: counts.all, text: countText(t, counts.all), scope })}</p>
      </Notice>
    </section>
  );
}

function LoadChart({ t, load, teams }: { t: Translate; load: readonly Load[]; teams: boolean }): VNode {
  const most = load.reduce((one, other) => (other.open > one.open ? other : one), load[0] as Load);
  const caption = t(teams ? 'desk.load.teams' : 'desk.load.people');
  return (
    <Section id="load" title={caption}>
      <div class="card"><div class="card-body">
        <BarChart summary={t('desk.load.summary', { count: load.length, name: most.name, open: most.open })} format={(value) => (Number.isInteger(value) ? t.number(value) : '')}
          bars={load.map((each) => ({ name: each.name, value: each.open, text: t.number(each.open), late: each.late > 0 }))}
          figures={{ caption, headings: [t(teams ? 'desk.load.team' : 'desk.load.person'), t('desk.load.open'), t('desk.load.late')], rows: load.map(({ name, open, late }) => [name, t.number(open), t.number(late)]) }}
          note={t('desk.load.note')} />
      </div></div>
    </Section>
  );
}
