import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { Due } from '../../../libs/ui/due.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Icon, type IconName } from '../../../libs/ui/icon.js';
import { Step, Steps } from '../../../libs/ui/steps.js';
import { Tag } from '../../../libs/ui/tag.js';
import { Ticks, type Tick } from '../../../libs/ui/ticks.js';
import { type CheckpointMove, type FollowUpChannel, type Member, pointsOf } from '../../follow-ups/follow-ups.door.js';
import { caseHref, checkpointHref } from '../links.js';
import type { StepName } from '../words.js';
import type { Promised, WholeFile } from './file.js';

export interface PromisesProps {
  readonly t: Translate;
  readonly file: WholeFile;
  readonly members: readonly Member[];
  readonly stepName: StepName;
  /** What the reader may do with each, by the follow-ups' own policy. */
  readonly moves: ReadonlyMap<string, readonly CheckpointMove[]>;
  /** Whether the reader may say why a promise was broken. */
  readonly explains: boolean;
}

const ICONS: Readonly<Record<FollowUpChannel, IconName>> = {
  file: 'file-text', sms: 'message-square', email: 'mail', partner: 'handshake', call: 'phone', in_person: 'building', visit: 'house',
};

/** How many of the settled ones stand open; a year of visits would push what comes next off the screen. */
const SETTLED_SHOWN = 4;

/** What was promised to the household, how it was kept, and what comes next. */
export function Promises(props: PromisesProps): VNode {
  const { t, file } = props;
  const shown = file.checkpoints.filter(({ state }) => state !== 'superseded' && (state !== 'lapsed' || file.state === 'closed'));
  const firstOpen = shown.findIndex(({ state }) => state === 'scheduled');
  const folded = Math.max(0, (firstOpen < 0 ? shown.length : firstOpen) - SETTLED_SHOWN);
  const lines = (of: readonly Promised[]): VNode => <Steps>{of.map((each) => <Line {...props} each={each} />)}</Steps>;
  return (
    <Card id="promises" title={t('desk.case.promises')} side={file.state !== 'closed' && <a class="no-print" href={`${caseHref(file.id)}/plan`}>{t('desk.case.whole-plan')}</a>}>
      {shown.length === 0 && <EmptyState title={t('desk.case.no-promises')} />}
      {folded > 0 && <details class="more"><summary><Icon name="chevron-right" kind="turn" />{t('desk.case.settled-before', { count: folded })}</summary>{lines(shown.slice(0, folded))}</details>}
      {shown.length > 0 && lines(shown.slice(folded))}
    </Card>
  );
}

function Line({ each, ...props }: PromisesProps & { each: Promised }): VNode {
  const { t, file, stepName } = props;
  const { state, settledAt, standardDueAt, dueAt, channel, lookedAt } = each;
  const title = stepName(each.code);
  if (state === 'done' || state === 'waived' || state === 'lapsed') {
    const late = settledAt !== null && Date.parse(settledAt) > Date.parse(standardDueAt);
    return (
      <Step title={title} icon={state === 'done' ? 'check' : 'minus'} mark={state === 'done' ? 'ok' : undefined} meta={<Settled {...props} each={each} />}
        side={state === 'done' ? <Tag tone={late ? 'warn' : 'ok'} icon={late ? 'clock-alert' : 'check'}>{t(late ? 'desk.case.kept-late' : 'desk.case.kept')}</Tag> : <Tag tone="line">{t(`follow-ups.states.${state}`)}</Tag>} />
    );
  }
  const next = each.id === file.nextCheckpointId;
  const deeds = next || Date.parse(dueAt) < Date.parse(file.at);
  return (
    <Step title={title} icon={lookedAt ? 'circle-dot' : ICONS[channel]} mark={lookedAt ? 'half' : next ? 'now' : undefined} next={next}
      meta={metaOf(props, each)} side={<Due at={dueAt} now={file.at} />}
      more={(next || deeds) && <>{next && <Points {...props} each={each} />}{deeds && <Deeds {...props} each={each} />}</>} />
  );
}

function Settled({ t, each, file, moves, explains, stepName }: PromisesProps & { each: Promised }): VNode {
  const { state, settledAt, contactChannel, contactInterpreted, reason } = each;
  const how = contactChannel ? t(contactInterpreted ? 'desk.with-interpreter' : 'desk.plain-how', { how: t(`desk.how.${contactChannel}`) }) : '';
  const why = reason && t.has(`follow-ups.waive-reasons.${reason}`) ? t(`follow-ups.waive-reasons.${reason}`) : '';
  const day = settledAt ? t.dayTick(settledAt) : '';
  return (
    <>
      {state === 'done' ? t('desk.case.done-on', { day, how: how && `, ${lower(how, t)}` }) : state === 'waived' ? t('desk.case.waived-on', { day, why: why && `, ${lower(why, t)}` }) : t('desk.case.lapsed')}
      {moves.get(each.id)?.includes('undo') && <>{' '}<a href={checkpointHref(each.id, 'undo', caseHref(file.id))}>{t('desk.case.undo')}</a></>}
      {each.breachReason && <><br />{explained(t, each)}</>}
      {explains && each.brokenAt && <>{' '}<a href={checkpointHref(each.id, 'explain', caseHref(file.id))}>{explainText(t, each)}<span class="visually-hidden"> {stepName(each.code)}</span></a></>}
    </>
  );
}

