import { Injectable } from '@nestjs/common';
import { NotFound, Refusal } from '../../../libs/http/refusal.js';
import { one, row, statement } from '../../../libs/sql/sql.js';
import type { PersonId } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { PeopleStore } from '../people/people.store.js';
import type { PersonEntity } from '../people/person.entity.js';

/** All that accounts knows of an organisation. */
export interface OrganisationName {
  readonly id: string;
  readonly name: string;
  /** The language it is written to in. */
  readonly language: 'fr' | 'en';
}

const LOCK = statement('accounts.lock-organisation', 'select id, name, language from organisations where id = $1 for no key update');
const OTHERS = statement('accounts.other-members', `
  select count(*) filter (where state = 'active' and 'coordinator' = any(roles))::int as coordinators, count(*)::int as people
  from people where organisation_id = $1 and id <> $2 and state <> 'disabled'`);

const coordinates = ({ roles, state }: PersonEntity): boolean => state === 'active' && roles.includes('coordinator');

/** By-id reads of an organisation's people, and what must stay true of them together. */
@Injectable()
export class MembersStore {
  constructor(private readonly people: PeopleStore) {}

  /** The organisation, locked: what is done to its people is done one after the other. Throws `NotFound`. */
  async lockOrganisation(tx: Tx, id: string): Promise<OrganisationName> {
    const organisation = await row<OrganisationName>(tx, LOCK, [id]);
    if (!organisation) throw new NotFound();
    return organisation;
  }

  /** Somebody of this organisation, locked after it. Throws `NotFound` for anybody else, as for nobody. */
  async lock(tx: Tx, organisationId: string, id: PersonId): Promise<PersonEntity> {
    await this.lockOrganisation(tx, organisationId);
    const person = await this.people.lock(tx, id);
    if (person.organisationId !== organisationId) throw new NotFound();
    return person;
  }

  /** An organisation with people has somebody who coordinates it: the last one neither leaves nor steps down. `staying`: they remain a member. */
  async keepACoordinator(tx: Tx, leaving: PersonEntity, { staying }: { readonly staying: boolean }): Promise<void> {
    if (!coordinates(leaving)) return;
    const others = await one<{ coordinators: number; people: number }>(tx, OTHERS, [leaving.organisationId, leaving.id]);
    if (others.coordinators === 0 && (staying || others.people > 0)) throw new Refusal('accounts.last-coordinator');
  }
}
