import { Injectable } from '@nestjs/common';
import { together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type CaseFacts, CasesQueries, OfficeDay } from '../../cases/cases.door.js';
import { ReferralFile } from '../asking/referral-file.js';
import { contentOf, type ShareContent, type ShareField, type SharingConsent, toldFields } from './share.rules.js';
import { SharesStore } from './shares.store.js';

/** What would be sent if somebody were asked now: what is shared of the file, and what the household agreed to. */
export interface PreviewedShare {
  readonly fields: readonly ShareField[];
  readonly content: ShareContent;
  readonly consents: readonly SharingConsent[];
}

/** Shows what would be frozen and sent, before anybody is asked; made by the same rules, it can show nothing else. */
@Injectable()
export class SharePreview {
  constructor(
    private readonly cases: CasesQueries,
    private readonly file: ReferralFile,
    private readonly shares: SharesStore,
    private readonly day: OfficeDay,
  ) {}

  /** For whoever may read the case. */
  async run(tx: Tx, file: CaseFacts, newcomerId: string | null, chosen: readonly string[]): Promise<PreviewedShare> {
    const fields = toldFields(chosen);
    const [household, consents] = await together(this.cases.household(tx, file.id), this.shares.consentsOf(tx, file.id, this.day.of(tx.at)));
    return { fields, content: contentOf(this.file.shareable(tx, file, household, newcomerId), fields), consents };
  }
}
