import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { cursorOf, keysOf } from '../../../libs/http/keyset.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { visibleValues } from '../../cases/cases.door.js';
import type { Scope } from '../worklist.rules.js';
import { whoseValues } from '../worklist.sql.js';
import { referralCountsStatement, referralListStatement } from './lists.sql.js';
import { REFERRAL_LISTS, type ReferralList, type ReferralRow } from './lists.rules.js';

/** A page of a list of referrals. */
export interface ReferralListPage {
  readonly at: Date;
  readonly rows: readonly ReferralRow[];
  readonly next: string | null;
}

/** Which list, whose, and from where on. */
export interface ReferralListAsked {
  readonly list: ReferralList;
  readonly scope: Scope;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The lists of referrals, each page one statement. */
@Injectable()
export class ReferralLists {
  constructor(
    private readonly transactions: Transactions,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  async page(by: PersonActor, { list, scope, after, limit }: ReferralListAsked): Promise<ReferralListPage> {
    const keys = keysOf(after, 2);
    const [page] = await this.transactions.ask<{ at: Date; items: string }>(by, referralListStatement(list, scope, keys !== null), [...this.values(by, scope), limit, ...(keys ?? [])]);
    if (!page) throw new Error('a list gave no page');
    const found = JSON.parse(page.items) as ReferralRow[];
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    return { at: page.at, rows, next: found.length > limit && last ? cursorOf([last.key, last.id]) : null };
  }

  /** How many are in each, no further than a thousand and one. */
  async counts(by: PersonActor, scope: Scope): Promise<Readonly<Record<ReferralList, number>>> {
    const [row] = await this.transactions.ask<{ counts: Record<ReferralList, number> }>(by, referralCountsStatement(REFERRAL_LISTS, scope), this.values(by, scope));
    if (!row) throw new Error('counts gave no row');
    return row.counts;
  }

  private values(by: PersonActor, scope: Scope): unknown[] {
    return [this.env.OFFICE_ZONE, ...whoseValues(scope, visibleValues(by))];
  }
}
