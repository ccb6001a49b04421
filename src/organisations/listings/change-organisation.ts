import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { projectRoot } from '../../../config/root.js';
import { loadCalendars } from '../../../libs/calendar/load-calendars.js';
import { Forbidden, InvalidInput, Stale } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { without } from '../../../libs/transaction/changed-fields.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { fact } from '../organisations.events.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import type { OrganisationChange } from './listings.dto.js';
import { ListingsGate } from './listings-gate.js';
import { ListingsStore } from './listings.store.js';
import { linesOf, phonesOf, withPhones, withProgrammes } from './pieces.rules.js';
import { saidAnew } from './said-anew.rules.js';

/** Who an organisation is, how it is reached, and what it wants mails about. */
@Injectable()
export class ChangeOrganisation {
  private readonly calendars = loadCalendars(join(projectRoot(), 'config/calendars'));

  constructor(
    private readonly transactions: Transactions,
    private readonly store: ListingsStore,
    private readonly gate: ListingsGate,
  ) {}

  /** The calendar is the clock of what was agreed: only the office changes it. */
  run(by: Actor, id: string, change: OrganisationChange, seen: number): Promise<{ id: string; version: number; fields: string[] }> {
    return this.transactions.run(by, async (tx) => {
      const organisation = await this.gate.enter(tx, id);
      if (organisation.version !== seen) throw new Stale();
      const said = saidAnew({ ...organisation, phones: phonesOf(organisation.listing.phones), programmes: linesOf('name', organisation.listing.programs) }, change);
      const fields = Object.keys(said);
      if (fields.length === 0) return { id, version: organisation.version, fields };
      if (fields.includes('calendar')) this.judgeCalendar(by, change.calendar);

      const { phones, programmes, ...columns } = without(said);
      const { listing } = organisation;
      const pieces = { ...(phones && { phones: withPhones(listing.phones, phones, newId) }), ...(programmes && { programs: withProgrammes(listing.programs, programmes, newId) }) };
      const version = await this.store.changeOrganisation(tx, organisation, { ...columns, ...(phones || programmes ? { listing: { ...listing, ...pieces } } : {}) });
      await this.gate.leave(tx, id, 'organisation.changed', { details: { fields }, facts: [fact('organisation.changed', { organisationId: id, fields })] });
      return { id, version, fields };
    });
  }

  private judgeCalendar(by: Actor, calendar: string | undefined): void {
    if (!mayKeepNetwork(by)) throw new Forbidden();
    if (!this.calendars.has(calendar ?? '')) throw new InvalidInput([{ path: 'calendar', code: 'organisations.faults.calendar' }]);
  }
}
