import type { VNode } from 'preact';
import { addDays, type CivilDate } from '../../../libs/calendar/civil-date.js';
import { civilDay } from '../../../libs/i18n/moments.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Clock } from '../../../libs/ui/clock.js';
import { Due } from '../../../libs/ui/due.js';
import type { IconName } from '../../../libs/ui/icon.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import type { ClockKind } from '../offers/deadlines.rules.js';
import type { OfferState } from '../offers/offer.rules.js';
import { type Standing, type StandingCode, type StandingOffer, standingOf } from './standing.rules.js';
import type { ReferralState } from '../referral.rules.js';

interface Mark { readonly tone: Tone; readonly icon: IconName }

const MARKS: Readonly<Record<StandingCode, Mark>> = {
  to_ask: { tone: 'warn', icon: 'send' }, sent: { tone: 'wait', icon: 'hourglass' }, seen: { tone: 'wait', icon: 'hourglass' }, asked: { tone: 'warn', icon: 'circle-question-mark' },
  waitlisted: { tone: 'warn', icon: 'list' }, accepted: { tone: 'accent', icon: 'handshake' }, scheduled: { tone: 'accent', icon: 'calendar' }, in_service: { tone: 'accent', icon: 'hand-helping' },
  partly: { tone: 'warn', icon: 'circle-dot' }, paused: { tone: 'line', icon: 'pause' }, met: { tone: 'ok', icon: 'circle-check' }, unmet: { tone: 'critical', icon: 'circle-x' },
  withdrawn: { tone: 'line', icon: 'minus' }, voided: { tone: 'line', icon: 'ban' },
};

/** Where a referral stands, as a word and a shape. */
export const ReferralTag = ({ t, code }: { readonly t: Translate; readonly code: StandingCode }): VNode => <Tag {...MARKS[code]}>{t(`referrals.office.standing.${code}`)}</Tag>;

const OFFER_MARKS: Readonly<Record<OfferState, Mark>> = {
  drafted: { tone: 'line', icon: 'circle-dashed' }, sent: MARKS.sent, information_requested: MARKS.asked, waitlisted: MARKS.waitlisted, accepted: MARKS.accepted, scheduled: MARKS.scheduled,
  in_service: MARKS.in_service, completed: MARKS.met, unsuccessful: { tone: 'warn', icon: 'circle-x' }, declined: { tone: 'warn', icon: 'x' }, expired: { tone: 'critical', icon: 'clock-alert' },
  superseded: { tone: 'line', icon: 'check-check' }, withdrawn: MARKS.withdrawn, person_declined: { tone: 'line', icon: 'user-x' }, voided: MARKS.voided,
};

/** Where an offer stands, as a word and a shape. */
export const OfferTag = ({ t, state, partly = false }: { readonly t: Translate; readonly state: OfferState; readonly partly?: boolean }): VNode =>
  <Tag {...(partly ? MARKS.partly : OFFER_MARKS[state])}>{t(partly ? 'referrals.office.standing.partly' : `referrals.office.offer-states.${state}`)}</Tag>;

/** What a clock is drawn from. */
export interface ClockedOffer extends StandingOffer {
  readonly clock: ClockKind | null;
  readonly sentAt: string | null;
  readonly askedAt: string | null;
  readonly answeredAt: string | null;
  readonly waitWeeks: number | null;
  readonly contactedAt: string | null;
  readonly contactDueAt: string | null;
  readonly awaitedAt: string | null;
  readonly appointmentAt: string | null;
}

interface OfferClockProps {
  readonly t: Translate;
  readonly offer: ClockedOffer;
  readonly now: string;
  /** What comes once the time is up. */
  readonly next?: string | undefined;
}

/** Time as it runs for an offer: until it is answered, until they meet, until its next word. */
export function OfferClock({ t, offer, now, next }: OfferClockProps): VNode | null {
  const { state, sentAt, dueAt, askedAt, answeredAt, waitWeeks, awaitedAt, appointmentAt, contactedAt } = offer;
  if (state === 'sent' && sentAt && dueAt) return <Clock since={sentAt} at={dueAt} now={now} text={leftText(t, dueAt, now)} {...(next === undefined ? {} : { sub: next })} />;
  if (state === 'information_requested' && askedAt) return <span class="meta">{t('referrals.office.on-hold')}</span>;
  if (state === 'waitlisted' && answeredAt && waitWeeks !== null) {
    const day = addDays(civilDay(answeredAt, t.zone) as CivilDate, waitWeeks * 7);
    return <div><Due at={day} now={now} text={t('referrals.office.wait-until', { day: t.dayTick(day) })} /></div>;
  }
  if (state === 'scheduled' && appointmentAt) return <div><Due at={appointmentAt} now={now} /></div>;
  if ((state === 'accepted' || state === 'scheduled' || state === 'in_service') && awaitedAt) return <div><Due at={awaitedAt} now={now} sub={t(`referrals.office.${contactedAt === null ? 'contact-by' : 'word-by'}`)} /></div>;
  return null;
}

