import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Icon } from '../../../libs/ui/icon.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Tabs } from '../../../libs/ui/tabs.js';
import { Tag } from '../../../libs/ui/tag.js';
import { type Level, Tier } from '../../../libs/ui/tier.js';
import { OFFER_TAB_CODES, type OfferTab } from '../offers/inbox.rules.js';
import type { Inbox, OfferItem } from '../offers/read-offers.js';
import { needName } from '../sharing/share-words.js';
import type { AnswerTimes, Unread } from './inbox.queries.js';
import { AnswerClock, Pair, Press, StateTag, Summary } from './request-card.view.js';

export interface InboxProps {
  readonly t: Translate;
  readonly tab: OfferTab;
  readonly inbox: Inbox;
  readonly unread: readonly Unread[];
  readonly times: AnswerTimes;
  readonly once: string;
  /** The organisation's places, one tap from being true again. */
  readonly places: VNode;
}

const tabPath = (tab: OfferTab): string => (tab === 'new' ? '/requests' : `/requests?tab=${tab}`);
/** « 1 000+ » where it is no longer counted. */
const counted = ({ count }: { readonly count: number }): number => count;

/** What is asked of an organisation, by what it asks; beside it its places, how soon it answers, and what the office said. */
export function InboxPage({ t, tab, inbox, unread, times, once, places }: InboxProps): VNode {
  return (
    <>
      <PageHead title={t('referrals.answering.inbox.title')} lead={leadOf(t, tab, inbox)} />
      <Tabs label={t('referrals.answering.inbox.tabs')} tabs={OFFER_TAB_CODES.map((code) => ({
        href: tabPath(code), text: t(`referrals.answering.tabs.${code}`), current: code === tab,
        ...(inbox.counts[code].count > 0 ? { count: counted(inbox.counts[code]), ...(code === 'new' ? { tone: 'accent' as const } : {}) } : {}),
      }))} />
      <div class="with-aside">
        <div class="stack">
          {inbox.items.length === 0
            ? <div class="card"><EmptyState icon="inbox" title={t(`referrals.answering.inbox.empty.${tab}`)}>{tab === 'new' ? t('referrals.answering.inbox.empty-note') : null}</EmptyState></div>
            : <ul class="card">{inbox.items.map((offer) => <Request t={t} offer={offer} now={inbox.at} once={once} />)}</ul>}
          {inbox.next && <p><a class="button" href={`/requests?tab=${tab}&after=${encodeURIComponent(inbox.next)}`}>{t('referrals.answering.inbox.more')}</a></p>}
        </div>
        <aside class="aside" aria-label={t('referrals.answering.inbox.beside')}>
          {places}
          <Times t={t} times={times} />
          <Words t={t} unread={unread} now={inbox.at} />
        </aside>
      </div>
    </>
  );
}

function leadOf(t: Translate, tab: OfferTab, { items, counts, at }: Inbox): string {
  const next = tab === 'new' ? items[0]?.dueAt : undefined;
  return t('referrals.answering.inbox.lead', { count: counts.new.count, pressing: next ? 'yes' : 'no', when: next ? t.relative(next, at) : '' });
}

function Request({ t, offer, now, once }: { readonly t: Translate; readonly offer: OfferItem; readonly now: Date; readonly once: string }): VNode {
  const { id, tier, need, summary, service, state } = offer;
  return (
    <li class="offer-in" id={`request-${id}`}>
      <div>
        <div class="row"><Tier level={Number(tier[1]) as Level} word />{state !== 'sent' && <StateTag t={t} state={state} />}{offer.unread > 0 && <Tag tone="accent" icon="message-square">{t('referrals.answering.new-words', { count: offer.unread })}</Tag>}</div>
        <h2><a class="name" href={`/requests/${id}`}>{needName(t, need)}</a></h2>
        <Summary t={t} summary={summary} />
        <dl class="pairs"><Pair name={t('referrals.answering.asked-of')}>{service.name}</Pair>{summary && <Pair name={t('referrals.answering.interpreter')}>{t(`referrals.answering.interpreters.${summary.interpreter}`)}</Pair>}<Facts t={t} offer={offer} now={now} /></dl>
      </div>
      <div class="side"><AnswerClock t={t} offer={offer} now={now} /><Answers t={t} offer={offer} once={once} /></div>
    </li>
  );
}

