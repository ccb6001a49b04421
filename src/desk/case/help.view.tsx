import type { VNode } from 'preact';
import type { Reference } from '../../../config/reference.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Chips } from '../../../libs/ui/chips.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Dots } from '../../../libs/ui/identity.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { householdName, partPath } from '../../cases/cases.door.js';
import { countWords, type FoundCounts, type FoundService, FoundServices, type HouseholdFacts } from '../../organisations/organisations.door.js';
import type { WholeFile } from './file.js';

export interface HelpPageProps {
  readonly t: Translate;
  readonly reference: Reference;
  readonly file: WholeFile;
  readonly household: HouseholdFacts;
  readonly need: string | undefined;
  readonly reason: string | undefined;
  readonly at: Date;
  readonly services: readonly FoundService[];
  readonly counts: FoundCounts;
  readonly next: string | null;
  readonly further: boolean;
}

/** The page on which a household's need meets the network. */
export const helpPath = (caseId: string, need: string, { reason, after }: { reason?: string | undefined; after?: string | undefined } = {}): string =>
  `/cases/${caseId}/help?${new URLSearchParams({ need, ...(reason ? { reason } : {}), ...(after ? { after } : {}) }).toString()}`;

/** Who can help a household with a need, judged by what its file says. */
export function HelpPage({ t, reference, file, household, need, reason, at, services, counts, next, further }: HelpPageProps): VNode {
  const nameOf = (code: string): string => reference.need(code)?.[t.language] ?? code;
  const known = [
    household.statuses.map((code) => reference.status(code)?.[t.language] ?? code).join(', '), t('desk.help.people', { count: household.people.length }),
    t.list(household.languages.map(t.languageName)), reference.borough(household.borough ?? '')?.name ?? t('desk.help.no-borough'),
  ];
  return (
    <>
      <PageHead title={t('desk.help.title')} lead={<><a href={partPath(file.id, 'overview', reason)}>{householdName(t, file)}</a>{need && ` – ${nameOf(need)}`}</>} />
      <div class="stack-6">
        <div class="stack-2">
          <Dots class="meta">{[t('desk.help.judged-by'), ...known]}</Dots>
          <p class="meta">{t('desk.help.stays')}</p>
        </div>
        {file.needs.length > 1 && <Chips label={t('cases.parts.needs')} chips={file.needs.map(({ code }) => ({ href: helpPath(file.id, code, { reason }), text: nameOf(code), current: code === need }))} />}
        <p class="strong">{countWords(t, counts)}</p>
        {services.length > 0 ? <FoundServices t={t} at={at} reference={reference} services={services} />
          : <div class="card"><EmptyState title={t('desk.help.nobody')} icon="handshake">{t('desk.help.nobody-note')}</EmptyState></div>}
        {need && <Pager next={next ? helpPath(file.id, need, { reason, after: next }) : null} first={further ? helpPath(file.id, need, { reason }) : null} text={countWords(t, counts)} />}
      </div>
    </>
  );
}
