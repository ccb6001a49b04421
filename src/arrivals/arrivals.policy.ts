import type { Actor, PersonActor } from '../../libs/transaction/actor.js';

/** Who may bring households in. Pure; a caseworker and a lead do it for their own team, a manager for any. */
type By = Pick<PersonActor, 'roles' | 'teamId' | 'organisationId'>;

const WORKS_FOR_A_TEAM: readonly string[] = ['caseworker', 'team_lead'];

/** Whether somebody may register arrivals, give notices and load lists at all. */
export const mayBringIn = (by: By): boolean => by.organisationId === null && by.roles.some((role) => WORKS_FOR_A_TEAM.includes(role) || role === 'manager');

/** Whether they may do it for a team. */
export const mayBringInFor = (by: By, teamId: string): boolean => mayBringIn(by) && (by.roles.includes('manager') || by.teamId === teamId);

/** Whether somebody may see and load a list: whoever may bring in for its team. Passerelle itself loads them all. */
export const mayWorkOnList = (by: Actor, list: { readonly teamId: string }): boolean => by.kind === 'engine' || (by.kind === 'person' && mayBringInFor(by, list.teamId));

/** The twin for lists of lists: null for every team, else the only one. */
export const teamInSight = (by: By): string | null => (by.roles.includes('manager') ? null : by.teamId);

/** The teams among which somebody chooses; one's own alone, unless one brings in for all. */
export const teamsFor = <T extends { readonly id: string }>(by: By, teams: readonly T[]): T[] => teams.filter(({ id }) => mayBringInFor(by, id));
