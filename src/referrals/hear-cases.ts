import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { ChangeReferral } from './change-referral.js';
import { MoveReferral } from './move-referral.js';
import { ReferralsStore } from './referrals.store.js';
import { Ledger } from './unmet/ledger.js';

/** A case is closed: nobody is asked for it any more, and nothing of it waits on the ledger. */
@Injectable()
@Hears('case.closed')
export class HearCases implements FactListener {
  constructor(
    private readonly referrals: ReferralsStore,
    private readonly move: MoveReferral,
    private readonly change: ChangeReferral,
    private readonly ledger: Ledger,
  ) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    for (const caseId of [...new Set(facts.map(({ subjectId }) => subjectId))].sort()) {
      for (const referralId of await this.referrals.goingOf(tx, caseId)) {
        const entered = await this.move.enter(tx, referralId);
        const { state } = entered.referral;
        // It may have been reopened, or settled, since.
        if (entered.file.state === 'closed' && (state === 'open' || state === 'paused')) await this.change.withdrawWithin(tx, entered, 'case_closed');
      }
      await this.ledger.settleClosed(tx, caseId);
    }
  }
}