/** What else is to be known of an offer where it stands. */
function Facts({ t, offer: { appointment, waitPlace, waitWeeks, state, contactedAt, contactDueAt, reason, outcome, sentAt }, now }: { readonly t: Translate; readonly offer: OfferItem; readonly now: Date }): VNode {
  return (
    <>
      {appointment && <Pair name={t('referrals.answering.meeting')}>{t.whenNear(appointment.startsAt, now)}</Pair>}
      {state === 'waitlisted' && <Pair name={t('referrals.answering.on-list')}>{t('referrals.answering.list-words', { place: waitPlace ?? 0, weeks: waitWeeks ?? -1 })}</Pair>}
      {(state === 'accepted' || state === 'scheduled') && contactedAt === null && contactDueAt && <Pair name={t('referrals.answering.contact-before')}>{t.whenNear(contactDueAt, now)}</Pair>}
      {outcome && <Pair name={t('referrals.answering.outcome')}>{t(`referrals.answering.outcomes.${outcome}`)}</Pair>}
      {reason && t.has(`referrals.answering.reasons.${reason}`) && <Pair name={t('referrals.answering.because')}>{t(`referrals.answering.reasons.${reason}`)}</Pair>}
      {sentAt && state !== 'sent' && <Pair name={t('referrals.answering.asked')}>{t.ago(sentAt, now)}</Pair>}
    </>
  );
}

/** The answers that one may give from the list: a yes at once, the others on the page of the request. */
function Answers({ t, offer: { id, state, need, version, service }, once }: { readonly t: Translate; readonly offer: OfferItem; readonly once: string }): VNode {
  const about = `${needName(t, need)}, ${service.name}`;
  const to = (deed: string): string => `/requests/${id}?deed=${deed}#deed`;
  const more = (text: string) => <>{text}<span class="visually-hidden">, {about}</span></>;
  const open = <a class="button" href={`/requests/${id}`}>{more(t('referrals.answering.open'))}</a>;
  // A place that comes free is one press away from the list.
  if (state === 'waitlisted') return <div class="stack-2"><Press action={`/requests/${id}/accept`} hidden={{ once: `${once}-${id}`, version }} icon="check" wide label={about}>{t('referrals.answering.deeds.accept')}</Press>{open}</div>;
  if (state !== 'sent' && state !== 'information_requested') return open;
  return (
    <div class="stack-2">
      <Press action={`/requests/${id}/accept`} hidden={{ once: `${once}-${id}`, version }} icon="check" primary wide label={about}>{t('referrals.answering.deeds.accept')}</Press>
      <div class="split">
        <a class="button" href={to('decline')}>{more(t('referrals.answering.deeds.decline'))}</a>
        <a class="button" href={to('waitlist')}>{more(t('referrals.answering.deeds.waitlist-short'))}</a>
      </div>
      {state === 'sent' && <a class="button button-quiet button-small" href={to('ask')}><Icon name="message-square" />{more(t('referrals.answering.deeds.ask'))}</a>}
    </div>
  );
}

function Times({ t, times: { own, network } }: { readonly t: Translate; readonly times: AnswerTimes }): VNode {
  return (
    <Card id="our-times" title={t('referrals.answering.inbox.our-times')}>
      <div class="stack-2">
        {own === null
          ? <p class="meta">{t('referrals.answering.inbox.no-times')}</p>
          : <p><span class="stat-value">{figureOf(t, own)} <small>{t(`referrals.answering.inbox.unit.${unitOf(own)}`)}</small></span></p>}
        <p class="meta">{network === null ? t('referrals.answering.inbox.median') : t('referrals.answering.inbox.median-of', { network: `${figureOf(t, network)} ${t(`referrals.answering.inbox.unit.${unitOf(network)}`)}` })}</p>
      </div>
    </Card>
  );
}

const unitOf = (minutes: number): 'minutes' | 'hours' => (minutes < 60 ? 'minutes' : 'hours');
const figureOf = (t: Translate, minutes: number): string => (minutes < 60 ? t.number(minutes) : t.number(minutes / 60, { maximumFractionDigits: 1 }));

function Words({ t, unread, now }: { readonly t: Translate; readonly unread: readonly Unread[]; readonly now: Date }): VNode {
  return (
    <Card id="office-words" title={t('referrals.answering.inbox.words')} {...(unread.length > 0 ? { count: unread.length } : {})} bare>
      {unread.length === 0
        ? <EmptyState title={t('referrals.answering.inbox.no-words')} />
        : <ul class="rows">{unread.map(({ offerId, need, count, at }) => (
          <li class="stack-2"><a class="name" href={`/requests/${offerId}#thread`}>{needName(t, need)}</a><span class="meta">{t('referrals.answering.new-words', { count })}, {t.ago(at, now)}</span></li>
        ))}</ul>}
    </Card>
  );
}