function metaOf({ t, file }: PromisesProps, each: Promised): VNode {
  const { channel, attempts, nextAttemptAt, movedReason, ownerId, lookedAt, step } = each;
  const interpreter = file.interpreter === 'needed' && channel !== 'file';
  const who = ownerId !== file.ownerId ? file.people[ownerId] : undefined;
  const lines = [
    [lower(t(interpreter ? 'desk.with-interpreter' : 'desk.plain-how', { how: t(`desk.how.${channel}`) }), t), who].filter(Boolean).join(', '),
    lookedAt && t('desk.case.looked-on', { day: t.dayNear(lookedAt, file.at) }),
    attempts > 0 && t('desk.attempts', { count: attempts }) + (nextAttemptAt ? `, ${t('desk.case.next-attempt', { when: t.whenNear(nextAttemptAt, file.at) })}` : ''),
    movedReason && t('desk.case.moved', { why: lower(t.has(`follow-ups.move-reasons.${movedReason}`) ? t(`follow-ups.move-reasons.${movedReason}`) : movedReason, t) }),
    step > 1 && t('desk.case.escalated'),
    explained(t, each),
  ].filter((line): line is string => Boolean(line));
  return <>{lines.map((line, i) => [i > 0 && <br />, line])}</>;
}

/** What the next contact is to settle, line by line, with the names of those for whom it is still open. */
function Points({ t, file, members, stepName, each }: PromisesProps & { each: Promised }): VNode | null {
  const points = pointsOf(each.checklist, members);
  if (points.length === 0) return null;
  const nameOf = (id: string): string => file.newcomers.find((person) => person.id === id)?.givenName ?? '';
  const line = (code: string): Tick => {
    const open = points.filter((point) => point.code === code && !point.done);
    const names = open.flatMap(({ newcomerId }) => (newcomerId ? [nameOf(newcomerId)] : []));
    if (open.length === 0) return { text: <>{stepName(code)}<span class="visually-hidden">, {t('desk.case.settled')}</span></>, kind: 'yes' };
    return { text: names.length > 0 ? t('desk.case.open-for', { what: stepName(code), names: t.list(names) }) : stepName(code), kind: 'no' };
  };
  return (
    <details class="more" open>
      <summary><Icon name="chevron-right" kind="turn" />{t('desk.case.points', { done: points.filter(({ done }) => done).length, all: points.length })}</summary>
      <Ticks ticks={[...new Set(points.map(({ code }) => code))].map(line)} />
    </details>
  );
}

function Deeds({ t, file, each, moves, explains, stepName }: PromisesProps & { each: Promised }): VNode | null {
  const may = moves.get(each.id) ?? [];
  const late = explains && each.brokenAt !== null;
  if (may.length === 0 && !late) return null;
  const name = <span class="visually-hidden"> {stepName(each.code)}</span>;
  const back = caseHref(file.id);
  return (
    <div class="row">
      {may.includes('complete') && <a class="button button-small" href={checkpointHref(each.id, 'complete', back)}><Icon name="check" />{t('desk.deed.finish')}{name}</a>}
      {may.includes('complete') && <a class="button button-small" href={checkpointHref(each.id, 'attempt', back)}><Icon name="phone" />{t('desk.deed.attempt')}{name}</a>}
      {may.includes('move') && <a class="button button-small button-quiet" href={checkpointHref(each.id, 'move', back)}>{t('desk.deed.move')}{name}</a>}
      {may.includes('waive') && <a class="button button-small button-quiet" href={checkpointHref(each.id, 'waive', back)}>{t('desk.deed.waive')}{name}</a>}
      {late && <a class="button button-small button-quiet" href={checkpointHref(each.id, 'explain', back)}>{explainText(t, each)}{name}</a>}
      {may.includes('complete') && !each.lookedAt && (
        <form method="post" action={checkpointHref(each.id, 'look')}>
          <input type="hidden" name="version" value={each.version} /><input type="hidden" name="next" value={back} />
          <button class="button button-small button-quiet" type="submit">{t('desk.deed.look')}{name}</button>
        </form>
      )}
    </div>
  );
}

/** Why it was late, once somebody has said so. */
function explained(t: Translate, { breachReason }: Promised): string {
  return breachReason ? t('desk.case.explained', { why: lower(t.has(`follow-ups.late-reasons.${breachReason}`) ? t(`follow-ups.late-reasons.${breachReason}`) : breachReason, t) }) : '';
}

const explainText = (t: Translate, { breachReason }: Promised): string => t(breachReason ? 'desk.deed.explain-again' : 'desk.deed.explain');

const lower = (text: string, t: Translate): string => text.charAt(0).toLocaleLowerCase(t.locale) + text.slice(1);
