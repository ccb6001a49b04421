import { Inject, Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { ENV, type Env } from '../../../config/env.js';
import { projectRoot } from '../../../config/root.js';
import { loadCalendars } from '../../../libs/calendar/load-calendars.js';
import { Forbidden, InvalidInput } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { fact } from '../organisations.events.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import type { OrganisationInput } from './listings.dto.js';
import { ListingsGate } from './listings-gate.js';
import { ListingsStore } from './listings.store.js';
import { MAIL_KINDS } from './organisation.entity.js';
import { withPhones, withProgrammes } from './pieces.rules.js';

/** An organisation joins the network. It has no services yet. */
@Injectable()
export class AddOrganisation {
  private readonly calendars = loadCalendars(join(projectRoot(), 'config/calendars'));

  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly gate: ListingsGate,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_CALENDAR'>,
  ) {}

  run(by: Actor, { phones = [], programmes = [], calendar = this.env.OFFICE_CALENDAR, ...said }: OrganisationInput): Promise<{ id: string; version: number }> {
    if (!mayKeepNetwork(by)) throw new Forbidden();
    if (!this.calendars.has(calendar)) throw new InvalidInput([{ path: 'calendar', code: 'organisations.faults.calendar' }]);
    return this.transactions.run(by, async (tx) => {
      const id = newId();
      await this.store.add(tx, { organisations: [{
        alternateName: null, description: '', email: null, website: null, language: 'fr', mails: [...MAIL_KINDS], listed: true, pausedUntil: null,
        ...said, id, calendar, listing: { ...(phones.length > 0 && { phones: withPhones([], phones, newId) }), ...(programmes.length > 0 && { programs: withProgrammes([], programmes, newId) }) }, demo: false, modifiedAt: tx.at,
      }] });
      await this.gate.leave(tx, id, 'organisation.added', { facts: [fact('organisation.added', { organisationId: id })] });
      return { id, version: 1 };
    });
  }
}
