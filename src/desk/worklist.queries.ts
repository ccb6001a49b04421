import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import { COUNT_LIMIT, cursorOf, keysOf } from '../../libs/http/keyset.js';
import { Forbidden } from '../../libs/http/refusal.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { visibleValues } from '../cases/cases.door.js';
import type { ListQuery } from './desk.dto.js';
import { orderOf, scopesFor, type List, type Scope } from './worklist.rules.js';
import { countsStatement, cutPage, FILTERS, listStatement, whoseValues } from './worklist.sql.js';

/** A page of a list: its items are JSON that Postgres wrote, passed on as it is. */
export interface WorklistPage {
  readonly at: Date;
  readonly items: string;
  readonly next: string | null;
}

/** How many are in a list; beyond a thousand it is no longer counted. */
export interface Count {
  readonly count: number;
  readonly exact: boolean;
}

interface PageRow { readonly at: Date; readonly items: string }

/** The lists of cases, each page one statement. */
@Injectable()
export class Worklist {
  constructor(
    private readonly transactions: Transactions,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** The scope that somebody asks for, or their usual one. @throws Forbidden for one that is not theirs */
  scopeOf(by: PersonActor, wanted: Scope | undefined): Scope {
    const [usual] = scopesFor(by);
    const scope = wanted ?? usual;
    if (!scope || !scopesFor(by).includes(scope)) throw new Forbidden();
    return scope;
  }

  /** A page of a list, with the present that judged it. */
  async page(by: PersonActor, query: ListQuery): Promise<WorklistPage> {
    const scope = this.scopeOf(by, query.scope);
    const keys = keysOf(query.after, 2);
    const filters = filterValues(query);
    const question = { scope, list: query.list, sort: query.sort, filtered: filters.length > 0, further: keys !== null };
    const values = [...this.values(by, scope), ...filters, query.limit, ...(keys ?? [])];
    const [page] = await this.transactions.ask<PageRow>(by, listStatement(question), values);
    if (!page) throw new Error('a list gave no page');
    const { items, next } = cutPage(page.items, query.limit, orderOf(query.list, query.sort));
    return { at: page.at, items, next: next && cursorOf(next) };
  }

  /** How many are in each list, by the same conditions as their pages. */
  async counts(by: PersonActor, query: ListQuery): Promise<Readonly<Record<List, Count>>> {
    const scope = this.scopeOf(by, query.scope);
    const filters = filterValues(query);
    const statement = countsStatement({ scope, filtered: filters.length > 0 });
    const [row] = await this.transactions.ask<{ counts: Record<List, number> }>(by, statement, [...this.values(by, scope), ...filters]);
    return counted(row?.counts ?? {});
  }

  private values(by: PersonActor, scope: Scope): unknown[] {
    return [this.env.OFFICE_ZONE, ...whoseValues(scope, visibleValues(by))];
  }
}

/** Counts as they are told: exact to a thousand. */
export const counted = (counts: Readonly<Record<string, number>>): Record<List, Count> =>
  Object.fromEntries(Object.entries(counts).map(([list, count]) => [list, { count: Math.min(count, COUNT_LIMIT), exact: count <= COUNT_LIMIT }])) as Record<List, Count>;

/** The filters as parameters; none at all when nothing is narrowed, so that the unfiltered list keeps its own plan. */
function filterValues({ tier, language, borough, step, status, owner }: ListQuery): unknown[] {
  const given = { tiers: tier, languages: language, boroughs: borough, codes: step, states: status, owners: owner };
  const values = FILTERS.map((filter) => (given[filter]?.length ? given[filter] : null));
  return values.some((value) => value !== null) ? values : [];
}
