import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Section } from '../../../libs/ui/card.js';
import { Diff } from '../../../libs/ui/diff.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form } from '../../../libs/ui/form/form.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Notice } from '../../../libs/ui/notice.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Tag } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import type { Change } from './differences.rules.js';
import type { Remark } from './documents.rules.js';
import type { ImportSheet } from './imports.queries.js';
import type { ImportReport } from './imports.store.js';
import { StateTag } from './imports.view.js';
import { OBJECT_NAMES } from './objects.rules.js';
import { reasonOf, whereOf } from './write-report.js';

export interface ImportProps {
  readonly t: Translate;
  readonly now: Date;
  readonly sheet: ImportSheet;
  readonly once: string;
  readonly faults: FormFaults;
}

/** So many of a kind stand on the page; the file of the report has all. */
const SHOWN = 200;
const BECOMES = ['new', 'changed', 'unchanged', 'missing'] as const;
const TITLES = { new: 'new', changed: 'edited', unchanged: 'unchanged', missing: 'missing' } as const;

/** One directory that was handed in: what is wrong with it, or what it would change, and what to do with it. */
export function ImportPage(props: ImportProps): VNode {
  const { t, now, sheet, faults } = props;
  return (
    <>
      <PageHead title={sheet.fileName} lead={<>{t('organisations.hsds.by', { name: sheet.byName, when: t.whenNear(sheet.createdAt, now) })} <StateTag t={t} state={sheet.state} /></>} />
      <div class="stack-6">
        <ErrorSummary faults={faults.summary} title={t('organisations.hsds.not-done')} />
        <Standing {...props} />
        <Remarks t={t} id="faults" sheet={sheet} remarks={sheet.report.faults} title={t('organisations.hsds.faults')} />
        {sheet.state !== 'discarded' && sheet.state !== 'refused' && <><Counts {...props} /><Changes {...props} /><Missing {...props} /></>}
        <Remarks t={t} id="warnings" sheet={sheet} remarks={sheet.report.warnings} title={t('organisations.hsds.warnings')} note={t('organisations.hsds.warnings-note')} />
      </div>
    </>
  );
}

const changesAnything = ({ counts }: ImportReport): boolean => Object.values(counts).some((count) => count.new + count.changed > 0);

function Standing({ t, sheet, once }: ImportProps): VNode {
  const { state, report } = sheet;
  if (state === 'refused') return <Notice tone="critical" title={t('organisations.hsds.refused')}><p>{t('organisations.hsds.refused-note', { count: report.faults.length })}</p></Notice>;
  if (state === 'applied') return <Notice tone="ok" title={t('organisations.hsds.applied')}><p>{t('organisations.hsds.applied-note')}</p></Notice>;
  if (state === 'discarded') return <Notice icon="x" title={t('organisations.hsds.discarded')}><p>{t('organisations.hsds.discarded-note')}</p></Notice>;
  const anything = changesAnything(report);
  return (
    <div class="form-bar">
      {anything && (
        <Form action={`/organisations/import/${sheet.id}/apply`} hidden={{ once, version: sheet.version }} class="row">
          <button class="button button-primary button-large" type="submit"><Icon name="check" />{t('organisations.hsds.apply')}</button>
        </Form>
      )}
      <Form action={`/organisations/import/${sheet.id}/discard`} hidden={{ once, version: sheet.version }} class="row">
        <button class="button button-large" type="submit">{t('organisations.hsds.discard')}</button>
      </Form>
      <span class="meta">{t(anything ? 'organisations.hsds.apply-note' : 'organisations.hsds.apply-nothing')}</span>
    </div>
  );
}

function Counts({ t, sheet: { report: { counts } } }: ImportProps): VNode | null {
  const rows = OBJECT_NAMES.flatMap((object) => (counts[object] ? [[object, counts[object]] as const] : []));
  if (rows.length === 0) return null;
  return (
    <Section id="counts" title={t('organisations.hsds.counts')}>
      <div class="card table-card">
        <WorkTable compact caption={t('organisations.hsds.counts')} rows={rows} rowKey={([object]) => object} columns={[
          { title: t('organisations.hsds.thing'), kind: 'head', cell: ([object]) => t(`organisations.hsds.objects.${object}`) },
          ...BECOMES.map((what) => ({ title: t(`organisations.hsds.${TITLES[what]}`), kind: 'num' as const, cell: ([, count]: (typeof rows)[number]) => t.number(count[what]) })),
        ]} />
      </div>
    </Section>
  );
}

