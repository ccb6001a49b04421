import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, Refusal } from '../../../libs/http/refusal.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayManagePeople } from '../accounts.policy.js';
import { LinksStore } from '../links/links.store.js';
import { SessionsStore } from '../sign-in/sessions.store.js';
import { keepAnAdministrator, keepTheLead } from './guard-rails.js';
import { PeopleStore } from './people.store.js';

/** Somebody leaves: every door closes at once. Refused while newcomers would lose their next step with them. */
@Injectable()
export class DisablePerson {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleStore,
    private readonly sessions: SessionsStore,
    private readonly links: LinksStore,
    private readonly audit: Audit,
  ) {}

  run(by: PersonActor, id: string): Promise<{ id: string; state: string }> {
    if (!mayManagePeople(by)) throw new Forbidden();
    if (id === by.personId) throw new Refusal('accounts.not-oneself');
    return this.transactions.run(by, async (tx) => {
      const administrators = await this.people.lockAdministrators(tx);
      const person = await this.people.lockOfOffice(tx, id);
      if (person.state === 'disabled') throw new Refusal('accounts.already-disabled', { state: person.state });
      keepAnAdministrator(administrators, person);
      await keepTheLead(tx, this.people, person);
      await this.people.change(tx, id, { state: 'disabled' });
      await this.sessions.endAll(tx, id);
      await this.links.revoke(tx, id, null);
      await this.audit.record(tx, { chain: id, action: 'person.disabled' });
      return { id, state: 'disabled' };
    });
  }

  /** Somebody comes back: with their password if they ever had one, else invited again. */
  undo(by: PersonActor, id: string): Promise<{ id: string; state: string }> {
    if (!mayManagePeople(by)) throw new Forbidden();
    return this.transactions.run(by, async (tx) => {
      const person = await this.people.lockOfOffice(tx, id);
      if (person.state !== 'disabled') throw new Refusal('accounts.not-disabled', { state: person.state });
      const state = person.passwordHash === null ? 'invited' : 'active';
      await this.people.change(tx, id, { state });
      await this.audit.record(tx, { chain: id, action: 'person.enabled' });
      return { id, state };
    });
  }

  /** Signs somebody out everywhere, without closing their account. */
  endSessions(by: PersonActor, id: string): Promise<{ ended: number }> {
    if (!mayManagePeople(by)) throw new Forbidden();
    return this.transactions.run(by, async (tx) => {
      await this.people.lockOfOffice(tx, id);
      const ended = await this.sessions.endAll(tx, id);
      await this.audit.record(tx, { chain: id, action: 'sessions.ended', details: { ended } });
      return { ended };
    });
  }
}
