import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Refusal } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayKeepMembers } from '../accounts.policy.js';
import { LinkMails } from '../links/link-mails.js';
import { LinksStore } from '../links/links.store.js';
import { officeSide } from '../office-side.js';
import { PeopleStore } from '../people/people.store.js';
import type { PersonEntity } from '../people/person.entity.js';
import { admit } from './admit.js';
import type { MemberInvitation } from './members.dto.js';
import { MembersStore, type OrganisationName } from './members.store.js';

/** An organisation lets somebody act for it: the account exists at once, and opens when they have chosen their password. */
@Injectable()
export class InviteMember {
  constructor(
    private readonly transactions: Transactions,
    private readonly members: MembersStore,
    private readonly people: PeopleStore,
    private readonly links: LinksStore,
    private readonly mails: LinkMails,
    private readonly audit: Audit,
  ) {}

  run(by: PersonActor, organisationId: string, { role, ...invitation }: MemberInvitation): Promise<{ id: string }> {
    admit(mayKeepMembers, by, organisationId);
    return this.transactions.run(officeSide(by), async (tx) => {
      const organisation = await this.members.lockOrganisation(tx, organisationId);
      const person = {
        language: organisation.language, ...invitation, id: newId(), organisationId, roles: [role], teamId: null, languages: [], phone: null, theme: null,
        state: 'invited' as const, passwordHash: null, passwordChangedAt: null, demo: false,
      };
      await this.people.add(tx, person);
      await this.mails.send(tx, 'invitation', await this.links.issue(tx, person.id, 'invitation'), person, organisation.name);
      await this.audit.record(tx, { chain: organisationId, action: 'member.invited', subjectId: person.id, details: { role } });
      return { id: person.id };
    });
  }

  /** Sends the invitation again, with a new link; the old one opens nothing any more. */
  again(by: PersonActor, organisationId: string, id: string): Promise<{ id: string }> {
    admit(mayKeepMembers, by, organisationId);
    return this.transactions.run(officeSide(by), async (tx) => {
      const organisation: OrganisationName = await this.members.lockOrganisation(tx, organisationId);
      const person = stillInvited(await this.members.lock(tx, organisationId, id));
      await this.mails.send(tx, 'invitation', await this.links.issue(tx, id, 'invitation'), person, organisation.name);
      await this.audit.record(tx, { chain: organisationId, action: 'member.invited-again', subjectId: id });
      return { id };
    });
  }

  /** Takes the invitation back; the account stays, and can be invited again. */
  revoke(by: PersonActor, organisationId: string, id: string): Promise<{ id: string }> {
    admit(mayKeepMembers, by, organisationId);
    return this.transactions.run(officeSide(by), async (tx) => {
      stillInvited(await this.members.lock(tx, organisationId, id));
      await this.links.revoke(tx, id, 'invitation');
      await this.audit.record(tx, { chain: organisationId, action: 'invitation.revoked', subjectId: id });
      return { id };
    });
  }
}

function stillInvited(person: PersonEntity): PersonEntity {
  if (person.state !== 'invited') throw new Refusal('accounts.not-invited', { state: person.state });
  return person;
}
