import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Refusal } from '../../../libs/http/refusal.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayKeepMembers } from '../accounts.policy.js';
import { LinksStore } from '../links/links.store.js';
import { officeSide } from '../office-side.js';
import { PeopleStore } from '../people/people.store.js';
import { SessionsStore } from '../sign-in/sessions.store.js';
import { admit } from './admit.js';
import { MembersStore } from './members.store.js';

/** Somebody leaves an organisation: every door closes at once. */
@Injectable()
export class DisableMember {
  constructor(
    private readonly transactions: Transactions,
    private readonly members: MembersStore,
    private readonly people: PeopleStore,
    private readonly sessions: SessionsStore,
    private readonly links: LinksStore,
    private readonly audit: Audit,
  ) {}

  run(by: PersonActor, organisationId: string, id: string): Promise<{ id: string; state: string }> {
    admit(mayKeepMembers, by, organisationId);
    if (id === by.personId) throw new Refusal('accounts.not-oneself');
    return this.transactions.run(officeSide(by), async (tx) => {
      const person = await this.members.lock(tx, organisationId, id);
      if (person.state === 'disabled') throw new Refusal('accounts.already-disabled', { state: person.state });
      await this.members.keepACoordinator(tx, person, { staying: false });
      await this.people.change(tx, id, { state: 'disabled' });
      await this.sessions.endAll(tx, id);
      await this.links.revoke(tx, id, null);
      await this.audit.record(tx, { chain: organisationId, action: 'member.disabled', subjectId: id });
      return { id, state: 'disabled' };
    });
  }

  /** Somebody comes back: with their password if they ever had one, else invited again. */
  undo(by: PersonActor, organisationId: string, id: string): Promise<{ id: string; state: string }> {
    admit(mayKeepMembers, by, organisationId);
    return this.transactions.run(officeSide(by), async (tx) => {
      const person = await this.members.lock(tx, organisationId, id);
      if (person.state !== 'disabled') throw new Refusal('accounts.not-disabled', { state: person.state });
      const state = person.passwordHash === null ? 'invited' : 'active';
      await this.people.change(tx, id, { state });
      await this.audit.record(tx, { chain: organisationId, action: 'member.enabled', subjectId: id });
      return { id, state };
    });
  }
}
