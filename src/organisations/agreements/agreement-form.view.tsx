import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { DateField, TextArea, TextField } from '../../../libs/ui/form/text-field.js';
import { ANSWER_CLOCKS, ANSWER_UNITS } from './agreement.rules.js';
import { PRIORITY_GROUPS } from './agreements.dto.js';
import type { ServiceName } from './agreements.store.js';
import { groupName } from './agreements.view.js';

/** A form of an agreement as it was typed. */
export type TypedAgreement = Readonly<Record<string, unknown>>;

export interface AgreementFormProps {
  readonly t: Translate;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly services: readonly ServiceName[];
  readonly typed: TypedAgreement;
  readonly faults: FormFaults;
  readonly cancel: string;
}

/** What is agreed, on one page: a sentence, a promise, whom first, and until when. */
export function AgreementForm({ t, action, hidden, services, typed, faults, cancel }: AgreementFormProps): VNode {
  const text = (name: string): string | null => (typeof typed[name] === 'string' || typeof typed[name] === 'number' ? String(typed[name]) : null);
  const own = (name: string, key: string) => ({ name, label: t(`organisations.agreements.form.${key}`), value: text(name), fault: faults.fields[name] ?? null });
  const options = (codes: readonly string[], key: string) => codes.map((code) => ({ value: code, text: t(`organisations.agreements.form.${key}.${code}`) }));
  const groups = chosenGroups(typed);
  return (
    <Form action={action} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      <FormSection legend={t('organisations.agreements.form.legend')}>
        <SelectField {...own('serviceId', 'service')} blank={t('organisations.agreements.all-services')} options={services.map(({ id, name }) => ({ value: id, text: name }))} />
        <TextArea {...own('terms', 'terms')} hint={t('organisations.agreements.form.terms-hint')} maxlength={4_000} rows={4} />
        <TextField {...own('quotaPerMonth', 'quota')} inputmode="numeric" maxlength={6} short optional />
      </FormSection>
      <FormSection legend={t('organisations.agreements.form.promise')} note={t('organisations.agreements.form.promise-note')}>
        <div class="grid-2">
          <TextField {...own('answerWithin', 'within')} inputmode="numeric" maxlength={4} optional />
          <SelectField {...own('answerUnit', 'unit')} blank="" options={options(ANSWER_UNITS, 'units')} />
          <SelectField {...own('answerClock', 'clock')} blank="" options={options(ANSWER_CLOCKS, 'clocks')} />
        </div>
      </FormSection>
      <FormSection legend={t('organisations.agreements.form.groups')} note={t('organisations.agreements.form.groups-hint')}>
        {(['households', 'statuses'] as const).map((kind) => (
          <Choices type="checkbox" name={kind} label={t(`organisations.agreements.form.${kind}`)} optional value={groups} fault={faults.fields['priorityGroups'] ?? null}
            choices={PRIORITY_GROUPS[kind].map((code) => ({ value: code, text: groupName(t, code) }))} />
        ))}
      </FormSection>
      <FormSection legend={t('organisations.agreements.form.dates')}>
        <div class="grid-2">
          <DateField {...own('startsOn', 'starts')} />
          <DateField {...own('endsOn', 'ends')} optional />
          <TextField {...own('remindDays', 'remind')} inputmode="numeric" maxlength={3} />
        </div>
      </FormSection>
      <FormBar>
        <button class="button button-primary" type="submit">{t('organisations.agreements.form.save')}</button>
        <a class="button" href={cancel}>{t('organisations.cancel')}</a>
      </FormBar>
    </Form>
  );
}

/** Whom it puts first: as it stands in one list, as it was ticked in two. */
const chosenGroups = (typed: TypedAgreement): string[] => [...new Set(['priorityGroups', 'households', 'statuses'].flatMap((name) => chosen(typed[name])))];

const chosen = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []);

/** What a posted form says, as the API would take it: what was left empty is not promised. */
export function readAgreement(typed: TypedAgreement): Readonly<Record<string, unknown>> {
  const figure = (name: string): unknown => (typeof typed[name] === 'string' && /^\d+$/.test(typed[name]) ? Number(typed[name]) : typed[name] ?? null);
  return {
    serviceId: typed['serviceId'] ?? null, terms: typed['terms'], startsOn: typed['startsOn'], endsOn: typed['endsOn'] ?? null, priorityGroups: chosenGroups(typed),
    answerUnit: typed['answerUnit'] ?? null, answerClock: typed['answerClock'] ?? null, answerWithin: figure('answerWithin'), quotaPerMonth: figure('quotaPerMonth'), remindDays: figure('remindDays'),
  };
}

/** The way out before the agreed end. */
export const EndForm = ({ t, id, version }: { readonly t: Translate; readonly id: string; readonly version: number }): VNode => (
  <Form action={`/agreements/${id}/end`} hidden={{ version }}>
    <FormBar note={t('organisations.agreements.end-note')}><button class="button button-danger" type="submit">{t('organisations.agreements.end')}</button></FormBar>
  </Form>
);
