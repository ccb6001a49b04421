import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../../libs/outbox/fact.js';
import { Hears } from '../../../libs/outbox/hears.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { AboutCase } from '../../cases/cases.events.js';
import { ReferralFile } from '../asking/referral-file.js';
import { Ledger } from './ledger.js';

/** A case opens again: its needs that nobody could meet wait again. */
@Injectable()
@Hears('case.reopened')
export class HearReopening implements FactListener {
  constructor(
    private readonly ledger: Ledger,
    private readonly file: ReferralFile,
  ) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    for (const caseId of [...new Set(facts.map(({ payload }) => (payload as AboutCase).caseId))].sort()) {
      const file = await this.file.facts(tx, caseId);
      if (file.state === 'closed') continue;
      for (const { reason, ...referral } of await this.ledger.unlistedOf(tx, caseId)) await this.ledger.open(tx, referral, file, reason ?? 'nobody_fits');
    }
  }
}
