import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';

/**
 * Lets somebody at the people of an organisation, or throws: to people of organisations another organisation's identity
 * is answered as one that nobody has.
 */
export function admit(may: (by: PersonActor, organisationId: string) => boolean, by: PersonActor, organisationId: string): void {
  if (may(by, organisationId)) return;
  throw by.organisationId === null || by.organisationId === organisationId ? new Forbidden() : new NotFound();
}
