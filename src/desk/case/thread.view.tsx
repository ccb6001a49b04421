import type { VNode } from 'preact';
import { civilDay } from '../../../libs/i18n/moments.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { Chips } from '../../../libs/ui/chips.js';
import { capital } from '../../../libs/ui/due.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import type { IconName } from '../../../libs/ui/icon.js';
import { Timeline, TimelineDay, TimelineItem } from '../../../libs/ui/timeline.js';
import { timelineText } from '../../cases/cases.door.js';
import { followUpText } from '../../follow-ups/follow-ups.door.js';
import { referralText } from '../../referrals/referrals.door.js';
import { THREADS } from '../desk.dto.js';
import { caseHref } from '../links.js';
import type { StepName } from '../words.js';
import type { Told } from './file.js';

export type Thread = (typeof THREADS)[number];

/** What happened, as the page shows it. */
export interface ThreadProps {
  readonly t: Translate;
  readonly caseId: string;
  readonly now: string;
  readonly events: readonly Told[];
  readonly people: Readonly<Record<string, string>>;
  readonly stepName: StepName;
  readonly thread: Thread;
  /** The cursor of older happenings, and whether these are older ones already. */
  readonly older: string | null;
  readonly further: boolean;
  readonly reason?: string | undefined;
}

const ICONS: Readonly<Record<string, IconName>> = {
  'note.written': 'sticky-note', 'contact.made': 'phone', 'attempt.failed': 'phone-missed', 'checkpoint.done': 'check', 'checkpoint.waived': 'minus',
  'checkpoint.moved': 'calendar-clock', 'checkpoint.undone': 'undo-2', 'checkpoint.looked-at': 'eye', 'breach.explained': 'clock-alert', 'plan.changed': 'calendar-days', 'case.assigned': 'user-check',
  'case.closed': 'archive', 'case.reopened': 'rotate-ccw', 'case.opened': 'folder-open', 'case.arrived': 'door-open', 'case.unreached': 'phone-off', 'case.reached': 'phone-call',
  'case.restricted': 'lock', 'need.scored': 'clipboard-list', 'consent.recorded': 'shield-check', 'consent.withdrawn': 'ban', 'tier.set': 'flag',
  'referral.opened': 'route', 'referral.paused': 'pause', 'referral.resumed': 'play', 'referral.met': 'circle-check', 'referral.unmet': 'circle-x', 'referral.reappeared': 'bell-ring',
  'referral.reopened': 'rotate-ccw', 'referral.withdrawn': 'minus', 'referral.voided': 'ban', 'offer.sent': 'send', 'offer.asked': 'circle-question-mark', 'offer.answered': 'message-square',
  'offer.accepted': 'handshake', 'offer.waitlisted': 'list', 'offer.declined': 'x', 'offer.expired': 'clock-alert', 'offer.scheduled': 'calendar', 'offer.unscheduled': 'calendar-x',
  'offer.started': 'hand-helping', 'offer.contacted': 'phone', 'offer.progressed': 'hand-helping', 'offer.completed': 'circle-check', 'offer.unsuccessful': 'circle-x', 'offer.withdrawn': 'minus',
  'offer.person-declined': 'user-x', 'offer.voided': 'ban', 'offer.messaged': 'message-square', 'offer.late': 'clock-alert', 'offer.no-show': 'user-x', 'outcome.told': 'message-circle',
  'review.opened': 'scale', 'review.settled': 'scale', 'consent.lapsed': 'shield-alert',
};

/** What went well, and what is awaited: the rest keeps its plain ground. */
const TONES: Readonly<Record<string, 'ok' | 'wait'>> = {
  'contact.made': 'ok', 'checkpoint.done': 'ok', 'attempt.failed': 'wait', 'offer.accepted': 'ok', 'offer.completed': 'ok', 'referral.met': 'ok', 'offer.sent': 'wait', 'offer.asked': 'wait',
  'offer.waitlisted': 'wait', 'offer.expired': 'wait',
};

/** One stream of everything, newest first, day by day. */
export function ThreadCard(props: ThreadProps): VNode {
  const { t, caseId, events, thread, older, further, reason } = props;
  const href = (words: Record<string, string | undefined>): string => {
    const given = Object.entries({ reason, ...words }).flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []));
    return `${caseHref(caseId)}${given.length > 0 ? `?${given.join('&')}` : ''}#thread`;
  };
  return (
    <Card id="thread" title={t('desk.case.thread')} side={<Chips label={t('desk.case.narrow-thread')} chips={THREADS.map((each) => ({
      href: href({ thread: each === 'all' ? undefined : each }), text: t(`desk.case.threads.${each}`), current: each === thread,
    }))} />}>
      {events.length === 0 ? <EmptyState title={t('desk.case.nothing-happened')} icon="history" /> : <Timeline>{events.map((event, i) => <Entry {...props} event={event} before={events[i - 1]} />)}</Timeline>}
      {(older || further) && (
        <div class="row no-print">
          {older && <a class="button button-wide" href={href({ thread: thread === 'all' ? undefined : thread, after: older })}>{t('desk.case.older')}</a>}
          {further && <a class="button button-quiet" href={href({ thread: thread === 'all' ? undefined : thread })}>{t('desk.case.newest')}</a>}
        </div>
      )}
    </Card>
  );
}

function Entry(props: ThreadProps & { event: Told; before: Told | undefined }): VNode {
  const { t, now, event, before } = props;
  const day = civilDay(event.at, t.zone);
  const newDay = !before || civilDay(before.at, t.zone) !== day;
  return (
    <>
      {newDay && <TimelineDay>{capital(day === civilDay(now, t.zone) ? t('desk.case.today', { day: t.day(event.at) }) : t.day(event.at), t)}</TimelineDay>}
      <TimelineItem icon={ICONS[event.kind] ?? 'history'} tone={TONES[event.kind]}
        title={textOf(props, event)} at={event.at} meta={metaOf(t, event)} said={event.said ?? undefined} />
    </>
  );
}

/** Each room says its own happenings; what none of them says is told plainly. */
function textOf({ t, people, stepName }: ThreadProps, event: Told): string {
  const names = new Map(Object.entries(people));
  return timelineText(t, event, names) ?? followUpText(t, event, names, stepName) ?? referralText(t, event, names) ?? t('desk.case.something', { name: (event.actorId && names.get(event.actorId)) || t('cases.timeline.engine') });
}

function metaOf(t: Translate, { channel, minutes, interpreted }: Told): string | undefined {
  if (!channel) return undefined;
  return [t(interpreted ? 'desk.with-interpreter' : 'desk.plain-how', { how: t(`desk.how.${channel}`) }), minutes ? t('desk.case.minutes', { count: minutes }) : ''].filter(Boolean).join(', ');
}
