import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { Stale } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { fact } from '../organisations.events.js';
import type { LocationChange } from './listings.dto.js';
import { ListingsGate } from './listings-gate.js';
import { ListingsStore } from './listings.store.js';
import { patchOfLocation, saidOfLocation } from './location.rules.js';
import { saidAnew } from './said-anew.rules.js';

/** Where a place is, and how one gets in. */
@Injectable()
export class ChangeLocation {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly gate: ListingsGate,
  ) {}

  run(by: Actor, organisationId: string, id: string, change: LocationChange, seen: number): Promise<{ id: string; version: number; fields: string[] }> {
    return this.transactions.run(by, async (tx) => {
      await this.gate.judge(tx, organisationId);
      const location = await this.store.location(tx, organisationId, id);
      if (location.version !== seen) throw new Stale();
      const said = saidAnew(saidOfLocation(location), change);
      const fields = Object.keys(said);
      if (fields.length === 0) return { id, version: location.version, fields };

      const version = await this.store.changeLocation(tx, location, patchOfLocation(location, said, (code) => this.reference.borough(code), newId));
      await this.gate.leave(tx, organisationId, 'location.changed', { subjectId: id, details: { fields }, facts: [fact('organisation.changed', { organisationId, fields: ['locations'] })] });
      return { id, version, fields };
    });
  }
}
