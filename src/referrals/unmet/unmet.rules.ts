/**
 * What nobody could meet stays on a ledger until somebody can. When room appears, those who have waited are asked about in turn:
 * the most urgent first, then whoever has waited longest, and no more of them than there is room for. Nobody is sent anywhere by
 * itself: the need opens again with the service put in its row, and its owner is told.
 */
import { type CivilDate, addDays } from '../../../libs/calendar/civil-date.js';

/** A need that waits. */
export interface Waiting {
  readonly id: string;
  readonly referralId: string;
  readonly caseId: string;
  readonly need: string;
  readonly tier: string;
  readonly since: Date;
}

/** A month: the turn of most courses and groups, and as long as most organisations want to be left alone after a no. */
export const LOOK_DAYS = 30;

/** On which day a need that still waits is looked at again, though nobody told of room. */
export const nextLookOn = (today: CivilDate): CivilDate => addDays(today, LOOK_DAYS);

/** In turn: the most urgent, then the longest waiting. */
export const inTurn = <W extends Pick<Waiting, 'id' | 'tier' | 'since'>>(waiting: readonly W[]): W[] =>
  [...waiting].sort((one, other) => one.tier.localeCompare(other.tier) || one.since.getTime() - other.since.getTime() || one.id.localeCompare(other.id));

/** How many of those that wait a service may still be put to: what it has room for, less whom it is being asked about already. */
export const stillFree = (room: number, asking: number): number => Math.max(0, Math.floor(room) - asking);

/** How long somebody has waited, in whole days. */
export const daysWaiting = (since: Date, at: Date): number => Math.max(0, Math.floor((at.getTime() - since.getTime()) / 86_400_000));
