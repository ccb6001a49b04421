import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { fact } from '../organisations.events.js';
import type { LocationInput } from './listings.dto.js';
import { ListingsGate } from './listings-gate.js';
import { ListingsStore } from './listings.store.js';
import { patchOfLocation } from './location.rules.js';

/** A place where an organisation gives services, on the ground or on the web. */
@Injectable()
export class AddLocation {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly gate: ListingsGate,
  ) {}

  run(by: Actor, organisationId: string, said: LocationInput): Promise<{ id: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      await this.gate.judge(tx, organisationId);
      const blank = { organisationId, id: newId(), name: said.name, locationType: 'physical' as const, latitude: null, longitude: null, borough: null, listing: {}, position: null };
      await this.store.add(tx, { locations: [{ ...blank, ...patchOfLocation(blank, said, (code) => this.reference.borough(code), newId) }] });
      await this.gate.leave(tx, organisationId, 'location.added', { subjectId: blank.id, facts: [fact('organisation.changed', { organisationId, fields: ['locations'] })] });
      return { id: blank.id, version: 1 };
    });
  }
}
