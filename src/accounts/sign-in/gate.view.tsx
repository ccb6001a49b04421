import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form } from '../../../libs/ui/form/form.js';
import { TextField } from '../../../libs/ui/form/text-field.js';
import { Notice } from '../../../libs/ui/notice.js';
import { SHORTEST_PASSWORD } from './password.rules.js';

const Go = ({ children }: { readonly children: string }): VNode => <button class="button button-primary button-large button-wide" type="submit">{children}</button>;

/** E-mail address and password. What was typed as the address stays; the password never does. */
export function SignInForm({ t, next, email, fault, done }: { t: Translate; next: string; email?: string | undefined; fault?: string | undefined; done?: string | undefined }): VNode {
  return (
    <>
      {fault && <ErrorSummary faults={[{ name: 'password', text: fault }]} />}
      {done && <Notice tone="ok"><p>{done}</p></Notice>}
      <Form action="/sign-in" class="stack" hidden={next === '/' ? {} : { next }}>
        <TextField name="email" type="email" label={t('accounts.sign-in.email')} value={email ?? null} autocomplete="username" maxlength={254} />
        <TextField name="password" type="password" label={t('accounts.sign-in.password')} fault={fault ?? null} autocomplete="current-password" maxlength={800} />
        <Go>{t('accounts.sign-in.go')}</Go>
      </Form>
      <p><a href="/forgot">{t('accounts.sign-in.forgot')}</a></p>
      <Notice><p>{t('accounts.sign-in.newcomer')}</p></Notice>
    </>
  );
}

/** Asks where to send the link. */
export function ForgotForm({ t, faults, email }: { t: Translate; faults: FormFaults; email?: string | undefined }): VNode {
  return (
    <>
      <ErrorSummary faults={faults.summary} />
      <Form action="/forgot" class="stack">
        <TextField name="email" type="email" label={t('accounts.sign-in.email')} value={email ?? null} fault={faults.fields['email'] ?? null} autocomplete="username" maxlength={254} />
        <Go>{t('accounts.forgot.go')}</Go>
      </Form>
      <p><a href="/sign-in">{t('accounts.forgot.back')}</a></p>
    </>
  );
}

/** The same words whoever asked. */
export function LinkSent({ t }: { t: Translate }): VNode {
  return (
    <>
      <Notice tone="ok"><p>{t('accounts.forgot.sent')}</p></Notice>
      <p><a href="/sign-in">{t('accounts.forgot.back')}</a></p>
    </>
  );
}

/** The password of an account that a one-time link opens. */
export function ChooseForm({ t, action, email, faults }: { t: Translate; action: string; email: string; faults: FormFaults }): VNode {
  return (
    <>
      <ErrorSummary faults={faults.summary} />
      <Form action={action} class="stack">
        <input type="email" name="username" value={email} autocomplete="username" readonly hidden />
        <TextField name="password" type="password" label={t('accounts.choose.password')} hint={t('accounts.choose.hint', { minimum: SHORTEST_PASSWORD })}
          fault={faults.fields['password'] ?? null} autocomplete="new-password" maxlength={800} />
        <Go>{t('accounts.choose.go')}</Go>
      </Form>
    </>
  );
}

/** A link that opens nothing says so, and no more. */
export function ClosedLink({ t, reset }: { t: Translate; reset: boolean }): VNode {
  return (
    <>
      <Notice tone="critical"><p>{t('accounts.choose.closed')}</p></Notice>
      {reset && <p><a class="button button-wide" href="/forgot">{t('accounts.forgot.title')}</a></p>}
      <p><a href="/sign-in">{t('accounts.forgot.back')}</a></p>
    </>
  );
}
