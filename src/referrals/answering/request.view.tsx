import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form } from '../../../libs/ui/form/form.js';
import { TextArea } from '../../../libs/ui/form/text-field.js';
import { Icon, type IconName } from '../../../libs/ui/icon.js';
import { Notice } from '../../../libs/ui/notice.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { PrintButton } from '../../../libs/ui/print-button.js';
import { type Level, Tier } from '../../../libs/ui/tier.js';
import { isHeld, type OfferMoveName } from '../offers/offer.rules.js';
import type { OfferDetails, Said } from '../offers/read-offers.js';
import type { Share } from '../sharing/read-share.js';
import { ShareSheet } from '../sharing/share.view.js';
import { needName } from '../sharing/share-words.js';
import { AnswerForm, type AskingDeed, ASKING_DEEDS } from './answer-forms.view.js';
import { AnswerClock, Pair, Press, StateTag, Summary } from './request-card.view.js';
import { spanWords } from './words.js';

export interface RequestProps {
  readonly t: Translate;
  readonly offer: OfferDetails;
  /** What the household agreed to share, once it is opened. */
  readonly share: Share | null;
  readonly now: Date;
  readonly once: string;
  /** The deed whose form is asked for, or came back. */
  readonly deed: string | undefined;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: FormFaults;
}

/** One request: what is asked, what the household agreed to share, what was said and planned, and what may be done about it. */
export function RequestPage(props: RequestProps): VNode {
  const { t, offer, share, now, once, deed, typed, faults } = props;
  const { id, need, service, tier, state, summary } = offer;
  const asking = formOf(offer, deed, now);
  return (
    <>
      <PageHead title={needName(t, need)} lead={<span class="row"><Tier level={Number(tier[1]) as Level} word /><StateTag t={t} state={state} /><span>{service.name}</span></span>}
        deeds={isHeld(state) && <PrintButton text={t('referrals.answering.print')} />} />
      <div class="with-aside">
        <div class="stack-6">
          {!asking && deed !== 'message' && <ErrorSummary faults={faults.summary} title={faults.status === 412 ? t('referrals.answering.stale') : undefined} />}
          {asking
            ? <AnswerForm deed={asking} t={t} action={`/requests/${id}`} hidden={{ once: `${once}-${asking}`, version: offer.version }} typed={typed} faults={faults} back={`/requests/${id}`} />
            : <Deeds {...props} />}
          {share ? <ShareSheet t={t} share={share} /> : <Unopened {...props} />}
          <Thread {...props} hushed={asking !== undefined} />
        </div>
        <aside class="aside" aria-label={t('referrals.answering.beside')}>
          <Card id="household" title={t('referrals.answering.household')}>
            <Summary t={t} summary={summary} />
            {summary && <dl class="pairs"><Pair name={t('referrals.answering.interpreter')}>{t(`referrals.answering.interpreters.${summary.interpreter}`)}</Pair></dl>}
          </Card>
          <Meetings {...props} />
          <Promises t={t} offer={offer} now={now} />
        </aside>
      </div>
    </>
  );
}

/** The form that was asked for, or came back, as long as its deed is open. */
function formOf(offer: OfferDetails, deed: string | undefined, now: Date): AskingDeed | undefined {
  return ASKING_DEEDS.find((each) => each === deed && isOpen(offer, each, now));
}

/** That nobody came is said once the meeting should have begun. */
function isOpen({ moves, appointment }: OfferDetails, deed: AskingDeed, now: Date): boolean {
  if (deed === 'no-show') return moves.includes('unschedule') && appointment !== null && new Date(appointment.startsAt) <= now;
  return moves.includes(deed);
}

