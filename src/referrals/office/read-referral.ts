import { Injectable } from '@nestjs/common';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { changed, one, row, statement, together } from '../../../libs/sql/sql.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type Act, type CaseFacts, CaseFiles, CasesQueries, Chronicle, type HouseholdSheet, may, type OpeningReason } from '../../cases/cases.door.js';
import { CASE_OF, MARK_READ, ONE_SHEET, SHEETS_OF_CASE } from './referral-sheet.sql.js';
import type { ReferralSheet } from './referral-sheet.js';

const NAMES = statement('referrals.owner-and-team', 'select p.name as "ownerName", t.name as "teamName" from desk_cases c join desk_teams t on t.id = c.team_id left join desk_people p on p.id = c.owner_id where c.id = $1');

/** A referral with the household it is for, for its page. */
export interface OpenedReferral {
  readonly sheet: ReferralSheet;
  readonly file: CaseFacts;
  readonly household: HouseholdSheet;
  readonly ownerName: string | null;
  readonly teamName: string;
}

/** Referrals as the office reads them; each look is on record in its case's chain. What is another's does not exist. */
@Injectable()
export class ReadReferral {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly cases: CasesQueries,
    private readonly chronicle: Chronicle,
  ) {}

  /** One referral as JSON that Postgres wrote. Throws `NotFound`, or a `Refusal` that asks for a reason. */
  one(by: Actor, referralId: string, reason?: OpeningReason): Promise<string> {
    return this.transactions.read(by, async (tx) => {
      await this.enter(tx, await this.caseOf(tx, referralId), { subjectId: referralId, reason });
      return (await one<{ sheet: string }>(tx, ONE_SHEET, [referralId])).sheet;
    });
  }

  /** Every referral of a case as JSON. Throws as `one`. */
  ofCase(by: Actor, caseId: string, reason?: OpeningReason): Promise<string> {
    return this.transactions.read(by, async (tx) => {
      await this.enter(tx, caseId, { reason });
      return (await one<{ sheets: string }>(tx, SHEETS_OF_CASE, [caseId])).sheets;
    });
  }

  /**
   * One referral with its household. What organisations said counts as read once whoever answers for the case has opened it: a
   * colleague who looks in takes nothing off their desk. Throws as `one`; `edit` asks that they may work on the case.
   */
  open(by: Actor, referralId: string, { reason, act = 'read' }: { readonly reason?: OpeningReason | undefined; readonly act?: Act } = {}): Promise<OpenedReferral> {
    return this.transactions.read(by, async (tx) => {
      const file = await this.enter(tx, await this.caseOf(tx, referralId), { subjectId: referralId, reason, act });
      const [{ sheet }, household, names] = await together(
        one<{ sheet: string }>(tx, ONE_SHEET, [referralId]), this.cases.household(tx, file.id), one<{ ownerName: string | null; teamName: string }>(tx, NAMES, [file.id]),
      );
      if (tx.by.kind === 'person' && file.ownerId === tx.by.personId) await changed(tx, MARK_READ, [referralId]);
      return { sheet: JSON.parse(sheet) as ReferralSheet, file, household, ...names };
    });
  }

  private async caseOf(tx: Tx, referralId: string): Promise<string> {
    const found = await row<{ caseId: string }>(tx, CASE_OF, [referralId]);
    if (!found) throw new NotFound();
    return found.caseId;
  }

  private async enter(tx: Tx, caseId: string, { subjectId, reason, act = 'read' }: { readonly subjectId?: string; readonly reason?: OpeningReason | undefined; readonly act?: Act }): Promise<CaseFacts> {
    try {
      const file = await this.files.facts(tx, caseId, act, { reason });
      await this.chronicle.record(tx, { caseId, kind: 'referral.looked-at', subjectId, details: may(tx.by, act, file) === 'with_reason' ? { reason } : {} });
      return file;
    } catch (fault) {
      // That a case exists is told where it is glimpsed, never here.
      if (fault instanceof Forbidden) throw new NotFound();
      throw fault;
    }
  }
}
