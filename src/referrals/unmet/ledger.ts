import { Injectable } from '@nestjs/common';
import { newId } from '../../../libs/sql/id.js';
import { changed, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { CaseFacts } from '../../cases/cases.door.js';
import type { ReferralRow } from '../referral.entity.js';

const OPEN = statement('unmet.open', `
  insert into unmet_needs (id, referral_id, case_id, need, tier, borough, languages, reason, since, demo) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (referral_id) where settled_at is null do nothing`);
const SETTLE = statement('unmet.settle', `
  update unmet_needs set settled_at = $2, settled_by = $3, service_id = $4 where referral_id = $1 and settled_at is null`);
const SETTLE_CLOSED = statement('unmet.settle-closed', `
  update unmet_needs u set settled_at = $2, settled_by = 'case_closed' from cases c where u.case_id = $1 and u.settled_at is null and c.id = u.case_id and c.state = 'closed'`);

/** What nobody could meet: a row from the moment that is known until room appears or the office decides otherwise. */
@Injectable()
export class Ledger {
  async open(tx: Tx, { id, need, tier, demo }: Pick<ReferralRow, 'id' | 'need' | 'tier' | 'demo'>, file: CaseFacts, reason: string): Promise<void> {
    await changed(tx, OPEN, [newId(), id, file.id, need, tier, file.borough, [file.language, ...file.languages], reason, tx.at, demo]);
  }

  async settle(tx: Tx, referralId: string, by: 'room' | 'office' | 'case_closed', serviceId: string | null): Promise<void> {
    await changed(tx, SETTLE, [referralId, tx.at, by, serviceId]);
  }

  /** What a case that is closed left on it. */
  async settleClosed(tx: Tx, caseId: string): Promise<void> {
    await changed(tx, SETTLE_CLOSED, [caseId, tx.at]);
  }
}
