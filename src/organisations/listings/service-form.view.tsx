import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Typed } from '../../../libs/http/typed.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Choices, Tick } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { RowGroup } from '../../../libs/ui/form/row-group.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { DateField, TextArea, TextField } from '../../../libs/ui/form/text-field.js';
import { SERVICE_STATUSES } from '../hsds/hsds.shape.js';
import { GENDERS, HOUSEHOLD_KINDS } from '../search/eligibility.rules.js';
import type { Hours } from './hours.rules.js';
import { HoursFields } from './hours.view.js';
import type { LocationSheet } from './read-listings.js';
import { languageName, reference } from './words.js';

/** The parts in which a service is changed, in the order in which they stand on its page. */
export const SECTIONS = ['what', 'status', 'hours', 'who', 'where', 'practical'] as const;
export type Section = (typeof SECTIONS)[number];

export interface ServiceFormProps {
  readonly t: Translate;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly typed: Typed;
  readonly faults: FormFaults;
  readonly cancel: string;
  readonly today: string;
  readonly locations: readonly LocationSheet[];
  /** The names of the organisation's programmes. */
  readonly programmes: readonly string[];
}

type Fields = Omit<ServiceFormProps, 'action' | 'hidden' | 'cancel'> & { readonly fault: (name: string) => string | null };

/** One part of a service, to be said anew. */
export function ServiceForm({ section, others, ...props }: ServiceFormProps & { readonly section: Section; readonly others: Hours['others'] }): VNode {
  const { t, action, hidden, cancel, faults, typed } = props;
  const parts: Readonly<Record<Section, (fields: Fields) => VNode>> = {
    what: What, status: Status, who: Who, where: Where, practical: Practical,
    hours: () => <HoursFields t={t} typed={typed} fields={faults.fields} others={others} />,
  };
  const Part = parts[section];
  return (
    <Form action={action} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      <Part {...fieldsOf(props)} />
      <FormBar><button class="button button-primary" type="submit">{t('organisations.listings.save')}</button><a class="button" href={cancel}>{t('organisations.cancel')}</a></FormBar>
    </Form>
  );
}

/** A service that begins: what it is and where; the rest can be said afterwards. */
export function NewServiceForm(props: ServiceFormProps): VNode {
  const { t, action, hidden, cancel, faults } = props;
  return (
    <Form action={action} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      <What {...fieldsOf(props)} />
      <Where {...fieldsOf(props)} />
      <FormBar note={t('organisations.listings.new-service-note')}><button class="button button-primary" type="submit">{t('organisations.listings.add-service')}</button><a class="button" href={cancel}>{t('organisations.cancel')}</a></FormBar>
    </Form>
  );
}

const fieldsOf = ({ faults, ...props }: ServiceFormProps): Fields => ({ ...props, faults, fault: (name) => faults.fields[name] ?? null });

function What({ t, typed, fault, faults, programmes }: Fields): VNode {
  const languages = [...reference.languages.map(({ tag }) => tag), ...typed.list('languages').filter((tag) => !reference.language(tag))];
  return (
    <>
      <FormSection legend={t('organisations.listings.sections.what')}>
        <TextField name="name" label={t('organisations.listings.form.name')} value={typed.text('name')} fault={fault('name')} maxlength={200} />
        <TextField name="alternateName" label={t('organisations.listings.form.alternate-name')} hint={t('organisations.listings.form.alternate-name-hint')} optional value={typed.text('alternateName')} fault={fault('alternateName')} maxlength={200} />
        {programmes.length > 0 && <SelectField name="programme" label={t('organisations.listings.form.programme')} optional blank={t('organisations.listings.form.no-programme')} value={typed.text('programme')} fault={fault('programme')} options={programmes.map((name) => ({ value: name, text: name }))} />}
        <TextArea name="description" label={t('organisations.listings.form.description')} hint={t('organisations.listings.form.description-hint')} optional rows={5} value={typed.text('description')} fault={fault('description')} maxlength={5000} />
        <Choices name="needs" type="checkbox" label={t('organisations.listings.form.needs')} hint={t('organisations.listings.form.needs-hint')} value={typed.list('needs')} fault={fault('needs')}
          choices={reference.needs.map(({ code, [t.language]: text }) => ({ value: code, text }))} />
        <Choices name="languages" type="checkbox" label={t('organisations.listings.form.languages')} hint={t('organisations.listings.form.languages-hint')} value={typed.list('languages')} fault={fault('languages')}
          choices={languages.map((tag) => ({ value: tag, text: languageName(t, tag) }))} />
      </FormSection>
      <FormSection legend={t('organisations.listings.form.reach')} note={t('organisations.listings.form.reach-note')}>
        <PhoneRows t={t} typed={typed} faults={faults} />
        <div class="grid-2">
          <TextField name="email" type="email" label={t('organisations.listings.email')} optional value={typed.text('email')} fault={fault('email')} maxlength={254} />
          <TextField name="url" type="url" label={t('organisations.listings.web')} optional value={typed.text('url')} fault={fault('url')} maxlength={500} dir="ltr" />
        </div>
      </FormSection>
    </>
  );
}

