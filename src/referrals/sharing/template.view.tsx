import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar } from '../../../libs/ui/form/form.js';
import { Notice } from '../../../libs/ui/notice.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { usualFields } from './share.rules.js';
import { FieldPicker } from './share.view.js';
import type { ShareTemplate } from './share-templates.js';

export interface TemplatePageProps {
  readonly t: Translate;
  readonly template: ShareTemplate;
  /** What is ticked; null while the need decides. */
  readonly chosen: readonly string[] | null;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly faults: FormFaults;
}

/** What a service usually gets to know of a household. */
export function TemplatePage({ t, template: { serviceId, service, organisation, fields }, chosen, hidden, faults }: TemplatePageProps): VNode {
  return (
    <div class="stack-6">
      <PageHead title={t('referrals.sharing.template.title')} lead={[service, organisation].join(', ')} />
      <Notice icon="shield-check" title={t('referrals.sharing.template.promise')}>{t(fields === null ? 'referrals.sharing.template.by-need' : 'referrals.sharing.template.own')}</Notice>
      <Form action={`/services/${serviceId}/sharing`} hidden={hidden}>
        <ErrorSummary faults={faults.summary} />
        <FieldPicker t={t} legend={t('referrals.sharing.template.fields')} note={t('referrals.sharing.template.fields-note')} chosen={chosen ?? usualFields('')} />
        <FormBar note={t('referrals.sharing.template.reassure')}>
          <button class="button button-primary" type="submit">{t('referrals.sharing.template.save')}</button>
          {fields !== null && <button class="button" type="submit" name="usual" value="1">{t('referrals.sharing.template.reset')}</button>}
          <a class="button" href={`/services/${serviceId}`}>{t('referrals.sharing.cancel')}</a>
        </FormBar>
      </Form>
    </div>
  );
}
