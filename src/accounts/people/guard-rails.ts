import { InvalidInput, Refusal } from '../../../libs/http/refusal.js';
import type { PersonId } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { needsTeam } from '../roles.rules.js';
import type { PeopleStore } from './people.store.js';
import type { PersonEntity } from './person.entity.js';

/** The office must keep somebody who can let people in. `administrators` were locked before anybody else, in one order for all. */
export function keepAnAdministrator(administrators: readonly PersonId[], leaving: PersonEntity): void {
  if (leaving.roles.includes('administrator') && administrators.every((id) => id === leaving.id)) throw new Refusal('accounts.last-administrator');
}

/** A team never loses its lead by a side door: another is named first. */
export async function keepTheLead(tx: Tx, people: PeopleStore, leaving: PersonEntity): Promise<void> {
  if (await people.leadsATeam(tx, leaving.id)) throw new Refusal('accounts.still-leads');
}

/** Whoever owns cases belongs to a team. */
export function needATeam(roles: readonly string[], teamId: string | null): void {
  if (needsTeam(roles) && teamId === null) throw new InvalidInput([{ path: 'teamId', code: 'accounts.faults.team-needed' }]);
}