function Changes({ t, sheet: { state, report: { changes, counts } } }: ImportProps): VNode | null {
  const total = Object.values(counts).reduce((sum, count) => sum + count.new + count.changed, 0);
  if (total === 0) return null;
  const rows = changes.slice(0, SHOWN);
  return (
    <Section id="changes" title={t(state === 'applied' ? 'organisations.hsds.changed' : 'organisations.hsds.would-change')} count={total}>
      <div class="card table-card">
        <WorkTable compact caption={t('organisations.hsds.would-change')} rows={rows} rowKey={({ object, id }) => `${object}-${id}`} columns={[
          { title: t('organisations.hsds.name'), kind: 'head', cell: ({ name, object }) => <><bdi class="name">{name || '–'}</bdi><span class="sub">{t(`organisations.hsds.objects.${object}`)}</span></> },
          { title: t('organisations.hsds.becomes'), cell: (change) => <Becomes t={t} change={change} /> },
        ]} />
        <More t={t} count={total - rows.length} />
      </div>
    </Section>
  );
}

function Becomes({ t, change: { becomes, fields } }: { readonly t: Translate; readonly change: Change }): VNode {
  if (becomes === 'new') return <Tag tone="accent" icon="plus">{t('organisations.hsds.new')}</Tag>;
  return (
    <details open={fields.length <= 6}>
      <summary><Tag tone="warn" icon="pencil">{t('organisations.hsds.edited')}</Tag> <span class="meta">{t('organisations.hsds.fields', { count: fields.length })}</span></summary>
      <Diff changes={fields.map(({ field, before, after }) => ({ name: <code dir="ltr">{field}</code>, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }))} />
    </details>
  );
}

function Missing({ t, sheet: { report: { missing, counts } } }: ImportProps): VNode | null {
  const total = Object.values(counts).reduce((sum, count) => sum + count.missing, 0);
  if (total === 0) return null;
  const rows = missing.slice(0, SHOWN);
  return (
    <Section id="missing" title={t('organisations.hsds.missing-title')} count={total}>
      <div class="stack">
        <p class="meta">{t('organisations.hsds.missing-note')}</p>
        <div class="card table-card">
          <WorkTable compact caption={t('organisations.hsds.missing-title')} rows={rows} rowKey={({ object, id }) => `missing-${object}-${id}`} columns={[
            { title: t('organisations.hsds.name'), kind: 'head', cell: ({ name }) => <bdi class="name">{name || '–'}</bdi> },
            { title: t('organisations.hsds.thing'), cell: ({ object }) => t(`organisations.hsds.objects.${object}`) },
          ]} />
          <More t={t} count={total - rows.length} />
        </div>
      </div>
    </Section>
  );
}

interface RemarksProps {
  readonly t: Translate;
  readonly id: string;
  readonly sheet: ImportSheet;
  readonly remarks: readonly Remark[];
  readonly title: string;
  readonly note?: string;
}

function Remarks({ t, id, sheet, remarks, title, note }: RemarksProps): VNode | null {
  if (remarks.length === 0) return null;
  const rows = remarks.slice(0, SHOWN).map((remark, place) => ({ ...remark, place }));
  const download = <a class="button button-small" href={`/organisations/import/${sheet.id}/report.csv`} download hx-boost="false"><Icon name="download" />{t('organisations.hsds.download')}</a>;
  return (
    <Section id={id} title={title} count={remarks.length} {...(id === 'faults' ? { tone: 'critical' as const } : {})} side={id === 'faults' || sheet.report.faults.length === 0 ? download : null}>
      <div class="stack">
        {note && <p class="meta">{note}</p>}
        <div class="card table-card">
          <WorkTable compact caption={title} rows={rows} rowKey={({ place }) => `${id}-${place}`} columns={[
            { title: t('organisations.hsds.where'), kind: 'head', cell: (remark) => <><span dir="ltr">{remark.file}</span><span class="sub" dir="ltr">{whereOf(remark, t)}</span></> },
            { title: t('organisations.hsds.field'), cell: ({ field, object }) => <>{field && <code dir="ltr">{field}</code>}{object && <span class="sub">{t(`organisations.hsds.objects.${object}`)}</span>}</> },
            { title: t('organisations.hsds.value'), cell: ({ value }) => <bdi>{value ?? ''}</bdi> },
            { title: t('organisations.hsds.reason'), cell: (remark) => reasonOf(remark, t) },
          ]} />
          <More t={t} count={remarks.length - rows.length} />
        </div>
      </div>
    </Section>
  );
}

const More = ({ t, count }: { readonly t: Translate; readonly count: number }): VNode | null => (count > 0 ? <p class="card-foot meta">{t('organisations.hsds.more', { count })}</p> : null);
