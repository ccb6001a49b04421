import type { VNode } from 'preact';
import type { FormFaults } from '../../libs/http/form-faults.js';
import type { Translate } from '../../libs/i18n/translate.js';
import { Card } from '../../libs/ui/card.js';
import { Choices } from '../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../libs/ui/form/form.js';
import { SelectField } from '../../libs/ui/form/select-field.js';
import { DateField, TextArea, TextField } from '../../libs/ui/form/text-field.js';
import { partPath } from './case-head.view.js';
import type { CaseSheet } from './case-pages.js';
import { HOUSING, INTERPRETER, URGENCIES } from './case.rules.js';
import type { Reference } from '../../config/reference.js';

/** What the form of the file holds, as typed or as stored. */
export type DetailsTyped = Readonly<Record<string, unknown>>;

interface DetailsProps extends CaseSheet {
  readonly t: Translate;
  readonly reference: Reference;
  readonly typed: DetailsTyped;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []);

/** What is known of the household as a whole, to be corrected. */
export function DetailsForm({ t, file, once, faults, reference, typed, today }: DetailsProps): VNode {
  const fault = (name: string): string | null => faults.fields[name] ?? null;
  const languages = reference.languages.map((language) => ({ value: language.tag, text: language[t.language] }));
  return (
    <Form action={partPath(file.id, 'details')} hidden={{ once, version: file.version }}>
      <ErrorSummary faults={faults.summary} />
      <FormSection legend={t('cases.details.talking')}>
        <SelectField name="language" label={t('cases.details.language')} value={text(typed.language)} fault={fault('language')} options={languages} />
        <Choices type="radio" name="interpreter" label={t('cases.details.interpreter')} value={text(typed.interpreter)} fault={fault('interpreter')}
          choices={INTERPRETER.map((code) => ({ value: code, text: t(`cases.interpreter.${code}`) }))} />
        <Choices type="checkbox" name="languages" label={t('cases.details.languages')} optional value={texts(typed.languages)} fault={fault('languages')} choices={languages} />
      </FormSection>
      <FormSection legend={t('cases.details.living')}>
        <div class="grid-2">
          <SelectField name="borough" label={t('cases.details.borough')} optional value={text(typed.borough)} fault={fault('borough')} blank={t('cases.details.unknown')}
            options={reference.boroughs.map(({ code, name }) => ({ value: code, text: name }))} />
          <TextField name="address" label={t('cases.details.address')} optional value={text(typed.address)} fault={fault('address')} maxlength={300} />
        </div>
        <Choices type="radio" name="housing" label={t('cases.details.housing')} value={text(typed.housing) ?? ''} fault={fault('housing')}
          choices={[...HOUSING.map((code) => ({ value: code, text: t(`cases.housing.${code}`) })), { value: '', text: t('cases.details.unknown') }]} />
        <DateField name="movedInOn" label={t('cases.details.movedInOn')} optional value={text(typed.movedInOn)} fault={fault('movedInOn')} max={today} />
      </FormSection>
      <FormSection legend={t('cases.details.coming')}>
        <SelectField name="immigrationStatus" label={t('cases.details.immigrationStatus')} hint={t('cases.details.status-hint')} value={text(typed.immigrationStatus)} fault={fault('immigrationStatus')}
          options={reference.statuses.map((status) => ({ value: status.code, text: status[t.language] }))} />
        <div class="grid-2">
          {file.state === 'expected'
            ? <DateField name="plannedArrivalOn" label={t('cases.details.plannedArrivalOn')} value={text(typed.plannedArrivalOn)} fault={fault('plannedArrivalOn')} />
            : <DateField name="arrivalOn" label={t('cases.details.arrivalOn')} hint={t('cases.details.arrival-hint')} value={text(typed.arrivalOn)} fault={fault('arrivalOn')} max={today} />}
          <DateField name="provinceArrivalOn" label={t('cases.details.provinceArrivalOn')} optional value={text(typed.provinceArrivalOn)} fault={fault('provinceArrivalOn')} max={today} />
        </div>
        <Choices type="checkbox" name="urgencies" label={t('cases.details.urgencies')} optional value={texts(typed.urgencies)} fault={fault('urgencies')}
          choices={URGENCIES.map((code) => ({ value: code, text: t(`cases.urgencies.${code}`) }))} />
      </FormSection>
      <FormBar>
        <button class="button button-primary" type="submit">{t('cases.save')}</button>
        <a class="button" href={partPath(file.id, 'overview')}>{t('cases.cancel')}</a>
      </FormBar>
    </Form>
  );
}

/** Who may see the case, to be changed with one button. */
export function Restriction({ t, file, once, mayRestrict }: { readonly t: Translate; readonly file: CaseSheet['file']; readonly once: string; readonly mayRestrict: boolean }): VNode {
  return (
    <Card id="restriction" title={t('cases.restriction.title')}>
      <div class="stack">
        <p>{t(file.restricted ? 'cases.restriction.is' : 'cases.restriction.is-not')}</p>
        {mayRestrict && (
          <form method="post" action={`/cases/${file.id}/restriction`}>
            <input type="hidden" name="once" value={once} />
            <input type="hidden" name="version" value={file.version} />
            <input type="hidden" name="restricted" value={file.restricted ? 'false' : 'true'} />
            <button class="button" type="submit">{t(file.restricted ? 'cases.restriction.lift' : 'cases.restriction.set')}</button>
          </form>
        )}
      </div>
    </Card>
  );
}

/** The form of a note, on whichever page it stands. */
export function NoteForm({ t, caseId, once, typed, faults }: { readonly t: Translate; readonly caseId: string; readonly once: string; readonly typed?: string | null; readonly faults?: FormFaults }): VNode {
  return (
    <Form action={`/cases/${caseId}/notes`} hidden={{ once }} label={t('cases.note.title')}>
      <TextArea name="body" label={t('cases.note.body')} hint={t('cases.note.hint')} value={typed ?? null} fault={faults?.fields.body ?? null} rows={4} maxlength={10_000} />
      <FormBar><button class="button button-primary" type="submit">{t('cases.note.write')}</button></FormBar>
    </Form>
  );
}
