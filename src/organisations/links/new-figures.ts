import { readFigures } from '../places/places-form.view.js';
import type { ToldFigure } from '../places/told-places.js';

/**
 * What the short form of a link says: how many are free of each figure that is known, or of the first one. The unit, the group and
 * the maximum are left as they are; whoever wants to change those signs in. What was left empty is as it was.
 */
export function newFigures(known: readonly ToldFigure[], fields: Readonly<Record<string, unknown>>, usualUnit: string): { readonly places: readonly Record<string, unknown>[] } {
  const { places: typed } = readFigures(fields).input;
  if (known.length === 0) return { places: [{ unit: usualUnit, available: typed[0]?.['available'] }] };
  const free = new Map(typed.map((row) => [row['id'], row['available']]));
  return { places: known.map(({ id, unit, description, maximum, available }) => ({ id, unit, description, maximum, available: free.get(id) ?? available })) };
}
