import type { VNode } from 'preact';
import { many, ticked } from '../../libs/http/forms.js';
import type { Translate } from '../../libs/i18n/translate.js';
import { Choices, Tick } from '../../libs/ui/form/choices.js';
import { SelectField } from '../../libs/ui/form/select-field.js';
import { TextArea, TextField } from '../../libs/ui/form/text-field.js';
import { FormSection } from '../../libs/ui/form/form.js';
import { Notice } from '../../libs/ui/notice.js';
import type { NewcomerSheet } from '../cases/cases.door.js';
import { isContact, OUTCOMES, type Outcome } from './attempts.rules.js';
import { pointsOf, type Member } from './checklist.rules.js';
import type { Checkpoint } from './checkpoint.entity.js';
import { type Sheet, typedText } from './deed-pages.js';
import type { AttemptLine } from './follow-ups.queries.js';
import { DeedForm, DeedHead, LateField } from './forms.view.js';
import { CHANNELS } from './protocol.rules.js';
import type { CheckpointAtHand } from './take-up.js';

/** What the forms of a contact are drawn from. */
export interface ContactFormProps {
  readonly atHand: CheckpointAtHand;
  readonly newcomers: readonly NewcomerSheet[];
  readonly members: readonly Member[];
  readonly attempts: readonly AttemptLine[];
  /** The checkpoints that need a reason for being so late. */
  readonly wanted: ReadonlySet<string>;
  /** What a checkpoint or a line is called. */
  readonly name: (code: string) => string;
}

const WAYS = CHANNELS.filter((channel) => channel !== 'file');

/** Trying to reach a household: what came of it and, if it was a contact, what it settled. */
export function AttemptPage({ sheet, ...props }: ContactFormProps & { readonly sheet: Sheet }): VNode {
  const { atHand, name } = props;
  const { t, now } = sheet;
  const { file, checkpoint } = atHand;
  return (
    <>
      <DeedHead t={t} title={t('follow-ups.attempt.title', { name: name(checkpoint.code) })} file={file} meta={[t('follow-ups.due', { when: t.whenNear(checkpoint.dueAt, now) })]} />
      {file.unreachedSince !== null && <Notice title={t('follow-ups.attempt.unreached')} />}
      <DeedForm sheet={sheet} action={`/checkpoints/${checkpoint.id}/attempt`} legend={t('follow-ups.attempt.legend')} note={t('follow-ups.attempt.note')} go={t('follow-ups.attempt.go')}>
        <ContactFields sheet={sheet} prefix="" outcomes={Object.keys(OUTCOMES) as Outcome[]} suggested={checkpoint.nextAttemptChannel ?? checkpoint.channel} newcomers={props.newcomers} />
        <Served sheet={sheet} field="completes" {...props} chosen={Object.keys(sheet.typed).length === 0 ? [checkpoint.id] : many(sheet.typed['completes'])} own />
        {props.wanted.size > 0 && <LateField sheet={sheet} own={false} />}
        <Points sheet={sheet} {...props} />
      </DeedForm>
    </>
  );
}

/** Keeping a promise: by a contact made before, or by one made now. */
export function CompletePage({ sheet, ...props }: ContactFormProps & { readonly sheet: Sheet }): VNode {
  const { atHand, name, attempts } = props;
  const { t, now, typed, faults } = sheet;
  const { file, checkpoint } = atHand;
  const contacts = attempts.filter(({ contact }) => contact);
  const onFile = checkpoint.channel === 'file';
  return (
    <>
      <DeedHead t={t} title={t('follow-ups.complete.title', { name: name(checkpoint.code) })} file={file} meta={[t('follow-ups.due', { when: t.whenNear(checkpoint.dueAt, now) })]} />
      <DeedForm sheet={sheet} action={`/checkpoints/${checkpoint.id}/complete`} legend={t('follow-ups.complete.legend')} note={t(onFile ? 'follow-ups.complete.file-note' : 'follow-ups.complete.note')} go={t('follow-ups.complete.go')}>
        {!onFile && contacts.length > 0 && (
          <SelectField name="contactId" label={t('follow-ups.complete.contact')} value={typedText(typed['contactId'])} blank={t('follow-ups.complete.contact-now')} fault={faults.fields['contactId'] ?? null}
            options={contacts.map((each) => ({ value: each.id, text: t('follow-ups.complete.contact-before', { when: t.whenNear(each.madeAt, now), channel: t(`follow-ups.channels.${each.channel}`) }) }))} />
        )}
        {!onFile && <ContactFields sheet={sheet} prefix="contact." outcomes={(Object.keys(OUTCOMES) as Outcome[]).filter(isContact)} suggested={checkpoint.channel} newcomers={props.newcomers} />}
        <Served sheet={sheet} field="also" {...props} chosen={many(typed['also'])} />
        {props.wanted.size > 0 && <LateField sheet={sheet} own={props.wanted.has(checkpoint.id)} />}
        <Points sheet={sheet} {...props} />
      </DeedForm>
    </>
  );
}

