import type { VNode } from 'preact';
import type { Reference } from '../../../config/reference.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { machineTime } from '../../../libs/ui/due.js';
import { HintAndFault } from '../../../libs/ui/form/field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Tag } from '../../../libs/ui/tag.js';
import { type Tick, Ticks } from '../../../libs/ui/ticks.js';
import { type ReasonCode, REASONS, reasonWords } from '../../organisations/organisations.door.js';
import type { Suggestion } from '../suggestions/suggest.js';
import { businessSpan } from './words.js';

export interface PickProps {
  readonly t: Translate;
  readonly reference: Reference;
  readonly at: Date;
  readonly service: Suggestion;
  /** Its place among those that are ticked, from 1; nothing when it is not. */
  readonly rank: number | undefined;
  /** When its answer is due, as the form stands. */
  readonly dueAt: Date | undefined;
  readonly fault: string | undefined;
  /** Whether the reader may ask at all; whoever only reads gets no box. */
  readonly asks: boolean;
  readonly first: boolean;
  readonly last: boolean;
}

/** Shown in figures of their own, or the same for all. */
const ELSEWHERE: readonly ReasonCode[] = ['need.answered', 'room.free', 'room.full', 'room.waitlist', 'room.unsure', 'room.unknown', 'room.stale'];
const KINDS = { for: 'yes', said: 'no', doubt: 'mind', out: 'no' } as const;

/** One service that may be asked: why, how much room, how soon it answers, and its place in the row. */
export function Pick({ t, reference, at, service, rank, dueAt, fault, asks, first, last }: PickProps): VNode {
  const { id } = service;
  const box = `pick-${id}`;
  return (
    <li class={asks ? 'offer offer-pick' : 'offer offer-read'} id={`service-${id}`}>
      {asks && <input class="pick" type="checkbox" id={box} name="pick" value={id} checked={rank !== undefined} aria-labelledby={`${box}-name ${box}-service`}
        aria-describedby={fault ? `${box}-fault` : undefined} aria-invalid={fault ? 'true' : undefined} />}
      <div class={fault ? 'stack-2 field-error' : 'stack-2'}>
        <div class="offer-head">
          <h3>
            {asks && <span class={rank === undefined ? 'rank rank-off' : 'rank'}>{rank === undefined ? <span aria-hidden="true">–</span> : rank}</span>}
            {asks ? <label for={box} id={`${box}-name`}>{service.organisation}</label> : service.organisation}
          </h3>
          {asks && <Moves t={t} service={service} first={first} last={last} />}
        </div>
        <p class="meta"><a id={`${box}-service`} href={`/services/${id}`}>{service.name}</a>{service.verdict === 'maybe' && <>{' '}<Tag tone="warn" icon="circle-question-mark">{t('organisations.search.verdicts.maybe')}</Tag></>}</p>
        <HintAndFault name={box} fault={fault ?? null} />
        <Ticks ticks={ticksOf(t, service, at, reference)} />
        {service.alert && <p class="meta"><Icon name="info" /> {service.alert}</p>}
      </div>
      <Figures t={t} at={at} service={service} dueAt={dueAt} />
      {asks && <input type="hidden" name="order" value={id} />}
    </li>
  );
}

function Moves({ t, service, first, last }: Pick<PickProps, 't' | 'service' | 'first' | 'last'>): VNode {
  const move = (way: 'up' | 'down', off: boolean): VNode => (
    <button class="button button-small button-quiet" type="submit" id={`${way}-${service.id}`} name="move" value={`${way}.${service.id}`} disabled={off}
      aria-label={t(`referrals.refer.move.${way}`, { service: service.name, organisation: service.organisation })}><Icon name={way === 'up' ? 'chevron-up' : 'chevron-down'} /></button>
  );
  return <div class="offer-moves no-print">{move('up', first)}{move('down', last)}</div>;
}

function Figures({ t, at, service, dueAt }: Pick<PickProps, 't' | 'at' | 'service' | 'dueAt'>): VNode {
  const { answers, answerDueAt } = service;
  const due = dueAt ?? answerDueAt;
  return (
    <dl class="figures">
      <div><dt>{t('referrals.refer.places')}</dt><dd><Places t={t} at={at} service={service} /></dd></div>
      <div><dt>{t('referrals.refer.usually')}</dt><dd>{businessSpan(t, answers.median)}<small>{t('referrals.refer.nine-in-ten', { span: businessSpan(t, answers.p90) })}</small><small>{t(`referrals.refer.whose.${answers.whose}`, { count: answers.answered })}</small></dd></div>
      <div><dt>{t('referrals.refer.expected')}</dt><dd><time dateTime={machineTime(due)}>{t.whenNear(due, at)}</time>{dueAt === undefined && <small>{t('referrals.refer.if-asked-now')}</small>}</dd></div>
    </dl>
  );
}

function Places({ t, at, service: { places, waitlist, reasons } }: Pick<PickProps, 't' | 'at' | 'service'>): VNode {
  if (reasons.includes('room.waitlist')) return <>{t('referrals.refer.waitlist')}{waitlist?.weeks && <small>{t('referrals.refer.weeks', { weeks: waitlist.weeks })}</small>}</>;
  if (!places) return <>{t('referrals.refer.places-unknown')}</>;
  const stale = reasons.includes('room.stale');
  return <>{t('referrals.refer.free', { count: places.available })}<small class={stale ? 'stale' : undefined}>{t('referrals.refer.told', { ago: t.ago(places.toldAt, at), stale: String(stale) })}</small></>;
}

function ticksOf(t: Translate, service: Suggestion, at: Date, reference: Reference): Tick[] {
  const { reasons, km, memory, quotaLeft, putFirst, agreed } = service;
  return [
    ...(putFirst ? [{ kind: 'yes' as const, text: t('referrals.refer.put-first') }] : []),
    ...reasons.filter((code) => !ELSEWHERE.includes(code)).map((code): Tick => ({ kind: KINDS[REASONS[code]], text: reasonWords(t, code, service, at, reference) })),
    ...(km === null ? [] : [{ kind: 'yes' as const, text: t('referrals.refer.km', { km: t.number(km) }) }]),
    ...(quotaLeft === null ? [] : [{ kind: quotaLeft > 0 ? 'yes' as const : 'mind' as const, text: t('referrals.refer.quota', { count: quotaLeft }) }]),
    ...(memory ? [{ kind: 'mind' as const, text: memoryWords(t, service) }] : []),
    ...(agreed ? [] : [{ kind: 'mind' as const, text: t('referrals.refer.not-agreed') }]),
  ];
}

/** What earlier offers of this need say of a service. */
function memoryWords(t: Translate, { memory }: Suggestion): string {
  if (memory?.kind !== 'said-no') return memory ? t(`referrals.refer.memory.${memory.kind}`) : '';
  return t('referrals.refer.memory.said-no', { until: memory.until === null ? 'none' : t.date(memory.until) });
}

/** Why a service was left out, in a sentence. */
export function whyNot(t: Translate, service: Suggestion, at: Date, reference: Reference): string {
  const { reasons, mustNot } = service;
  return t.list([
    ...(mustNot === 'quota-used' ? [t('referrals.refer.quota', { count: 0 })] : mustNot ? [memoryWords(t, service)] : []),
    ...reasons.filter((code) => REASONS[code] === 'out').map((code) => reasonWords(t, code, service, at, reference)),
  ]);
}
