/**
 * What people may be at the office and in the organisations of the network. Several at once is usual in a small
 * office. What each role may do is told by the policies of the rooms, never here.
 */
export const OFFICE_ROLES = ['caseworker', 'team_lead', 'manager', 'privacy_officer', 'administrator'] as const;
export const ORGANISATION_ROLES = ['coordinator', 'member'] as const;
export const ROLES = [...OFFICE_ROLES, ...ORGANISATION_ROLES] as const;
export type OfficeRole = (typeof OFFICE_ROLES)[number];
export type OrganisationRole = (typeof ORGANISATION_ROLES)[number];
export type Role = (typeof ROLES)[number];

/** Roles whose work is a team's: they own cases, so they need a team and its calendar. */
export const TEAM_ROLES: readonly string[] = ['caseworker', 'team_lead'] satisfies OfficeRole[];

/** Whether somebody with these roles must belong to a team. */
export const needsTeam = (roles: readonly string[]): boolean => roles.some((role) => TEAM_ROLES.includes(role));
