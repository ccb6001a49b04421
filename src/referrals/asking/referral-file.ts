import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type CaseFacts, CaseFiles, type HouseholdSheet, OfficeDay } from '../../cases/cases.door.js';
import type { ReferralRow } from '../referral.entity.js';
import type { AboutReferral } from '../referrals.events.js';
import type { Shareable } from '../sharing/share.rules.js';

/** What a household's file says to those who refer it; for the engine and for whoever the gate let in. */
@Injectable()
export class ReferralFile {
  constructor(
    private readonly files: CaseFiles,
    private readonly day: OfficeDay,
  ) {}

  /** What shares are made of: the case as it is now. */
  shareable(tx: Tx, file: CaseFacts, household: HouseholdSheet, newcomerId: string | null): Shareable {
    return { file, household, newcomerId, today: this.day.of(tx.at) };
  }

  /** The case of a referral, read by Passerelle itself. */
  facts(tx: Tx, caseId: string): Promise<CaseFacts> {
    return this.files.facts(tx, caseId);
  }
}

/** What every fact of a referral says. */
export const aboutReferral = ({ id, caseId, need, tier }: Pick<ReferralRow, 'id' | 'caseId' | 'need' | 'tier'>, { teamId, ownerId }: Pick<CaseFacts, 'teamId' | 'ownerId'>): AboutReferral =>
  ({ referralId: id, caseId, teamId, ownerId, need, tier });
