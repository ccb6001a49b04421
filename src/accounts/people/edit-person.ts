import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, Stale } from '../../../libs/http/refusal.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayManagePeople } from '../accounts.policy.js';
import { keepAnAdministrator, keepTheLead, needATeam } from './guard-rails.js';
import type { PersonPatch } from './people.dto.js';
import { PeopleStore } from './people.store.js';

/** The administrator changes a person's name, roles, team or languages; it holds from their next click. */
@Injectable()
export class EditPerson {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleStore,
    private readonly audit: Audit,
  ) {}

  run(by: PersonActor, id: string, seen: number, patch: PersonPatch): Promise<{ id: string; version: number }> {
    if (!mayManagePeople(by)) throw new Forbidden();
    return this.transactions.run(by, async (tx) => {
      const administrators = await this.people.lockAdministrators(tx);
      const person = await this.people.lockOfOffice(tx, id);
      if (person.version !== seen) throw new Stale();
      const roles = patch.roles ?? person.roles;
      const teamId = patch.teamId === undefined ? person.teamId : patch.teamId;
      needATeam(roles, teamId);
      if (!roles.includes('administrator')) keepAnAdministrator(administrators, person);
      if (!roles.includes('team_lead') || teamId !== person.teamId) await keepTheLead(tx, this.people, person);

      await this.people.change(tx, id, patch, seen);
      await this.audit.record(tx, {
        chain: id, action: 'person.edited',
        details: { fields: Object.keys(patch), ...(patch.roles ? { roles: [person.roles, roles] } : {}), ...(teamId === person.teamId ? {} : { teamId: [person.teamId, teamId] }) },
      });
      return { id, version: seen + 1 };
    });
  }
}
