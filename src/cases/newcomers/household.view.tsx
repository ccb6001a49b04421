import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { Tag } from '../../../libs/ui/tag.js';
import { Ticks } from '../../../libs/ui/ticks.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import { EditLink } from '../case-head.view.js';
import type { CaseSheet } from '../case-pages.js';
import type { NewcomerSheet, WaySheet } from '../cases.queries.js';
import { judgeChannel, CHANNELS } from '../contact/contact.rules.js';
import { sayPhone } from '../contact/phone.js';
import { ageOn, fullName, present } from './newcomers.rules.js';

interface HouseholdProps extends CaseSheet {
  readonly t: Translate;
}

/** Who is in the household, how to reach them, and the ways to correct both. */
export function HouseholdPage(props: HouseholdProps): VNode {
  const { t, file, household, mayEdit, faults } = props;
  const base = `/cases/${file.id}`;
  const alive = mayEdit && file.state !== 'closed';
  return (
    <>
      <ErrorSummary faults={faults.summary} />
      <Card id="people" title={t('cases.people.title')} count={present(household.newcomers).length} bare side={alive && <a class="button button-small" href={`${base}/newcomers/new`}>{t('cases.people.add')}</a>}>
        <PeopleTable {...props} />
      </Card>
      {alive && <HeadForm {...props} />}
      <Card id="ways" title={t('cases.ways-page.title')} count={household.contactWays.length} bare={household.contactWays.length > 0}
        side={alive && <a class="button button-small" href={`${base}/contact-ways/new`}>{t('cases.ways-page.add')}</a>}>
        {household.contactWays.length === 0 ? <EmptyState title={t('cases.ways-page.none')} icon="phone-off" /> : <WaysTable {...props} />}
      </Card>
    </>
  );
}

function PeopleTable({ t, file, household, today, mayEdit }: HouseholdProps): VNode {
  const spoken = ({ speaksFrench, speaksEnglish, languages }: NewcomerSheet): string =>
    t.list([...new Set([...languages.map((tag) => t.languageName(tag)), ...(speaksFrench ? [t.languageName('fr')] : []), ...(speaksEnglish ? [t.languageName('en')] : [])])]);
  return (
    <WorkTable compact caption={t('cases.people.title')} rows={household.newcomers} rowKey={({ id }) => id} columns={[
      { title: t('cases.people.name'), kind: 'head', cell: (person) => <>{fullName(person)}{person.leftOn && <> <Tag tone="line">{t('cases.people.left', { day: t.date(person.leftOn) })}</Tag></>}</> },
      { title: t('cases.people.kinship'), cell: ({ kinship }) => t(`cases.kinship.${kinship}`) },
      { title: t('cases.people.birth'), cell: ({ birthOn }) => (birthOn ? t('cases.people.born', { day: t.date(birthOn), age: ageOn(birthOn, today) }) : t('cases.details.unknown')) },
      { title: t('cases.people.languages'), cell: (person) => spoken(person) || t('cases.details.unknown') },
      { title: t('cases.people.deeds'), kind: 'actions', cell: (person) => mayEdit && person.leftOn === null && <EditLink href={`/cases/${file.id}/newcomers/${person.id}`} text={t('cases.correct')} /> },
    ]} />
  );
}

function HeadForm({ t, file, household, once }: HouseholdProps): VNode | null {
  const others = present(household.newcomers).filter(({ head }) => !head);
  if (others.length === 0) return null;
  return (
    <Form action={`/cases/${file.id}/head`} hidden={{ once, version: file.version }}>
      <FormSection legend={t('cases.head.title')} note={t('cases.head.note')}>
        <SelectField name="newcomerId" label={t('cases.head.who')} options={others.map((person) => ({ value: person.id, text: fullName(person) }))} />
        <FormBar><button class="button" type="submit">{t('cases.head.change')}</button></FormBar>
      </FormSection>
    </Form>
  );
}

function WaysTable({ t, file, household, mayEdit }: HouseholdProps): VNode {
  const owner = ({ newcomerId }: WaySheet): string => {
    const person = household.newcomers.find(({ id }) => id === newcomerId);
    return person ? fullName(person) : t('cases.ways-page.household');
  };
  const fits = ({ kind }: WaySheet) => CHANNELS.filter((channel) => (kind === 'email') === (channel === 'email'));
  return (
    <WorkTable compact caption={t('cases.ways-page.title')} rows={household.contactWays} rowKey={({ id }) => id} columns={[
      { title: t('cases.ways-page.value'), kind: 'head', cell: (way) => <>{way.kind === 'phone' ? sayPhone(way.value) : way.value}{way.preferred && <> <Tag tone="accent">{t('cases.ways-page.preferred')}</Tag></>}</> },
      { title: t('cases.ways-page.whose'), cell: (way) => owner(way) },
      { title: t('cases.ways-page.safe'), cell: (way) => <Ticks ticks={fits(way).map((channel) => ({ kind: judgeChannel(way, channel).allowed ? 'yes' : 'no', text: t(`cases.channels.${channel}`) }))} /> },
      { title: t('cases.ways-page.code-word'), cell: ({ codeWord }) => codeWord ?? t('cases.ways-page.no-code-word') },
      { title: t('cases.people.deeds'), kind: 'actions', cell: ({ id }) => mayEdit && <EditLink href={`/cases/${file.id}/contact-ways/${id}`} text={t('cases.correct')} /> },
    ]} />
  );
}
