/*
 * What an import's report keeps: every fault, what would change thing by thing as far as anybody would read it, and counts of all. Pure.
 */
import type { Differences } from './differences.rules.js';
import type { ImportReport } from './imports.store.js';
import type { ObjectName } from './objects.rules.js';

/** Beyond so many things, and so many values of one, only counts are told. */
const MOST_CHANGES = 500;
const MOST_FIELDS = 50;

/** What was found in a document, and what it would do. */
export interface Findings extends Pick<ImportReport, 'faults' | 'warnings'> {
  readonly organisations: readonly Differences[];
  /** Taxonomies and terms, which are only counted. */
  readonly terms: ImportReport['counts'];
}

export function reportOf({ faults, warnings, organisations, terms }: Findings): ImportReport {
  const counts: Partial<Record<ObjectName, Record<'new' | 'changed' | 'unchanged' | 'missing', number>>> = { ...terms };
  const add = (object: ObjectName, what: 'new' | 'changed' | 'unchanged' | 'missing', count = 1): void => {
    (counts[object] ??= { new: 0, changed: 0, unchanged: 0, missing: 0 })[what] += count;
  };
  for (const { changes, unchanged, missing } of organisations) {
    for (const { object, becomes } of changes) add(object, becomes);
    for (const [object, count] of Object.entries(unchanged)) add(object as ObjectName, 'unchanged', count);
    for (const { object } of missing) add(object, 'missing');
  }
  const changes = organisations.flatMap((one) => one.changes);
  return {
    faults, warnings, counts,
    changes: changes.slice(0, MOST_CHANGES).map((change) => ({ ...change, own: [], fields: change.fields.slice(0, MOST_FIELDS) })),
    missing: organisations.flatMap(({ missing }) => missing).slice(0, MOST_CHANGES),
  };
}
