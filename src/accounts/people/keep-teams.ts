import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, InvalidInput, Refusal } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { mayManageTeams } from '../accounts.policy.js';
import { OfficeLists } from './office-lists.js';
import type { NewTeam, TeamPatch } from './people.dto.js';
import { PeopleStore } from './people.store.js';

/** Teams are made and changed. A team's chain in the audit is the team's own. */
@Injectable()
export class KeepTeams {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleStore,
    private readonly lists: OfficeLists,
    private readonly audit: Audit,
  ) {}

  /** A new team; its lead is named once somebody belongs to it. */
  create(by: PersonActor, team: NewTeam): Promise<{ id: string }> {
    if (!mayManageTeams(by)) throw new Forbidden();
    this.judgeCalendar(team.calendar);
    return this.transactions.run(by, async (tx) => {
      const id = newId();
      await this.people.addTeam(tx, { id, ...team, leadId: null, demo: false });
      await this.audit.record(tx, { chain: id, action: 'team.created', details: { calendar: team.calendar } });
      return { id };
    });
  }

  /** Changes a team. A new calendar holds for promises made from now on. */
  edit(by: PersonActor, id: string, seen: number, patch: TeamPatch): Promise<{ id: string; version: number }> {
    if (!mayManageTeams(by)) throw new Forbidden();
    this.judgeCalendar(patch.calendar);
    return this.transactions.run(by, async (tx) => {
      const team = await this.people.lockTeam(tx, id);
      if (patch.leadId) await this.judgeLead(tx, id, patch.leadId);
      await this.people.changeTeam(tx, id, patch, seen);
      await this.audit.record(tx, {
        chain: id, action: 'team.edited',
        details: { fields: Object.keys(patch), ...(patch.leadId === undefined ? {} : { leadId: [team.leadId, patch.leadId] }) },
      });
      return { id, version: seen + 1 };
    });
  }

  private judgeCalendar(name: string | undefined): void {
    if (name !== undefined && !this.lists.hasCalendar(name)) throw new InvalidInput([{ path: 'calendar', code: 'accounts.faults.calendar' }]);
  }

  private async judgeLead(tx: Tx, teamId: string, leadId: string): Promise<void> {
    const lead = await this.people.lockOfOffice(tx, leadId);
    if (lead.state !== 'active' || lead.teamId !== teamId || !lead.roles.includes('team_lead')) throw new Refusal('accounts.not-a-lead');
  }
}
