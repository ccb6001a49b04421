import type { ComponentChildren, VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form } from '../../../libs/ui/form/form.js';
import { DateField, TextArea, TextField } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { DECLINE_REASONS, FAIL_REASONS, meaningOf, OUTCOMES, type Side, UNACCEPT_REASONS, UNSCHEDULE_REASONS } from '../offers/reasons.rules.js';

/** A form that answers an offer, or says what came of it. */
export interface AnswerFormProps {
  readonly t: Translate;
  /** The address before the deed's name. */
  readonly action: string;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: FormFaults;
  /** The way back without doing anything. */
  readonly back: string;
}

/** The deeds that ask something first. */
export const ASKING_DEEDS = ['decline', 'waitlist', 'ask', 'schedule', 'unschedule', 'no-show', 'complete', 'fail', 'unaccept'] as const;
export type AskingDeed = (typeof ASKING_DEEDS)[number];
/** Those of a link that was sent to them. */
export const LINK_DEEDS = ['decline', 'waitlist', 'ask'] as const satisfies readonly AskingDeed[];

const text = (typed: unknown): string | null => (typeof typed === 'string' ? typed : null);

/** Reasons, the organisation's own before the household's: what follows hangs on whose side it lies. */
function reasons(t: Translate, codes: readonly string[], notes: boolean) {
  const of = (side: Side) => codes.filter((code) => meaningOf(code).side === side);
  return [...of('provider'), ...of('person')].map((code) => ({
    value: code, text: t(`referrals.answering.reasons.${code}`), ...(notes && t.has(`referrals.answering.reason-notes.${code}`) ? { note: t(`referrals.answering.reason-notes.${code}`) } : {}),
  }));
}

/** When and where, and what to bring. */
function MeetingFields({ t, typed, faults, under = '' }: AnswerFormProps & { readonly under?: string }): VNode {
  const field = (name: string) => ({ name: `${under}${name}`, label: t(`referrals.answering.forms.meeting.${name}`), value: text(typed[name]), fault: faults.fields[`${under}${name}`] ?? null });
  return (
    <>
      <DateField {...field('startsAt')} kind="datetime-local" />
      <TextField {...field('minutes')} inputmode="numeric" maxlength={4} short optional hint={t('referrals.answering.forms.meeting.minutes-hint')} />
      <TextField {...field('place')} hint={t('referrals.answering.forms.meeting.place-hint')} maxlength={300} />
      <TextArea {...field('bring')} rows={2} maxlength={1_000} optional />
    </>
  );
}

type Fields = (props: AnswerFormProps) => ComponentChildren;

const FIELDS: Readonly<Record<AskingDeed, Fields>> = {
  decline: ({ t, typed, faults }) => (
    <>
      <Choices name="reason" type="radio" label={t('referrals.answering.forms.why')} value={text(typed['reason'])} fault={faults.fields['reason'] ?? null} choices={reasons(t, DECLINE_REASONS, true)} />
      <TextArea name="note" label={t('referrals.answering.forms.note')} hint={t('referrals.answering.forms.note-hint')} value={text(typed['note'])} fault={faults.fields['note'] ?? null} rows={2} maxlength={4_000} optional />
    </>
  ),
  waitlist: ({ t, typed, faults }) => (
    <>
      <TextField name="place" label={t('referrals.answering.forms.place')} value={text(typed['place'])} fault={faults.fields['place'] ?? null} inputmode="numeric" maxlength={5} short optional />
      <TextField name="weeks" label={t('referrals.answering.forms.weeks')} hint={t('referrals.answering.forms.weeks-hint')} value={text(typed['weeks'])} fault={faults.fields['weeks'] ?? null} inputmode="numeric" maxlength={3} short optional />
    </>
  ),
  ask: ({ t, typed, faults }) => <TextArea name="text" label={t('referrals.answering.forms.question')} hint={t('referrals.answering.forms.question-hint')} value={text(typed['text'])} fault={faults.fields['text'] ?? null} maxlength={4_000} />,
  'schedule': (props) => <MeetingFields {...props} />,
  'unschedule': ({ t, typed, faults }) => (
    <Choices name="reason" type="radio" label={t('referrals.answering.forms.why')} value={text(typed['reason'])} fault={faults.fields['reason'] ?? null}
      choices={UNSCHEDULE_REASONS.filter((code) => code !== 'no_show').map((code) => ({ value: code, text: t(`referrals.answering.reasons.${code}`) }))} />
  ),
  'no-show': (props) => (
    <details class="more" open={props.faults.summary.length > 0}>
      <summary><Icon name="chevron-right" kind="turn" />{props.t('referrals.answering.forms.no-show.rebook')}</summary>
      <div class="stack"><MeetingFields {...props} typed={(props.typed['rebook'] ?? {}) as Record<string, unknown>} under="rebook." /></div>
    </details>
  ),
  complete: ({ t, typed, faults }) => (
    <Choices name="outcome" type="radio" label={t('referrals.answering.forms.outcome')} value={text(typed['outcome'])} fault={faults.fields['outcome'] ?? null}
      choices={OUTCOMES.map((code) => ({ value: code, text: t(`referrals.answering.outcomes.${code}`), note: t(`referrals.answering.outcome-notes.${code}`) }))} />
  ),
  fail: ({ t, typed, faults }) => <Choices name="reason" type="radio" label={t('referrals.answering.forms.why')} value={text(typed['reason'])} fault={faults.fields['reason'] ?? null} choices={reasons(t, FAIL_REASONS, true)} />,
  unaccept: ({ t, typed, faults }) => <Choices name="reason" type="radio" label={t('referrals.answering.forms.why')} value={text(typed['reason'])} fault={faults.fields['reason'] ?? null} choices={reasons(t, UNACCEPT_REASONS, true)} />,
};

const GRAVE: readonly AskingDeed[] = ['decline', 'fail', 'unaccept'];

/** The form of a deed on a ground of its own: what it means, what it asks, and the way back. */
export function AnswerForm({ deed, ...props }: AnswerFormProps & { readonly deed: AskingDeed }): VNode {
  const { t, action, hidden, faults, back } = props;
  return (
    <section class="card card-body stack no-print" id="deed" aria-labelledby="deed-title" tabindex={-1}>
      <div class="stack-2"><h2 id="deed-title">{t(`referrals.answering.forms.${deed}.title`)}</h2><p class="meta">{t(`referrals.answering.forms.${deed}.lead`)}</p></div>
      <ErrorSummary faults={faults.summary} />
      <Form action={`${action}/${deed}`} hidden={hidden} class="stack">
        {FIELDS[deed](props)}
        <div class="row">
          <button class={GRAVE.includes(deed) ? 'button button-danger-solid' : 'button button-primary'} type="submit">{t(`referrals.answering.forms.${deed}.go`)}</button>
          <a class="button" href={back}>{t('referrals.answering.forms.back')}</a>
        </div>
      </Form>
    </section>
  );
}
