import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar } from '../../../libs/ui/form/form.js';
import { TextArea } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { ANSWERS } from './loop.rules.js';
import type { OutcomeSheet } from './read-outcome.js';
import { Sides } from './sides.view.js';

/** Where an answer of the newcomer's is written down. */
export const outcomePath = (offerId: string): string => `/referrals/outcomes/${offerId}`;

export interface OutcomeFormProps {
  readonly t: Translate;
  readonly offerId: string;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: FormFaults;
  readonly cancel: string;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Whether it helped, as whoever spoke with the household writes it down. */
export function OutcomeForm({ t, offerId, hidden, typed, faults, cancel }: OutcomeFormProps): VNode {
  return (
    <Form action={outcomePath(offerId)} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      <div class="card form-section">
        <Choices name="answer" type="radio" label={t('referrals.loop.did-it-help')} fault={faults.fields['answer'] ?? null} value={textOf(typed['answer'])}
          choices={ANSWERS.map((value) => ({ value, text: t(`referrals.loop.answers.${value}`) }))} />
        <TextArea name="because" label={t('referrals.loop.because')} hint={t('referrals.loop.because-note')} optional value={textOf(typed['because'])} fault={faults.fields['because'] ?? null} maxlength={2_000} />
      </div>
      <FormBar note={t('referrals.loop.beside')}>
        <button class="button button-primary" type="submit">{t('referrals.loop.write-down')}</button>
        <a class="button" href={cancel}>{t('referrals.loop.back')}</a>
      </FormBar>
    </Form>
  );
}

/** The page around it: what both sides said so far, and the links that are with the household. */
export function OutcomePage({ sheet, once, ...form }: OutcomeFormProps & { readonly sheet: OutcomeSheet; readonly once: string }): VNode {
  const { t, offerId } = form;
  return (
    <div class="stack-6">
      <Sides t={t} sheet={sheet} />
      {sheet.organisation !== null && sheet.mayAct && <OutcomeForm {...form} />}
      {sheet.links.length > 0 && (
        <section class="card card-body stack-2" aria-labelledby="links">
          <h2 id="links">{t('referrals.loop.links')}</h2>
          <p>{t('referrals.loop.links-note')}</p>
          <ul>{sheet.links.map(({ createdAt, expiresAt, usedAt }) => (
            <li>{t('referrals.loop.link', { sent: t.dayShort(createdAt), until: t.dayShort(expiresAt) })}{usedAt && ` · ${t('referrals.loop.link-used')}`}</li>
          ))}</ul>
          {sheet.mayAct && (
            <form method="post" action={`${outcomePath(offerId)}/close-links`}>
              <input type="hidden" name="once" value={once} />
              <button class="button button-small" type="submit"><Icon name="ban" />{t('referrals.loop.close-links')}</button>
            </form>
          )}
        </section>
      )}
    </div>
  );
}
