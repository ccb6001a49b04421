import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, Refusal } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayManagePeople } from '../accounts.policy.js';
import { LinkMails } from '../links/link-mails.js';
import { LinksStore } from '../links/links.store.js';
import { needATeam } from './guard-rails.js';
import type { Invitation } from './people.dto.js';
import { PeopleStore } from './people.store.js';

/** The administrator lets somebody in: the account exists at once, and opens when they have chosen their password. */
@Injectable()
export class InvitePerson {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleStore,
    private readonly links: LinksStore,
    private readonly mails: LinkMails,
    private readonly audit: Audit,
  ) {}

  run(by: PersonActor, invitation: Invitation): Promise<{ id: string }> {
    if (!mayManagePeople(by)) throw new Forbidden();
    needATeam(invitation.roles, invitation.teamId);
    return this.transactions.run(by, async (tx) => {
      const person = {
        ...invitation, id: newId(), theme: null, organisationId: null, state: 'invited' as const, passwordHash: null, passwordChangedAt: null, demo: false,
      };
      await this.people.add(tx, person);
      await this.mails.send(tx, 'invitation', await this.links.issue(tx, person.id, 'invitation'), person);
      await this.audit.record(tx, { chain: person.id, action: 'person.invited', details: { roles: person.roles, teamId: person.teamId } });
      return { id: person.id };
    });
  }

  /** Sends the invitation again, with a new link; the old one opens nothing any more. */
  again(by: PersonActor, id: string): Promise<{ id: string }> {
    if (!mayManagePeople(by)) throw new Forbidden();
    return this.transactions.run(by, async (tx) => {
      const person = await this.people.lockOfOffice(tx, id);
      if (person.state !== 'invited') throw new Refusal('accounts.not-invited', { state: person.state });
      await this.mails.send(tx, 'invitation', await this.links.issue(tx, id, 'invitation'), person);
      await this.audit.record(tx, { chain: id, action: 'person.invited-again' });
      return { id };
    });
  }

  /** Takes the invitation back; the account stays, and can be invited again. */
  revoke(by: PersonActor, id: string): Promise<{ id: string }> {
    if (!mayManagePeople(by)) throw new Forbidden();
    return this.transactions.run(by, async (tx) => {
      const person = await this.people.lockOfOffice(tx, id);
      if (person.state !== 'invited') throw new Refusal('accounts.not-invited', { state: person.state });
      await this.links.revoke(tx, id, 'invitation');
      await this.audit.record(tx, { chain: id, action: 'invitation.revoked' });
      return { id };
    });
  }
}