/** What may be done now, the most likely first. */
function Deeds({ t, offer, now, once }: RequestProps): VNode | null {
  const { id, moves, version, state, contactedAt } = offer;
  const hidden = (deed: string) => ({ once: `${once}-${deed}`, version });
  const open = (move: OfferMoveName): boolean => moves.includes(move);
  const accepts = open('accept') || open('acceptLate');
  const held = isHeld(state);
  const link = (deed: AskingDeed, icon: IconName, more = '', words: string = deed) => isOpen(offer, deed, now) && (
    <a class={`button${more}`} href={`/requests/${id}?deed=${deed}#deed`}><Icon name={icon} />{t(`referrals.answering.deeds.${words}`)}</a>
  );
  if (moves.length === 0 && !held) return <Over t={t} offer={offer} />;
  return (
    <section class="card card-body stack no-print" aria-labelledby="now">
      <h2 id="now" class="visually-hidden">{t('referrals.answering.to-do')}</h2>
      <AnswerClock t={t} offer={offer} now={now} />
      {state === 'expired' && accepts && <Notice icon="clock-alert"><p>{t('referrals.answering.late-yes')}</p></Notice>}
      <div class="row">
        {accepts && <Press action={`/requests/${id}/accept`} hidden={hidden('accept')} icon="check" primary>{t('referrals.answering.deeds.accept')}</Press>}
        {link('decline', 'x')}{link('waitlist', 'hourglass')}{link('ask', 'message-square', ' button-quiet')}
        {held && contactedAt === null && <Press action={`/requests/${id}/contacted`} hidden={hidden('contacted')} icon="phone-call">{t('referrals.answering.deeds.contacted')}</Press>}
        {state === 'accepted' && link('schedule', 'calendar-plus', ' button-primary')}
        {link('no-show', 'user-x')}
        {open('start') && <Press action={`/requests/${id}/start`} hidden={hidden('start')} icon="play" primary={state === 'scheduled'}>{t('referrals.answering.deeds.start')}</Press>}
        {state === 'in_service' && <Press action={`/requests/${id}/progress`} hidden={hidden('progress')} icon="refresh-cw">{t('referrals.answering.deeds.progress')}</Press>}
        {link('complete', 'check-check', state === 'in_service' ? ' button-primary' : '')}
      </div>
      {open('fail') && (
        <details class="more">
          <summary><Icon name="chevron-right" kind="turn" />{t('referrals.answering.other-deeds')}</summary>
          <div class="row">
            {state === 'scheduled' && link('schedule', 'calendar-plus', '', 'reschedule')}{link('unschedule', 'calendar-x')}
            {held && state !== 'in_service' && contactedAt !== null && <Press action={`/requests/${id}/progress`} hidden={hidden('progress')} icon="refresh-cw">{t('referrals.answering.deeds.progress')}</Press>}
            {link('fail', 'circle-x')}{link('unaccept', 'undo-2')}
          </div>
        </details>
      )}
    </section>
  );
}

/** Nothing is to be done any more: how it ended. */
function Over({ t, offer: { state, reason, outcome } }: { readonly t: Translate; readonly offer: OfferDetails }): VNode {
  const why = reason && t.has(`referrals.answering.reasons.${reason}`) ? t(`referrals.answering.reasons.${reason}`) : null;
  return <Notice><p>{t(`referrals.answering.over.${state}`)}{outcome && ` ${t(`referrals.answering.outcomes.${outcome}`)}.`}{why && ` ${t('referrals.answering.because-words', { why })}`}</p></Notice>;
}

/** What is shared stays closed until somebody needs it: each opening is told to the household. */
function Unopened({ t, offer: { id, state, summary } }: RequestProps): VNode | null {
  if (summary === null) return null;
  return (
    <Card id="share" title={t('referrals.answering.share.title')}>
      <div class="stack no-print">
        <p>{t(state === 'completed' || state === 'unsuccessful' ? 'referrals.answering.share.closed-after' : 'referrals.answering.share.closed-before')}</p>
        <div><a class="button" href={`/requests/${id}?share=open#share`}><Icon name="eye" />{t('referrals.answering.share.open')}</a></div>
      </div>
    </Card>
  );
}

