import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../../libs/outbox/fact.js';
import { Hears } from '../../../libs/outbox/hears.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { MoveOffer } from '../offers/move-offer.js';
import type { AboutOffer } from '../referrals.events.js';
import { AskNewcomer } from './ask-newcomer.js';
import { CompareSides } from './compare-sides.js';
import { sideOf } from './loop.rules.js';
import { LoopStore } from './loop.store.js';

/** An organisation says what came of it: the newcomer is asked the same. Where help was partial, somebody of the office looks at once. */
@Injectable()
@Hears('offer.completed', 'offer.unsuccessful')
export class HearOutcomes implements FactListener {
  constructor(
    private readonly move: MoveOffer,
    private readonly store: LoopStore,
    private readonly asking: AskNewcomer,
    private readonly compare: CompareSides,
  ) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    // In the order of referrals, as whoever else hears of offers locks them.
    const offers = new Map(facts.map(({ payload }) => [(payload as AboutOffer).offerId, (payload as AboutOffer).referralId]));
    for (const [offerId] of [...offers].sort(([, one], [, other]) => one.localeCompare(other))) {
      const entered = await this.move.enter(tx, offerId);
      if (sideOf(entered.offer) === null) continue;
      await this.asking.run(tx, entered.offer);
      await this.compare.run(tx, entered, (await this.store.question(tx, offerId))?.answer ?? null);
    }
  }
}