function ContactFields({ sheet, prefix, outcomes, suggested, newcomers }: {
  readonly sheet: Sheet; readonly prefix: '' | 'contact.'; readonly outcomes: readonly Outcome[]; readonly suggested: string; readonly newcomers: readonly NewcomerSheet[];
}): VNode {
  const { t, faults } = sheet;
  const typed = (prefix ? (sheet.typed['contact'] as Record<string, unknown> | undefined) ?? {} : sheet.typed);
  const fault = (field: string): string | null => faults.fields[`${prefix}${field}`] ?? null;
  const value = (field: string): string | null => typedText(typed[field]);
  return (
    <>
      <SelectField name={`${prefix}channel`} label={t('follow-ups.fields.channel')} value={value('channel') ?? suggested} fault={fault('channel')}
        options={WAYS.map((channel) => ({ value: channel, text: t(`follow-ups.channels.${channel}`) }))} />
      <Choices type="radio" name={`${prefix}outcome`} label={t('follow-ups.fields.outcome')} value={value('outcome')} fault={fault('outcome')}
        choices={outcomes.map((code) => ({ value: code, text: t(`follow-ups.outcomes.${code}`) }))} />
      {newcomers.length > 1 && (
        <SelectField name={`${prefix}newcomerId`} label={t('follow-ups.fields.newcomer')} optional value={value('newcomerId')} blank={t('follow-ups.fields.household')} fault={fault('newcomerId')}
          options={newcomers.map((each) => ({ value: each.id, text: `${each.givenName} ${each.familyName}`.trim() }))} />
      )}
      <TextField name={`${prefix}minutes`} label={t('follow-ups.fields.minutes')} optional inputmode="numeric" short value={value('minutes')} fault={fault('minutes')} />
      <Tick name={`${prefix}interpreted`} label={t('follow-ups.fields.interpreted')} checked={ticked(typed['interpreted'])} value="true" />
      <TextArea name={`${prefix}note`} label={t('follow-ups.fields.note')} hint={t('follow-ups.fields.note-hint')} optional maxlength={2_000} value={value('note')} fault={fault('note')} />
    </>
  );
}

/** The other promises that the same contact keeps. */
function Served({ sheet, field, atHand, name, chosen, own = false }: ContactFormProps & {
  readonly sheet: Sheet; readonly field: 'also' | 'completes'; readonly chosen: readonly string[]; readonly own?: boolean;
}): VNode | null {
  const { t, now, faults } = sheet;
  const offered = atHand.checkpoints.filter(({ id, state, channel }) => state === 'scheduled' && channel !== 'file' && (own || id !== atHand.checkpoint.id)).slice(0, 6);
  if (offered.length === 0) return null;
  return (
    <Choices type="checkbox" name={field} label={t(`follow-ups.fields.${field}`)} hint={t(`follow-ups.fields.${field}-hint`)} optional value={chosen} fault={faults.fields[field] ?? null}
      choices={offered.map(({ id, code, dueAt }) => ({ value: id, text: name(code), note: t('follow-ups.due', { when: t.whenNear(dueAt, now) }) }))} />
  );
}

/** The lines to settle, of this checkpoint and of those that fall soon after it. */
function Points({ sheet, atHand, members, newcomers, name }: ContactFormProps & { readonly sheet: Sheet }): VNode | null {
  const { t, typed } = sheet;
  const soon = [atHand.checkpoint, ...atHand.checkpoints.filter(({ id, state }) => state === 'scheduled' && id !== atHand.checkpoint.id).slice(0, 2)];
  const lists = soon.map((each: Checkpoint) => ({ code: each.code, id: each.id, points: pointsOf(each.checklist, members).filter(({ done }) => !done) })).filter(({ points }) => points.length > 0);
  if (lists.length === 0) return null;
  const chosen = many(typed['ticks']);
  return (
    <>
      {lists.map(({ code, points }, i) => (
        <FormSection legend={t('follow-ups.fields.points', { name: name(code) })}>
          <div class="choices">
            {points.map(({ key, code: line, newcomerId }, j) => (
              <label class="choice">
                <input type="checkbox" id={i + j === 0 ? 'ticks' : `ticks-${key}`} name="ticks" value={key} checked={chosen.includes(key)} />
                <span>{name(line)}{newcomerId && <small>{nameOf(t, newcomers, newcomerId)}</small>}</span>
              </label>
            ))}
          </div>
        </FormSection>
      ))}
    </>
  );
}

function nameOf(t: Translate, newcomers: readonly NewcomerSheet[], id: string): string {
  const found = newcomers.find((each) => each.id === id);
  return found ? found.givenName : t('follow-ups.fields.household');
}
