import { Injectable } from '@nestjs/common';
import { Forbidden, InvalidInput, NotFound, Refusal } from '../../libs/http/refusal.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { People } from '../accounts/accounts.door.js';
import { AssignCases, mayOwn } from './assign-cases.js';
import { fact } from './follow-ups.events.js';
import { mayHandOver } from './follow-ups.policy.js';
import { FollowUpsQueries, type Owned } from './follow-ups.queries.js';
import { shareOut } from './sharing.rules.js';
import type { Tx } from '../../libs/transaction/tx.js';

/** To one colleague, or (null) to the team: each case to the least loaded who shares a language. */
export type Heir = string | null;

/** Everything that somebody owes goes to others, before they leave or when they are away for long. */
@Injectable()
export class HandOver {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: People,
    private readonly queries: FollowUpsQueries,
    private readonly assign: AssignCases,
    private readonly outbox: Outbox,
  ) {}

  run(by: Actor, fromId: string, heir: Heir): Promise<{ id: string; cases: number }> {
    return this.transactions.run(by, async (tx) => {
      const from = await this.people.byId(tx, fromId);
      if (!from) throw new NotFound();
      if (!mayHandOver(by, from.teamId)) throw new Forbidden();
      if (heir === fromId) throw new InvalidInput([{ path: 'ownerId', code: 'follow-ups.faults.same-owner' }]);

      const owned = await this.queries.ownedBy(tx, fromId);
      const shares = heir === null ? await this.shares(tx, owned, fromId) : new Map(owned.map(({ id }) => [id, heir]));
      for (const ownerId of new Set(shares.values())) {
        // A manager hands restricted cases over too: that somebody leaves is the reason.
        await this.assign.within(tx, [...shares].filter(([, to]) => to === ownerId).map(([id]) => id), ownerId, { reason: 'absence' });
      }
      await this.outbox.add(tx, fact('cases.handed-over', fromId, { fromId, count: shares.size }));
      return { id: fromId, cases: shares.size };
    });
  }

  private async shares(tx: Tx, owned: readonly Owned[], fromId: string): Promise<ReadonlyMap<string, string>> {
    const shares = new Map<string, string>();
    for (const teamId of new Set(owned.map((each) => each.teamId))) {
      const colleagues = (await this.people.caseworkersOf(tx, teamId)).filter((each) => each.id !== fromId && mayOwn(each));
      const loads = await this.queries.loads(tx, colleagues.map(({ id }) => id));
      const takers = colleagues.map(({ id, languages }) => ({ id, languages, load: loads.get(id) ?? 0 }));
      if (takers.length === 0) throw new Refusal('follow-ups.nobody-takes-over');
      for (const [id, to] of shareOut(owned.filter((each) => each.teamId === teamId), takers)) shares.set(id, to);
    }
    return shares;
  }
}
