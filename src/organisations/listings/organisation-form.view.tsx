import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Typed } from '../../../libs/http/typed.js';
import { LANGUAGES } from '../../../libs/i18n/language.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Choices, Tick } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { TextArea, TextField } from '../../../libs/ui/form/text-field.js';
import { LOCATION_TYPES } from './listings.dto.js';
import { PhoneRows } from './service-form.view.js';
import { reference } from './words.js';

interface FormProps {
  readonly t: Translate;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly typed: Typed;
  readonly faults: FormFaults;
  readonly cancel: string;
}

export interface CalendarChoice {
  readonly id: string;
  readonly name: string;
}

/** Who an organisation is and how it is reached. The clock of its promises is the office's to change: without calendars it is not asked. */
export function OrganisationForm({ t, action, hidden, typed, faults, cancel, calendars }: FormProps & { readonly calendars: readonly CalendarChoice[] }): VNode {
  const fault = (name: string): string | null => faults.fields[name] ?? null;
  return (
    <Form action={action} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      <FormSection legend={t('organisations.listings.identity')}>
        <TextField name="name" label={t('organisations.listings.form.organisation-name')} value={typed.text('name')} fault={fault('name')} maxlength={200} />
        <TextField name="alternateName" label={t('organisations.listings.form.alternate-name')} optional value={typed.text('alternateName')} fault={fault('alternateName')} maxlength={200} />
        <TextArea name="description" label={t('organisations.listings.about')} optional rows={4} value={typed.text('description')} fault={fault('description')} maxlength={5000} />
        <TextArea name="programmes" label={t('organisations.listings.programmes')} hint={t('organisations.listings.form.programmes-hint')} optional rows={3} value={typed.text('programmes')} fault={fault('programmes')} maxlength={9000} />
      </FormSection>
      <FormSection legend={t('organisations.listings.form.reach')} note={t('organisations.listings.form.reach-organisation')}>
        <PhoneRows t={t} typed={typed} faults={faults} />
        <div class="grid-2">
          <TextField name="email" type="email" label={t('organisations.listings.email')} hint={t('organisations.listings.form.email-hint')} optional value={typed.text('email')} fault={fault('email')} maxlength={254} />
          <TextField name="website" type="url" label={t('organisations.listings.web')} optional value={typed.text('website')} fault={fault('website')} maxlength={500} dir="ltr" />
          <SelectField name="language" label={t('organisations.listings.form.language')} value={typed.text('language') ?? 'fr'} fault={fault('language')} options={LANGUAGES.map((language) => ({ value: language, text: t(`organisations.listings.form.in.${language}`) }))} />
          {calendars.length > 0 && <SelectField name="calendar" label={t('organisations.listings.form.calendar')} hint={t('organisations.listings.form.calendar-hint')} value={typed.text('calendar')} fault={fault('calendar')} options={calendars.map(({ id, name }) => ({ value: id, text: name }))} />}
        </div>
        <Tick name="listed" label={t('organisations.listings.form.listed')} note={t('organisations.listings.form.listed-note')} checked={typed.is('listed')} />
      </FormSection>
      <FormBar><button class="button button-primary" type="submit">{t('organisations.listings.save')}</button><a class="button" href={cancel}>{t('organisations.cancel')}</a></FormBar>
    </Form>
  );
}

/** Where a place is, and how one gets in. */
export function LocationForm({ t, action, hidden, typed, faults, cancel }: FormProps): VNode {
  const fault = (name: string): string | null => faults.fields[name] ?? null;
  return (
    <Form action={action} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      <FormSection legend={t('organisations.listings.location.title')}>
        <TextField name="name" label={t('organisations.listings.location.name')} hint={t('organisations.listings.location.name-hint')} value={typed.text('name')} fault={fault('name')} maxlength={200} />
        <Choices name="locationType" type="radio" label={t('organisations.listings.location.type')} value={typed.text('locationType') ?? 'physical'} fault={fault('locationType')} choices={LOCATION_TYPES.map((type) => ({ value: type, text: t(`organisations.listings.location.types.${type}`) }))} />
        <div class="grid-2">
          <TextField name="street" label={t('organisations.listings.location.street')} optional value={typed.text('street')} fault={fault('street')} maxlength={200} />
          <TextField name="unit" label={t('organisations.listings.location.unit')} optional value={typed.text('unit')} fault={fault('unit')} maxlength={100} />
          <TextField name="city" label={t('organisations.listings.location.city')} optional value={typed.text('city')} fault={fault('city')} maxlength={100} />
          <TextField name="postalCode" label={t('organisations.listings.location.postal-code')} optional short value={typed.text('postalCode')} fault={fault('postalCode')} maxlength={7} />
          <SelectField name="borough" label={t('organisations.listings.location.borough')} optional blank={t('organisations.listings.location.no-borough')} value={typed.text('borough')} fault={fault('borough')} options={reference.boroughs.map(({ code, name }) => ({ value: code, text: name }))} />
          <TextField name="url" type="url" label={t('organisations.listings.location.url')} optional value={typed.text('url')} fault={fault('url')} maxlength={500} dir="ltr" />
        </div>
      </FormSection>
      <FormSection legend={t('organisations.listings.location.getting-in')}>
        <TextArea name="accessibility" label={t('organisations.listings.location.accessibility')} hint={t('organisations.listings.location.accessibility-hint')} optional value={typed.text('accessibility')} fault={fault('accessibility')} maxlength={9000} />
        <TextArea name="transportation" label={t('organisations.listings.location.transportation')} hint={t('organisations.listings.location.transportation-hint')} optional rows={2} value={typed.text('transportation')} fault={fault('transportation')} maxlength={1000} />
        <TextArea name="description" label={t('organisations.listings.location.description')} optional rows={2} value={typed.text('description')} fault={fault('description')} maxlength={2000} />
      </FormSection>
      <FormSection legend={t('organisations.listings.location.point')} note={t('organisations.listings.location.point-note')}>
        <div class="grid-2">
          <TextField name="latitude" label={t('organisations.listings.location.latitude')} inputmode="decimal" optional short value={typed.text('latitude')} fault={fault('latitude')} maxlength={20} dir="ltr" />
          <TextField name="longitude" label={t('organisations.listings.location.longitude')} inputmode="decimal" optional short value={typed.text('longitude')} fault={fault('longitude')} maxlength={20} dir="ltr" />
        </div>
      </FormSection>
      <FormBar><button class="button button-primary" type="submit">{t('organisations.listings.save')}</button><a class="button" href={cancel}>{t('organisations.cancel')}</a></FormBar>
    </Form>
  );
}

/** The way out for a place that is given up, apart from the form that corrects. */
export const RemoveLocationForm = ({ t, action, hidden }: Pick<FormProps, 't' | 'action' | 'hidden'>): VNode => (
  <Form action={action} hidden={hidden}>
    <FormBar note={t('organisations.listings.location.remove-note')}><button class="button button-danger" type="submit">{t('organisations.listings.location.remove')}</button></FormBar>
  </Form>
);
