/**
 * Who may do what with a checkpoint, in four hands. The owner promised, so they may move and waive; a colleague of the
 * team may keep the promise for them; whoever covers them in their absence, or is on duty for an urgent case, acts as
 * they would; the lead answers for the whole team.
 */
import type { Actor, PersonActor } from '../../libs/transaction/actor.js';
import type { Hand } from './checkpoint.rules.js';

/** Whose case it is, and who stands in for them at this moment. */
export interface Holding {
  readonly teamId: string;
  readonly ownerId: string | null;
  readonly tier: string;
  readonly restricted: boolean;
  /** Stands in for the owner while they are away. */
  readonly coverId: string | null;
  /** Answers for the team's urgent cases now. */
  readonly onDutyId: string | null;
}

/** In which capacities somebody acts on a case's checkpoints; none means that they may not. */
export function handsOn(by: Actor, holding: Holding): Hand[] {
  if (by.kind === 'engine') return ['owner', 'cover', 'team_lead', 'engine'];
  if (by.kind === 'link' || by.organisationId !== null) return [];
  const hands = new Set<Hand>();

  if (isOwner(by, holding) || standsIn(by, holding)) hands.add('owner').add('cover');
  if (isColleague(by, holding)) hands.add('cover');
  if (isLead(by, holding)) hands.add('team_lead').add('owner').add('cover');
  return [...hands];
}

/** Whoever may keep a promise may say why it was broken, and so may the lead. */
export function mayExplain(hands: readonly Hand[]): boolean {
  return EXPLAINERS.some((hand) => hands.includes(hand));
}

const EXPLAINERS = ['owner', 'cover', 'team_lead'] as const satisfies readonly Hand[];

/** Whether somebody may decide that cases change hands: the team among itself, and managers. */
export function mayHandOver(by: Actor, teamId: string | null): boolean {
  if (by.kind === 'engine') return true;
  if (by.kind === 'link' || by.organisationId !== null) return false;
  if (by.roles.includes('manager')) return true;
  return by.roles.includes('team_lead') && teamId !== null && by.teamId === teamId;
}

function isOwner(by: PersonActor, { ownerId }: Holding): boolean {
  return works(by) && ownerId === by.personId;
}

/** An urgent case goes to whoever is on duty, of whichever team they are. */
function standsIn(by: PersonActor, { coverId, onDutyId, tier }: Holding): boolean {
  return works(by) && (coverId === by.personId || (tier === 'P1' && onDutyId === by.personId));
}

function isColleague(by: PersonActor, { teamId, restricted }: Holding): boolean {
  return by.roles.includes('caseworker') && by.teamId === teamId && !restricted;
}

function isLead(by: PersonActor, { teamId }: Holding): boolean {
  return by.roles.includes('team_lead') && by.teamId === teamId;
}

function works({ roles }: PersonActor): boolean {
  return roles.includes('caseworker') || roles.includes('team_lead');
}
