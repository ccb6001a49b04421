import type { Actor } from '../../libs/transaction/actor.js';

/** Who may do what with the network. Pure. The database keeps organisations apart as well: its row-level security is the second wall. */
const is = (by: Actor, ...roles: string[]): boolean => by.kind === 'person' && by.roles.some((role) => roles.includes(role));
const ofOffice = (by: Actor): boolean => by.kind === 'person' && by.organisationId === null;
const own = (by: Actor, organisationId: string): boolean => by.kind === 'person' && by.organisationId === organisationId;

/** Whoever works at the office may look the network up; an organisation sees itself. */
export const maySee = (by: Actor, organisationId: string): boolean =>
  by.kind === 'engine' || own(by, organisationId) || (ofOffice(by) && is(by, 'caseworker', 'team_lead', 'manager', 'privacy_officer', 'administrator'));

/** Looking through the whole network: the office's caseworkers, leads, managers and administrators. */
export const mayLookThrough = (by: Actor): boolean => by.kind === 'engine' || (ofOffice(by) && is(by, 'caseworker', 'team_lead', 'manager', 'privacy_officer', 'administrator'));

/** Making an organisation, agreeing with it, bringing a directory in: managers and administrators. */
export const mayKeepNetwork = (by: Actor): boolean => by.kind === 'engine' || (ofOffice(by) && is(by, 'manager', 'administrator'));

/** Its services, hours, places, pause and mails: its coordinators; and whoever keeps the network, who answers for those without an account. */
export const mayKeepListing = (by: Actor, organisationId: string): boolean => mayKeepNetwork(by) || (own(by, organisationId) && is(by, 'coordinator'));

/** Saying how many places there are: also every member, and whoever holds the link that asked. */
export const mayTellPlaces = (by: Actor, organisationId: string): boolean =>
  mayKeepListing(by, organisationId) || (own(by, organisationId) && is(by, 'member')) || (by.kind === 'link' && by.organisationId === organisationId);

/** Saying for an organisation that a listing is still true, or that nothing is to be asked for a while: also whoever holds the link that asked. */
export const mayAnswerFor = (by: Actor, organisationId: string): boolean => mayKeepListing(by, organisationId) || (by.kind === 'link' && by.organisationId === organisationId);
