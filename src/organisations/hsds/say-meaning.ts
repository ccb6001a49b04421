import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { row, rows, statement } from '../../../libs/sql/sql.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { ListingsStore } from '../listings/listings.store.js';
import { mayKeepNetwork } from '../organisations.policy.js';

const SAY = statement('hsds-terms.say', 'update taxonomy_terms set need = $2 where id = $1 returning id');
const WITH_TERM = statement('hsds-terms.services', `
  select id from services where listing -> 'attributes' @> jsonb_build_array(jsonb_build_object('taxonomy_term', jsonb_build_object('id', $1::text)))
    or listing -> 'attributes' @> jsonb_build_array(jsonb_build_object('taxonomy_term_id', $1::text)) order by id`);

/** What a term means now, and how many services are found by it. */
export interface SaidMeaning {
  readonly termId: string;
  readonly need: string | null;
  readonly services: number;
}

/** The office says which need a term of somebody else's means: services that have it are found by that need from now on. */
@Injectable()
export class SayMeaning {
  constructor(private readonly transactions: Transactions, private readonly listings: ListingsStore, private readonly audit: Audit) {}

  /** @throws Forbidden, NotFound */
  run(by: PersonActor, termId: string, need: string | null): Promise<SaidMeaning> {
    return this.transactions.run(by, async (tx) => {
      if (!mayKeepNetwork(by)) throw new Forbidden();
      if (!(await row(tx, SAY, [termId, need]))) throw new NotFound();
      const services = (await rows<{ id: string }>(tx, WITH_TERM, [termId])).map(({ id }) => id);
      await this.listings.refresh(tx, services);
      await this.audit.record(tx, { chain: by.personId, action: 'taxonomy-term.understood', subjectId: termId, details: { need } });
      return { termId, need, services: services.length };
    });
  }
}
