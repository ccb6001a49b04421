import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { DateField } from '../../../libs/ui/form/text-field.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Tag } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import type { Colleague, Team } from '../people/people.js';
import type { DutyLine } from './duties.queries.js';

export interface DutiesPageProps {
  readonly t: Translate;
  readonly now: Date;
  readonly duties: readonly DutyLine[];
  /** Whether the reader may take this turn off the roster. */
  readonly mayRemove: (duty: DutyLine) => boolean;
  /** Whom the reader may put on the roster, and for which teams; null for somebody who only looks. */
  readonly keeps: { readonly people: readonly Colleague[]; readonly teams: readonly Team[]; readonly wholeOffice: boolean } | null;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: FormFaults;
  readonly once: string;
}

/** The roster, and for those who keep it two short forms. */
export function DutiesPage(props: DutiesPageProps): VNode {
  const { t, duties, keeps, faults } = props;
  return (
    <div class="stack-6">
      <PageHead title={t('accounts.duties.title')} lead={t('accounts.duties.lead')} />
      <ErrorSummary faults={faults.summary.map(({ name, text }) => ({ text, ...(name ? { name: `${formOf(props)}-${name}` } : {}) }))} />
      {duties.length === 0 ? <EmptyState icon="calendar-days" title={t('accounts.duties.none')}>{t('accounts.duties.none-why')}</EmptyState> : <Card id="roster" title={t('accounts.duties.caption')} bare><Roster {...props} /></Card>}
      {keeps && <OnCallForm {...props} keeps={keeps} />}
      {keeps && <CoverForm {...props} keeps={keeps} />}
    </div>
  );
}

type Kept = DutiesPageProps & { readonly keeps: NonNullable<DutiesPageProps['keeps']> };
type Kind = DutyLine['kind'];

const formOf = ({ typed }: DutiesPageProps): Kind => (typed['kind'] === 'cover' ? 'cover' : 'on_call');

function Roster({ t, now, duties, mayRemove }: DutiesPageProps): VNode {
  return (
    <WorkTable compact caption={t('accounts.duties.caption')} rows={duties} rowKey={({ id }) => id} columns={[
      { title: t('accounts.duties.who'), kind: 'head', cell: ({ personName, fromAt }) => <>{personName}{fromAt <= now && <> <Tag tone="accent">{t('accounts.duties.now')}</Tag></>}</> },
      { title: t('accounts.duties.kind'), cell: ({ kind }) => t(`accounts.duties.kinds.${kind}`) },
      { title: t('accounts.duties.for'), cell: ({ kind, forPersonName, teamName }) => (kind === 'cover' ? forPersonName : teamName ?? t('accounts.duties.whole-office')) },
      { title: t('accounts.duties.from'), cell: ({ fromAt }) => t.whenNear(fromAt, now) },
      { title: t('accounts.duties.until'), cell: ({ untilAt }) => t.whenNear(untilAt, now) },
      {
        title: t('accounts.duties.remove'), kind: 'actions',
        cell: (duty) => mayRemove(duty) && (
          <form method="post" action={`/duties/${duty.id}/remove`}>
            <button class="button button-small" type="submit" aria-label={t('accounts.duties.remove-of', { name: duty.personName })}>{t('accounts.duties.remove')}</button>
          </form>
        ),
      },
    ]} />
  );
}

/** Fields are sent as `on_call.personId`, so that the two forms of the page never share an id. */
function fields({ t, typed, faults, keeps }: Kept, kind: Kind) {
  const mine = typed['kind'] === kind;
  const basics = (name: string) => ({ name: `${kind}-${name}`, fault: mine ? faults.fields[name] ?? null : null });
  const value = (name: string): string | null => (mine && typeof typed[name] === 'string' ? typed[name] : null);
  const person = (name: string, label: string): VNode => (
    <SelectField {...basics(name)} label={label} value={value(name)} blank="–" options={keeps.people.map(({ id, name: text }) => ({ value: id, text }))} />
  );
  const moment = (name: string, label: string): VNode => <DateField {...basics(name)} kind="datetime-local" label={label} value={value(name)} />;
  return { basics, value, person, moments: <>{moment('fromAt', t('accounts.duties.from'))}{moment('untilAt', t('accounts.duties.until'))}</> };
}

function OnCallForm(props: Kept): VNode {
  const { t, keeps, once } = props;
  const { basics, value, person, moments } = fields(props, 'on_call');
  return (
    <Card id="add-on-call" title={t('accounts.duties.add-on-call')}>
      <Form action="/duties" hidden={{ kind: 'on_call', once: `${once}-a` }}>
        <div class="grid-2">
          {person('personId', t('accounts.duties.who'))}
          <SelectField {...basics('teamId')} label={t('accounts.duties.for')} value={value('teamId')} options={keeps.teams.map(({ id, name }) => ({ value: id, text: name }))}
            {...(keeps.wholeOffice ? { blank: t('accounts.duties.whole-office') } : {})} />
          {moments}
        </div>
        <FormBar><button class="button" type="submit">{t('accounts.duties.add')}</button></FormBar>
      </Form>
    </Card>
  );
}

function CoverForm(props: Kept): VNode {
  const { t, once } = props;
  const { person, moments } = fields(props, 'cover');
  return (
    <Card id="add-cover" title={t('accounts.duties.add-cover')}>
      <Form action="/duties" hidden={{ kind: 'cover', once: `${once}-b` }}>
        <div class="grid-2">
          {person('forPersonId', t('accounts.duties.absent'))}
          {person('personId', t('accounts.duties.who'))}
          {moments}
        </div>
        <FormBar><button class="button" type="submit">{t('accounts.duties.add')}</button></FormBar>
      </Form>
    </Card>
  );
}
