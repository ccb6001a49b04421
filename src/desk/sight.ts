import type { Actor } from '../../libs/transaction/actor.js';
import { visibleValues } from '../cases/cases.door.js';

/** How much of a case somebody gets to see. `ask`: all of it, once they have said why. */
export const SIGHT = { nothing: 0, glimpse: 1, ask: 2, whole: 3 } as const;
export type Sight = (typeof SIGHT)[keyof typeof SIGHT];

/** How many parameters the condition takes: who, their team, and six answers. */
export const SIGHT_VALUES = 8;

/** The twin of the cases' policy that answers how much instead of whether: it depends only on the first parameter's number. */
export function sightSql(alias: string, from: number): string {
  const p = (i: number): string => `$${from + i}`;
  const cell = (i: number): string => `case when ${alias}.restricted then ${p(i + 1)}::int else ${p(i)}::int end`;
  return `(case when ${alias}.owner_id = ${p(0)}::uuid then ${cell(2)} when ${alias}.team_id = ${p(1)}::uuid then ${cell(4)} else ${cell(6)} end)`;
}

/** The condition's values for one person: each cell is the most that the policy's own answers allow there. */
export function sightValues(by: Actor): unknown[] {
  const [person, team, ...whole] = visibleValues(by, 'read');
  const [, , ...asked] = visibleValues(by, 'read', { withReason: true });
  const [, , ...glimpsed] = visibleValues(by, 'glimpse');
  return [person, team, ...whole.map((may, i) => (may ? SIGHT.whole : asked[i] ? SIGHT.ask : glimpsed[i] ? SIGHT.glimpse : SIGHT.nothing))];
}
