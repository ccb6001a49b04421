import type { VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import { EmptyState } from '../../libs/ui/empty-state.js';
import { Icon, type IconName } from '../../libs/ui/icon.js';
import { PageHead } from '../../libs/ui/page-head.js';
import { Pager } from '../../libs/ui/pager.js';
import { Tag } from '../../libs/ui/tag.js';
import { Tier } from '../../libs/ui/tier.js';
import { caseHref } from './links.js';
import { needName, reasonText, referralPath } from '../referrals/referrals.door.js';
import { type Notice, type NoticeKind, REFERRAL_NOTICES } from './notices.store.js';
import { levelOf } from './work-columns.js';
import type { StepName } from './words.js';

export interface NoticesPageProps {
  readonly t: Translate;
  readonly notices: readonly Notice[];
  readonly next: string | null;
  readonly first: string | null;
  readonly now: Date;
  readonly stepName: StepName;
}

const ICONS: Readonly<Record<NoticeKind, IconName>> = {
  escalated: 'siren', assigned: 'folder-open', 'arrival-asked': 'circle-question-mark', continuity: 'shield-alert', 'import-done': 'file-up',
  'agreement-ending': 'hourglass',
  'offer-accepted': 'handshake', 'offer-waitlisted': 'list', 'offer-declined': 'x', 'offer-asked': 'circle-question-mark', 'question-waits': 'circle-question-mark', 'offer-late': 'clock-alert',
  'offer-messaged': 'message-square', 'offer-unsuccessful': 'circle-x', 'offer-withdrawn': 'undo-2', 'offer-no-show': 'user-x', 'waitlist-review': 'list-checks', 'referral-unmet': 'circle-x',
  'referral-paused': 'pause', 'referral-reappeared': 'bell-ring', 'consent-lapsed': 'shield-alert', 'consent-undecided': 'shield-alert', 'review-opened': 'scale',
};

/** What somebody was told, newest first; once read it stays, but no longer asks. */
export function NoticesPage({ t, notices, next, first, now, stepName }: NoticesPageProps): VNode {
  const [newest] = notices;
  const unread = notices.filter(({ readAt }) => readAt === null).length;
  return (
    <>
      <PageHead title={t('desk.notices.title')} lead={t('desk.notices.lead')} deeds={unread > 0 && newest && (
        <form method="post" action="/notices">
          <input type="hidden" name="until" value={newest.toldAt.toISOString().replace(/\.\d+Z$/, '.999Z')} />
          <button class="button" type="submit"><Icon name="check-check" />{t('desk.notices.read-all')}</button>
        </form>
      )} />
      <div class="card">
        {notices.length === 0
          ? <EmptyState title={t('desk.notices.none.title')} icon="bell">{t('desk.notices.none.text')}</EmptyState>
          : <ul class="rows">{notices.map((notice) => <Row t={t} notice={notice} now={now} stepName={stepName} />)}</ul>}
        <Pager next={next ? `/notices?after=${next}` : null} first={first} />
      </div>
    </>
  );
}

function Row({ t, notice, now, stepName }: { t: Translate; notice: Notice; now: Date; stepName: StepName }): VNode {
  const { id, kind, times, toldAt, readAt, tier } = notice;
  const unread = readAt === null;
  return (
    <li class="between">
      <div class="stack-1">
        <div class="row">
          <Icon name={ICONS[kind] ?? 'bell'} />
          <a class={unread ? 'strong' : undefined} href={hrefOf(notice)}>{nameOf(t, notice)}</a>
          {tier && <Tier level={levelOf(tier)} />}
          {unread && <Tag tone="accent">{t('desk.notices.new')}</Tag>}
        </div>
        <p>{textOf(t, notice, now, stepName)}</p>
        <p class="meta">{t.whenNear(toldAt, now)}{times > 1 && `, ${t('desk.notices.times', { count: times })}`}</p>
      </div>
      {unread && (
        <form method="post" action="/notices">
          <input type="hidden" name="ids" value={id} />
          <button class="button button-small" type="submit"><Icon name="check" />{t('desk.notices.read')}<span class="visually-hidden"> {nameOf(t, notice)}</span></button>
        </form>
      )}
    </li>
  );
}

function hrefOf({ kind, caseId, subjectId, details }: Notice): string {
  if (isOfReferral(kind)) return referralPath(subjectId);
  if (caseId) return caseHref(caseId);
  if (kind === 'agreement-ending') return `/organisations/${details['organisationId'] ?? ''}`;
  return kind === 'import-done' ? `/arrivals/lists/${subjectId}` : '/#guarantee';
}

const isOfReferral = (kind: NoticeKind): boolean => REFERRAL_NOTICES.some((each) => each === kind);

function nameOf(t: Translate, { kind, leadName, number }: Notice): string {
  if (leadName) return leadName;
  return number ? t('cases.number', { number }) : t(`desk.notices.about.${kind}`);
}

function textOf(t: Translate, { kind, details, organisationName }: Notice, now: Date, stepName: StepName): string {
  if (isOfReferral(kind)) {
    const { need, reason, what } = details;
    return t(`desk.notices.text.${kind}`, {
      need: typeof need === 'string' ? needName(t, need) : t('desk.notices.a-need'), organisation: organisationName ?? t('desk.notices.an-organisation'), reason: reasonText(t, reason), what: what ?? '',
    });
  }
  const { what, code, dueAt, endsOn, ...figures } = details;
  return t(`desk.notices.text.${kind}`, {
    ...figures, what: String(what ?? '').replaceAll('-', '_'), step: typeof code === 'string' ? stepName(code) : '', due: typeof dueAt === 'string' ? t.whenNear(dueAt, now) : '',
    day: typeof endsOn === 'string' ? t.date(endsOn) : '',
  });
}
