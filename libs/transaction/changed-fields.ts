const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** The names of the fields that a change would really change: what the timeline, the audit and the facts may say of it. */
export function changedFields<R extends object>(row: R, change: Partial<R>): string[] {
  return (Object.keys(change) as (keyof R & string)[]).filter((field) => change[field] !== undefined && !same(row[field], change[field]));
}

/** A change with its left-out fields left out. */
export const without = <C extends object>(change: C): { [K in keyof C]: Exclude<C[K], undefined> } =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as { [K in keyof C]: Exclude<C[K], undefined> };
