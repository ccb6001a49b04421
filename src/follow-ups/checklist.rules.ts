/**
 * Checklists: what a contact settles. A line that concerns each child, adult or newcomer is settled person by person,
 * and somebody who joins the household later is simply not settled yet.
 */
import type { ChecklistLine } from './checkpoint.entity.js';
import type { ChecklistItem } from './protocol.rules.js';

/** Somebody of the household, as a checklist sees them. */
export interface Member {
  readonly id: string;
  /** An unknown age counts as an adult's. */
  readonly child: boolean;
}

/** One thing to settle, for the household or for one newcomer, under the name it is posted as. */
export interface Point {
  readonly key: string;
  readonly code: string;
  readonly newcomerId: string | null;
  readonly done: boolean;
}

/** The points of a checklist for the household as it is now. */
export function pointsOf(lines: readonly ChecklistLine[], members: readonly Member[]): Point[] {
  return lines.flatMap((line) => concerned(line.per, members).map((newcomerId) => ({
    key: keyOf(line.code, newcomerId), code: line.code, newcomerId, done: line.done.some((tick) => tick.for === newcomerId),
  })));
}

/** A checklist with more lines settled; a key that it does not have changes nothing, and nothing is settled twice. */
export function tick(lines: readonly ChecklistLine[], keys: readonly string[], at: Date, by: string | null): ChecklistLine[] {
  return lines.map((line) => {
    const news = keys.map(partsOf)
      .filter(({ code, newcomerId }) => code === line.code && (line.per === 'household') === (newcomerId === null))
      .filter(({ newcomerId }) => !line.done.some((known) => known.for === newcomerId));
    return news.length === 0 ? line : { ...line, done: [...line.done, ...news.map(({ newcomerId }) => ({ for: newcomerId, at: at.toISOString(), by }))] };
  });
}

/** How many points of a checklist are open. */
export function openPoints(lines: readonly ChecklistLine[], members: readonly Member[]): number {
  return pointsOf(lines, members).filter(({ done }) => !done).length;
}

function concerned(per: ChecklistItem['per'], members: readonly Member[]): (string | null)[] {
  if (per === 'household') return [null];
  return members.filter(({ child }) => per === 'newcomer' || child === (per === 'child')).map(({ id }) => id);
}

function keyOf(code: string, newcomerId: string | null): string {
  return newcomerId === null ? code : `${code}:${newcomerId}`;
}

function partsOf(key: string): { code: string; newcomerId: string | null } {
  const [code = '', newcomerId = null] = key.split(':');
  return { code, newcomerId };
}
