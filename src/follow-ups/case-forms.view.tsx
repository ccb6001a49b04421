import type { VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import { Card } from '../../libs/ui/card.js';
import { Diff } from '../../libs/ui/diff.js';
import { ErrorSummary } from '../../libs/ui/form/error-summary.js';
import { Form, FormBar } from '../../libs/ui/form/form.js';
import { SelectField } from '../../libs/ui/form/select-field.js';
import { DateField } from '../../libs/ui/form/text-field.js';
import { Notice } from '../../libs/ui/notice.js';
import { PageHead } from '../../libs/ui/page-head.js';
import type { Colleague } from '../accounts/accounts.door.js';
import { type CaseFacts, OPENING_REASONS, REOPEN_REASONS } from '../cases/cases.door.js';
import { type Sheet, typedText } from './deed-pages.js';
import { DeedForm, DeedHead, ReasonField } from './forms.view.js';
import type { PlanPreviewed } from './replan-case.js';

interface Props {
  readonly sheet: Sheet;
  readonly file: CaseFacts;
  /** The reader must say why they touch this restricted case. */
  readonly asksWhy: boolean;
}

/** Closing a case; only reasons that the reader may choose are offered. */
export function ClosePage({ sheet, file, asksWhy, reasons, scheduled }: Props & { readonly reasons: readonly string[]; readonly scheduled: number }): VNode {
  const { t } = sheet;
  return (
    <>
      <DeedHead t={t} title={t('follow-ups.close.title')} file={file} />
      <DeedForm sheet={sheet} action={`/cases/${file.id}/close`} legend={t('follow-ups.close.legend')} note={t('follow-ups.close.note', { count: scheduled })} go={t('follow-ups.close.go')} danger>
        <ReasonField sheet={sheet} group="cases.close-reasons" codes={reasons} />
        {asksWhy && <WhyField sheet={sheet} />}
      </DeedForm>
    </>
  );
}

/** Opening a case again. */
export function ReopenPage({ sheet, file, asksWhy }: Props): VNode {
  const { t, typed, faults } = sheet;
  return (
    <>
      <DeedHead t={t} title={t('follow-ups.reopen.title')} file={file} />
      <DeedForm sheet={sheet} action={`/cases/${file.id}/reopen`} legend={t('follow-ups.reopen.legend')} note={t('follow-ups.reopen.note')} go={t('follow-ups.reopen.go')}>
        <ReasonField sheet={sheet} group="cases.reopen-reasons" codes={REOPEN_REASONS} />
        {file.arrivalOn === null && <DateField name="arrivalOn" label={t('follow-ups.fields.arrival-on')} value={typedText(typed['arrivalOn'])} fault={faults.fields['arrivalOn'] ?? null} />}
        {asksWhy && <WhyField sheet={sheet} />}
      </DeedForm>
    </>
  );
}

/** Giving a case to somebody. */
export function AssignPage({ sheet, file, asksWhy, colleagues, teams }: Props & { readonly colleagues: readonly Colleague[]; readonly teams: ReadonlyMap<string, string> }): VNode {
  const { t } = sheet;
  return (
    <>
      <DeedHead t={t} title={t('follow-ups.assign.title')} file={file} />
      <DeedForm sheet={sheet} action={`/cases/${file.id}/assign`} legend={t('follow-ups.assign.legend')} note={t('follow-ups.assign.note')} go={t('follow-ups.assign.go')}>
        <OwnerField sheet={sheet} colleagues={colleagues.filter(({ id }) => id !== file.ownerId)} teams={teams} languages={[file.language, ...file.languages]} />
        {asksWhy && <WhyField sheet={sheet} />}
      </DeedForm>
    </>
  );
}

/** Handing everything over that somebody owes. */
export function HandOverPage({ sheet, person, count, colleagues, teams }: {
  readonly sheet: Sheet; readonly person: Colleague; readonly count: number; readonly colleagues: readonly Colleague[]; readonly teams: ReadonlyMap<string, string>;
}): VNode {
  const { t } = sheet;
  return (
    <>
      <PageHead title={t('follow-ups.hand-over.title', { name: person.name })} lead={t('follow-ups.hand-over.lead', { count })} />
      {count === 0 ? <Notice tone="ok" title={t('follow-ups.hand-over.nothing')} /> : (
        <DeedForm sheet={sheet} action={`/hand-over/${person.id}`} legend={t('follow-ups.hand-over.legend')} note={t('follow-ups.hand-over.note')} go={t('follow-ups.hand-over.go')}>
          <OwnerField sheet={sheet} colleagues={colleagues.filter(({ id }) => id !== person.id)} teams={teams} languages={[]} share />
        </DeedForm>
      )}
    </>
  );
}

/** What working the plan out again would change, to accept as it stands. */
export function PlanPage({ sheet, file, previewed, mayAccept, name }: Omit<Props, 'asksWhy'> & {
  readonly previewed: PlanPreviewed; readonly mayAccept: boolean; readonly name: (code: string) => string;
}): VNode {
  const { t, now, hidden, back, faults } = sheet;
  const { difference, unchanged, digest } = previewed;
  const when = (at: Date): string => t.whenNear(at, now);
  const changes = [
    ...difference.moved.map(({ present, from, to, because }) => ({ name: <>{name(present.code)}{because !== 'plan' && <span class="meta"> {t(`follow-ups.plan.because.${because}`)}</span>}</>, before: when(from), after: when(to) })),
    ...difference.added.map(({ code, dueAt }) => ({ name: name(code), after: when(dueAt) })),
    ...difference.superseded.map(({ present, into }) => ({ name: <>{name(present.code)}{into && <span class="meta"> {t('follow-ups.plan.into', { name: name(into) })}</span>}</>, before: when(present.dueAt) })),
    ...difference.kept.map(({ present }) => ({ name: name(present.code), before: when(present.dueAt), after: when(present.dueAt) })),
  ];
  return (
    <>
      <DeedHead t={t} title={t('follow-ups.plan.title')} file={file} />
      <div class="stack-6">
        {unchanged && faults.summary.length === 0 && <Notice tone="ok" title={t('follow-ups.plan.unchanged')} />}
        <Form action={`/cases/${file.id}/plan`} hidden={{ ...hidden, digest }}>
          <ErrorSummary faults={faults.summary} />
          <Card id="difference" title={t('follow-ups.plan.legend')}><Diff changes={changes} /></Card>
          <FormBar note={unchanged ? undefined : t('follow-ups.plan.note')}>
            {!unchanged && mayAccept && <button class="button button-primary" type="submit">{t('follow-ups.plan.go')}</button>}
            <a class="button" href={back}>{t(unchanged ? 'follow-ups.back' : 'follow-ups.cancel')}</a>
          </FormBar>
        </Form>
      </div>
    </>
  );
}

function OwnerField({ sheet, colleagues, teams, languages, share = false }: {
  readonly sheet: Sheet; readonly colleagues: readonly Colleague[]; readonly teams: ReadonlyMap<string, string>; readonly languages: readonly string[]; readonly share?: boolean;
}): VNode {
  const { t, typed, faults } = sheet;
  const groups = [...new Set(colleagues.map(({ teamId }) => teamId ?? ''))].map((teamId) => ({
    group: teams.get(teamId) ?? t('follow-ups.fields.no-team'),
    options: colleagues.filter((each) => (each.teamId ?? '') === teamId).map((each) => ({ value: each.id, text: labelOf(t, each, languages) })),
  }));
  return (
    <SelectField name="ownerId" label={t('follow-ups.fields.owner')} value={typedText(typed['ownerId'])} blank={t('follow-ups.fields.choose')} fault={faults.fields['ownerId'] ?? null}
      options={[...(share ? [{ value: 'team', text: t('follow-ups.hand-over.share') }] : []), ...groups]} />
  );
}

function labelOf(t: Translate, { name, languages: spoken }: Colleague, languages: readonly string[]): string {
  const shared = spoken.filter((tag) => languages.some((other) => other.split('-')[0] === tag.split('-')[0]));
  return shared.length > 0 ? t('follow-ups.fields.speaks', { name, languages: t.list(shared.map((tag) => t.languageName(tag))) }) : name;
}

function WhyField({ sheet }: { readonly sheet: Sheet }): VNode {
  const { t, typed, faults } = sheet;
  return (
    <SelectField name="opening" label={t('follow-ups.fields.opening')} hint={t('follow-ups.fields.opening-hint')} value={typedText(typed['opening'])} blank={t('follow-ups.fields.choose')} fault={faults.fields['opening'] ?? null}
      options={OPENING_REASONS.map((code) => ({ value: code, text: t(`cases.opening-reasons.${code}`) }))} />
  );
}
