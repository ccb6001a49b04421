import type { VNode } from 'preact';
import type { Keyset } from '../../../libs/http/keyset.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { Chips } from '../../../libs/ui/chips.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import { Access, Address } from '../people/people.view.js';
import type { MembersQuery } from './members.dto.js';
import type { MemberLine } from './members.queries.js';

export interface MembersPageProps {
  readonly t: Translate;
  readonly now: Date;
  /** The address under which these pages stand. */
  readonly base: string;
  /** The organisation's name. */
  readonly organisation: string;
  readonly members: Keyset<MemberLine>;
  readonly query: MembersQuery;
  readonly keeps: boolean;
}

/** Everyone who acts for an organisation. */
export function MembersPage({ t, now, base, organisation, members, query, keeps }: MembersPageProps): VNode {
  const address = (change: Record<string, string | undefined>): string => {
    const kept = Object.entries({ state: query.state, ...change }).filter(([, value]) => value !== undefined);
    return kept.length === 0 ? base : `${base}?${new URLSearchParams(kept as [string, string][]).toString()}`;
  };
  return (
    <div class="stack-6">
      <PageHead title={t('accounts.members.title')} lead={t('accounts.members.lead', { organisation })}
        deeds={keeps && <a class="button button-primary" href={`${base}/new`}>{t('accounts.members.invite')}</a>} />
      <Chips label={t('accounts.people.filter')} chips={[
        { href: address({ state: undefined }), text: t('accounts.people.all'), current: query.state === undefined },
        ...(['active', 'invited', 'disabled'] as const).map((state) => ({ href: address({ state }), text: t(`accounts.states.${state}`), current: query.state === state })),
      ]} />
      <Card id="members" title={t('accounts.members.caption')} bare>
        {members.items.length === 0 ? <EmptyState icon="users" title={t('accounts.people.none')} /> : (
          <WorkTable caption={t('accounts.members.caption')} rows={members.items} rowKey={({ id }) => id} columns={[
            {
              title: t('accounts.people.name'), kind: 'head',
              cell: ({ id, name, email }) => <>{keeps ? <a class="name" href={`${base}/${id}`}>{name}</a> : <span class="name">{name}</span>}<br /><Address email={email} /></>,
            },
            { title: t('accounts.members.role'), cell: ({ role }) => t(`accounts.members.roles.${role}`) },
            { title: t('accounts.people.state'), cell: (member) => <Access t={t} person={member} now={now} /> },
          ]} />
        )}
        <Pager next={members.next && address({ after: members.next })} first={query.after === undefined ? null : address({})} />
      </Card>
    </div>
  );
}
