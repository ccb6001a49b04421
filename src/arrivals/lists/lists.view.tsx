import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Section } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { TextField } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import type { Team } from '../../accounts/accounts.door.js';
import type { ListLine } from './lists.queries.js';
import type { ListState } from './lists.store.js';

export interface ListsProps {
  readonly t: Translate;
  readonly now: Date;
  readonly lists: Keyset<ListLine>;
  readonly after: boolean;
  readonly teams: readonly Team[];
  readonly once: string;
  readonly faults: FormFaults;
}

const TONES: Readonly<Record<ListState, Tone>> = { previewed: 'warn', waiting: 'wait', running: 'wait', done: 'ok', discarded: 'line' };
const TAG_ICONS = { previewed: 'eye', waiting: 'hourglass', running: 'hourglass', done: 'check', discarded: 'x' } as const;

/** Where a list stands, in a word and a shape. */
export const StateTag = ({ t, state }: { readonly t: Translate; readonly state: ListState }): VNode => <Tag tone={TONES[state]} icon={TAG_ICONS[state]}>{t(`arrivals.lists.states.${state}`)}</Tag>;

/** Handing a list in, and the lists handed in before. */
export function ListsPage({ t, now, lists, after, teams, once, faults }: ListsProps): VNode {
  return (
    <>
      <PageHead title={t('arrivals.lists.title')} lead={t('arrivals.lists.lead')} />
      <div class="stack-8">
        <UploadForm t={t} teams={teams} once={once} faults={faults} />
        <Section id="recent" title={t('arrivals.lists.recent')}>
          <div class="card table-card">
            {lists.items.length === 0
              ? <EmptyState title={t('arrivals.lists.none')} icon="file-up" />
              : <WorkTable caption={t('arrivals.lists.recent')} rows={lists.items} rowKey={({ id }) => id} columns={[
                { title: t('arrivals.lists.file'), kind: 'head', cell: ({ id, fileName }) => <a class="name" href={`/arrivals/lists/${id}`}>{fileName}</a> },
                { title: t('arrivals.lists.state'), cell: ({ state }) => <StateTag t={t} state={state} /> },
                { title: t('arrivals.lists.households'), kind: 'num', cell: ({ households, householdsDone, state }) => (state === 'running' ? t('ui.progress', { done: t.number(householdsDone), total: t.number(households) }) : t.number(households)) },
                { title: t('arrivals.lists.uploaded'), cell: ({ uploadedAt, uploadedByName }) => <>{t.whenNear(uploadedAt, now)}<span class="sub">{uploadedByName}</span></> },
                { title: t('arrivals.lists.team'), cell: ({ teamName }) => teamName },
              ]} />}
            <Pager next={lists.next ? `/arrivals/lists?after=${lists.next}` : null} first={after ? '/arrivals/lists' : null} />
          </div>
        </Section>
      </div>
    </>
  );
}

function UploadForm({ t, teams, once, faults: { fields, summary } }: Pick<ListsProps, 't' | 'teams' | 'once' | 'faults'>): VNode {
  return (
    <Form action="/arrivals/lists" files hidden={{ once }}>
      <ErrorSummary faults={summary} />
      <FormSection legend={t('arrivals.lists.upload')} note={t('arrivals.lists.upload-note')}>
        <TextField type="file" name="file" label={t('arrivals.lists.choose')} accept=".csv,.txt,text/csv,text/plain" fault={fields['file']} />
        {teams.length > 1 && <SelectField name="teamId" label={t('arrivals.lists.team')} blank={t('arrivals.form.choose')} options={teams.map(({ id, name }) => ({ value: id, text: name }))} fault={fields['teamId']} />}
        <FormBar note={t('arrivals.lists.nobody-yet')}><button class="button button-primary" type="submit"><Icon name="file-up" />{t('arrivals.lists.read')}</button></FormBar>
      </FormSection>
    </Form>
  );
}
