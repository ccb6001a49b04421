import { Injectable } from '@nestjs/common';
import { instantOf } from '../../../libs/calendar/zone.js';
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import { rows, statement, together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type ServiceToAsk, ServicesToAsk } from '../../organisations/organisations.door.js';
import { HELD } from '../offers/offer.rules.js';
import { type AnswerFigures, type Curve, curveOf, HISTORY_DAYS } from './curve.rules.js';
import { type PastOffer, quotaLeft } from './memory.rules.js';

/** As many of an organisation's latest answers as say how it answers now. */
const MOST_OF_ONE = 400;
/** Of each organisation so many of its latest, so that the large ones do not drown the others. */
const MOST_OF_EACH = 20;

const FIGURES = `count(*)::int as asked, count(*) filter (where answer <> 'expired')::int as answered, count(*) filter (where answer = 'accepted')::int as accepted,
    percentile_cont(0.5) within group (order by business_minutes) filter (where answer <> 'expired') as median,
    percentile_cont(0.9) within group (order by business_minutes) filter (where answer <> 'expired') as p90`;
const answersOf = (organisation: string, most: number): string => `
    select o.organisation_id, o.service_id, o.answer, o.business_minutes from offers o
    where o.organisation_id = ${organisation} and o.sent_at >= $2 and o.answer is not null and o.state <> 'voided' order by o.sent_at desc limit ${most}`;

/** Both by the index of an organisation's history; $1 the organisations, $2 since when. */
export const ANSWER_HISTORY = statement('suggestions.answer-history', `
  with own as materialized (select h.* from unnest($1::uuid[]) as a (id) cross join lateral (${answersOf('a.id', MOST_OF_ONE)}) h),
  network as materialized (select h.* from organisations g cross join lateral (${answersOf('g.id', MOST_OF_EACH)}) h)
  select case when grouping(service_id) = 0 then 'service' else 'organisation' end as whose, coalesce(service_id, organisation_id) as id, ${FIGURES}
  from own group by grouping sets ((organisation_id), (organisation_id, service_id))
  union all select 'network', null, ${FIGURES} from network`);

const PAST = statement('suggestions.past-offers', `
  select o.organisation_id as "organisationId", o.service_id as "serviceId", o.state, o.reason, o.again_on::text as "againOn", r.newcomer_id as "newcomerId"
  from offers o join referrals r on r.id = o.referral_id where o.case_id = $1 and o.need = $2 and o.state <> 'voided'`);

/** Accepted this month and not taken back; $3 the beginning of the month at the office. */
const USED = statement('suggestions.quota-used', `
  select a.service_id as "serviceId", (
    select count(*)::int from offers o where o.organisation_id = a.organisation_id and (a.agreed_for is null or o.service_id = a.agreed_for)
      and o.sent_at >= $4::timestamptz - interval '${HISTORY_DAYS} days' and o.accepted_at >= $4 and o.state in ('${[...HELD, 'completed', 'unsuccessful'].join("', '")}')) as used
  from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as a (service_id, organisation_id, agreed_for)`);

type Figures = AnswerFigures & { readonly whose: 'service' | 'organisation' | 'network'; readonly id: string | null };

/** What earlier offers teach about services that may be asked. Not for organisations. */
@Injectable()
export class AnswerHistory {
  constructor(private readonly services: ServicesToAsk) {}

  /** How each service answers, by its identity; one statement for all of them. */
  async curves(tx: Tx, asked: readonly Pick<ServiceToAsk, 'serviceId' | 'organisationId'>[]): Promise<ReadonlyMap<string, Curve>> {
    if (asked.length === 0) return new Map();
    const since = new Date(tx.at.getTime() - HISTORY_DAYS * 86_400_000);
    const found = await rows<Figures>(tx, ANSWER_HISTORY, [[...new Set(asked.map(({ organisationId }) => organisationId))], since]);
    const of = (whose: Figures['whose'], id: string | null): Figures | undefined => found.find((each) => each.whose === whose && each.id === id);
    return new Map(asked.map(({ serviceId, organisationId }) => (
      [serviceId, curveOf({ service: of('service', serviceId), organisation: of('organisation', organisationId), network: of('network', null) })])));
  }

  /** Every earlier offer of a need of a household. */
  past(tx: Tx, caseId: string, need: string): Promise<PastOffer[]> {
    return rows<PastOffer>(tx, PAST, [caseId, need]);
  }

  /** How many more each service's agreement holds this calendar month; a service without a quota is missing. */
  async quotas(tx: Tx, asked: readonly ServiceToAsk[]): Promise<ReadonlyMap<string, number>> {
    const limited = asked.filter(({ quotaPerMonth }) => quotaPerMonth !== null);
    if (limited.length === 0) return new Map();
    const month = instantOf(`${this.services.today(tx.at).slice(0, 8)}01` as CivilDate, 0, this.services.hours('').zone);
    const used = await rows<{ serviceId: string; used: number }>(tx, USED, [limited.map((each) => each.serviceId), limited.map((each) => each.organisationId), limited.map((each) => each.agreedFor), month]);
    const counts = new Map(used.map((each) => [each.serviceId, each.used]));
    return new Map(limited.map(({ serviceId, quotaPerMonth }) => [serviceId, quotaLeft(quotaPerMonth, counts.get(serviceId) ?? 0) ?? 0]));
  }

  /** Curves, past offers and quotas of services for a need, in one round trip. */
  async of(tx: Tx, { caseId, need }: { readonly caseId: string; readonly need: string }, asked: readonly ServiceToAsk[]) {
    const [curves, past, quotas] = await together(this.curves(tx, asked), this.past(tx, caseId, need), this.quotas(tx, asked));
    return { curves, past, quotas };
  }
}
