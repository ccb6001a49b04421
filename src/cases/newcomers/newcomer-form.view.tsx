import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { DateField, TextField } from '../../../libs/ui/form/text-field.js';
import { partPath } from '../case-head.view.js';
import type { CaseSheet } from '../case-pages.js';
import type { Reference } from '../../../config/reference.js';
import { GENDERS, KINSHIPS, OLDEST_BIRTH } from './newcomers.rules.js';

interface NewcomerFormProps extends CaseSheet {
  readonly t: Translate;
  readonly reference: Reference;
  readonly typed: Readonly<Record<string, unknown>>;
  /** The person to correct; without one, somebody joins. */
  readonly newcomer?: { readonly id: string; readonly head: boolean; readonly version: number } | undefined;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const spoken = (value: unknown): string => (value === true || value === 'true' ? 'true' : value === false || value === 'false' ? 'false' : '');

/** One person of the household, to be added or corrected. */
export function NewcomerForm({ t, file, once, faults, reference, typed, today, newcomer }: NewcomerFormProps): VNode {
  const fault = (name: string): string | null => faults.fields[name] ?? null;
  const yesNo = ['true', 'false', ''].map((value) => ({ value, text: t(`cases.people.speaks-${value === '' ? 'unknown' : value}`) }));
  return (
    <Form action={`/cases/${file.id}/newcomers${newcomer ? `/${newcomer.id}` : ''}`} hidden={{ once, ...(newcomer ? { version: newcomer.version } : {}) }}>
      <ErrorSummary faults={faults.summary} />
      <FormSection legend={t(newcomer ? 'cases.people.edit' : 'cases.people.add')}>
        <div class="grid-2">
          <TextField name="givenName" label={t('cases.people.given-name')} value={text(typed.givenName)} fault={fault('givenName')} maxlength={120} dir="auto" />
          <TextField name="familyName" label={t('cases.people.family-name')} optional value={text(typed.familyName)} fault={fault('familyName')} maxlength={120} dir="auto" />
        </div>
        {!newcomer?.head && <Choices type="radio" name="kinship" label={t('cases.people.kinship-to-head')} value={text(typed.kinship)} fault={fault('kinship')}
          choices={KINSHIPS.filter((code) => code !== 'head').map((code) => ({ value: code, text: t(`cases.kinship.${code}`) }))} />}
        <Choices type="radio" name="gender" label={t('cases.people.gender')} value={text(typed.gender) ?? ''} fault={fault('gender')}
          choices={[...GENDERS.map((code) => ({ value: code, text: t(`cases.gender.${code}`) })), { value: '', text: t('cases.details.unknown') }]} />
        <DateField name="birthOn" label={t('cases.people.birth')} optional value={text(typed.birthOn)} fault={fault('birthOn')} min={OLDEST_BIRTH} max={today} />
        <Choices type="radio" name="speaksFrench" label={t('cases.people.speaks-french')} value={spoken(typed.speaksFrench)} choices={yesNo} />
        <Choices type="radio" name="speaksEnglish" label={t('cases.people.speaks-english')} value={spoken(typed.speaksEnglish)} choices={yesNo} />
        <Choices type="checkbox" name="languages" label={t('cases.people.languages')} optional value={Array.isArray(typed.languages) ? typed.languages.map(String) : []} fault={fault('languages')}
          choices={reference.languages.map((language) => ({ value: language.tag, text: language[t.language] }))} />
        <SelectField name="immigrationStatus" label={t('cases.details.immigrationStatus')} optional value={text(typed.immigrationStatus)} fault={fault('immigrationStatus')} blank={t('cases.people.as-household')}
          options={reference.statuses.map((status) => ({ value: status.code, text: status[t.language] }))} />
      </FormSection>
      <FormBar>
        <button class="button button-primary" type="submit">{t(newcomer ? 'cases.save' : 'cases.people.add')}</button>
        <a class="button" href={partPath(file.id, 'newcomers')}>{t('cases.cancel')}</a>
      </FormBar>
    </Form>
  );
}

/** The way out of the household, apart from the form that corrects. */
export function LeaveForm({ t, caseId, newcomer, once }: { readonly t: Translate; readonly caseId: string; readonly newcomer: { readonly id: string; readonly version: number }; readonly once: string }): VNode {
  return (
    <Form action={`/cases/${caseId}/newcomers/${newcomer.id}/leave`} hidden={{ once: `${once}-leave`, version: newcomer.version }}>
      <FormBar note={t('cases.people.leave-note')}><button class="button" type="submit">{t('cases.people.leave')}</button></FormBar>
    </Form>
  );
}
