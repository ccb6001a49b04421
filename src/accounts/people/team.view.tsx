import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { TextField } from '../../../libs/ui/form/text-field.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import type { CalendarChoice } from './office-lists.js';
import type { PersonLine } from './people.queries.js';

export interface TeamPageProps {
  readonly t: Translate;
  readonly title: string;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly typed: { readonly name?: string | undefined; readonly calendar?: string | undefined; readonly leadId?: string | null | undefined };
  readonly faults: FormFaults;
  readonly calendars: readonly CalendarChoice[];
  /** Those who may lead it; none for a team that is being made. */
  readonly leads: readonly PersonLine[] | null;
}

/** A team: its name, its calendar, its lead. */
export function TeamPage({ t, title, action, hidden, typed, faults, calendars, leads }: TeamPageProps): VNode {
  return (
    <div class="stack-6">
      <PageHead title={title} />
      <Form action={action} hidden={hidden}>
        <ErrorSummary faults={faults.summary} />
        <FormSection legend={t('accounts.people.team')}>
          <TextField name="name" label={t('accounts.team.name')} value={typed.name ?? null} fault={faults.fields['name'] ?? null} maxlength={80} />
          <SelectField name="calendar" label={t('accounts.team.calendar')} hint={t('accounts.team.calendar-hint')} value={typed.calendar ?? null} fault={faults.fields['calendar'] ?? null}
            options={calendars.map(({ id, name }) => ({ value: id, text: name[t.language] }))} />
          {leads && (
            <SelectField name="leadId" label={t('accounts.team.lead')} hint={t('accounts.team.lead-hint')} value={typed.leadId ?? null} fault={faults.fields['leadId'] ?? null}
              blank={t('accounts.team.no-lead')} options={leads.map(({ id, name }) => ({ value: id, text: name }))} />
          )}
        </FormSection>
        <FormBar>
          <button class="button button-primary" type="submit">{t(leads ? 'accounts.person.save' : 'accounts.team.create')}</button>
          <a class="button" href="/people">{t('accounts.person.cancel')}</a>
        </FormBar>
      </Form>
    </div>
  );
}
