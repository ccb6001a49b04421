import type { ComponentChildren, VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Notice } from '../../../libs/ui/notice.js';
import { type Level, Tier } from '../../../libs/ui/tier.js';
import { isHeld } from '../offers/offer.rules.js';
import type { OfferDetails } from '../offers/read-offers.js';
import { boroughName, householdWords, languageName } from '../sharing/share-words.js';
import { AnswerForm, LINK_DEEDS } from './answer-forms.view.js';
import type { LiveOfferLink } from './offer-links.store.js';
import { AnswerClock, Pair, Press } from './request-card.view.js';

export interface TapProps {
  readonly t: Translate;
  readonly link: LiveOfferLink;
  readonly offer: OfferDetails;
  readonly now: Date;
  readonly action: string;
  readonly deed: string | undefined;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: FormFaults;
  readonly done: unknown;
}

/** What an organisation is asked, before anybody signs in: never who it is about; and the answers, one tap each. */
export function TapPage(props: TapProps): VNode {
  const { t, offer, link, action, deed, typed, faults, done } = props;
  const asking = LINK_DEEDS.find((each) => each === deed && offer.moves.includes(each));
  return (
    <>
      <Thanks t={t} code={done} />
      {!asking && <ErrorSummary faults={faults.summary} title={faults.status === 412 ? t('referrals.answering.stale') : undefined} />}
      <Asked {...props} />
      {asking
        ? <AnswerForm deed={asking} t={t} action={action} hidden={{ version: offer.version }} typed={typed} faults={faults} back={action} />
        : <Answers {...props} />}
      <p class="meta">{t('referrals.answering.tap.until', { day: t.date(link.expiresAt) })}</p>
    </>
  );
}

function Thanks({ t, code }: { readonly t: Translate; readonly code: unknown }): VNode | null {
  const key = `referrals.answering.tap.thanks.${String(code)}`;
  return typeof code === 'string' && /^[a-z]{1,10}$/.test(code) && t.has(key) ? <Notice tone="ok"><p>{t(key)}</p></Notice> : null;
}

/** A link that opens nothing says so, and no more, whatever the reason. */
export const ClosedTap = ({ t }: { readonly t: Translate }): VNode => (
  <>
    <Notice><p>{t('referrals.answering.tap.closed')}</p></Notice>
    <p><a class="button button-wide" href="/sign-in">{t('referrals.answering.tap.sign-in')}</a></p>
  </>
);

function Asked({ t, offer, now }: TapProps): VNode {
  const { tier, summary } = offer;
  return (
    <section class="card card-body stack" aria-label={t('referrals.answering.tap.asked')}>
      <Tier level={Number(tier[1]) as Level} word />
      {summary && (
        <dl class="pairs">
          <Pair name={t('referrals.answering.household')}>{householdWords(t, summary)}</Pair>
          <Pair name={t('referrals.answering.language')}>{languageName(t, summary.language)}</Pair>
          <Pair name={t('referrals.answering.interpreter')}>{t(`referrals.answering.interpreters.${summary.interpreter}`)}</Pair>
          {summary.borough !== null && <Pair name={t('referrals.answering.borough')}>{boroughName(summary.borough)}</Pair>}
        </dl>
      )}
      <AnswerClock t={t} offer={offer} now={now} />
      <p class="meta">{t('referrals.answering.tap.never-who')}</p>
    </section>
  );
}

/** What may be answered now; or where it stands, when nothing is asked any more. */
function Answers(props: TapProps): VNode {
  const { t, offer: { state, moves, version }, action, link } = props;
  if (isHeld(state) || state === 'completed' || state === 'unsuccessful') return <Held t={t} link={link} />;
  const accepts = moves.includes('accept') || moves.includes('acceptLate');
  const said = state === 'expired' ? (accepts ? 'late-yes' : 'gone') : state === 'superseded' ? 'taken' : state;
  const key = `referrals.answering.tap.stands.${said}`;
  const to = (deed: (typeof LINK_DEEDS)[number], content: ComponentChildren, quiet = false) => moves.includes(deed) && (
    <a class={`button button-wide${quiet ? ' button-quiet' : ''}`} href={`${action}?deed=${deed}#deed`}>{content}</a>
  );
  return (
    <>
      {t.has(key) && <Notice><p>{t(key)}</p></Notice>}
      {accepts && <Press action={`${action}/accept`} hidden={{ version }} icon="check" primary large wide>{t('referrals.answering.deeds.accept')}</Press>}
      {moves.includes('decline') && (
        <>
          <div class="split">{to('decline', t('referrals.answering.deeds.decline'))}{to('waitlist', t('referrals.answering.deeds.waitlist-short'))}</div>
          {to('ask', <><Icon name="message-square" />{t('referrals.answering.deeds.ask')}</>, true)}
        </>
      )}
    </>
  );
}

/** They said yes: what the household agreed to share waits behind signing in. */
const Held = ({ t, link: { manned, offerId } }: Pick<TapProps, 't' | 'link'>): VNode => (
  <section class="stack" aria-labelledby="next">
    <h2 id="next">{t('referrals.answering.tap.next')}</h2>
    <p>{t(manned ? 'referrals.answering.tap.sign-in-to-see' : 'referrals.answering.tap.no-account')}</p>
    {manned && <p><a class="button button-primary button-large button-wide" href={`/sign-in?next=${encodeURIComponent(`/requests/${offerId}`)}`}><Icon name="log-in" />{t('referrals.answering.tap.sign-in')}</a></p>}
  </section>
);
