import { Injectable } from '@nestjs/common';
import { InvalidInput, Refusal } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Chronicle } from '../../cases/cases.door.js';
import { MoveReferral } from '../move-referral.js';
import { OffersStore } from '../offers/offers.store.js';
import type { ReferralState } from '../referral.rules.js';
import { ReferralsStore } from '../referrals.store.js';
import { OpenReferral } from './open-referral.js';
import { referralInput, type SplitInput } from './referrals.dto.js';

/** A referral turns out to be several: each part is asked by itself, and the whole is met when they are. */
@Injectable()
export class SplitReferral {
  constructor(
    private readonly transactions: Transactions,
    private readonly move: MoveReferral,
    private readonly referrals: ReferralsStore,
    private readonly offers: OffersStore,
    private readonly open: OpenReferral,
    private readonly chronicle: Chronicle,
  ) {}

  /** All parts or none. Throws a `Refusal` while somebody is asked or holds it, and for one that was split before. */
  run(by: Actor, referralId: string, { parts }: SplitInput, seen?: number): Promise<{ id: string; version: number; parts: readonly { readonly id: string; readonly state: ReferralState }[] }> {
    return this.transactions.run(by, async (tx) => {
      const { referral, file, busy } = await this.move.enter(tx, referralId, seen);
      const { state, need, newcomerId, note, fields } = referral;
      if (state !== 'open') throw new Refusal('referrals.not-from-this-state', { state });
      if (referral.splitAt !== null) throw new Refusal('referrals.split', { state });
      if (busy) throw new Refusal('referrals.still-asking', { state });

      await this.offers.dropDrafts(tx, referralId, 'no_longer_fits');
      const version = await this.referrals.change(tx, referral, { splitAt: tx.at });
      await this.chronicle.write(tx, { caseId: file.id, kind: 'referral.split', subjectId: referralId, details: { referralId, need, parts: parts.length } });
      const opened = [];
      for (const [i, part] of parts.entries()) {
        const input = referralInput.parse({ caseId: file.id, need: part.need ?? need, newcomerId: part.newcomerId ?? newcomerId, note, fields, services: part.services, way: part.way, chance: part.chance });
        opened.push(await within(`parts.${i}`, () => this.open.within(tx, file, input, referralId)));
      }
      return { id: referralId, version, parts: opened };
    });
  }
}

/** Names the faults of one part by its place. */
async function within<T>(path: string, deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (fault) {
    if (!(fault instanceof InvalidInput)) throw fault;
    throw new InvalidInput(fault.faults.map((each) => ({ ...each, path: `${path}.${each.path}` })));
  }
}
