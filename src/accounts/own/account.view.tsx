import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { SignedIn } from '../../../libs/http/reader.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { LANGUAGES } from '../../../libs/i18n/language.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { TextField } from '../../../libs/ui/form/text-field.js';
import { Notice } from '../../../libs/ui/notice.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Tag } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import { SHORTEST_PASSWORD } from '../sign-in/password.rules.js';
import type { OpenSession } from '../sign-in/sessions.store.js';
import type { TokenLine } from '../tokens/tokens.store.js';
import { agentName } from './agent.js';

export interface AccountPageProps {
  readonly t: Translate;
  readonly by: SignedIn;
  readonly now: Date;
  readonly faults: FormFaults;
  readonly sessions: readonly OpenSession[];
  /** The live tokens in sight; null for somebody who has nothing to do with them. */
  readonly tokens: readonly TokenLine[] | null;
  readonly makesTokens: boolean;
  /** The secret of a token made just now. */
  readonly secret: string | undefined;
}

/** One's own account. */
export function AccountPage(props: AccountPageProps): VNode {
  const { t, by, faults, secret } = props;
  return (
    <div class="stack-6">
      <PageHead title={t('accounts.account.title')} lead={by.name} />
      <ErrorSummary faults={faults.summary} />
      {secret && <NewSecret t={t} secret={secret} />}
      <SettingsCard {...props} />
      <PasswordCard {...props} />
      <SessionsCard {...props} />
      {props.tokens && <TokensCard {...props} tokens={props.tokens} />}
    </div>
  );
}

function NewSecret({ t, secret }: { t: Translate; secret: string }): VNode {
  return <Notice tone="ok" icon="key-round" title={t('accounts.account.token-made')}><p><code>{secret}</code></p><p>{t('accounts.account.token-once')}</p></Notice>;
}

function SettingsCard({ t, by }: AccountPageProps): VNode {
  return (
    <Card id="settings" title={t('accounts.account.settings')}>
      <Form action="/account/settings">
        <SelectField name="language" label={t('accounts.account.language')} value={by.language}
          options={LANGUAGES.map((language) => ({ value: language, text: t(`accounts.languages-of-pages.${language}`) }))} />
        <Choices name="theme" type="radio" label={t('accounts.account.theme')} value={by.theme ?? 'system'}
          choices={(['system', 'light', 'dark'] as const).map((theme) => ({ value: theme, text: t(`accounts.themes.${theme}`) }))} />
        <FormBar><button class="button" type="submit">{t('accounts.account.save')}</button></FormBar>
      </Form>
    </Card>
  );
}

function PasswordCard({ t, by, faults }: AccountPageProps): VNode {
  return (
    <Card id="own-password" title={t('accounts.account.password')}>
      <Form action="/account/password">
        <input type="email" name="username" value={by.email} autocomplete="username" readonly hidden />
        <TextField name="current" type="password" label={t('accounts.account.current')} fault={faults.fields['current'] ?? null} autocomplete="current-password" maxlength={800} />
        <TextField name="password" type="password" label={t('accounts.account.new')} hint={t('accounts.choose.hint', { minimum: SHORTEST_PASSWORD })}
          fault={faults.fields['password'] ?? null} autocomplete="new-password" maxlength={800} />
        <FormBar note={t('accounts.account.password-note')}><button class="button" type="submit">{t('accounts.account.password-go')}</button></FormBar>
      </Form>
    </Card>
  );
}

function SessionsCard({ t, by, now, sessions }: AccountPageProps): VNode {
  const browser = ({ agent }: OpenSession): string => agentName(agent) ?? t('accounts.account.unknown-browser');
  return (
    <Card id="sessions" title={t('accounts.account.sessions')} count={sessions.length} bare
      foot={<form method="post" action="/account/sessions/end-all" hx-boost="false"><button class="button button-danger" type="submit">{t('accounts.account.end-all')}</button></form>}>
      <WorkTable compact caption={t('accounts.account.sessions-caption')} rows={sessions} rowKey={({ id }) => id} columns={[
        { title: t('accounts.account.browser'), kind: 'head', cell: (session) => <>{browser(session)}{session.id === by.sessionId && <> <Tag tone="accent">{t('accounts.account.this-one')}</Tag></>}</> },
        { title: t('accounts.account.began'), cell: ({ createdAt }) => t.whenNear(createdAt, now) },
        { title: t('accounts.account.seen'), cell: ({ seenAt }) => t.ago(seenAt, now) },
        {
          title: t('accounts.account.end'), kind: 'actions',
          cell: (session) => session.id !== by.sessionId && (
            <form method="post" action={`/account/sessions/${session.id}/end`}>
              <button class="button button-small" type="submit" aria-label={t('accounts.account.end-of', { browser: browser(session) })}>{t('accounts.account.end')}</button>
            </form>
          ),
        },
      ]} />
    </Card>
  );
}

function TokensCard({ t, now, tokens, makesTokens, faults }: AccountPageProps & { readonly tokens: readonly TokenLine[] }): VNode {
  return (
    <Card id="tokens" title={t('accounts.account.tokens')} count={tokens.length}>
      <p class="meta">{t('accounts.account.tokens-lead')}</p>
      {tokens.length === 0 ? <EmptyState icon="key-round" title={t('accounts.account.no-tokens')} /> : (
        <WorkTable compact caption={t('accounts.account.tokens-caption')} rows={tokens} rowKey={({ id }) => id} columns={[
          { title: t('accounts.account.token-name'), kind: 'head', cell: ({ name }) => name },
          { title: t('accounts.account.token-owner'), cell: ({ personName }) => personName },
          { title: t('accounts.account.token-until'), cell: ({ expiresAt }) => t.dayShort(expiresAt, now) },
          {
            title: t('accounts.account.revoke'), kind: 'actions',
            cell: ({ id, name }) => (
              <form method="post" action={`/account/tokens/${id}/revoke`}>
                <button class="button button-small" type="submit" aria-label={t('accounts.account.revoke-of', { name })}>{t('accounts.account.revoke')}</button>
              </form>
            ),
          },
        ]} />
      )}
      {makesTokens && (
        <Form action="/account/tokens">
          <TextField name="name" label={t('accounts.account.token-name')} fault={faults.fields['name'] ?? null} maxlength={80} />
          <TextField name="days" type="number" inputmode="numeric" label={t('accounts.account.token-days')} value="90" fault={faults.fields['days'] ?? null} short />
          <FormBar><button class="button" type="submit">{t('accounts.account.token-make')}</button></FormBar>
        </Form>
      )}
    </Card>
  );
}
