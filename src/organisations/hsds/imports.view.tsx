import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card, Section } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { TextField } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import type { ImportLine } from './imports.queries.js';
import type { ImportState } from './imports.store.js';

export interface ImportsProps {
  readonly t: Translate;
  readonly now: Date;
  readonly imports: Keyset<ImportLine>;
  readonly after: boolean;
  readonly once: string;
  readonly faults: FormFaults;
}

const TONES: Readonly<Record<ImportState, Tone>> = { refused: 'critical', previewed: 'warn', applied: 'ok', discarded: 'line' };
const TAG_ICONS = { refused: 'circle-x', previewed: 'eye', applied: 'check', discarded: 'x' } as const;

/** Where an import stands, in a word and a shape. */
export const StateTag = ({ t, state }: { readonly t: Translate; readonly state: ImportState }): VNode => <Tag tone={TONES[state]} icon={TAG_ICONS[state]}>{t(`organisations.hsds.states.${state}`)}</Tag>;

/** Handing a directory in, taking ours out, and the directories handed in before. */
export function ImportsPage({ t, now, imports, after, once, faults }: ImportsProps): VNode {
  return (
    <>
      <PageHead title={t('organisations.hsds.title')} lead={t('organisations.hsds.lead')} deeds={<a class="button" href="/organisations/terms">{t('organisations.hsds.terms')}</a>} />
      <div class="stack-8">
        <HandIn t={t} once={once} faults={faults} />
        <TakeOut t={t} />
        <Section id="recent" title={t('organisations.hsds.recent')}>
          <div class="card table-card">
            {imports.items.length === 0
              ? <EmptyState title={t('organisations.hsds.none')} icon="file-up" />
              : <WorkTable caption={t('organisations.hsds.recent')} rows={imports.items} rowKey={({ id }) => id} columns={[
                { title: t('organisations.hsds.file'), kind: 'head', cell: ({ id, fileName }) => <a class="name" href={`/organisations/import/${id}`}>{fileName}</a> },
                { title: t('organisations.hsds.state'), cell: ({ state }) => <StateTag t={t} state={state} /> },
                { title: t('organisations.hsds.format'), cell: ({ format }) => t(`organisations.hsds.formats.${format}`) },
                { title: t('organisations.hsds.faults'), cell: ({ faults: count }) => t('organisations.hsds.fault-count', { count }) },
                { title: t('organisations.hsds.handed-in'), cell: ({ createdAt, byName }) => <>{t.whenNear(createdAt, now)}<span class="sub">{byName}</span></> },
              ]} />}
            <Pager next={imports.next ? `/organisations/import?after=${imports.next}` : null} first={after ? '/organisations/import' : null} />
          </div>
        </Section>
      </div>
    </>
  );
}

function HandIn({ t, once, faults: { fields, summary } }: Pick<ImportsProps, 't' | 'once' | 'faults'>): VNode {
  return (
    <Form action="/organisations/import" files hidden={{ once }}>
      <ErrorSummary faults={summary} />
      <FormSection legend={t('organisations.hsds.upload')} note={t('organisations.hsds.upload-note')}>
        <TextField type="file" multiple name="file" label={t('organisations.hsds.choose')} accept=".json,.ndjson,.jsonl,.csv,.zip,application/json,application/zip,text/csv" fault={fields['file']} />
        <FormBar note={t('organisations.hsds.nothing-yet')}><button class="button button-primary" type="submit"><Icon name="file-up" />{t('organisations.hsds.read')}</button></FormBar>
      </FormSection>
    </Form>
  );
}

function TakeOut({ t }: Pick<ImportsProps, 't'>): VNode {
  return (
    <Card id="out" title={t('organisations.hsds.out')}>
      <div class="stack">
        <p>{t('organisations.hsds.out-note')} {t('organisations.hsds.out-api', { path: '/api/hsds/3.1/' })}</p>
        <div class="row">
          <a class="button" href="/api/hsds/3.1/package.zip" download hx-boost="false"><Icon name="download" />{t('organisations.hsds.out-package')}</a>
          <a class="button" href="/api/hsds/3.1/organizations?format=ndjson&amp;full=true" download="hsds.ndjson" hx-boost="false"><Icon name="download" />{t('organisations.hsds.out-json')}</a>
        </div>
      </div>
    </Card>
  );
}
