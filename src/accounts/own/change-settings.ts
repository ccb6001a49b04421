import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import type { SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { officeSide } from '../office-side.js';
import { PeopleStore } from '../people/people.store.js';
import type { Settings } from './own.dto.js';

/** Somebody sets their own language and theme. */
@Injectable()
export class ChangeSettings {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleStore,
    private readonly audit: Audit,
  ) {}

  /** Without `seen` the last wish holds: a switch in the header is no edit of a record. */
  run(by: SignedIn, settings: Settings, seen?: number): Promise<{ done: true }> {
    return this.transactions.run(officeSide(by), async (tx) => {
      await this.people.change(tx, by.personId, settings, seen);
      await this.audit.record(tx, { chain: by.personId, action: 'settings.changed', details: { fields: Object.keys(settings) } });
      return { done: true as const };
    });
  }
}
