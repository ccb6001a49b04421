import type { VNode } from 'preact';
import { civilDateAt } from '../../libs/calendar/zone.js';
import { DateField } from '../../libs/ui/form/text-field.js';
import { type Sheet, typedText } from './deed-pages.js';
import { DeedForm, DeedHead, LateField, ReasonField } from './forms.view.js';
import { type LateReason, LATE_REASONS, MOVE_REASONS, UNDO_REASONS, WAIVE_REASONS } from './reasons.rules.js';
import type { CheckpointAtHand } from './take-up.js';

interface Props {
  readonly sheet: Sheet;
  readonly atHand: CheckpointAtHand;
  readonly name: (code: string) => string;
  /** The checkpoints that need a reason for being so late. */
  readonly wanted: ReadonlySet<string>;
}

/** Putting a promise off, or bringing it forward. */
export function MovePage({ sheet, atHand: { file, checkpoint, protocol, office }, name, wanted }: Props): VNode {
  const { t, now, typed, faults } = sheet;
  return (
    <>
      <DeedHead t={t} title={t('follow-ups.move.title', { name: name(checkpoint.code) })} file={file} meta={[t('follow-ups.due', { when: t.whenNear(checkpoint.dueAt, now) })]} />
      <DeedForm sheet={sheet} action={`/checkpoints/${checkpoint.id}/move`} legend={t('follow-ups.move.legend')} note={t('follow-ups.move.note')} go={t('follow-ups.move.go')}>
        <DateField name="dueOn" label={t('follow-ups.fields.due-on')} value={typedText(typed['dueOn']) ?? civilDateAt(checkpoint.dueAt > now ? checkpoint.dueAt : now, office.zone)}
          min={civilDateAt(now, office.zone)} fault={faults.fields['dueOn'] ?? null} />
        <DateField name="dueTime" kind="time" label={t('follow-ups.fields.due-time')} value={typedText(typed['dueTime']) ?? protocol.dueTime} fault={faults.fields['dueTime'] ?? null} />
        <ReasonField sheet={sheet} group="follow-ups.move-reasons" codes={MOVE_REASONS} />
        {wanted.has(checkpoint.id) && <LateField sheet={sheet} own />}
      </DeedForm>
    </>
  );
}

/** Letting a promise go. */
export function WaivePage({ sheet, atHand: { file, checkpoint }, name, wanted }: Props): VNode {
  const { t, now } = sheet;
  return (
    <>
      <DeedHead t={t} title={t('follow-ups.waive.title', { name: name(checkpoint.code) })} file={file} meta={[t('follow-ups.due', { when: t.whenNear(checkpoint.dueAt, now) })]} />
      <DeedForm sheet={sheet} action={`/checkpoints/${checkpoint.id}/waive`} legend={t('follow-ups.waive.legend')} note={t('follow-ups.waive.note')} go={t('follow-ups.waive.go')} danger>
        <ReasonField sheet={sheet} group="follow-ups.waive-reasons" codes={WAIVE_REASONS} />
        {wanted.has(checkpoint.id) && <LateField sheet={sheet} own />}
      </DeedForm>
    </>
  );
}

/** Taking back what was done or waived. */
export function UndoPage({ sheet, atHand: { file, checkpoint }, name }: Props): VNode {
  const { t } = sheet;
  return (
    <>
      <DeedHead t={t} title={t('follow-ups.undo.title', { name: name(checkpoint.code) })} file={file} />
      <DeedForm sheet={sheet} action={`/checkpoints/${checkpoint.id}/undo`} legend={t('follow-ups.undo.legend')} note={t('follow-ups.undo.note')} go={t('follow-ups.undo.go')}>
        <ReasonField sheet={sheet} group="follow-ups.undo-reasons" codes={UNDO_REASONS} />
      </DeedForm>
    </>
  );
}

/** Saying why a promise was broken; what was said before is shown, and stays in the timeline. */
export function ExplainPage({ sheet, atHand: { file, checkpoint }, name, before }: Omit<Props, 'wanted'> & { readonly before: LateReason | null }): VNode {
  const { t, now } = sheet;
  const said = before === null ? [] : [t('follow-ups.explain.before', { why: t(`follow-ups.late-reasons.${before}`) })];
  return (
    <>
      <DeedHead t={t} title={t('follow-ups.explain.title', { name: name(checkpoint.code) })} file={file} meta={[t('follow-ups.due', { when: t.whenNear(checkpoint.dueAt, now) }), ...said]} />
      <DeedForm sheet={sheet} action={`/checkpoints/${checkpoint.id}/explain`} legend={t('follow-ups.explain.legend')} note={t('follow-ups.explain.note')} go={t('follow-ups.explain.go')}>
        <ReasonField sheet={sheet} group="follow-ups.late-reasons" codes={LATE_REASONS} />
      </DeedForm>
    </>
  );
}
