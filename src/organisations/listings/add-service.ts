import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { fact } from '../organisations.events.js';
import type { ServiceInput } from './listings.dto.js';
import { ListingsGate } from './listings-gate.js';
import { ListingsStore, type NewService } from './listings.store.js';
import { faultOfService, patchOf } from './service.rules.js';
import { ServiceTools } from './service-tools.js';

/** An organisation begins to give a service. */
@Injectable()
export class AddService {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly gate: ListingsGate,
    private readonly tools: ServiceTools,
  ) {}

  run(by: Actor, organisationId: string, { locationIds = [], ...said }: ServiceInput): Promise<{ id: string; version: number }> {
    return this.transactions.run(by, async (tx) => {
      const organisation = await this.gate.enter(tx, organisationId);
      const blank = blankService(organisation.id, said.name, tx);
      const tools = await this.tools.of(tx, blank);
      this.tools.judgeProgramme(said.programme, tools);
      const service = { ...blank, ...patchOf(blank, said, tools) };
      const wrong = faultOfService(service, this.gate.today(tx));
      if (wrong) throw new InvalidInput([{ path: wrong.path, code: `organisations.faults.${wrong.fault}` }]);

      await this.store.add(tx, { services: [service] });
      await this.tools.giveAt(tx, service, locationIds);
      await this.gate.leave(tx, organisationId, 'service.added', { subjectId: service.id, facts: [fact('service.added', { organisationId, serviceId: service.id })] });
      return { id: service.id, version: 1 };
    });
  }
}

/** A service of which nothing but its name is known: it runs, and it is for everybody. */
const blankService = (organisationId: string, name: string, tx: Tx): NewService => ({
  organisationId, id: newId(), name, alternateName: null, description: null, email: null, url: null, status: 'active', closedUntil: null, alert: null,
  eligibilityDescription: null, minimumAge: null, maximumAge: null, assuredOn: null, assurerEmail: null, listing: {}, forStatuses: [], forGenders: [], forHouseholds: [],
  forLanguages: [], forBoroughs: [], waitlist: false, waitlistSize: null, waitlistWeeks: null, position: null, demo: false, modifiedAt: tx.at,
});
