import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import { LANGUAGES } from '../../../libs/i18n/language.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { TextField } from '../../../libs/ui/form/text-field.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Access } from '../people/people.view.js';
import { ORGANISATION_ROLES } from '../roles.rules.js';
import type { MemberLine } from './members.queries.js';

/** The form as it was typed; nothing of it is judged yet. */
export interface MemberTyped {
  readonly email?: unknown;
  readonly name?: unknown;
  readonly role?: unknown;
  readonly language?: unknown;
}

interface MemberFormProps {
  readonly t: Translate;
  readonly base: string;
  readonly organisation: string;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly typed: MemberTyped;
  readonly faults: FormFaults;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Who somebody is, and what they may do for the organisation. */
function MemberForm({ t, base, hidden, typed, faults, action, inviting }: MemberFormProps & { readonly action: string; readonly inviting: boolean }): VNode {
  const fault = (name: string): string | null => faults.fields[name] ?? null;
  return (
    <Form action={action} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      <FormSection legend={t('accounts.person.edit')}>
        {inviting && <TextField name="email" type="email" label={t('accounts.person.email')} hint={t('accounts.person.email-hint')} value={text(typed.email)} fault={fault('email')} maxlength={254} />}
        <TextField name="name" label={t('accounts.person.name')} value={text(typed.name)} fault={fault('name')} maxlength={120} />
        <Choices name="role" type="radio" label={t('accounts.members.role')} value={text(typed.role)} fault={fault('role')}
          choices={ORGANISATION_ROLES.map((role) => ({ value: role, text: t(`accounts.members.roles.${role}`), note: t(`accounts.members.role-notes.${role}`) }))} />
        <SelectField name="language" label={t('accounts.person.language')} value={text(typed.language)} fault={fault('language')}
          options={LANGUAGES.map((language) => ({ value: language, text: t(`accounts.languages-of-pages.${language}`) }))} />
      </FormSection>
      <FormBar>
        <button class="button button-primary" type="submit">{t(inviting ? 'accounts.person.invite-go' : 'accounts.person.save')}</button>
        <a class="button" href={base}>{t('accounts.person.cancel')}</a>
      </FormBar>
    </Form>
  );
}

/** The page on which an organisation invites. */
export function InviteMemberPage(props: MemberFormProps): VNode {
  const { t, base, organisation } = props;
  return (
    <div class="stack-6">
      <PageHead title={t('accounts.members.invite-title')} lead={t('accounts.members.invite-lead', { organisation })} />
      <MemberForm {...props} action={base} inviting />
    </div>
  );
}

export interface MemberPageProps extends MemberFormProps {
  readonly member: MemberLine;
  readonly now: Date;
  readonly oneself: boolean;
}

/** Somebody of an organisation: whether they may come in, and as what. */
export function MemberPage({ member, now, oneself, ...form }: MemberPageProps): VNode {
  const { t, base } = form;
  const deed = (name: string, said: string, kind = ''): VNode => (
    <form method="post" action={`${base}/${member.id}/${name}`}><button class={`button ${kind}`.trim()} type="submit">{said}</button></form>
  );
  const closes = member.state !== 'disabled' && !oneself;
  return (
    <div class="stack-6">
      <PageHead title={member.name} lead={member.email} />
      <Card id="access" title={t('accounts.person.access')} side={<span class="row"><Access t={t} person={member} now={now} /></span>}>
        <div class="stack">
          <div class="row">
            {member.state === 'invited' && deed('invite', t('accounts.person.again'))}
            {member.state === 'invited' && member.invitedUntil !== null && deed('revoke-invitation', t('accounts.person.revoke'))}
            {closes && deed('disable', t('accounts.person.disable'), 'button-danger')}
            {member.state === 'disabled' && deed('enable', t('accounts.person.enable'))}
          </div>
          {(closes || oneself) && <p class="meta">{t(oneself ? 'accounts.members.oneself-note' : 'accounts.members.disable-note')}</p>}
        </div>
      </Card>
      <MemberForm {...form} action={`${base}/${member.id}`} inviting={false} />
    </div>
  );
}
