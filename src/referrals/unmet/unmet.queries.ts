import { Injectable } from '@nestjs/common';
import { keysAs, keyset, type Keyset } from '../../../libs/http/keyset.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { statement } from '../../../libs/sql/sql.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { type Tier, visibleSql, visibleValues, VISIBLE_VALUES } from '../../cases/cases.door.js';
import type { UnmetReason } from '../referral.rules.js';
import { ledgerTeam, mayReadLedger } from '../referrals.policy.js';
import type { UnmetQuery } from './unmet.dto.js';

/** One need that waits; what tells of the household is there only for whoever may read the case. Moments are ISO texts. */
export interface UnmetRow {
  readonly id: string;
  readonly need: string;
  readonly tier: Tier;
  readonly borough: string | null;
  readonly languages: readonly string[];
  readonly reason: UnmetReason;
  readonly since: string;
  readonly household: { readonly referralId: string; readonly caseId: string; readonly number: string; readonly leadName: string; readonly size: number; readonly ownerName: string | null } | null;
}

/** How many wait, and since when the longest, along one or two sides; what is not counted by is null. */
export interface Waits {
  readonly by: 'all' | 'need' | 'borough' | 'language' | 'reason' | 'tier' | 'need-borough' | 'need-language';
  readonly need: string | null;
  readonly borough: string | null;
  readonly language: string | null;
  readonly reason: string | null;
  readonly tier: string | null;
  readonly count: number;
  readonly urgent: number;
  readonly since: string;
}

/** The ledger at one moment. */
export interface LedgerState extends Keyset<UnmetRow> {
  readonly at: Date;
  readonly waits: readonly Waits[];
}

const FILTERS = 5;
const CURSOR = 2 + VISIBLE_VALUES + FILTERS;
// $1 a team, or all; $2… whose cases may be read; then the filters, the cursor, and how many. A household counts under its first language.
const filter = (n: number, condition: (value: string) => string): string => `($${n}::text is null or ${condition(`$${n}`)})`;
const LEDGER = statement('unmet.ledger', `
  with open as materialized (
    select u.id, u.referral_id, u.case_id, u.need, u.tier, u.borough, u.languages, u.languages[1] as language, u.reason, u.since, c.number, c.lead_name, c.size, c.owner_id, ${visibleSql('c', 2)} as visible
    from unmet_needs u join desk_cases c on c.id = u.case_id
    where u.settled_at is null and ($1::uuid is null or c.team_id = $1)
      and ${[filter(2 + VISIBLE_VALUES, (value) => `u.need = ${value}`), filter(3 + VISIBLE_VALUES, (value) => `u.borough = ${value}`), filter(4 + VISIBLE_VALUES, (value) => `${value} = any(u.languages)`),
        filter(5 + VISIBLE_VALUES, (value) => `u.tier = ${value}`), filter(6 + VISIBLE_VALUES, (value) => `u.reason = ${value}`)].join(' and ')}),
  counted as (
    select grouping(need, borough, language, reason, tier) as sides, need, borough, language, reason, tier, count(*)::int as count, count(*) filter (where tier = 'P1')::int as urgent, min(since) as since
    from open group by grouping sets ((), (need), (borough), (language), (reason), (tier), (need, borough), (need, language))),
  page as (
    select * from open where $${CURSOR}::text is null or (tier, since, id) > ($${CURSOR}::text, $${CURSOR + 1}::timestamptz, $${CURSOR + 2}::uuid) order by tier, since, id limit $${CURSOR + 3})
  select office_now() as at,
    (select coalesce(json_agg(json_build_object('by', case sides when 31 then 'all' when 15 then 'need' when 23 then 'borough' when 27 then 'language' when 29 then 'reason' when 30 then 'tier' when 7 then 'need-borough' else 'need-language' end,
      'need', need, 'borough', borough, 'language', language, 'reason', reason, 'tier', tier, 'count', count, 'urgent', urgent, 'since', since) order by count desc, since, need, borough, language), '[]') from counted where count > 0) as waits,
    (select coalesce(json_agg(json_build_object('id', p.id, 'need', need, 'tier', tier, 'borough', borough, 'languages', p.languages, 'reason', reason, 'since', since,
      'household', case when visible then json_build_object('referralId', referral_id, 'caseId', case_id, 'number', number, 'leadName', lead_name, 'size', size, 'ownerName', o.name) end) order by tier, since, p.id), '[]')
      from page p left join desk_people o on o.id = p.owner_id) as rows`);

/** What nobody could meet, for those who answer for the network: how much of it where, in which language, since when; and each of them. */
@Injectable()
export class UnmetQueries {
  constructor(private readonly transactions: Transactions) {}

  /** @throws Forbidden */
  async ledger(by: PersonActor, { need, borough, language, tier, reason, limit, after }: UnmetQuery): Promise<LedgerState> {
    if (!mayReadLedger(by)) throw new Forbidden();
    const [tierKey = null, sinceKey = null, idKey = null] = keysAs(after, 'text', 'moment', 'uuid') ?? [];
    const [found] = await this.transactions.ask<{ at: Date; waits: Waits[]; rows: UnmetRow[] }>(by, LEDGER,
      [ledgerTeam(by), ...visibleValues(by, 'read'), need, borough, language, tier, reason, tierKey, sinceKey, idKey, limit + 1]);
    if (!found) throw new Error('the ledger gave no state');
    const { at, waits, rows } = found;
    return { at, waits, ...keyset(rows, limit, ({ tier: urgency, since, id }) => [urgency, since, id]) };
  }
}
