import { addDays, dayNumber, weekdayOf, type CivilDate } from '../../libs/calendar/civil-date.js';
import { instantOf } from '../../libs/calendar/zone.js';
import type { Staff } from './cast.js';
import type { Chance } from './chance.js';
import type { Scene } from './scene.js';

/** Somebody who works in the demo city's office. */
export interface Worker {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Staff['people'][number]['role'];
  readonly teamId: string | null;
  readonly languages: readonly string[];
}

/** A team with its lead and the people who own cases. */
export interface DemoTeam {
  readonly id: string;
  readonly name: string;
  readonly boroughs: ReadonlySet<string>;
  readonly lead: Worker;
  readonly caseworkers: readonly Worker[];
}

/** A turn on the roster. */
export interface Turn {
  readonly id: string;
  readonly kind: 'on_call' | 'cover';
  readonly personId: string;
  readonly teamId: string | null;
  readonly forPersonId: string | null;
  readonly fromAt: Date;
  readonly untilAt: Date;
}

/** The office: who is there, and who answers when it is closed. */
export interface DemoOffice {
  readonly people: readonly Worker[];
  readonly teams: readonly DemoTeam[];
  readonly turns: readonly Turn[];
}

/** Weeks of the roster that are written ahead. */
const WEEKS_AHEAD = 6;

/** Opens the office: identities are the same every time on the same day. */
export function openOffice(chance: Chance, scene: Scene): DemoOffice {
  const { staff } = scene.cast;
  const teamIds = new Map(staff.teams.map(({ key }) => [key, chance.id(scene.asOf)]));
  const people = staff.people.map(({ team, ...each }): Worker => ({ ...each, id: chance.id(scene.asOf), teamId: (team && teamIds.get(team)) ?? null }));
  const teams = staff.teams.map(({ key, name, boroughs }): DemoTeam => {
    const id = teamIds.get(key) ?? '';
    const members = people.filter(({ teamId }) => teamId === id);
    const lead = members.find(({ role }) => role === 'team_lead');
    if (!lead) throw new Error(`the demo's team ${key} has no lead`);
    return { id, name, boroughs: new Set(boroughs), lead, caseworkers: members.filter(({ role }) => role === 'caseworker') };
  });
  return { people, teams, turns: teams.flatMap((team) => rosterOf(chance, scene, team)) };
}

/** Each week another caseworker is on call, from Monday's opening to the next; and next week somebody is away and covered. */
function rosterOf(chance: Chance, scene: Scene, { id: teamId, caseworkers }: DemoTeam): Turn[] {
  const monday = mondayOf(scene.day);
  const at = (day: CivilDate): Date => instantOf(day, '08:30', scene.office.zone);
  const who = (week: number): string => caseworkers[week % caseworkers.length]?.id ?? '';
  const onCall = Array.from({ length: WEEKS_AHEAD + 1 }, (_, week): Turn => ({
    id: chance.id(scene.asOf), kind: 'on_call', personId: who(week), teamId, forPersonId: null,
    fromAt: at(addDays(monday, 7 * week)), untilAt: at(addDays(monday, 7 * week + 7)),
  }));
  const away: Turn = {
    id: chance.id(scene.asOf), kind: 'cover', personId: who(2), teamId: null, forPersonId: who(3),
    fromAt: at(addDays(monday, 8)), untilAt: at(addDays(monday, 11)),
  };
  return [...onCall, away];
}

const mondayOf = (day: CivilDate): CivilDate => addDays(day, 1 - weekdayOf(dayNumber(day)));
