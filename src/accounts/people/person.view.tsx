import type { VNode } from 'preact';
import { type FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { LANGUAGES } from '../../../libs/i18n/language.js';
import { Card } from '../../../libs/ui/card.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { TextField } from '../../../libs/ui/form/text-field.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { OFFICE_ROLES } from '../roles.rules.js';
import { Access } from './people.view.js';
import type { LanguageChoice } from './office-lists.js';
import type { PersonLine, TeamLine } from './people.queries.js';

/** What a form of a person holds, as typed. */
export interface PersonTyped {
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly roles: readonly string[];
  readonly teamId?: string | null | undefined;
  readonly language?: string | undefined;
  readonly languages: readonly string[];
  readonly phone?: string | null | undefined;
}

export interface PersonFormProps {
  readonly t: Translate;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly typed: PersonTyped;
  readonly faults: FormFaults;
  readonly teams: readonly TeamLine[];
  readonly languages: readonly LanguageChoice[];
  /** Somebody new: the address is asked for. */
  readonly inviting: boolean;
}

/** Who somebody is, and what they may do. */
export function PersonForm({ t, action, hidden, typed, faults, teams, languages, inviting }: PersonFormProps): VNode {
  const fault = (name: string): string | null => faults.fields[name] ?? null;
  return (
    <Form action={action} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      <FormSection legend={t('accounts.person.edit')}>
        {inviting && <TextField name="email" type="email" label={t('accounts.person.email')} hint={t('accounts.person.email-hint')} value={typed.email ?? null} fault={fault('email')} maxlength={254} />}
        <TextField name="name" label={t('accounts.person.name')} value={typed.name ?? null} fault={fault('name')} maxlength={120} />
        <TextField name="phone" type="tel" label={t('accounts.person.phone')} optional value={typed.phone ?? null} fault={fault('phone')} maxlength={40} short />
        <Choices name="roles" type="checkbox" label={t('accounts.person.roles')} value={typed.roles} fault={fault('roles')}
          choices={OFFICE_ROLES.map((role) => ({ value: role, text: t(`accounts.roles.${role}`), note: t(`accounts.role-notes.${role}`) }))} />
        <SelectField name="teamId" label={t('accounts.person.team')} value={typed.teamId ?? null} fault={fault('teamId')} blank={t('accounts.people.no-team')}
          options={teams.map(({ id, name }) => ({ value: id, text: name }))} />
        <SelectField name="language" label={t('accounts.person.language')} value={typed.language ?? 'fr'} fault={fault('language')}
          options={LANGUAGES.map((language) => ({ value: language, text: t(`accounts.languages-of-pages.${language}`) }))} />
        <Choices name="languages" type="checkbox" label={t('accounts.person.languages')} optional value={typed.languages} fault={fault('languages')}
          choices={languages.map(({ tag, name }) => ({ value: tag, text: name[t.language] }))} />
      </FormSection>
      <FormBar>
        <button class="button button-primary" type="submit">{t(inviting ? 'accounts.person.invite-go' : 'accounts.person.save')}</button>
        <a class="button" href="/people">{t('accounts.person.cancel')}</a>
      </FormBar>
    </Form>
  );
}

/** The page on which the administrator invites. */
export function InvitePage(props: PersonFormProps): VNode {
  const { t } = props;
  return <div class="stack-6"><PageHead title={t('accounts.person.invite-title')} lead={t('accounts.person.invite-lead')} /><PersonForm {...props} /></div>;
}

/** A person's own page, for the administrator: details, and access. */
export function PersonPage({ person, now, oneself, ...form }: PersonFormProps & { readonly person: PersonLine; readonly now: Date; readonly oneself: boolean }): VNode {
  const { t } = form;
  const deed = (name: string, text: string, kind = ''): VNode => (
    <form method="post" action={`/people/${person.id}/${name}`}><button class={`button ${kind}`.trim()} type="submit">{text}</button></form>
  );
  return (
    <div class="stack-6">
      <PageHead title={person.name} lead={person.email} />
      <Card id="access" title={t('accounts.person.access')} side={<span class="row"><Access t={t} person={person} now={now} /></span>}>
        <div class="stack"><div class="row">
          {person.state === 'invited' && deed('invite', t('accounts.person.again'))}
          {person.state === 'invited' && person.invitedUntil !== null && deed('revoke-invitation', t('accounts.person.revoke'))}
          {person.state === 'active' && deed('end-sessions', t('accounts.person.end-sessions'))}
          {person.state !== 'disabled' && !oneself && deed('disable', t('accounts.person.disable'), 'button-danger')}
          {person.state === 'disabled' && deed('enable', t('accounts.person.enable'))}
        </div>
        {person.state !== 'disabled' && !oneself && <p class="meta">{t('accounts.person.disable-note')}</p>}</div>
      </Card>
      <PersonForm {...form} />
    </div>
  );
}
