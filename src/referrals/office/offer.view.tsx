import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { Icon, type IconName } from '../../../libs/ui/icon.js';
import { Tag } from '../../../libs/ui/tag.js';
import { type Tick, Ticks } from '../../../libs/ui/ticks.js';
import { reasonText } from '../timeline.js';
import { outcomePath } from '../loop/outcome-form.view.js';
import type { OfferDeedName } from './office-deeds.rules.js';
import { deedPath } from './paths.js';
import type { MessageSheet, OfferSheet, ReferralSheet } from './referral-sheet.js';
import { standingOf } from './standing.rules.js';
import { nextText, OfferClock, OfferTag, tookText, workSpan } from './standing.view.js';

export interface OfferCardProps {
  readonly t: Translate;
  readonly sheet: ReferralSheet;
  readonly offer: OfferSheet;
  /** Its place among all that were chosen. */
  readonly place: number;
  readonly deeds: readonly OfferDeedName[];
  readonly once: string;
}

/** Whom the referral was put to: where it stands, its times, what was said, and what the office may do about it. */
export function OfferCard(props: OfferCardProps): VNode {
  const { t, sheet, offer, place } = props;
  const { id, organisationId, organisationName, serviceId, serviceName, state } = offer;
  return (
    <div id={`offer-${id}`}>
      <Card id={`offer-${id}-title`} title={<a href={`/organisations/${organisationId}`}>{organisationName}</a>}
        side={<span class="row">{offer.toRead && <Tag tone="accent" icon="mail">{t('referrals.office.unread')}</Tag>}<OfferTag t={t} state={state} partly={offer.outcome === 'partly'} /></span>}>
        <div class="stack">
          <div class="between">
            <span class="meta"><a href={`/services/${serviceId}`}>{serviceName}</a>{sheet.offers.length > 1 && `, ${t('referrals.office.choice', { place, all: sheet.offers.length })}`}</span>
            <OfferClock t={t} offer={{ ...offer, appointmentAt: planned(offer)?.startsAt ?? null }} now={sheet.at} next={state === 'sent' ? nextText(t, standingOf(sheet.state, sheet.offers), sheet.offers) : undefined} />
          </div>
          <Ticks ticks={linesOf(t, sheet.at, offer)} />
          {offer.messages.length > 0 && <Said t={t} now={sheet.at} messages={offer.messages} organisation={organisationName} />}
          {state === 'information_requested' && props.deeds.includes('answer') && <AnswerForm {...props} />}
          <Deeds {...props} />
        </div>
      </Card>
    </div>
  );
}

const planned = ({ appointments }: OfferSheet) => appointments.find(({ state }) => state === 'planned');

/** What happened to an offer, in order, and what is awaited. */
function linesOf(t: Translate, now: string, offer: OfferSheet): Tick[] {
  const say = (key: string, at: string | null, values: Readonly<Record<string, string | number>> = {}): string | false =>
    (at === null ? false : t(`referrals.office.line.${key}`, { when: t.whenNear(at, now), ...values }));
  const reason = reasonText(t, offer.reason);
  const held = offer.state === 'accepted' || offer.state === 'scheduled' || offer.state === 'in_service';
  const took = tookText(t, offer);
  const and = (text: string | false): string | false => (text && took ? `${text}, ${took}` : text);
  const lines: (Tick | false)[] = [
    offer.state === 'drafted' && { text: t('referrals.office.line.in-turn'), kind: 'no' },
    yes(say('sent', offer.sentAt)),
    offer.sentAt !== null && offer.state !== 'drafted' && (offer.seenAt ? yes(say('seen', offer.seenAt)) : waiting(offer) && { text: t('referrals.office.line.not-seen'), kind: 'no' }),
    yes(say('reminded', offer.remindedAt)),
    waiting(offer) && offer.state === 'sent' && mind(dueLine(t, now, offer)),
    offer.state === 'information_requested' && mind(say('question', offer.askedAt, { span: workSpan(t, offer.leftMinutes ?? 0, offer.clock) })),
    pausedMinutes(offer) > 0 && yes(t('referrals.office.line.paused', { span: workSpan(t, pausedMinutes(offer), offer.clock) })),
    offer.answer === 'waitlisted' && yes(and(say('waitlisted', offer.answeredAt))),
    yes(offer.answer === 'accepted' ? and(say('accepted', offer.acceptedAt)) : say('accepted', offer.acceptedAt)),
    offer.state === 'declined' && mind(and(say('declined', offer.answeredAt, { reason }))),
    offer.answer === 'expired' && mind(say('expired', offer.answeredAt)),
    yes(say('contacted', offer.contactedAt)),
    held && offer.contactedAt === null && mind(say('contact-due', offer.contactDueAt)),
    ...offer.appointments.map(({ startsAt, place, state, bring }): Tick => ({
      text: `${t('referrals.office.line.appointment', { when: t.whenNear(startsAt, now), place })}, ${t(`referrals.office.line.appointment-state.${state}`)}${bring ? `, ${t('referrals.office.line.bring', { what: bring })}` : ''}`,
      kind: state === 'no_show' ? 'mind' : state === 'cancelled' ? 'no' : 'yes',
    })),
    yes(say('started', offer.startedAt)),
    offer.toldAt !== offer.contactedAt && yes(say('told', offer.toldAt)),
    held && offer.contactedAt !== null && mind(say('update-due', offer.updateDueAt)),
    held && { text: t('referrals.office.line.outcome-due', { when: offer.outcomeDueAt ? t.whenNear(offer.outcomeDueAt, now) : '' }), kind: 'no' },
    offer.outcome !== null && yes(say('completed', offer.settledAt, { outcome: offer.outcome })),
    offer.state === 'unsuccessful' && mind(say('unsuccessful', offer.settledAt, { reason })),
    offer.state === 'withdrawn' && { text: t('referrals.office.line.withdrawn', { when: offer.settledAt ? t.whenNear(offer.settledAt, now) : '', reason }), kind: 'no' },
    offer.state === 'person_declined' && mind(say('person_declined', offer.settledAt)),
    offer.state === 'superseded' && { text: t('referrals.office.line.superseded', { when: offer.settledAt ? t.whenNear(offer.settledAt, now) : '' }), kind: 'no' },
    offer.againOn === 'infinity' ? { text: t('referrals.office.line.never'), kind: 'no' } : offer.againOn !== null && offer.againOn > now.slice(0, 10) && { text: t('referrals.office.line.again', { day: t.date(offer.againOn) }), kind: 'no' },
    offer.household !== null && (offer.household.answer === null || offer.household.answeredAt === null
      ? { text: t('referrals.office.line.household-asked', { when: t.whenNear(offer.household.askedAt, now) }), kind: 'no' }
      : { text: t('referrals.office.line.household-says', { answer: offer.household.answer, when: t.whenNear(offer.household.answeredAt, now) }), kind: offer.household.answer === 'helped' ? 'yes' : 'mind' }),
  ];
  return lines.filter((line): line is Tick => line !== false);
}

