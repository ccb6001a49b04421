import type { VNode } from 'preact';
import type { Reference } from '../../../config/reference.js';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { TextArea } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Tag } from '../../../libs/ui/tag.js';
import { householdName } from '../../cases/cases.door.js';
import type { FoundService } from '../../organisations/organisations.door.js';
import { type ReferredCase, referralPath } from '../../referrals/referrals.door.js';
import { caseHref } from '../links.js';

/** A case by its name, as lists show it. */
export interface NamedCase {
  readonly id: string;
  readonly number: string;
  readonly leadName: string;
  readonly size: number;
}

/** The form as it was posted. */
export interface ManyForm {
  readonly need: string;
  readonly services: readonly string[];
  readonly way: string;
  readonly note: string;
}

interface ManyPageProps {
  readonly t: Translate;
  readonly reference: Reference;
  readonly named: readonly NamedCase[];
  readonly form: ManyForm;
  /** Those that answer the need, once one is chosen. */
  readonly services: readonly FoundService[] | undefined;
  readonly once: string;
  readonly faults: FormFaults;
}

/** The same need of several households: which need, whom to ask, and how. */
export function ManyPage({ t, reference, named, form, services, once, faults }: ManyPageProps): VNode {
  return (
    <>
      <PageHead title={t('desk.many.title')} lead={t('desk.many.lead', { count: named.length })} />
      <Form action="/referrals/many" hidden={{ once }}>
        {named.map(({ id }) => <input type="hidden" name="ids" value={id} />)}
        <ErrorSummary faults={faults.summary} />
        <Card id="households" title={t('desk.many.households')} count={named.length}>
          <ul class="chips">{named.map((each) => <li><a class="chip" href={caseHref(each.id)}>{householdName(t, each)}</a></li>)}</ul>
        </Card>
        <FormSection legend={t('desk.many.need')}>
          <div class="row filters">
            <SelectField name="need" label={t('desk.many.which')} blank={t('desk.many.choose')} value={form.need} fault={faults.fields['need'] ?? null} options={reference.needs.map(({ code, ...names }) => ({ value: code, text: names[t.language] }))} />
            <button class="button" type="submit" name="act" value="look">{t('desk.many.show')}</button>
          </div>
        </FormSection>
        {services && (services.length === 0
          ? <div class="card"><EmptyState title={t('desk.many.nobody')} icon="handshake" /></div>
          : <Whom t={t} form={form} services={services} faults={faults} />)}
      </Form>
    </>
  );
}

function Whom({ t, form, services, faults }: Pick<ManyPageProps, 't' | 'form' | 'faults'> & { readonly services: readonly FoundService[] }): VNode {
  return (
    <>
      <FormSection legend={t('desk.many.whom')} note={t('desk.many.whom-note')}>
        <Choices type="checkbox" name="pick" label={t('desk.many.services')} value={form.services} fault={faults.fields['services'] ?? null}
          choices={services.map(({ id, name, organisation }) => ({ value: id, text: organisation, note: name }))} />
        <Choices type="radio" name="way" label={t('desk.many.how')} value={form.way}
          choices={(['order', 'wave'] as const).map((way) => ({ value: way, text: t(`referrals.refer.ways.${way}`), note: t(`referrals.refer.way-notes.${way}`) }))} />
        <TextArea name="note" label={t('referrals.refer.note')} optional value={form.note} fault={faults.fields['note'] ?? null} maxlength={1_000} />
      </FormSection>
      <FormBar note={t('desk.many.shared')}><button class="button button-primary" type="submit" name="act" value="send"><Icon name="send" />{t('desk.many.send')}</button></FormBar>
    </>
  );
}

/** What came of it, case by case. */
export function ManyResults({ t, results, named }: { readonly t: Translate; readonly results: readonly ReferredCase[]; readonly named: readonly NamedCase[] }): VNode {
  const done = results.filter((each) => 'referralId' in each).length;
  return (
    <>
      <PageHead title={t('desk.many.title')} lead={t('desk.many.done', { done, all: results.length })} />
      <div class="stack-6"><ul class="card rows">
        {named.map((each) => {
          const result = results.find(({ caseId }) => caseId === each.id);
          return (
            <li class="stack-2">
              <div class="row"><a class="strong name" href={caseHref(each.id)}>{householdName(t, each)}</a>{result && 'referralId' in result
                ? <><Tag tone="ok" icon="circle-check">{t('desk.many.sent')}</Tag><a href={referralPath(result.referralId)}>{t('desk.many.see')}</a></>
                : <Tag tone="warn" icon="circle-alert">{t('desk.many.refused')}</Tag>}</div>
              {result && 'faults' in result && <ul class="meta">{[...new Set(result.faults.map(({ code, values }) => t(code, values)))].map((said) => <li>{said}</li>)}</ul>}
            </li>
          );
        })}
      </ul><p><a class="button" href="/cases">{t('desk.many.back')}</a></p></div>
    </>
  );
}
