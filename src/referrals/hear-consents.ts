import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { CaseFactPayloads } from '../cases/cases.door.js';
import { ConsentLapses } from './care/consent-lapses.js';

/** A household agreed to be shared, or no longer does: what it is shared with follows. */
@Injectable()
@Hears('consent.recorded', 'consent.withdrawn')
export class HearConsents implements FactListener {
  constructor(private readonly lapses: ConsentLapses) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const told = facts.map(({ payload }) => payload as CaseFactPayloads['consent.withdrawn']);
    const cases = told.filter(({ purpose }) => purpose === 'referral').map(({ caseId }) => caseId);
    for (const caseId of [...new Set(cases)].sort()) await this.lapses.run(tx, caseId);
  }
}
