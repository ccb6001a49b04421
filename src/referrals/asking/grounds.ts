import { Injectable } from '@nestjs/common';
import { together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { CasesQueries, type HouseholdSheet, OfficeDay } from '../../cases/cases.door.js';
import { type ServiceToAsk, ServicesToAsk } from '../../organisations/organisations.door.js';
import type { SharingConsent } from '../sharing/share.rules.js';
import { SharesStore } from '../sharing/shares.store.js';

/** What whoever asks services must know of them and of the household. */
export interface Grounds {
  readonly services: ReadonlyMap<string, ServiceToAsk>;
  readonly consents: readonly SharingConsent[];
  readonly household: HouseholdSheet;
}

/** Reads what asking needs, in one round trip. */
@Injectable()
export class ReadGrounds {
  constructor(
    private readonly services: ServicesToAsk,
    private readonly shares: SharesStore,
    private readonly cases: CasesQueries,
    private readonly day: OfficeDay,
  ) {}

  async run(tx: Tx, caseId: string, serviceIds: readonly string[]): Promise<Grounds> {
    const [services, consents, household] = await together(
      this.services.byIds(tx, serviceIds), this.shares.consentsOf(tx, caseId, this.day.of(tx.at)), this.cases.household(tx, caseId),
    );
    return { services, consents, household };
  }
}
