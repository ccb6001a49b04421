import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Choices, Tick } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { TextField } from '../../../libs/ui/form/text-field.js';
import { partPath } from '../case-head.view.js';
import type { CaseSheet } from '../case-pages.js';
import { fullName, present } from '../newcomers/newcomers.rules.js';
import { WAY_KINDS } from './contact.rules.js';
import { sayPhone } from './phone.js';

interface ContactWayFormProps extends CaseSheet {
  readonly t: Translate;
  readonly typed: Readonly<Record<string, unknown>>;
  /** The way to correct; without one, a new one. */
  readonly way?: { readonly id: string; readonly version: number } | undefined;
}

/** What one may say is safe, in the order it is asked. */
export const SAFE = ['safeToCall', 'safeToText', 'voicemailOk'] as const;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** One way to reach the household: nothing is safe until it is ticked. */
export function ContactWayForm({ t, file, household, once, faults, typed, way }: ContactWayFormProps): VNode {
  const fault = (name: string): string | null => faults.fields[name] ?? null;
  const value = text(typed.value);
  return (
    <Form action={`/cases/${file.id}/contact-ways${way ? `/${way.id}` : ''}`} hidden={{ once, ...(way ? { version: way.version } : {}) }}>
      <ErrorSummary faults={faults.summary.map((each) => (SAFE.some((name) => name === each.name) ? { ...each, name: 'safe' } : each))} />
      <FormSection legend={t(way ? 'cases.ways-page.edit' : 'cases.ways-page.add')} note={t('cases.ways-page.note')}>
        <Choices type="radio" name="kind" label={t('cases.ways-page.kind')} value={text(typed.kind) ?? 'phone'} fault={fault('kind')} choices={WAY_KINDS.map((code) => ({ value: code, text: t(`cases.ways.${code}`) }))} />
        <TextField name="value" label={t('cases.ways-page.value')} hint={t('cases.ways-page.value-hint')} value={value?.startsWith('+') ? sayPhone(value) : value} fault={fault('value')} maxlength={254} dir="ltr" />
        <SelectField name="newcomerId" label={t('cases.ways-page.whose')} value={text(typed.newcomerId)} fault={fault('newcomerId')} blank={t('cases.ways-page.household')}
          options={present(household.newcomers).map((person) => ({ value: person.id, text: fullName(person) }))} />
        <Choices type="checkbox" name="safe" label={t('cases.ways-page.safe')} hint={t('cases.ways-page.safe-hint')} value={SAFE.filter((each) => typed[each] === true)} fault={SAFE.map(fault).find(Boolean) ?? null}
          choices={SAFE.map((each) => ({ value: each, text: t(`cases.ways-page.${each}`) }))} />
        <TextField name="codeWord" label={t('cases.ways-page.code-word')} hint={t('cases.ways-page.code-hint')} optional value={text(typed.codeWord)} fault={fault('codeWord')} maxlength={40} short />
        <Tick name="preferred" label={t('cases.ways-page.prefer')} note={fault('preferred') ?? undefined} checked={typed.preferred === true} />
      </FormSection>
      <FormBar>
        <button class="button button-primary" type="submit">{t('cases.save')}</button>
        <a class="button" href={partPath(file.id, 'newcomers')}>{t('cases.cancel')}</a>
      </FormBar>
    </Form>
  );
}

/** The way out for a number that is no longer theirs. */
export function ForgetWay({ t, caseId, way, once }: { readonly t: Translate; readonly caseId: string; readonly way: { readonly id: string; readonly version: number }; readonly once: string }): VNode {
  return (
    <Form action={`/cases/${caseId}/contact-ways/${way.id}/remove`} hidden={{ once: `${once}-remove`, version: way.version }}>
      <FormBar note={t('cases.ways-page.remove-note')}><button class="button" type="submit">{t('cases.ways-page.remove')}</button></FormBar>
    </Form>
  );
}
