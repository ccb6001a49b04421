import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { understood } from './search.rules.js';
import { SEARCH } from './search.sql.js';
import { sightValues } from './sight.js';

/** Whom a text may mean; `items` is JSON that Postgres wrote, best first. */
export interface Found {
  readonly at: Date;
  readonly items: string;
}

/** Looks for newcomers by name, number or telephone; that somebody searched is recorded, what they typed is not. */
@Injectable()
export class SearchNewcomers {
  constructor(private readonly transactions: Transactions) {}

  async run(by: PersonActor, text: string): Promise<Found> {
    const { name, digits } = understood(text);
    const [found] = await this.transactions.statement<Found>(by, SEARCH, [...sightValues(by), by.roles.join(','), text, digits, text.length, name]);
    if (!found) throw new Error('a search gave no answer');
    return found;
  }
}
