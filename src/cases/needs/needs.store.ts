import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../libs/transaction/tx.js';
import { NeedScoreRow } from './need-score.entity.js';

/** The scores of a household's needs: added, never changed. */
@Injectable()
export class NeedsStore {
  ofCase(tx: Tx, caseId: string): Promise<NeedScoreRow[]> {
    return tx.find(NeedScoreRow, { where: { caseId }, order: { scoredAt: 'DESC' } });
  }

  async add(tx: Tx, scores: readonly NeedScoreRow[]): Promise<void> {
    await tx.insert(NeedScoreRow, [...scores]);
  }
}
