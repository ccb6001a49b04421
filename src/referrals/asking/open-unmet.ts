import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseFiles } from '../../cases/cases.door.js';
import { type MovedReferral, MoveReferral } from '../move-referral.js';
import { OpenReferral } from './open-referral.js';
import { referralInput, type UnmetInput } from './referrals.dto.js';

/** Nobody can help with a need: it is on the ledger from now on, until room appears, in one act. */
@Injectable()
export class OpenUnmet {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly open: OpenReferral,
    private readonly move: MoveReferral,
  ) {}

  run(by: Actor, caseId: string, { need, newcomerId, note }: UnmetInput): Promise<MovedReferral> {
    return this.transactions.run(by, async (tx) => {
      // Nothing leaves the office: a restricted case may stand on the ledger too.
      const { id } = await this.open.within(tx, await this.files.lock(tx, caseId), referralInput.parse({ caseId, need, newcomerId, note, restrictedToo: true }));
      return this.move.make(tx, await this.move.enter(tx, id), { move: 'giveUp', reason: 'nobody_fits' });
    });
  }
}