/** Telephones, a row each. */
export function PhoneRows({ t, typed, faults: { fields } }: Pick<ServiceFormProps, 't' | 'typed' | 'faults'>): VNode {
  return (
    <RowGroup name="phones" rows={Math.max(1, typed.rows('phones').length)} columns={3} rowLabel={(number) => t('organisations.listings.form.phone-row', { number })}
      addLabel={t('organisations.listings.form.add-phone')} removeLabel={(number) => t('organisations.listings.form.remove-phone', { number })}
      row={(index) => {
        const at = rowField(typed, fields, `phones.${index}`);
        return (
          <>
            <TextField {...at('number')} type="tel" label={t('organisations.listings.phone')} maxlength={40} dir="ltr" />
            <TextField {...at('extension')} label={t('organisations.listings.form.extension')} maxlength={12} dir="ltr" />
            <TextField {...at('description')} label={t('organisations.listings.form.phone-description')} maxlength={200} />
            <RowId name={`phones.${index}.id`} typed={typed} />
          </>
        );
      }} />
  );
}

const rowField = (typed: Typed, fields: FormFaults['fields'], row: string) => (field: string) => ({ name: `${row}.${field}`, value: typed.text(`${row}.${field}`), fault: fields[`${row}.${field}`] });

/** Which object a row is about, so that what our form does not ask stays with it. */
const RowId = ({ name, typed }: { readonly name: string; readonly typed: Typed }): VNode | null => {
  const id = typed.text(name);
  return id ? <input type="hidden" name={name} value={id} /> : null;
};

function Status({ t, typed, fault, today }: Fields): VNode {
  return (
    <FormSection legend={t('organisations.listings.sections.status')}>
      <Choices name="status" type="radio" label={t('organisations.listings.form.status')} value={typed.text('status')} fault={fault('status')}
        choices={SERVICE_STATUSES.map((status) => ({ value: status, text: t(`organisations.listings.status.${status}`), note: t(`organisations.listings.status-notes.${status}`) }))} />
      <DateField name="closedUntil" label={t('organisations.listings.form.closed-until')} hint={t('organisations.listings.form.closed-until-hint')} optional value={typed.text('closedUntil')} fault={fault('closedUntil')} min={today} />
      <TextArea name="alert" label={t('organisations.listings.alert')} hint={t('organisations.listings.form.alert-hint')} optional value={typed.text('alert')} fault={fault('alert')} maxlength={500} />
    </FormSection>
  );
}

function Who({ t, typed, fault }: Fields): VNode {
  return (
    <>
      <FormSection legend={t('organisations.listings.sections.who')} note={t('organisations.listings.form.who-note')}>
        <TextArea name="eligibilityDescription" label={t('organisations.listings.form.eligibility')} optional value={typed.text('eligibilityDescription')} fault={fault('eligibilityDescription')} maxlength={2000} />
        <div class="grid-2">
          <TextField name="minimumAge" label={t('organisations.listings.form.minimum-age')} inputmode="numeric" optional short value={typed.text('minimumAge')} fault={fault('minimumAge')} maxlength={5} />
          <TextField name="maximumAge" label={t('organisations.listings.form.maximum-age')} inputmode="numeric" optional short value={typed.text('maximumAge')} fault={fault('maximumAge')} maxlength={5} />
        </div>
        <Choices name="forGenders" type="checkbox" label={t('organisations.listings.who.genders')} optional value={typed.list('forGenders')} fault={fault('forGenders')} choices={GENDERS.map((code) => ({ value: code, text: t(`organisations.listings.who.gender.${code}`) }))} />
        <Choices name="forHouseholds" type="checkbox" label={t('organisations.listings.who.households')} optional value={typed.list('forHouseholds')} fault={fault('forHouseholds')} choices={HOUSEHOLD_KINDS.map((code) => ({ value: code, text: t(`organisations.listings.who.household.${code}`) }))} />
        <Choices name="forStatuses" type="checkbox" label={t('organisations.listings.who.statuses')} optional value={typed.list('forStatuses')} fault={fault('forStatuses')} choices={reference.statuses.map(({ code, [t.language]: text }) => ({ value: code, text }))} />
        <Choices name="forBoroughs" type="checkbox" label={t('organisations.listings.who.boroughs')} optional value={typed.list('forBoroughs')} fault={fault('forBoroughs')} choices={reference.boroughs.map(({ code, name }) => ({ value: code, text: name }))} />
        <Choices name="forLanguages" type="checkbox" label={t('organisations.listings.who.languages')} optional value={typed.list('forLanguages')} fault={fault('forLanguages')} choices={reference.languages.map(({ tag, [t.language]: text }) => ({ value: tag, text }))} />
      </FormSection>
      <FormSection legend={t('organisations.listings.who.waitlist')}>
        <Tick name="waitlist" label={t('organisations.listings.form.waitlist')} checked={typed.is('waitlist')} />
        <div class="grid-2">
          <TextField name="waitlistSize" label={t('organisations.listings.form.waitlist-size')} inputmode="numeric" optional short value={typed.text('waitlistSize')} fault={fault('waitlistSize')} maxlength={6} />
          <TextField name="waitlistWeeks" label={t('organisations.listings.form.waitlist-weeks')} inputmode="numeric" optional short value={typed.text('waitlistWeeks')} fault={fault('waitlistWeeks')} maxlength={3} />
        </div>
      </FormSection>
    </>
  );
}

