import type { VNode } from 'preact';
import type { Need } from '../../../config/reference.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Form } from '../../../libs/ui/form/form.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import type { TermLine } from './terms.queries.js';

export interface TermsProps {
  readonly t: Translate;
  readonly terms: Keyset<TermLine>;
  readonly after: boolean;
  readonly needs: readonly Need[];
  /** A key for each form. */
  readonly once: () => string;
}

/** The terms of others, those that mean nothing to us first, each with the need it means. */
export function TermsPage({ t, terms, after, needs, once }: TermsProps): VNode {
  return (
    <>
      <PageHead title={t('organisations.hsds.terms')} lead={t('organisations.hsds.terms-lead')} />
      <div class="card table-card">
        {terms.items.length === 0 ? <EmptyState title={t('organisations.hsds.terms-none')} icon="blocks" /> : (
          <WorkTable compact caption={t('organisations.hsds.terms')} rows={terms.items} rowKey={({ id }) => id} columns={[
            { title: t('organisations.hsds.term'), kind: 'head', cell: ({ name, code }) => <><bdi class="name">{name}</bdi>{code && <span class="sub" dir="ltr">{code}</span>}</> },
            { title: t('organisations.hsds.taxonomy'), cell: ({ taxonomy }) => <bdi>{taxonomy ?? '–'}</bdi> },
            { title: t('organisations.hsds.services-with'), kind: 'num', cell: ({ services }) => t.number(services) },
            { title: t('organisations.hsds.means'), cell: (term) => <Meaning t={t} term={term} needs={needs} once={once()} /> },
          ]} />
        )}
        <Pager next={terms.next ? `/organisations/terms?after=${terms.next}` : null} first={after ? '/organisations/terms' : null} />
      </div>
    </>
  );
}

function Meaning({ t, term: { id, name, need }, needs, once }: { readonly t: Translate; readonly term: TermLine; readonly needs: readonly Need[]; readonly once: string }): VNode {
  return (
    <Form action={`/organisations/terms/${id}`} hidden={{ once }} class="row">
      <select class="input" name="need" aria-label={t('organisations.hsds.means-of', { name })}>
        <option value="">{t('organisations.hsds.means-nothing')}</option>
        {needs.map((one) => <option value={one.code} selected={one.code === need}>{one[t.language]}</option>)}
      </select>
      <button class="button button-small" type="submit">{t('organisations.hsds.say')}</button>
    </Form>
  );
}
