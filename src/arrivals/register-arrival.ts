import { Injectable } from '@nestjs/common';
import { Forbidden } from '../../libs/http/refusal.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { ArrivalInput, NoticeInput } from './arrivals.dto.js';
import { mayBringIn } from './arrivals.policy.js';
import { JudgeHousehold } from './judge-household.js';
import { OpenHousehold } from './open-household.js';
import type { Tier } from './tier.rules.js';

/** What registering gives back. It is kept with the request's key, so it holds no personal data. */
export interface Registered {
  readonly caseId: string;
  readonly number: string;
  readonly state: 'expected' | 'open';
  readonly tier: Tier;
  readonly tierConfirmed: boolean;
  readonly ownerId: string;
  readonly assigned: boolean;
  readonly checkpoints: readonly { readonly id: string; readonly code: string; readonly dueAt: Date }[];
  readonly version: number;
}

/** A household is registered, or announced: case, newcomers, tier, plan, alarms, audit and facts, in one commit. */
@Injectable()
export class RegisterArrival {
  constructor(
    private readonly transactions: Transactions,
    private readonly judge: JudgeHousehold,
    private readonly households: OpenHousehold,
  ) {}

  /** @throws Forbidden, InvalidInput naming fields of the input, Refusal `cases.already-registered` */
  async run(by: PersonActor, input: ArrivalInput | NoticeInput): Promise<Registered> {
    if (!mayBringIn(by)) throw new Forbidden();
    return this.transactions.run(by, (tx) => this.within(tx, input));
  }

  private async within(tx: Tx, input: ArrivalInput | NoticeInput): Promise<Registered> {
    const opened = await this.households.openOne(tx, await this.judge.run(tx, input));
    const { caseId, number, days, opening: { coming, tier, owner } } = opened;
    return {
      caseId, number, state: coming.state, tier: tier.tier, tierConfirmed: tier.confirmed, ownerId: owner.ownerId, assigned: owner.assigned,
      checkpoints: days.checkpoints.filter(({ superseded }) => !superseded).map(({ id, code, dueAt }) => ({ id, code, dueAt })),
      version: 1,
    };
  }
}