function Thread({ t, offer, now, once, deed, typed, faults, hushed }: RequestProps & { readonly hushed: boolean }): VNode {
  const { id, thread, state, summary } = offer;
  const mine = deed === 'message';
  return (
    <Card id="thread" title={t('referrals.answering.thread')} {...(thread.length > 0 ? { count: thread.length } : {})} bare>
      {thread.length === 0 ? <p class="card-body meta">{t('referrals.answering.no-words')}</p> : <ol class="rows">{thread.map((said) => <Word t={t} said={said} now={now} />)}</ol>}
      {!hushed && summary !== null && state !== 'voided' && (
        <div class="card-body no-print">
          <Form action={`/requests/${id}/message`} hidden={{ once: `${once}-message` }} class="stack">
            {mine && <ErrorSummary faults={faults.summary} />}
            <TextArea name="text" label={t('referrals.answering.forms.message')} hint={t('referrals.answering.forms.message-hint')} value={mine && typeof typed['text'] === 'string' ? typed['text'] : null} fault={mine ? faults.fields['text'] ?? null : null} rows={2} maxlength={4_000} />
            <div><button class="button" type="submit"><Icon name="send" kind="turn" />{t('referrals.answering.forms.send')}</button></div>
          </Form>
        </div>
      )}
    </Card>
  );
}

const Word = ({ t, said: { side, kind, body, at }, now }: { readonly t: Translate; readonly said: Said; readonly now: Date }): VNode => (
  <li class="stack-2">
    <p class="meta dots"><b class="strong">{t(`referrals.answering.sides.${side}`)}</b>{kind !== 'message' && <span>{t(`referrals.answering.kinds.${kind}`)}</span>}<time datetime={at.toISOString()}>{t.whenNear(at, now)}</time></p>
    <p class="prose" dir="auto">{body}</p>
  </li>
);

function Meetings({ t, offer: { appointments, state }, now }: RequestProps): VNode | null {
  if (appointments.length === 0 && !isHeld(state)) return null;
  return (
    <Card id="meetings" title={t('referrals.answering.meetings')} bare>
      {appointments.length === 0
        ? <EmptyState icon="calendar-days" title={t('referrals.answering.no-meeting')} />
        : <ul class="rows">{appointments.map(({ startsAt, minutes, place, bring, state: stands }) => (
          <li class="stack-2">
            <p class="strong">{t.dayNear(startsAt, now)}, {spanWords(t, startsAt, minutes)}</p>
            <p class="meta dots"><span>{place}</span>{stands !== 'planned' && <span>{t(`referrals.answering.meeting-states.${stands}`)}</span>}</p>
            {bring && <p class="meta">{t('referrals.answering.bring', { what: bring })}</p>}
          </li>
        ))}</ul>}
    </Card>
  );
}

/** What was promised with the yes, and what was kept. */
function Promises({ t, offer, now }: Pick<RequestProps, 't' | 'offer' | 'now'>): VNode {
  const { sentAt, answeredAt, acceptedAt, contactedAt, contactDueAt, startedAt, updateDueAt, outcomeDueAt, state, settledAt } = offer;
  const held = isHeld(state);
  const when = (key: string, at: Date | null) => at && <div><dt>{t(`referrals.answering.times.${key}`)}</dt><dd>{t.whenNear(at, now)}</dd></div>;
  return (
    <Card id="times" title={t('referrals.answering.times.title')}>
      <dl class="pairs">
        {when('sent', sentAt)}{when('answered', answeredAt)}{when('accepted', acceptedAt)}{when('contacted', contactedAt)}{when('started', startedAt)}{when('settled', settledAt)}
        {held && contactedAt === null && when('contact-due', contactDueAt)}{held && when('update-due', updateDueAt)}{held && when('outcome-due', outcomeDueAt)}
      </dl>
    </Card>
  );
}
