import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import { ErrorSummary } from '../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../libs/ui/form/form.js';
import { SelectField } from '../../libs/ui/form/select-field.js';
import { Dots } from '../../libs/ui/identity.js';
import { type Level, Tier } from '../../libs/ui/tier.js';
import type { CaseFacts } from '../cases/cases.door.js';
import { type Sheet, typedText } from './deed-pages.js';
import { LATE_REASONS } from './reasons.rules.js';

/** What a form page is about: the deed, and whose case it touches. */
export function DeedHead({ t, title, file, meta = [] }: { readonly t: Translate; readonly title: string; readonly file: CaseFacts; readonly meta?: readonly ComponentChildren[] }): VNode {
  return (
    <div class="page-head">
      <div>
        <h1>{title}</h1>
        <Dots class="meta">{[
          <a href={`/cases/${file.id}`}>{file.leadName}</a>, <Tier level={Number(file.tier.slice(1)) as Level} word />, t('follow-ups.case-number', { number: file.number }), ...meta,
        ]}</Dots>
      </div>
    </div>
  );
}

/** A form of one deed: what is wrong first, then the fields, then one button and the way back. */
export function DeedForm({ sheet, action, legend, note, go, danger = false, children }: {
  readonly sheet: Sheet; readonly action: string; readonly legend: string; readonly note?: string; readonly go: string; readonly danger?: boolean; readonly children: ComponentChildren;
}): VNode {
  const { t, hidden, back, faults } = sheet;
  return (
    <Form action={action} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      <FormSection legend={legend} {...(note === undefined ? {} : { note })}>{children}</FormSection>
      <FormBar>
        <button class={`button ${danger ? 'button-danger' : 'button-primary'}`} type="submit">{go}</button>
        <a class="button" href={back}>{t('follow-ups.cancel')}</a>
      </FormBar>
    </Form>
  );
}

/** One coded reason out of a list, never taken for granted. */
export function ReasonField({ sheet, group, codes }: { readonly sheet: Sheet; readonly group: string; readonly codes: readonly string[] }): VNode {
  const { t, typed, faults } = sheet;
  return (
    <SelectField name="reason" label={t('follow-ups.fields.reason')} value={typedText(typed['reason'])} blank={t('follow-ups.fields.choose')} fault={faults.fields['reason'] ?? null}
      options={codes.map((code) => ({ value: code, text: t(`${group}.${code}`) }))} />
  );
}

/** Why it comes so late, asked beside what settles it; `own` when it is the form's own checkpoint of which the head of office has heard. */
export function LateField({ sheet, own }: { readonly sheet: Sheet; readonly own: boolean }): VNode {
  const { t, typed, faults } = sheet;
  return (
    <SelectField name="lateBecause" label={t('follow-ups.fields.late-because')} hint={t(own ? 'follow-ups.fields.late-because-hint' : 'follow-ups.fields.late-because-if')} optional={!own}
      value={typedText(typed['lateBecause'])} blank={t('follow-ups.fields.choose')} fault={faults.fields['lateBecause'] ?? null}
      options={LATE_REASONS.map((code) => ({ value: code, text: t(`follow-ups.late-reasons.${code}`) }))} />
  );
}