function Where({ t, typed, fault, locations }: Fields): VNode {
  return (
    <FormSection legend={t('organisations.listings.sections.where')}>
      {locations.length > 0
        ? <Choices name="locationIds" type="checkbox" label={t('organisations.listings.form.locations')} optional value={typed.list('locationIds')} fault={fault('locationIds')}
          choices={locations.map(({ id, name, street, city }) => ({ value: id, text: name ?? street ?? t('organisations.listings.location.unnamed'), note: [street, city].filter(Boolean).join(', ') || undefined }))} />
        : <p class="meta">{t('organisations.listings.form.no-locations')}</p>}
      <Choices name="boroughs" type="checkbox" label={t('organisations.listings.form.boroughs')} hint={t('organisations.listings.form.boroughs-hint')} optional value={typed.list('boroughs')} fault={fault('boroughs')}
        choices={reference.boroughs.map(({ code, name }) => ({ value: code, text: name }))} />
    </FormSection>
  );
}

function Practical({ t, typed, fault, faults }: Fields): VNode {
  return (
    <>
      <FormSection legend={t('organisations.listings.sections.practical')}>
        <TextArea name="applicationProcess" label={t('organisations.listings.practical.apply')} hint={t('organisations.listings.form.apply-hint')} optional value={typed.text('applicationProcess')} fault={fault('applicationProcess')} maxlength={2000} />
        <TextArea name="interpretation" label={t('organisations.listings.practical.interpretation')} optional rows={2} value={typed.text('interpretation')} fault={fault('interpretation')} maxlength={1000} />
        <TextArea name="documents" label={t('organisations.listings.practical.documents')} hint={t('organisations.listings.form.documents-hint')} optional rows={4} value={typed.text('documents')} fault={fault('documents')} maxlength={9000} />
      </FormSection>
      <FormSection legend={t('organisations.listings.practical.fees')}>
        <TextArea name="feesDescription" label={t('organisations.listings.form.fees')} hint={t('organisations.listings.form.fees-hint')} optional rows={2} value={typed.text('feesDescription')} fault={fault('feesDescription')} maxlength={2000} />
        <CostRows t={t} typed={typed} faults={faults} />
      </FormSection>
      <FormSection legend={t('organisations.listings.practical.contacts')} note={t('organisations.listings.form.contacts-note')}>
        <ContactRows t={t} typed={typed} faults={faults} />
      </FormSection>
    </>
  );
}

function CostRows({ t, typed, faults: { fields } }: Pick<Fields, 't' | 'typed' | 'faults'>): VNode {
  return (
    <RowGroup name="costs" rows={Math.max(1, typed.rows('costs').length)} columns={3} rowLabel={(number) => t('organisations.listings.form.cost-row', { number })}
      addLabel={t('organisations.listings.form.add-cost')} removeLabel={(number) => t('organisations.listings.form.remove-cost', { number })}
      row={(index) => {
        const at = rowField(typed, fields, `costs.${index}`);
        return (
          <>
            <TextField {...at('option')} label={t('organisations.listings.form.cost')} maxlength={200} />
            <TextField {...at('amount')} label={t('organisations.listings.form.amount')} inputmode="decimal" maxlength={12} />
            <TextField {...at('note')} label={t('organisations.listings.form.cost-note')} maxlength={300} />
            <RowId name={`costs.${index}.id`} typed={typed} />
          </>
        );
      }} />
  );
}

function ContactRows({ t, typed, faults: { fields } }: Pick<Fields, 't' | 'typed' | 'faults'>): VNode {
  return (
    <RowGroup name="contacts" rows={Math.max(1, typed.rows('contacts').length)} columns={4} rowLabel={(number) => t('organisations.listings.form.contact-row', { number })}
      addLabel={t('organisations.listings.form.add-contact')} removeLabel={(number) => t('organisations.listings.form.remove-contact', { number })}
      row={(index) => {
        const at = rowField(typed, fields, `contacts.${index}`);
        return (
          <>
            <TextField {...at('name')} label={t('organisations.listings.form.contact-name')} maxlength={120} />
            <TextField {...at('title')} label={t('organisations.listings.form.contact-title')} maxlength={120} />
            <TextField {...at('phone')} type="tel" label={t('organisations.listings.phone')} maxlength={40} dir="ltr" />
            <TextField {...at('email')} type="email" label={t('organisations.listings.email')} maxlength={254} />
            <RowId name={`contacts.${index}.id`} typed={typed} />
          </>
        );
      }} />
  );
}
