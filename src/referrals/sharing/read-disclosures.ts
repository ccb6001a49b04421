import { Injectable } from '@nestjs/common';
import { type Keyset, keyset, keysOf } from '../../../libs/http/keyset.js';
import { rows, statement, together } from '../../../libs/sql/sql.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { People } from '../../accounts/accounts.door.js';
import { type CaseFacts, CaseFiles, CasesQueries, Chronicle, type HouseholdSheet, type Pass } from '../../cases/cases.door.js';
import { type ShareField, toldFields } from './share.rules.js';

/** Something of a household that left the office: sent, opened by somebody, or shut again. */
export interface Disclosure {
  readonly id: number;
  readonly kind: 'sent' | 'opened' | 'closed';
  readonly at: Date;
  readonly organisation: string;
  readonly service: string;
  readonly need: string;
  readonly fields: readonly ShareField[];
  /** Whom it was about; null for the household. */
  readonly newcomerId: string | null;
  /** Who opened it, of the organisation. */
  readonly personId: string | null;
  readonly person: string | null;
  /** It was opened through a link that the organisation had been sent. */
  readonly byLink: boolean;
}

/** A page of a household’s ledger. */
export interface Ledger {
  readonly file: CaseFacts;
  readonly household: HouseholdSheet;
  readonly at: Date;
  readonly disclosures: Keyset<Disclosure>;
}

export interface LedgerQuery extends Pass {
  readonly after?: string | undefined;
  readonly limit: number;
  /** It is printed for the people themselves. */
  readonly printed?: boolean;
}

const OF_CASE = statement('disclosures.of-case', `
  select id, kind, at, organisation_name as organisation, service_name as service, need, fields, newcomer_id as "newcomerId", person_id as "personId", link_id is not null as "byLink"
  from desk_disclosures where case_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3::bigint)) order by at desc, id desc limit $4`);

/** Who received or opened what of a household, why and when: for those who see what it agreed to, and for the people themselves. */
@Injectable()
export class ReadDisclosures {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly cases: CasesQueries,
    private readonly people: People,
    private readonly chronicle: Chronicle,
  ) {}

  /** Reading and printing are on record themselves. Throws `NotFound`, `Forbidden` or the refusal `cases.reason-needed`, as for consents. */
  run(by: Actor, caseId: string, { after, limit, printed = false, ...pass }: LedgerQuery): Promise<Ledger> {
    return this.transactions.read(by, async (tx) => {
      const file = await this.files.facts(tx, caseId, 'read_consents', pass);
      const [at = null, id = null] = keysOf(after, 2) ?? [];
      const [found, household] = await together(rows<Omit<Disclosure, 'person'>>(tx, OF_CASE, [caseId, at, id, limit + 1]), this.cases.household(tx, caseId));
      const names = await this.people.byIds(tx, found.flatMap(({ personId }) => personId ?? []));
      await this.chronicle.record(tx, { caseId, kind: printed ? 'disclosures.printed' : 'disclosures.read', details: pass.reason ? { reason: pass.reason } : {} });
      const told = found.map((each) => ({ ...each, id: Number(each.id), fields: toldFields(each.fields), person: (each.personId && names.get(each.personId)?.name) || null }));
      return { file, household, at: tx.at, disclosures: keyset(told, limit, (each) => [each.at.toISOString(), each.id]) };
    });
  }
}
