import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Choices, Tick } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { DateField } from '../../../libs/ui/form/text-field.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import { onward } from '../../../libs/http/onward.js';
import { partPath } from '../case-head.view.js';
import type { CaseSheet } from '../case-pages.js';
import type { ConsentSheet } from '../cases.queries.js';
import { fullName, present } from '../newcomers/newcomers.rules.js';
import type { Reference } from '../../../config/reference.js';
import { GIVERS, kindOf, LONGEST_MONTHS, monthsAfter, PROOFS, standingOf, USUAL_MONTHS, USUAL_QUESTIONS } from './consent.rules.js';

/** What the form of consents holds, as typed. */
export type ConsentTyped = Readonly<Record<string, unknown>>;

interface ConsentsProps extends CaseSheet {
  readonly t: Translate;
  readonly reference: Reference;
  readonly typed: ConsentTyped;
  readonly mayWithdraw: boolean;
  /** The day of a moment at the office. */
  readonly dayOf: (moment: Date) => string;
}

const TONES: Record<ReturnType<typeof standingOf>, Tone> = { in_force: 'ok', expired: 'line', withdrawn: 'line' };

/** What the household agreed to, and the form to ask again. */
export function ConsentsPage(props: ConsentsProps): VNode {
  const { t, household: { consents }, mayEdit, file } = props;
  return (
    <>
      <Card id="consents" title={t('cases.consents.title')} count={consents.length} bare={consents.length > 0} side={<a href={`/cases/${file.id}/disclosures`}>{t('cases.consents.disclosures')}</a>}>
        {consents.length === 0 ? <EmptyState title={t('cases.consents.none')} icon="shield-check" /> : <ConsentsTable {...props} />}
      </Card>
      {mayEdit && file.state !== 'closed' && <ConsentForm {...props} />}
    </>
  );
}

function ConsentsTable({ t, file, household, today, once, mayWithdraw, dayOf }: ConsentsProps): VNode {
  const nameOf = (id: string): string => {
    const person = household.newcomers.find((newcomer) => newcomer.id === id);
    return person ? fullName(person) : '';
  };
  const standing = (consent: ConsentSheet) =>
    standingOf({ givenOn: dayOf(new Date(consent.givenAt)), expiresOn: consent.expiresOn, withdrawnOn: consent.withdrawnAt && dayOf(new Date(consent.withdrawnAt)) }, today);
  return (
    <WorkTable compact caption={t('cases.consents.title')} rows={household.consents} rowKey={({ id }) => id} columns={[
      { title: t('cases.consents.purpose'), kind: 'head', cell: ({ purpose }) => t(`cases.purposes.${purpose}`) },
      { title: t('cases.consents.recipient'), cell: ({ recipient }) => t(`cases.recipients.${kindOf(recipient)}`) },
      { title: t('cases.consents.person'), cell: ({ newcomerId, givenBy }) => <>{nameOf(newcomerId)}{givenBy !== 'self' && <small> {t(`cases.given-by.${givenBy}`)}</small>}</> },
      { title: t('cases.consents.proof'), cell: ({ proof, language }) => `${t(`cases.proofs.${proof}`)}, ${t.languageName(language)}` },
      { title: t('cases.consents.standing'), cell: (consent) => <><Tag tone={TONES[standing(consent)]}>{t(`cases.consent-standing.${standing(consent)}`)}</Tag> <small>{t('cases.consents.until', { day: t.date(consent.expiresOn) })}</small></> },
      { title: t('cases.consents.deeds'), kind: 'actions', cell: (consent) => mayWithdraw && standing(consent) === 'in_force' && (
        <form method="post" action={`/cases/${file.id}/consents/${consent.id}/withdraw`}>
          <input type="hidden" name="once" value={`${once}-${consent.id}`} />
          <button class="button button-small" type="submit" aria-label={t('cases.consents.withdraw-this', { purpose: t(`cases.purposes.${consent.purpose}`) })}>{t('cases.consents.withdraw')}</button>
        </form>
      ) },
    ]} />
  );
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function ConsentForm({ t, file, household, once, faults, reference, typed, today }: ConsentsProps): VNode {
  const fault = (name: string): string | null => faults.fields[name] ?? null;
  const people = present(household.newcomers);
  return (
    <Form action={partPath(file.id, 'consents')} hidden={{ once, ...(typeof typed.next === 'string' ? { next: typed.next } : {}) }}>
      <ErrorSummary faults={faults.summary.map((each) => (each.name === 'recipient' ? { ...each, name: 'agreed' } : each))} />
      <FormSection legend={t('cases.consents.ask')} note={t('cases.consents.ask-note')}>
        <SelectField name="newcomerId" label={t('cases.consents.who')} value={text(typed.newcomerId)} fault={fault('newcomerId')}
          options={people.map((person) => ({ value: person.id, text: fullName(person) }))} />
        <Choices type="checkbox" name="agreed" label={t('cases.consents.to-what')} value={Array.isArray(typed.agreed) ? typed.agreed.map(String) : []} fault={fault('agreed') ?? fault('recipient')}
          choices={USUAL_QUESTIONS.map(({ purpose, recipient }) => ({ value: `${purpose}:${recipient}`, text: t(`cases.purposes.${purpose}`), note: t(`cases.recipients.${recipient}`) }))} />
      </FormSection>
      <FormSection legend={t('cases.consents.how')}>
        <Choices type="radio" name="givenBy" label={t('cases.consents.given-by')} hint={t('cases.consents.age-hint')} value={text(typed.givenBy) ?? 'self'} fault={fault('givenBy')}
          choices={GIVERS.map((code) => ({ value: code, text: t(`cases.given-by.${code}`) }))} />
        <Choices type="radio" name="proof" label={t('cases.consents.proof')} value={text(typed.proof)} fault={fault('proof')}
          choices={PROOFS.map((code) => ({ value: code, text: t(`cases.proofs.${code}`) }))} />
        <div class="grid-2">
          <SelectField name="language" label={t('cases.consents.language')} value={text(typed.language) ?? file.language} fault={fault('language')}
            options={reference.languages.map((language) => ({ value: language.tag, text: language[t.language] }))} />
          <DateField name="expiresOn" label={t('cases.consents.expires')} hint={t('cases.consents.expires-hint')} value={text(typed.expiresOn) ?? monthsAfter(today, USUAL_MONTHS)}
            fault={fault('expiresOn')} min={today} max={monthsAfter(today, LONGEST_MONTHS)} />
        </div>
        <Tick name="interpreted" label={t('cases.consents.interpreted')} checked={typed.interpreted !== undefined} />
      </FormSection>
      <FormBar note={t('cases.consents.reassure')}>
        <button class="button button-primary" type="submit">{t('cases.consents.record')}</button>
        <a class="button" href={onward(typed.next, partPath(file.id, 'overview'))}>{t('cases.cancel')}</a>
      </FormBar>
    </Form>
  );
}
