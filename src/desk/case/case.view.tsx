import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { Icon, ICONS, type IconName } from '../../../libs/ui/icon.js';
import { Notice } from '../../../libs/ui/notice.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Need, Needs } from '../../../libs/ui/scores.js';
import { Tag } from '../../../libs/ui/tag.js';
import type { Reference } from '../../../config/reference.js';
import { CaseTabs, type Move, NoteForm, OPENING_REASONS, partPath } from '../../cases/cases.door.js';
import { ReferralTag, referPath, referralPath, standingOf } from '../../referrals/referrals.door.js';
import { caseHref } from '../links.js';
import type { Glimpse, NeedNow, WholeFile } from './file.js';
import { Head } from './identity.view.js';
import { Promises, type PromisesProps } from './promises.view.js';
import { referralOf, ReferralsCard } from './referrals.view.js';
import { ThreadCard, type ThreadProps } from './thread.view.js';

export interface CasePageProps extends Omit<PromisesProps, 't' | 'file'> {
  readonly t: Translate;
  readonly file: WholeFile;
  readonly reference: Reference;
  readonly today: string;
  readonly mayEdit: boolean;
  readonly mayReassign: boolean;
  /** The moves of the case itself that the reader may make. */
  readonly caseMoves: readonly Move[];
  /** How many dates the plan would change, were it worked out now. */
  readonly planChanges: number;
  readonly reason?: string | undefined;
  readonly once: string;
  readonly thread: Omit<ThreadProps, 't' | 'caseId' | 'now' | 'stepName'>;
}

/** The whole file of a household on one page. */
export function CasePage(props: CasePageProps): VNode {
  const { t, file, reference, thread, mayEdit, once } = props;
  return (
    <div class="stack-6">
      <Head {...props} />
      <Signs {...props} />
      <CaseTabs t={t} file={file} part="overview" reason={props.reason} mayEdit={mayEdit} />
      <div class="halves">
        <div class="stack-6">
          <Promises {...props} />
          <NeedsCard t={t} file={file} reference={reference} mayEdit={mayEdit} reason={props.reason} />
        </div>
        <div class="stack-6">
          <ReferralsCard t={t} file={file} mayEdit={mayEdit} reason={props.reason} />
          <ThreadCard t={t} caseId={file.id} now={file.at} stepName={props.stepName} {...thread} />
          {mayEdit && <div class="no-print"><Card id="note" title={t('desk.case.new-note')}><NoteForm t={t} caseId={file.id} once={once} /></Card></div>}
          <OtherDeeds {...props} />
        </div>
      </div>
    </div>
  );
}

/** What must be known before anything else: closed, out of reach, or a plan that no longer fits. */
function Signs({ t, file, planChanges, caseMoves, mayEdit }: CasePageProps): VNode | null {
  const signs: VNode[] = [];
  if (file.state === 'closed' && file.closedAt) {
    signs.push(
      <Notice icon="archive" title={t('desk.case.closed', { day: t.date(file.closedAt), why: file.closeReason ? t(`cases.close-reasons.${file.closeReason}`) : '' })}>
        {caseMoves.includes('reopen') && <p><a class="button button-small no-print" href={`${caseHref(file.id)}/reopen`}><Icon name="rotate-ccw" kind="turn" />{t('cases.moves.reopen')}</a></p>}
      </Notice>,
    );
  }
  if (file.unreachedSince) signs.push(<Notice tone="critical" icon="phone-off" title={t('desk.case.unreached', { ago: t.ago(file.unreachedSince, file.at) })}><p>{t('desk.case.unreached-text')}</p></Notice>);
  if (mayEdit && file.state !== 'closed' && file.tierConfirmedBy === null) {
    signs.push(
      <Notice icon="flag" title={t('desk.case.tier-proposed', { tier: file.tier })}>
        <p><a class="button button-small no-print" href={`${caseHref(file.id)}/tier`}>{t('desk.case.decide-tier')}</a></p>
      </Notice>,
    );
  }
  if (planChanges > 0) {
    signs.push(
      <Notice icon="calendar-days" title={t('desk.case.plan-differs', { count: planChanges })}>
        <p><a class="button button-small" href={`${caseHref(file.id)}/plan`}>{t('desk.case.see-difference')}</a></p>
      </Notice>,
    );
  }
  return signs.length > 0 ? <div class="stack-2">{signs}</div> : null;
}

const pictureOf = (icon: string | undefined): IconName => ICONS.find((name) => name === icon) ?? 'circle-dot';

