import { Injectable } from '@nestjs/common';
import { Stale } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { fact } from '../organisations.events.js';
import { ListingsGate } from './listings-gate.js';
import { ListingsStore } from './listings.store.js';

/** A place is given up: no service is given there any more. */
@Injectable()
export class RemoveLocation {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly gate: ListingsGate,
  ) {}

  run(by: Actor, organisationId: string, id: string, seen: number): Promise<{ organisationId: string }> {
    return this.transactions.run(by, async (tx) => {
      await this.gate.judge(tx, organisationId);
      const location = await this.store.location(tx, organisationId, id);
      if (location.version !== seen) throw new Stale();

      await this.store.removeLocation(tx, location);
      await this.gate.leave(tx, organisationId, 'location.removed', { subjectId: id, facts: [fact('organisation.changed', { organisationId, fields: ['locations'] })] });
      return { organisationId };
    });
  }
}
