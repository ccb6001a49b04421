import type { VNode } from 'preact';
import { join } from 'node:path';
import { projectRoot } from '../../../config/root.js';
import { readReference } from '../../../config/reference.js';
import { daysBetween } from '../../../libs/i18n/moments.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import type { IconName } from '../../../libs/ui/icon.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import type { AgreementState } from './agreement.rules.js';
import type { ReadAgreement } from './read-agreements.js';

const reference = readReference(join(projectRoot(), 'config'));

const MARKS: Readonly<Record<AgreementState, { readonly tone: Tone; readonly icon: IconName }>> = {
  coming: { tone: 'line', icon: 'calendar-clock' }, running: { tone: 'ok', icon: 'handshake' }, ending: { tone: 'warn', icon: 'hourglass' }, ended: { tone: 'line', icon: 'archive' },
};

/** Where an agreement stands, as a word and a shape. */
export const AgreementTag = ({ t, state }: { readonly t: Translate; readonly state: AgreementState }): VNode => <Tag {...MARKS[state]}>{t(`organisations.agreements.states.${state}`)}</Tag>;

/** Whom a code puts first, in the reader's words: a status of the office, or a kind of household. */
export function groupName(t: Translate, code: string): string {
  const status = reference.status(code);
  return status ? status[t.language] : t(`organisations.agreements.households.${code}`);
}

interface AgreementsBlockProps {
  readonly t: Translate;
  readonly organisationId: string;
  readonly agreements: readonly ReadAgreement[];
  readonly now: Date;
  /** Whether the reader makes and changes them: the office does, an organisation reads its own. */
  readonly keeps: boolean;
}

/** What the office and an organisation have agreed: for the organisation’s page. */
export function AgreementsBlock({ t, organisationId, agreements, now, keeps }: AgreementsBlockProps): VNode {
  return (
    <Card id="agreements" title={t('organisations.agreements.title')} count={agreements.length} bare
      side={keeps && <a class="button button-small" href={`/organisations/${organisationId}/agreements/new`}>{t('organisations.agreements.new')}</a>}>
      {agreements.length === 0
        ? <EmptyState icon="handshake" title={t('organisations.agreements.none')} />
        : <ul class="rows">{agreements.map((agreement) => <Row t={t} agreement={agreement} now={now} keeps={keeps} />)}</ul>}
    </Card>
  );
}

function Row({ t, agreement, now, keeps }: { t: Translate; agreement: ReadAgreement; now: Date; keeps: boolean }): VNode {
  const { id, state, serviceName, terms, priorityGroups, quotaPerMonth, answerDueAt } = agreement;
  const about = serviceName ?? t('organisations.agreements.all-services');
  return (
    <li class="stack-2">
      <div class="between">
        <p class="row">{keeps && state !== 'ended' ? <a class="strong" href={`/agreements/${id}`}>{about}</a> : <span class="strong">{about}</span>}<AgreementTag t={t} state={state} /></p>
        <p class="meta">{duration(t, agreement, now)}</p>
      </div>
      <p>{terms}</p>
      <dl class="facts">
        <Fact label={t('organisations.agreements.answer')} value={promise(t, agreement)} note={answerDueAt && state !== 'ended' ? t('organisations.agreements.due-if-now', { due: t.whenNear(answerDueAt, now) }) : undefined} />
        <Fact label={t('organisations.agreements.quota')} value={quotaPerMonth === null ? t('organisations.agreements.no-quota') : t('organisations.agreements.quota-count', { count: quotaPerMonth })} />
        <Fact label={t('organisations.agreements.groups')} value={priorityGroups.length === 0 ? t('organisations.agreements.everybody') : t.list(priorityGroups.map((code) => groupName(t, code)))} />
      </dl>
    </li>
  );
}

const Fact = ({ label, value, note }: { readonly label: string; readonly value: string; readonly note?: string | undefined }): VNode => (
  <div><dt class="meta">{label}</dt><dd>{value}{note && <span class="due-sub">{note}</span>}</dd></div>
);

function promise(t: Translate, { answerWithin, answerUnit, answerClock }: ReadAgreement): string {
  return answerWithin === null || answerUnit === null || answerClock === null
    ? t('organisations.agreements.no-answer')
    : t(`organisations.agreements.answers.${answerUnit}.${answerClock}`, { count: answerWithin });
}

function duration(t: Translate, { startsOn, endsOn, endedAt, state }: ReadAgreement, now: Date): string {
  if (endedAt) return t('organisations.agreements.ended-on', { day: t.date(endedAt) });
  const said = endsOn ? t('organisations.agreements.from-to', { from: t.date(startsOn), to: t.date(endsOn) }) : t('organisations.agreements.from', { day: t.date(startsOn) });
  return endsOn && state === 'ending' ? `${said} (${left(t, endsOn, now)})` : said;
}

const left = (t: Translate, endsOn: string, now: Date): string => t('organisations.agreements.remaining', { days: daysBetween(now, endsOn, t.zone) });
