import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Clock } from '../../../libs/ui/clock.js';
import { Icon, type IconName } from '../../../libs/ui/icon.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import type { OfferRow, OfferSummary } from '../offers/offer.row.js';
import type { OfferState } from '../offers/offer.rules.js';
import { summaryWords } from './words.js';

const MARKS: Readonly<Partial<Record<OfferState, { readonly tone: Tone; readonly icon: IconName }>>> = {
  sent: { tone: 'accent', icon: 'inbox' }, information_requested: { tone: 'wait', icon: 'circle-question-mark' }, waitlisted: { tone: 'wait', icon: 'hourglass' },
  accepted: { tone: 'ok', icon: 'check' }, scheduled: { tone: 'ok', icon: 'calendar-days' }, in_service: { tone: 'ok', icon: 'play' }, completed: { tone: 'ok', icon: 'check-check' },
  unsuccessful: { tone: 'warn', icon: 'circle-x' }, expired: { tone: 'warn', icon: 'clock-alert' },
};

/** Where an offer stands, in a word and a shape. */
export const StateTag = ({ t, state }: { readonly t: Translate; readonly state: OfferState }): VNode =>
  <Tag {...(MARKS[state] ?? { tone: 'line', icon: 'circle-dashed' })}>{t(`referrals.answering.states.${state}`)}</Tag>;

/** What may be seen of a household before anybody signs in; a sentence in its place once it no longer agrees. */
export function Summary({ t, summary }: { readonly t: Translate; readonly summary: OfferSummary | null }): VNode {
  return summary === null
    ? <p class="meta">{t('referrals.answering.nothing-left')}</p>
    : <p class="meta dots">{summaryWords(t, summary).map((word) => <span>{word}</span>)}</p>;
}

export type Timed = Pick<OfferRow, 'state' | 'sentAt' | 'dueAt' | 'clock'> & { readonly timeLeft: { readonly minutes: number; readonly paused: boolean } | null };

/** How much of the time to answer is left; it stands still while the office owes a word. Nothing when no answer is owed. */
export function AnswerClock({ t, offer: { timeLeft, sentAt, dueAt, clock }, now }: { readonly t: Translate; readonly offer: Timed; readonly now: Date }): VNode | null {
  if (timeLeft === null || sentAt === null || dueAt === null) return null;
  if (timeLeft.paused) return <p class="stack-2"><Tag tone="wait" icon="pause">{t('referrals.answering.paused')}</Tag><span class="meta-xs">{t(`referrals.answering.then-left.${clock ?? 'elapsed'}`, { span: t.span(timeLeft.minutes * 60_000) })}</span></p>;
  const text = dueAt > now ? t('referrals.answering.left', { span: t.span(dueAt.getTime() - now.getTime()) }) : undefined;
  return <Clock since={sentAt} at={dueAt} now={now} text={text} sub={t('referrals.answering.answer-before', { when: t.dayNear(dueAt, now) === t.dayNear(now, now) ? t.time(dueAt) : t.whenNear(dueAt, now) })} />;
}

/** A name and what is known under it. */
export const Pair = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode => <div><dt>{name}</dt><dd>{children}</dd></div>;

/** One press that says something by itself. */
export function Press({ action, hidden, icon, primary = false, wide = false, large = false, label, children }: {
  readonly action: string; readonly hidden: Readonly<Record<string, string | number>>; readonly icon: IconName; readonly primary?: boolean; readonly wide?: boolean; readonly large?: boolean;
  /** What it is about, for those who do not see where it stands. */
  readonly label?: string | undefined; readonly children: ComponentChildren;
}): VNode {
  return (
    <form method="post" action={action}>
      {Object.entries(hidden).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
      <button class={`button${primary ? ' button-primary' : ''}${large ? ' button-large' : ''}${wide ? ' button-wide' : ''}`} type="submit"><Icon name={icon} />{children}{label && <span class="visually-hidden">, {label}</span>}</button>
    </form>
  );
}
