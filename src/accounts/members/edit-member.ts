import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Stale } from '../../../libs/http/refusal.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayKeepMembers } from '../accounts.policy.js';
import { officeSide } from '../office-side.js';
import { PeopleStore } from '../people/people.store.js';
import { admit } from './admit.js';
import type { MemberPatch } from './members.dto.js';
import { MembersStore } from './members.store.js';

/** Somebody of an organisation gets another role or name; it holds from their next click. */
@Injectable()
export class EditMember {
  constructor(
    private readonly transactions: Transactions,
    private readonly members: MembersStore,
    private readonly people: PeopleStore,
    private readonly audit: Audit,
  ) {}

  run(by: PersonActor, organisationId: string, id: string, { seen, patch: { role, ...patch } }: { readonly seen: number; readonly patch: MemberPatch }): Promise<{ id: string; version: number }> {
    admit(mayKeepMembers, by, organisationId);
    return this.transactions.run(officeSide(by), async (tx) => {
      const person = await this.members.lock(tx, organisationId, id);
      if (person.version !== seen) throw new Stale();
      if (role === 'member') await this.members.keepACoordinator(tx, person, { staying: true });
      await this.people.change(tx, id, { ...patch, ...(role ? { roles: [role] } : {}) }, seen);
      await this.audit.record(tx, {
        chain: organisationId, action: 'member.edited', subjectId: id,
        details: { fields: [...Object.keys(patch), ...(role ? ['role'] : [])], ...(role ? { role: [person.roles[0], role] } : {}) },
      });
      return { id, version: seen + 1 };
    });
  }
}
