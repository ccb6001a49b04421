import type { PersonActor } from '../../libs/transaction/actor.js';
import { OFFICE_ROLES, type Role } from './roles.rules.js';

/** Who may do what with accounts. Pure; `peopleInSight` is the twin that narrows SQL. */
type By = Pick<PersonActor, 'personId' | 'roles' | 'teamId' | 'organisationId'>;

const is = (by: By, ...roles: Role[]): boolean => roles.some((role) => by.roles.includes(role));

/** Inviting, changing, disabling, ending sessions: the administrator's, never one's own raise. */
export const mayManagePeople = (by: By): boolean => is(by, 'administrator');

/** Making teams, naming their leads and calendars. */
export const mayManageTeams = (by: By): boolean => is(by, 'administrator');

/** Whether somebody works at the office at all. */
export const isOfOffice = (by: By): boolean => is(by, ...OFFICE_ROLES);

/** Whom of the office somebody may look up: everyone, one team, or nobody. */
export type Sight = { readonly all: true } | { readonly all: false; readonly teamId: string | null };

/** Administrators, managers and privacy officers see everyone; caseworkers and leads their own team. */
export function peopleInSight(by: By): Sight {
  if (is(by, 'administrator', 'manager', 'privacy_officer')) return { all: true };
  return { all: false, teamId: isOfOffice(by) ? by.teamId : null };
}

/** Whether somebody may look one person of the office up; oneself always. People of organisations are told by their organisation. */
export function maySeePerson(by: By, person: { readonly id: string; readonly teamId: string | null; readonly organisationId: string | null }): boolean {
  if (person.id === by.personId) return true;
  const sight = peopleInSight(by);
  return person.organisationId === null && (sight.all || (sight.teamId !== null && sight.teamId === person.teamId));
}

const coordinates = (by: By, organisationId: string): boolean => by.organisationId === organisationId && is(by, 'coordinator');

/** Who acts for an organisation: the whole office may know whom to speak to, and its own coordinators. */
export const maySeeMembers = (by: By, organisationId: string): boolean => isOfOffice(by) || coordinates(by, organisationId);

/** Inviting and closing accounts of an organisation: its coordinators, and whoever keeps the network at the office. */
export const mayKeepMembers = (by: By, organisationId: string): boolean => is(by, 'manager', 'administrator') || coordinates(by, organisationId);

/** The whole office needs to know who is on duty. */
export const maySeeDuties = (by: By): boolean => isOfOffice(by);

/** A lead keeps their team's roster, managers and administrators every roster. `teamId` null is the whole office's. */
export const mayKeepRoster = (by: By, teamId: string | null): boolean =>
  is(by, 'administrator', 'manager') || (is(by, 'team_lead') && teamId !== null && teamId === by.teamId);

/** People see and revoke their own API tokens; administrators everyone's. */
export const mayRevokeToken = (by: By, ownerId: string): boolean => ownerId === by.personId || is(by, 'administrator');

/** A token acts with its owner's rights at any hour: only those who run the service make one, for themselves. */
export const mayMakeToken = (by: By): boolean => is(by, 'administrator', 'manager');

/** The demo's outbox shows links that open doors. */
export const mayReadOutbox = (by: By): boolean => is(by, 'administrator');
