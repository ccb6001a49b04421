import type { VNode } from 'preact';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Icon, type IconName } from '../../../libs/ui/icon.js';
import { Identity, type IdentityFact } from '../../../libs/ui/identity.js';
import { Notice } from '../../../libs/ui/notice.js';
import { PrintButton } from '../../../libs/ui/print-button.js';
import { type Level, Tier } from '../../../libs/ui/tier.js';
import { householdName, partPath } from '../../cases/cases.door.js';
import { needName, reasonText } from '../timeline.js';
import type { OfferDeedName, ReferralDeedName } from './office-deeds.rules.js';
import { OfferCard } from './offer.view.js';
import { deedPath, referPath, referralPath } from './paths.js';
import type { OpenedReferral } from './read-referral.js';
import { standingOf } from './standing.rules.js';
import { ReferralTag } from './standing.view.js';

const reference = readReference(join(projectRoot(), 'config'));

export interface ReferralPageProps {
  readonly t: Translate;
  readonly opened: OpenedReferral;
  readonly deeds: readonly ReferralDeedName[];
  readonly offerDeeds: (offerId: string) => readonly OfferDeedName[];
  readonly mayEdit: boolean;
  readonly reason?: string | undefined;
  readonly once: string;
}

/** One need of one household: whom it was put to, how their clocks run, what was said, and what the office may do. */
export function ReferralPage(props: ReferralPageProps): VNode {
  const { t, opened: { sheet }, offerDeeds, mayEdit, once } = props;
  return (
    <div class="stack-6">
      <Head {...props} />
      <Signs {...props} />
      {sheet.offers.length === 0
        ? <div class="card"><EmptyState title={t('referrals.office.nobody-asked')} icon="send">{t('referrals.office.nobody-asked-note')}</EmptyState></div>
        : <div class="stack">{sheet.offers.map((offer, i) => <OfferCard t={t} sheet={sheet} offer={offer} place={i + 1} deeds={offerDeeds(offer.id)} once={once} />)}</div>}
      {mayEdit && <OtherDeeds {...props} />}
    </div>
  );
}

function Head({ t, opened: { sheet, file, household, ownerName }, mayEdit, reason }: ReferralPageProps): VNode {
  const { code } = standingOf(sheet.state, sheet.offers);
  const here = household.newcomers.filter(({ leftOn }) => leftOn === null);
  const facts: IdentityFact[] = [
    { icon: 'user-round', name: t('referrals.office.for-whom'), value: sheet.newcomerName ?? t('referrals.office.whole-household'), note: t('referrals.office.people', { count: here.length }) },
    { icon: 'languages', name: t('referrals.office.language'), value: t.languageName(file.language), note: t(`cases.interpreter.${file.interpreter}`) },
    { icon: 'map-pin', name: t('referrals.office.place'), value: file.borough ? reference.borough(file.borough)?.name ?? file.borough : t('referrals.office.place-unknown') },
    { icon: 'route', name: t('referrals.office.way'), value: t(`referrals.office.ways.${sheet.way}`), note: wayNote(t, sheet.openedByName, sheet.openedAt, sheet.at) },
    { icon: 'shield-check', name: t('referrals.office.shared'), value: t('referrals.office.shared-count', { count: sheet.fields.length }), note: sheet.note ? <q>{sheet.note}</q> : undefined },
    { icon: 'user-check', name: t('referrals.office.owner'), value: ownerName ?? t('referrals.office.owner-nobody') },
  ];
  return (
    <Identity label={t('referrals.office.identity')} facts={facts}
      title={<>{needName(t, sheet.need)} <Tier level={Number(sheet.tier.slice(1)) as Level} word /></>}
      meta={[<a href={partPath(file.id, 'overview', reason)}>{householdName(t, file)}</a>, t('referrals.office.case', { number: file.number }), <ReferralTag t={t} code={code} />]}
      deeds={<>
        {mayEdit && sheet.state === 'open' && (
          <a class="button button-primary no-print" href={referPath(file.id, sheet.need, { referral: sheet.id })}><Icon name="send" />{t(sheet.offers.length === 0 ? 'referrals.office.ask' : 'referrals.office.ask-more')}</a>
        )}
        <PrintButton text={t('referrals.office.print')} iconOnly />
      </>} />
  );
}

const wayNote = (t: Translate, name: string | null, openedAt: string, now: string): string =>
  (name ? t('referrals.office.opened', { day: t.dayNear(openedAt, now), name }) : t('referrals.office.opened-by-engine', { day: t.dayNear(openedAt, now) }));

