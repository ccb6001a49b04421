import { Injectable } from '@nestjs/common';
import { Forbidden } from '../../libs/http/refusal.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { FirstDays } from '../follow-ups/follow-ups.door.js';
import { mayBringIn } from './arrivals.policy.js';
import { ChooseOwner, type ChosenOwner } from './choose-owner.js';
import type { Proposal, TierFacts } from './household.rules.js';
import { type ComingInput, JudgeHousehold, languagesOf } from './judge-household.js';
import { OpenHousehold } from './open-household.js';
import type { Tier } from './tier.rules.js';

/** What a preview needs of a form: everything else may still be missing or wrong. */
export type PreviewRequest = TierFacts & ComingInput & {
  readonly provinceArrivalOn?: string | null | undefined;
  readonly teamId?: string | undefined;
  readonly owner: string;
  readonly tier?: { readonly confirmed: Tier } | undefined;
};

/** What registering would do, before it is done. */
export interface Previewed {
  readonly at: Date;
  readonly proposal: Proposal;
  /** The tier that the plan is worked out for: the one somebody chose, else the proposed one. */
  readonly tier: Tier;
  readonly owner: ChosenOwner;
  readonly days: FirstDays;
}

/** Shows the tier with its reasons, the first days with their dates, and who would answer for them. Writes nothing. */
@Injectable()
export class PreviewArrival {
  constructor(
    private readonly transactions: Transactions,
    private readonly judge: JudgeHousehold,
    private readonly owners: ChooseOwner,
    private readonly households: OpenHousehold,
  ) {}

  /** @throws Forbidden, InvalidInput */
  async run(by: PersonActor, request: PreviewRequest): Promise<Previewed> {
    if (!mayBringIn(by)) throw new Forbidden();
    return this.transactions.read(by, async (tx) => {
      const coming = this.judge.coming(tx, request);
      const proposal = this.judge.propose(request, coming);
      const tier = request.tier?.confirmed ?? proposal.tier;
      const owner = await this.owners.run(tx, { teamId: request.teamId, owner: request.owner, languages: languagesOf(request) });
      const days = await this.households.preview(tx, { household: request, coming, tier: { tier, reasons: [], confirmed: false }, owner });
      return { at: tx.at, proposal, tier, owner, days };
    });
  }
}
