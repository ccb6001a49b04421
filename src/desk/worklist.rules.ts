/**
 * The lists of the front counter: which cases are in each, in which orders they can be read, and whose cases somebody may
 * choose among. A list is only a question to the clock: nothing is stored as late.
 */
import type { PersonActor } from '../../libs/transaction/actor.js';
import { answerFor } from '../cases/cases.door.js';

/** The lists, in the order of their tabs. */
export const LISTS = ['all', 'escalated', 'overdue', 'today', 'coming', 'unreached', 'unassigned', 'silent', 'closed'] as const;
/**
 * - `escalated`: a promise so late that the team's lead has heard of it; `overdue`: the next step should have been made; `today`: it is due before the office's
 *   day ends; `coming`: within the week after;
 * - `unreached`: nobody answers there any more; `unassigned`: no person has been chosen for it; `silent`: open, and without any
 *   contact for so long that closing is proposed; `closed`: settled or ended, newest first.
 */
export type List = (typeof LISTS)[number];

/** Days without any contact after which closing is proposed. */
export const SILENT_DAYS = 30;

/** How many days the coming week has. */
export const COMING_DAYS = 7;

/** Whose cases: one's own, one's team's, everybody's. */
export const SCOPES = ['mine', 'team', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

/** What a list can be sorted by; a minus turns it round. */
export const SORTS = ['due', '-due', 'name', '-name', 'arrival', '-arrival'] as const;
export type Sort = (typeof SORTS)[number];

/** The column and direction behind a sort; closed cases are read by when they closed, the newest first. */
export interface Order {
  readonly column: 'next_due_at' | 'lead_name' | 'comes_on' | 'closed_at';
  readonly type: 'timestamptz' | 'text' | 'date';
  readonly down: boolean;
}

const COLUMNS = {
  due: { column: 'next_due_at', type: 'timestamptz' },
  name: { column: 'lead_name', type: 'text' },
  arrival: { column: 'comes_on', type: 'date' },
} as const;

/** How a list is read. */
export function orderOf(list: List, sort: Sort): Order {
  if (list === 'closed') return { column: 'closed_at', type: 'timestamptz', down: true };
  const down = sort.startsWith('-');
  return { ...COLUMNS[(down ? sort.slice(1) : sort) as keyof typeof COLUMNS], down };
}

/** The scopes that somebody may choose among, the usual one first. */
export function scopesFor(by: Pick<PersonActor, 'roles' | 'teamId'>): Scope[] {
  const works = by.roles.includes('caseworker') || by.roles.includes('team_lead');
  const oversees = by.roles.some((role) => ['team_lead', 'manager', 'privacy_officer'].includes(role));
  return [
    ...(works && ownsFreely(by.roles) ? ['mine' as const] : []),
    ...(works && by.teamId !== null ? ['team' as const] : []),
    ...(oversees ? ['all' as const] : []),
  ];
}

/** Whether every case of one's own may be read, restricted or not: then a list of them needs no other condition. */
const ownsFreely = (roles: readonly string[]): boolean =>
  [true, false].every((restricted) => answerFor(roles, { act: 'read', relation: 'own', restricted }) === 'yes');
