import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../../libs/outbox/fact.js';
import { Hears } from '../../../libs/outbox/hears.js';
import { rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ChangeReferral } from '../change-referral.js';
import { MoveReferral } from '../move-referral.js';
import type { ReferralState, WithdrawReason } from '../referral.rules.js';
import { afterParts } from './parts.rules.js';

const WHOLES = statement('referrals.wholes', 'select distinct part_of as id from referrals where id = any($1::uuid[]) and part_of is not null order by 1');
const PARTS = statement('referrals.parts', 'select id, state from referrals where part_of = $1 order by id');

/** What happens to a part is worked out for the whole, and a whole that is taken back takes its parts with it; facts may come late or twice. */
@Injectable()
@Hears('referral.met', 'referral.withdrawn', 'referral.voided', 'referral.reopened')
export class HearParts implements FactListener {
  constructor(
    private readonly move: MoveReferral,
    private readonly change: ChangeReferral,
  ) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const of = (...types: string[]): string[] => [...new Set(facts.filter(({ type }) => types.includes(type)).map(({ subjectId }) => subjectId))].sort();
    const ids = of('referral.met', 'referral.withdrawn', 'referral.voided', 'referral.reopened');
    for (const { id } of await rows<{ id: string }>(tx, WHOLES, [ids])) await this.settle(tx, id);
    for (const { type, subjectId, payload } of facts.filter((fact) => fact.type === 'referral.withdrawn' || fact.type === 'referral.voided')) {
      await this.takeBackParts(tx, subjectId, type === 'referral.withdrawn' ? (payload as { readonly reason: WithdrawReason }).reason : 'opened_by_mistake');
    }
  }

  private async settle(tx: Tx, wholeId: string): Promise<void> {
    const entered = await this.move.enter(tx, wholeId);
    const after = afterParts((await this.parts(tx, wholeId)).map(({ state }) => state));
    if (after === 'meet' && entered.referral.state === 'open') await this.move.make(tx, entered, { move: 'meet' });
    // A part that goes on again was no fulfilment.
    if (after === 'wait' && entered.referral.state === 'met') await this.move.make(tx, entered, { move: 'reopen', reason: 'outcome_was_wrong' });
  }

  private async takeBackParts(tx: Tx, wholeId: string, reason: WithdrawReason): Promise<void> {
    const { referral } = await this.move.enter(tx, wholeId);
    // It may go on again since.
    if (referral.state !== 'withdrawn' && referral.state !== 'voided') return;
    for (const { id, state } of await this.parts(tx, wholeId)) {
      if (state === 'open' || state === 'paused') await this.change.withdrawWithin(tx, await this.move.enter(tx, id), reason);
    }
  }

  private parts(tx: Tx, wholeId: string): Promise<{ id: string; state: ReferralState }[]> {
    return rows<{ id: string; state: ReferralState }>(tx, PARTS, [wholeId]);
  }
}
