import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { statement } from '../../../libs/sql/sql.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { ASSURED_DAYS, GRACE_DAYS } from '../listings/assurance.rules.js';
import { mayLookThrough } from '../organisations.policy.js';
import { HALF_LIFE_DAYS, STALE_DAYS } from '../places/places.rules.js';
import type { ReachingService } from './coverage.rules.js';

/** A service of which something is no longer sure. */
export interface AgeingService {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  /** When its oldest figure of places was told; null when none ever was, or all are fresh enough. */
  readonly toldAt: string | null;
  /** Since when its listing counts as confirmed, if somebody should confirm it again. */
  readonly since: CivilDate | null;
  /** Whether it has dropped out of search. */
  readonly dropped: boolean;
}

/** An agreement that ends soon. */
export interface EndingAgreement {
  readonly id: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly service: string | null;
  readonly endsOn: CivilDate;
}

/** The network as it stands at one moment. */
export interface NetworkState {
  readonly at: Date;
  readonly organisations: number;
  readonly services: readonly ReachingService[];
  readonly ageing: readonly AgeingService[];
  readonly ageingCount: number;
  readonly ending: readonly EndingAgreement[];
}

/** How far ahead the end of an agreement is shown: time enough to talk and to sign. */
export const ENDING_DAYS = 90;
const SHOWN = 25;

/** $1 the office's zone. Coverage counts what may be asked today: what is active, neither paused nor dropped out of search. */
const STATE = statement('network.state', `
  with present as materialized (
    select now, (now at time zone $1::text)::date as today from (select office_now() as now offset 0) as n),
  known as materialized (
    select s.id, s.name, o.name as organisation, s.needs, s.serves, s.speaks, t.today,
      s.status = 'active' and (o.paused_until is null or o.paused_until < t.today) as asked, s.status in ('active', 'temporarily closed') as runs,
      coalesce(s.assured_on, (s.created_at at time zone $1::text)::date) as since, r.told, r.told < t.now - interval '${STALE_DAYS} days' as stale, coalesce(r.expected, 0) >= 1 as has_room
    from present t cross join services s join organisations o on o.id = s.organisation_id
      cross join lateral (select min(p.updated_at) as told, sum(p.available * power(0.5,
        greatest(0, extract(epoch from t.now - p.updated_at)::double precision) / ${HALF_LIFE_DAYS * 86_400})) as expected from places p where p.service_id = s.id) r),
  ageing as materialized (
    select *, since <= today - ${ASSURED_DAYS} as due, since <= today - ${ASSURED_DAYS + GRACE_DAYS} as dropped from known
    where runs and (stale or since <= today - ${ASSURED_DAYS}))
  select (select now from present) as at, (select count(*)::int from organisations) as organisations,
    (select coalesce(json_agg(json_build_object('needs', needs, 'serves', serves, 'speaks', speaks, 'hasRoom', has_room)), '[]')
      from known where asked and since > today - ${ASSURED_DAYS + GRACE_DAYS}) as services,
    (select count(*)::int from ageing) as "ageingCount",
    (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'organisation', organisation, 'toldAt', case when stale then told end,
        'since', case when due then since end, 'dropped', dropped) order by dropped desc, due desc, since, told nulls last, id), '[]')
      from (select * from ageing order by dropped desc, due desc, since, told nulls last, id limit ${SHOWN}) a) as ageing,
    (select coalesce(json_agg(json_build_object('id', a.id, 'organisationId', a.organisation_id, 'organisation', o.name, 'service', s.name, 'endsOn', a.ends_on) order by a.ends_on, a.id), '[]')
      from present t join agreements a on a.ended_at is null and a.ends_on between t.today and t.today + ${ENDING_DAYS}
        join organisations o on o.id = a.organisation_id left join services s on s.id = a.service_id) as ending`);

/** The network from above, in one statement. */
@Injectable()
export class NetworkQueries {
  constructor(
    private readonly transactions: Transactions,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** @throws Forbidden */
  async state(by: PersonActor): Promise<NetworkState> {
    if (!mayLookThrough(by)) throw new Forbidden();
    const [state] = await this.transactions.ask<NetworkState>(by, STATE, [this.env.OFFICE_ZONE]);
    if (!state) throw new Error('the network gave no state');
    return state;
  }
}
