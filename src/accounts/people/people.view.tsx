import type { VNode } from 'preact';
import type { Keyset } from '../../../libs/http/keyset.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Chips } from '../../../libs/ui/chips.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { Card } from '../../../libs/ui/card.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import type { CalendarChoice, LanguageChoice } from './office-lists.js';
import type { PeopleQuery } from './people.dto.js';
import type { PersonLine, TeamLine } from './people.queries.js';
import type { PersonState } from './person.entity.js';

const TONES = { invited: 'wait', active: 'ok', disabled: 'line' } as const satisfies Record<PersonState, Tone>;

/** Whether somebody may come in, in a word. */
export const StateTag = ({ t, state }: { t: Translate; state: PersonState }): VNode => <Tag tone={TONES[state]}>{t(`accounts.states.${state}`)}</Tag>;

/** An e-mail address under a name; where it is too long for its place it breaks before the sign, not within a word. */
export function Address({ email }: { email: string }): VNode {
  const [mailbox, domain] = email.split('@');
  return <span class="meta">{mailbox}<wbr />@{domain}</span>;
}

export interface PeoplePageProps {
  readonly t: Translate;
  readonly now: Date;
  readonly people: Keyset<PersonLine>;
  readonly teams: readonly TeamLine[];
  readonly calendars: readonly CalendarChoice[];
  readonly languages: readonly LanguageChoice[];
  readonly query: PeopleQuery;
  readonly manages: boolean;
  readonly all: boolean;
}

/** Everyone who may come in, and their teams. */
export function PeoplePage({ t, now, people, teams, calendars, languages, query, manages, all }: PeoplePageProps): VNode {
  const address = (change: Record<string, string | undefined>): string => {
    const kept = Object.entries({ state: query.state, teamId: query.teamId, role: query.role, ...change }).filter(([, value]) => value !== undefined);
    return kept.length === 0 ? '/people' : `/people?${new URLSearchParams(kept as [string, string][]).toString()}`;
  };
  return (
    <div class="stack-6">
      <PageHead title={t('accounts.people.title')} lead={t(all ? 'accounts.people.lead' : 'accounts.people.lead-team')}
        deeds={manages && <a class="button button-primary" href="/people/new">{t('accounts.people.invite')}</a>} />
      {all && (
        <Chips label={t('accounts.people.filter')} chips={[
          { href: address({ state: undefined }), text: t('accounts.people.all'), current: query.state === undefined },
          ...(['active', 'invited', 'disabled'] as const).map((state) => ({ href: address({ state }), text: t(`accounts.states.${state}`), current: query.state === state })),
          ...teams.filter(({ id }) => id === query.teamId).map(({ name }) => ({ href: address({ teamId: undefined }), text: name, kind: 'on' as const })),
        ]} />
      )}
      <Card id="people" title={t('accounts.people.caption')} bare>
        {people.items.length === 0 ? <EmptyState icon="users" title={t('accounts.people.none')} /> : <PeopleTable t={t} now={now} people={people.items} languages={languages} manages={manages} />}
        <Pager next={people.next && address({ after: people.next })} first={query.after === undefined ? null : address({})} />
      </Card>
      <Card id="teams" title={t('accounts.team.title')} count={teams.length} bare
        side={manages && <a class="button button-small" href="/teams/new">{t('accounts.team.new')}</a>}>
        <TeamTable t={t} teams={teams} calendars={calendars} manages={manages} listed={(teamId) => address({ teamId })} />
      </Card>
    </div>
  );
}

function PeopleTable({ t, now, people, languages, manages }: Pick<PeoplePageProps, 't' | 'now' | 'languages' | 'manages'> & { people: readonly PersonLine[] }): VNode {
  const named = (tag: string): string => languages.find((language) => language.tag === tag)?.name[t.language] ?? t.languageName(tag);
  return (
    <WorkTable caption={t('accounts.people.caption')} rows={people} rowKey={({ id }) => id} columns={[
      {
        title: t('accounts.people.name'), kind: 'head',
        cell: ({ id, name, email, demo }) => (
          <>
            {manages ? <a class="name" href={`/people/${id}`}>{name}</a> : <span class="name">{name}</span>}{demo && <> <Tag>{t('accounts.people.demo')}</Tag></>}
            <br /><Address email={email} />
          </>
        ),
      },
      { title: t('accounts.people.roles'), cell: ({ roles }) => roles.map((role) => t(`accounts.roles.${role}`)).join(', ') },
      { title: t('accounts.people.team'), cell: ({ teamName }) => teamName ?? <span class="meta">{t('accounts.people.no-team')}</span> },
      { title: t('accounts.people.languages'), cell: (person) => (person.languages.length === 0 ? '–' : person.languages.map(named).join(', ')) },
      { title: t('accounts.people.state'), cell: (person) => <Access t={t} person={person} now={now} /> },
    ]} />
  );
}

/** The state, and what there is to know of it: the last visit, or how long the invitation holds. */
export function Access({ t, person: { state, seenAt, invitedUntil }, now }: { t: Translate; person: Pick<PersonLine, 'state' | 'seenAt' | 'invitedUntil'>; now: Date }): VNode {
  const invitation = invitedUntil ? t('accounts.people.invited-until', { until: t.dayShort(invitedUntil, now) }) : t('accounts.people.link-closed');
  const seen = seenAt ? t('accounts.people.seen', { ago: t.ago(seenAt, now) }) : t('accounts.people.never');
  return <><StateTag t={t} state={state} /> <span class="meta">{state === 'invited' ? invitation : seen}</span></>;
}

interface TeamTableProps {
  readonly t: Translate;
  readonly teams: readonly TeamLine[];
  readonly calendars: readonly CalendarChoice[];
  readonly manages: boolean;
  readonly listed: (teamId: string) => string;
}

function TeamTable({ t, teams, calendars, manages, listed }: TeamTableProps): VNode {
  const calendarName = (id: string): string => calendars.find((calendar) => calendar.id === id)?.name[t.language] ?? id;
  return (
    <WorkTable compact caption={t('accounts.team.caption')} rows={teams} rowKey={({ id }) => id} columns={[
      { title: t('accounts.team.name'), kind: 'head', cell: ({ id, name }) => (manages ? <a class="name" href={`/teams/${id}`}>{name}</a> : name) },
      { title: t('accounts.team.lead'), cell: ({ leadName }) => leadName ?? <span class="meta">{t('accounts.team.no-lead')}</span> },
      { title: t('accounts.team.calendar'), cell: ({ calendar }) => calendarName(calendar) },
      { title: t('accounts.team.members'), kind: 'num', cell: ({ id, members }) => <a href={listed(id)}>{t.number(members)}</a> },
    ]} />
  );
}
