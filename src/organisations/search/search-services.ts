import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { cursorOf, keysAs } from '../../../libs/http/keyset.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayLookThrough } from '../organisations.policy.js';
import { questionOf, type ServicesSearch } from './search.dto.js';
import { KEYS, searchStatement } from './search.sql.js';

/** A page of services; `items` and `counts` are JSON that Postgres wrote. */
export interface FoundServices {
  readonly at: Date;
  readonly items: string;
  /** How many fit, may fit, and cannot help now, on all pages. */
  readonly counts: string;
  /** The cursor of the page that follows. */
  readonly next: string | null;
}

/** Looks for who can help; that somebody searched is recorded, neither what they typed nor for whom. */
@Injectable()
export class SearchServices {
  constructor(
    private readonly transactions: Transactions,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  async run(by: PersonActor, wanted: ServicesSearch): Promise<FoundServices> {
    if (!mayLookThrough(by)) throw new Forbidden();
    const question = questionOf(wanted, keysAs(wanted.after, 'moment', ...Object.values(KEYS)));
    const { asked, values } = searchStatement(question, by, this.env.OFFICE_ZONE);
    const [found] = await this.transactions.statement<Omit<FoundServices, 'next'> & { last: (string | number)[] | null }>(by, asked, values);
    if (!found) throw new Error('a search gave no answer');
    const { last, ...page } = found;
    return { ...page, next: last && cursorOf(last) };
  }
}
