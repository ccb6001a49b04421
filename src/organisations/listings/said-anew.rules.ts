/*
 * What of a thing is really said anew. A form says everything it knows, in the order of its own boxes: what was so before is no
 * change, whatever order its codes come in. Pure.
 */

/** The part of a change that changes something. */
export function saidAnew<C extends object>(now: object, change: C): Partial<C> {
  return Object.fromEntries(Object.entries(change).filter(([field, value]) => value !== undefined && !same((now as Record<string, unknown>)[field], value))) as Partial<C>;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(inOrder(one) ?? null) === JSON.stringify(inOrder(other) ?? null);

/** Lists of codes are sets; lists of anything else are in the order in which they were said. */
const inOrder = (value: unknown): unknown => (Array.isArray(value) && value.every((each) => typeof each === 'string') ? [...value].sort() : value);