/** What must be known before anything else: paused, nobody could help, helped in part, no longer agreed. */
function Signs({ t, opened: { sheet }, reason: opening }: ReferralPageProps): VNode | null {
  const { state, reason, pausedUntil, offers, partOf, parts } = sheet;
  const why = reasonText(t, reason);
  const { code } = standingOf(state, offers);
  const disagreed = offers.filter(({ disagreedAt, state: each }) => disagreedAt !== null && (each === 'accepted' || each === 'scheduled' || each === 'in_service'));
  const appeared = code === 'to_ask' && reason === 'room_appeared' ? offers.find((offer) => offer.state === 'drafted') : undefined;
  const review = offers.find((offer) => offer.review && offer.review.settledAt === null)?.review;
  const signs: (VNode | false)[] = [
    state === 'paused' && (
      <Notice icon="pause" title={pausedUntil ? t('referrals.office.signs.paused-until', { day: t.dayShort(pausedUntil, sheet.at), reason: why }) : t('referrals.office.signs.paused', { reason: why })}>
        {reason === 'reassess' && <p>{t('referrals.office.signs.reassess')}</p>}
      </Notice>
    ),
    appeared !== undefined && (
      <Notice icon="bell-ring" title={t('referrals.office.signs.room-appeared', { service: appeared.serviceName, organisation: appeared.organisationName })}><p>{t('referrals.office.signs.room-appeared-note')}</p></Notice>
    ),
    state === 'unmet' && <Notice tone="critical" icon="circle-x" title={t('referrals.office.signs.unmet', { reason: why })}><p>{t('referrals.office.signs.unmet-note')}</p></Notice>,
    (state === 'withdrawn' || state === 'voided') && <Notice icon="archive" title={t(`referrals.office.signs.${state}`, { reason: why })} />,
    review
      ? (
        <Notice tone="critical" icon="scale" title={t(review.because === 'partly' ? 'referrals.office.signs.review-partly' : 'referrals.office.signs.review')}>
          <p><a class="button button-small no-print" href={`/referrals/reviews/${review.id}`}>{t('referrals.office.signs.review-link')}</a></p>
        </Notice>
      )
      : code === 'partly' && <Notice icon="circle-dot" title={t('referrals.office.signs.partly')}><p>{t('referrals.office.signs.partly-note')}</p></Notice>,
    ...disagreed.map(({ organisationName }) => (
      <Notice tone="critical" icon="shield-alert" title={t('referrals.office.signs.disagreed')}><p>{t('referrals.office.signs.disagreed-note', { organisation: organisationName })}</p></Notice>
    )),
    partOf !== null && <Notice icon="route"><p><a href={referralPath(partOf, opening)}>{t('referrals.office.part-of')}</a></p></Notice>,
    parts.length > 0 && (
      <Notice icon="route" title={t('referrals.office.parts')}>
        <ul>{parts.map((part) => <li><a href={referralPath(part.id, opening)}>{needName(t, part.need)}</a></li>)}</ul>
      </Notice>
    ),
  ];
  const shown = signs.filter((sign): sign is VNode => sign !== false);
  return shown.length > 0 ? <div class="stack-2">{shown}</div> : null;
}

const DEED_ICONS: Readonly<Record<ReferralDeedName, IconName>> = { ask: 'send', pause: 'pause', resume: 'play', close: 'check', withdraw: 'minus', reopen: 'rotate-ccw', void: 'ban' };

function OtherDeeds({ t, opened: { sheet }, deeds, once }: ReferralPageProps): VNode | null {
  if (deeds.length === 0) return null;
  return (
    <div class="no-print">
      <Card id="deeds" title={t('referrals.office.deeds')}>
        <div class="row">
          {deeds.map((deed) => {
            const inside = <><Icon name={DEED_ICONS[deed]} />{t(`referrals.office.forms.${deed}.title`)}</>;
            // Nothing to ask: one press.
            return deed === 'resume' || deed === 'ask'
              ? (
                <form method="post" action={deedPath(sheet.id, deed)}>
                  <input type="hidden" name="once" value={once} /><input type="hidden" name="version" value={sheet.version} />
                  <button class="button button-small button-primary" type="submit">{inside}</button>
                </form>
              )
              : <a class="button button-small" href={deedPath(sheet.id, deed)}>{inside}</a>;
          })}
        </div>
      </Card>
    </div>
  );
}
