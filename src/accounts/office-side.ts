import type { PersonActor } from '../../libs/transaction/actor.js';

/** Accounts live on the office's side of the database: a member of an organisation touches their own account there too. */
export const officeSide = (by: PersonActor): PersonActor => (by.organisationId === null ? by : { ...by, organisationId: null });
