import { Injectable } from '@nestjs/common';
import { InvalidInput, Refusal } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { newId } from '../../../libs/sql/id.js';
import { together } from '../../../libs/sql/sql.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type CaseFacts, CaseFiles, CasesQueries, Chronicle } from '../../cases/cases.door.js';
import type { OfferRow } from '../offers/offer.row.js';
import type { ReferralRow } from '../referral.entity.js';
import type { ReferralState } from '../referral.rules.js';
import { fact } from '../referrals.events.js';
import { ReferralsStore } from '../referrals.store.js';
import type { Despite } from '../suggestions/memory.rules.js';
import { AskNext } from './ask-next.js';
import { DraftOffers } from './draft-offers.js';
import { type ChoosingGrounds, ReadGrounds } from './grounds.js';
import { aboutReferral } from './referral-file.js';
import type { ReferralInput } from './referrals.dto.js';

/** A referral that may be opened, with those who would be asked. */
export interface JudgedReferral {
  readonly referral: Omit<ReferralRow, 'version'>;
  readonly file: CaseFacts;
  /** Nothing when nobody is to be asked yet. */
  readonly grounds: ChoosingGrounds | undefined;
  readonly drafts: readonly OfferRow[];
  readonly despite: Despite | null;
}

/** A need becomes a referral, and the first are asked. */
@Injectable()
export class OpenReferral {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly cases: CasesQueries,
    private readonly referrals: ReferralsStore,
    private readonly grounds: ReadGrounds,
    private readonly drafts: DraftOffers,
    private readonly next: AskNext,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  run(by: Actor, input: ReferralInput): Promise<{ id: string; state: ReferralState }> {
    return this.transactions.run(by, async (tx) => this.within(tx, await this.files.lock(tx, input.caseId), input));
  }

  /** In a case whose lock the caller holds. */
  async within(tx: Tx, file: CaseFacts, input: ReferralInput, partOf: string | null = null): Promise<{ id: string; state: ReferralState }> {
    return this.write(tx, await this.judge(tx, file, input, partOf));
  }

  /** Judges everything and writes nothing: who refers many goes on after a fault. Throws a `Refusal` or `InvalidInput`. */
  async judge(tx: Tx, file: CaseFacts, { need, newcomerId, way, services, chance, note, fields, despite, restrictedToo }: ReferralInput, partOf: string | null = null): Promise<JudgedReferral> {
    if (file.state === 'closed') throw new Refusal('referrals.case-closed', { state: file.state });
    // Whoever restricted it kept it from their own colleagues: that it leaves the office they say once more.
    if (file.restricted && !restrictedToo && partOf === null) throw new Refusal('referrals.restricted');
    if (newcomerId !== null) await this.mustBelong(tx, file.id, newcomerId);
    const referral: Omit<ReferralRow, 'version'> = {
      id: newId(), caseId: file.id, newcomerId, need, tier: file.tier, state: 'open', way, chance: way === 'wave' ? chance : null, partOf, note, fields, pausedUntil: null, reason: null,
      openedAt: tx.at, openedBy: tx.by.kind === 'person' ? tx.by.personId : null, settledAt: null, lookedAt: null, splitAt: null, restrictedToo: file.restricted, demo: file.demo,
    };
    const asked = { services, way, despite };
    const grounds = services.length > 0 ? await this.grounds.choosing(tx, referral, asked) : undefined;
    return { referral, file, grounds, drafts: grounds ? this.drafts.judge(tx, referral, asked, [], grounds) : [], despite };
  }

  /** Opens what was judged in this transaction, and asks the first. */
  async write(tx: Tx, { referral, file, grounds, drafts, despite }: JudgedReferral): Promise<{ id: string; state: ReferralState }> {
    await this.referrals.add(tx, referral);
    await this.chronicle.write(tx, { caseId: file.id, kind: 'referral.opened', subjectId: referral.id, details: { referralId: referral.id, need: referral.need } });
    await this.outbox.add(tx, fact('referral.opened', aboutReferral(referral, file)));
    if (grounds) await together(this.drafts.write(tx, drafts, despite), this.next.within(tx, { ...referral, version: 1 }, file, { offers: drafts, grounds }));
    return { id: referral.id, state: (await this.referrals.byId(tx, referral.id)).state };
  }

  private async mustBelong(tx: Tx, caseId: string, newcomerId: string): Promise<void> {
    const { newcomers } = await this.cases.household(tx, caseId);
    if (!newcomers.some(({ id, leftOn }) => id === newcomerId && leftOn === null)) throw new InvalidInput([{ path: 'newcomerId', code: 'referrals.faults.not-of-household' }]);
  }
}
