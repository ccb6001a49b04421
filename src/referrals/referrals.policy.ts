import type { Actor, PersonActor } from '../../libs/transaction/actor.js';
import { answerFor, type CaseFacts, may } from '../cases/cases.door.js';
import type { Hand } from './referral.rules.js';
import type { OfferHand } from './offers/offer.rules.js';

/**
 * Who may do what with referrals and offers. At the office it hangs on the case: whoever may edit it may refer, whoever leads its
 * team may void. An organisation acts on its own offers, also through the link that asked it. The database keeps organisations
 * apart as well: its row-level security is the second wall.
 */
type File = Pick<CaseFacts, 'ownerId' | 'teamId' | 'restricted'>;

/** In which capacities somebody of the office moves referrals and offers of a case; none means that they may not. */
export function officeHands(by: Actor, file: File): (Hand & OfferHand)[] {
  if (by.kind === 'engine') return ['engine', 'office', 'team_lead'];
  if (by.kind === 'link' || by.organisationId !== null || may(by, 'edit', file) !== 'yes') return [];
  return by.roles.includes('team_lead') && by.teamId === file.teamId ? ['office', 'team_lead'] : ['office'];
}

/** Whether somebody acts for an organisation: its people, or whoever holds a link that asked it. */
export const actsFor = (by: Actor, organisationId: string): boolean => by.kind !== 'engine' && by.organisationId === organisationId;

/** In which capacities somebody acts on an offer of an organisation. */
export const organisationHands = (by: Actor, organisationId: string): OfferHand[] => (actsFor(by, organisationId) ? ['organisation'] : []);

/** Which fields a service gets by default: whoever keeps the network says so. */
export const mayKeepTemplates = (by: Actor): boolean => by.kind === 'person' && by.organisationId === null && by.roles.some((role) => role === 'manager' || role === 'administrator');

/** The ledger of unmet needs, across all cases: managers, and leads for what their teams met. */
export const mayReadLedger = (by: Actor): boolean => by.kind === 'person' && by.organisationId === null && by.roles.some((role) => role === 'manager' || role === 'team_lead' || role === 'administrator');

/** Whether somebody refers at all; in which cases, each of them says. */
export const mayRefer = (by: Actor): boolean => by.kind === 'person' && by.organisationId === null
  && (['own', 'team', 'other'] as const).some((relation) => answerFor(by.roles, { act: 'edit', relation, restricted: false }) === 'yes');

/** Whose unmet needs somebody reads: their team's, when they only lead one; null for everybody's. */
export const ledgerTeam = (by: PersonActor): string | null => (by.roles.some((role) => role === 'manager' || role === 'administrator') ? null : by.teamId);