/** « Reste 1 h 28 », « Délai dépassé de 2 h » */
export function leftText(t: Translate, dueAt: string, now: string): string {
  const ms = Date.parse(dueAt) - Date.parse(now);
  return t(ms < 0 ? 'referrals.office.over' : 'referrals.office.left', { span: t.span(Math.abs(ms)) });
}

/** How long an answer took, on the clock that was promised. */
export function tookText(t: Translate, { clock, elapsedMinutes, businessMinutes }: { readonly clock: ClockKind | null; readonly elapsedMinutes: number | null; readonly businessMinutes: number | null }): string {
  const minutes = clock === 'business' ? businessMinutes : elapsedMinutes;
  if (minutes === null || clock === null) return '';
  return t(clock === 'business' ? 'referrals.office.answered-in-business' : 'referrals.office.answered-in', { span: workSpan(t, minutes, clock) });
}

/** A stretch of a clock: business time has no days of twenty-four hours, so its hours are told. */
export const workSpan = (t: Translate, minutes: number, clock: ClockKind | null): string =>
  (clock === 'business' && minutes >= 1_440 ? t('referrals.office.hours', { count: Math.round(minutes / 60) }) : t.span(minutes * 60_000));

/** What a row says of whom a referral is with. */
export interface RowOffer extends ClockedOffer {
  readonly organisationName: string;
  readonly elapsedMinutes: number | null;
  readonly businessMinutes: number | null;
  readonly waitPlace: number | null;
  readonly householdSays: 'helped' | 'partly' | 'not_helped' | null;
  readonly householdSaidAt: string | null;
}

interface ReferralLineProps<O extends RowOffer> {
  readonly t: Translate;
  readonly referral: { readonly id: string; readonly need: string; readonly state: ReferralState; readonly reason: string | null; readonly offers: readonly O[] };
  readonly now: string;
  readonly name: string;
  readonly href: string;
}

/** One referral in a list: the need, where it stands, with whom, and the time that runs. */
export function ReferralLine<O extends RowOffer>({ t, referral, now, name, href }: ReferralLineProps<O>): VNode {
  const standing = standingOf(referral.state, referral.offers);
  const clock = standing.offer && <OfferClock t={t} offer={standing.offer} now={now} next={nextText(t, standing, referral.offers)} />;
  const words = withWhom(t, standing, referral, now);
  return (
    <li class="stack-2" id={`referral-${referral.id}`}>
      <div class="between"><a class="strong" href={href}>{name}</a><ReferralTag t={t} code={standing.code} /></div>
      {(words || clock) && <div class="between"><span class="meta">{words}</span>{clock}</div>}
    </li>
  );
}

/** Who comes next, by its place among all that were chosen. */
export function nextText(t: Translate, { nextStep, asked }: Standing<StandingOffer>, offers: readonly StandingOffer[]): string | undefined {
  if (asked === 0) return undefined;
  if (nextStep === null) return offers.length > 1 ? t('referrals.office.then-nobody') : undefined;
  return t('referrals.office.then', { place: offers.filter(({ step }) => step < nextStep).length + 1 });
}

function withWhom<O extends RowOffer>(t: Translate, { code, offer, asked }: Standing<O>, { reason, offers }: { readonly reason: string | null; readonly offers: readonly O[] }, now: string): string {
  const why = reason && t.has(`referrals.office.reasons.${reason}`) ? t(`referrals.office.reasons.${reason}`) : '';
  if (!offer || code === 'paused' || code === 'unmet' || code === 'withdrawn') return why;
  const said: string[] = [offer.organisationName];
  if (code === 'sent' || code === 'seen') {
    if (asked > 1) said.push(t('referrals.office.others-asked', { count: asked - 1 }));
    else if (offers.length > 1) said.push(t('referrals.office.choice', { place: offers.filter(({ step }) => step < offer.step).length + 1, all: offers.length }));
  }
  if (code === 'waitlisted' && offer.waitPlace !== null) said.push(t('referrals.office.wait-place', { place: offer.waitPlace }));
  if (code === 'accepted' || code === 'scheduled' || code === 'in_service') said.push(tookText(t, offer));
  if ((code === 'met' || code === 'partly') && offer.householdSays && offer.householdSaidAt) said.push(t(`referrals.office.household-says.${offer.householdSays}`, { day: t.dayNear(offer.householdSaidAt, now) }));
  return said.filter(Boolean).join(', ');
}
