import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Ticks } from '../../../libs/ui/ticks.js';
import { type CaseFacts, TIERS } from '../../cases/cases.door.js';
import { OVERRIDES } from '../household.rules.js';

export interface TierProps {
  readonly t: Translate;
  readonly file: CaseFacts;
  readonly once: string;
  readonly typed: { readonly confirmed?: string | undefined; readonly because?: string | undefined };
  readonly faults: FormFaults;
}

/** Why the rules propose this tier, and the person's last word. */
export function TierPage({ t, file, once, typed, faults: { fields, summary } }: TierProps): VNode {
  return (
    <>
      <PageHead title={t('arrivals.decide.title')} lead={<><a href={`/cases/${file.id}`}>{file.leadName}</a>, {t('arrivals.arrive.case', { number: file.number })}</>} />
      <div class="stack-6">
        <ErrorSummary faults={summary} />
        <Card id="why" title={t('arrivals.decide.why')}>
          <div class="stack">
            <Ticks ticks={file.tierReasons.map(({ code }) => ({ text: t(`arrivals.tier.reasons.${code}`) }))} />
            <p class="meta">{t(file.tierConfirmedBy ? 'arrivals.decide.confirmed' : 'arrivals.decide.unconfirmed')}</p>
          </div>
        </Card>
        <Form action={`/cases/${file.id}/tier`} hidden={{ once, version: file.version }}>
          <FormSection legend={t('arrivals.decide.decision')} note={t('arrivals.decide.note')}>
            <Choices type="radio" name="confirmed" label={t('arrivals.decide.tier')} value={typed.confirmed ?? file.tier} fault={fields['confirmed']}
              choices={TIERS.map((tier) => ({ value: tier, text: `${tier} ${t(`cases.tiers.${tier}`)}` }))} />
            <SelectField name="because" label={t('arrivals.preview.because')} hint={t('arrivals.decide.because-hint')} blank={t('arrivals.form.choose')} value={typed.because ?? ''}
              fault={fields['because']} options={OVERRIDES.map((code) => ({ value: code, text: t(`arrivals.tier.reasons.${code}`) }))} />
            <FormBar><button class="button button-primary button-large" type="submit"><Icon name="check" />{t('arrivals.decide.submit')}</button></FormBar>
          </FormSection>
        </Form>
      </div>
    </>
  );
}
