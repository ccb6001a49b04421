import { Injectable } from '@nestjs/common';
import { InvalidInput, Stale } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { without } from '../../../libs/transaction/changed-fields.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { fact } from '../organisations.events.js';
import type { ServiceChange } from './listings.dto.js';
import { ListingsGate } from './listings-gate.js';
import { ListingsStore } from './listings.store.js';
import { saidAnew } from './said-anew.rules.js';
import { faultOfService, patchOf, saidOf } from './service.rules.js';
import { ServiceTools } from './service-tools.js';

/** What a service says of itself: what it is, whether it runs, whom it is for, where, and what to bring. */
@Injectable()
export class ChangeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly gate: ListingsGate,
    private readonly tools: ServiceTools,
  ) {}

  /** `fields` in the answer: what really changed. */
  run(by: Actor, id: string, change: ServiceChange, seen: number): Promise<{ id: string; version: number; fields: string[] }> {
    return this.transactions.run(by, async (tx) => {
      const service = await this.gate.enterService(tx, id);
      if (service.version !== seen) throw new Stale();
      const { locationIds, ...others } = change;
      const tools = await this.tools.of(tx, service);
      const now = saidOf(service, tools);
      const said = saidAnew(now, others);
      const fields = Object.keys(said);
      this.tools.judgeProgramme(said.programme, tools);
      if (fields.some((field) => ['status', 'closedUntil', 'minimumAge', 'maximumAge'].includes(field))) {
        const wrong = faultOfService({ ...now, ...without(said) }, this.gate.today(tx));
        if (wrong) throw new InvalidInput([{ path: wrong.path, code: `organisations.faults.${wrong.fault}` }]);
      }

      if (locationIds && await this.tools.giveAt(tx, service, locationIds)) fields.push('locationIds');
      if (fields.length === 0) return { id, version: service.version, fields };
      // What is given elsewhere is said of the service too: whoever has it open must look again.
      const version = await this.store.changeService(tx, service, patchOf(service, said, tools));
      const { organisationId } = service;
      await this.gate.leave(tx, organisationId, 'service.changed', { subjectId: id, details: { fields }, facts: [fact('service.changed', { organisationId, serviceId: id, fields })] });
      return { id, version, fields };
    });
  }
}