function NeedsCard({ t, file, reference, mayEdit, reason }: Pick<CasePageProps, 't' | 'file' | 'reference' | 'mayEdit' | 'reason'>): VNode {
  const latest = file.needs.reduce((last, { scoredAt }) => (scoredAt > last ? scoredAt : last), '');
  return (
    <Card id="needs" title={t('cases.parts.needs')} bare side={latest && <span class="meta">{t('desk.case.scored-on', { day: t.dayTick(latest) })}</span>}
      foot={mayEdit && file.state !== 'closed' && <a href={partPath(file.id, 'needs')}>{t(file.needs.length === 0 ? 'desk.case.score-first' : 'desk.case.score-again')}</a>}>
      {file.needs.length === 0
        ? <EmptyState title={t('desk.case.no-needs')} icon="clipboard-list" />
        : (
          <Needs>
            {file.needs.map((need) => {
              const known = reference.need(need.code);
              return <Need icon={pictureOf(known?.icon)} name={<NeedLink t={t} file={file} need={need} name={known?.[t.language] ?? need.code} reason={reason} />} value={need.score} of={4} word={t(`cases.scores.s${need.score}`)} />;
            })}
          </Needs>
        )}
    </Card>
  );
}

/** A need leads to whom to ask or, once it is with somebody, to where it stands. */
function NeedLink({ t, file, need, name, reason }: { t: Translate; file: WholeFile; need: NeedNow; name: string; reason: string | undefined }): VNode {
  const referral = referralOf(file, need.code);
  const going = referral && (referral.state === 'open' || referral.state === 'paused');
  return (
    <>
      {going ? <a href={referralPath(referral.id, reason)}>{name}</a> : <a href={referPath(file.id, need.code, { reason })} aria-label={t('desk.case.who-helps', { need: name })}>{name}</a>}
      {referral && <>{' '}<ReferralTag t={t} code={standingOf(referral.state, referral.offers).code} /></>}
      <Way t={t} need={need} />
    </>
  );
}

/** Which way a need went since it was first scored. */
function Way({ t, need: { score, first, times } }: { t: Translate; need: NeedNow }): VNode | null {
  if (times < 2 || score === first) return null;
  const better = score > first;
  return <>{' '}<Tag tone={better ? 'ok' : 'warn'} icon={better ? 'arrow-up' : 'arrow-down'}>{t(better ? 'desk.case.better' : 'desk.case.worse', { from: first })}</Tag></>;
}

function OtherDeeds({ t, file, mayEdit, mayReassign, caseMoves }: CasePageProps): VNode | null {
  const here = caseHref(file.id);
  const links: { href: string; icon: IconName; text: string }[] = [
    ...(file.state === 'expected' && mayEdit ? [{ href: `${here}/arrive`, icon: 'door-open' as const, text: t('cases.moves.arrive') }] : []),
    ...(mayEdit && file.state !== 'closed' ? [{ href: `${here}/tier`, icon: 'flag' as const, text: t('desk.case.decide-tier') }] : []),
    ...(mayReassign && file.state !== 'closed' ? [{ href: `${here}/assign`, icon: 'user-check' as const, text: t('desk.deed.give-case') }] : []),
    ...(caseMoves.some((move) => move === 'close' || move === 'closeUnreached' || move === 'notArrived') ? [{ href: `${here}/close`, icon: 'archive' as const, text: t('cases.moves.close') }] : []),
  ];
  if (links.length === 0) return null;
  return (
    <div class="no-print">
      <Card id="deeds" title={t('desk.case.deeds')}>
        <div class="row">{links.map(({ href, icon, text }) => <a class="button button-small" href={href}><Icon name={icon} />{text}</a>)}</div>
      </Card>
    </div>
  );
}

/** Another team's case: the household's name, and whom to ask. */
export function GlimpsePage({ t, glimpse, children }: { readonly t: Translate; readonly glimpse: Glimpse; readonly children?: ComponentChildren }): VNode {
  return (
    <>
      <PageHead title={glimpse.leadName} />
      <div class="stack-6">
        <Notice icon="lock" title={t('desk.glimpse.title')}>
          <p>{t('desk.glimpse.text', { owner: glimpse.ownerName ?? t('desk.nobody'), team: glimpse.teamName })}</p>
        </Notice>
        {children}
      </div>
    </>
  );
}

/** A restricted case: it opens once the reader has said why, which is written down. */
export function AskPage({ t, caseId, number }: { readonly t: Translate; readonly caseId: string; readonly number: string }): VNode {
  return (
    <>
      <PageHead title={t('cases.number', { number })} />
      <form class="card form-section stack" method="get" action={caseHref(caseId)}>
        <Notice icon="lock" title={t('cases.restricted')}><p>{t('desk.ask.text')}</p></Notice>
        <SelectField name="reason" label={t('desk.ask.why')} options={OPENING_REASONS.map((reason) => ({ value: reason, text: t(`cases.opening-reasons.${reason}`) }))} />
        <div class="row"><button class="button button-primary" type="submit"><Icon name="door-open" />{t('desk.ask.open')}</button></div>
      </form>
    </>
  );
}
