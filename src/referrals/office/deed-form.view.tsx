import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { capital } from '../../../libs/ui/due.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { DateField, TextArea } from '../../../libs/ui/form/text-field.js';
import { WITHDRAW_OFFER_REASONS } from '../offers/reasons.rules.js';
import { PAUSE_REASONS, REOPEN_REASONS, UNMET_REASONS, VOID_REASONS, WITHDRAW_REASONS } from '../referral.rules.js';
import { reasonText } from '../timeline.js';
import type { OfferDeedName, ReferralDeedName } from './office-deeds.rules.js';

/** A deed of the office with its form: `offer-…` is done to one of the offers. */
export type DeedForm = ReferralDeedName | `offer-${OfferDeedName}`;

export interface DeedFormProps {
  readonly t: Translate;
  readonly deed: DeedForm;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: FormFaults;
  readonly cancel: string;
}

/** Why, by deed; those without reasons are not asked for one. `case_closed` and what the engine gives are not the office’s to choose. */
const REASONS: Partial<Record<DeedForm, readonly string[]>> = {
  pause: PAUSE_REASONS, withdraw: WITHDRAW_REASONS.filter((reason) => reason !== 'case_closed'), reopen: REOPEN_REASONS, void: VOID_REASONS,
  'offer-withdraw': WITHDRAW_OFFER_REASONS.filter((reason) => reason !== 'case_closed' && reason !== 'referral_withdrawn'), 'offer-void': VOID_REASONS,
};

/** One deed on its own page: why, until when, or what one writes. */
export function DeedFormView(props: DeedFormProps): VNode {
  const { t, deed, action, hidden, faults, cancel } = props;
  const danger = deed === 'withdraw' || deed === 'void' || deed === 'offer-withdraw' || deed === 'offer-void';
  return (
    <Form action={action} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      {hasFields(deed) && <div class="card form-section"><Fields {...props} /></div>}
      <FormBar>
        <button class={danger ? 'button button-danger' : 'button button-primary'} type="submit">{t(`referrals.office.forms.${deed}.submit`)}</button>
        <a class="button" href={cancel}>{t('referrals.office.cancel')}</a>
      </FormBar>
    </Form>
  );
}

const hasFields = (deed: DeedForm): boolean => deed !== 'ask' && deed !== 'resume' && deed !== 'offer-declined';

function Fields({ t, deed, typed, faults }: DeedFormProps): VNode {
  const own = (name: string) => ({ name, value: typeof typed[name] === 'string' ? typed[name] : null, fault: faults.fields[name] ?? null });
  const options = (codes: readonly string[]) => codes.map((value) => ({ value, text: capital(reasonText(t, value), t) }));
  if (deed === 'offer-answer' || deed === 'offer-message') return <TextArea {...own('text')} label={t('referrals.office.forms.text')} rows={5} maxlength={4_000} />;
  if (deed === 'close') {
    return (
      <>
        <Choices {...own('met')} type="radio" label={t('referrals.office.forms.close.met')} choices={[
          { value: 'yes', text: t('referrals.office.forms.close.met-yes') }, { value: 'no', text: t('referrals.office.forms.close.met-no'), note: t('referrals.office.forms.close.met-no-note') },
        ]} />
        <SelectField {...own('reason')} label={t('referrals.office.forms.close.reason')} blank={t('referrals.office.forms.choose')} options={options(UNMET_REASONS)} optional />
      </>
    );
  }
  return (
    <>
      <SelectField {...own('reason')} label={t('referrals.office.forms.reason')} blank={t('referrals.office.forms.choose')} options={options(REASONS[deed] ?? [])} />
      {deed === 'pause' && <DateField {...own('until')} label={t('referrals.office.forms.pause.until')} optional />}
    </>
  );
}