const yes = (text: string | false): Tick | false => text !== false && { text, kind: 'yes' };
const mind = (text: string | false): Tick | false => text !== false && { text, kind: 'mind' };
const waiting = ({ state }: OfferSheet): boolean => state === 'sent' || state === 'information_requested';
const pausedMinutes = ({ clock, pausedMinutes: elapsed, pausedBusinessMinutes: business }: OfferSheet): number => (clock === 'business' ? business : elapsed);

/** When it is due; and when it first was, if a question moved it. */
function dueLine(t: Translate, now: string, { dueAt, standardDueAt }: OfferSheet): string | false {
  if (dueAt === null) return false;
  const due = t('referrals.office.line.due', { when: t.whenNear(dueAt, now) });
  return standardDueAt === null || standardDueAt === dueAt ? due : `${due}, ${t('referrals.office.line.standard', { when: t.whenNear(standardDueAt, now) })}`;
}

/** The thread: what both sides said, the oldest first. */
function Said({ t, now, messages, organisation }: { t: Translate; now: string; messages: readonly MessageSheet[]; organisation: string }): VNode {
  return (
    <section class="stack-2" aria-label={t('referrals.office.thread')}>
      {messages.map(({ side, kind, body, authorName, at }) => (
        <div class="stack-2">
          <p class="meta">{t(`referrals.office.said.${kind}`, { name: authorName ?? (side === 'organisation' ? organisation : t('referrals.office.said.office')) })}, {t.whenNear(at, now)}</p>
          <p class="said" dir="auto">{body}</p>
        </div>
      ))}
    </section>
  );
}

/** A question is answered where it stands. */
function AnswerForm({ t, sheet, offer, once }: OfferCardProps): VNode {
  const field = `answer-${offer.id}`;
  return (
    <form class="stack-2 no-print" method="post" action={deedPath(sheet.id, 'answer', offer.id)}>
      <input type="hidden" name="once" value={`${once}-${offer.id}`} /><input type="hidden" name="version" value={offer.version} />
      <label for={field}>{t('referrals.office.your-answer', { organisation: offer.organisationName })}</label>
      <textarea class="input" id={field} name="text" rows={3} maxlength={4_000} dir="auto" />
      <div class="row"><button class="button button-primary" type="submit"><Icon name="send" />{t('referrals.office.forms.offer-answer.submit')}</button></div>
    </form>
  );
}

const ICONS: Readonly<Record<OfferDeedName, IconName>> = { answer: 'send', message: 'message-square', withdraw: 'minus', declined: 'user-x', void: 'ban' };

function Deeds({ t, sheet, offer, deeds }: OfferCardProps): VNode | null {
  const shown = deeds.filter((deed) => deed !== 'answer');
  const ended = offer.state === 'completed' || (offer.state === 'unsuccessful' && offer.reason === 'stopped');
  if (shown.length === 0) return null;
  return (
    <div class="row no-print">
      {ended && <a class="button button-small" href={outcomePath(offer.id)}><Icon name="message-circle" />{t(offer.household?.answer ? 'referrals.loop.answer' : 'referrals.loop.ask-title')}<span class="visually-hidden"> {offer.organisationName}</span></a>}
      {shown.map((deed) => (
        <a class="button button-small" href={deedPath(sheet.id, deed, offer.id)}><Icon name={ICONS[deed]} />{t(`referrals.office.offer-deeds.${deed}`)}<span class="visually-hidden"> {offer.organisationName}</span></a>
      ))}
    </div>
  );
}
